"""A plain text taken apart: heading, opening statement, labelled turns, and the lines that nobody says.

Unlabelled paragraphs belong to the last speaker. Every row ends up in a segment or among the skipped ones.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.readers.joining import Utterance
from corpus.readers.plain_furniture import head_reason, is_end, is_heading, is_speech, nobody_says, tail_reason
from corpus.readers.plain_head import find_title, opening, owner, text_of
from corpus.readers.plain_labels import Labelled, believe
from corpus.readers.plain_marks import Mark, leading_time
from corpus.readers.plain_rows import Row, is_wrapped, paragraphs
from corpus.readers.plain_timed import Timed, timed
from corpus.transcript import NOBODY, Speaker

_TAIL = 6
_NONE_GIVEN: Mapping[int, Mark] = {}
_INSERTED = "words after a heading inside the text, before the next label, are without a speaker"
_MANY = "no speaker labels found: every paragraph is a turn by an unknown speaker"


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows of one turn, its speaker, where the words of its first row begin (after the label), its time in seconds."""

    speaker: Speaker
    rows: list[Row]
    rest: int = 0
    time: float | None = None


@dataclass(slots=True)
class Page:
    """What a body holds. `joint` stands between the lines of a paragraph; `heading` are the paragraphs above the speech."""

    joint: str
    title: str = ""
    heading: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    skipped: list[tuple[Row, str]] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    pieces: list[Utterance] = field(default_factory=list)
    """What is said with times and without speakers; then there are no segments."""


def take_apart(body: Sequence[Row], given: Mapping[int, Mark] = _NONE_GIVEN, title: str = "", times: bool = False) -> Page:
    """Heading, opening statement, labelled turns and tail of the rows below the front matter; at least one segment.

    `given` are marks that the format has besides its words, by row (see `believe`), `title` is the one it gives outside of them.
    With `times`, a text without labels whose lines bear times is taken apart by them (`Page.pieces`).
    """
    labelled = believe(body, given)
    if times and not any(labelled.marks):
        end = next((at for at in range(len(body), 0, -1) if not tail_reason(body[at - 1].text)), 0)
        timely = timed(body[:end])
        if timely:
            return _of_pieces(timely, body[end:])
    begins = [(at, mark) for at, mark in enumerate(labelled.marks) if mark]
    page = Page(_joint(body, labelled))
    page.skipped.extend((body[at], "time") for at in sorted(labelled.stamps))
    people = tuple(dict.fromkeys(mark.speaker for _, mark in begins if mark.speaker.label))
    ends = [at for at, _ in begins] + [len(body)]
    head = [row for at, row in enumerate(body[: ends[0]]) if at not in labelled.stamps]
    _take_head(page, head, people, bool(begins), title)
    for (at, mark), end in zip(begins, ends[1:], strict=True):
        rows = [row for number, row in enumerate(body[at:end], start=at) if number not in labelled.stamps]
        page.segments.append(_timed_below(Segment(mark.speaker, rows, mark.rest, mark.time)))
    if begins:
        page.segments = [part for segment in page.segments for part in _parted(page, segment)]
    _drop_what_nobody_says(page, bool(begins))
    return page


def _timed_below(segment: Segment) -> Segment:
    """The segment with its time, where that stands in brackets before the words on the line below the label."""
    if segment.time is not None or len(segment.rows) < 2 or segment.rows[0].text[segment.rest :].strip():
        return segment
    found = leading_time(segment.rows[1].text)
    if found is None:
        return segment
    below = replace(segment.rows[1], text=segment.rows[1].text[found[1] :])
    return replace(segment, rows=[segment.rows[0], below, *segment.rows[2:]], time=found[0])


def _of_pieces(timely: Timed, tail: Sequence[Row]) -> Page:
    """A page of timed pieces: what stands above the first time is its head, what nobody says at the end its tail."""
    page = Page(" ", notes=("no speakers are named: turns are by an unknown speaker",), pieces=timely.pieces)
    blocks = [[row] for row in timely.head]
    _, page.title = find_title(blocks, [], False)
    page.heading = [row.text for row in timely.head]
    page.skipped = [(row, head_reason(row.text)) for row in timely.head] + [(row, "time") for row in timely.stamps]
    page.skipped += [(row, tail_reason(row.text)) for row in tail]
    return page


def _joint(body: Sequence[Row], labelled: Labelled) -> str:
    """What lines of one paragraph are joined with: a space, but a line break where each line is an utterance."""
    if not labelled.by_line and any(row.first for row in body[1:]):
        return " "
    inner = zip(itertools.pairwise(body), labelled.marks[1:], strict=True)
    return " " if is_wrapped([pair for pair, mark in inner if not pair[1].first and not mark]) else "\n"


def _take_head(page: Page, rows: Sequence[Row], people: Sequence[Speaker], labelled: bool, title: str) -> None:
    """Skips the heading among the rows before the first label and makes turns of the speech below it."""
    blocks = list(_head_blocks(rows))
    at_title, page.title = (-1, "") if title else find_title(blocks, [person.name for person in people if person.kind == "person"], labelled)
    start = opening(blocks, at_title, labelled)
    if not labelled and start == len(blocks):
        start, page.title = 0, ""  # nothing but short lines: they are all there is
    for block in blocks[:start]:
        page.heading.append(text_of(block))
        page.skipped.extend((row, head_reason(text_of(block))) for row in block)
    if start == len(blocks):
        return
    inferred = owner(page.title, people) or owner(title, people)
    if inferred or labelled:
        page.segments.append(Segment(inferred or NOBODY, [row for block in blocks[start:] for row in block]))
        whose = f"taken for {inferred.name}'s, whom the title names" if inferred else "without a speaker"
        page.notes += (f"words {'before the first label' if labelled else 'without a label'} are {whose}",)
    else:
        page.segments.extend(Segment(NOBODY, block) for block in blocks[start:])
        page.notes += (_MANY,)


def _head_blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Paragraphs; but lines of a heading that stand together without being speech are taken one by one."""
    for block in paragraphs(rows):
        if len(block) > 1 and not is_speech(text_of(block)):
            yield from ([row] for row in block)
        else:
            yield block


def _parted(page: Page, segment: Segment) -> Iterator[Segment]:
    """The segment without headings inside it; what follows one without a label is nobody's: it may be a paper put into the record."""
    rest: list[Row] = []
    now = replace(segment, rows=rest)
    for block in _by_heading(segment.rows):
        if block[0] is not segment.rows[0] and is_heading(text_of(block)):
            page.skipped.extend((row, "heading") for row in block)
            if rest:
                yield now
            rest = []
            now = Segment(NOBODY, rest)
        else:
            if now.speaker is NOBODY is not segment.speaker and _INSERTED not in page.notes:
                page.notes += (_INSERTED,)
            rest.extend(block)
    if rest:
        yield now


def _by_heading(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The paragraphs, a line that is a heading by itself on its own."""
    for block in paragraphs(rows):
        if len(block) > 1 and any(is_heading(row.text) for row in block[1:]):
            yield from ([row] for row in block)
        else:
            yield block


def _drop_what_nobody_says(page: Page, labelled: bool) -> None:
    """Moves rules, time stamps, page numbers, end marks and page furniture out of the turns; a label's own paragraph stays."""
    if not labelled and len(page.segments) > 1:
        _drop_segments(page)
        return
    for segment in page.segments:
        blocks = list(paragraphs(segment.rows))
        reasons = ["", *map(_reason, blocks[1:])]
        if segment is page.segments[-1]:
            _add_tail_reasons(blocks, reasons)
        if any(reasons):
            page.skipped.extend((row, why) for block, why in zip(blocks, reasons, strict=True) if why for row in block)
            segment.rows[:] = [row for block, why in zip(blocks, reasons, strict=True) if not why for row in block]


def _drop_segments(page: Page) -> None:
    """The same where every paragraph is a segment of its own; the first one stays in any case."""
    blocks = [segment.rows for segment in page.segments]
    reasons = ["", *map(_reason, blocks[1:])]
    _add_tail_reasons(blocks, reasons)
    page.skipped.extend((row, why) for block, why in zip(blocks, reasons, strict=True) if why for row in block)
    page.segments = [segment for segment, why in zip(page.segments, reasons, strict=True) if not why]


def _reason(block: Sequence[Row]) -> str:
    return nobody_says(block[0].text) if len(block) == 1 else ""


def _add_tail_reasons(blocks: Sequence[Sequence[Row]], reasons: list[str]) -> None:
    """Gives reasons to the last paragraphs as far as they are no speech, and to what follows an end mark."""
    texts = {at: text_of(blocks[at]) for at in range(max(1, len(blocks) - _TAIL), len(blocks))}
    end = next((at for at, text in texts.items() if is_end(text)), len(blocks))
    for at in reversed(texts):
        why = "after the end mark" if at > end else tail_reason(texts[at]) or _every_line(blocks[at])
        if not why:
            return
        reasons[at] = reasons[at] or why


def _every_line(block: Sequence[Row]) -> str:
    """The reason that the first line has where each line of a paragraph has one, else nothing."""
    whys = [tail_reason(row.text) for row in block]
    return whys[0] if all(whys) else ""
