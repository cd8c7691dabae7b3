"""Paragraphs of a PDF, told from how its lines are set; and lines made one text again.

A word that is parted at the end of a line is joined only where that is sure: where the document has it whole on some line, and
not with a hyphen. Else the hyphen stays.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from corpus.readers.joining import joined
from corpus.readers.pdf_lines import Line

_END = re.compile(r"[.?!:…\])]['\"”’)\]]{0,3}$")
_LAST = re.compile(r"[^\W\d_]+-$")
_FIRST = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_SOFT = "\u00ad"


def begins_paragraph(lines: Sequence[Line]) -> list[bool]:
    """For each line in the order of reading whether a paragraph begins with it."""
    margins = _margins(lines)
    gap = _usual_gap(lines)
    out = []
    for at, line in enumerate(lines):
        if not at:
            out.append(True)
            continue
        before = lines[at - 1]
        follows = line.page == before.page and line.column == before.column and line.base > before.base
        spaced = follows and line.base - before.base > 1.35 * gap
        out.append(spaced or _set_apart(before, line, margins, follows))
    return out


def _set_apart(before: Line, line: Line, margins: dict[int, tuple[float, float]], follows: bool) -> bool:
    """Whether a line is indented, larger or smaller, or comes after one that ends a sentence early."""
    indented = line.left - margins[line.column][0] > 0.7 * line.size
    same = follows and abs(line.left - before.left) < 0.4 * line.size
    if abs(line.size - before.size) > 0.12 * line.size or (indented and not same):
        return True
    if _centred(before, margins) != _centred(line, margins):
        return True
    own_left, own_right = margins[before.column]
    start = line.stretches[0]
    fits = before.right + (start.first - start.left) + 1.5 * line.size < own_right  # the line was ended on purpose
    return fits and (indented or bool(_END.search(before.text)) or before.right < own_right - 0.5 * (own_right - own_left))


def _centred(line: Line, margins: dict[int, tuple[float, float]]) -> bool:
    left, right = margins[line.column]
    before, after = line.left - left, right - line.right
    return before > 3 * line.size and abs(before - after) < 0.5 * max(before, after)


def _margins(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """Left and right margin of each column: where most lines begin, and where the longest end."""
    out = {}
    for column in {line.column for line in lines}:
        own = [line for line in lines if line.column == column]
        starts = Counter(round(line.left / 2) for line in own if line.count > 3) or Counter(round(line.left / 2) for line in own)
        often = max(starts.values())
        left = 2.0 * min(start for start, times in starts.items() if times >= 0.5 * often)
        ends = sorted(line.right for line in own)
        out[column] = (left, ends[int(0.95 * (len(ends) - 1))])
    return out


def _usual_gap(lines: Sequence[Line]) -> float:
    """The distance between most lines of a paragraph."""
    gaps = [after.base - before.base for before, after in itertools.pairwise(lines) if after.page == before.page and after.base > before.base]
    if not gaps:
        return 1_000.0
    counts = Counter(round(gap) for gap in gaps)
    often = max(counts.values())
    return min(gap for gap, times in counts.items() if times >= 0.4 * often) or statistics.median(gaps)


def unwrapper(texts: Iterable[str]) -> Callable[[Sequence[str]], str]:
    """The function that makes lines one text again, knowing the words of a whole document."""
    known: Counter[str] = Counter()
    for text in texts:
        known.update(word.casefold() for word in _WORD.findall(text))

    def unwrap(lines: Sequence[str]) -> str:
        out = ""
        for line in filter(None, lines):
            if out.endswith(_SOFT):
                out = out[:-1] + line
            elif out.endswith("-") and _LAST.search(out[-80:]) and _FIRST.match(line):
                out = _parted(out, line, known)
            else:
                out = joined([out, line])
        return out

    return unwrap


def _parted(out: str, line: str, known: Counter[str]) -> str:
    """Two lines of which the first ends with a hyphen: without it where the document has the word whole, and never with a hyphen."""
    start = _WORD.findall(out.rsplit(None, 1)[-1])[-1]
    rest = _FIRST.match(line)
    whole = start + (rest[0] if rest else "")
    if known[whole.casefold()] and not known[f"{start}-{rest[0] if rest else ''}".casefold()]:
        return out[:-1] + line
    return out + line
