"""Trees that rank, fitted by LightGBM and written down as plain numbers for `rag.trees`. The one module that imports `lightgbm`.

The objective is LambdaRank (Burges 2010): what is learned is which of two turns of one question bears more on it, not
how likely a turn is to answer at all. That is what holds meetings (many short turns answer) and briefings (one long one
does) in one model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Growth:
    """How many trees, of how many leaves, are grown, and how carefully."""

    rounds: int = 200
    leaves: int = 15
    rate: float = 0.06
    least: int = 100
    shrink: float = 5.0
    truncation: int = 60
    features: float = 0.6
    rows: float = 0.7
    seed: int = 1


def grow(
    names: tuple[str, ...], features: npt.NDArray[np.float32], labels: npt.NDArray[np.bool_], sizes: Sequence[int], growth: Growth
) -> dict[str, Any]:
    """A JSON value that `rag.trees.Trees` reads: ranks rows (rows, names) inside each of the consecutive groups of `sizes` rows."""
    data = lightgbm.Dataset(features, labels.astype(np.int32), group=list(sizes), params={"max_bin": 127, "verbose": -1})
    settings = {
        "objective": "lambdarank",
        "num_leaves": growth.leaves,
        "learning_rate": growth.rate,
        "min_data_in_leaf": growth.least,
        "lambda_l2": growth.shrink,
        "lambdarank_truncation_level": growth.truncation,
        "feature_fraction": growth.features,
        "bagging_fraction": growth.rows,
        "bagging_freq": 1,
        "seed": growth.seed,
        "deterministic": True,
        "force_col_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }
    dumped = lightgbm.train(settings, data, growth.rounds).dump_model()
    return {"features": list(names), "growth": asdict(growth), "base": 0.0, "trees": [_tree(tree["tree_structure"]) for tree in dumped["tree_info"]]}


def _tree(root: dict[str, Any]) -> list[list[float]]:
    """The nodes of a tree, the root first, children by their number."""
    nodes: list[list[float]] = []
    waiting = [(root, -1, 0)]
    while waiting:
        node, parent, side = waiting.pop()
        if parent >= 0:
            nodes[parent][2 + side] = len(nodes)
        if "leaf_value" in node:
            nodes.append([float(f"{node['leaf_value']:.6g}")])
            continue
        nodes.append([node["split_feature"], node["threshold"], 0, 0])
        waiting += [(node["left_child"], len(nodes) - 1, 0), (node["right_child"], len(nodes) - 1, 1)]
    return nodes
