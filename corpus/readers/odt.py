"""OpenDocument texts (`.odt`, ISO/IEC 26300), as LibreOffice, Google Docs and other programs write them.

`corpus.packages` opens the package, `odt_words` streams its parts, `office` and `block_reading` find who speaks. odfpy is not used: it
builds a tree of every element, knows no tracked changes, and follows declarations. `lines` are numbers of paragraphs.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.parsers import expat

from corpus.errors import FormatError
from corpus.packages import PackageFault, Parts, refuse_declarations
from corpus.readers import Reading, Source
from corpus.readers.odt_words import Styles, words_of
from corpus.readers.office import Document, reading_of, refusal

_TYPE = b"application/vnd.oasis.opendocument.text"
_LONGEST = 500


class OdtReader:
    """Reads OpenDocument texts, version 1."""

    name: str = "odt/1"

    def recognises(self, source: Source) -> float:
        """0.9 for a package whose type is an OpenDocument text, 0.5 for the suffix on a damaged package, else 0."""
        if not source.data.startswith(b"PK\x03\x04"):
            return 0.0
        try:
            parts = Parts(source.data)
            kind = parts.read("mimetype") if "mimetype" in parts.names else b""
        except PackageFault:
            return 0.5 if source.name.lower().endswith((".odt", ".ott")) else 0.0
        return 0.9 if kind.strip().startswith(_TYPE) else 0.0

    def read(self, source: Source) -> Reading:
        """Turns by paragraphs; FormatError for what is no readable OpenDocument text, would do harm, or holds no speech."""
        try:
            document = _opened(Parts(source.data))
        except PackageFault as fault:
            raise FormatError(f"{source.name}: {refusal(fault, 'OpenDocument text', '.odt')}") from fault
        return reading_of(document, source.name)


def _opened(parts: Parts) -> Document:
    if "META-INF/manifest.xml" in parts.names and b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise PackageFault("encrypted")
    styles = Styles()
    beside = [("not shown", words_of(parts.read("styles.xml"), "styles.xml", styles))] if "styles.xml" in parts.names else []
    title, created = _properties(parts)
    return Document(words_of(parts.read("content.xml"), "content.xml", styles), beside, title, created)


def _properties(parts: Parts) -> tuple[str, str]:
    """The title and the day of creation that the document's properties give; "" for none."""
    if "meta.xml" not in parts.names:
        return "", ""
    data = parts.read("meta.xml")
    try:
        refuse_declarations(data, "meta.xml")
        root = ET.fromstring(data)
    except (ET.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        raise PackageFault("damaged", "meta.xml") from error
    held = {node.tag.rpartition("}")[2]: (node.text or "").strip()[:_LONGEST] for node in root.iter()}
    title = held.get("title", "")
    return ("" if title.casefold() in ("untitled", "untitled document") else title), held.get("creation-date", "")
