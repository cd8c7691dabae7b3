"""Whether a generation whose bytes are as they were written also says what is true of itself: counts, places, and the texts at the places."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.passages import KINDS
from corpus.recut import proposals
from corpus.transcript import Transcript
from embeddings.arrays import load_array
from embeddings.snapshot import HASHES, Snapshot, counts

_WHOLE = ("turn", "sentence")
"""Kinds whose text is the very words at their place."""


def faults(folder: Path, snapshot: Snapshot) -> list[str]:
    """One line for each thing that does not hold of the generation in `folder`: its counts, and the place of each passage."""
    recounted, said = counts(snapshot.transcripts, snapshot.table), dict(snapshot.manifest.counts)
    found = [f"{folder} holds {recounted[what]} {what}, its manifest says {said.get(what)}" for what in recounted if said.get(what) != recounted[what]]
    digests = load_array(folder / HASHES)
    if len(digests) != len(snapshot.table):
        return [*found, f"{folder} holds {len(snapshot.table)} passages and the hashes of {len(digests)} texts"]
    return found + [f"{folder}: passage {row} {why}; make the index again with: quoth index --full" for row, why in _misplaced(snapshot, digests)]


def _misplaced(snapshot: Snapshot, digests: npt.NDArray[np.uint8]) -> Iterator[tuple[int, str]]:
    transcripts = snapshot.transcripts
    for row, (kind, of, first, last, start, end) in enumerate(snapshot.table.tolist()):
        if not (0 <= kind < len(KINDS) and 0 <= of < len(transcripts) and _lies_in(transcripts[of], first, last, start, end)):
            yield row, "lies nowhere in its transcript"
        elif KINDS[kind] in _WHOLE:
            passage = next(proposals(transcripts[of], KINDS[kind], first, last, start, end))
            if hashlib.sha256(passage.text.encode()).digest() != digests[row].tobytes():
                yield row, f"in {transcripts[of].file} is not the text that was embedded"


def _lies_in(transcript: Transcript, first: int, last: int, start: int, end: int) -> bool:
    turns = transcript.turns
    if not 0 <= first <= last < len(turns):
        return False
    return 0 <= start < len(turns[first].text) and 0 < end <= len(turns[last].text) and (first < last or start < end)
