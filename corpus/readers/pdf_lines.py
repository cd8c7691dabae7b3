"""Lines of a page: words that stand on one base line, from the left to the right; columns one after the other."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.pdf_pages import Sheet, Word

_TOUCHING, _GLUED = 0.05, 0.3  # of a word's size: what stands nearer than that to the word before is one word with it
_WIDE_GAP = 1.5  # letters' sizes between two words of one line, beyond which they may be of two columns
_COLUMN = 0.25  # of the page's width: what is narrower is a margin or a list of names
_FEW = 5
_CROSSING = 0.15
_SMALL = 0.8
_MARK = re.compile(r"[\d*†‡,]{1,5}")


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line. `column` is 0 where the page has one; `marks` are raised small numbers that refer to notes."""

    page: int
    words: tuple[Word, ...]
    column: int = 0
    marks: tuple[Word, ...] = ()

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def base(self) -> float:
        """How far from the top of the page its letters stand."""
        return self.words[0].base

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return statistics.median(word.size for word in self.words)

    @property
    def text(self) -> str:
        """Its words with a space between them; what touches is one word."""
        out, before = "", None
        for word in self.words:
            out += word.text if before and touches(before, word) else f" {word.text}"
            before = word
        return out.strip()


def touches(before: Word, word: Word) -> bool:
    """Whether two neighbours of a line are one word."""
    return word.left - before.right < (_GLUED if word.glued else _TOUCHING) * max(before.size, word.size)


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines of upright words of a page, from the top to the bottom, across columns."""
    rows: list[list[Word]] = []
    for word in sorted((word for word in sheet.words if word.upright), key=lambda word: (word.base, word.left)):
        row = next((row for row in rows[-3:] if _level(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [_line(sheet.number, row) for row in rows]


def _level(row: Sequence[Word], word: Word) -> bool:
    """Whether a word stands on the line of others, or is raised or lowered beside them."""
    tallest = max(row, key=lambda held: held.size)
    large = max(tallest.size, word.size)
    return abs(word.base - tallest.base) < (0.25 if abs(word.size - tallest.size) < 0.2 * large else 0.5) * large


def _line(page: int, row: list[Word]) -> Line:
    size = statistics.median(word.size for word in row)
    base = statistics.median(word.base for word in row)
    ordered = sorted(row, key=lambda word: word.left)
    marks = tuple(word for word in ordered if word.size < _SMALL * size and word.base < base - 0.1 * size and _MARK.fullmatch(word.text))
    rest = tuple(word for word in ordered if word not in marks)
    return Line(page, rest or tuple(ordered), marks=marks if rest else ())


def in_columns(lines: Sequence[Line], width: float) -> list[Line]:
    """The lines of a page in the order in which they are read: where it has two columns, the left one before the right one.

    A line across both parts the page: what is above it comes first.
    """
    gutter = _gutter(lines, width)
    if gutter is None:
        return list(lines)
    out: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        left = tuple(word for word in line.words if word.right <= gutter)
        right = tuple(word for word in line.words if word.left >= gutter)
        if len(left) + len(right) < len(line.words):
            out += [*sides[0], *sides[1], line]
            sides = ([], [])
            continue
        for side, words in enumerate((left, right)):
            if words:
                marks = tuple(mark for mark in line.marks if (mark.left >= gutter) == bool(side))
                sides[side].append(Line(line.page, words, side + 1, marks))
    return [*out, *sides[0], *sides[1]]


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """Where the gap between two columns lies; None where a page has one."""
    gaps = list(_gaps(lines))
    candidates = [(left + right) / 2 for left, right in gaps if 0.35 * width < (left + right) / 2 < 0.65 * width]
    if len(candidates) < _FEW:
        return None
    middle = statistics.median(candidates)
    across = sum(any(word.left < middle < word.right for word in line.words) or _bridges(line, middle) for line in lines)
    both = [line for line in lines if any(left <= middle <= right for left, right in _gaps([line]))]
    if across > _CROSSING * len(lines) or len(both) < max(_FEW, 0.3 * len(lines)):
        return None
    left = statistics.median(max(word.right for word in line.words if word.right <= middle) - line.left for line in both)
    right = statistics.median(line.right - min(word.left for word in line.words if word.left >= middle) for line in both)
    return middle if min(left, right) >= _COLUMN * width else None


def _bridges(line: Line, middle: float) -> bool:
    """Whether words of a line stand closely to both sides of a place."""
    gap = next(((left, right) for left, right in _all_gaps(line) if left <= middle <= right), None)
    return gap is not None and gap[1] - gap[0] < _WIDE_GAP * line.size


def _gaps(lines: Sequence[Line]) -> Iterator[tuple[float, float]]:
    for line in lines:
        yield from ((left, right) for left, right in _all_gaps(line) if right - left >= _WIDE_GAP * line.size)


def _all_gaps(line: Line) -> Iterator[tuple[float, float]]:
    """The spaces between neighbouring words."""
    for before, after in itertools.pairwise(line.words):
        yield before.right, after.left
