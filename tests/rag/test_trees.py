"""Trees of plain numbers, held to walking down each of them by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.trees import Trees

STUMP = [[0, 1.5, 1, 2], [-1.0], [2.0]]
DEEP = [[1, 0.0, 1, 4], [0, 3.0, 2, 3], [10.0], [20.0], [30.0]]
HELD = {"features": ["a", "b"], "base": 0.5, "trees": [STUMP, DEEP]}


def walked(tree: list[list[float]], row: list[float]) -> float:
    node = tree[0]
    while len(node) > 1:
        node = tree[int(node[2])] if row[int(node[0])] <= node[1] else tree[int(node[3])]
    return node[0]


def test_known_rows() -> None:
    rows = np.array([[1.5, 0.0], [2.0, 0.0], [4.0, -1.0], [0.0, 1.0]], dtype=np.float32)
    assert Trees.parse(HELD).scores(rows).tolist() == [0.5 - 1 + 10, 0.5 + 2 + 10, 0.5 + 2 + 20, 0.5 - 1 + 30]


@given(st.lists(st.tuples(st.floats(-5, 5, width=32), st.floats(-5, 5, width=32)), max_size=20))
def test_every_row_is_the_sum_of_its_leaves(rows: list[tuple[float, float]]) -> None:
    scores = Trees.parse(HELD).scores(np.array(rows, dtype=np.float32).reshape(-1, 2))
    assert scores.tolist() == [0.5 + walked(STUMP, list(row)) + walked(DEEP, list(row)) for row in rows]


def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(ValueError, match="expected rows of 2 features"):
        Trees.parse(HELD).scores(np.zeros((3, 3), np.float32))


def test_no_trees_give_the_base() -> None:
    assert Trees.parse({"features": [], "base": 1.0, "trees": []}).scores(np.zeros((2, 0), np.float32)).tolist() == [1.0, 1.0]


@pytest.mark.parametrize("threshold", [0.1, 0.3, -0.1, -0.7, 1e-3, 16777217.0])
def test_a_threshold_between_two_numbers_of_single_precision_parts_them(threshold: float) -> None:
    near = np.float32(threshold)
    rows = np.array([[np.nextafter(near, np.float32(-np.inf))], [near], [np.nextafter(near, np.float32(np.inf))]], dtype=np.float32)
    found = Trees.parse({"features": ["a"], "base": 0.0, "trees": [[[0, threshold, 1, 2], [-1.0], [1.0]]]}).scores(rows)
    assert found.tolist() == [-1.0 if float(row) <= threshold else 1.0 for row in rows[:, 0]]
