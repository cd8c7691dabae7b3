"""Proof: a quotation is read again from its file before anyone sees it.

The file's bytes are read and their SHA-256 is taken for every single proof. What a reader makes of the same bytes is the
same each time, so a file that was once read exactly as its transcript was indexed is not parsed again while its bytes stay.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from corpus.errors import ReadError
from corpus.library import read_bytes
from corpus.readers import Reading
from corpus.transcript import Place, Transcript, Turn, cut
from rag.quote import Proof, Quote


class Verifier:
    """Reads source files below a folder again. The index is not asked: a proof needs the file alone."""

    def __init__(self, root: Path) -> None:
        """A verifier for the transcripts of the library at `root`."""
        self._root = root
        # By file: the bytes (their SHA-256), the reader, and the turns that they were found to hold.
        self._agreed: dict[str, tuple[str, str, tuple[Turn, ...]]] = {}

    def quote(self, transcript: Transcript, place: Place) -> Quote:
        """The words at `place` with their speaker and proof; ValueError when the place is not in the transcript."""
        text = cut(transcript, place)
        return Quote(place, text, transcript.turns[place.turn].speaker, self.prove(transcript, place, text))

    def prove(self, transcript: Transcript, place: Place, text: str) -> Proof:
        """Whether the file still says `text` at `place`, under the speaker that the transcript names."""
        turns = self._again(transcript)
        why = turns if isinstance(turns, str) else _difference(turns, transcript, place, text)
        return Proof(not why, transcript.sha256, why)

    def transcript(self, transcript: Transcript) -> str:
        """Why the whole transcript is not what its file says; "" when it is."""
        turns = self._again(transcript)
        if isinstance(turns, str):
            return turns
        return "" if turns == transcript.turns else f"{transcript.file} is read differently from what was indexed"

    def _again(self, transcript: Transcript) -> tuple[Turn, ...] | str:
        """The turns that the file holds by the reader it was indexed with, or why that cannot be told."""
        try:
            data = (self._root / transcript.file).read_bytes()
        except OSError as error:
            return f"{transcript.file} cannot be read: {error.strerror}"
        if hashlib.sha256(data).hexdigest() != transcript.sha256:
            return f"{transcript.file} has changed since it was indexed"
        sha256, reader, agreed = self._agreed.get(transcript.file, ("", "", ()))
        # Told by identity: to compare thousands of turns takes as long as to read them.
        if agreed is transcript.turns and (sha256, reader) == (transcript.sha256, transcript.reader):
            return agreed
        try:
            turns = _read(data, transcript.file, transcript.reader).turns
        except ReadError as error:
            return str(error)
        if turns == transcript.turns:
            self._agreed[transcript.file] = (transcript.sha256, transcript.reader, transcript.turns)
        return turns


@lru_cache(maxsize=64)
def _read(data: bytes, name: str, reader: str) -> Reading:
    return read_bytes(data, name, reader)


def _difference(turns: tuple[Turn, ...], transcript: Transcript, place: Place, text: str) -> str:
    """What the turns have otherwise at the place; "" when they have the same words by the same speaker."""
    if place.turn >= len(turns):
        return f"{transcript.file} has no turn {place.turn}"
    turn = turns[place.turn]
    if turn.text[place.span.start : place.span.end] != text:
        return f"{transcript.file} has other words at turn {place.turn}"
    if turn.speaker != transcript.turns[place.turn].speaker:
        return f"{transcript.file} gives turn {place.turn} to another speaker"
    return ""
