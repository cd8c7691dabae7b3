"""Transcripts, libraries and encoders made by hand: what the index tests are about, without files or readers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.library import Library, Unreadable
from corpus.transcript import Speaker, Transcript, Turn
from embeddings.encoders import Report, Vectors, silent
from embeddings.encoders.hashed import HashedEncoder
from embeddings.snapshot import Snapshot

READERS = {"plain": "plain/1"}

COUNCIL = (
    ("Ada Brook", "The harbour wall is to be raised by forty centimetres. The work begins in April and ends before the autumn storms."),
    ("Question", "Who pays for the harbour wall, and how much does the town itself have to find?"),
    ("Ada Brook", "The ministry pays two thirds. The town finds the rest out of the mooring fees, which rise by a tenth."),
    ("Jon Vale", "Mm-hmm."),
    ("Jon Vale", "I should like it minuted that the fishermen were not asked before the fees were raised."),
)
BUDGET = (
    ("Mira Sund", "The library stays open on Saturdays, and nobody on the staff loses hours because of it."),
    ("Jon Vale", "And where does the money for the Saturdays come from?"),
    ("Mira Sund", "From the sale of the old depot, which brought in more than the valuer had told us to expect."),
)


def transcript(id: str, turns: Sequence[tuple[str, str]], reader: str = "plain/1") -> Transcript:
    """A transcript of (speaker, text) turns; its SHA-256 is that of the words, so that other words are another file."""
    made = tuple(Turn(i, Speaker(name, name, "role" if name == "Question" else "person"), text) for i, (name, text) in enumerate(turns))
    return Transcript(id, id, None, hashlib.sha256(repr(turns).encode()).hexdigest(), reader, made, file=f"{id}.txt")


def library(*transcripts: Transcript, unreadable: tuple[Unreadable, ...] = ()) -> Library:
    return Library(Path("unused"), tuple(sorted(transcripts, key=lambda held: held.id)), unreadable)


def town() -> Library:
    return library(transcript("budget", BUDGET), transcript("council", COUNCIL))


def village() -> Library:
    """Another library: one transcript less and one that says something else."""
    return library(transcript("council", [*COUNCIL[:3], ("Ada Brook", "The gate will be closed at night from now on, by order.")]))


def numbered(number: int) -> Library:
    """A library whose every turn ends with that number."""
    return library(
        transcript("wall", [("Ada Brook", f"The ministry pays for the wall, says {number}"), ("Jon Vale", f"Who pays for the wall is in paper {number}")]),
        transcript("books", [("Mira Sund", f"When does the library open, asks {number}"), ("Jon Vale", f"The library does open at nine, says {number}")]),
    )


class CountingEncoder(HashedEncoder):
    """The hashed encoder, remembering every text it was asked to encode."""

    def __init__(self, name: str = "hashed", dimension: int = 64, limit: int = 60) -> None:
        super().__init__(dimension, limit)
        self.identity = replace(self.identity, name=name)
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        self.seen.extend(texts)
        return super().encode(texts, report)


def nearest_words(snapshot: Snapshot, question: str) -> str:
    """The words of the place nearest to `question`: what asking the index comes down to."""
    vector = HashedEncoder(snapshot.vectors.shape[1]).encode([question])[0]
    row = snapshot.table[snapshot.index.search(vector, 1)[0][0]]
    text: str = snapshot.transcripts[row["transcript"]].turns[row["first"]].text
    end = row["end"] if row["first"] == row["last"] else len(text)
    return text[int(row["start"]) : int(end)]
