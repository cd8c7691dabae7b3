"""Every vector index gives the one answer: best first, equal scores by row, whatever stands behind it.

The oracle is plain Python over vectors whose inner products float32 holds exactly (four components of ±1/2), so that ties
are real ties; a second law uses arbitrary vectors.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from corpus.errors import IndexBroken, SettingError
from embeddings.encoders import Vectors
from embeddings.indexes import Mask, VectorIndex
from embeddings.indexes.faiss_index import FaissIndex
from embeddings.indexes.flat import FlatIndex
from embeddings.indexes.kinds import FLAT_ROWS, KINDS, SQ8_ROWS, Kind, chosen

Build = Callable[[Vectors], VectorIndex]


def reopened(vectors: Vectors, folder: Path, kind: Kind) -> VectorIndex:
    FaissIndex.built(vectors, kind).save(folder / "saved.faiss")
    return FaissIndex.load(folder / "saved.faiss", vectors, kind)


@pytest.fixture(params=["oracle", *KINDS, *(f"{kind}, saved and loaded" for kind in KINDS)])
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Build:
    """Of so few rows "ivf-sq8" reads every list: it too must be exact."""
    kind, _, again = str(request.param).partition(", ")
    if kind == "oracle":
        return FlatIndex
    if again:
        return lambda vectors: reopened(vectors, tmp_path, cast(Kind, kind))
    return lambda vectors: FaissIndex.built(vectors, cast(Kind, kind))


def exact(seed: int, rows: int, dimension: int = 8) -> Vectors:
    """Unit vectors of four components ±1/2: among 8 dimensions many rows are alike and most scores are tied."""
    random = np.random.default_rng(seed)
    vectors = np.zeros((rows, dimension), dtype=np.float32)
    for row in vectors:
        row[random.choice(dimension, 4, replace=False)] = random.choice([-0.5, 0.5], 4)
    return vectors


def arbitrary(seed: int, rows: int, dimension: int) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((rows, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def oracle(vectors: Vectors, query: Vectors, k: int, allowed: Mask | None = None) -> list[tuple[int, float]]:
    scored = [
        (-sum(float(a) * float(b) for a, b in zip(row, query, strict=True)), i)
        for i, row in enumerate(vectors)
        if allowed is None or allowed[i]
    ]
    return [(row, -score) for score, row in sorted(scored)[:k]]


def found(index: VectorIndex, query: Vectors, k: int, allowed: Mask | None = None) -> list[tuple[int, float]]:
    rows, scores = index.search(query, k, allowed)
    assert rows.dtype == np.int64
    assert scores.dtype == np.float32
    return list(zip(rows.tolist(), scores.tolist(), strict=True))


@pytest.mark.parametrize("k", [1, 7, 40, 100, 250, 400, 10_000])
def test_the_best_rows_with_ties_by_row(build: Build, k: int) -> None:
    vectors = exact(1, 400)
    index = build(vectors)
    for query in vectors[:4]:
        assert found(index, query, k) == oracle(vectors, query, k)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 1.0])
@pytest.mark.parametrize("k", [1, 30, 300])
def test_only_allowed_rows_are_found(build: Build, k: int, share: float) -> None:
    vectors = exact(2, 333)
    allowed = np.random.default_rng(3).random(333) < share
    assert found(build(vectors), vectors[5], k, allowed) == oracle(vectors, vectors[5], k, allowed)


@pytest.mark.parametrize("k", [1, 20, 99])
def test_a_passage_repeated_many_times_is_found_first_row_first(build: Build, k: int) -> None:
    vectors = np.repeat(exact(4, 3), 500, axis=0)[np.random.default_rng(5).permutation(1500)]
    assert found(build(vectors), vectors[0], k) == oracle(vectors, vectors[0], k)


@pytest.mark.parametrize("dimension", [16, 384])
@pytest.mark.parametrize("spread", [2, 20])
def test_rows_that_differ_in_their_last_bits_are_in_the_order_of_the_flat_index(build: Build, dimension: int, spread: int) -> None:
    for seed in range(5):
        random = np.random.default_rng(seed)
        bits = np.repeat(arbitrary(seed, 2, dimension), 500, axis=0).view(np.int32)
        vectors = (bits + random.integers(-spread, spread + 1, bits.shape, dtype=np.int32)).view(np.float32)
        index, flat = build(vectors), FlatIndex(vectors)
        for k in (1, 10, 40, 150):
            assert found(index, vectors[0], k) == found(flat, vectors[0], k)


@pytest.mark.parametrize("dimension", [1, 3, 64, 383, 384])
def test_arbitrary_vectors_are_scored_as_in_double_precision(build: Build, dimension: int) -> None:
    vectors = arbitrary(7, 500, dimension)
    query = arbitrary(8, 1, dimension)[0]
    rows, scores = build(vectors).search(query, 50)
    truth = vectors.astype(np.float64) @ query.astype(np.float64)
    np.testing.assert_allclose(scores, np.sort(truth)[::-1][:50], atol=1e-6)
    np.testing.assert_allclose(scores, truth[rows], atol=1e-6)
    assert found(build(vectors), query, 50) == found(FlatIndex(vectors), query, 50)


def test_the_score_of_a_row_does_not_depend_on_its_neighbours(build: Build) -> None:
    vectors = arbitrary(9, 200, 383)
    whole = dict(found(build(vectors), vectors[0], 200))
    for row in (0, 17, 199):
        only = np.arange(200) == row
        assert found(build(vectors), vectors[0], 5, only) == [(row, whole[row])]


def test_one_row(build: Build) -> None:
    vectors = exact(10, 1)
    assert found(build(vectors), vectors[0], 5) == [(0, 1.0)]
    assert found(build(vectors), -vectors[0], 5) == [(0, -1.0)]
    assert found(build(vectors), vectors[0], 5, np.array([False])) == []


def test_no_rows(build: Build) -> None:
    empty = np.empty((0, 8), dtype=np.float32)
    assert found(build(empty), exact(11, 1)[0], 5) == []
    assert found(build(empty), exact(11, 1)[0], 5, np.empty(0, dtype=np.bool_)) == []


@pytest.mark.parametrize("k", [0, -1])
def test_nothing_asked_for_is_nothing_found(build: Build, k: int) -> None:
    vectors = exact(12, 50)
    assert found(build(vectors), vectors[0], k) == []
    assert found(build(vectors), vectors[0], k, np.ones(50, dtype=np.bool_)) == []


def test_a_query_of_no_length_ties_every_row(build: Build) -> None:
    vectors = exact(13, 200)
    assert found(build(vectors), np.zeros(8, dtype=np.float32), 3) == [(0, 0.0), (1, 0.0), (2, 0.0)]


def test_every_index_saves_itself(build: Build, tmp_path: Path) -> None:
    build(exact(14, 20)).save(tmp_path / "here")
    assert (tmp_path / "here").is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_a_faiss_file_over_other_rows_is_refused_by_name(tmp_path: Path, kind: Kind) -> None:
    FaissIndex.built(exact(15, 20), kind).save(tmp_path / "vectors.faiss")
    for rows, dimension in ((19, 8), (20, 9)):
        with pytest.raises(IndexBroken, match=r"vectors\.faiss holds 20 x 8 vectors"):
            FaissIndex.load(tmp_path / "vectors.faiss", exact(16, rows, dimension), kind)


def test_a_faiss_file_of_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    FaissIndex.built(exact(15, 20), "sq8").save(tmp_path / "vectors.faiss")
    with pytest.raises(IndexBroken, match=r"vectors\.faiss holds no index of kind flat"):
        FaissIndex.load(tmp_path / "vectors.faiss", exact(15, 20), "flat")


@pytest.mark.parametrize("content", [b"", b"not an index at all"])
def test_a_file_that_is_no_faiss_index_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vectors.faiss").write_bytes(content)
    with pytest.raises(IndexBroken, match=r"vectors\.faiss"):
        FaissIndex.load(tmp_path / "vectors.faiss", exact(17, 20))


def test_the_kind_follows_the_size_unless_it_is_named() -> None:
    sizes = (0, FLAT_ROWS, FLAT_ROWS + 1, SQ8_ROWS, SQ8_ROWS + 1)
    assert [chosen("auto", rows) for rows in sizes] == ["flat", "flat", "sq8", "sq8", "ivf-sq8"]
    assert [chosen(kind, 10) for kind in KINDS] == list(KINDS)
    with pytest.raises(SettingError, match=r"no kind of vector index 'ivf', did you mean 'ivf-sq8'\?; known: auto, flat, sq8, ivf-sq8"):
        chosen("ivf", 10)


def speechlike(seed: int, rows: int, dimension: int = 48) -> Vectors:
    """Unit vectors around some hundred topics, as passages lie: not as far from one another as chance would have them."""
    random = np.random.default_rng(seed)
    topics = arbitrary(seed, 150, dimension)
    return np.asarray(_unit(topics[random.integers(0, 150, rows)] + 0.09 * random.standard_normal((rows, dimension))), dtype=np.float32)


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(scope="module")
def many() -> Vectors:
    return speechlike(21, 60_000)


@pytest.fixture(scope="module", params=KINDS)
def large(request: pytest.FixtureRequest, many: Vectors) -> FaissIndex:
    return FaissIndex.built(many, request.param)


def masks(rows: int, share: float) -> list[Mask]:
    """Scattered rows, as a speaker's; one run, as a transcript's; some runs, as dates'."""
    random, at = np.random.default_rng(round(share * 1e6)), np.arange(rows)
    scattered = random.random(rows) < share
    start = int(random.integers(0, rows - int(rows * share)))
    runs = np.isin(at // 100, random.permutation(rows // 100)[: max(1, int(rows * share / 100))])
    return [scattered, (at >= start) & (at < start + int(rows * share)), np.asarray(runs)]


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.5])
def test_a_filter_never_loses_right_rows(large: FaissIndex, many: Vectors, share: float) -> None:
    """Where few rows are allowed every kind is the oracle; where many are, "ivf-sq8" finds 99 of 100."""
    flat, found, wanted = FlatIndex(many), 0, 0
    for mask in masks(len(many), share):
        for query in speechlike(22, 12):
            rows, scores = large.search(query, 10, mask)
            truth, exact_scores = flat.search(query, 10, mask)
            assert mask[rows].all()
            if large.kind != "ivf-sq8" or mask.sum() <= 20_000:
                np.testing.assert_array_equal(rows, truth)
                np.testing.assert_array_equal(scores, exact_scores)
            found += len(np.intersect1d(rows, truth))
            wanted += len(truth)
    assert found >= 0.99 * wanted


def test_all_rows_are_found_where_all_are_asked_for(large: FaissIndex, many: Vectors) -> None:
    some = np.random.default_rng(3).random(len(many)) < 0.5
    for mask, count in ((None, len(many)), (some, int(some.sum()))):
        rows = large.search(many[7], len(many), mask)[0]
        assert len(rows) == len(set(rows.tolist())) == count


def test_lists_lose_few_rows_and_no_order(large: FaissIndex, many: Vectors) -> None:
    found = 0
    for query in speechlike(23, 50):
        rows, scores = large.search(query, 10)
        truth = FlatIndex(many).search(query, 10)[0]
        found += len(np.intersect1d(rows, truth))
        assert len(rows) == 10
        only = np.zeros(len(many), np.bool_)
        only[rows] = True
        again = FlatIndex(many).search(query, 10, only)
        np.testing.assert_array_equal(rows, again[0])
        np.testing.assert_array_equal(scores, again[1])
    assert found >= (0.97 if large.kind == "ivf-sq8" else 1) * 500


def test_a_full_disk_is_an_error_of_the_disk() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    # A small index is refused when the file is closed, a large one while it is written.
    for rows in (20, 5_000):
        with pytest.raises(OSError, match="No space left"):
            FaissIndex.built(exact(18, rows, 384)).save(full)
