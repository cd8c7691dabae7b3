"""What the styles of a Word document mean for a reader: headings, bold names, hidden words, tables of contents."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph or run of a style is meant; None where the style leaves it to what surrounds it."""

    name: str = ""
    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    heading: bool = False

    @property
    def contents(self) -> bool:
        """True for the lines of a table of contents."""
        return self.name.startswith("toc ")

    @property
    def title(self) -> bool:
        """True for the document's title."""
        return self.name == "title"

    @property
    def speaker(self) -> bool:
        """True for a style that is made for the names of speakers."""
        return "speaker" in self.name.split()


NO_STYLE = Style()


def styles_of(root: ET.Element) -> dict[str, Style]:
    """The styles of a document by id, each with what it takes from those it is based on."""
    raw = {_get(node, "styleId"): node for node in root.iter() if _local(node) == "style"}
    return {id: _resolved(id, raw) for id in raw}


def _resolved(id: str, raw: dict[str, ET.Element]) -> Style:
    name, bold, hidden, struck, heading = "", None, None, None, False
    for depth in range(_DEEPEST):
        node = raw.get(id)
        if node is None:
            break
        own = _value(node, "name").casefold()
        name = name if depth else own
        bold = _flag(node, "b") if bold is None else bold
        hidden = _flag(node, "vanish") if hidden is None else hidden
        struck = _flag(node, "strike") if struck is None else struck
        heading = heading or own.startswith(("heading ", "title", "subtitle"))
        id = _value(node, "basedOn")
    return Style(name, bold, hidden, struck, heading)


def _flag(style: ET.Element, name: str) -> bool | None:
    for properties in style:
        if _local(properties) == "rPr":
            return next((_get(node, "val").casefold() not in OFF for node in properties if _local(node) == name), None)
    return None


def _value(node: ET.Element, child: str) -> str:
    return next((_get(found, "val") for found in node if _local(found) == child), "")


def _get(node: ET.Element, name: str) -> str:
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")


def _local(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]
