"""Word documents in the manner of those that programs and people make, written part by part. Everybody in them is made up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from html import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{properties}</w:style>'
    for id, name, based, properties in (
        ("Normal", "Normal", "", ""),
        ("Titel", "Title", "Normal", ""),
        ("Heading2", "heading 2", "Normal", "<w:rPr><w:b/></w:rPr>"),
        ("TOC1", "toc 1", "Normal", ""),
        ("Speaker", "Transcript Speaker", "Normal", ""),
        ("Fett", "Strong paragraph", "Normal", "<w:rPr><w:b/></w:rPr>"),
        ("Secret", "Secret", "Fett", "<w:rPr><w:vanish/></w:rPr>"),
    )
)


def r(text: str, properties: str = "") -> str:
    """A run; a line break for each "\\n", a tab for each "\\t"."""
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    parts = "".join("<w:br/>" if piece == "\n" else "<w:tab/>" if piece == "\t" else _t(piece) for piece in _cut(text))
    return f"<w:r>{held}{parts}</w:r>"


def b(text: str) -> str:
    """A run in bold."""
    return r(text, "<w:b/>")


def p(*runs: str, style: str = "") -> str:
    """A paragraph of runs; a string that is no XML is a plain run."""
    held = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{held}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def table(*rows: Iterable[str]) -> str:
    """A table; a cell that is no XML is a paragraph."""
    cells = ("".join(f"<w:tc><w:tcPr/>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(*body: str, core: str = "", **beside: str) -> bytes:
    """A document; `beside` are further parts by kind ("header", "footnotes", …), `core` the entries of its properties."""
    kinds = {"styles": f"<w:styles {_W}>{_STYLES}</w:styles>"} | {
        kind: f"<w:{_ROOTS[kind]} {_W}>{text}</w:{_ROOTS[kind]}>" for kind, text in beside.items()
    }
    relations = "".join(f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for at, kind in enumerate(kinds))
    relations += f'<Relationship Id="x" Type="{_OFFICE}/hyperlink" Target="https://example.org" TargetMode="External"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {_W}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        **{f"word/{kind}.xml": text for kind, text in kinds.items()},
    }
    if core:
        parts["docProps/core.xml"] = f'<cp:coreProperties xmlns:cp="a" xmlns:dc="b" xmlns:dcterms="c">{core}</cp:coreProperties>'
    return zipped({name: (_HEAD + text).encode() for name, text in parts.items()})


def zipped(parts: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, kind)
    return out.getvalue()


_ROOTS = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments"}


def _t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'


def _cut(text: str) -> list[str]:
    for sign in "\n\t":
        text = text.replace(sign, f"\0{sign}\0")
    return [piece for piece in text.split("\0") if piece]


TEAMS = docx(
    p("Gates and Tides-20230405_090000-Meeting Recording"),
    p("April 5, 2023, 9:00AM"),
    p("45m 3s"),
    p(r("")),
    p(r("\ue000"), b("Mara Oduya"), r(" started transcription")),
    p(b("Mara Oduya"), r("   0:03"), r("\nGood morning, everyone. Shall we begin?")),
    p(b("Hain, Piet"), r("   0:08"), r("\nPlease.")),
    p(b("Mara Oduya"), r("   1:02:09"), r("\nThen: the seventh gate.")),
    p(b("Hain, Piet"), r("   1:02:15"), r("\nIt leaks.")),
    p(b("Mara Oduya"), r(" stopped transcription")),
)
OLD_TEAMS = docx(
    p("0:0:0.0 --> 0:0:3.540\nMara Oduya\nGood morning."),
    p("0:0:3.540 --> 0:0:5.100\nMara Oduya\nShall we begin?"),
    p("0:0:6.0 --> 0:0:7.0\nPiet Hain (Guest)\nPlease."),
    p("0:0:7.5 --> 0:0:9.0\nMara Oduya\nThen let us."),
)
OTTER = docx(
    p("Gates and tides", style="Titel"),
    p("Wed, Apr 05, 2023 9:00AM • 45:03"),
    p("SUMMARY KEYWORDS", style="Heading2"),
    p("gate, tide, salt, knees"),
    p("SPEAKERS", style="Heading2"),
    p("Mara Oduya, Piet Hain"),
    p(b("Mara Oduya"), r("  00:00")),
    p("Good morning. It is the salt."),
    p(b("Piet Hain"), r("  00:08")),
    p("It always is."),
    p(b("Mara Oduya"), r("  00:12")),
    p("So it is."),
    p("Transcribed by https://otter.example"),
)
MINUTES = docx(
    p("Board of Gates", style="Titel"),
    p("7 June 2022"),
    p("1. Opening\t1", style="TOC1"),
    p("1. Opening", style="Heading2"),
    p(b("Mara Oduya:"), r(" We are "), '<w:ins w:id="1" w:author="x">' + r("nearly ") + "</w:ins>", r("complete. ")
      + '<w:del w:id="2" w:author="x"><w:r><w:delText>Piet is late.</w:delText></w:r></w:del>', r("secret", "<w:vanish/>"),
      '<w:hyperlink r:id="x" xmlns:r="y">' + r("The agenda") + "</w:hyperlink>", r(" is here."), r('<w:footnoteReference w:id="2"/>'[0:0])),
    p("We begin with the gates,\nthen the tides."),
    p("2. Gates", style="Heading2"),
    p(b("Piet Hain"), b(":"), r(" Seven of nine "), r("do not ", "<w:strike/>"), r("leak.")),
    p(b("Mara Oduya:"), r(" Noted.")),
    core="<dc:title>Microsoft Word - minutes</dc:title><dcterms:created>2022-06-09T10:00:00Z</dcterms:created>",
    header=p("Board of Gates, confidential"),
    footer=p("Page 1"),
    footnotes=f'<w:footnote w:id="2">{p("As tabled.")}</w:footnote>',
)  # fmt: skip
SHEET = docx(
    p("Interview 12"),
    table(
        ("Timespan", "Content", "Speaker"),
        ("0:00:02 - 0:00:05", "You kept the gates?", "Interviewer"),
        ("0:00:05 - 0:00:09", p("For thirty years.") + p("And one."), "Mara Oduya"),
        ("0:00:09 - 0:00:12", "Why stop?", "Interviewer"),
        ("0:00:12 - 0:00:14", "My knees.", "Mara Oduya"),
    ),
)
STYLED = docx(*(p(name, style="Speaker") + p(words) for name, words in (("Mara", "Is it on?"), ("Piet", "It is."), ("Mara", "Oh."))))
DICTATED = docx(
    p("Transcript", style="Heading2"),
    p("00:00:03 Speaker 1\nIs it on?"),
    p("00:00:05 Speaker 2\nIt is."),
    p("00:00:09 Speaker 1\nOh."),
)
