"""The layout of a plain text: its non-blank lines, where paragraphs begin, its front matter and whether it is hard-wrapped.

What the printed page adds (numbers in the margin, running heads) is `plain_margin`'s business.

Knows nothing of speakers.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from corpus.decoding import Line, clean

_FRONT_LINES = 200
_FRONT_CHARACTERS = 16_384
_WIDEST = 120
_INDENT = 2
"""Columns of white space from which on a paragraph may begin with them."""
_FEWEST = 3
_MOSTLY, _HARDLY = 0.3, 0.1
"""Shares of lines that begin with a small letter: at least at the margin, at most in the indent."""


@dataclass(frozen=True, slots=True)
class Row:
    """A non-blank line: its words without control characters and outer white space; `first` in its paragraph or not.

    `indent` is the white space before the words; `why` says why nobody says them (a running head), "" where somebody may.
    """

    line: Line
    text: str
    first: bool
    indent: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML block at the head of a Markdown file: how many rows it takes, and the two entries used from it."""

    rows: int = 0
    title: str = ""
    date: str = ""
    broken: bool = False


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """The non-blank lines in order; a blank line makes the next one the first of a paragraph, and so does an indent where a text has such."""
    rows, first = [], True
    for line in lines:
        text = clean(line.text).rstrip()
        words = text.lstrip()
        if words:
            rows.append(Row(line, words, first, len(text) - len(words)))
        first = not words
    return _indented(rows)


def _indented(rows: list[Row]) -> list[Row]:
    """The rows; where paragraphs begin with an indent and no blank line, as in printed hearings, each of them begins one.

    Sentences go on at the margin in such a text, and in the indent where labels stand out (a hanging indent), which is another layout.
    """
    inner = [(above, row) for above, row in itertools.pairwise(rows) if not row.first]
    deep = [row for _, row in inner if row.indent >= _INDENT]
    flush = [row for _, row in inner if row.indent < _INDENT]
    if len(deep) < _FEWEST or _going_on(flush) < _MOSTLY or _going_on(deep) > _HARDLY:
        return rows
    begin = {id(row) for row in deep}
    return [replace(row, first=True) if id(row) in begin else row for row in rows]


def _going_on(rows: Sequence[Row]) -> float:
    """The share of rows that go on with a sentence: they begin with a small letter."""
    return sum(row.text[0].islower() for row in rows) / len(rows) if rows else 0.0


def front_matter(rows: Sequence[Row]) -> FrontMatter:
    """The front matter that the rows begin with; none (`rows` = 0) where there is no such block, or none that ends."""
    if not rows or rows[0].text != "---" or rows[0].line.number != 1:
        return FrontMatter()
    size = 0
    for count, row in enumerate(itertools.islice(rows, 1, _FRONT_LINES), start=1):
        if row.text in {"---", "..."}:
            entries = _entries("\n".join(clean(row.line.text) for row in rows[1:count]))
            if entries is None:
                return FrontMatter(count + 1, broken=True)
            return FrontMatter(count + 1, entries.get("title", ""), entries.get("date", ""))
        size += len(row.line.text)
        if size > _FRONT_CHARACTERS:
            break
    return FrontMatter()


def paragraphs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Runs of rows from one `first` row to the next; the first run may begin without one."""
    run: list[Row] = []
    for row in rows:
        if row.first and run:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def is_wrapped(pairs: Sequence[tuple[Row, Row]]) -> bool:
    """True when neighbouring lines, given as pairs, were broken for width: the next first word would not have fitted."""
    width = max((len(row.text) for pair in pairs for row in pair), default=0)
    if len(pairs) < 5 or width > _WIDEST:
        return False
    full = sum(len(row.text) + 1 + len(following.text.split(None, 1)[0]) > width for row, following in pairs)
    return full >= 0.8 * len(pairs)


def _entries(text: str) -> dict[str, str] | None:
    """The entries of a YAML mapping whose values are single; None for text that is no such mapping."""
    try:
        # All values stay strings: a date that is none must not stop the file.
        value = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(value, dict):
        return None
    return {key: entry for key, entry in value.items() if isinstance(key, str) and isinstance(entry, str)}
