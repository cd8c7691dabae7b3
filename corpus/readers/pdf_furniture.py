"""What nobody says on the pages of a PDF: running headers and footers, page and line numbers, notes at the foot of a page.

Found by repetition and place, never by words alone: what stands at the top or the bottom of many pages and differs in numbers only.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.pdf_lines import Line
from corpus.readers.pdf_pages import Stretch

_EDGE = 4  # lines at the top and at the bottom of a page that may be furniture
_OFTEN = 0.4  # of the pages of one side (odd or even)
_NUMBER = re.compile(r"[\[(-]?\s?(?:page|p\.)?\s?(?P<n>\d{1,4})(?:\s?(?:of|/|-)\s?\d{1,4})?\s?[\])-]?", re.IGNORECASE)
_ROMAN = re.compile(r"[ivxl]{1,7}", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"\d{1,3}\b|[*†‡]")
_LINE_NUMBER = re.compile(r"\d{1,3}")
_ZONE = 0.15  # of the height of a page
_SMALLER = 0.92
_PARTED = 1.25  # of the usual distance of lines
_FEW = 5  # line numbers of a page


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> dict[int, str]:
    """Why lines of pages (by `id`) are nobody's: headers, footers and page numbers."""
    reasons: dict[int, str] = {}
    for bottom in (False, True):
        _repeated(pages, heights, bottom, reasons)
    _numbers(pages, heights, reasons)
    return reasons


def _repeated(pages: Sequence[Sequence[Line]], heights: Sequence[float], bottom: bool, reasons: dict[int, str]) -> None:
    """From the edge inwards: lines whose words, numbers aside, recur at the same height on many pages."""
    counts: Counter[tuple[str, int, int]] = Counter()
    keys: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for line in _edge(lines, bottom, heights[number]):
            text, place = _like(line), round(line.base / 4)
            # Half a step off is the same height.
            keys[id(line)] = [(text, place, side) for side in (2, number % 2)]
            counts.update(keys[id(line)])
    full = sum(bool(lines) for lines in pages)
    sides = [sum(bool(lines) for lines in pages[side::2]) for side in (0, 1)] + [full]
    for lines, height in zip(pages, heights, strict=True):
        for line in _edge(lines, bottom, height):
            inside = line.base > _ZONE * height and line.base < (1 - _ZONE) * height
            recurs = any(_seen(counts, key) >= max(2, _OFTEN * sides[key[2]]) for key in keys[id(line)])
            if inside or not recurs or (full < 3 and not _DIGITS.search(line.text) and line.text[-1:] in ".?!"):
                break  # what stands further in is text
            reasons[id(line)] = "footer of the page" if bottom else "header of the page"


def _seen(counts: Counter[tuple[str, int, int]], key: tuple[str, int, int]) -> int:
    text, place, side = key
    return sum(counts[(text, near, side)] for near in (place - 1, place, place + 1))


def _numbers(pages: Sequence[Sequence[Line]], heights: Sequence[float], reasons: dict[int, str]) -> None:
    """Lines that are a page's number, which grows with the pages."""
    found: list[tuple[int, int, Line]] = []
    for at, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        left = [line for line in lines if id(line) not in reasons]
        for line in {id(edge): edge for edge in (*left[:2], *left[-2:])}.values():
            match = _NUMBER.fullmatch(line.text)
            outside = line.base < _ZONE * height or line.base > (1 - _ZONE) * height
            if match and outside:
                found.append((at, int(match["n"]), line))
            elif outside and _ROMAN.fullmatch(line.text) and line.count == 1:
                reasons[id(line)] = "page number"
    steps = Counter(number - at for at, number, _ in found)
    for at, number, line in found:
        if steps[number - at] > 1 or len(pages) == 1 or (line.text.lower().startswith(("page", "p.", "-", "["))):
            reasons[id(line)] = "page number"


def _edge(lines: Sequence[Line], bottom: bool, height: float) -> list[Line]:
    """The lines at the top or the bottom of a page, from the edge inwards."""
    half = [line for line in lines if (line.base > height / 2) == bottom]
    edge = list(reversed(half[-_EDGE - 1 :])) if bottom else half[: _EDGE + 1]
    gaps = [abs(inner.base - outer.base) for outer, inner in itertools.pairwise(edge)]
    usual = statistics.median([after.base - before.base for before, after in itertools.pairwise(lines)] or [0.0])
    # A wide gap parts furniture from text; without one, repetition alone tells.
    parted = next((at + 1 for at, gap in enumerate(gaps) if gap > _PARTED * usual), _EDGE)
    return edge[: min(parted, _EDGE)]


def _like(line: Line) -> str:
    """The line's words without what differs from page to page."""
    return _DIGITS.sub("#", line.text).casefold().replace(" ", "")


def notes_below(lines: Sequence[Line], body: float) -> set[int]:
    """The lines (by `id`) of the notes at the foot of a page, set smaller than the text (of size `body`), the first with its mark."""
    at = len(lines)
    while at and lines[at - 1].size < _SMALLER * body:
        at -= 1
    small = lines[at:]
    first = next((number for number, line in enumerate(small) if _NOTE.match(line.text) or (line.marks and line.marks[0].left < line.left)), None)
    return {id(line) for line in small[first:]} if first is not None and at else set()


def without_line_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Stretch]]:
    """The lines of a page without the numbers in the margins of its columns that count them, and those numbers."""
    sure: set[int] = set()
    for column in {line.column for line in lines}:
        own = [line for line in lines if line.column == column]
        counting = _counting([line.stretches[0] for line in own if _LINE_NUMBER.fullmatch(line.stretches[0].text)])
        sure |= counting if len(counting) >= max(_FEW, 0.5 * len(own)) else set()
    worded = [line for line in lines if len(line.stretches) > 1 or id(line.stretches[0]) not in sure]
    kept = [replace(line, stretches=line.stretches[1:]) if id(line.stretches[0]) in sure else line for line in worded]
    return kept, [line.stretches[0] for line in lines if id(line.stretches[0]) in sure]


def _counting(held: Sequence[Stretch]) -> set[int]:
    """The numbers (by `id`) that stand one below the other and count on by one."""
    if len(held) < _FEW:
        return set()
    edge = statistics.median(word.right for word in held)
    start = statistics.median(word.left for word in held)
    column = [word for word in held if abs(word.right - edge) < word.size or abs(word.left - start) < 0.5 * word.size]
    steps = [int(after.text) - int(before.text) for before, after in itertools.pairwise(column)]
    return {id(word) for word in column} if sum(step == 1 for step in steps) >= 0.8 * max(1, len(steps)) else set()
