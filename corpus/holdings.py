"""The files of a library folder as files: what is there, and how one is added or taken out without harm to another.

Reads and moves bytes; what they say is the readers' business. A name from outside never leaves the folder.
"""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
import re
import tempfile
import threading
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.errors import LibraryError, ReadError
from corpus.library import read_bytes
from corpus.media import is_media

LONGEST_NAME = 150
"""Of a file that is added, in characters, suffix included."""

MOST_FILES = 20_000
"""More are not listed."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True, slots=True)
class Holding:
    """A file of the library: `file` is its path in it with forward slashes, `size` in bytes."""

    file: str
    size: int
    sha256: str


class Holdings:
    """The files below `root`. Hashes are remembered by size and time of change, so that looking again is cheap."""

    def __init__(self, root: Path) -> None:
        """Look at the folder `root`."""
        self.root = root
        self._lock = threading.Lock()
        self._seen: dict[str, tuple[tuple[int, int], Holding]] = {}

    def files(self) -> tuple[Holding, ...]:
        """Every file that ought to be a transcript, by path; LibraryError where the folder cannot be entered."""
        found: list[Holding] = []
        with self._lock:
            for path in _paths(self.root)[:MOST_FILES]:
                held = self._holding(path)
                if held:
                    found.append(held)
        return tuple(found)

    def recordings(self) -> tuple[str, ...]:
        """The sound and video files of the folder, by path; LibraryError where it cannot be entered."""
        return tuple(path.relative_to(self.root).as_posix() for path in _paths(self.root, media=True))

    def _holding(self, path: Path) -> Holding | None:
        file = path.relative_to(self.root).as_posix()
        try:
            status = path.stat()
            stamp = (status.st_size, status.st_mtime_ns)
            seen = self._seen.get(file)
            if seen and seen[0] == stamp:
                return seen[1]
            with path.open("rb") as opened:
                held = Holding(file, status.st_size, hashlib.file_digest(opened, "sha256").hexdigest())
        except OSError:
            return None  # gone, or not ours to read: the listing of what could not be indexed says so
        self._seen[file] = stamp, held
        return held

    def path(self, file: str) -> Path:
        """Where the file called `file` (a path as `files` gives it) lies; LibraryError for any other name."""
        for path in _paths(self.root):
            if path.relative_to(self.root).as_posix() == file:
                return path
        raise LibraryError(f"there is no file {file[:80]!r} in the library: it may have been removed since it was listed")


def safe_name(name: str) -> str:
    """`name` as a plain file name for any system: no folders, no controls, no leading dot, one Unicode form; LibraryError if nothing is left."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    clean = " ".join(_FORBIDDEN.sub(" ", last.encode(errors="replace").decode()).split()).lstrip(".- ").rstrip(". ")
    suffix = PurePosixPath(clean).suffix
    if len(clean) > LONGEST_NAME or len(clean.encode()) > 240:
        keep = clean[: -len(suffix)] if suffix else clean
        keep = keep[: LONGEST_NAME - len(suffix)]
        while len((keep + suffix).encode()) > 240 and keep:
            keep = keep[:-1]
        clean = (keep.rstrip(". ") + suffix) if len(suffix) < 20 else keep
    if not clean or _RESERVED.fullmatch(clean) or clean == suffix:
        raise LibraryError(f"{name[:60]!r} cannot be the name of a file here: give it another one")
    return clean


def add(root: Path, name: str, data: bytes) -> tuple[str, bool]:
    """Stores a transcript in the folder: the name it got, and whether it is new.

    It is read first; ReadError, naming the file, where no reader takes it. The same bytes are stored once; other bytes
    under a name that is taken get a number ("minutes (2).txt"). LibraryError where the folder cannot be written.
    """
    wanted = safe_name(name)
    if not read_bytes(data, wanted).turns:
        raise ReadError(f"{wanted}: there is no speech in the file; put a transcript into it")
    digest = hashlib.sha256(data).hexdigest()
    try:
        return _place(root, wanted, data, digest)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise LibraryError(f"there is no room left on the disk of the library {root}: nothing was stored; make room and add {wanted} again") from error
        raise LibraryError(f"the library {root} cannot be written ({error.strerror}): put the file there yourself, or mend its rights") from error


def _place(root: Path, wanted: str, data: bytes, digest: str) -> tuple[str, bool]:
    descriptor, beside = tempfile.mkstemp(prefix=".adding-", dir=root)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o644)
        for number in range(1, 1000):
            target = root / (wanted if number == 1 else f"{PurePosixPath(wanted).stem} ({number}){PurePosixPath(wanted).suffix}")
            try:
                os.link(beside, target)  # fails where the name is taken: nothing is ever overwritten
            except FileExistsError:
                if hashlib.sha256(target.read_bytes()).hexdigest() == digest:
                    return target.name, False
                continue
            return target.name, True
    finally:
        os.unlink(beside)
    raise LibraryError(f"there are too many files called {wanted!r} in the library: give it another name")


def take_out(holdings: Holdings, file: str, bin: Path) -> str:
    """Moves a file of the library to the folder `bin`, and returns the name it has there, by which `put_back` finds it."""
    path = holdings.path(file)
    now = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
    try:
        bin.mkdir(parents=True, exist_ok=True)
        place = bin / now
        place.mkdir()
        (place / "where").write_text(file, encoding="utf-8", errors="surrogateescape")
        _move(path, place / "file")
    except OSError as error:
        raise LibraryError(f"{file} cannot be taken out ({error.strerror}): it is where it was") from error
    return now


def put_back(holdings: Holdings, name: str, bin: Path) -> str:
    """Moves what `take_out` called `name` back to where it was and returns its path there; LibraryError where that cannot be."""
    place = bin / name
    if not re.fullmatch(r"\d{8}-\d{6}-\d{6}", name) or not (place / "file").is_file():
        raise LibraryError("this file is no longer kept: it cannot be put back")
    file = (place / "where").read_text(encoding="utf-8", errors="surrogateescape")
    target = holdings.root / file
    if target.exists() or not target.parent.resolve().is_relative_to(holdings.root.resolve()):
        raise LibraryError(f"there is another file called {file} by now: what was taken out lies in {place}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _move(place / "file", target)
        (place / "where").unlink()
        place.rmdir()
    except OSError as error:
        raise LibraryError(f"{file} cannot be put back ({error.strerror}): it lies in {place}") from error
    return file


def _move(source: Path, target: Path) -> None:
    """Moves across file systems too: the copy is complete before the first is removed."""
    try:
        source.rename(target)
    except OSError:
        data = source.read_bytes()
        with target.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        source.unlink()


def _paths(root: Path, media: bool = False) -> list[Path]:
    """What `read_library` would take for transcripts, or for recordings (`media`), without what lies outside of the folder."""
    if not root.is_dir():
        raise LibraryError(f"library {root} does not exist; name a folder of transcripts")
    top, found = root.resolve(), []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not Path(folder, name).is_symlink())
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or name == "quoth.toml" or path.suffix == ".jsonl" or is_media(name) != media or not path.is_file():
                continue
            if path.resolve().is_relative_to(top):
                found.append(path)
    return found
