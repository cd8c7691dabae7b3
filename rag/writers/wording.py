"""What the wording of a question asks for, and what the wording of a sentence offers. English; other languages are told nothing."""

from __future__ import annotations

import re
from typing import Literal

Asked = Literal["number", "time", "person", "reason", "account", "yes or no"]

KINDS: tuple[Asked, ...] = ("number", "time", "person", "reason", "account", "yes or no")

_I = re.IGNORECASE
_ASKS: dict[Asked, re.Pattern[str]] = {
    "number": re.compile(
        r"\bhow (?:many|much|high|tall|large|big|far|old|often|fast|deep|wide|close|precise)\b"
        r"|\bwhat (?:share|percentage|price|cost|number|amount|height|level|load|sum|width|figure|margin|ceiling|quota|estimate)\b",
        _I,
    ),
    "time": re.compile(r"\bwhen\b|\bhow (?:long|soon|late|early)\b|\b(?:what|which) (?:time|date|day|year|month|hour)\b|\bby when\b", _I),
    "person": re.compile(r"\bwho(?:m|se)?\b|\bwhich (?:person|people|company|firm|speaker|member|country|party|guest|councillor|senator)\b", _I),
    "reason": re.compile(r"\bwhy\b|\breasons?\b|\bbecause\b|\bjustif\w+|\bexplain\w*|\bcause[sd]?\b|\bpurpose\b|\brationale\b", _I),
    "account": re.compile(r"\bsummari[sz]e\b|\bdiscuss\w*|\bdescribe\b|\btalk\w* about\b|\bconclusions?\b|\bopinions?\b|\bviews?\b|\bthink about\b", _I),
    "yes or no": re.compile(r"^\W*(?:did|does|do|is|are|was|were|will|would|can|could|should|has|have|had|may|might)\b", _I),
}
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty"
    "|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|third|quarter|dozen|per cent|percent|twice|nobody|none"
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|tonight|morning|evening|night|noon|midnight"
_SPANS = "seconds?|minutes?|hours?|days?|weeks?|months?|years?|seasons?|spring|summer|autumn|winter|quarter|century|o'clock|o’clock"
_OFFERS: dict[Asked, re.Pattern[str]] = {
    "number": re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b", _I),
    "time": re.compile(rf"\b(?:1[5-9]|20)\d\d\b|\d:\d\d|\b(?:{_DAYS}|{_SPANS})\b|\b(?:{_MONTHS})\b", _I),
    "person": re.compile(r"(?<=[a-z,;:’'\"] )(?:[A-Z][a-z]+\b(?! I\b))|\b(?:Mr|Mrs|Ms|Dr)\b|\b(?:I|we|he|she|they|you)\b"),
    "reason": re.compile(r"\bbecause\b|\bso that\b|\bsince\b|\bdue to\b|\bin order\b|\breasons?\b|\btherefore\b|\bthat's why\b|\bso\b", _I),
    "yes or no": re.compile(r"^\W*(?:yes|no|yeah|not|never|certainly|correct|absolutely|it (?:is|was|does|did|will)|i (?:do|did|don|am|will|think))\b", _I),
}
_FILLER = re.compile(
    r"^\W*(?:thank(?:s| you)|good (?:morning|afternoon|evening)|hello|hi|okay|ok|right|well|um|uh|erm|so|yeah|yes|no|hmm?|mm-?hmm|mhm|look|sure|oh|and|but)\b",
    _I,
)
_THANKS = re.compile(r"\b(?:thank(?:s| you)|good (?:morning|afternoon|evening)|welcome|sorry|pardon|please go ahead|next question)\b", _I)
_LEANS = re.compile(r"^\W*(?:and|but|so|or|because)?\W*(?:it|that|this|these|those|they|he|she|which|there)\b", _I)
_HOLDS = re.compile(r"\b(?:I|we)(?:'m|’m| am| are)? (?:think|believe|want|would|support|propose|expect|feel|hope|agree|need|like|suggest|guess)\b", _I)
_DENIES = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b", _I)


def asked(question: str) -> tuple[Asked, ...]:
    """What kinds of answer the question's wording asks for, in a fixed order; often none."""
    return tuple(kind for kind, pattern in _ASKS.items() if pattern.search(question))


def offered(sentence: str, kinds: tuple[Asked, ...]) -> float:
    """The share of `kinds` that the sentence holds something of (0..1); -1 where no kind can be told."""
    told = [_OFFERS[kind] for kind in kinds if kind in _OFFERS]
    return sum(pattern.search(sentence) is not None for pattern in told) / len(told) if told else -1.0


def marks(sentence: str) -> tuple[float, ...]:
    """One 0 or 1 for each of `MARKS`."""
    return (
        float(sentence.rstrip(" \"'”’)»」』）").endswith(("?", "？", "؟"))),
        *(float(pattern.search(sentence) is not None) for pattern in (_FILLER, _THANKS, _LEANS, _HOLDS, _DENIES, _OFFERS["number"])),
    )


MARKS = ("sentence_asks", "begins_with_filler", "courtesy", "leans_back", "holds_view", "denies", "has_number")
