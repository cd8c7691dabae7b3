"""One generation, open for reading: immutable, shared by any number of readers, its big arrays memory-mapped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexBroken, IndexStale
from corpus.passages import KINDS, WINDOW_WORDS, Kind
from corpus.transcript import Transcript
from embeddings.encoders import EncoderIdentity, Vectors
from embeddings.encoders.universal import NAME as MULTILINGUAL
from embeddings.generations import Generations
from embeddings.indexes import VectorIndex
from embeddings.indexes.kinds import AUTO, chosen
from embeddings.indexes.kinds import KINDS as INDEX_KINDS
from embeddings.indexes.kinds import Kind as IndexKind
from embeddings.lexical import LexicalIndex
from embeddings.manifest import Manifest, mismatch
from embeddings.table import Table, dump_transcript, load_transcript, rows_of

LEXICAL_KINDS: tuple[Kind, ...] = ("turn", "window")
_FAISS, VECTORS, TABLE, HASHES, _TRANSCRIPTS = "vectors.faiss", "vectors.npy", "passages.npy", "hashes.npy", "transcripts.jsonl"


@dataclass(frozen=True)
class Snapshot:
    """What a generation holds. Row i of `vectors`, of `table` and of `index` is the same passage."""

    manifest: Manifest
    transcripts: tuple[Transcript, ...]
    table: Table
    vectors: Vectors
    index: VectorIndex
    lexical: Mapping[Kind, LexicalIndex]


def open_snapshot(generations: Generations, encoder: EncoderIdentity, readers: Mapping[str, str], window_words: int = WINDOW_WORDS) -> Snapshot:
    """The current generation, every hash checked.

    IndexMissing where there is none, IndexBroken for damaged files, IndexStale when it was made with something else.
    """
    number = generations.current()
    try:
        folder, manifest = generations.opened()
        why = mismatch(manifest, encoder, readers, window_words)
        if why:
            raise IndexStale(why)
        return read_snapshot(folder, manifest)
    except IndexBroken:
        # The pointer may have moved on and the generation been pruned while it was being opened.
        if generations.current() == number:
            raise
    return open_snapshot(generations, encoder, readers, window_words)


def read_snapshot(folder: Path, manifest: Manifest) -> Snapshot:
    """The generation in `folder`, whose hashes were checked; IndexBroken when its parts do not fit together."""
    from embeddings.indexes.faiss_index import FaissIndex

    try:
        vectors = np.load(folder / VECTORS, mmap_mode="r", allow_pickle=False)
        table = np.load(folder / TABLE, allow_pickle=False)
        lines = (folder / _TRANSCRIPTS).read_bytes().decode().split("\n")[:-1]
        transcripts = tuple(load_transcript(line) for line in lines)
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise IndexBroken(f"{folder} cannot be read ({type(error).__name__}); make the index again with: quoth index --full") from error
    if len(table) != len(vectors) or len(transcripts) != manifest.counts["transcripts"]:
        raise IndexBroken(f"the parts of {folder} do not fit together; make the index again with: quoth index --full")
    kind = chosen(manifest.index if manifest.index in INDEX_KINDS else AUTO, 0)  # before there were kinds all were exact
    many = manifest.encoder.name == MULTILINGUAL
    lexical = {kind: LexicalIndex.load(folder / "lexical" / kind, len(table[rows_of(table, kind)]), many) for kind in LEXICAL_KINDS}
    return Snapshot(manifest, transcripts, table, vectors, FaissIndex.load(folder / _FAISS, vectors, kind), lexical)


def write_snapshot(
    folder: Path,
    transcripts: Sequence[Transcript],
    table: Table,
    vectors: Vectors,
    digests: npt.NDArray[np.uint8],
    texts: Sequence[str],
    kind: IndexKind = "flat",
) -> None:
    """Write everything but the manifest into the empty `folder`, with a vector index of that kind."""
    from embeddings.indexes.faiss_index import FaissIndex

    np.save(folder / VECTORS, vectors, allow_pickle=False)
    np.save(folder / TABLE, table, allow_pickle=False)
    np.save(folder / HASHES, digests, allow_pickle=False)
    (folder / _TRANSCRIPTS).write_bytes("".join(dump_transcript(t) + "\n" for t in transcripts).encode())
    FaissIndex.built(vectors, kind).save(folder / _FAISS)
    for lexical in LEXICAL_KINDS:
        LexicalIndex.build(texts[rows_of(table, lexical)]).save(folder / "lexical" / lexical)


def counts(transcripts: Sequence[Transcript], table: Table) -> dict[str, int]:
    """Transcripts, turns, passages, and the passages of each kind."""
    kinds: dict[str, int] = {kind: len(table[rows_of(table, kind)]) for kind in KINDS}
    return {"transcripts": len(transcripts), "turns": sum(len(t.turns) for t in transcripts), "passages": len(table), **kinds}


