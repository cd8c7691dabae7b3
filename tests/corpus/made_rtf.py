"""RTF documents in the manner of those that Word, TextEdit and transcription services write. Everybody in them is made up."""

from __future__ import annotations

_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset204 Arial Cyr;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\*\cs10 Default Paragraph Font;}{\s15 Title;}{\s16 Transcript Speaker;}}"
)


def rtf(*body: str, info: str = "") -> bytes:
    """A document as Word writes it: its words must be ASCII."""
    held = rf"{{\info{info}}}" if info else ""
    return f"{_HEAD}{held}\n{''.join(body)}\n}}\n".encode("ascii")


def p(text: str, style: int = 0) -> str:
    """A paragraph of RTF."""
    return f"\\pard\\plain\\s{style} {text}\\par\n"


def b(text: str) -> str:
    """Words in bold."""
    return f"{{\\b {text}}}"


def row(*cells: str) -> str:
    """A row of a table."""
    return "\\trowd\\cellx2000\\cellx9000\n" + "".join(f"\\pard\\intbl {cell}\\cell\n" for cell in cells) + "\\row\n"


_LINK = r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt here}}'
_PICTURE = "{\\*\\bkmkstart a}{\\pict 00ff\naabb}"
MINUTES = rtf(
    r"{\header \pard\plain Board of Gates, confidential\par}" + "\n",
    p("Board of Gates", 15),
    p("7 June 2022"),
    p("1. Opening", 1),
    p(b("Mara Oduya:") + r" It\rquote s nearly complete, caf\'e9 and all, for \u8364?5.{\footnote \pard\plain As tabled.}"),
    p(r"We begin with the \{ninth\} gate,\line then the tides."),
    p(b("Piet Hain:") + r" Seven of nine {\deleted do not }leak{\v  secretly}{\strike  badly}, see " + _LINK + "."),
    p(b("Mara Oduya:") + r" {\f1 \'cf\'f0\'e8\'e2\'e5\'f2}" + _PICTURE + r", \u-10179?\u-8704? indeed.{\*\atnid A}{\*\annotation Really?}"),
    info=r"{\title Minutes}{\author Ann}{\creatim\yr2022\mo7\dy1\hr10}",
)
TEXTEDIT = (
    "{\\rtf1\\ansi\\ansicpg1252\\cocoartf2709\n\\cocoatextscaling0{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica-Bold;\\f1\\fswiss\\fcharset0 Helvetica;}\n"
    "{\\colortbl;\\red255\\green255\\blue255;}\n{\\*\\expandedcolortbl;;}\n\\pard\\tx720\\pardirnatural\\partightenfactor0\n\n"
    "\\f0\\b\\fs24 \\cf0 Mara Oduya:\n\\f1\\b0  Good morning \\'97 is it on?\\\n\\\n\\f0\\b Piet Hain:\n\\f1\\b0  It\\'92s on, \\uc0\\u381 ofia.\\\n\\\n"
    "\\f0\\b Mara Oduya:\n\\f1\\b0  Oh.\\\n}"
).encode("ascii")
SHEET = rtf(
    row("Time", "Speaker", "Text"),
    row("00:02", "Interviewer", "You kept the gates?"),
    row("00:05", "Mara Oduya", "For thirty years."),
    row("00:09", "Interviewer", "Why stop?"),
    row("00:12", "Mara Oduya", "My knees."),
)
SERVICE = rtf(
    p("Mara Oduya  0:00"), p("Good morning. It is the salt."), p(""), p("Piet Hain  0:08"), p("It always is."), p(""), p("Mara Oduya  0:12"), p("So it is."),
    p("Transcribed by https://otter.example"),
)  # fmt: skip
STYLED = rtf(p("Mara", 16), p("Is it on?"), p("Piet", 16), p("It is."), p("Mara", 16), p("Oh."))
