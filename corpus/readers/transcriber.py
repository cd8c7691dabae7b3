"""Transcriber (.trs): turns of speakers with their times, as broadcasts and interviews were long transcribed (https://trans.sourceforge.net).

A turn of two speakers at once is theirs together, and nobody's alone: the file does not say surely who of them says which word.
"""

from __future__ import annotations

import math

from corpus.readers import Reading, Source
from corpus.readers.joining import Time
from corpus.readers.titles import dated, one_line, readable_stem
from corpus.readers.xml_bytes import root_of
from corpus.readers.xml_names import by_identifier
from corpus.readers.xml_speech import Head, Voice, reading
from corpus.readers.xml_tree import Element, parse
from corpus.transcript import Speaker


class TranscriberReader:
    """Reads Transcriber, version 2."""

    name: str = "transcriber/2"

    def recognises(self, source: Source) -> float:
        """1 for a file whose root is Transcriber's, else 0."""
        return 1.0 if root_of(source) == "Trans" else 0.0

    def read(self, source: Source) -> Reading:
        """Turns with their speakers and times; FormatError for XML that cannot be read or in which nobody speaks."""
        document = parse(source)
        date, dates = dated((), source.name)
        recording = one_line(document.root.get("audio_filename"))
        notes = (f"the file names its recording: {recording[:100]}",) if recording else ()
        return reading(source, document, _Transcriber(document.root), Head(readable_stem(source.name), date, (*notes, *dates)))


class _Transcriber:
    """Transcriber as a dialect of speech in XML."""

    blocks = frozenset[str]()

    def __init__(self, root: Element) -> None:
        self._names = {held.get("id"): one_line(held.get("name")) for held in root.all("Speaker")}

    def voice(self, element: Element, _above: Element | None) -> Voice | None:
        """The speakers of a turn."""
        return Voice(self._speaker(element.get("speaker").split()), _time(element)) if element.tag == "Turn" else None

    def _speaker(self, identifiers: list[str]) -> Speaker:
        if len(identifiers) < 2:
            return by_identifier("".join(identifiers), self._names)
        return Speaker(" ".join(identifiers), ", ".join(self._names.get(part) or part for part in identifiers), "unknown")

    def moment(self, element: Element) -> float | None:
        """The time of a `Sync`."""
        return _seconds(element.get("time")) if element.tag == "Sync" else None

    def unsaid(self, element: Element, _above: Element | None) -> str:
        """Nothing of a turn: its events have no words of their own."""
        return "a list of topics or speakers" if element.tag in ("Topics", "Speakers") else ""


def _time(turn: Element) -> Time | None:
    start, end = _seconds(turn.get("startTime")), _seconds(turn.get("endTime"))
    return None if start is None else (start, end if end is not None and end >= start else None)


def _seconds(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return round(value, 3) if math.isfinite(value) and 0 <= value <= 1e9 else None
