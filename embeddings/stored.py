"""Vectors that stay on disk: rows are mapped as they are asked for, each page checked before it is first used."""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from embeddings.encoders import Vectors
from embeddings.pages import Pages

_MOST_MAPPED: Final = 250
"""Rows read here and there before their pages are let go: each maps up to a megabyte around it, which counts as the process's memory."""
_SMALL: Final = 250_000_000
"""A file of no more bytes than that stays mapped."""


class StoredVectors:
    """float32 (rows, dimension) in a file, read by row number, by slice or by several row numbers; none counts from the end."""

    def __init__(self, rows: np.memmap[Any, np.dtype[np.float32]], pages: Pages) -> None:
        """The mapped array and the pages of the same file."""
        self.shape: tuple[int, ...] = rows.shape
        self._rows = np.asarray(rows)  # indexing a memmap itself costs ten times as much
        self._mapping: mmap.mmap = rows._mmap  # type: ignore[attr-defined]
        self._is_small = rows.nbytes <= _SMALL
        self._pages = pages
        self._begins = int(rows.offset)
        self._stride = rows.shape[1] * rows.itemsize
        self._mapped = 0

    def __len__(self) -> int:
        """The number of rows."""
        return self.shape[0]

    def __getitem__(self, rows: int | slice | Sequence[int] | npt.NDArray[np.int64]) -> Vectors:
        """These rows, read-only where they are mapped; IndexBroken where the file is damaged there."""
        if isinstance(rows, slice):
            low, high, step = rows.indices(len(self))
            if step != 1:
                return self._chosen(np.arange(low, high, step))
        elif isinstance(rows, (int, np.integer)):
            low, high = int(rows), int(rows) + 1
            if low < 0:
                raise IndexError(f"row {low}: rows are counted from the first")
        else:
            return self._chosen(np.asarray(rows, dtype=np.int64))
        self._pages.check(self._begins + low * self._stride, self._begins + high * self._stride)
        return self._rows[low:high] if isinstance(rows, slice) else self._rows[low]

    def _chosen(self, rows: npt.NDArray[np.int64]) -> Vectors:
        if len(rows) and rows.min() < 0:
            raise IndexError(f"row {rows.min()}: rows are counted from the first")
        self._pages.check_runs(self._begins + rows * self._stride, self._stride)
        if self._is_small:
            return self._rows.take(rows, axis=0)
        found = np.empty((len(rows), self.shape[1]), dtype=np.float32)
        for start in range(0, len(rows), _MOST_MAPPED):
            some = rows[start : start + _MOST_MAPPED]
            found[start : start + len(some)] = self._rows[some]
            self._let_go(len(some))
        return found

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> npt.NDArray[Any]:
        """All rows, mapped."""
        self._pages.check()
        return np.array(self._rows, dtype=dtype, copy=copy)

    def _let_go(self, rows: int) -> None:
        self._mapped += rows
        if self._mapped > _MOST_MAPPED:
            self._mapped = 0
            self._mapping.madvise(mmap.MADV_DONTNEED)
