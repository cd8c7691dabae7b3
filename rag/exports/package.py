"""The parts of a Word file, as ECMA-376 part 2 says where they are; a file that another program could read otherwise is refused."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.parsers import expat

from corpus.errors import SettingError
from corpus.packages import LARGEST_PART as LARGEST_PART
from corpus.packages import PackageFault, Parts, refuse_declarations

MAIN, NOTES, STYLES = "word/document.xml", "word/footnotes.xml", "word/styles.xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The main part, the footnotes and the styles of a document. SettingError for what is no such document, is damaged or ambiguous."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read the package in `data`; `name` is what errors call it."""
        self._name = name
        try:
            parts = Parts(data)
            self.body, self.notes = self._part(parts, MAIN), self._part(parts, NOTES)
            self.styles = self._part(parts, STYLES) if STYLES in parts.names else ET.Element("none")
            self._leads(parts, "_rels/.rels", "/officeDocument", "", MAIN)
            self._leads(parts, "word/_rels/document.xml.rels", "/footnotes", "word/", NOTES)
            self._leads(parts, "word/_rels/document.xml.rels", "/styles", "word/", STYLES)
        except PackageFault as fault:
            raise self._refusal(fault) from fault

    def _refusal(self, fault: PackageFault) -> SettingError:
        said = {
            "foreign": f"{self._name} is no document that Quoth exported: name one with its footnotes, or an answer saved from: quoth ask --json",
            "twice": f"{self._name} holds {fault.part} more than once: it was not read",
            "many": f"{self._name} holds more parts than any document: it was not read",
            "large": f"{self._name} is too large: it was not read",
            "encrypted": f"{self._name} is encrypted or packed as no Word document is: save it again as .docx",
            "damaged": f"{self._name} is damaged: its {fault.part} cannot be read; export it again",
            "declared": f"{self._name} holds declarations that no exported document has: it was not read",
        }
        return SettingError(said[fault.why])

    def _leads(self, parts: Parts, relations: str, kind: str, folder: str, wanted: str) -> None:
        """Refuses a package in which a relation of that kind leads anywhere but to the part that is read."""
        for relation in self._part(parts, relations).iter(_RELATION):
            target = relation.get("Target", "")
            path = target[1:] if target.startswith("/") else folder + target
            if relation.get("Type", "").endswith(kind) and path != wanted:
                raise SettingError(f"{self._name} keeps its words in {target}, not in {wanted}: save it again as .docx")

    def _part(self, parts: Parts, part: str) -> ET.Element:
        data = parts.read(part)
        try:
            refuse_declarations(data, part)
            return ET.fromstring(data)
        except (ET.ParseError, expat.ExpatError) as error:
            raise PackageFault("damaged", part) from error
