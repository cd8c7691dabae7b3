"""OpenDocument texts in the manner of those that LibreOffice and Google Docs write, part by part. Everybody in them is made up."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tests.corpus.made_docx import zipped

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("meta", "meta"))
) + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"' + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_AUTOMATIC = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Transcript_20_Speaker"/>'
)
_STYLES = (
    '<style:style style:name="Standard" style:family="paragraph"/>'
    '<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>'
    '<style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph" style:parent-style-name="Standard"/>'
    '<style:style style:name="Transcript_20_Speaker" style:display-name="Transcript Speaker" style:family="paragraph"/>'
)


def span(text: str, style: str = "T1") -> str:
    """Words of a style: T1 bold, T2 hidden, T3 struck through."""
    return f'<text:span text:style-name="{style}">{_cut(text)}</text:span>'


def p(*parts: str, style: str = "Standard") -> str:
    """A paragraph; a part that is no XML is plain words, with a line break for each "\\n" and a tab for each "\\t"."""
    return f'<text:p text:style-name="{style}">{"".join(part if part.startswith("<") else _cut(part) for part in parts)}</text:p>'


def h(text: str) -> str:
    """A heading."""
    return f'<text:h text:outline-level="1">{_cut(text)}</text:h>'


def table(*rows: Iterable[str]) -> str:
    """A table of cells, each a paragraph."""
    cells = ("".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in row) for row in rows)
    return f'<table:table><table:table-column/>{"".join(f"<table:table-row>{row}</table:table-row>" for row in cells)}</table:table>'


def odt(*body: str, header: str = "", meta: str = "", manifest: str = "", kind: str = "text") -> bytes:
    """A document: `header` is what stands above every page, `meta` the entries of its properties."""
    master = f"<office:master-styles><style:master-page><style:header>{header}</style:header></style:master-page></office:master-styles>"
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"{_HEAD}<office:document-content {_SPACES}><office:automatic-styles>{_AUTOMATIC}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>",
        "styles.xml": f"{_HEAD}<office:document-styles {_SPACES}><office:styles>{_STYLES}</office:styles>{master}</office:document-styles>",
        "meta.xml": f"{_HEAD}<office:document-meta {_SPACES}><office:meta>{meta}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
    }
    return zipped({name: text.encode() for name, text in parts.items()})


def _cut(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")


_DELETED = (
    '<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Piet Hain</dc:creator><dc:date>2022-06-08</dc:date>'
    f"</office:change-info>{p('He is late again.')}</text:deletion></text:changed-region></text:tracked-changes>"
)
_NOTE = f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>{p("As tabled.")}</text:note-body></text:note>'
MINUTES = odt(
    _DELETED,
    p("Board of Gates", style="P1"),
    p("7 June 2022"),
    f"<text:table-of-content><text:index-body>{p('1. Opening', style='Contents_20_1')}</text:index-body></text:table-of-content>",
    h("1. Opening"),
    p(span("Mara Oduya:"), " We are ", "<text:s text:c='2'/>", "nearly complete. The agenda is ", '<text:a href="x">here</text:a>', ".", span(" secret", "T2")),
    p("We begin with the gates,\nthen the tides."),
    p(span("Piet Hain:"), " Seven of nine ", span("do not", "T3"), "leak.", _NOTE),
    p(span("Mara Oduya:"), " Noted.", f"<office:annotation><dc:creator>Ann</dc:creator>{p('Really?')}</office:annotation>"),
    p(f"<draw:frame><svg:desc>A gate</svg:desc><draw:text-box>{p('The ninth gate')}</draw:text-box></draw:frame>"),
    header=p("Board of Gates, confidential"),
    meta="<dc:title>Minutes</dc:title><meta:creation-date>2022-07-01T10:00:00</meta:creation-date>",
)
SHEET = odt(
    table(
        ("Time", "Speaker", "Text"),
        ("00:02", "Interviewer", "You kept the gates?"),
        ("00:05", "Mara Oduya", "For thirty years."),
        ("00:09", "Interviewer", "Why stop?"),
        ("00:12", "Mara Oduya", "My knees."),
    )
)
OTTER = odt(
    p("Mara Oduya  0:00"), p("Good morning. It is the salt."), p(), p("Piet Hain  0:08"), p("It always is."), p(), p("Mara Oduya  0:12"), p("So it is."),
    p("Transcribed by https://otter.example"),
)  # fmt: skip
STYLED = odt(p("Mara", style="P2"), p("Is it on?"), p("Piet", style="P2"), p("It is."), p("Mara", style="P2"), p("Oh."))
