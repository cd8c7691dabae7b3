"""The plain values every room speaks in: a transcript, its turns, their speakers, and places in their words.

Owns no files and no rules; all values are frozen. Two kinds of offset never mix: `Span` counts code points of one
turn's text (Python string indices), `ByteSpan` counts bytes of the source file. Both are half-open.
"""

from __future__ import annotations

import bisect
import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

SpeakerKind = Literal["person", "role", "unknown"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in one turn's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Raise ValueError for a range that runs backwards or starts before the text."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def cut(self, text: str) -> str:
        """The characters of `text` at this place; ValueError if the text ends before the span does."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}..{self.end} lies beyond a text of {len(text)} characters")
        return text[self.start : self.end]

    def __len__(self) -> int:
        """The number of code points."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, order=True)
class ByteSpan:
    """A half-open range of bytes in a source file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose turn it is.

    `label` is what the file says, note included ("Question (translated from Farsi)"); `name` is the label without its
    note ("Question"); `note` keeps its brackets ("(translated from Farsi)"), empty when there is none. `kind` is
    "person" for a name, "role" for a label that stands for many people ("Question", "MODERATOR") and "unknown" for a
    number or nothing at all ("Speaker 2"). `inferred` says that the label was not on the turn itself.
    """

    label: str
    name: str
    kind: SpeakerKind
    note: str = ""
    inferred: bool = False


_UNITS = {"docx": "paragraph", "odt": "paragraph", "rtf": "paragraph", "pdf": "page"}

NOBODY = Speaker(label="", name="", kind="unknown")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go.

    `index` is the 0-based number of the turn in its transcript. `lines` is the 1-based inclusive range of source
    lines, `bytes` the half-open byte range of the source file, each None where the format has no such place. `time`
    is (start, end) in seconds as the file gives them, or None: never invented. Where a format has no lines but other
    places that count from 1, `lines` are those: see `unit_of`. `pieces` are the captions, words or phrases that were joined
    into the turn, each as (where it begins in `text`, its start in seconds or None), the first at 0; empty for a turn of one.
    """

    index: int
    speaker: Speaker
    text: str
    lines: tuple[int, int] | None = None
    bytes: ByteSpan | None = None
    time: tuple[float, float | None] | None = None
    pieces: tuple[tuple[int, float | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Source lines (1-based, inclusive) that are in no turn, and why."""

    lines: tuple[int, int]
    why: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """One file as it was read.

    `id` is its path in the library without suffix (with it where two files differ only in suffix). `sha256` is the
    hex digest of the file's bytes. `reader` names the reader with its version ("plain/1"). `date` is None where the
    file gives none or an ambiguous one. `accounted` is the share of non-blank source lines (of text-bearing nodes
    in a structured format) that are in a turn or in `skipped`; a reader that works gives 1.0. `notes` are remarks of
    the reader for a person ("read as Windows-1252"). `turns` is a tuple, or stands for one that is read when it is looked at.
    """

    id: str
    title: str
    date: datetime.date | None
    sha256: str
    reader: str
    turns: Sequence[Turn]
    skipped: tuple[Skipped, ...] = ()
    media: str | None = None
    accounted: float = 1.0
    notes: tuple[str, ...] = ()
    file: str = ""
    confidence: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Words of one turn: where a quotation lies. The text is always cut from here, never kept beside it."""

    transcript: str
    turn: int
    span: Span = field(default_factory=lambda: Span(0, 0))


def unit_of(reader: str) -> str:
    """What `Turn.lines` counts in a file that `reader` ("docx/1") reads: "line", in documents of office programs "paragraph", in PDF "page"."""
    return _UNITS.get(reader.partition("/")[0], "line")


def where(lines: tuple[int, int], unit: str, dash: str = "–") -> str:
    """Lines in words: "line 5", "paragraphs 5–9"."""
    first, last = lines
    return f"{unit} {first}" if first == last else f"{unit}s {first}{dash}{last}"


def spoken_at(turn: Turn, span: Span) -> tuple[float, float | None] | None:
    """When the words at `span` of a turn are spoken, in seconds, as closely as the file tells; None where it does not.

    From where the piece starts that they begin in, to where the next piece with a time behind them does, else to the end of the turn. A turn
    without pieces, or a piece without a time, has the time of the turn.
    """
    at = bisect.bisect_right(turn.pieces, span.start, key=_offset) - 1
    start = turn.pieces[at][1] if at >= 0 else None
    if start is None:
        return turn.time
    after = max(bisect.bisect_left(turn.pieces, span.end, key=_offset), at + 1)
    end = next((begin for _, begin in turn.pieces[after:] if begin is not None), turn.time[1] if turn.time else None)
    return start, end if end is not None and end >= start else None


def _offset(piece: tuple[int, float | None]) -> int:
    return piece[0]


def cut(transcript: Transcript, place: Place) -> str:
    """The words at `place`; ValueError when it is not a place of this transcript."""
    if place.transcript != transcript.id or not 0 <= place.turn < len(transcript.turns):
        raise ValueError(f"{place} is not in transcript {transcript.id!r}")
    return place.span.cut(transcript.turns[place.turn].text)
