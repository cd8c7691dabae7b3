"""Rich Text Format (`.rtf`), as Word, WordPad, TextEdit and transcription services write it.

`rtf_words` reads it, `office` and `block_reading` find who speaks. striprtf is not used: it loses bold names, tables, footnotes, deleted
words and places. `lines` are numbers of paragraphs, which is what a person who opens the document can count.
"""

from __future__ import annotations

from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.office import Document, reading_of
from corpus.readers.rtf_words import DEEPEST, words_of

_MARK = b"{\\rtf"


class RtfReader:
    """Reads RTF documents, version 1."""

    name: str = "rtf/1"

    def recognises(self, source: Source) -> float:
        """0.9 for what begins as RTF does, else 0."""
        return 0.9 if source.data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_MARK) else 0.0

    def read(self, source: Source) -> Reading:
        """Turns by paragraphs; FormatError for what is no RTF, is cut off, nests too deep, or holds no speech."""
        if not self.recognises(source):
            raise FormatError(f"{source.name}: this does not begin as RTF does; save the document again as .rtf or .docx")
        told = words_of(source.data)
        if told.deep:
            raise FormatError(f"{source.name}: groups are nested more than {DEEPEST:,} deep, too deep for a transcript; save the document again")
        if told.cut_off:
            raise FormatError(f"{source.name}: the document is cut off: it ends before its groups do; get a whole copy of it")
        return reading_of(Document(told.words, [], " ".join(told.title.split())[:500], told.created), source.name)
