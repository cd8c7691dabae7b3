"""A conversation as a Word document with real footnotes, by ECMA-376 (WordprocessingML); python-docx makes none."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

from rag.exports.place import begins, by_of, note_of, place_of
from rag.talks import Talk

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
<w:style w:type="paragraph" w:styleId="Speaker"><w:name w:val="Speaker"/><w:pPr><w:keepNext/><w:spacing w:before="200" w:after="60"/></w:pPr></w:style>\
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
        before = None
        for quote in one.answer.get("quotes", ()):
            if not quote.get("verified"):
                _paragraph(body, f"A passage could not be verified: {quote.get('why', '')}.")
                continue
            if begins(quote, before):
                _by(body, *by_of(quote))
            before, number = quote, str(len(notes) - 1)
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


def written(text: Any) -> str:
    """The words as the document carries them: what XML cannot hold is replaced."""
    return _NOT_XML.sub("\ufffd", str(text))


def _paragraph(body: ET.Element, text: str, style: str = "") -> ET.Element:
    paragraph = ET.SubElement(body, _w("p"))
    if style:
        ET.SubElement(ET.SubElement(paragraph, _w("pPr")), _w("pStyle"), {_w("val"): style})
    _run(paragraph, text)
    return paragraph


def _by(body: ET.Element, who: str, date: str) -> None:
    """The line above a quotation, the name in bold."""
    paragraph = _paragraph(body, who, "Speaker")
    run = paragraph[1]
    properties = ET.Element(_w("rPr"))
    ET.SubElement(properties, _w("b"))
    run.insert(0, properties)
    _run(paragraph, f", {date}")


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


def _xml(node: ET.Element) -> str:
    ET.register_namespace("w", _W)
    return _HEAD + ET.tostring(node, encoding="unicode")


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"
