"""Bytes become text with its encoding named, and text becomes lines that know their place in the file.

Owns the choice of encoding and what counts as a line. Nothing is guessed quietly: whatever is not UTF-8 leaves a
note, and whatever cannot be named with confidence is refused with advice. Lines end at LF, CR LF and CR only: other
characters that Python's `str.splitlines` cuts at (U+2028, form feed) are part of what was said.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from corpus.errors import EncodingError
from corpus.legacy import single_byte_encoding
from corpus.transcript import ByteSpan

_HEAD = 65_536
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document, or one with a password"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"RIFF", "a sound or video recording"),
    (b"\x1aE\xdf\xa3", "a video recording"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_UNEVEN = ("utf-16", "gb", "cp932", "cp949", "cp950", "euc", "big5", "shift", "iso2022", "johab", "hz")
"""Encodings, besides UTF-8, that take more than one byte for some characters."""
_LINE_END = re.compile(r"\r\n|\n|\r")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
# Controls that separate words become a space, so that dropping them never makes one word of two.
_CLEAN = {code: None for code in (*range(9), *range(14, 28), 127)} | {code: " " for code in (11, 12, 28, 29, 30, 31)}
_DIRTY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SEQUENCE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ADVICE = "save it as plain text in UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A whole file as text: what its bytes say after the byte-order mark (`mark` bytes long), nothing changed."""

    text: str
    encoding: str
    mark: int
    notes: tuple[str, ...] = ()

    def size(self, text: str) -> int:
        """The number of bytes that `text`, a part of the whole, takes in the file."""
        if self.encoding.startswith(_UNEVEN):
            return len(text.encode(self.encoding))
        return len(text) if self.encoding != "utf-8" or text.isascii() else len(text.encode())


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its 1-based number, where its bytes lie (without the line end) and what they say."""

    number: int
    bytes: ByteSpan
    text: str


def decode(data: bytes, name: str) -> Decoded:
    """The text of a file; `name` is for messages. Raises EncodingError for binary files and encodings not known surely."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data, name, mark, encoding)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise EncodingError(f"{name}: this is {what}, not text; export it as text, or {_ADVICE}")
    wide = _utf16_by_zeros(data)
    if wide:
        return Decoded(_strict(data, name, wide, 0), wide, 0, (f"read as {wide.upper()} (found by its pattern, no byte-order mark)",))
    return _unmarked(data, name)


def lines(decoded: Decoded) -> Iterator[Line]:
    """Every line in order; a text that ends in a line end has no further, empty line after it."""
    text, size = decoded.text, len if decoded.text.isascii() and decoded.encoding == "utf-8" else decoded.size
    at, byte = 0, decoded.mark
    ends = (match.span() for match in _LINE_END.finditer(text))
    for number, (stop, following) in enumerate(chain(ends, [(len(text), len(text))]), start=1):
        if at < following:
            line = text[at:stop]
            end = byte + size(line)
            yield Line(number, ByteSpan(byte, end), line)
            at, byte = following, end + size(text[stop:following])


def clean(text: str) -> str:
    """`text` without NUL and the other C0 controls except tab; those that separate words (form feed) become a space."""
    return text.translate(_CLEAN) if _DIRTY.search(text) else text


def character_notes(text: str) -> tuple[str, ...]:
    """Remarks on control characters that `clean` drops and on bidirectional controls, which stay; empty when there are none."""
    notes = []
    dropped, turned = len(_CONTROLS.findall(text)), len(_BIDI.findall(text))
    if dropped:
        notes.append(f"dropped {dropped} control character{'s' * (dropped > 1)}")
    if turned:
        notes.append(f"holds {turned} invisible character{'s' * (turned > 1)} that change the direction of writing")
    return tuple(notes)


def _marked(data: bytes, name: str, mark: bytes, encoding: str) -> Decoded:
    if encoding.startswith("utf-32"):
        raise EncodingError(f"{name}: this is text in {encoding.upper()}; {_ADVICE}")
    notes = () if encoding == "utf-8" else (f"read as {encoding.upper()}",)
    return Decoded(_strict(data, name, encoding, len(mark)), encoding, len(mark), notes)


def _strict(data: bytes, name: str, encoding: str, start: int) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        at = start + error.start
        raise EncodingError(f"{name}: byte {at} is not {encoding.upper()}, which the rest of the file is; {_ADVICE}") from error


def _utf16_by_zeros(data: bytes) -> str:
    """The UTF-16 whose pattern of zero bytes `data` shows without a mark, or nothing."""
    head = data[: _HEAD // 2 * 2]
    if len(data) % 2 or len(head) < 4 or 0 not in head:
        return ""
    units = len(head) // 2
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.4 * units and even <= 0.01 * units:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * units and odd <= 0.01 * units else ""


def _unmarked(data: bytes, name: str) -> Decoded:
    """UTF-8 where it is valid, else a single-byte encoding where the letters leave no doubt."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_binary(data[:_HEAD].decode("latin-1"), name)
        return _other(data, name, data.count(b"\n", 0, error.start) + 1)
    _refuse_binary(text[:_HEAD], name)
    return Decoded(text, "utf-8", 0)


def _other(data: bytes, name: str, line: int) -> Decoded:
    """A text that is not UTF-8 from `line` on, in the encoding it must be in; EncodingError where that is in doubt."""
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if 2 * sum(map(len, _SEQUENCE.findall(data))) > high:
        raise EncodingError(f"{name}: line {line} holds bytes that are not UTF-8, which the rest is; get an undamaged copy or {_ADVICE}")
    found = single_byte_encoding(data)
    if not found.codec:
        looks = f" (it may be {found.name})" if found.name else ""
        raise EncodingError(f"{name}: line {line} is not UTF-8 and the encoding cannot be told surely{looks}; {_ADVICE}")
    return Decoded(data.decode(found.codec), found.codec, 0, (f"read as {found.name}",))


def _refuse_binary(head: str, name: str) -> None:
    controls = len(_CONTROLS.findall(head)) - head.count("\x15")  # CHAT has two of these in every line, around its times
    if controls > 0.05 * len(head) + 8 or (head and controls == len(head)):
        raise EncodingError(f"{name}: this is not text ({controls} control characters at its beginning); {_ADVICE}")
