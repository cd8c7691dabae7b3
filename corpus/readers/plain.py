"""Plain text with speaker labels: saved press-conference pages, briefings in Markdown, minutes, interviews.

`plain_rows` knows the layout, `plain_marks` and `plain_labels` the labels, `plain_head` what nobody says,
`plain_page` puts them together; this module makes turns of the outcome.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.decoding import Line, character_notes, decode, lines
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.joining import join
from corpus.readers.looks import other_format
from corpus.readers.plain_furniture import remark
from corpus.readers.plain_labels import believe
from corpus.readers.plain_margin import without_margin
from corpus.readers.plain_page import Page, Segment, take_apart
from corpus.readers.plain_rows import FrontMatter, Row, front_matter, paragraphs, rows_of
from corpus.readers.plain_stamps import without_repeated
from corpus.readers.titles import dated, one_line, readable_stem, title_from
from corpus.transcript import ByteSpan, Skipped, Turn

_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".transcript")
_SAMPLE = 400
_GLIMPSE = 500
_ABOVE = "the text above the first turn"


class PlainReader:
    """Reads the "Name: text" family, version 5."""

    name: str = "plain/5"

    def recognises(self, source: Source) -> float:
        """0.3 for the suffix of a text file, 0.2 for at least two labelled turns under another name, else 0."""
        decoded = decode(source.data, source.name)
        if not decoded.text.strip() or other_format(decoded.text):
            return 0.0
        base = source.name.lower().rpartition("/")[2]
        if base.endswith(_SUFFIXES) or "." not in base:
            return 0.3
        rows = [row for row in without_margin(rows_of(itertools.islice(lines(decoded), _SAMPLE))) if not row.why]
        return 0.2 if sum(mark is not None for mark in believe(rows).marks) > 1 else 0.0

    def read(self, source: Source) -> Reading:
        """Turns and skipped lines; FormatError for a file without words, EncodingError for one that is no text."""
        decoded = decode(source.data, source.name)
        return reading_of_lines(lines(decoded), source.name, decoded.notes + character_notes(decoded.text))


def reading_of_lines(everything: Iterable[Line], name: str, notes: tuple[str, ...]) -> Reading:
    """The reading of lines wherever they stand; `notes` are what is known of their text. FormatError where they hold no words."""
    laid = without_repeated(without_margin(rows_of(everything)))
    rows = [replace(row, why=remark(row.text)) if not row.why and remark(row.text) else row for row in laid]
    front = front_matter(rows)
    body = [row for row in rows[front.rows :] if not row.why]
    if not body:
        raise FormatError(f"{name}: there are no words in the file; put a transcript into it or take it out")
    page = take_apart(body, times=True)
    skipped = [(row, "front matter") for row in rows[: front.rows]] + [(row, row.why) for row in rows[front.rows :] if row.why] + page.skipped
    turns = join(page.pieces) or tuple(_turn(index, segment, page.joint) for index, segment in enumerate(page.segments))
    title = one_line(front.title) or one_line(page.title)
    date, dates = dated(_dated_places(front, page), name)
    sources = title_from(title, "the front matter" if one_line(front.title) else _ABOVE) + dates
    broken = ("the front matter could not be read",) if front.broken else ()
    return Reading(
        title=title or readable_stem(name),
        date=date,
        turns=turns,
        skipped=tuple(_entries(skipped)),
        accounted=_accounted(rows, turns, skipped),
        notes=notes + broken + page.notes + sources,
    )


def _turn(index: int, segment: Segment, joint: str) -> Turn:
    first, last = segment.rows[0].line, segment.rows[-1].line
    return Turn(
        index=index,
        speaker=segment.speaker,
        text="\n".join(filter(None, _paragraph_texts(segment, joint))),
        lines=(first.number, last.number),
        bytes=ByteSpan(first.bytes.start, last.bytes.end),
        time=None if segment.time is None else (segment.time, None),
    )


def _paragraph_texts(segment: Segment, joint: str) -> Iterator[str]:
    """The words of each paragraph without the label, its lines joined."""
    rest = segment.rest
    for block in paragraphs(segment.rows):
        words = [block[0].text[rest:].strip(), *(row.text for row in block[1:])]
        yield joint.join(filter(None, words))
        rest = 0


def _dated_places(front: FrontMatter, page: Page) -> Iterator[tuple[str, str]]:
    """Where a text can have its date: its front matter, its title, the lines above the first turn."""
    yield from ((front.date, "the front matter"), (front.title, "the front matter"), (page.title, "the title"))
    yield from ((text, _ABOVE) for text in page.heading)


def _entries(skipped: Sequence[tuple[Row, str]]) -> Iterator[Skipped]:
    """Front matter as one entry, every other line as its own, in order of lines; long texts are cut for display."""
    for why, run in itertools.groupby(sorted(skipped, key=_number), key=_why):
        rows = [row for row, _ in run]
        for part in [rows] if why == "front matter" else [[row] for row in rows]:
            text = "\n".join(row.text[:_GLIMPSE] for row in part[:20])
            yield Skipped((part[0].line.number, part[-1].line.number), why, text)


def _number(entry: tuple[Row, str]) -> int:
    return entry[0].line.number


def _why(entry: tuple[Row, str]) -> str:
    return entry[1]


def _accounted(rows: Sequence[Row], turns: Sequence[Turn], skipped: Sequence[tuple[Row, str]]) -> float:
    """The share of non-blank lines that lie in the lines of a turn or are skipped; counted from the outcome."""
    covered = {row.line.number for row, _ in skipped}
    for turn in turns:
        if turn.lines:
            covered.update(range(turn.lines[0], turn.lines[1] + 1))
    return sum(row.line.number in covered for row in rows) / len(rows)
