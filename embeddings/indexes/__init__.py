"""Vector indexes: which rows are nearest to a query. This module holds the protocol and the one ordering rule.

A backend only proposes rows; `ranked` scores what it proposes exactly, row by row, and orders by (-score, row), so
every backend that proposes the right rows gives the same answer to the last bit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


class Matrix(Protocol):
    """float32 (rows, dimension), unit rows, in memory or on disk."""

    @property
    def shape(self) -> tuple[int, ...]:
        """(rows, dimension)."""

    def __len__(self) -> int:
        """The number of rows."""

    def __getitem__(self, rows: Any, /) -> Any:
        """The rows of a slice or of an array of row numbers."""


class VectorIndex(Protocol):
    """Unit vectors in rows 0..n-1, searched by inner product."""

    kind: str

    def search(self, query: npt.NDArray[np.float32], k: int, allowed: Mask | None = None) -> tuple[Rows, Scores]:
        """The k best rows (fewer when fewer are allowed), best first, equal scores by row, with their scores.

        `query` has shape (dimension,); `allowed` has shape (n,) and is True for the rows that may be found.
        """

    def save(self, path: Path) -> None:
        """Write what the backend needs besides the vectors to `path`."""


def ranked(vectors: Matrix, query: npt.NDArray[np.float32], rows: Rows, k: int) -> tuple[Rows, Scores]:
    """`rows` scored exactly against `query` and ordered by (-score, row), the best k of them.

    Scored by a sum over each row by itself: a matrix product's last bit depends on its neighbours.
    """
    scores = np.einsum("ij,j->i", vectors[rows], query, dtype=np.float32)
    order = np.lexsort((rows, -scores))[: max(k, 0)]
    return rows[order], scores[order]
