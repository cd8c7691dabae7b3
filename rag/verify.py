"""Proof: a quotation is read again from its file before anyone sees it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from corpus.errors import ReadError
from corpus.library import read_bytes
from corpus.readers import Reading
from corpus.transcript import Place, Transcript, cut
from rag.quote import Proof, Quote


class Verifier:
    """Reads source files below a folder again. The index is not asked: a proof needs the file alone."""

    def __init__(self, root: Path) -> None:
        """A verifier for the transcripts of the library at `root`."""
        self._root = root

    def quote(self, transcript: Transcript, place: Place) -> Quote:
        """The words at `place` with their speaker and proof; ValueError when the place is not in the transcript."""
        text = cut(transcript, place)
        return Quote(place, text, transcript.turns[place.turn].speaker, self.prove(transcript, place, text))

    def prove(self, transcript: Transcript, place: Place, text: str) -> Proof:
        """Whether the file still says `text` at `place`, under the speaker that the transcript names."""
        reading = self._again(transcript)
        why = reading if isinstance(reading, str) else _difference(reading, transcript, place, text)
        return Proof(not why, transcript.sha256, why)

    def transcript(self, transcript: Transcript) -> str:
        """Why the whole transcript is not what its file says; "" when it is."""
        reading = self._again(transcript)
        if isinstance(reading, str):
            return reading
        return "" if reading.turns == transcript.turns else f"{transcript.file} is read differently from what was indexed"

    def _again(self, transcript: Transcript) -> Reading | str:
        """The file read by the reader it was indexed with, or why that cannot be."""
        try:
            data = (self._root / transcript.file).read_bytes()
        except OSError as error:
            return f"{transcript.file} cannot be read: {error.strerror}"
        if hashlib.sha256(data).hexdigest() != transcript.sha256:
            return f"{transcript.file} has changed since it was indexed"
        try:
            return _read(data, transcript.file, transcript.reader)
        except ReadError as error:
            return str(error)


@lru_cache(maxsize=64)
def _read(data: bytes, name: str, reader: str) -> Reading:
    return read_bytes(data, name, reader)


def _difference(reading: Reading, transcript: Transcript, place: Place, text: str) -> str:
    """What the reading has otherwise at the place; "" when it has the same words by the same speaker."""
    if place.turn >= len(reading.turns):
        return f"{transcript.file} has no turn {place.turn}"
    turn = reading.turns[place.turn]
    if turn.text[place.span.start : place.span.end] != text:
        return f"{transcript.file} has other words at turn {place.turn}"
    if turn.speaker != transcript.turns[place.turn].speaker:
        return f"{transcript.file} gives turn {place.turn} to another speaker"
    return ""
