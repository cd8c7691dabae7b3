"""The rebuild: plan (pure) -> encode what is new -> write beside -> check -> publish."""

from __future__ import annotations

import platform
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import EncoderError, QuothError
from corpus.library import Library
from corpus.passages import WINDOW_WORDS
from corpus.transcript import Transcript
from embeddings.encoders import Encoder, EncoderIdentity, Report, Vectors, silent
from embeddings.generations import MANIFEST, Generations
from embeddings.indexes.kinds import AUTO
from embeddings.manifest import SCHEMA, Manifest
from embeddings.pages import seal
from embeddings.plan import Plan, Work, joined, prepare
from embeddings.snapshot import counts, read_snapshot, write_snapshot
from embeddings.table import as_table
from embeddings.unfinished import Unfinished

_SELF_QUERIES = 16
_BATCH = 256
Facts = Callable[[Sequence[Transcript]], bytes]


def _no_facts(_: Sequence[Transcript]) -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rebuild did. `reused` and `encoded` count passages and texts; `seconds` is the time it took."""

    generation: int
    plan: Plan
    reused: int
    encoded: int
    seconds: float
    unreadable: Mapping[str, str] = field(default_factory=dict)


def rebuild(
    library: Library,
    generations: Generations,
    encoder: Encoder,
    readers: Mapping[str, str],
    full: bool = False,
    on_plan: Callable[[Plan], None] = lambda _: None,
    report: Report = silent,
    window_words: int = WINDOW_WORDS,
    also: Generations | None = None,
    kind: str = AUTO,
    facts: Facts = _no_facts,
) -> Outcome:
    """Bring the index to what `library` holds and return what was done.

    `on_plan` sees the plan before anything is encoded; `report` is called with the number of texts encoded since the
    last call. Whatever stops it (an error, Ctrl-C, the process killed) leaves the current generation in place.
    `full` encodes every text again. `window_words` is the passage rule's one parameter; `also` names another index whose
    vectors are reused too; `kind` is the kind of vector index (`embeddings.indexes.kinds`), which costs no encoding to change; what
    `facts` gives of the transcripts is kept with the generation (`Snapshot.facts`). IndexingError when another process is writing or the disk refuses.
    """
    began = time.monotonic()
    with generations.writing():
        work = prepare(library, generations, encoder, readers, full, window_words, also, kind)
        on_plan(work.plan)
        unreadable = {file.file: file.why for file in library.unreadable}
        unfinished = Unfinished(generations.root, encoder.identity, full)
        unfinished.begin()
        if not work.plan.needed and work.manifest:
            unfinished.clear()
            return Outcome(work.manifest.generation, work.plan, len(work.passages), 0, time.monotonic() - began, unreadable)
        vectors = _vectors(work, encoder, unfinished, report)
        number, folder = generations.fresh()
        try:
            _write(folder, number, library, work, vectors, encoder.identity, readers, facts)
            _check(folder, vectors)
            generations.publish(number, folder)
        finally:
            if folder.exists():
                shutil.rmtree(folder)
        unfinished.clear()
    return Outcome(number, work.plan, len(work.passages) - work.plan.encode, work.plan.encode, time.monotonic() - began, unreadable)


def _vectors(work: Work, encoder: Encoder, unfinished: Unfinished, report: Report) -> Vectors:
    """The vector of every passage: kept ones copied, each new text encoded once, and kept at once in case this rebuild does not finish."""
    rows = np.empty((len(work.passages), encoder.identity.dimension), dtype=np.float32)
    waiting: dict[bytes, list[int]] = {}
    for row, digest in enumerate(work.digests):
        if (at := work.earlier.known.get(digest)) is not None:
            rows[row] = work.earlier.vectors[at]
        elif (resumed := work.resumed.get(digest)) is not None:
            rows[row] = resumed
        else:
            waiting.setdefault(digest, []).append(row)
    # Sorted by length over the whole library, so that no batch waits for one long text.
    texts = sorted(waiting, key=lambda digest: len(work.passages[waiting[digest][0]].text))
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        made = encoder.encode([work.passages[waiting[digest][0]].text for digest in batch], report)
        if not np.allclose(np.linalg.norm(made, axis=1), 1.0, atol=1e-3):
            raise EncoderError(f"the encoder {encoder.identity.name} gave vectors that are not of length 1; nothing was published, use another with --encoder")
        unfinished.keep(batch, made)
        for digest, vector in zip(batch, made, strict=True):
            rows[waiting[digest]] = vector
    return rows


def _write(
    folder: Path, number: int, library: Library, work: Work, vectors: Vectors, encoder: EncoderIdentity, readers: Mapping[str, str], facts: Facts
) -> None:
    table = as_table(work.passages, library.transcripts)
    write_snapshot(folder, library.transcripts, table, vectors, _as_bytes(work.digests), [p.text for p in work.passages], work.kind, facts(library.transcripts))
    digests, sizes = seal(folder, MANIFEST)
    manifest = Manifest(
        schema=SCHEMA,
        generation=number,
        encoder=encoder,
        passages=work.rule,
        index=work.kind,
        files={t.id: {"file": t.file, "sha256": t.sha256, "reader": t.reader, **({"media": t.media} if t.media else {})} for t in library.transcripts},
        unreadable={file.file: file.why for file in library.unreadable},
        counts=counts(library.transcripts, table),
        hashes=digests,
        sizes=sizes,
        made_with={
            "python": platform.python_version(),
            "readers": joined(readers),
            **{name: version(name) for name in ("quoth", "numpy", "faiss-cpu", "bm25s")},
        },
    )
    (folder / MANIFEST).write_text(manifest.dump(), encoding="utf-8")


def _as_bytes(digests: Sequence[bytes]) -> npt.NDArray[np.uint8]:
    """uint8 (texts, 32)."""
    return np.frombuffer(b"".join(digests), dtype=np.uint8).reshape(-1, 32)


def _check(folder: Path, vectors: Vectors) -> None:
    """Open what was written and ask it a few of its own vectors; QuothError when it does not find them."""
    from embeddings.manifest import load

    snapshot = read_snapshot(folder, load(folder / MANIFEST))
    for row in np.unique(np.linspace(0, max(len(vectors) - 1, 0), _SELF_QUERIES).astype(int)) if len(vectors) else ():
        found, scores = snapshot.index.search(vectors[row], 1)
        if not len(found) or scores[0] < float(vectors[row] @ vectors[row]) - 1e-5:
            raise QuothError(f"the new index does not find its own passage {row}; nothing was published, please report this")
