"""Transcripts in tables: a column of speakers, a column of words, perhaps one of times. Which is which is told from the cells alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.readers.block_times import seconds_of
from corpus.readers.blocks import Block
from corpus.readers.plain_marks import Mark, find_mark
from corpus.readers.plain_style import label_style
from corpus.speakers import speaker

_ROWS = 3
_COLUMNS = 12  # a transcript has no more
_SHARE = 0.8
_ENDS = " \t\u00a0:："
_HEADINGS = frozenset(
    "speaker speakers name who text transcript transcription content words speech dialogue utterance comment comments remarks time "  # noqa: SIM905
    "times timestamp timecode timespan start end from to duration no # number nr line turn sprecher zeit inhalt hablante texto tiempo".split()
)

Table = dict[int, dict[int, list[int]]]
"""Row, then column, to the blocks of a cell."""


@dataclass(slots=True)
class TableLabels:
    """Marks, parts and skipped blocks as in `block_labels.Labels`."""

    marks: dict[int, Mark] = field(default_factory=dict)
    parts: dict[int, int] = field(default_factory=dict)
    skipped: dict[int, str] = field(default_factory=dict)


def table_labels(blocks: Sequence[Block]) -> TableLabels:
    """The speakers of every table that is a transcript; nothing of any other table."""
    tables: dict[int, Table] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for at, block in enumerate(blocks):
        if block.cell:
            tables[block.cell.table][block.cell.row][block.cell.column].append(at)
    found = TableLabels()
    for table in tables.values():
        _read(table, blocks, found)
    return found


def _read(table: Table, blocks: Sequence[Block], found: TableLabels) -> None:
    rows = [table[number] for number in sorted(table)]
    heading = _is_heading(rows[0], blocks)
    body = rows[1:] if heading else rows
    every = sorted({column for row in body for column in row})[:_COLUMNS]
    columns = {column: [row.get(column, []) for row in body] for column in every}
    times = {column for column in columns if _are_times(columns[column], blocks)}
    words = max(columns.keys() - times, key=lambda column: (_length(columns[column], blocks), -column), default=-1)
    who = _speaker_column(columns, words, blocks)
    if who < 0 or len(body) < _ROWS:
        return
    if heading:
        found.skipped.update({at: "heading of a table" for cell in rows[0].values() for at in cell})
    for row in body:
        _read_row(row, who, words, times, blocks, found)


def _read_row(row: Mapping[int, list[int]], who: int, words: int, times: set[int], blocks: Sequence[Block], found: TableLabels) -> None:
    said, named = row.get(words, []), row.get(who, [])
    name = _text(named, blocks).rstrip(_ENDS)
    time = next((seconds_of(_text(row[column], blocks)) for column in sorted(times) if row.get(column)), None)
    for column, cell in row.items():
        if column != words and said and (column == who or column in times):
            found.parts.update({at: said[0] for at in cell})
        elif column != words:
            found.skipped.update({at: "a cell beside the words" for at in cell})
    if said and name:
        found.marks[said[0]] = Mark(speaker(name), "strong", 0, time)


def _is_heading(row: Mapping[int, list[int]], blocks: Sequence[Block]) -> bool:
    texts = [_text(cell, blocks).casefold() for cell in row.values()]
    return len(texts) > 1 and all(text in _HEADINGS or set(text.replace("/", " ").split()) <= _HEADINGS for text in texts)


def _speaker_column(columns: Mapping[int, list[list[int]]], words: int, blocks: Sequence[Block]) -> int:
    """The column whose cells are nearly all names, fewer of them than cells; -1 for none."""
    for column in sorted(columns):
        names = [text.rstrip(_ENDS) for cell in columns[column] if (text := _text(cell, blocks))]
        fit = sum(label_style(name) not in (None, "phrase") for name in names)
        distinct = len(Counter(name.casefold() for name in names))
        if column != words and len(names) >= _ROWS and fit >= _SHARE * len(names) and distinct < len(names):
            return column
    return -1


def _are_times(cells: Sequence[list[int]], blocks: Sequence[Block]) -> bool:
    texts = [text for cell in cells if (text := _text(cell, blocks))]
    return bool(texts) and sum(seconds_of(text) is not None for text in texts) >= _SHARE * len(texts)


def _length(cells: Sequence[list[int]], blocks: Sequence[Block]) -> int:
    return sum(len(blocks[at].text) for cell in cells for at in cell)


def _text(cell: Sequence[int], blocks: Sequence[Block]) -> str:
    text = " ".join(blocks[at].text for at in cell[:5])
    mark = find_mark(text) if text.endswith((":", "：")) else None
    return mark.speaker.label if mark and mark.rest >= len(text) else text
