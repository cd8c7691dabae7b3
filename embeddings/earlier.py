"""What a generation holds that the next one need not make again: vectors by their text, and the passages of transcripts that did not change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.passages import KINDS, Passage
from corpus.recut import proposals
from corpus.transcript import Transcript
from embeddings.arrays import load_array, map_array
from embeddings.encoders import EncoderIdentity, Vectors
from embeddings.manifest import Manifest
from embeddings.snapshot import HASHES, TABLE, VECTORS
from embeddings.table import Table

Rows = tuple[Table, npt.NDArray[np.uint8]]
"""Rows of a table and the SHA-256 of the text of each, uint8 (rows, 32)."""


@dataclass(frozen=True)
class Earlier:
    """`known` maps the SHA-256 of embedded texts to rows of `vectors`; `rows` holds the passages of each transcript that may be cut as they were."""

    vectors: Vectors
    known: Mapping[bytes, int] = field(default_factory=dict)
    rows: Mapping[str, Rows] = field(default_factory=dict)

    def passages(self, transcript: Transcript, cut: Callable[[Transcript], Iterator[Passage]]) -> list[tuple[Passage, bytes]]:
        """The passages of `transcript`, each with the SHA-256 of its text: cut as they were, or by `cut` where they are not to be had that way."""
        held = self.rows.get(transcript.id)
        again = _again(transcript, held) if held else None
        return again or [(passage, hashlib.sha256(passage.text.encode()).digest()) for passage in cut(transcript)]


def earlier(opened: tuple[Path, Manifest] | None, encoder: EncoderIdentity, rule: str, kept: Collection[str]) -> Earlier:
    """What of the `opened` generation (its hashes checked) can be used again with that encoder and, for the transcripts `kept`, that passage rule.

    Nothing of one that another encoder made.
    """
    nothing = Earlier(np.empty((0, encoder.dimension), np.float32))
    if not opened or opened[1].encoder != encoder:
        return nothing
    folder, manifest = opened
    try:
        digests = load_array(folder / HASHES)
        table = load_array(folder / TABLE)
        vectors = map_array(folder / VECTORS)
    except (OSError, EOFError, ValueError):
        return nothing
    known = {digest.tobytes(): row for row, digest in enumerate(digests)}
    return Earlier(vectors, known, _by_transcript(table, digests, sorted(manifest.files), kept) if manifest.passages == rule else {})


def _by_transcript(table: Table, digests: npt.NDArray[np.uint8], ids: list[str], kept: Collection[str]) -> dict[str, Rows]:
    order = np.argsort(table["transcript"], kind="stable")
    bounds = np.searchsorted(table["transcript"][order], np.arange(len(ids) + 1))
    places = {id: order[bounds[at] : bounds[at + 1]] for at, id in enumerate(ids) if id in kept}
    return {id: (table[held], digests[held]) for id, held in places.items()}


def _again(transcript: Transcript, held: Rows) -> list[tuple[Passage, bytes]] | None:
    """The passages that the rows stand for; None if the text of any is not the one that was embedded."""
    found: list[tuple[Passage, bytes]] = []
    for (kind, _, *place), digest in zip(held[0].tolist(), held[1], strict=True):
        right = digest.tobytes()
        try:
            passage = next((made for made in proposals(transcript, KINDS[kind], *place) if hashlib.sha256(made.text.encode()).digest() == right), None)
        except (IndexError, ValueError):
            return None
        if passage is None:
            return None
        found.append((passage, right))
    return found
