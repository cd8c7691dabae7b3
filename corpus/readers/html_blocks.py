"""The blocks of an HTML page: texts between two edges of something that stands on lines of its own, with their looks and places.

Knows how words look and where they stand, not which of them matter: that is `html_main`'s business.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.decoding import clean
from corpus.readers.block_times import seconds_of
from corpus.readers.blocks import Cell, Kind, Look, Run, tidy
from corpus.readers.html_page import HEADINGS, KEEP_SPACES, Element, Page, Piece
from corpus.readers.html_parts import hidden, never
from corpus.readers.html_tokens import unescaped

LONGEST_LABEL = 80
"""Characters of an element that can be a speaker's name."""

_STRONG = frozenset({"b", "strong"})
_BOLD = re.compile(r"font-weight\s{0,9}:\s{0,9}(?:bold|[6-9]00)")
_BOLD_CLASS = re.compile(r"^(?:bold|strong|fw-bold|font-(?:weight-)?bold)$")
_NAME = re.compile(r"(?:^|[-_])(?:name|author|person|participant|contributor|who|member)$")
_SPEAKER = re.compile(r"(?:^|[-_])(?:speaker|talker|interlocutor)s?(?:[-_]{0,2}(?:name|label|title))?$|speakerName$|^spk$")
_TIME = re.compile(r"(?:^|[-_])(?:time-?stamp|timecode|start-?time|time)$")
_PRE_LINE = re.compile("\r\n|\n|\r")
_PRE_STYLE = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre|break-spaces)")


@dataclass(slots=True)
class Found:
    """A block before it has a place in the file: offsets of the page's source, the element it stands in, characters that are linked."""

    home: int
    start: int
    end: int
    runs: tuple[Run, ...] = ()
    first: bool = True
    nodes: int = 1
    linked: int = 0
    kind: Kind = "text"
    cell: Cell | None = None
    why: str = ""
    text: str = field(init=False)

    def __post_init__(self) -> None:
        """The words are put together once."""
        self.text = self.runs[0].text if len(self.runs) == 1 else "".join(run.text for run in self.runs)


def found_blocks(page: Page, source: str) -> list[Found]:
    """Every text of the page with words, in order."""
    return list(_Gatherer(page, source).gather())


class _Style(NamedTuple):
    """What an element passes on to those in it."""

    home: int
    look: Look
    spaces: bool
    kind: Kind
    apart: int = 0
    """The innermost element amid a line that is not part of it (hidden, a button); 0 for none."""


class _Gatherer:
    def __init__(self, page: Page, source: str) -> None:
        self._page, self._source = page, source
        self._sizes = _sizes(page)
        self._named = _named(page, self._sizes)
        self._styles: list[_Style] = []
        for element in page.elements:
            self._styles.append(self._style(element))
        self._cells = _cells(page)

    def gather(self) -> Iterator[Found]:
        run: list[Piece] = []
        breaks, home = 2, -1
        for piece in self._page.pieces:
            style = self._styles[piece.at]
            if piece.kind in ("raw", "broken"):
                yield from self._unseen(piece)
                continue
            if piece.kind == "text" and style.apart and not style.spaces:
                yield from self._block([piece], True, style.apart)
                continue
            if piece.kind == "text" and not style.spaces and (not run or style.home == home):
                home = style.home
                run.append(piece)
                continue
            flushed = list(self._block(run, breaks > 1)) if run else []
            yield from flushed
            run, breaks = [], 0 if flushed else breaks
            if piece.kind == "text" and style.spaces:
                yield from self._preformatted(piece, style)
            elif piece.kind == "text":
                run, home = [piece], style.home
            breaks = breaks + 1 if piece.kind == "br" else 2
        if run:
            yield from self._block(run, breaks > 1)

    def _style(self, element: Element) -> _Style:
        above = self._styles[element.parent] if element.parent >= 0 else _Style(0, "", False, "text")
        tag = element.tag
        if tag == "p" and not element.attributes and element.index not in self._named:  # most elements of most pages
            return _Style(element.index, above.look, above.spaces, above.kind)
        style = element.attributes.get("style", "").lower()
        kind: Kind = "heading" if tag in HEADINGS else "text" if element.block and tag in ("td", "th", "li", "div", "section") else above.kind
        spaces = tag in KEEP_SPACES or above.spaces or bool(_PRE_STYLE.search(style))
        apart = 0 if element.block else element.index if never(element) or hidden(element) else above.apart
        return _Style(element.index if element.block else above.home, self._look(element, style, above.look), spaces, kind, apart)

    def _look(self, element: Element, style: str, above: Look) -> Look:
        """The element's look; within a name or a time only a name within stands out."""
        if element.index in self._named:
            return "label"
        classes = _classes(element)
        short = 0 < self._sizes[element.index] <= LONGEST_LABEL
        if above in ("label", "time"):
            return above
        if short and (element.tag == "time" or any(_TIME.search(name) for name in classes)):
            return "time"
        if element.tag == "a" and "href" in element.attributes:
            return "link"
        bold = element.tag in _STRONG or _BOLD.search(style) or any(_BOLD_CLASS.match(name) for name in classes)
        strong = bold or (short and any(_NAME.search(name) for name in classes))
        return "strong" if strong else above or ("italic" if element.tag in ("i", "em") else "")

    def _block(self, pieces: Sequence[Piece], first: bool, apart: int = 0) -> Iterator[Found]:
        runs = tidy(self._runs(pieces))
        worded = [piece for piece in pieces if has_words(self._source[piece.start : piece.end])]
        if not runs or not worded:
            return
        style = self._styles[worded[0].at]
        if not apart and style.look == "time" and self._styles[worded[-1].at].look != "time":
            at = next(number for number, piece in enumerate(pieces) if self._styles[piece.at].look != "time" and piece in worded)
            if self._styles[pieces[at].at].look != "label" and seconds_of("".join(run.text for run in tidy(self._runs(pieces[:at])))) is not None:
                yield from self._block(pieces[:at], first)  # a time before words is no word
                yield from self._block(pieces[at:], first)
                return
        linked = sum(len(run.text) for run in runs if run.look == "link")
        start, end = _trimmed(self._source, worded[0].start, worded[-1].end)
        yield Found(apart or style.home, start, end, runs, first, len(worded), linked, style.kind, self._cells[style.home])

    def _runs(self, pieces: Sequence[Piece]) -> Iterator[Run]:
        return (Run(unescaped(self._source[piece.start : piece.end]), self._styles[piece.at].look) for piece in pieces)

    def _preformatted(self, piece: Piece, style: _Style) -> Iterator[Found]:
        """The lines of a text whose line breaks are shown; a blank line, or one not at the margin of most, begins a paragraph."""
        ends = [match.span() for match in _PRE_LINE.finditer(self._source, piece.start, piece.end)]
        begins = [piece.start, *(following for _, following in ends)]
        lines = [self._source[at:stop] for at, stop in zip(begins, [*(stop for stop, _ in ends), piece.end], strict=True)]
        indents = [len(line) - len(line.lstrip(" \t")) + 7 * line[:40].count("\t") for line in lines]
        margin = _margin(lines, indents)
        blank, nodes = True, 1
        for at, line, indent in zip(begins, lines, indents, strict=True):
            runs = tidy([Run(unescaped(line), style.look)], keep_spaces=True)
            if runs:
                start, end = _trimmed(self._source, at, at + len(line))
                yield Found(style.home, start, end, runs, blank or abs(indent - margin) > 1, nodes, kind=style.kind)
                nodes = 0
            blank = not runs

    def _unseen(self, piece: Piece) -> Iterator[Found]:
        text = self._source[piece.start : piece.end]
        if has_words(text):
            runs = tidy([Run(unescaped(text[:2_000]))])
            why = "a page that ends inside a tag" if piece.kind == "broken" else "not shown"
            yield Found(piece.at, piece.start, piece.end, runs, why=why)


def _margin(lines: Sequence[str], indents: Sequence[int]) -> int:
    """Where lines go on: the commonest indent of those below a full line, or the smallest of all where there are none."""
    width = max(map(len, lines), default=0)
    below = Counter(
        indents[at + 1] for at, line in enumerate(lines[:-1]) if len(line) > 0.8 * min(width, 100) and lines[at + 1].strip() and any(map(str.isalpha, line))
    )
    return below.most_common(1)[0][0] if below else min((indent for line, indent in zip(lines, indents, strict=True) if line.strip()), default=0)


def has_words(source: str) -> bool:
    """Whether a text of the page holds anything but white space and control characters."""
    words = source.lstrip()
    return bool(words) and (words[0].isalnum() or bool(clean(unescaped(words)).strip()))


def _trimmed(source: str, start: int, end: int) -> tuple[int, int]:
    text = source[start:end]
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))


def _classes(element: Element) -> list[str]:
    attributes = element.attributes
    return [*attributes.get("class", "").split()[:30], attributes.get("itemprop", "")] if attributes else []


def _named(page: Page, sizes: Sequence[int]) -> set[int]:
    """The elements that the page marks as speakers' names, of those within each other the innermost."""
    found = {
        element.index
        for element in page.elements
        if 0 < sizes[element.index] <= LONGEST_LABEL and (element.tag in ("cite", "dt") or any(_SPEAKER.search(name) for name in _classes(element)))
    }
    inner: set[int] = set()  # elements with one of the found below them
    for element in reversed(page.elements):
        if element.parent >= 0 and (element.index in found or element.index in inner):
            inner.add(element.parent)
    return found - inner


def _sizes(page: Page) -> list[int]:
    """The characters of source text in each element, its descendants' included."""
    sizes = [0] * len(page.elements)
    for piece in page.pieces:
        if piece.kind == "text":
            sizes[piece.at] += piece.end - piece.start
    for element in reversed(page.elements):
        if element.parent >= 0:
            sizes[element.parent] += sizes[element.index]
    return sizes


def _cells(page: Page) -> list[Cell | None]:
    """For each element the place of the td or th it lies in, in the innermost table; None outside of tables."""
    nowhere = (-1, -1, None)
    lies: list[tuple[int, int, Cell | None]] = [nowhere]  # table, tr, cell
    columns: Counter[int] = Counter()
    rows: dict[int, int] = {}
    counts: Counter[int] = Counter()
    for element in page.elements[1:]:
        table, row, cell = lies[element.parent]
        if element.tag == "table":
            table, row, cell = element.index, -1, None
        elif element.tag == "tr" and table >= 0:
            row, cell = element.index, None
            rows[row] = counts[table]
            counts[table] += 1
        elif element.tag in ("td", "th") and row >= 0:
            cell = Cell(table, rows[row], columns[row])
            columns[row] += 1
        lies.append((table, row, cell))
    return [cell for _, _, cell in lies]
