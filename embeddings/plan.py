"""What a rebuild would do, worked out before anything is encoded: which transcripts are new, and which texts have no vector yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import IndexBroken, IndexMissing, IndexStale
from corpus.library import Library
from corpus.passages import KINDS, WINDOW_WORDS, Passage, passages, rule
from corpus.transcript import Transcript
from embeddings.earlier import Earlier, earlier
from embeddings.encoders import Encoder, EncoderIdentity, Vectors
from embeddings.estimate import seconds_to_encode
from embeddings.generations import Generations
from embeddings.indexes.kinds import AUTO, Kind, chosen, named
from embeddings.manifest import REUSABLE, Manifest, mismatch
from embeddings.unfinished import ENCODED, Unfinished


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


@dataclass(frozen=True)
class Work:
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
    work = prepare(library, generations, encoder, readers, full, kind=kind)
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
    if manifest.unreadable or manifest.made_with.get("readers") != joined(readers) or manifest.index != chosen(kind, passages):
        return None
    return Plan((), (), (), tuple(manifest.files), passages, 0)


def joined(readers: Mapping[str, str]) -> str:
    """The readers at hand, as a manifest names them."""
    return " ".join(sorted(readers.values()))


def prepare(
    library: Library,
    generations: Generations,
    encoder: Encoder,
    readers: Mapping[str, str],
    full: bool,
    window_words: int = WINDOW_WORDS,
    also: Generations | None = None,
    kind: str = AUTO,
) -> Work:
    """Everything about the rebuild of `library` with these arguments (see `embeddings.rebuild.rebuild`) that is known before anything is encoded."""
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
    return Work(made, [passage for passage, _ in found], digests, held, resumed, manifest, rule(window_words), index)


def _other(manifest: Manifest | None, library: Library, index: Kind) -> str:
    """Why an index whose files, encoder and rule are the same is made again; "" when it need not be."""
    if manifest and dict(manifest.unreadable) != {file.file: file.why for file in library.unreadable}:
        return "the list of files that cannot be read has changed"
    if manifest and manifest.index != index:
        return f"its vector index is of the kind {manifest.index}, now {index}"
    return ""


def _previous(generations: Generations, encoder: EncoderIdentity, readers: Mapping[str, str], window_words: int) -> tuple[tuple[Path, Manifest] | None, str]:
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
