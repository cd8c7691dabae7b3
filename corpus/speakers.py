"""Labels become speakers: the name, the note in brackets, and whether the label names a person, a role or nobody.

Owns the vocabulary of roles and titles. A label that names a role is many people: it never merges into one person,
and where doubt remains a label is taken for a role or an unknown rather than for a person.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from corpus.transcript import NOBODY, Speaker, SpeakerKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Whoever happens to speak: several people share such a label within one transcript.
_CROWD = _words(
    "question questions q reporter reporters journalist journalists press media correspondent photojournalist audience participant "
    "participants attendee attendees analyst analysts administration caller callers member members voice voices crowd all everyone "
    "several multiple some speaker speakers spk unknown unidentified unnamed inaudible anonymous official officials interpreter "
    "interpreters translator translators student students witness witnesses senators councillors delegates "
    "several messrs together both them others you group "
    "pregunta preguntas periodista periodistas interlocutor interlocutora interlocutores pergunta jornalista domanda giornalista "
    "frage fragen journalistin journaliste journalistes zwischenruf вопрос корреспондент журналист سؤال الصحفي שאלה שאלות प्रश्न सवाल 问 問 记者 記者 질문 기자"
)
# One holder in one meeting, another one in the next.
_OFFICES = _words(
    "manager designer operator moderator facilitator clerk chair chairman chairwoman chairperson president host cohost guest "
    "interviewer interviewee narrator announcer aide staff staffer secretary minister mayor judge court counsel prosecutor defense "
    "respondent expert 主持人 ведущий animateur animatrice moderatorin presentador presentadora entrevistador entrevistadora "
    "presenter anchor organizer organiser coordinator officer director commissioner engineer teacher instructor doctor patient "
    "nurse agent customer client representative ambassador governor chancellor spokesperson spokesman spokeswoman producer editor "
    "executive marketing answer a answers response respuesta antwort réponse ответ premier "
    "président présidente rapporteur rapporteure ministre ministro ministra presidenta presidente präsident präsidentin "
    "vizepräsident vizepräsidentin председатель председательствующий ведущая الرئيس رئيس יושב 議長 委員長 司会 主席 tempore"
)
_MODIFIERS = _words(
    "the an a acting deputy vice assistant senior junior chief first second co lead white house air force one crew project "
    "industrial user interface general prime foreign administration military defense state product technical committee "
    "le la el os o señor señora sr sra m mme il l' pro "
    "council session meeting conference call male female of and hon honourable honorable other press mr ms mrs madam"
)
# Nouns that are hardly ever a surname: as the last word they make the whole label a role.
_NEVER_NAMES = _words(
    "manager designer operator moderator facilitator chairman chairwoman chairperson interviewer interviewee narrator announcer "
    "aide staffer officer director coordinator spokesperson spokesman spokeswoman official officials analyst reporter reporters "
    "journalist journalists correspondent interpreter translator participant participants attendee member members speaker audience "
    "interface president representative"
)
_CODES = _words("person grad phd postdoc professor prof undergrad student subject respondent informant channel part p s")
_NOBODY_WORDS = _words("speaker spk unknown unidentified anonymous voice inaudible me you them others")
_NUMBERS = _words("one two three four five six seven eight nine ten")
_TITLES = _words(
    "mr ms mrs miss mx dr prof professor hon honourable honorable right rt sir dame lord lady rev reverend madam madame monsieur "
    "mme herr frau señor señora sr sra signor signora senator sen secretary minister councillor councilor councilman councilwoman "
    "councilmember mayor chair chairman chairwoman chairperson president vice deputy acting prime foreign governor gov ambassador "
    "representative rep congressman congresswoman director administrator commissioner chancellor premier general gen colonel col "
    "präsident präsidentin vizepräsident vizepräsidentin président présidente ministre el la le m mm messrs "
    "श्री श्रीमती डॉ د السيد السيدة الدكتور الدكتورة господин госпожа г-н г-жа доктор профессор מר גב' ד\"ר פרופ' "
    "captain capt lieutenant lt sergeant sgt admiral adm justice assistant surgeon attorney chief coach officer the former"
)
_POST_NOMINALS = _words("am mp ms msp mep mla mpp td qc kc sc phd md esq obe cbe mbe kbe dbe frs jr sr ii iii cfa cpa jd")
_INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NUMBERED = re.compile(r"^(?P<base>.*?)[\s_#-]{0,9}(?:no\.?\s?)?(?P<number>\d{1,6}|\b[a-z])$")
_LONGEST_LABEL = 200
"""Characters beyond which a label is no code with a number."""


@lru_cache(maxsize=65_536)  # a transcript says the same few labels over and over
def speaker(label: str, inferred: bool = False) -> Speaker:
    """The speaker that `label` names; an empty label gives an unknown one. Never raises.

    White space around the label is dropped, its inner characters stay; the name is without the marks that turn the direction of
    writing. Trailing brackets are the note, unless the whole label is a bracket. `inferred` is passed on.
    """
    label = label.strip()
    if not label:
        return NOBODY
    name, note = _split_note(label)
    name = _INVISIBLE.sub("", name).strip() or name
    return Speaker(label=label, name=name, kind=_kind(name), note=note, inferred=inferred)


def match_key(name: str) -> str:
    """What two spellings of one name share: NFKC, casefolded, without note, titles and post-nominals.

    "MR. KIRBY" and "Kirby" give "kirby", "Right Hon. Justin Trudeau, Prime Minister" gives "justin trudeau". At least one word
    stays, so "The Chair" gives "chair". Equal keys are a hint, not a proof, that two labels are one person.
    """
    words = _tokens(_before_comma(_split_note(name.strip())[0]))
    while len(words) > 1 and words[0] in _TITLES and not (len(words) == 2 and len(words[1]) == 1):  # "Professor B" stays
        words = words[1:]
    while len(words) > 1 and words[-1] in _POST_NOMINALS:
        words = words[:-1]
    return " ".join(words)


def is_collective(speaker: Speaker) -> bool:
    """True when several people may share this label within one transcript, so that its turns must not be merged.

    That holds for "Question", "Q", "Reporter", "Speaker 2", "Unknown Analyst", "SENIOR ADMINISTRATION OFFICIAL" and
    for no label at all. It does not hold for a role with one holder in a meeting ("MODERATOR", "Operator", "Project
    Manager") nor for an anonymised participant ("PERSON12", "PhD D"): these are one person in one transcript, and
    their kind keeps them apart in the next.
    """
    if speaker.kind == "person":
        return False
    words = _without_number(speaker.name)[0]
    return not words or speaker.name.startswith(("(", "[", "（")) or any(word in _CROWD and word not in _CODES for word in words)


def _split_note(label: str) -> tuple[str, str]:
    """Name and trailing brackets ("(speaking after X)", "(Harbor North) (Lab)", nested ones included); no note when nothing stands before them."""
    start = len(label)
    while start and label[start - 1] in ")）" and (opening := _opening(label, start)) > 0:
        start = opening
        while start and label[start - 1].isspace():
            start -= 1
    return (label[:start], label[start:].strip()) if start else (label, "")


def _opening(label: str, end: int) -> int:
    """Where the bracket that closes just before `end` opens; -1 where it does not."""
    depth = 0
    for at in range(end - 1, -1, -1):
        depth += {")": 1, "(": -1, "）": 1, "（": -1}.get(label[at], 0)
        if depth == 0:
            return at
    return -1


def _before_comma(name: str) -> str:
    """The full name before "Jane Doe, chief executive"; all of "Doe, Jane"."""
    before = name.partition(",")[0]
    return before if " " in before.strip() else name


def _tokens(name: str) -> list[str]:
    """Casefolded NFKC words without the dots and commas around them; typographic apostrophes made plain."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", name)).casefold().replace("\u2019", "'")
    return [word for word in (part.strip(".,;:*\"'") for part in folded.split()) if word]


def _without_number(name: str) -> tuple[list[str], bool]:
    """The words of a label without its closing number or letter, and whether it had one ("PERSON12", "Grad B")."""
    words = _tokens(name.replace("_", " "))
    if words and words[-1] in _NUMBERS and len(words) > 1:
        return words[:-1], True
    whole = " ".join(words)
    match = _NUMBERED.match(whole) if len(whole) <= _LONGEST_LABEL else None
    if match is None or (match["number"].isalpha() and not match["base"].strip()):
        return words, False
    return _tokens(match["base"]), True


def _kind(name: str) -> SpeakerKind:
    """Person, role or unknown; see the module docstring for which way doubt falls."""
    words, numbered = _without_number(_before_comma(name))
    if name.startswith(("(", "[", "（")) or not any(character.isalpha() for character in name) or not words:
        return "unknown"
    if numbered:
        return _kind_of_numbered(words)
    if len(words) == 1 and words[0] in _NOBODY_WORDS:
        return "unknown"
    if _is_role(words) or _is_several(words) or _is_office(words) or words[0] in {"unknown", "unidentified", "unnamed", "members", "senior"}:
        return "role"
    # Two capitals are initials or a mutilated title ("MR"): no person to be found by.
    return "unknown" if len(name) <= 2 and name.isascii() and name.isupper() else "person"


def _is_several(words: list[str]) -> bool:
    """True for a label that names two people at once ("MESSRS. POTTER and EVANS", "Ann & Bob")."""
    return words[0] == "messrs" or any(word in {"and", "&", "und", "et"} for word in words[1:-1])


def _is_office(words: list[str]) -> bool:
    """True for an office with its field ("The Minister for Ports"), whoever holds it; not where a name may follow ("Secretary of State Jane Doe")."""
    at = next((at for at, word in enumerate(words[1:-1], start=1) if word in {"of", "for"} and words[at - 1] in _OFFICES), 0)
    field = words[at + 1 :]
    return at > 0 and (words[0] == "the" or len(field) < 3 or not {"of", "for", "and"}.isdisjoint(field))


def _is_role(words: list[str]) -> bool:
    """True when the words end in a role that is no surname, or are role words throughout ("THE ACTING CHAIR", not "MR. WHITE")."""
    nouns = _CROWD | _OFFICES
    return words[-1] in _NEVER_NAMES or (words[-1] in nouns and all(word in nouns | _MODIFIERS for word in words))


def _kind_of_numbered(words: list[str]) -> SpeakerKind:
    """A label with a number: a numbered role, a code for somebody, or a person ("Elizabeth 2")."""
    if all(word in _CODES | _NOBODY_WORDS | _TITLES for word in words):
        return "unknown"
    return "role" if _is_role(words) else "person"
