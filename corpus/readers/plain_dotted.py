"""Labels that end in a full stop, as printed hearings and minutes have them: "Mr. Pell. Thank you.", "The CHAIRMAN. …", "CHAIR PELL. …".

Owns their spelling alone. A sentence may begin so ("Mr. Pell. He knew."): what is believed is `plain_labels`' business.
"""

from __future__ import annotations

import re

from corpus.readers.plain_words import NOT_AMONG_OTHERS, words

_TITLES = words(
    "Mr Ms Mrs Miss Mx Dr Senator Representative Congressman Congresswoman Chairman Chairwoman Chairperson Chair Secretary Mayor General Admiral "
    "Colonel Captain Judge Justice Ambassador Director Commissioner Governor President Sheriff Chief Professor Delegate Councilmember Lord Lady Sir "
    "Administrator Superintendent"
)
_ALL_TITLES = (*sorted(_TITLES), "Vice Chair", "Vice Chairman", "Vice Chairwoman")
_TITLE = "(?:" + "|".join(form for title in _ALL_TITLES for form in (title, title.upper())) + r")\.?"
_PARTICLE = r"(?:(?:de|la|del|van|von|der|den|di|du|le|al|el|bin|St\.|De|La|Van|Von) ){0,3}"
_NAME = rf"{_PARTICLE}[A-Z][\w'’-]{{1,30}}"
_NOTE = r"(?:\s?\((?:\?|[^()]{1,60})\))?"
_OFFICES = words("chairman chairwoman chairperson chair speaker president clerk court witness secretary moderator operator reporter")
_OFFICE = "(?:" + "|".join(form for office in sorted(_OFFICES) for form in (office.title(), office.upper())) + ")"
_BEFORE_OFFICE = r"(?:(?:Acting|ACTING|Vice|VICE|Presiding|PRESIDING|Deputy|DEPUTY) )?"
_CROWD = r"(?:SEVERAL|Several|PARTICIPANTS?|Participants?|SPEAKERS?|Speakers?|VOICES?|Voices?|(?:UNIDENTIFIED|Unidentified) [A-Za-z]{3,12}(?: [A-Za-z]{3,12})?)"
_SHAPES = (
    rf"(?:The |THE )?{_TITLE} {_NAME}(?: {_NAME}){{0,2}}(?: of (?:New |North |South |West )?[A-Z][a-z]{{2,20}})?{_NOTE}",
    rf"(?:The|THE) {_BEFORE_OFFICE}{_OFFICE}(?: pro tempore)?{_NOTE}",
    rf"(?:The|THE) (?:Presiding Officer|PRESIDING OFFICER)(?: pro tempore)?{_NOTE}",
    rf"(?:MESSRS|Messrs)\. {_NAME}(?:, {_NAME}){{0,4}},? (?:and|AND) {_NAME}",
    rf"(?:M\.|Mme|MM\.) (?:(?:le|la|les) )?{_NAME}(?: {_NAME}){{0,2}}{_NOTE}",
    rf"(?:M\.|Mme) (?:le|la) [a-zéè]{{4,20}}(?: [a-zéè]{{2,12}}){{0,3}}{_NOTE}",
    rf"{_CROWD}{_NOTE}",
    rf"(?P<capitals>[A-Z][A-Z'’-]{{1,20}}(?: (?:[A-Z]\.|(?:de|la|van|von|der|den|di|Mc|Mac|O'|O’)?[A-Z][A-Z'’-]{{1,20}})){{1,3}}){_NOTE}",
)
_DOTTED = re.compile(rf"(?P<label>{'|'.join(_SHAPES)})\.\d{{0,3}}[ \t\u00a0]{{1,8}}(?=\S)")


def dotted(head: str, start: int) -> tuple[str, int] | None:
    """The label that ends in a full stop at `start`, and where the words after it begin; None where there is none."""
    found = _DOTTED.match(head, start)
    if found and found["capitals"] and not NOT_AMONG_OTHERS.isdisjoint(found["capitals"].casefold().split()):
        return None  # "THANK YOU. …"
    return (" ".join(found["label"].split()), found.end()) if found else None
