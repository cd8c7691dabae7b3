"""The bytes of an XML file with the encoding they are in, and what its root element is.

A file may say that it is in one encoding and be in another. What is valid UTF-8 is UTF-8; else the file is taken at its word; else
`corpus.decoding` judges, and refuses where there is doubt.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from corpus.decoding import decode
from corpus.readers import Source

_HEAD = 65_536
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']")
_PROLOG = re.compile(r"[\s\ufeff]+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_NAME = re.compile(r"<((?:[\w.-]{1,40}:)?[\w.-]{1,60})[\s/>]")
_SUBSET_END = re.compile(r"\]\s*>")
# Names that browsers and programs give to what is Windows-1252 in fact: it has what these leave empty.
_WESTERN = {"iso8859-1", "ascii"}
_EXPAT = {"utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}
_SINGLE = re.compile(r"iso8859-\d{1,2}|cp125\d|cp437|cp85\d|koi8-[ru]|mac-\w+|cp866")


@dataclass(frozen=True, slots=True)
class Encoded:
    """What expat is given: `data` without its byte-order mark (`mark` bytes long), and the name of its encoding."""

    data: bytes
    codec: str
    mark: int
    notes: tuple[str, ...]
    closing: bytes = b"/>"
    tag_end: bytes = b">"
    comment_end: bytes = b"-->"

    def closed_before(self, at: int) -> bool:
        """Whether the tag that ends at `at` is one that closes itself."""
        return self.data.endswith(self.closing, 0, at)

    def after(self, at: int, sign: bytes) -> int:
        """The byte of `data` behind the next `sign` from `at` on."""
        width = 2 if self.codec.startswith("UTF-16") else 1
        end = self.data.find(sign, at)
        while end > 0 and (end - at) % width:  # found across two characters
            end = self.data.find(sign, end + 1)
        return len(self.data) if end < 0 else end + len(sign)


def encoded(source: Source) -> Encoded:
    """The file's bytes for expat; EncodingError where they are no text in an encoding that can be told."""
    data = source.data
    if data.startswith(codecs.BOM_UTF8):
        return Encoded(data[3:], "utf-8", 3, ())
    declared = "" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else _declared(data)
    if declared and not _is_utf8(data):
        said = "cp1252" if declared in _WESTERN and _is(data, "cp1252") else declared
        if _is(data, said):
            return Encoded(data, said, 0, (f"read as {said}",))
    decoded = decode(data, source.name)
    codec, body = _EXPAT.get(decoded.encoding, decoded.encoding), data[decoded.mark :]
    if not codec.startswith("UTF-16"):
        return Encoded(body, codec, decoded.mark, decoded.notes)
    return Encoded(body, codec, decoded.mark, decoded.notes, *(sign.encode(codec) for sign in ("/>", ">", "-->")))


def _declared(data: bytes) -> str:
    """The single-byte encoding that the file says it is in, under its name in Python; "" for another or none."""
    found = _DECLARED.match(data[:400].lstrip())
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else ""
    except (LookupError, UnicodeDecodeError, ValueError):
        return ""
    return name if name in _WESTERN or _SINGLE.fullmatch(name) else ""


def _is_utf8(data: bytes) -> bool:
    return _is(data, "utf-8")


def _is(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def root_of(source: Source) -> str:
    """The name of the root element without its prefix, told from the first 64 kB; "" for what does not begin like XML."""
    head = source.data[:_HEAD]
    wide = "utf-16-le" if b"<\0" in head[:8] else "utf-16-be" if b"\0<" in head[:8] else "latin-1"
    text = head[: len(head) // 2 * 2].decode(wide, errors="replace") if wide != "latin-1" else head.decode("utf-8", errors="replace")
    at = 0
    while found := _PROLOG.match(text, at):
        at = found.end()
    if text[at : at + 9].lower() == "<!doctype":
        at = _after_doctype(text, at)
        while found := _PROLOG.match(text, at):
            at = found.end()
    name = _NAME.match(text, at)
    return name[1].rpartition(":")[2] if name else ""


def _after_doctype(text: str, at: int) -> int:
    """Behind a document type declaration with or without an internal subset."""
    plain, subset = text.find(">", at), text.find("[", at)
    if subset < 0 or 0 <= plain < subset:
        return plain + 1 if plain >= 0 else len(text)
    end = _SUBSET_END.search(text, subset)
    return end.end() if end else len(text)
