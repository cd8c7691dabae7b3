"""Blocks become a reading: labels of the format, then the grammar of plain text over what may be speech, then turns.

Every block ends up in a turn or among what is skipped.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.decoding import Line
from corpus.readers.block_labels import Labels, Seen, labels_of
from corpus.readers.blocks import Block
from corpus.readers.joining import Pieces, pieces_of
from corpus.readers.plain_labels import believe
from corpus.readers.plain_page import Page, Segment, take_apart
from corpus.readers.plain_rows import Row, paragraphs
from corpus.speakers import is_collective
from corpus.transcript import ByteSpan, Skipped, Speaker, Turn

_GLIMPSE = 500
_HEADING_WORDS = 10
_SENTENCE_ENDS = frozenset(".?!…,;:—–-)]\"'”’。？！")
_NOWHERE = ByteSpan(0, 0)


@dataclass(frozen=True, slots=True)
class Told:
    """What the blocks of a file say: turns, what is skipped, the share of text-bearing nodes in either, and the page's own heading."""

    turns: tuple[Turn, ...]
    skipped: tuple[Skipped, ...]
    accounted: float
    title: str
    heading: tuple[str, ...]
    notes: tuple[str, ...]


def marked(blocks: Sequence[Block], seen: Seen | None = None) -> dict[int, str]:
    """The numbers of the blocks that begin a labelled turn, as far as these blocks alone tell, with the names."""
    labels = labels_of(blocks, seen)
    places = [at for at in range(len(blocks)) if at not in labels.parts and at not in labels.skipped]
    rows = [_row(at, blocks[at]) for at in places]
    given = {row: labels.marks[at] for row, at in enumerate(places) if at in labels.marks}
    return {at: mark.speaker.name for at, mark in zip(places, believe(rows, given).marks, strict=True) if mark}


def told(
    blocks: Sequence[Block], nodes: int, title: str = "", unwrap: Callable[[Sequence[str]], str] | None = None, seen: Seen | None = None
) -> Told:
    """The reading of blocks, those that nobody says included; `nodes` text-bearing nodes were met in the file.

    `title` is the one that the file gives elsewhere, `unwrap` makes the lines of a paragraph one text; `seen` is that of `marked`.
    Without any block that may be speech there are no turns.
    """
    speech = [at for at, block in enumerate(blocks) if not block.why]
    labels = labels_of([blocks[at] for at in speech], seen)
    whole = Labels(
        {speech[at]: mark for at, mark in labels.marks.items()},
        {speech[at]: speech[to] for at, to in labels.parts.items()},
        labels.captions,
        {speech[at]: why for at, why in labels.skipped.items()},
    )
    places = [at for at in speech if at not in whole.parts and at not in whole.skipped]
    rows = [_row(at, blocks[at]) for at in places]
    given = {row: whole.marks[at] for row, at in enumerate(places) if at in whole.marks}
    page = take_apart(rows, given, title) if rows else Page(" ")
    _drop_headings(page, blocks)
    turns, members = _turns(page, blocks, whole, unwrap or _joined_by(page.joint))
    reasons = {at: block.why for at, block in enumerate(blocks) if block.why} | dict(whole.skipped)
    reasons |= {row.line.number: why for row, why in page.skipped}
    reasons |= {at: "label or time of a turn without words" for at in whole.parts if at not in members and at not in reasons}
    reasons |= {row.line.number: "a name without words" for segment in page.segments for row in segment.rows if row.line.number not in members}
    covered = sum(blocks[at].nodes for at in members | reasons.keys())
    return Told(turns, tuple(_skipped(blocks, reasons)), covered / nodes if nodes else 1.0, page.title, tuple(page.heading), page.notes)


def _row(at: int, block: Block) -> Row:
    return Row(Line(at, block.bytes or _NOWHERE, block.text), block.text, block.first)


def _drop_headings(page: Page, blocks: Sequence[Block]) -> None:
    """Moves short lines that stand out as a whole, and are no sentence, out of labelled turns: nobody says them."""
    if not any(segment.speaker.label and not segment.speaker.inferred for segment in page.segments):
        return
    for segment in page.segments:
        runs = list(paragraphs(segment.rows))
        gone = {id(run[0]) for run in runs[1:] if len(run) == 1 and _is_heading(blocks[run[0].line.number])}
        if gone:
            page.skipped.extend((row, "heading") for row in segment.rows if id(row) in gone)
            segment.rows[:] = [row for row in segment.rows if id(row) not in gone]


def _is_heading(block: Block) -> bool:
    stands_out = all(run.look in ("strong", "italic") for run in block.runs if run.text.strip())
    return stands_out and block.text[-1:] not in _SENTENCE_ENDS and block.text.count(" ") < _HEADING_WORDS


def _turns(page: Page, blocks: Sequence[Block], labels: Labels, unwrap: Callable[[Sequence[str]], str]) -> tuple[tuple[Turn, ...], set[int]]:
    """The turns of the page, and the blocks that they are made of."""
    parts: dict[int, list[int]] = {}
    for at, to in labels.parts.items():
        parts.setdefault(to, []).append(at)
    segments = list(_joined(page.segments)) if labels.captions else [[segment] for segment in page.segments]
    turns: list[Turn] = []
    members: set[int] = set()
    for pieces in segments:
        said = [(segment, words) for segment in pieces if (words := _words(segment, unwrap))]
        text = " ".join(words for _, words in said)
        if not text:
            continue
        own = [row.line.number for segment in pieces for row in segment.rows]
        every = sorted({*own, *(part for at in own for part in parts.get(at, ()))})
        members.update(every)
        turns.append(_turn(len(turns), pieces[0], text, [blocks[at] for at in every], _pieces(said)))
    return tuple(turns), members


def _joined(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Runs of captions of one speaker."""
    for who, run in itertools.groupby(segments, key=_who):
        if is_collective(who):
            yield from ([segment] for segment in run)
        else:
            yield list(run)


def _who(segment: Segment) -> Speaker:
    return segment.speaker


def _pieces(said: Sequence[tuple[Segment, str]]) -> Pieces:
    """Where in a turn the words of each caption begin, with its time."""
    ends = itertools.accumulate(len(words) + 1 for _, words in said)
    return pieces_of((at, segment.time) for (segment, _), at in zip(said, itertools.chain([0], ends), strict=False))


def _turn(index: int, first: Segment, text: str, blocks: Sequence[Block], pieces: Pieces) -> Turn:
    places = [block.bytes for block in blocks if block.bytes]
    return Turn(
        index=index,
        speaker=first.speaker,
        text=text,
        lines=(min(block.lines[0] for block in blocks), max(block.lines[1] for block in blocks)),
        bytes=ByteSpan(min(place.start for place in places), max(place.end for place in places)) if places else None,
        time=None if first.time is None else (first.time, None),
        pieces=pieces,
    )


def _joined_by(joint: str) -> Callable[[Sequence[str]], str]:
    def join(lines: Sequence[str]) -> str:
        return joint.join(filter(None, lines))

    return join


def _words(segment: Segment, unwrap: Callable[[Sequence[str]], str]) -> str:
    """The words of each paragraph without the label, its lines joined."""
    out, rest = [], segment.rest
    for block in paragraphs(segment.rows):
        lines = [block[0].text[rest:].strip(), *(row.text for row in block[1:])]
        out.append(unwrap(lines))
        rest = 0
    return "\n".join(filter(None, out))


def _skipped(blocks: Sequence[Block], reasons: dict[int, str]) -> Iterator[Skipped]:
    """Neighbours with one reason as one entry; long texts are cut for display."""
    run: list[Block] = []
    why = ""
    for at, block in enumerate(blocks):
        reason = reasons.get(at, "")
        if run and reason != why:
            yield _entry(run, why)
            run = []
        if reason:
            run.append(block)
        why = reason
    if run:
        yield _entry(run, why)


def _entry(run: Sequence[Block], why: str) -> Skipped:
    text = "\n".join(block.text[:_GLIMPSE] for block in run[:20])
    return Skipped((min(block.lines[0] for block in run), max(block.lines[1] for block in run)), why, text[: 4 * _GLIMPSE])
