"""Search with FAISS, in the kinds that `kinds` names. The one module that imports `faiss`.

FAISS proposes, `ranked` scores: passages repeat word for word, and numbers of 8 bits blur what float32 tells apart, so more rows
are proposed than asked for, until no row that is left out could be as good as the last one found. That bound is proved, not
guessed: a number of `sq8` is wrong by half a step of its dimension at most (a vector approximation file, Weber et al. 1998).
FAISS does not notice damaged files: what it reads is checked before (`embeddings.pages`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import faiss as _faiss
import numpy as np
import numpy.typing as npt

from corpus.errors import IndexBroken
from embeddings.arrays import load_array
from embeddings.encoders import Vectors
from embeddings.indexes import Mask, Matrix, Rows, Scores, ranked
from embeddings.indexes.kinds import Kind
from embeddings.pages import Pages

# Its stubs do not know the keyword arguments of its own constructors.
faiss: Any = _faiss
_TYPES: Final[dict[Kind, str]] = {"flat": "IndexFlatIP", "sq8": "IndexScalarQuantizer", "ivf-sq8": "IndexIVFScalarQuantizer"}
_SPARE: Final = 32
_CHUNK: Final = 16_384
_HEAD: Final = 1_024
"""More bytes than precede the ranges of the dimensions in a file of 8-bit numbers."""
_PROBES: Final = 96
"""So many lists are read for a question put to all rows (docs/performance.md has the recall)."""
_FEW: Final = 20_000
"""So few allowed rows are scored one by one instead of being looked for in lists."""


class FaissIndex:
    """One of the kinds over the same rows as `vectors`."""

    def __init__(self, vectors: Matrix, index: Any, kind: Kind, pages: Pages | None = None, lists: Rows | None = None) -> None:
        """Wrap what `built` or `load` made."""
        self.kind: str = kind
        self._vectors = vectors
        self._index = index
        self._pages = pages
        self._unread = None if lists is None else np.ones(len(lists) - 1, dtype=np.bool_)
        self._at = lists

    @classmethod
    def built(cls, vectors: Matrix, kind: Kind = "flat") -> FaissIndex:
        """An index of that kind over the rows of `vectors`, which it keeps and does not copy."""
        index = _empty(vectors, kind)
        for start in range(0, len(vectors), _CHUNK):
            index.add(np.ascontiguousarray(vectors[start : start + _CHUNK]))
        return cls(vectors, index, kind)

    @classmethod
    def load(cls, path: Path, vectors: Matrix, kind: Kind = "flat", pages: Pages | None = None) -> FaissIndex:
        """The index saved at `path`, memory-mapped; IndexBroken when it is not one of that kind over as many rows.

        With the `pages` of the file what FAISS reads now is checked now, and what a search reads before it is searched.
        """
        lists = _where_lists_lie(path) if kind == "ivf-sq8" and pages else None
        if pages:
            pages.check(0, int(lists[0]) if lists is not None else _HEAD + 8 * vectors.shape[1])
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexBroken(f"{path}: FAISS cannot read it; make the index again with: quoth index --full") from error
        if type(index).__name__ != _TYPES[kind]:
            raise IndexBroken(f"{path} holds no index of kind {kind}; make it again with: quoth index --full")
        if (index.ntotal, index.d) != vectors.shape:
            found, wanted = f"{index.ntotal} x {index.d}", f"{vectors.shape[0]} x {vectors.shape[1]}"
            raise IndexBroken(f"{path} holds {found} vectors, not {wanted}; make it again with: quoth index --full")
        return cls(vectors, index, kind, pages, lists)

    def search(self, query: npt.NDArray[np.float32], k: int, allowed: Mask | None = None) -> tuple[Rows, Scores]:
        """See `VectorIndex.search`. Exact but for "ivf-sq8", which reads only some lists, and that exact where few rows are allowed."""
        count = len(self._vectors) if allowed is None else int(np.count_nonzero(allowed))
        if count == 0 or k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if self.kind == "ivf-sq8" and count <= _FEW and allowed is not None:
            return ranked(self._vectors, query, np.flatnonzero(allowed), k)
        selector = None if allowed is None else faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        return self._widened(query, k, count, selector)

    def _widened(self, query: npt.NDArray[np.float32], k: int, count: int, selector: Any) -> tuple[Rows, Scores]:
        """The k best rows: more are proposed until all that are left out must be worse than the last of them."""
        slack = self._slack(query)
        probes = self._probes(count)
        wanted = min(count, 2 * k + _SPARE)  # nearly always enough: 290 of 200, 25 of 10 at a million rows
        while True:
            self._check(query, probes)
            scores, found = self._index.search(query.reshape(1, -1), wanted, params=self._parameters(selector, probes))
            rows = found[0][found[0] >= 0].astype(np.int64)
            best = ranked(self._vectors, query, rows, k)
            if len(rows) == count or (len(best[0]) == k and (len(rows) < wanted or scores[0, -1] + slack < best[1][-1])):
                return best
            if len(rows) < wanted and probes >= self._lists():
                return best
            if len(rows) < wanted:
                probes *= 4
            else:
                wanted = min(count, wanted * 4)

    def _check(self, query: npt.NDArray[np.float32], probes: int) -> None:
        """Check the lists that a search of so many would read."""
        if self._pages is None:
            return
        if self._at is None or self._unread is None:
            self._pages.check()
            self._pages = None
            return
        if not self._unread.any():
            return
        nearest = self._index.quantizer.search(query.reshape(1, -1), min(probes, self._lists()))[1][0]
        for at in nearest[self._unread[nearest]].tolist():
            self._pages.check(int(self._at[at]), int(self._at[at + 1]))
            self._unread[at] = False

    def _slack(self, query: npt.NDArray[np.float32]) -> float:
        """How much higher than what FAISS says the score of a row can be."""
        # Two float32 sums of the same products differ by less than this, whatever their order.
        sums: float = 2 * self._vectors.shape[1] * float(np.finfo(np.float32).eps) * float(np.linalg.norm(query))
        if self.kind == "flat":
            return 2 * sums
        steps: npt.NDArray[np.float32] = faiss.vector_to_array(self._index.sq.trained)[self._vectors.shape[1] :] / 255
        return 2 * sums + 0.501 * float(np.abs(query) @ steps)

    def _lists(self) -> int:
        return int(self._index.nlist) if self.kind == "ivf-sq8" else 1

    def _probes(self, count: int) -> int:
        """The lists to read where `count` rows are allowed: the fewer they are, the farther apart they lie."""
        share = count / max(len(self._vectors), 1)
        return min(self._lists(), int(_PROBES / share**0.5))

    def _parameters(self, selector: Any, probes: int) -> Any:
        if self.kind == "ivf-sq8":
            return faiss.SearchParametersIVF(sel=selector, nprobe=min(probes, self._lists()))
        return None if selector is None else faiss.SearchParameters(sel=selector)

    def save(self, path: Path) -> None:
        """Write the FAISS index to `path`; OSError when the disk refuses."""
        # Through a file of Python's: FAISS's own writer does not notice a disk that is full when it closes the file.
        with path.open("wb") as file:
            faiss.write_index(self._index, faiss.PyCallbackIOWriter(file.write))
            size = file.tell()
        if self.kind == "ivf-sq8":
            entry = self._index.code_size + np.dtype(np.int64).itemsize
            ends = np.cumsum([0, *(self._index.invlists.list_size(at) * entry for at in range(self._lists()))], dtype=np.int64)
            # They are the last thing in the file, one behind the other.
            np.save(beside(path), size - ends[-1] + ends, allow_pickle=False)


def beside(path: Path) -> Path:
    """The file that says where in the FAISS file each list lies; checked before `load`."""
    return path.with_suffix(".lists.npy")


def _where_lists_lie(path: Path) -> Rows:
    try:
        return np.asarray(load_array(beside(path)), dtype=np.int64)
    except (OSError, EOFError, ValueError) as error:
        raise IndexBroken(f"{beside(path)} cannot be read ({type(error).__name__}); make the index again with: quoth index --full") from error


def _empty(vectors: Matrix, kind: Kind) -> Any:
    """A trained index without rows. Trained by hand: the range of every dimension is that of all rows, so no number is clipped."""
    dimension = vectors.shape[1]
    if kind == "flat":
        return faiss.IndexFlatIP(dimension)
    if kind == "sq8":
        index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    else:
        centres = _centres(vectors)
        nearest = faiss.IndexFlatIP(dimension)
        nearest.add(centres)
        index = faiss.IndexIVFScalarQuantizer(nearest, dimension, len(centres), faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT, False)
        index.own_fields = True
        nearest.this.disown()
    faiss.copy_array_to_vector(_ranges(vectors), index.sq.trained)
    index.is_trained = True
    return index


def _ranges(vectors: Matrix) -> npt.NDArray[np.float32]:
    """float32 (2 x dimension,): the least value of every dimension, then how far the greatest lies above it."""
    low, high = np.full(vectors.shape[1], np.inf, np.float32), np.full(vectors.shape[1], -np.inf, np.float32)
    for start in range(0, len(vectors), _CHUNK):
        rows = vectors[start : start + _CHUNK]
        np.minimum(low, rows.min(axis=0), out=low)
        np.maximum(high, rows.max(axis=0), out=high)
    if not len(vectors):
        low, high = np.zeros_like(low), np.zeros_like(high)
    return np.concatenate([low, high - low])


def _centres(vectors: Matrix) -> Vectors:
    """Where the lists lie: 2 for every root of the rows, found by k-means among 40 rows a list; twice as many take three times as long to make."""
    count = min(int(2 * len(vectors) ** 0.5), len(vectors) // 39)
    if count <= 1:
        return np.zeros((1, vectors.shape[1]), np.float32)
    sample = np.ascontiguousarray(vectors[:: max(1, len(vectors) // (40 * count))], dtype=np.float32)
    means = faiss.Kmeans(vectors.shape[1], count, niter=8, spherical=True, seed=1, max_points_per_centroid=64, min_points_per_centroid=1)
    means.train(sample)
    return np.asarray(means.centroids, dtype=np.float32)
