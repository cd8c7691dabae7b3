"""One generation, open for reading: immutable, shared by any number of readers, its big arrays memory-mapped, its texts read when looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexBroken, IndexStale
from corpus.passages import KINDS, WINDOW_WORDS, Kind
from corpus.transcript import Transcript
from embeddings.arrays import map_array
from embeddings.concordance import PLACES, WORDS, Concordance, write_concordance
from embeddings.encoders import EncoderIdentity, Vectors
from embeddings.encoders.universal import NAME as MULTILINGUAL
from embeddings.generations import Generations
from embeddings.indexes import VectorIndex
from embeddings.indexes.kinds import Kind as IndexKind
from embeddings.indexes.kinds import chosen
from embeddings.lexical import LexicalIndex
from embeddings.manifest import Manifest, mismatch
from embeddings.pages import Pages, opened
from embeddings.stored import StoredVectors
from embeddings.table import Table, rows_of
from embeddings.turns import COLUMNS, HEADS, LINES, SPEAKERS, TurnStore, read_heads, read_speakers, write_transcripts

LEXICAL_KINDS: tuple[Kind, ...] = ("turn", "window")
_FAISS, VECTORS, TABLE, HASHES = "vectors.faiss", "vectors.npy", "passages.npy", "hashes.npy"
_FACTS = "facts.json"


class Snapshot:
    """What a generation holds. Row i of `vectors`, of `table` and of `index` is the same passage, turn j of `turns` the j-th of all transcripts' turns.

    Files are opened at once, so that a snapshot answers on when its generation is pruned, and read when they are needed.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Open the generation in `folder`; IndexBroken for a file that is missing or damaged, or parts that do not fit together."""
        from embeddings.indexes.faiss_index import FaissIndex, beside

        self.manifest = manifest
        self._files = opened(folder, manifest.hashes, manifest.sizes)
        for name in (VECTORS, TABLE, COLUMNS, PLACES):  # what they say of themselves; their rows when they are read
            self._files[name].check(0, 1)
        if lists := self._files.get(beside(folder / _FAISS).name):
            lists.check()
        try:
            rows = map_array(folder / VECTORS)
            self._table: Table = np.asarray(map_array(folder / TABLE))  # indexing a memmap itself costs ten times as much
            self._columns = np.asarray(map_array(folder / COLUMNS))
            self._places = map_array(folder / PLACES)
            self._heads, self._speakers, self._words = ((folder / name).read_bytes() for name in (HEADS, SPEAKERS, WORDS))
            self._kept = (folder / _FACTS).read_bytes() if _FACTS in self._files else b""
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise IndexBroken(f"{folder} cannot be read ({type(error).__name__}); make the index again with: quoth index --full") from error
        held = manifest.counts
        if not len(self._table) == len(rows) == held["passages"] or len(self._columns) != held["turns"]:
            raise IndexBroken(f"the parts of {folder} do not fit together; make the index again with: quoth index --full")
        self.vectors = StoredVectors(rows, self._files[VECTORS])
        self.index: VectorIndex = FaissIndex.load(folder / _FAISS, self.vectors, chosen(manifest.index, 0), self._files[_FAISS])
        many = manifest.encoder.name == MULTILINGUAL
        self.lexical: Mapping[Kind, LexicalIndex] = {
            kind: LexicalIndex.load(folder / "lexical" / kind, held[kind], many, self._below(f"lexical/{kind}/")) for kind in LEXICAL_KINDS
        }

    @cached_property
    def table(self) -> Table:
        """The passages, one row of `embeddings.table.ROW` each."""
        self._files[TABLE].check()
        return self._table

    @cached_property
    def turns(self) -> TurnStore:
        """The turns of all transcripts, numbered through."""
        self._files[COLUMNS].check()
        self._files[SPEAKERS].check()
        return TurnStore(self._columns, read_speakers(self._speakers), self._files[LINES])

    @cached_property
    def transcripts(self) -> tuple[Transcript, ...]:
        """The transcripts by id; their turns are read when they are looked at."""
        self._files[HEADS].check()
        found = read_heads(self._heads, self.turns)
        if len(found) != self.manifest.counts["transcripts"] or sum(len(held.turns) for held in found) != len(self._columns):
            raise IndexBroken(f"{self._files[HEADS].path} does not fit the index; make it again with: quoth index --full")
        return found

    @cached_property
    def concordance(self) -> Concordance:
        """The words of all titles and turns."""
        self._files[WORDS].check()
        return Concordance(self._words, self._places, self._files[PLACES])

    @cached_property
    def facts(self) -> bytes:
        """What a higher room had kept with the generation when it was made, empty where it had nothing: no more is known of it here."""
        if _FACTS in self._files:
            self._files[_FACTS].check()
        return self._kept

    def _below(self, prefix: str) -> dict[str, Pages]:
        return {name.removeprefix(prefix): pages for name, pages in self._files.items() if name.startswith(prefix)}


def open_snapshot(
    generations: Generations, encoder: EncoderIdentity, readers: Mapping[str, str], window_words: int = WINDOW_WORDS, whole: bool = False
) -> Snapshot:
    """The current generation. Every byte is checked before it is used; with `whole` every file now, as a running program wants it.

    IndexMissing where there is none, IndexBroken for damaged files, IndexStale when it was made with something else.
    """
    number = generations.current()
    try:
        folder, manifest = generations.opened(whole)
        why = mismatch(manifest, encoder, readers, window_words)
        if why:
            raise IndexStale(why)
        return read_snapshot(folder, manifest)
    except IndexBroken:
        # The pointer may have moved on and the generation been pruned while it was being opened.
        if generations.current() == number:
            raise
    return open_snapshot(generations, encoder, readers, window_words, whole)


def read_snapshot(folder: Path, manifest: Manifest) -> Snapshot:
    """The generation in `folder`; IndexBroken when its files are damaged or do not fit together."""
    return Snapshot(folder, manifest)


def write_snapshot(
    folder: Path,
    transcripts: Sequence[Transcript],
    table: Table,
    vectors: Vectors,
    digests: npt.NDArray[np.uint8],
    texts: Sequence[str],
    kind: IndexKind = "flat",
    facts: bytes = b"",
) -> None:
    """Write everything but the manifest into the empty `folder`, with a vector index of that kind. `facts` are kept for `Snapshot.facts`."""
    from embeddings.indexes.faiss_index import FaissIndex

    np.save(folder / VECTORS, vectors, allow_pickle=False)
    np.save(folder / TABLE, table, allow_pickle=False)
    np.save(folder / HASHES, digests, allow_pickle=False)
    write_transcripts(folder, transcripts)
    write_concordance(folder, transcripts)
    if facts:
        (folder / _FACTS).write_bytes(facts)
    FaissIndex.built(vectors, kind).save(folder / _FAISS)
    for lexical in LEXICAL_KINDS:
        LexicalIndex.build(texts[rows_of(table, lexical)]).save(folder / "lexical" / lexical)


def counts(transcripts: Sequence[Transcript], table: Table) -> dict[str, int]:
    """Transcripts, turns, passages, and the passages of each kind."""
    kinds: dict[str, int] = {kind: len(table[rows_of(table, kind)]) for kind in KINDS}
    return {"transcripts": len(transcripts), "turns": sum(len(t.turns) for t in transcripts), "passages": len(table), **kinds}
