"""PDF files with text: transcripts of press conferences, hearings and meetings as they are printed.

`pdf_pages` has the words at their places, `pdf_lines` makes lines and columns, `pdf_furniture` knows what nobody says on a page,
`pdf_paragraphs` unwraps; `block_reading` finds who speaks. `lines` are numbers of pages: what a person looks a quotation up by.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.dates import find_date
from corpus.decoding import character_notes
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.block_reading import Told, told
from corpus.readers.blocks import Block, Run, tidy
from corpus.readers.pdf_furniture import furniture, notes_below, without_line_numbers
from corpus.readers.pdf_lines import Line, in_columns, lines_of, touches, usual_size
from corpus.readers.pdf_pages import Pages, Stretch, pages_of
from corpus.readers.pdf_paragraphs import begins_paragraph, unwrapper
from corpus.readers.titles import readable_stem

_HEAD = 1_024
_UNMAPPED = 0.3
_NO_LETTER = re.compile("[\ufffd\ue000-\uf8ff]")
_DATED = 500
_PRINTED = re.compile(r"(?i)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|https?:|print|download|saved|access|generated|verdate")
_LARGER = 1.15  # than the text: a heading


class PdfReader:
    """Reads PDF files, version 3."""

    name: str = "pdf/3"

    def recognises(self, source: Source) -> float:
        """0.9 for what begins as a PDF does, else 0."""
        return 0.9 if b"%PDF-" in source.data[:_HEAD] and not source.data[:64].lstrip().startswith((b"<", b"{", b"PK")) else 0.0

    def read(self, source: Source) -> Reading:
        """Turns by pages; FormatError for what is locked, damaged, without text, or takes too much."""
        pages = pages_of(source.data, source.name)
        stretches = [held for sheet in pages.sheets for held in sheet.stretches]
        _refuse_without_text(stretches, source.name)
        blocks = _blocks(pages)
        unwrap = unwrapper(block.text for block in blocks if not block.why)
        out = told(blocks, sum(held.count for held in stretches), unwrap=unwrap)
        if not any(turn.text for turn in out.turns):
            raise FormatError(f"{source.name}: there are no words in the PDF that anybody could have said; put a transcript into it or take it out")
        stem = readable_stem(source.name)
        title, title_from = next(((text, where) for text, where in ((out.title, "the text"), (pages.title, "the document's properties")) if text), ("", ""))
        date, date_from = _date(title, out, blocks, stem)
        broken = (f"{pages.broken} page{'s' * (pages.broken > 1)} could not be read",) if pages.broken else ()
        empty = sum(not sheet.stretches for sheet in pages.sheets) - pages.broken
        bare = (f"{empty} page{'s' * (empty > 1)} without text: pictures are not read",) if empty > 0 else ()
        sources = [f"title from {title_from}"] * bool(title) + [f"date from {date_from}"] * bool(date)
        return Reading(
            title=title or stem,
            date=date,
            turns=out.turns,
            skipped=out.skipped,
            accounted=out.accounted,
            notes=(*broken, *bare, *character_notes("".join(turn.text for turn in out.turns)), *out.notes, *sources),
        )


def _refuse_without_text(stretches: Sequence[Stretch], name: str) -> None:
    if not stretches:
        raise FormatError(f"{name}: the PDF holds pictures of pages and no text; make its text readable first (OCR), for example with ocrmypdf")
    signs = "".join(held.text for held in stretches)
    if len(_NO_LETTER.findall(signs)) > _UNMAPPED * (len(signs) - signs.count(" ")):
        raise FormatError(f"{name}: the PDF does not say which characters its letters are; make its text readable first (OCR), for example with ocrmypdf")


def _blocks(pages: Pages) -> list[Block]:
    """Every word of every page in a block, in the order of reading."""
    raw = [lines_of(sheet) for sheet in pages.sheets]
    numbered = {id(held) for lines in raw for held in without_line_numbers(lines)[1]}
    edges = [[line for line in lines if id(line.stretches[0]) not in numbered] for lines in raw]  # a numbered line is text
    reasons = furniture(edges, [sheet.height for sheet in pages.sheets])
    body = usual_size([held for lines in raw for line in lines for held in line.stretches]) if any(raw) else 1.0
    kept: list[Line] = []
    blocks: list[Block] = []
    for sheet, lines in zip(pages.sheets, raw, strict=True):
        reasons |= dict.fromkeys(notes_below([line for line in lines if id(line) not in reasons], body), "footnote")
        text, numbers = without_line_numbers(in_columns([line for line in lines if id(line) not in reasons], sheet.width))
        kept += text
        blocks += (_block(replace(line, stretches=(*line.stretches, *line.marks)), True, reasons[id(line)]) for line in lines if id(line) in reasons)
        marks = [held for line in text for held in line.marks]
        turned = [held for held in sheet.stretches if not held.upright]
        for beside, why in ((numbers, "numbers of lines"), (marks, "marks of footnotes"), (turned, "not upright")):
            if beside:
                words = " ".join(held.text for held in beside)
                blocks.append(Block((Run(words),), (sheet.number, sheet.number), why=why, nodes=sum(held.count for held in beside)))
    large = {id(line) for line in kept if line.page > 1 and line.size > _LARGER * body}
    blocks += (_block(line, first, "heading" if id(line) in large else "") for line, first in zip(kept, begins_paragraph(kept), strict=True))
    return sorted(blocks, key=_page)


def _page(block: Block) -> int:
    return block.lines[0]


def _block(line: Line, first: bool, why: str) -> Block:
    """A line as a block, its bold words told apart; without its marks of footnotes."""
    runs: list[Run] = []
    before: Stretch | None = None
    for stretch in line.stretches:
        gap = "" if before is None or touches(before, stretch) else " "
        runs.append(Run(gap + stretch.text, "strong" if stretch.bold else ""))
        before = stretch
    return Block(tidy(runs), (line.page, line.page), None, first, why=why, nodes=line.count)


def _date(title: str, out: Told, blocks: Sequence[Block], stem: str) -> tuple[datetime.date | None, str]:
    """The first date that can mean one day only, of title, text above the first turn, headers of pages and file name, and where it came from.

    Of headers only a day with its month in letters counts, and of footers none: the others say when the file was printed or saved.
    """
    heads = (block.text for block in blocks[:200] if block.why == "header of the page" and not _PRINTED.search(block.text))
    places = [(title, "the title"), *((text, "the text above the first turn") for text in out.heading), *((text, "a header of the page") for text in heads)]
    for text, where in [*places, (stem, "the file's name")]:
        date = find_date(text[:_DATED])
        if date:
            return date, where
    return None, ""
