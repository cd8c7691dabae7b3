"""Word documents: minutes, interviews, transcripts of Teams, Otter, Rev and others. Speakers from bold names, styles, tables, or the words.

`corpus.packages` opens the package, `docx_words` streams its parts, `block_reading` finds who speaks. Neither python-docx nor docx2python
is used: they lose tracked changes, hidden words and footnotes or do not tell them apart, give no place, and need lxml.
`lines` are numbers of paragraphs of the document, from 1, those in tables and empty ones included: there are no others.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET
from xml.parsers import expat

from corpus.dates import find_date
from corpus.decoding import character_notes
from corpus.errors import FormatError
from corpus.packages import PackageFault, Parts, refuse_declarations
from corpus.readers import Reading, Source
from corpus.readers.block_labels import labels_of
from corpus.readers.block_reading import told
from corpus.readers.blocks import Block
from corpus.readers.docx_styles import Style, styles_of
from corpus.readers.docx_words import Words, words_of
from corpus.readers.titles import one_line, readable_stem

_MAIN = "officeDocument"
_BESIDE = {"header": "header of the page", "footer": "footer of the page", "footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_MOST_BESIDE = 200
_PROGRAM = re.compile(r".{1,80} (?:started|stopped) (?:the )?(?:transcription|recording)\.?|Transcribed by https?://\S{1,60}")
_DATED = 500


@dataclass(slots=True)
class _Document:
    """The main part's words, those of the parts beside it with their reasons, and the document's properties."""

    main: Words
    beside: list[tuple[str, Words]]
    title: str
    created: str


class DocxReader:
    """Reads Word documents, version 2."""

    name: str = "docx/2"

    def recognises(self, source: Source) -> float:
        """0.9 for a package whose main part is a Word document, 0.5 for the suffix on a damaged package, else 0."""
        if not source.data.startswith(b"PK\x03\x04"):
            return 0.0
        try:
            parts = Parts(source.data)
        except PackageFault:
            return 0.5 if source.name.lower().endswith((".docx", ".docm")) else 0.0
        words = any(name.lower().startswith("word/") for name in parts.names) and "[Content_Types].xml" in parts.names
        return 0.9 if words or b"wordprocessingml" in _types(parts) else 0.0

    def read(self, source: Source) -> Reading:
        """Turns by paragraphs; FormatError for what is no readable Word document, would do harm, or holds no speech."""
        try:
            document = _opened(source.data)
        except PackageFault as fault:
            raise FormatError(f"{source.name}: {_refusal(fault)}") from fault
        blocks = list(_blocks(document))
        nodes = document.main.nodes + sum(words.nodes for _, words in document.beside)
        out = told(blocks, nodes, next(iter(document.main.titles), ""))
        if not any(turn.text for turn in out.turns):
            raise FormatError(f"{source.name}: there are no words in the document that anybody could have said; put a transcript into it or take it out")
        styled = next(iter(document.main.titles), "")
        named = ((styled, "the paragraph in the style Title"), (out.title, "the text"), (document.title, "the document's properties"))
        title, title_from = next(((one_line(text), where) for text, where in named if one_line(text)), ("", ""))
        stem = readable_stem(source.name)
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


def _opened(data: bytes) -> _Document:
    parts = Parts(data)
    main = next((target for kind, target in _relations(parts, "_rels/.rels", "") if kind == _MAIN), "word/document.xml")
    folder, name = posixpath.split(main)
    related = list(_relations(parts, posixpath.join(folder, "_rels", f"{name}.rels"), folder))
    styles: dict[str, Style] = {}
    for kind, target in related:
        if kind == "styles" and target in parts.names:
            styles = styles_of(_tree(parts, target))
    others = [(kind, target) for kind, target in related if kind in _BESIDE and target in parts.names][:_MOST_BESIDE]
    beside = [(_BESIDE[kind], words_of(parts.read(target), target, styles)) for kind, target in others]
    title, created = _properties(parts)
    return _Document(words_of(parts.read(main), main, styles), beside, title, created)


def _types(parts: Parts) -> bytes:
    try:
        return parts.read("[Content_Types].xml")
    except PackageFault:
        return b""


def _relations(parts: Parts, part: str, folder: str) -> Iterator[tuple[str, str]]:
    """Kind and target of each relation to a part of the package; what lies outside of it is never opened."""
    if part not in parts.names:
        return
    for node in _tree(parts, part).iter():
        target = node.get("Target", "")
        if target and node.get("TargetMode", "") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield node.get("Type", "").rpartition("/")[2], path


def _properties(parts: Parts) -> tuple[str, str]:
    """The title and the day of creation that the document's properties give; "" for none."""
    if "docProps/core.xml" not in parts.names:
        return "", ""
    held = {node.tag.rpartition("}")[2]: (node.text or "").strip()[:_DATED] for node in _tree(parts, "docProps/core.xml").iter()}
    title = held.get("title", "")
    return ("" if title.casefold() in ("word document", "untitled", "document") else title), held.get("created", "")


def _tree(parts: Parts, part: str) -> ET.Element:
    data = parts.read(part)
    try:
        refuse_declarations(data, part)
        return ET.fromstring(data)
    except (ET.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        raise PackageFault("damaged", part) from error


def _blocks(document: _Document) -> Iterator[Block]:
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
        place = (1, 1) if why == _BESIDE["header"] else (last, last)
        yield from (replace(block, lines=place, why=block.why or why) for block in words.blocks)


def _date(places: Sequence[tuple[str, str]]) -> tuple[datetime.date | None, str]:
    for text, where in places:
        date = find_date(text[:_DATED])
        if date:
            return date, where
    return None, ""


def _remarks(document: _Document, date: datetime.date | None) -> Iterator[str]:
    counts = document.main.counts
    added, gone = counts["ins"] + counts["moveTo"], counts["del"] + counts["moveFrom"]
    if added or gone:
        yield f"holds tracked changes, read as accepted: {added} inserted, {gone} deleted"
    if counts["altChunk"]:
        yield "imports another document, which is not read"
    if not date and find_date(document.created):
        yield f"the document was made on {find_date(document.created)}, which is not taken for the day of the talk"


def _refusal(fault: PackageFault) -> str:
    """What is wrong with a package and what to do, in words."""
    part = f" ({fault.part})" if fault.part else ""
    return {
        "foreign": f"this is no complete Word document{part}; save it again as .docx",
        "twice": f"the document holds {fault.part} more than once, so that programs read it differently; save it again as .docx",
        "many": "the document holds more parts than any document; save its words as .docx alone",
        "large": f"the document grows beyond all measure when it is unpacked{part}; save its words as .docx alone",
        "encrypted": "the document is encrypted or packed as no Word document is; save it again as .docx without a password",
        "damaged": f"the document is damaged{part}; save it again as .docx",
        "declared": f"the document declares a document type, which no Word document does{part}; save it again as .docx",
    }[fault.why]
