"""Files whose every byte is checked before it is used, without reading all of them first.

A generation of a million passages is gigabytes, and a question reads little of it. So small files are checked whole when a
generation is opened, and large ones page by page, each page once, just before it is first read: the manifest holds the SHA-256
of every file and of the list of their pages' digests (`pages.npy`). What damage lies where nobody reads is found by `quoth index check`.
"""

from __future__ import annotations

import hashlib
import os
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexBroken
from embeddings.arrays import load_array

PAGES: Final = "pages.npy"
PAGE: Final = 4096
WHOLE: Final = 8_000_000
"""A file of at most so many bytes is checked as it is opened: some milliseconds."""
_DIGEST: Final = 16
_AT_ONCE: Final = 256 * PAGE

Digests = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int64]


class Pages:
    """One file, open for reading. Safe for several threads: a page may be checked twice, never skipped."""

    def __init__(self, path: Path, digests: Digests | None = None) -> None:
        """The file at `path`, its pages unchecked; without `digests` (uint8, pages x 16) it has been checked already. IndexBroken where it cannot be opened."""
        self.path = path
        try:
            self._descriptor = os.open(path, os.O_RDONLY)
        except OSError as error:
            raise _unreadable(path, error) from error
        weakref.finalize(self, os.close, self._descriptor)
        self._size = os.fstat(self._descriptor).st_size
        self._digests = digests
        self._is_checked = np.zeros(0 if digests is None else len(digests), dtype=np.bool_)

    def check(self, low: int = 0, high: int | None = None) -> None:
        """IndexBroken, naming the file, unless its bytes from `low` up to `high` (its end) are as they were written."""
        if self._digests is not None:
            first, last = low // PAGE, -(-(self._size if high is None else high) // PAGE)
            self._check_pages(first + np.flatnonzero(~self._is_checked[first:last]))

    def check_runs(self, lows: Offsets, length: int) -> None:
        """`check` for the runs of `length` bytes, one or more, that begin at each of `lows`."""
        if self._digests is not None:
            pages = np.concatenate([(lows + at) // PAGE for at in (*range(0, length, PAGE), length - 1)])
            self._check_pages(np.unique(pages[~self._is_checked[pages]]))

    def read(self, low: int, high: int) -> bytes:
        """The bytes from `low` up to `high`, checked."""
        self.check(low, high)
        return os.pread(self._descriptor, high - low, low)

    def _check_pages(self, pages: npt.NDArray[np.int64]) -> None:
        if self._digests is None:
            return
        for run in np.split(pages, np.flatnonzero(np.diff(pages) != 1) + 1):
            for start in range(0, len(run), _AT_ONCE // PAGE):
                some = run[start : start + _AT_ONCE // PAGE]
                found = _digested(os.pread(self._descriptor, len(some) * PAGE, int(some[0]) * PAGE))
                if found != self._digests[some].tobytes():
                    raise IndexBroken(f"{self.path} is damaged (a page's SHA-256 is not the one written); make the index again with: quoth index --full")
                self._is_checked[some] = True


def seal(folder: Path, manifest: str) -> tuple[dict[str, str], dict[str, int]]:
    """Write the list of the pages of all files below `folder`; the SHA-256 and the size of every file but the one called `manifest`.

    Files are named by relative path with forward slashes. The list holds them in the order of their names.
    """
    hashes, sizes, listed = {}, {}, []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in (manifest, PAGES)):
        name, size = path.relative_to(folder).as_posix(), path.stat().st_size
        whole, pages = hashlib.sha256(), []
        with path.open("rb") as file:
            while data := file.read(_AT_ONCE):
                whole.update(data)
                pages.append(_digested(data))
        hashes[name], sizes[name] = whole.hexdigest(), size
        listed += pages
    np.save(folder / PAGES, np.frombuffer(b"".join(listed), dtype=np.uint8).reshape(-1, _DIGEST), allow_pickle=False)
    hashes[PAGES], sizes[PAGES] = sha256(folder / PAGES), (folder / PAGES).stat().st_size
    return hashes, sizes


def opened(folder: Path, hashes: Mapping[str, str], sizes: Mapping[str, int]) -> dict[str, Pages]:
    """The files that `seal` saw, small ones checked; IndexBroken, naming the file, for one that is missing or not as it was written."""
    for name, size in sizes.items():
        found = _size(folder / name)
        if found != size:
            raise IndexBroken(f"{folder / name} is damaged (it has {found:,} bytes, not {size:,}); make the index again with: quoth index --full")
        if size <= WHOLE or name == PAGES:
            check(folder / name, hashes[name])
    listed = _listed(folder / PAGES)
    files, at = {}, 0
    for name in sorted(sizes):
        count = 0 if name == PAGES else -(-sizes[name] // PAGE)
        files[name] = Pages(folder / name, listed[at : at + count] if sizes[name] > WHOLE and count else None)
        at += count
    if at != len(listed):
        raise IndexBroken(f"{folder / PAGES} does not fit the files beside it; make the index again with: quoth index --full")
    return files


def check(path: Path, digest: str) -> None:
    """IndexBroken, naming the file, unless it is there with that SHA-256."""
    _size(path)
    if _read(path) != digest:
        raise IndexBroken(f"{path} is damaged (its SHA-256 is not the manifest's); make the index again with: quoth index --full")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _listed(path: Path) -> Digests:
    try:
        held = load_array(path)
    except (OSError, EOFError, ValueError) as error:
        raise IndexBroken(f"{path} cannot be read ({type(error).__name__}); make the index again with: quoth index --full") from error
    return np.asarray(held, dtype=np.uint8)


def _read(path: Path) -> str:
    try:
        return sha256(path)
    except OSError as error:
        raise _unreadable(path, error) from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError as error:
        raise IndexBroken(f"{path} is missing; make the index again with: quoth index --full") from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> IndexBroken:
    return IndexBroken(f"{path} cannot be read ({error.strerror}); check your rights to it, or make the index again with: quoth index --full")


def _digested(data: bytes) -> bytes:
    """The digests of the pages of `data` in a row."""
    return b"".join(hashlib.sha256(data[at : at + PAGE]).digest()[:_DIGEST] for at in range(0, len(data), PAGE))
