"""Boosted regression trees, evaluated from plain numbers: what `rag/tuning` learned, without the library that learned it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Features = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Trees:
    """A sum of binary trees over named features.

    Arrays have the shape (trees, nodes): a row goes left while its `feature` is at most `threshold`; a leaf points to
    itself on both sides and carries the `value`. `depths` (trees,) are the steps of each tree's longest way; `base` is added to every sum.
    """

    names: tuple[str, ...]
    base: float
    feature: npt.NDArray[np.int32]
    threshold: npt.NDArray[np.float64]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: npt.NDArray[np.float64]
    depths: npt.NDArray[np.int64]

    def scores(self, features: Features) -> Scores:
        """float64 (rows,): the sum of every tree's leaf, `base` added; `features` is (rows, len(names)) in the order of `names`, without NaN."""
        if features.ndim != 2 or features.shape[1] != len(self.names):
            raise ValueError(f"expected rows of {len(self.names)} features, got an array of shape {features.shape}")
        table, (feature, threshold, children, value) = np.ascontiguousarray(features, np.float32), self._flat
        order, deep = self._by_depth
        rows = np.arange(len(table), dtype=np.int32) * table.shape[1]
        at = np.repeat((order * self.feature.shape[1]).astype(np.int32)[:, None], len(table), axis=1)
        for trees in deep:
            own = at[:trees]  # the others have come to their leaves
            at[:trees] = children.take(2 * own + (table.take(rows + feature.take(own)) > threshold.take(own)))
        found = np.empty((len(table), len(order)))
        found[:, order] = value.take(at).T
        return np.asarray(self.base + found.sum(axis=1), dtype=np.float64)

    @cached_property
    def _by_depth(self) -> tuple[npt.NDArray[np.int64], list[int]]:
        """The trees' numbers, the deepest first, and for every level how many of them go deeper."""
        levels = range(int(self.depths.max(initial=0)))
        return np.argsort(-self.depths, kind="stable"), [int((self.depths > level).sum()) for level in levels]

    @cached_property
    def _flat(self) -> tuple[npt.NDArray[np.int32], Features, npt.NDArray[np.int32], Scores]:
        """Every tree's nodes in one row: feature, threshold, the positions of both children side by side, value."""
        # Compared as float32: above the threshold is above the greatest float32 that is not above it.
        near = self.threshold.astype(np.float32)
        threshold = np.where(near <= self.threshold, near, np.nextafter(near, np.float32(-np.inf)))
        offsets = np.arange(len(self.feature), dtype=np.int32)[:, None] * self.feature.shape[1]
        children = np.stack([self.left + offsets, self.right + offsets], axis=-1)
        return self.feature.ravel(), threshold.ravel(), children.ravel().astype(np.int32), self.value.ravel()

    @classmethod
    def parse(cls, held: Mapping[str, Any]) -> Trees:
        """The trees in a JSON value: `features`, `base`, and `trees`, each a list of nodes.

        A node is [feature, threshold, left, right] or, for a leaf, [value].
        """
        trees: Sequence[Sequence[Sequence[float]]] = held["trees"]
        size = max((len(tree) for tree in trees), default=1)
        shape = (len(trees), size)
        feature, left, right = (np.zeros(shape, np.int32) for _ in range(3))
        threshold, value = np.zeros(shape), np.zeros(shape)
        for t, tree in enumerate(trees):
            for n, node in enumerate(tree):
                left[t, n] = right[t, n] = n
                if len(node) == 1:
                    value[t, n] = node[0]
                else:
                    feature[t, n], threshold[t, n], left[t, n], right[t, n] = int(node[0]), node[1], int(node[2]), int(node[3])
        return cls(tuple(held["features"]), float(held["base"]), feature, threshold, left, right, value, np.array([_depth(tree) for tree in trees], np.int64))

    @classmethod
    def load(cls, path: Path) -> Trees:
        """The trees in a JSON file."""
        return cls.parse(json.loads(path.read_text(encoding="utf-8")))


def _depth(tree: Sequence[Sequence[float]], node: int = 0) -> int:
    """How many steps the longest way from a node to a leaf takes."""
    held = tree[node]
    return 0 if len(held) == 1 else 1 + max(_depth(tree, int(held[2])), _depth(tree, int(held[3])))
