"""The table of formats, and the choice of a reader for a file.

To add a format: one module with a class that meets `corpus.readers.Reader`, one entry in `READERS`;
`tests/contracts/test_readers.py` then holds it to the same laws as every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from corpus.errors import EncodingError, FormatError
from corpus.readers import Reader, Reading, Source
from corpus.readers.looks import looks_like


@dataclass(frozen=True, slots=True)
class Format:
    """A format as a reader of its own. What reads it is imported when it is needed: a question about PDF files loads no parser of chats."""

    name: str
    """The reader's own name and version."""
    title: str
    """The format, for people."""
    where: str
    """Where the reader is: "module.name" below `corpus.readers`."""

    def recognises(self, source: Source) -> float:
        """See `Reader.recognises`."""
        return reader_at(self.where).recognises(source)

    def read(self, source: Source) -> Reading:
        """See `Reader.read`."""
        return reader_at(self.where).read(source)


@cache
def reader_at(where: str) -> Reader:
    """The reader at `where`, one for all: an instance as it stands, one made of a class."""
    module, _, name = where.rpartition(".")
    held = getattr(import_module(f"corpus.readers.{module}"), name)
    reader: Reader = held() if isinstance(held, type) else held
    return reader


READERS: tuple[Format, ...] = (
    Format("native/3", "native JSON", "native.NativeReader"),
    Format("speech/5", "JSON of speech recognisers", "speech.SpeechReader"),
    Format("webvtt/6", "WebVTT captions", "webvtt.WEBVTT"),
    Format("subrip/6", "SubRip captions", "subrip.SUBRIP"),
    Format("sbv/6", "SBV captions", "subrip.SBV"),
    Format("substation/2", "SubStation captions", "substation.SubStationReader"),
    Format("plain/5", "plain text with speaker labels", "plain.PlainReader"),
    Format("chatjson/3", "JSON of chats", "chat_json.ChatReader"),
    Format("chattext/3", "chats saved as text", "chat_text.ChatTextReader"),
    Format("tei/2", "TEI", "tei.TeiReader"),
    Format("akomantoso/2", "Akoma Ntoso", "akoma.AkomaNtosoReader"),
    Format("parlparse/2", "ParlParse", "parlparse.ParlParseReader"),
    Format("hansard-ca/2", "Canadian Hansard", "hansard_ca.CanadaReader"),
    Format("ttml/3", "TTML captions", "ttml.TtmlReader"),
    Format("elan/2", "ELAN", "elan.ElanReader"),
    Format("textgrid/2", "Praat TextGrid", "textgrid.TextGridReader"),
    Format("cha/2", "CHAT (TalkBank)", "chat_format.ChatFormatReader"),
    Format("exmaralda/2", "EXMARaLDA", "exmaralda.ExmaraldaReader"),
    Format("transcriber/2", "Transcriber", "transcriber.TranscriberReader"),
    Format("ohms/1", "OHMS (oral history)", "ohms.OhmsReader"),
    Format("html/3", "saved web pages", "html.HtmlReader"),
    Format("docx/3", "Word documents", "docx.DocxReader"),
    Format("odt/1", "OpenDocument texts", "odt.OdtReader"),
    Format("rtf/1", "Rich Text Format", "rtf.RtfReader"),
    Format("pdf/3", "PDF with text", "pdf.PdfReader"),
)


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
        formats = ", ".join(reader.title for reader in READERS)
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
