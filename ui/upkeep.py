"""What an index needs from whoever runs it: plan, rebuild, check, roll back, prune. The page and the commands share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import IndexBroken, IndexMissing, IndexStale
from corpus.holdings import Holdings
from corpus.library import fingerprints, read_library
from corpus.media import media_of
from embeddings.encoders import Encoder
from embeddings.generations import Generations, check_hashes
from embeddings.indexes.kinds import AUTO
from embeddings.manifest import Manifest
from embeddings.plan import Plan, plan, standing
from embeddings.rebuild import Outcome, rebuild
from embeddings.snapshot import read_snapshot
from embeddings.soundness import faults
from rag.gathered import facts
from rag.verify import Verifier
from ui.opening import readers


@dataclass(frozen=True)
class Upkeep:
    """The index of one library. `encoder` opens a model of its own, so that questions do not wait for a rebuild's texts."""

    library: Path
    generations: Generations
    encoder: Callable[[], Encoder]
    holdings: Holdings
    kind: str = AUTO

    def plan(self) -> Plan:
        """What a rebuild would do."""
        return self.nothing_to_do() or plan(read_library(self.library), self.generations, self.encoder(), readers(), kind=self.kind)

    def nothing_to_do(self) -> Plan | None:
        """The plan of a rebuild that would change nothing, told by the files' bytes without reading what they say; None where it may change something."""
        manifest = self.current()
        if manifest is None or fingerprints(self.library) != {held["file"]: (held["sha256"], held.get("media")) for held in manifest.files.values()}:
            return None
        return standing(self.generations, self.encoder().identity, readers(), self.kind)

    def rebuild(self, full: bool, on_plan: Callable[[Plan], None], report: Callable[[int], None]) -> Outcome:
        """Brings the index up to date; see `embeddings.rebuild.rebuild`."""
        return rebuild(read_library(self.library), self.generations, self.encoder(), readers(), full, on_plan, report, kind=self.kind, facts=facts)

    def problems(self) -> list[str]:
        """What is wrong with the current generation, one line each: files, hashes, and transcripts against their files."""
        return problems(self.library, self.generations)

    def waiting(self) -> tuple[list[str], list[str], list[str]]:
        """Files of the library that are new, changed (or whose recording is) and gone since the current generation, by names and bytes alone."""
        manifest = self.current()
        known = {held["file"]: held for held in manifest.files.values()} if manifest else {}
        unread = set(manifest.unreadable) if manifest else set()
        now = {held.file: held.sha256 for held in self.holdings.files()}
        media = media_of([file for file in now if file in known], self.holdings.recordings())
        added = [file for file in now if file not in known and file not in unread]
        changed = [file for file, digest in now.items() if file in known and not _same(known[file], digest, media.get(file, ()))]
        return added, changed, [file for file in known if file not in now]

    def answer_from(self, number: int) -> None:
        """Lets generation `number` answer, once every hash of it holds; IndexBroken where one does not, IndexMissing where it is none."""
        with self.generations.writing():
            if number not in self.generations.numbers():
                raise IndexMissing(f"there is no generation {number:06d} in {self.generations.root}; it may have been removed")
            check_hashes(self.generations.path(number), self.generations.manifest(number))
            self.generations.point(number)

    def manifests(self) -> list[tuple[int, Manifest | None, int]]:
        """Every generation, newest first, with its manifest (None where it is damaged) and its size in bytes."""
        found: list[tuple[int, Manifest | None, int]] = []
        for number in reversed(self.generations.numbers()):
            folder = self.generations.path(number)
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            try:
                found.append((number, self.generations.manifest(number), size))
            except (IndexBroken, IndexStale):
                found.append((number, None, size))
        return found


    def current(self) -> Manifest | None:
        """The manifest of the generation that answers; None where there is none, or a damaged one."""
        try:
            number = self.generations.current()
            return None if number is None else self.generations.manifest(number)
        except (IndexBroken, IndexStale):
            return None


def _same(held: Mapping[str, str], digest: str, media: Sequence[str]) -> bool:
    """Whether a file has the bytes and the recording that the manifest says."""
    return held["sha256"] == digest and held.get("media") == next(iter(media), None)


def problems(library: Path, generations: Generations) -> list[str]:
    """What is wrong with an index, one line each: bytes, counts, places of passages, and transcripts against their files.

    IndexMissing where there is none, LibraryError where there is no library.
    """
    if not library.is_dir():
        read_library(library)
    try:
        number = generations.current()
        if number is None:
            raise IndexMissing(f"there is no index in {generations.root}; make it with: quoth index --library {library}")
        manifest = generations.manifest(number)
        check_hashes(generations.path(number), manifest)
        snapshot = read_snapshot(generations.path(number), manifest)
        wrong = faults(generations.path(number), snapshot)
    except (IndexBroken, IndexStale) as error:
        return [str(error)]
    verifier = Verifier(library)
    return wrong + [why for transcript in snapshot.transcripts if (why := verifier.transcript(transcript))]
