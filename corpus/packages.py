"""ZIP packages of parts (ECMA-376 part 2), opened without trust: what could be read otherwise by another program, or grow, is refused.

Owns the limits and the ways in which a package can be bad; who opens one says so in words of their own.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from typing import Literal
from xml.parsers import expat

LARGEST_PART = 50_000_000
"""Bytes of one part, unpacked."""
MOST_PARTS = 5_000
_SMALL, _RATIO = 5_000_000, 100
"""A part beyond the first may not be more than the second times its packed size: documents have some thirty."""

Why = Literal["foreign", "twice", "many", "large", "encrypted", "damaged", "declared"]

_COMPRESSED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # ECMA-376 part 2 allows no other
_ENCRYPTED = 1


class PackageFault(Exception):
    """A package or a part of it cannot be read: `why`, and the `part` it is about ("" for the whole)."""

    def __init__(self, why: Why, part: str = "") -> None:
        """Say what is wrong with which part."""
        super().__init__(f"{why} {part}".strip())
        self.why, self.part = why, part


class Parts:
    """The parts of the package in `data`. PackageFault "foreign" for what is no ZIP file, "twice" for two parts of one name, "many"."""

    def __init__(self, data: bytes) -> None:
        """Read the directory of the package."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:  # NotImplementedError: a later version of ZIP
            raise PackageFault("foreign") from error
        self.names = frozenset(self._archive.namelist())
        if len(self._archive.namelist()) > MOST_PARTS:
            raise PackageFault("many")
        # Names of parts are the same whatever their case: two of one name, and programs choose differently.
        name, times = Counter(name.lower() for name in self._archive.namelist()).most_common(1)[0] if self.names else ("", 0)
        if times > 1:
            raise PackageFault("twice", name)

    def read(self, name: str) -> bytes:
        """The part called `name`, unpacked; PackageFault where it is missing ("foreign"), too large, encrypted or damaged."""
        if name not in self.names:
            raise PackageFault("foreign", name)
        entry = self._archive.getinfo(name)
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _COMPRESSED:
            raise PackageFault("encrypted", name)
        try:
            with self._archive.open(entry) as opened:
                data = opened.read(LARGEST_PART + 1)  # cut one byte after the largest length, whatever the directory says
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:  # ValueError: it begins before the file
            raise PackageFault("damaged", name) from error
        if len(data) > LARGEST_PART or len(data) > max(_SMALL, _RATIO * entry.compress_size):
            raise PackageFault("large", name)
        return data


def stream(data: bytes, name: str, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], text: Callable[[str], object]) -> None:
    """Tell `start`, `end` and `text` of the elements and characters of the XML part called `name`; PackageFault "declared" or "damaged"."""
    parser = _parser(name)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the latter two for odd encodings
        raise PackageFault("damaged", name) from error


def refuse_declarations(data: bytes, name: str) -> None:
    """PackageFault "declared" for XML with a document type declaration, in whatever encoding: entities can grow without bound.

    Raises expat's ExpatError for what is no XML.
    """
    _parser(name).Parse(data, True)


def _parser(name: str) -> expat.XMLParserType:
    """A parser that refuses declarations."""

    def refuse(*_: object) -> None:
        raise PackageFault("declared", name)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    return parser
