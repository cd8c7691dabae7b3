"""A conversation as a Word document with real footnotes, and what such a file claims.

Written and read with the standard library: python-docx makes no footnotes. Follows ECMA-376 (WordprocessingML). A document
from outside may be anything: sizes are limited and document type declarations refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from corpus.errors import SettingError
from rag.exports.place import Claim, found_place, note_of, place_of
from rag.talks import Talk

LARGEST_PART = 50_000_000
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>"""
_TOP = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
_PARTS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>\
<Relationship Id="rId2" Type="{_R}/footnotes" Target="footnotes.xml"/></Relationships>"""
_STYLES = f"""{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/>\
<w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:sz w:val="40"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:keepNext/><w:spacing w:before="360"/><w:outlineLvl w:val="0"/></w:pPr>\
<w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:pPr><w:ind w:left="567" w:right="567"/></w:pPr></w:style>\
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>\
<w:rPr><w:sz w:val="18"/></w:rPr></w:style>\
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>\
</w:style></w:styles>"""


def docx(talk: Talk) -> bytes:
    """The document; the same conversation always gives the same bytes."""
    body, notes = ET.Element(_w("body")), ET.Element(_w("footnotes"))
    for id, kind, mark in (("-1", "separator", "separator"), ("0", "continuationSeparator", "continuationSeparator")):
        note = ET.SubElement(notes, _w("footnote"), {_w("type"): kind, _w("id"): id})
        ET.SubElement(ET.SubElement(ET.SubElement(note, _w("p")), _w("r")), _w(mark))
    _paragraph(body, talk.title, "Title")
    for one in talk.asked:
        _paragraph(body, one.question, "Heading1")
        _paragraph(body, str(one.answer.get("text", "")))
        for quote in one.answer.get("quotes", ()):
            if not quote.get("verified"):
                _paragraph(body, f"A passage could not be verified: {quote.get('why', '')}.")
                continue
            number = str(len(notes) - 1)
            _note(notes, number, f"{note_of(quote)}. {place_of(quote)}")
            run = ET.SubElement(_paragraph(body, str(quote["text"]), "Quote"), _w("r"))
            ET.SubElement(ET.SubElement(run, _w("rPr")), _w("rStyle"), {_w("val"): "FootnoteReference"})
            ET.SubElement(run, _w("footnoteReference"), {_w("id"): number})
    document = ET.Element(_w("document"))
    document.append(body)
    parts = {
        "[Content_Types].xml": _TYPES, "_rels/.rels": _TOP, "word/_rels/document.xml.rels": _PARTS, "word/styles.xml": _STYLES,
        "word/document.xml": _xml(document), "word/footnotes.xml": _xml(notes),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode())
    return out.getvalue()


def claims(data: bytes, name: str) -> Iterator[Claim]:
    """Every paragraph that refers to a footnote with a place, or has the style of quotations; SettingError for what is no such document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body, notes = _part(archive, "word/document.xml", name), _part(archive, "word/footnotes.xml", name)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise SettingError(f"{name} is no document that Quoth exported: name one with its footnotes, or an answer saved from: quoth ask --json") from error
    texts = {note.get(_w("id"), ""): _text(note) for note in notes.iter(_w("footnote"))}
    for paragraph in body.iter(_w("p")):
        references = [node.get(_w("id"), "") for node in paragraph.iter(_w("footnoteReference"))]
        places = [found for id in references if (found := found_place(texts.get(id, "")))]
        style = paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")
        if places:
            yield Claim(_text(paragraph), places[-1][1].strip().removesuffix("."), places[-1][0])
        elif style is not None and style.get(_w("val"), "").startswith("Quot") and _text(paragraph).strip():
            yield Claim(_text(paragraph))


def written(text: Any) -> str:
    """The words as the document carries them: what XML cannot hold is replaced."""
    return _NOT_XML.sub("\ufffd", str(text))


def _part(archive: zipfile.ZipFile, part: str, name: str) -> ET.Element:
    with archive.open(part) as opened:
        data = opened.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise SettingError(f"{name} is too large or holds declarations that no exported document has: it was not read")
    try:
        return ET.fromstring(data)
    except ET.ParseError as error:
        raise SettingError(f"{name} is damaged: its {part} is no XML; export it again") from error


def _paragraph(body: ET.Element, text: str, style: str = "") -> ET.Element:
    paragraph = ET.SubElement(body, _w("p"))
    if style:
        ET.SubElement(ET.SubElement(paragraph, _w("pPr")), _w("pStyle"), {_w("val"): style})
    _run(paragraph, text)
    return paragraph


def _run(paragraph: ET.Element, text: str) -> None:
    run = ET.SubElement(paragraph, _w("r"))
    for number, line in enumerate(written(text).split("\n")):
        if number:
            ET.SubElement(run, _w("br"))
        ET.SubElement(run, _w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = line


def _note(notes: ET.Element, number: str, text: str) -> None:
    paragraph = _paragraph(ET.SubElement(notes, _w("footnote"), {_w("id"): number}), "", "FootnoteText")
    run = paragraph.find(_w("r"))
    if run is not None:
        run.clear()
        ET.SubElement(ET.SubElement(run, _w("rPr")), _w("rStyle"), {_w("val"): "FootnoteReference"})
        ET.SubElement(run, _w("footnoteRef"))
    _run(paragraph, f" {text}")


def _text(node: ET.Element) -> str:
    """The words of a paragraph or a note, a line break for each <w:br>; deleted text (w:delText) is none."""
    return "".join(
        "\n" if part.tag == _w("br") else "\t" if part.tag == _w("tab") else part.text or ""
        for part in node.iter()
        if part.tag in (_w("t"), _w("br"), _w("tab"))
    )


def _xml(node: ET.Element) -> str:
    ET.register_namespace("w", _W)
    return _HEAD + ET.tostring(node, encoding="unicode")


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"
