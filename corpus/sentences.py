"""Where sentences lie in a turn's text. Rule-based, linear, offsets only: a sentence is a `Span`, never a new string.

A sentence ends at . ! ? … (with closing quotes and brackets) before white space and something that can begin a
sentence, at the ideographic 。！？ and the danda of Hindi, and at every line break. An abbreviation, an initial or a number with a point
does not end one. When in doubt the sentence goes on: a quotation that is a little long misleads nobody, one that is
cut inside a sentence may.
"""

from __future__ import annotations

import re

from corpus.transcript import Span

# Possessive, and only from the first mark of a run: a line of ten thousand leader dots is read once, not once a dot.
_END = re.compile(r"(?<![.!?…؟۔])[.!?…؟۔]++[\"'”’“»«)\]]*+(?:[\u00a0\u202f ]»)?(?=\s)|[。｡！？।॥]+[”’」』）》〉]*|\n")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof hon rev sen rep gov gen col lt sgt capt adm st mt vs etc approx dept est fig inc ltd co corp "  # noqa: SIM905
    "jr sr jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e cf al u.s u.k u.n a.m p.m ph.d d.c "
    # German, Spanish, French, Russian: only what is no word of English.
    "nr bzw evtl ggf z.b d.h sra srta dra ee uu mme mlle г гг ул им стр руб тыс млн млрд т.е т.д т.п".split()
)
_GERMAN_MONTH = re.compile(r"\s+(?:Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\b")
"""After "am 3." a date goes on. Months that English writes alike are left out: in it a number often ends a sentence before them."""
_LAST_WORD = re.compile(r"[\w.&-]{1,20}$")
_GOES_ON = re.compile(r"\s+[a-zß-öø-ÿα-ωа-яё.,;:!?…)\]]")
"""What no sentence begins with: a small letter, or a mark (the points of " . . . " stand apart in many transcripts)."""
_NUMBER = re.compile(r"\s+\d")


def _continues(text: str, at: re.Match[str]) -> bool:
    """True when the punctuation at `at` does not end a sentence."""
    mark = at.group()
    if mark == "\n" or mark[0] in "。｡！？।॥":
        return False
    if _GOES_ON.match(text, at.end()):
        return True
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    word = _LAST_WORD.search(text, max(0, at.start() - 20), at.start())
    if word is None:
        return False
    last = word.group().casefold()
    if last in ("no", "nos"):
        # An answer far oftener than a number.
        return _NUMBER.match(text, at.end()) is not None
    if last.isdigit() and len(last) <= 2 and _GERMAN_MONTH.match(text, at.end()):
        return True
    is_initial = len(last) == 1 and last.isalpha() and word.group().isupper() and last != "i"
    return is_initial or last in _ABBREVIATIONS


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order: half-open spans without outer white space that cover every visible character."""
    spans: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if not _continues(text, end):
            _append(spans, text, start, end.end())
            start = end.end()
    _append(spans, text, start, len(text))
    return tuple(spans)


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        spans.append(Span(left, right))
