"""Lines of a page: stretches of words that stand on one base line, from the left to the right; columns one after the other."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.readers.pdf_pages import Sheet, Stretch

_TOUCHING, _GLUED = 0.05, 0.3  # of its size: what stands nearer than that to the words before is one word with their last
_WIDE_GAP = 1.5  # letters' sizes between two words of one line, beyond which they may be of two columns
_COLUMN = 0.25  # of the page's width: what is narrower is a margin or a list of names
_FEW = 5
_CROSSING = 0.15
_SMALL = 0.8
_MARK = re.compile(r"[\d*†‡,]{1,5}")


@dataclass(frozen=True)
class Line:
    """Stretches of words of one line. `column` is 0 where the page has one; `marks` are raised small numbers that refer to notes."""

    page: int
    stretches: tuple[Stretch, ...]
    column: int = 0
    marks: tuple[Stretch, ...] = ()

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.stretches[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(held.right for held in self.stretches)

    @property
    def base(self) -> float:
        """How far from the top of the page its letters stand."""
        return self.stretches[0].base

    @property
    def count(self) -> int:
        """How many words it has."""
        return sum(held.count for held in self.stretches)

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        return usual_size(self.stretches)

    @cached_property
    def text(self) -> str:
        """Its words with a space between them; what touches is one word."""
        out, before = "", None
        for held in self.stretches:
            out += held.text if before and touches(before, held) else f" {held.text}"
            before = held
        return out.strip()


def usual_size(stretches: Sequence[Stretch]) -> float:
    """The size of the middle one of all words."""
    if len({held.size for held in stretches}) == 1:
        return stretches[0].size
    return statistics.median(itertools.chain.from_iterable(itertools.repeat(held.size, held.count) for held in stretches))


def touches(before: Stretch, held: Stretch) -> bool:
    """Whether the last word of a stretch and the first of the next are one."""
    return held.left - before.right < (_GLUED if held.glued else _TOUCHING) * max(before.size, held.size)


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines of upright words of a page, from the top to the bottom, across columns."""
    rows: list[list[Stretch]] = []
    for held in sorted((held for held in sheet.stretches if held.upright), key=lambda held: (held.base, held.left)):
        row = next((row for row in rows[-3:] if _level(row, held)), None)
        if row is None:
            rows.append([held])
        else:
            row.append(held)
    return [_line(sheet.number, row) for row in rows]


def _level(row: Sequence[Stretch], words: Stretch) -> bool:
    """Whether words stand on the line of others, or are raised or lowered beside them."""
    tallest = max(row, key=lambda held: held.size)
    large = max(tallest.size, words.size)
    return abs(words.base - tallest.base) < (0.25 if abs(words.size - tallest.size) < 0.2 * large else 0.5) * large


def _line(page: int, row: list[Stretch]) -> Line:
    if len(row) == 1:
        return Line(page, tuple(row))
    size = usual_size(row)
    base = statistics.median(itertools.chain.from_iterable(itertools.repeat(held.base, held.count) for held in row))
    ordered = sorted(row, key=lambda held: held.left)
    marks = tuple(held for held in ordered if held.size < _SMALL * size and held.base < base - 0.1 * size and all(map(_MARK.fullmatch, held.text.split())))
    rest = tuple(held for held in ordered if held not in marks)
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
        left = tuple(held for held in line.stretches if held.right <= gutter)
        right = tuple(held for held in line.stretches if held.left >= gutter)
        if len(left) + len(right) < len(line.stretches):
            out += [*sides[0], *sides[1], line]
            sides = ([], [])
            continue
        for side, stretches in enumerate((left, right)):
            if stretches:
                marks = tuple(mark for mark in line.marks if (mark.left >= gutter) == bool(side))
                sides[side].append(Line(line.page, stretches, side + 1, marks))
    return [*out, *sides[0], *sides[1]]


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """Where the gap between two columns lies; None where a page has one."""
    gaps = list(_gaps(lines))
    candidates = [(left + right) / 2 for left, right in gaps if 0.35 * width < (left + right) / 2 < 0.65 * width]
    if len(candidates) < _FEW:
        return None
    middle = statistics.median(candidates)
    across = sum(any(held.left < middle < held.right for held in line.stretches) or _bridges(line, middle) for line in lines)
    both = [line for line in lines if any(left <= middle <= right for left, right in _gaps([line]))]
    if across > _CROSSING * len(lines) or len(both) < max(_FEW, 0.3 * len(lines)):
        return None
    left = statistics.median(max(held.right for held in line.stretches if held.right <= middle) - line.left for line in both)
    right = statistics.median(line.right - min(held.left for held in line.stretches if held.left >= middle) for line in both)
    return middle if min(left, right) >= _COLUMN * width else None


def _bridges(line: Line, middle: float) -> bool:
    """Whether words of a line stand closely to both sides of a place."""
    gap = next(((left, right) for left, right in _all_gaps(line) if left <= middle <= right), None)
    return gap is not None and gap[1] - gap[0] < _WIDE_GAP * line.size


def _gaps(lines: Sequence[Line]) -> Iterator[tuple[float, float]]:
    for line in lines:
        yield from ((left, right) for left, right in _all_gaps(line) if right - left >= _WIDE_GAP * line.size)


def _all_gaps(line: Line) -> Iterator[tuple[float, float]]:
    """The spaces between neighbouring stretches; those inside of one are narrow."""
    for before, after in itertools.pairwise(line.stretches):
        yield before.right, after.left
