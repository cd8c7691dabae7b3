"""The rebuild: plan (pure) -> encode what is new -> write beside -> check -> publish."""

from __future__ import annotations

import platform
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import EncoderError, IndexBroken, IndexMissing, IndexStale, QuothError
from corpus.library import Library
from corpus.passages import KINDS, WINDOW_WORDS, Passage, passages, rule
from corpus.transcript import Transcript
from embeddings.earlier import Earlier, earlier
from embeddings.encoders import Encoder, EncoderIdentity, Report, Vectors, silent
from embeddings.estimate import seconds_to_encode
from embeddings.generations import MANIFEST, Generations
from embeddings.indexes.kinds import AUTO, Kind, chosen, named
from embeddings.manifest import REUSABLE, SCHEMA, Manifest, mismatch
from embeddings.pages import seal
from embeddings.snapshot import counts, read_snapshot, write_snapshot
from embeddings.table import as_table
from embeddings.unfinished import ENCODED, Unfinished

_SELF_QUERIES = 16
_BATCH = 256
Facts = Callable[[Sequence[Transcript]], bytes]


def _no_facts(_: Sequence[Transcript]) -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rebuild would do. The four tuples hold transcript ids; `encode` counts distinct texts to be encoded.

    `resumed` counts distinct texts that a rebuild which did not finish has encoded.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    passages: int
    encode: int
    reason: str = ""
    """Why even an unchanged library is rebuilt ("" when it need not be)."""
    resumed: int = 0
    seconds: float | None = None
    """How long encoding should take, measured on some of the texts just now; None where nobody asked."""

    @property
    def needed(self) -> bool:
        """True unless the current generation already is what would be made."""
        return bool(self.added or self.changed or self.removed or self.reason)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rebuild did. `reused` and `encoded` count passages and texts; `seconds` is the time it took."""

    generation: int
    plan: Plan
    reused: int
    encoded: int
    seconds: float
    unreadable: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Work:
    """Everything a rebuild knows before it encodes anything."""

    plan: Plan
    passages: list[Passage]
    digests: list[bytes]
    earlier: Earlier
    resumed: Mapping[bytes, Vectors]
    manifest: Manifest | None
    rule: str
    kind: Kind


def compare(transcripts: Sequence[Transcript], files: Mapping[str, Mapping[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The ids of (added, changed, removed, kept) transcripts against the files of a manifest. Pure."""
    now = {transcript.id: (transcript.sha256, transcript.reader, transcript.file, transcript.media) for transcript in transcripts}
    then = {id: (file["sha256"], file["reader"], file["file"], file.get("media")) for id, file in files.items()}
    added = tuple(id for id in now if id not in then)
    changed = tuple(id for id in now if id in then and now[id] != then[id])
    kept = tuple(id for id in now if now[id] == then.get(id))
    return added, changed, tuple(id for id in then if id not in now), kept


def plan(
    library: Library, generations: Generations, encoder: Encoder, readers: Mapping[str, str], full: bool = False, kind: str = AUTO, timed: bool = False
) -> Plan:
    """What `rebuild` would do with the same arguments, `timed` also how long encoding should take; writes nothing."""
    work = _prepare(library, generations, encoder, readers, full, kind=kind)
    if not timed:
        return work.plan
    texts = {digest: passage.text for passage, digest in zip(work.passages, work.digests, strict=True)}
    new = texts.keys() - work.earlier.known.keys() - work.resumed.keys()
    return replace(work.plan, seconds=seconds_to_encode([texts[digest] for digest in new], encoder))


def standing(generations: Generations, encoder: EncoderIdentity, readers: Mapping[str, str], kind: str = AUTO) -> Plan | None:
    """The plan to leave the current generation, where it is whole and a rebuild of the very same files would make nothing else of them.

    None where that cannot be told without reading the files: some were not readable, other readers are at hand now, a rebuild was not finished.
    """
    opened, reason = _previous(generations, encoder, readers, WINDOW_WORDS)
    if opened is None or reason or (generations.root / ENCODED).exists():
        return None
    manifest = opened[1]
    passages = manifest.counts["passages"]
    if manifest.unreadable or manifest.made_with.get("readers") != _joined(readers) or manifest.index != chosen(kind, passages):
        return None
    return Plan((), (), (), tuple(manifest.files), passages, 0)


def _joined(readers: Mapping[str, str]) -> str:
    return " ".join(sorted(readers.values()))


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
        work = _prepare(library, generations, encoder, readers, full, window_words, also, kind)
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


def _prepare(
    library: Library,
    generations: Generations,
    encoder: Encoder,
    readers: Mapping[str, str],
    full: bool,
    window_words: int = WINDOW_WORDS,
    also: Generations | None = None,
    kind: str = AUTO,
) -> _Work:
    named(kind)
    opened, reason = _previous(generations, encoder.identity, readers, window_words)
    manifest = opened[1] if opened else None
    added, changed, removed, kept = compare(library.transcripts, manifest.files if manifest else {})
    # One that may not stay as it is (its schema is the one before) has vectors all the same.
    held = earlier(None if full else opened or _opened(generations), encoder.identity, rule(window_words), kept)
    if also and not full and not held.known:
        held = earlier(_opened(also), encoder.identity, "", ())
    resumed = Unfinished(generations.root, encoder.identity, full).vectors()

    def cut(transcript: Transcript) -> Iterator[Passage]:
        return passages(transcript, encoder.count, encoder.identity.limit, window_words)

    found = sorted((pair for transcript in library.transcripts for pair in held.passages(transcript, cut)), key=lambda pair: KINDS.index(pair[0].kind))
    digests = [digest for _, digest in found]
    new = set(digests) - held.known.keys()
    index = chosen(kind, len(found))
    reason = "everything is made again, as asked" if full else reason or _other(manifest, library, index)
    made = Plan(added, changed, removed, kept, len(found), len(new - resumed.keys()), reason, len(new & resumed.keys()))
    return _Work(made, [passage for passage, _ in found], digests, held, resumed, manifest, rule(window_words), index)


def _other(manifest: Manifest | None, library: Library, index: Kind) -> str:
    """Why an index whose files, encoder and rule are the same is made again; "" when it need not be."""
    if manifest and dict(manifest.unreadable) != {file.file: file.why for file in library.unreadable}:
        return "the list of files that cannot be read has changed"
    if manifest and manifest.index != index:
        return f"its vector index is of the kind {manifest.index}, now {index}"
    return ""


def _previous(
    generations: Generations, encoder: EncoderIdentity, readers: Mapping[str, str], window_words: int
) -> tuple[tuple[Path, Manifest] | None, str]:
    """The folder and manifest of the current generation, if it is whole, and why it cannot stay even if no file changed."""
    try:
        opened = generations.opened()
    except IndexMissing:
        return None, "there is no index yet"
    except (IndexBroken, IndexStale) as error:
        return None, str(error)
    return opened, mismatch(opened[1], encoder, readers, window_words) or ""


def _opened(generations: Generations) -> tuple[Path, Manifest] | None:
    try:
        return generations.opened(schemas=REUSABLE)
    except (IndexMissing, IndexBroken, IndexStale):
        return None


def _vectors(work: _Work, encoder: Encoder, unfinished: Unfinished, report: Report) -> Vectors:
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
    folder: Path, number: int, library: Library, work: _Work, vectors: Vectors, encoder: EncoderIdentity, readers: Mapping[str, str], facts: Facts
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
            "readers": _joined(readers),
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
