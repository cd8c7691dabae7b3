"""The lines of a text that stands inside an XML element, as `corpus.decoding.lines` gives those of a file: with their places in the file.

What is escaped in the file (`&#039;`, CDATA) is what it stands for in the line; a line ends where one ends in the text, be it escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from corpus.decoding import Line
from corpus.readers.xml_bytes import Encoded
from corpus.readers.xml_tree import Element
from corpus.transcript import ByteSpan

_OUTSIDE = re.compile(r"(?P<open><!\[CDATA\[)|(?P<away><!--.*?-->|<[^<>]*>)|(?P<sign>&[#\w]{1,12};)|(?P<end>\r\n|\r|\n)", re.DOTALL)
_INSIDE = re.compile(r"(?P<close>\]\]>)|(?P<end>\r\n|\r|\n)")


def size_in(held: Encoded) -> Callable[[str], int]:
    """How many bytes a text takes in a file."""

    def size(text: str) -> int:
        return len(text) if text.isascii() and held.codec == "utf-8" else len(text.encode(held.codec, "replace"))

    return size


def lines_in(element: Element, held: Encoded) -> Iterator[Line]:
    """Every line of the element's text; the tags of elements inside of it, and comments, are no text."""
    size = size_in(held)
    begin = element.start - held.mark
    raw = held.data[begin : element.end - held.mark].decode(held.codec)
    first, last = raw.find(">") + 1, raw.rfind("</")
    byte, number, at = element.start + size(raw[:first]), element.first_line + raw.count("\n", 0, first), first
    start, text, inside = byte, list[str](), False
    while found := (_INSIDE if inside else _OUTSIDE).search(raw, at, max(first, last)):
        text.append(raw[at : found.start()])
        byte += size(raw[at : found.start()])
        ends = found.lastgroup == "end" or (found.lastgroup == "sign" and unescape(found[0]) in "\r\n")
        if ends:
            yield Line(number, ByteSpan(start, byte), "".join(text))
            text.clear()
        elif found.lastgroup == "sign":
            text.append(unescape(found[0]))
        inside = found.lastgroup == "open" or (inside and found.lastgroup != "close")
        byte += size(found[0])
        number += found[0].count("\n") or found[0].count("\r")
        at = found.end()
        if ends or not any(text):
            start = byte
    text.append(raw[at : max(first, last)])
    if "".join(text).strip():
        yield Line(number, ByteSpan(start, byte + size(raw[at : max(first, last)])), "".join(text))
