"""The parts of a Word file, as ECMA-376 part 2 says where they are; a file that another program could read otherwise is refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from xml.etree import ElementTree as ET
from xml.parsers import expat

from corpus.errors import SettingError

LARGEST_PART = 50_000_000
"""Bytes of one part, unpacked."""

MAIN, NOTES, STYLES = "word/document.xml", "word/footnotes.xml", "word/styles.xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_COMPRESSED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # ECMA-376 part 2 allows no other
_ENCRYPTED = 1


class Package:
    """The main part, the footnotes and the styles of a document. SettingError for what is no such document, is damaged or ambiguous."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read the package in `data`; `name` is what errors call it."""
        self._name = name
        with self._opened(data) as archive:
            self._unambiguous(archive)
            self.body, self.notes = self._part(archive, MAIN), self._part(archive, NOTES)
            self.styles = self._part(archive, STYLES) if STYLES in archive.namelist() else ET.Element("none")
            self._leads(archive, "_rels/.rels", "/officeDocument", "", MAIN)
            self._leads(archive, "word/_rels/document.xml.rels", "/footnotes", "word/", NOTES)
            self._leads(archive, "word/_rels/document.xml.rels", "/styles", "word/", STYLES)

    def _opened(self, data: bytes) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError) as error:  # the latter for what a later version of ZIP packed
            raise self._foreign() from error

    def _foreign(self) -> SettingError:
        return SettingError(f"{self._name} is no document that Quoth exported: name one with its footnotes, or an answer saved from: quoth ask --json")

    def _unambiguous(self, archive: zipfile.ZipFile) -> None:
        """Names of parts are the same whatever their case: two of one name, and programs choose differently."""
        name, times = Counter(name.lower() for name in archive.namelist()).most_common(1)[0] if archive.namelist() else ("", 0)
        if times > 1:
            raise SettingError(f"{self._name} holds {name} {times} times: it was not read")

    def _leads(self, archive: zipfile.ZipFile, relations: str, kind: str, folder: str, wanted: str) -> None:
        """Refuses a package in which a relation of that kind leads anywhere but to the part that is read."""
        for relation in self._part(archive, relations).iter(_RELATION):
            target = relation.get("Target", "")
            path = target[1:] if target.startswith("/") else folder + target
            if relation.get("Type", "").endswith(kind) and path != wanted:
                raise SettingError(f"{self._name} keeps its words in {target}, not in {wanted}: save it again as .docx")

    def _part(self, archive: zipfile.ZipFile, part: str) -> ET.Element:
        data = self._unpacked(archive, part)
        if len(data) > LARGEST_PART:
            raise SettingError(f"{self._name} is too large: it was not read")
        try:
            self._undeclared(data)
            return ET.fromstring(data)
        except (ET.ParseError, expat.ExpatError) as error:
            raise self._damaged(part) from error

    def _unpacked(self, archive: zipfile.ZipFile, part: str) -> bytes:
        """The part, cut one byte after the largest length."""
        if part not in archive.namelist():
            raise self._foreign()
        entry = archive.getinfo(part)
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _COMPRESSED:
            raise SettingError(f"{self._name} is encrypted or packed as no Word document is: save it again as .docx")
        try:
            with archive.open(entry) as opened:
                return opened.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:  # ValueError: it begins before the file
            raise self._damaged(part) from error

    def _damaged(self, part: str) -> SettingError:
        return SettingError(f"{self._name} is damaged: its {part} cannot be read; export it again")

    def _undeclared(self, data: bytes) -> None:
        """Refuses document type declarations, in whatever encoding: entities can grow without bound."""

        def refuse(*_: object) -> None:
            raise SettingError(f"{self._name} holds declarations that no exported document has: it was not read")

        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = refuse
        parser.Parse(data, True)
