"""Everything that can go wrong in a way a person can mend.

    QuothError                 one line on stderr, exit 2: what, where, what to do
    |- ReadError               a file could not be read as a transcript
    |  |- EncodingError        its bytes are not text in an encoding we know
    |  `- FormatError          it is text, but not a transcript we can read
    |- ListeningError          a recording could not be turned into a transcript
    |- LibraryError            a folder of transcripts is missing, empty or ambiguous
    |- IndexingError           an index could not be made
    |- IndexMissing            there is no index where one was looked for
    |- IndexBroken             the files of an index are not what its manifest says
    |- IndexStale              an index was made from something else (encoder, reader, passage rule, files)
    |- EncoderError            an encoder cannot be had, or cannot do what was asked of it
    |- ScopeError              a filter that names nothing in the library
    |- QuestionFileError       a question file or a run file that cannot be used
    `- SettingError            an option or a settings file that cannot be used

Anything else that is raised is a bug and shows its traceback.
"""

from __future__ import annotations


class QuothError(Exception):
    """A mistake a person can mend. Its text says what is wrong, where, and what to do about it, in one line."""

    def __str__(self) -> str:
        """The message with every run of white space (a path may hold a line break) shown as one space."""
        return " ".join(super().__str__().split())


class ReadError(QuothError):
    """A file could not be read as a transcript."""


class EncodingError(ReadError):
    """A file's bytes are not text in an encoding we know."""


class FormatError(ReadError):
    """A file is text, but not a transcript that a reader understands."""


class ListeningError(QuothError):
    """A recording could not be turned into a transcript."""


class LibraryError(QuothError):
    """A folder of transcripts is missing, empty or ambiguous."""


class IndexingError(QuothError):
    """An index could not be made."""


class IndexMissing(QuothError):
    """There is no index where one was looked for."""


class IndexBroken(QuothError):
    """The files of an index are not what its manifest says."""


class IndexStale(QuothError):
    """An index was made from something else than what it is opened with."""


class EncoderError(QuothError):
    """An encoder cannot be had, or cannot do what was asked of it."""


class ScopeError(QuothError):
    """A filter names nothing in the library."""


class QuestionFileError(QuothError):
    """A question file or a run file cannot be used."""


class SettingError(QuothError):
    """An option or a settings file cannot be used."""
