"""Which sentences may not be quoted without the one beside them, because the meaning would turn. Within one turn, English.

Backward: a sentence that denies or reverses what stands before it says nothing, or something else, alone ("That is not
true.", "But not this year."). Forward: a claim that is taken back in the next breath ("They say we lied. That is false.",
"Fourteen a month. Sorry, let me correct that."), a question that its speaker answers, words that only lead up to others.
Both: words inside a quotation that the speaker reads out, which belong to another.

A rule that is in doubt extends: a quotation that is a sentence too long misleads nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

FURTHEST = 3
"""At most this many sentences are added on each side."""

_I = re.IGNORECASE
_START = r"^\W*(?:(?:well|now|but|and|or|so|oh|look|actually|frankly|honestly)\W+)*"
_BE = r"(?:is|was|are|were|['’]s|['’]re)"
_JUST = r"\s*(?:simply |just |really |quite )?"
_NO = r"no\b(?!\s+(?:one|doubt|matter|less|more|fewer|later)\b)|nope\b|never\W|wrong\W|false\W|nonsense\b|rubbish\b|hardly\W"
_FLATLY = r"(?:not|never) (?:at all|true|so|quite|really|exactly|a bit|in the least|correct|that)\b|(?:absolutely|certainly|of course) not"
_CONTRARY = r"quite the (?:opposite|contrary)|on the contrary|the opposite\b"
_UNTRUE = rf"(?:that|this|it|which|those|these|they){_JUST}{_BE}{_JUST}(?:not|never|n['’]t|false|wrong|nonsense|rubbish|a lie|untrue|a myth)\b"
_IS_NOT = r"(?:that|this|it|they|those)\s+(?:isn|wasn|aren|weren|didn|doesn|don|won|can|couldn|wouldn|hasn|haven)['’]t\b"
_DID_NOT = r"(?:i|we|he|she|you|they)\s+(?:do|did|would|could|can|will|have|had|am|are|was|were)(?: not|n['’]t)\s*[.!]"
_REJECTS = r"(?:i|we) (?:reject|deny|dispute|disagree|don['’]t (?:believe|accept|agree|think so)|never (?:said|did|saw|agreed|promised))\b"
_DENIAL = re.compile(_START + "(?:" + "|".join((_NO, _FLATLY, _CONTRARY, _UNTRUE, _IS_NOT, _DID_NOT, _REJECTS)) + ")", _I)
_REVERSAL = re.compile(
    r"^\W*(?:(?:and|well|now)\W+)?(?:but|however|except|unless|yet|nor|neither|although|though|instead|rather|otherwise|even so|nevertheless|nonetheless"
    r"|still\W|or rather|only if|provided|not (?:that|if|unless|until|while|because))\b",
    _I,
)
_TAKEN_BACK = re.compile(
    r"^\W*(?:(?:or|oh|and|but|no|well)\W+)*(?:sorry\W|let me (?:correct|rephrase|get that right|take that back)|i beg your pardon|i take that back|correction\b"
    r"|i mean\W|or rather|scratch that|i misspoke|it was a joke|(?:(?:i['’]m|i am|i was) )?(?:only |just )?(?:joking|kidding)\b)",
    _I,
)
_NEGATED_SOON = r"(?=.{0,60}(?:\b(?:not|never|hardly|no longer|nothing|nobody|neither|nor|cannot)\b|n['’]t\b))"
_LIMITED = re.compile(
    rf"^\W*(?:and |well,? )?(?:but|however|although|though)\b(?:{_NEGATED_SOON}|(?=\W*(?:only|if|unless|when)\b))"
    r"|^\W*(?:and |but )?(?:unless|except|only if|provided|not (?:if|unless|until|while|this|that))\b",
    _I,
)
_THEY = (
    r"(?:they|he|she|you|people|some(?:body|one)?|others?|critics?|opponents?|the (?:papers?|press|opposition|report|company|minister|government)"
    r"|my opponents?|it is|it was|i(?:['’]m| am| was|['’]ve been)|we(?:['’]re| are| were))"
)
_SAY = (
    r"(?:claim(?:s|ed)?|says?|said|saying|alleg\w+|accus\w+|told|tells?|insist\w*|pretend\w*|suggest\w*|thinks?|thought|believ\w+|argu\w+|maintain\w*"
    r"|report\w*|rumou?r\w*|asked)"
)
_TOLD = re.compile(rf"\b{_THEY}\s+(?:\w+\s+){{0,3}}?{_SAY}\b", _I)
_ANSWERS_ITSELF = re.compile(r"^\W*(?:yes|no|never|not|none|nobody|nothing|of course|certainly|absolutely|hardly|because|maybe|perhaps|i do|i did|i don)\b", _I)
_LEADS_UP = re.compile(r"(?::|—|–|-|,)\s*[\"”’']?$")
_SHORT = 6
_QUOTED = re.compile(r"[\"“”„«»]")


def whole(texts: Sequence[str], first: int, end: int) -> tuple[int, int]:
    """The half-open range of a turn's sentences that must be quoted so that the sentences `first` to `end` (half-open) keep their meaning.

    It holds the range given and reaches at most `FURTHEST` sentences beyond either end, never beyond the turn.
    """
    low, high = first, end
    grown = True
    while grown:
        grown = False
        if low > max(0, first - FURTHEST) and (_needs_before(texts[low - 1], texts[low]) or _open_before(texts, low)):
            low, grown = low - 1, True
        if high < min(len(texts), end + FURTHEST) and (_needs_after(texts[high - 1], texts[high]) or _open_after(texts, high)):
            high, grown = high + 1, True
    return low, high


def _needs_before(before: str, own: str) -> bool:
    """True where a sentence denies, reverses, takes back or answers what stands before it."""
    if any(pattern.match(own) for pattern in (_DENIAL, _REVERSAL, _TAKEN_BACK)):
        return True
    return _asks(before) and (len(own.split()) < _SHORT or _ANSWERS_ITSELF.match(own) is not None)


def _needs_after(own: str, after: str) -> bool:
    """True where the next sentence denies, limits or takes back a sentence, or says what it leads up to."""
    if _LEADS_UP.search(own) or _asks(own) or _TAKEN_BACK.match(after) or _LIMITED.match(after):
        return True
    if _DENIAL.match(after):
        return True
    return _TOLD.search(own) is not None and _REVERSAL.match(after) is not None


def _asks(text: str) -> bool:
    return text.rstrip(" \"'”’)»」』）").endswith(("?", "？", "؟"))


def _depth(texts: Sequence[str]) -> int:
    """How many quotation marks are open after the sentences."""
    depth = 0
    for mark in (found.group() for text in texts for found in _QUOTED.finditer(text)):
        opens = mark in "“„«" or (mark == '"' and depth == 0)
        if opens:
            depth += 1
        else:
            depth = max(depth - 1, 0)
    return depth


def _open_before(texts: Sequence[str], low: int) -> bool:
    """True where words are read out that a mark further up in the turn has opened."""
    return _depth(texts[:low]) > 0 and _depth(texts) == 0


def _open_after(texts: Sequence[str], high: int) -> bool:
    """True where a quotation within is not closed yet though the turn closes it."""
    return _depth(texts[:high]) > 0 and _depth(texts) == 0
