"""What the control words of RTF are called (Microsoft, Rich Text Format Specification 1.9.1): signs, parts of a document, encodings."""

from __future__ import annotations

import codecs

SIGNS = {
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": " ", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "ltrmark": "\u200e", "rtlmark": "\u200f", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
SYMBOLS = {"\\": "\\", "{": "{", "}": "}", "~": "\u00a0", "_": "\u2011", "\t": "\t"}
"""What stands behind a backslash as itself; `\\-`, a hyphen that may be, is none."""
APART = {
    "header": "header of the page", "headerl": "header of the page", "headerr": "header of the page", "headerf": "header of the page",
    "footer": "footer of the page", "footerl": "footer of the page", "footerr": "footer of the page", "footerf": "footer of the page",
    "footnote": "footnote", "annotation": "comment", "atnid": "comment", "atnauthor": "comment", "shptxt": "text box", "fldinst": "code of a field",
    "listtext": "number of a list", "pntext": "number of a list", "xe": "entry of an index", "tc": "entry of an index", "rxe": "entry of an index",
}  # fmt: skip
"""Parts of a document whose words nobody says, each with why."""
SETTINGS = frozenset(
    "fonttbl colortbl stylesheet info pict objdata objclass objname themedata colorschememapping datastore latentstyles listtable "  # noqa: SIM905
    "listoverridetable revtbl rsidtbl generator mmathPr xmlnstbl filetbl template bkmkstart bkmkend atrfstart atrfend atndate atnref sp "
    "nonshppict shprslt blipuid pgptbl protusertbl userprops docvar fontemb falt panose do ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn".split()
)
"""Parts that hold no words of the document. Of any other part that a program may pass over (`\\*`) the same is believed."""
KEPT = frozenset({*APART, "ud", "shpinst", "shppict", "nesttableprops"})
"""Parts that are no settings though a program may pass over them."""
PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
"""Encodings of whole documents."""
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip


def codec_of_charset(charset: int) -> str:
    """The encoding of a font's character set; "" where it is that of the document."""
    return _CHARSETS.get(charset, "")


def codec_of_page(page: int) -> str:
    """The encoding called a code page; Windows-1252 for one that Python does not know."""
    name = {65001: "utf-8", 10000: "mac_roman", 936: "gbk", 950: "big5"}.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
