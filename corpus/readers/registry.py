"""The table of formats, and the choice of a reader for a file.

To add a format: one module with a class that meets `corpus.readers.Reader`, one entry in `READERS`;
`tests/contracts/test_readers.py` then holds it to the same laws as every other.
"""

from __future__ import annotations

from corpus.errors import EncodingError, FormatError
from corpus.readers import Reader, Source
from corpus.readers.akoma import AkomaNtosoReader
from corpus.readers.chat_format import ChatFormatReader
from corpus.readers.chat_json import ChatReader
from corpus.readers.chat_text import ChatTextReader
from corpus.readers.docx import DocxReader
from corpus.readers.elan import ElanReader
from corpus.readers.exmaralda import ExmaraldaReader
from corpus.readers.hansard_ca import CanadaReader
from corpus.readers.html import HtmlReader
from corpus.readers.looks import looks_like
from corpus.readers.native import NativeReader
from corpus.readers.parlparse import ParlParseReader
from corpus.readers.pdf import PdfReader
from corpus.readers.plain import PlainReader
from corpus.readers.speech import SpeechReader
from corpus.readers.subrip import SBV, SUBRIP
from corpus.readers.tei import TeiReader
from corpus.readers.textgrid import TextGridReader
from corpus.readers.transcriber import TranscriberReader
from corpus.readers.ttml import TtmlReader
from corpus.readers.webvtt import WEBVTT

XML: tuple[Reader, ...] = (TeiReader(), AkomaNtosoReader(), ParlParseReader(), CanadaReader(), TtmlReader())
CORPORA: tuple[Reader, ...] = (ElanReader(), TextGridReader(), ChatFormatReader(), ExmaraldaReader(), TranscriberReader())
DOCUMENTS: tuple[Reader, ...] = (HtmlReader(), DocxReader(), PdfReader())
CHATS: tuple[Reader, ...] = (ChatReader(), ChatTextReader())
READERS: tuple[Reader, ...] = (NativeReader(), SpeechReader(), WEBVTT, SUBRIP, SBV, PlainReader(), *CHATS, *XML, *CORPORA, *DOCUMENTS)
_FORMATS = {
    "native": "native JSON",
    "speech": "JSON of speech recognisers",
    "webvtt": "WebVTT captions",
    "subrip": "SubRip captions",
    "sbv": "SBV captions",
    "tei": "TEI",
    "akomantoso": "Akoma Ntoso",
    "parlparse": "ParlParse",
    "docx": "Word documents",
    "hansard-ca": "Canadian Hansard",
    "html": "saved web pages",
    "elan": "ELAN",
    "textgrid": "Praat TextGrid",
    "exmaralda": "EXMARaLDA",
    "transcriber": "Transcriber",
    "cha": "CHAT (TalkBank)",
    "ttml": "TTML captions",
    "chatjson": "JSON of chats",
    "chattext": "chats saved as text",
    "pdf": "PDF with text",
    "plain": "plain text with speaker labels",
}


def choose(source: Source) -> Reader:
    """The reader that recognises the source most surely; see `recognised`."""
    return recognised(source)[0]


def recognised(source: Source) -> tuple[Reader, float]:
    """The reader that recognises the source most surely, and how surely (0 to 1); between equals, the one that stands first in `READERS`.

    Raises FormatError when none does, naming what the file looks like and what is read; EncodingError when its bytes
    are no text.
    """
    if not source.data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise FormatError(f"{source.name}: the file is empty; put a transcript into it or take it out")
    sure, reader, refusal = 0.0, READERS[0], None
    for candidate in READERS:
        try:
            found = candidate.recognises(source)
        except EncodingError as error:  # no text to this one; a binary format, or a page with an encoding of its own, to another
            refusal = refusal or error
            continue
        if found > sure:
            sure, reader = found, candidate
    if sure <= 0 and refusal:
        raise refusal
    if sure <= 0:
        formats = ", ".join(_FORMATS.get(reader.name.partition("/")[0], reader.name) for reader in READERS)
        raise FormatError(f"{source.name}: {looks_like(source)}; formats read: {formats}")
    return reader, sure


def of_format(name: str) -> Reader:
    """The reader of the format called `name` ("plain", "webvtt"); FormatError, naming them all, when there is none."""
    for reader in READERS:
        if name in (reader.name, reader.name.partition("/")[0]):
            return reader
    raise FormatError(f"there is no format {name!r}; there are {', '.join(sorted(reader.name.partition('/')[0] for reader in READERS))}")


def named(name: str) -> Reader:
    """The very reader `name` ("plain/1"); FormatError when this version of Quoth has no such reader."""
    for reader in READERS:
        if reader.name == name:
            return reader
    here = ", ".join(reader.name for reader in READERS)
    raise FormatError(f"no reader {name!r} in this version of Quoth (there are {here}); read the file anew with `quoth index`")
