"""Word documents: minutes, interviews, transcripts of Teams, Otter, Rev and others. Speakers from bold names, styles, tables, or the words.

`corpus.packages` opens the package, `docx_words` streams its parts, `block_reading` finds who speaks. Neither python-docx nor docx2python
is used: they lose tracked changes, hidden words and footnotes or do not tell them apart, give no place, and need lxml.
`lines` are numbers of paragraphs of the document, from 1, those in tables and empty ones included: there are no others.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.parsers import expat

from corpus.errors import FormatError
from corpus.packages import PackageFault, Parts, refuse_declarations
from corpus.readers import Reading, Source
from corpus.readers.docx_styles import Style, styles_of
from corpus.readers.docx_words import words_of
from corpus.readers.office import FOOTER, HEADER, Document, reading_of, refusal

_MAIN = "officeDocument"
_BESIDE = {"header": HEADER, "footer": FOOTER, "footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_MOST_BESIDE = 200
_LONGEST = 500


class DocxReader:
    """Reads Word documents, version 3."""

    name: str = "docx/3"

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
            raise FormatError(f"{source.name}: {refusal(fault, 'Word document', '.docx')}") from fault
        return reading_of(document, source.name)


def _opened(data: bytes) -> Document:
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
    return Document(words_of(parts.read(main), main, styles), beside, title, created)


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
    held = {node.tag.rpartition("}")[2]: (node.text or "").strip()[:_LONGEST] for node in _tree(parts, "docProps/core.xml").iter()}
    title = held.get("title", "")
    return ("" if title.casefold() in ("word document", "untitled", "document") else title), held.get("created", "")


def _tree(parts: Parts, part: str) -> ET.Element:
    data = parts.read(part)
    try:
        refuse_declarations(data, part)
        return ET.fromstring(data)
    except (ET.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        raise PackageFault("damaged", part) from error
