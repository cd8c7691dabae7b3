"""Exact search with FAISS (IndexFlatIP). The one module that imports `faiss`.

FAISS proposes more rows than asked for, until every row that could tie with the last one is there when `ranked` puts them
in their one order: passages repeat word for word, and FAISS keeps any of them. It does not notice damaged files: hashes
are checked before `load`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss as _faiss
import numpy as np
import numpy.typing as npt

from corpus.errors import IndexBroken
from embeddings.encoders import Vectors
from embeddings.indexes import Mask, Rows, Scores, ranked

# Its stubs do not know the keyword arguments of its own constructors.
faiss: Any = _faiss
_SPARE = 32


class FaissIndex:
    """IndexFlatIP over the same rows as `vectors`."""

    kind = "faiss/IndexFlatIP"

    def __init__(self, vectors: Vectors, index: Any = None) -> None:
        """An index over the rows of `vectors`; built from them unless a loaded one is given."""
        self._vectors = vectors
        self._index = index if index is not None else faiss.IndexFlatIP(vectors.shape[1])
        if index is None:
            self._index.add(np.ascontiguousarray(vectors))

    @classmethod
    def load(cls, path: Path, vectors: Vectors) -> FaissIndex:
        """The index saved at `path`, memory-mapped; IndexBroken when it is not one over as many rows."""
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexBroken(f"{path}: FAISS cannot read it; make the index again with: quoth index --full") from error
        if (index.ntotal, index.d) != vectors.shape:
            found, wanted = f"{index.ntotal} x {index.d}", f"{vectors.shape[0]} x {vectors.shape[1]}"
            raise IndexBroken(f"{path} holds {found} vectors, not {wanted}; make it again with: quoth index --full")
        return cls(vectors, index)

    def search(self, query: npt.NDArray[np.float32], k: int, allowed: Mask | None = None) -> tuple[Rows, Scores]:
        """See `VectorIndex.search`."""
        count = len(self._vectors) if allowed is None else int(np.count_nonzero(allowed))
        if count == 0 or k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        found = self._proposed(query.reshape(1, -1), k, count, parameters)
        return ranked(self._vectors, query, found[found >= 0].astype(np.int64), k)

    def _proposed(self, query: npt.NDArray[np.float32], k: int, count: int, parameters: faiss.SearchParameters | None) -> Rows:
        """The k best rows by FAISS's scores with all that may be as good by exact ones (-1 where there is none)."""
        # Two float32 sums of the same products differ by less than this, whatever their order.
        slack = 4 * self._vectors.shape[1] * float(np.finfo(np.float32).eps) * float(np.linalg.norm(query))
        wanted = min(count, k + _SPARE)
        while True:
            scores, found = self._index.search(query, wanted, params=parameters)
            if wanted == count or scores[0, -1] < scores[0, k - 1] - slack:
                return np.asarray(found[0], dtype=np.int64)
            wanted = min(count, wanted * 4)

    def save(self, path: Path) -> None:
        """Write the FAISS index to `path`; OSError when the disk refuses."""
        # Through a file of Python's: FAISS's own writer does not notice a disk that is full when it closes the file.
        with path.open("wb") as file:
            faiss.write_index(self._index, faiss.PyCallbackIOWriter(file.write))
