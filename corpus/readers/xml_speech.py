"""Speech in XML that marks it: a dialect says which element begins a speech and whose, and which are not said; the rest is the same.

Blocks (paragraphs, lines of verse) are parted by a line break, every other run of blanks is one space. An element that is not said
is left out of the words around it, and has its reason.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field, replace
from typing import Protocol

from corpus.decoding import character_notes, clean
from corpus.errors import FormatError
from corpus.readers import Reading, Source
from corpus.readers.joining import Time, Utterance, join
from corpus.readers.xml_ledger import Ledger
from corpus.readers.xml_tree import Document, Element, Text, squeezed
from corpus.transcript import ByteSpan, Speaker, Turn

OUTSIDE = "outside of a speech"
HEADING = "heading"
GAP = "a gap in the record"
NAME = "the speaker's name"
COMMENT = "a comment"
EDITED = "what an editor puts for the words"
_TIED, _GAP, _TIME = "\0", "\1", "\2"  # no XML file can hold any
_JOINT = re.compile(r"\0[ \t\r\n]*")
"""After a word that is written together with the next one (TEI `join="right"`), blanks are only layout."""
_BLANKS = " \t\r\n"
_OPENS = re.compile(r"\x01+(?=[^\W_]|[(\[“‘«„¿¡])")
"""Where something was left out between two words, they stay two words."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who begins to speak at an element, and when in the recording where the file says so."""

    speaker: Speaker
    time: Time | None = None


class Dialect(Protocol):
    """What an XML format calls things. `above` is the element that the one in question stands in."""

    blocks: frozenset[str]
    """Elements that stand on lines of their own."""

    def voice(self, element: Element, above: Element | None) -> Voice | None:
        """The speaker, where a speech begins with this element; None where whoever speaks goes on."""

    def unsaid(self, element: Element, above: Element | None) -> str:
        """Why nothing in this element is said; "" where it may be. Where that is `HEADING` or `GAP`, no turn goes on after it."""

    def moment(self, element: Element) -> float | None:
        """The second at which the words behind this element, in a speech, are spoken; None where it is no mark of a time."""


@dataclass(slots=True)
class _Speech:
    """A speech that is being heard: the paragraphs so far, the pieces of the one that is open, and where it lies."""

    voice: Voice
    first: tuple[int, int] | None
    """Byte and line of its beginning; None, after it was interrupted, until it goes on."""
    last: tuple[int, int] = (0, 0)
    paragraphs: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    """Of the marks of times in `pieces`."""
    times: list[tuple[int, float | None]] = field(default_factory=list)
    """Of the paragraphs, as in `Turn.pieces`."""
    length: int = 0

    def end_block(self) -> None:
        raw = _OPENS.sub(" ", _JOINT.sub("", "".join(self.pieces))).replace(_GAP, "")
        words, places = _timed(raw) if self.moments else (squeezed(raw), [])
        if words.strip():
            self.times += [(self.length + at, self.moments[mark]) for mark, at in places]
            self.paragraphs.append(words)
            self.length += len(words) + 1
        self.pieces.clear()
        self.moments.clear()


def _timed(raw: str) -> tuple[str, list[tuple[int, int]]]:
    """The words of a block that holds marks of times, and, for each mark with words behind it, its number and where these begin."""
    out: list[str] = []
    places: list[tuple[int, int]] = []
    length, blank = 0, False
    for number, part in enumerate(raw.split(_TIME)):
        words = squeezed(part)
        if words:
            gap = " " if out and (blank or part[0] in _BLANKS) else ""
            length += len(gap)
            places += [(number - 1, length)] if number else []
            out.append(gap + words)
            length += len(words)
            blank = part[-1] in _BLANKS
        else:
            blank = blank or bool(part)
    return "".join(out), places


class _Listener:
    """Walks a document once, and keeps what is said, section by section."""

    def __init__(self, dialect: Dialect, ledger: Ledger) -> None:
        self.sections: list[list[Utterance]] = [[]]
        self._dialect, self._ledger = dialect, ledger

    def visit(self, element: Element, above: Element | None, speech: _Speech | None) -> None:
        moment = self._dialect.moment(element) if speech else None
        if speech and moment is not None:
            speech.pieces.append(_TIME)
            speech.moments.append(moment)
        why = COMMENT if element.tag == "#comment" else self._dialect.unsaid(element, above)
        if why:
            self._pass_over(element, why, speech)
            return
        voice = self._dialect.voice(element, above)
        if voice:
            if speech:
                self._said(speech)
            inner: _Speech | None = _Speech(voice, (element.start, element.first_line))
        else:
            inner = speech
        block = inner is not None and element.tag in self._dialect.blocks
        if block and inner:
            inner.end_block()
        self._children(element, inner)
        if block and inner:
            inner.end_block()
        if voice and inner:
            inner.last = (element.end, element.last_line)
            self._said(inner)

    def _pass_over(self, element: Element, why: str, speech: _Speech | None) -> None:
        self._ledger.skip(element, why)
        if speech:
            speech.pieces.append("" if why == EDITED else _GAP)
        elif why in (HEADING, GAP) and self.sections[-1]:
            self.sections.append([])

    def _children(self, element: Element, speech: _Speech | None) -> None:
        for child in element.children:
            if isinstance(child, Element):
                self.visit(child, element, speech)
                if speech and child.get("join") in ("right", "both"):
                    speech.pieces.append(_TIED)
            elif isinstance(child, str):
                if speech:
                    speech.pieces.append(child)
            elif speech is None:
                self._ledger.skip(child, OUTSIDE)
            else:
                self._hear(child, speech)

    def _hear(self, text: Text, speech: _Speech) -> None:
        self._ledger.say(text)
        speech.pieces.append(text.text)
        speech.first = speech.first or (text.bytes.start, text.lines[0])
        speech.last = (text.bytes.end, text.lines[1])

    def _said(self, speech: _Speech) -> None:
        """Puts down what was heard of a speech, and makes ready for more of it."""
        speech.end_block()
        text = clean("\n".join(speech.paragraphs))
        if text.strip() and speech.first:
            (start, line), (end, last) = speech.first, speech.last
            times = tuple(speech.times) if len(text) == speech.length - 1 else ()  # characters were left out: places are others
            self.sections[-1].append(Utterance(speech.voice.speaker, True, text, (line, last), ByteSpan(start, end), speech.voice.time, times))
        speech.first = None
        speech.paragraphs.clear()
        speech.times.clear()
        speech.length = 0


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of itself: its title and date ("" and None where it says none), and remarks."""

    title: str
    date: datetime.date | None
    notes: tuple[str, ...] = ()


def reading(source: Source, document: Document, dialect: Dialect, head: Head) -> Reading:
    """All that is said in a document as turns, all else as skipped; FormatError for one in which nobody speaks."""
    ledger = Ledger(document.root)
    listener = _Listener(dialect, ledger)
    listener.visit(document.root, None, None)
    turns = in_sections(listener.sections)
    if not turns:
        raise FormatError(f"{source.name}: nobody speaks in this file; put a transcript into it or take it out")
    return Reading(
        title=head.title,
        date=head.date,
        turns=turns,
        skipped=ledger.skipped(),
        accounted=ledger.accounted(),
        notes=(*document.notes, *character_notes("\n".join(turn.text for turn in turns)), *head.notes),
    )


def in_sections(sections: list[list[Utterance]], between: str = "\n") -> tuple[Turn, ...]:
    """The turns of all sections, numbered through; no turn goes on from one section to the next."""
    found = (turn for section in sections for turn in join(section, between=between))
    return tuple(replace(turn, index=index) for index, turn in enumerate(found))
