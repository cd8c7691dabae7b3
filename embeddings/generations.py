"""Generations on disk: publish, open, roll back, prune, check.

    <index>/current                     the number of the generation that answers: the one pointer
    <index>/lock                        held by whoever writes
    <index>/publishing                  the number of a generation between its rename and the pointer; the next writer takes it back
    <index>/generations/000007/         one complete index: manifest.json and the files it names by SHA-256
    <index>/generations/new-*           a generation in the making; the next writer removes what a killed one left

A generation is written beside the others, fsynced, renamed to its number, and only then does the pointer move, by one
atomic replace. Whatever moment a writer is killed at, the pointer names a complete generation.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import IndexBroken, IndexingError, IndexMissing
from embeddings.manifest import SCHEMA, Manifest, load
from embeddings.pages import check

MANIFEST = "manifest.json"
_POINTER = "current"
_PUBLISHING = "publishing"
_NUMBER = re.compile(r"[0-9]{6,12}")
_LOCK_SECONDS = 5.0


class Generations:
    """The generations below one index folder."""

    def __init__(self, root: Path) -> None:
        """Look at the index folder `root`, which need not exist yet."""
        self.root = root
        self._folder = root / "generations"

    def current(self) -> int | None:
        """The number of the generation that answers, or None where there is no index; IndexBroken for a bad pointer."""
        try:
            held = (self.root / _POINTER).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise IndexBroken(f"{self.root / _POINTER} cannot be read ({type(error).__name__}); make the index again with: quoth index --full") from error
        if not _NUMBER.fullmatch(held):
            raise IndexBroken(f"{self.root / _POINTER} holds no generation number; make the index again with: quoth index --full")
        return int(held)

    def numbers(self) -> list[int]:
        """The numbers of all complete generations, ascending."""
        if not self._folder.is_dir():
            return []
        return [number for number in self._taken() if (self.path(number) / MANIFEST).is_file()]

    def _taken(self) -> list[int]:
        """The numbers that have a folder, complete or not, ascending."""
        return sorted(int(path.name) for path in self._folder.iterdir() if _NUMBER.fullmatch(path.name))

    def path(self, number: int) -> Path:
        """The folder of a generation."""
        return self._folder / f"{number:06d}"

    def manifest(self, number: int, schemas: Sequence[int] = (SCHEMA,)) -> Manifest:
        """The manifest of a generation; IndexBroken when it is missing or is another generation's, IndexStale when its schema is none of `schemas`."""
        manifest = load(self.path(number) / MANIFEST, schemas)
        if manifest.generation != number:
            raise IndexBroken(f"{self.path(number)} holds the manifest of generation {manifest.generation}; make the index again with: quoth index --full")
        return manifest

    def opened(self, whole: bool = True, schemas: Sequence[int] = (SCHEMA,)) -> tuple[Path, Manifest]:
        """The folder and manifest of the current generation, with `whole` every file's hash checked; IndexMissing, IndexBroken or IndexStale."""
        number = self.current()
        if number is None:
            raise IndexMissing(f"there is no index in {self.root}; make it with: quoth index")
        manifest = self.manifest(number, schemas)
        if whole:
            check_hashes(self.path(number), manifest)
        return self.path(number), manifest

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one right to write; IndexingError when another process has it or the folder cannot be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / "lock", timeout=_LOCK_SECONDS):
                self._sweep()
                yield
        except Timeout as error:
            raise IndexingError(f"another process is rebuilding the index in {self.root}; wait until it is done") from error
        except PermissionError as error:
            raise IndexingError(f"the index folder {self.root} cannot be written ({error.strerror}); name another with --index DIR") from error
        except OSError as error:
            raise IndexingError(f"writing the index in {self.root} failed: {error.strerror or error}; the index that was there is untouched") from error

    def fresh(self) -> tuple[int, Path]:
        """The number that comes next and a new empty folder to write it in. Only while `writing`."""
        # Neither a damaged pointer nor the remains of a generation may stand in the way of the rebuild that mends them.
        number = max(self._taken(), default=0) + 1
        folder = self._folder / f"new-{number:06d}"
        folder.mkdir()
        return number, folder

    def publish(self, number: int, folder: Path) -> None:
        """Make the complete folder (its manifest included) generation `number`, and the current one. Only while `writing`."""
        for path in sorted(folder.rglob("*")):
            _sync(path)
        _sync(folder)
        note = self.root / _PUBLISHING
        _write_synced(note, number)
        _sync(self.root)
        folder.rename(self.path(number))
        _sync(self._folder)
        self.point(number)
        note.unlink()

    def point(self, number: int) -> None:
        """Let generation `number` answer from now on. Only while `writing`."""
        beside = self.root / f"{_POINTER}.new"
        _write_synced(beside, number)
        beside.replace(self.root / _POINTER)
        _sync(self.root)

    def rollback(self) -> int:
        """Let the newest generation before the current one answer, its hashes checked first; returns its number."""
        with self.writing():
            now = self.current()
            before = [number for number in self.numbers() if now is not None and number < now]
            if not before:
                raise IndexMissing(f"there is no generation before the current one in {self.root}")
            check_hashes(self.path(before[-1]), self.manifest(before[-1]))
            self.point(before[-1])
            return before[-1]

    def prune(self, keep: int) -> list[int]:
        """Remove all but the newest `keep` generations (the current one always stays); returns the numbers removed."""
        with self.writing():
            now = self.current()
            newest = self.numbers()[-max(keep, 1) :]
            gone = [number for number in self.numbers() if number not in newest and number != now]
            for number in gone:
                self._remove(number)
            return gone

    def _remove(self, number: int) -> None:
        # Renamed first: a half-removed folder must never look like a generation.
        doomed = self._folder / f"new-gone-{number:06d}"
        self.path(number).rename(doomed)
        _sync(self._folder)
        shutil.rmtree(doomed)

    def _sweep(self) -> None:
        """Remove what a killed writer left."""
        for left in self._folder.glob("new-*"):
            shutil.rmtree(left)
        self._take_back()

    def _take_back(self) -> None:
        """Remove a generation whose writer was stopped between its rename and the pointer: nobody was told of it."""
        note = self.root / _PUBLISHING
        try:
            held = note.read_bytes()
            now = self.current()
        except (FileNotFoundError, IndexBroken):
            return  # of a damaged pointer nobody knows what it named: nothing is removed on its word
        if re.fullmatch(rb"[0-9]{6,12}\n", held) and int(held) != now and self.path(int(held)).exists():
            self._remove(int(held))
        note.unlink()


def check_hashes(folder: Path, manifest: Manifest) -> None:
    """IndexBroken, naming the file, unless every file of the manifest is below `folder` as it was written."""
    for name, digest in manifest.hashes.items():
        check(folder / name, digest)


def _write_synced(path: Path, number: int) -> None:
    with path.open("w", encoding="ascii") as file:
        file.write(f"{number:06d}\n")
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
