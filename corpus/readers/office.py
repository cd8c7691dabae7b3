"""Documents of office programs as readings: minutes, interviews, exports of services. The opened document comes from a format's own module.

`lines` are numbers of paragraphs of the document, from 1, those in tables and empty ones included: there are no others.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.dates import find_date
from corpus.decoding import character_notes
from corpus.errors import FormatError
from corpus.packages import PackageFault
from corpus.readers import Reading
from corpus.readers.block_labels import labels_of
from corpus.readers.block_reading import told
from corpus.readers.blocks import Block
from corpus.readers.office_words import Words
from corpus.readers.titles import one_line, readable_stem

HEADER, FOOTER = "header of the page", "footer of the page"
_PROGRAM = re.compile(r".{1,80} (?:started|stopped) (?:the )?(?:transcription|recording)\.?|Transcribed by https?://\S{1,60}")
_DATED = 500


@dataclass(slots=True)
class Document:
    """The main part's words, those of the parts beside it with their reasons, and the document's properties."""

    main: Words
    beside: list[tuple[str, Words]]
    title: str
    created: str


def reading_of(document: Document, name: str) -> Reading:
    """The reading of a document; FormatError, naming the file, where nobody says anything in it."""
    blocks = list(_blocks(document))
    nodes = document.main.nodes + sum(words.nodes for _, words in document.beside)
    styled = next(iter(document.main.titles), "")
    out = told(blocks, nodes, styled)
    if not any(turn.text for turn in out.turns):
        raise FormatError(f"{name}: there are no words in the document that anybody could have said; put a transcript into it or take it out")
    named = ((styled, "the paragraph in the style Title"), (out.title, "the text"), (document.title, "the document's properties"))
    title, title_from = next(((one_line(text), where) for text, where in named if one_line(text)), ("", ""))
    stem = readable_stem(name)
    date, date_from = _date([(title, "the title"), *((text, "the text above the first turn") for text in out.heading), (stem, "the file's name")])
    return Reading(
        title=title or stem,
        date=date,
        turns=out.turns,
        skipped=out.skipped,
        accounted=out.accounted,
        notes=(*_remarks(document, date), *character_notes("".join(turn.text for turn in out.turns)), *out.notes)
        + ((f"title from {title_from}",) if title else ())
        + ((f"date from {date_from}",) if date else ()),
    )


def _blocks(document: Document) -> Iterator[Block]:
    """The blocks of the document; headings that name nobody and a program's own remarks are nobody's, as is what stands beside the text."""
    main = document.main.blocks
    places = [at for at, block in enumerate(main) if not block.why]
    labels = labels_of([main[at] for at in places])
    named = {places[at] for at in (*labels.marks, *labels.parts)}
    for at, block in enumerate(main):
        if block.kind == "heading" and not block.why and at not in named:
            yield replace(block, why="heading")
        elif not block.why and _PROGRAM.fullmatch(block.text):
            yield replace(block, why="remark of the program")
        else:
            yield block
    last = max(1, document.main.paragraphs)
    for why, words in document.beside:
        for block in words.blocks:
            place = 1 if HEADER in (why, block.why) else last
            yield replace(block, lines=(place, place), why=block.why or why)


def _date(places: Sequence[tuple[str, str]]) -> tuple[datetime.date | None, str]:
    for text, where in places:
        date = find_date(text[:_DATED])
        if date:
            return date, where
    return None, ""


def _remarks(document: Document, date: datetime.date | None) -> Iterator[str]:
    counts = document.main.counts
    added, gone = counts["ins"] + counts["moveTo"], counts["del"] + counts["moveFrom"]
    if added or gone:
        yield f"holds tracked changes, read as accepted: {added} inserted, {gone} deleted"
    if counts["altChunk"]:
        yield "imports another document, which is not read"
    if not date and find_date(document.created):
        yield f"the document was made on {find_date(document.created)}, which is not taken for the day of the talk"


def refusal(fault: PackageFault, what: str, suffix: str) -> str:
    """What is wrong with a package and what to do, in words."""
    part = f" ({fault.part})" if fault.part else ""
    return {
        "foreign": f"this is no complete {what}{part}; save it again as {suffix}",
        "twice": f"the document holds {fault.part} more than once, so that programs read it differently; save it again as {suffix}",
        "many": f"the document holds more parts than any document; save its words as {suffix} alone",
        "large": f"the document grows beyond all measure when it is unpacked{part}; save its words as {suffix} alone",
        "encrypted": f"the document is encrypted or packed as no {what} is; save it again as {suffix} without a password",
        "damaged": f"the document is damaged{part}; save it again as {suffix}",
        "declared": f"the document declares a document type, which no {what} does{part}; save it again as {suffix}",
    }[fault.why]
