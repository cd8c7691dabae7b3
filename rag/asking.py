"""Who a question says to have asked: "Who asked about the dam?", "What did reporters ask?". Requests ("asked for", "asked him to") are sayings.

Like a saying, asking counts only in the main clause. Bounded repeats only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.saying import can_speak

_PRESS = r"(?:reporters?|journalists?|correspondents?|press|media|press corps)"
_ABOUT = r"(?:about|whether|if|why|how|when|where|what|who|which|on|of|regarding|concerning)"
_AND = r"^(?:(?:and|but|so)\s+)?"
# "asked for", "asked Osei to": what is wanted, not what is asked.
_REQUEST = r"(?!\s+for\b)(?!(?:\s+(?!about|whether|why|how|what|when|where|who|which|if)[\w.’'-]+){1,4}\s+(?:to|for)\b)(?!\s+to\b)"
_ASKED = rf"(?:asked{_REQUEST}|(?:wanted|wants|want)\s+to\s+know|inquired|enquired)"
_PUT = r"(?:ask|asked|put|pose|posed|raise|raised)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_AND}(?:who|which\s+\w+|what\s+{_PRESS})\s+(?:has\s+|have\s+)?(?:ever\s+|also\s+|first\s+)?(?:{_ASKED}|{_PUT}\s+(?:a|the|any|that)\s+questions?)\b",
        rf"^(?:who\s+(?:is|was)\s+|what\s+did\s+|(?:find|show)\s+(?:me\s+)?)?the\s+(?P<who>{_PRESS})\s+(?:who|that)\s+{_ASKED}\b",
        rf"{_AND}(?:(?:what|why|when|how(?:\s+often)?)\s+(?:else\s+)?)?(?:did|does|do|has|have|had)\s+(?P<who>(?:the\s+)?[^,;:?]{{1,40}}?)\s+"
        rf"(?:ever\s+|also\s+|first\s+)?(?:(?:ask|asked){_REQUEST}|want\s+to\s+know|inquire|enquire)\b",
        rf"{_AND}(?:what|which)\s+questions?\s+(?:did|does|do|has|have|had)\s+(?P<who>(?:the\s+)?[^,;:?]{{1,40}}?)\s+(?:{_PUT}|have|had)\b",
        rf"{_AND}(?:what|which|how\s+many)\s+questions?\s+(?:was|were|has\s+been|have\s+been|are|is)\s+{_PUT}\b",
        rf"{_AND}what\s+(?:was|were|is|has|have)\s+(?:(?P<of>[^,;:?]{{1,40}}?)\s+)?(?:been\s+)?asked(?:\s+(?=by\b|{_ABOUT}\b|during\b|in\b|at\b|yesterday\b)|(?=\s*\??\s*$))",
        rf"{_AND}(?:was|were|has|have)\s+(?P<of>[^,;:?]{{1,40}}?)\s+(?:ever\s+)?(?:been\s+)?asked\s+(?={_ABOUT}\b)",
        r"^(?:was|were)\s+there\s+(?:a|any)\s+questions?\s+(?:about|on)\b",
        r"^(?:all\s+|the\s+|list\s+(?:the\s+)?|show\s+(?:me\s+)?(?:the\s+)?)?questions\s+(?:about|on|by|from)\b",
    )
)
_IS_PRESS = re.compile(rf"^(?:the\s+)?{_PRESS}$", re.IGNORECASE)
_BY = re.compile(r"^\s*by\s+(?P<who>(?:the\s+)?[A-Za-z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3})")


@dataclass(frozen=True, slots=True)
class Asking:
    """An asking construction in `text`.

    `who` asks, as written ("" for anybody), `is_press` when that is reporters in general; `at` is where they stand and `whole` where the
    construction does: half-open ranges of the text.
    """

    text: str
    who: str
    is_press: bool
    at: tuple[int, int]
    whole: tuple[int, int]


def asking(text: str) -> Asking | None:
    """The asking construction of the text's main clause, if it has one."""
    for form in _FORMS:
        found = form.search(text)
        if found is None or (found.groupdict().get("of") and not can_speak(found["of"])):
            continue
        by = _BY.match(text[found.end() :])
        if by:
            start, end = found.end() + by.start("who"), found.end() + by.end("who")
            return Asking(text, by["who"], bool(_IS_PRESS.match(by["who"])), (start, end), (found.start(), end))
        if "who" in form.groupindex:
            return Asking(text, found["who"], bool(_IS_PRESS.match(found["who"])), found.span("who"), found.span())
        press = re.search(rf"\b{_PRESS}\b", found.group(), re.IGNORECASE)
        return Asking(text, "", press is not None, press_at(found, press), found.span())
    return None


def press_at(found: re.Match[str], press: re.Match[str] | None) -> tuple[int, int]:
    """Where the words for reporters stand in the text, or the whole construction."""
    return (found.start() + press.start(), found.start() + press.end()) if press else found.span()
