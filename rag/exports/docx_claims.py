"""What a Word document claims: the paragraphs that refer to a footnote of ours, and those in the style of quotations.

A paragraph in the style "Speaker" says who speaks in the quotations that follow. A claim is read only where it holds nothing but plain
words: whatever could show other words than these, or hide some (tracked changes, fields, text boxes, hidden or struck text, automatic
numbers), refuses it by name. Fonts and colours are not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree import ElementTree as ET

from rag.exports.package import Package
from rag.exports.place import Claim, claim_of, found_place

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIDING = ("vanish", "webHidden", "specVanish", "strike", "dstrike", "numPr", "caps", "smallCaps", "del", "moveFrom")
_AROUND = frozenset(_W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd"))
_RUN = frozenset(_W + name for name in ("rPr", "t", "br", "tab", "footnoteReference", "footnoteRef", "lastRenderedPageBreak", "commentReference"))
_OFF = ("0", "false", "off")


def claims(data: bytes, name: str) -> Iterator[Claim]:
    """Every claim of the document, in order; SettingError for what is no such document, or one that programs could read differently."""
    package = Package(data, name)
    hiding = _hiding_styles(package.styles)
    notes = list(package.notes.iter(_W + "footnote"))
    times = Counter(note.get(_W + "id", "") for note in notes)
    by_id = {note.get(_W + "id", ""): note for note in notes}
    by = ""
    for paragraph in package.body.iter(_W + "p"):
        ids = [node.get(_W + "id", "") for node in paragraph.iter(_W + "footnoteReference")]
        ours = [id for id in ids if id in by_id and found_place(_words(by_id[id]))]
        if not ours and not (_style(paragraph).startswith("Quot") and _words(paragraph).strip()):
            by = _by(paragraph, hiding) if _words(paragraph).strip() else by
            continue
        why = _refused(paragraph, ids, hiding) or _refused_note(ids, by_id, times, hiding)
        note = _words(by_id[ids[0]]) if ours else ""
        yield Claim(_words(paragraph), why=why) if why else replace(claim_of(_words(paragraph), note), by=by)
    if any(node.tag == _W + "altChunk" for node in package.body.iter()):
        yield Claim("", why="it imports another document")


def _by(paragraph: ET.Element, hiding: frozenset[str]) -> str:
    """Who speaks from here on, as a paragraph says it; "" for any other paragraph. What cannot be read is told, so that it is nobody's line."""
    return (_unplain(paragraph, hiding) or _words(paragraph)) if _style(paragraph) == "Speaker" else ""


def _refused(paragraph: ET.Element, ids: list[str], hiding: frozenset[str]) -> str:
    """Why a paragraph cannot be read as the words of one quotation with its footnote at the end; "" where it can."""
    if len(ids) > 1:
        return "it refers to more than one footnote"
    if ids and not _ends_with_reference(paragraph):
        return "there are words after its footnote"
    return _unplain(paragraph, hiding)


def _refused_note(ids: list[str], notes: Mapping[str, ET.Element], times: Mapping[str, int], hiding: frozenset[str]) -> str:
    if not ids or ids[0] not in notes:
        return ""
    if times[ids[0]] > 1:
        return f"footnote {ids[0]} is written {times[ids[0]]} times"
    children = list(notes[ids[0]])
    if any(child.tag != _W + "p" for child in children):
        return "its footnote holds more than words"
    return next((f"its footnote cannot be read: {why}" for child in children if (why := _unplain(child, hiding))), "")


def _unplain(paragraph: ET.Element, hiding: frozenset[str]) -> str:
    """What a paragraph holds besides plain words; "" for nothing."""
    for child in paragraph:
        if child.tag == _W + "pPr":
            found = _hidden(child, hiding)
        elif child.tag == _W + "r":
            found = next((_called(part) for part in child if part.tag not in _RUN), "") or _hidden(child, hiding)
        else:
            found = "" if child.tag in _AROUND else _called(child)
        if found:
            return f"it holds more than plain words ({found}); accept tracked changes, remove fields and hidden text"
    return ""


def _hidden(properties: ET.Element, hiding: frozenset[str]) -> str:
    """The first property, or style, below an element that hides, strikes, numbers or alters words; "" for none."""
    for node in properties.iter():
        name = _called(node)
        if name in _HIDING and node.get(_W + "val", "1") not in _OFF:
            return name
        if name in ("pStyle", "rStyle") and node.get(_W + "val") in hiding:
            return f"style {node.get(_W + 'val')}"
    return ""


def _hiding_styles(styles: ET.Element) -> frozenset[str]:
    """The styles that hide or alter words, by themselves or by what they are based on; all, where the defaults of the document do."""
    every = list(styles.iter(_W + "style"))
    parents = {style.get(_W + "styleId", ""): _value(style, "basedOn") for style in every}
    found = {style.get(_W + "styleId", "") for style in every if _hidden(style, frozenset())}
    if any(_hidden(default, frozenset()) for default in styles.iter(_W + "docDefaults")):
        return frozenset(parents)
    for _ in range(min(len(every), 100)):  # by one generation each time
        more = {style for style, parent in parents.items() if parent in found} - found
        if not more:
            break
        found |= more
    return frozenset(found)


def _ends_with_reference(paragraph: ET.Element) -> bool:
    last = [node for node in paragraph.iter() if node.tag == _W + "footnoteReference" or (node.tag == _W + "t" and (node.text or "").strip())]
    return bool(last) and last[-1].tag == _W + "footnoteReference"


def _style(paragraph: ET.Element) -> str:
    properties = paragraph.find(_W + "pPr")
    return _value(properties, "pStyle") if properties is not None else ""


def _value(node: ET.Element, child: str) -> str:
    found = node.find(_W + child)
    return found.get(_W + "val", "") if found is not None else ""


def _called(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def _words(node: ET.Element) -> str:
    """The words of a paragraph or a note, a line break for each <w:br>."""
    parts = (_W + "t", _W + "br", _W + "tab")
    return "".join("\n" if part.tag == parts[1] else "\t" if part.tag == parts[2] else part.text or "" for part in node.iter() if part.tag in parts)
