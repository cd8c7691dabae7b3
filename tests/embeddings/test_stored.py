"""Vectors on disk are the array that was written, whichever way rows are asked for, and damaged rows are never given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexBroken
from embeddings import pages, stored
from embeddings.encoders import Vectors
from embeddings.pages import opened, seal
from embeddings.stored import StoredVectors

ROWS = 700


@pytest.fixture(params=[384, 1536])
def vectors(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Vectors:
    """Rows shorter and longer than a page, in files that count as large; pages are let go often."""
    monkeypatch.setattr(pages, "WHOLE", 0)
    monkeypatch.setattr(stored, "_MOST_MAPPED", 50)
    return np.random.default_rng(1).standard_normal((ROWS, request.param)).astype(np.float32)


def held(folder: Path, vectors: Vectors, flip: int | None = None) -> StoredVectors:
    """The vectors as a generation holds them, a bit of the byte `flip` turned after they were sealed."""
    path = folder / "vectors.npy"
    np.save(path, vectors)
    sealed = seal(folder, "")
    if flip is not None:
        whole = path.read_bytes()
        path.write_bytes(whole[:flip] + bytes([whole[flip] ^ 8]) + whole[flip + 1 :])
    return StoredVectors(np.load(path, mmap_mode="r"), opened(folder, *sealed)["vectors.npy"])


def test_rows_are_those_of_the_array(tmp_path: Path, vectors: Vectors) -> None:
    found, dice = held(tmp_path, vectors), np.random.default_rng(2)
    assert (found.shape, len(found)) == (vectors.shape, ROWS)
    for rows in (0, ROWS - 1, np.int64(5), slice(3, 9), slice(0, ROWS, 7), slice(690, 900), [4, 4, 1], [], np.arange(ROWS), dice.integers(0, ROWS, 80)):
        np.testing.assert_array_equal(found[rows], vectors[rows])  # type: ignore[index]
    np.testing.assert_array_equal(np.asarray(found), vectors)
    np.testing.assert_array_equal(found @ vectors[0], vectors @ vectors[0])


@pytest.mark.parametrize("row", [-1, [3, -2]])
def test_no_row_is_counted_from_the_end(tmp_path: Path, vectors: Vectors, row: int) -> None:
    with pytest.raises(IndexError, match="counted from the first"):
        held(tmp_path, vectors)[row]


def test_a_damaged_row_is_never_given(tmp_path: Path, vectors: Vectors) -> None:
    stride = vectors.shape[1] * 4
    found = held(tmp_path, vectors, flip=128 + 300 * stride + 5)
    np.testing.assert_array_equal(found[[0, 100, 699]], vectors[[0, 100, 699]])
    np.testing.assert_array_equal(found[:250], vectors[:250])
    for rows in (300, slice(290, 310), slice(0, ROWS, 100), [5, 300]):
        with pytest.raises(IndexBroken, match=r"vectors\.npy is damaged"):
            found[rows]
    with pytest.raises(IndexBroken, match=r"vectors\.npy is damaged"):
        np.asarray(found)
