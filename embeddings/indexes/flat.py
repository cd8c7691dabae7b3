"""The oracle: every allowed row is scored. Plain numpy, nothing to save; other indexes are judged by it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.indexes import Mask, Matrix, Rows, Scores, ranked


class FlatIndex:
    """Brute force over the vectors themselves."""

    kind = "flat"

    def __init__(self, vectors: Matrix) -> None:
        """An index over the rows of `vectors`, which it keeps and does not copy."""
        self._vectors = vectors

    def search(self, query: npt.NDArray[np.float32], k: int, allowed: Mask | None = None) -> tuple[Rows, Scores]:
        """See `VectorIndex.search`."""
        rows = np.arange(len(self._vectors)) if allowed is None else np.flatnonzero(allowed)
        return ranked(self._vectors, query, rows, k)

    def save(self, path: Path) -> None:
        """Write an empty file: the vectors are all there is."""
        path.write_bytes(b"")
