"""Saved web pages: main text found, everything around it among the skipped, speakers from the page's structure or its words.

`html_tokens` cuts the page, `html_page` nests it, `html_blocks` makes blocks, `html_main` chooses among them, `html_about` knows title
and date; `block_reading` finds who speaks.
"""

from __future__ import annotations

import bisect
import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from corpus.decoding import Decoded, character_notes, decode
from corpus.errors import EncodingError, FormatError
from corpus.readers import Reading, Source
from corpus.readers.block_labels import Seen
from corpus.readers.block_reading import marked, told
from corpus.readers.blocks import Block
from corpus.readers.html_about import about, date_of, title_of
from corpus.readers.html_blocks import Found, found_blocks, has_words
from corpus.readers.html_main import choose
from corpus.readers.html_page import ELEMENTS, page_of
from corpus.readers.looks import other_format
from corpus.readers.titles import readable_stem
from corpus.transcript import ByteSpan

_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml.html")
_CHARSET = re.compile(rb"(?i)<meta\b[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([a-z0-9_:.-]{2,40})")
_FIRST_TAG = re.compile("<([a-zA-Z][a-zA-Z0-9]{0,19})[\\s/>]")
_HEAD = 4_096
_LINE_END = re.compile("\r\n|\n|\r")
_WIDENED = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
_WIDENED |= {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "euc_kr": "cp949", "big5": "cp950"}
"""What browsers take these names for (WHATWG Encoding Standard)."""
_REFUSED = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "palmos", "undefined", "mbcs", "oem"})


class HtmlReader:
    """Reads saved web pages, version 3."""

    name: str = "html/3"

    def recognises(self, source: Source) -> float:
        """0.7 for what begins as a page does, 0.4 for the suffix of one on a text with tags, else 0."""
        head = source.data[:_HEAD]
        if not head.strip().startswith(b"<") and b"<" not in head:
            return 0.0
        text = head.decode("utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "latin-1", "replace").removeprefix("\u00ef\u00bb\u00bf")
        if other_format(text) == "an HTML page" or (other_format(text) == "XML" and "<html" in text.lower()):
            return 0.7
        first = _FIRST_TAG.search(text)
        named = source.name.lower().endswith(_SUFFIXES) and first is not None and first[1].lower() in ELEMENTS
        return 0.4 if named and other_format(text) in ("", "XML") else 0.0

    def read(self, source: Source) -> Reading:
        """Turns of the main text; FormatError for a page on which nobody says anything, EncodingError for what is no text."""
        decoded = _decoded(source)
        page = page_of(decoded.text)
        found = found_blocks(page, decoded.text)
        blocks = _placed(found, decoded)
        seen: Seen = {}
        remarks = choose(page, found, blocks, partial(marked, seen=seen))
        nodes = sum(piece.kind in ("text", "raw", "broken") and has_words(decoded.text[piece.start : piece.end]) for piece in page.pieces)
        said = about(page, decoded.text, found)
        blocks = [replace(block, why=item.why) if item.why != block.why else block for item, block in zip(found, blocks, strict=True)]
        out = told(blocks, nodes, title_of(said, "")[0], seen=seen)
        if not any(turn.text for turn in out.turns):
            raise FormatError(f"{source.name}: there is no text on the page that anybody could have said; save the page with its text, or as plain text")
        title, title_from = title_of(said, out.title)
        date, date_from = date_of(said, title, out.heading, readable_stem(source.name))
        sources = [f"title from {title_from}"] * bool(title) + [f"date from {date_from}"] * bool(date)
        return Reading(
            title=title or readable_stem(source.name),
            date=date,
            turns=out.turns,
            skipped=out.skipped,
            accounted=out.accounted,
            notes=(*decoded.notes, *character_notes(decoded.text), *remarks, *out.notes, *sources),
        )


def _decoded(source: Source) -> Decoded:
    """The page's text: by its byte-order mark, as UTF-8 where it is that, else as the page declares, else as any text."""
    match = _CHARSET.search(source.data[:_HEAD])
    declared = match[1].decode("ascii").lower() if match else ""
    if not declared or source.data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(source.data, source.name)
    try:
        codec = _WIDENED.get(declared) or codecs.lookup(declared).name
        codec = _WIDENED.get(codec, codec)
        if codec.startswith("utf") or codec in _REFUSED:
            return decode(source.data, source.name)
        if not source.data.isascii():
            return decode_utf8(source)
    except (LookupError, ValueError):
        return decode(source.data, source.name)
    except EncodingError:
        pass
    return _as_declared(source, codec)


def decode_utf8(source: Source) -> Decoded:
    """The page as UTF-8; EncodingError where it is not."""
    try:
        return Decoded(source.data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError as error:
        raise EncodingError(f"{source.name}: not UTF-8") from error


def _as_declared(source: Source, codec: str) -> Decoded:
    try:
        text = source.data.decode(codec)
        if not isinstance(text, str) or len(text.encode(codec)) != len(source.data):
            return decode(source.data, source.name)
    except (UnicodeError, LookupError):
        return decode(source.data, source.name)
    notes = () if source.data.isascii() else (f"read as {codec}, which the page declares",)
    return Decoded(text, codec, 0, notes)


def _placed(found: Sequence[Found], decoded: Decoded) -> list[Block]:
    """The blocks with their lines and bytes in the file."""
    text = decoded.text
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    bytes_at, at, byte = {}, 0, decoded.mark
    for offset in sorted({edge for item in found for edge in (item.start, item.end)}):
        byte += decoded.size(text[at:offset])
        at, bytes_at[offset] = offset, byte
    blocks = []
    for item in found:
        lines = (bisect.bisect_right(starts, item.start), bisect.bisect_right(starts, max(item.start, item.end - 1)))
        place = ByteSpan(bytes_at[item.start], bytes_at[item.end])
        blocks.append(Block(item.runs, lines, place, item.first, item.kind, item.cell, item.why, item.nodes))
    return blocks
