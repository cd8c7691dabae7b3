"""Boosted trees fitted by scikit-learn and written down as plain numbers for `rag.trees`. The one module that imports `sklearn`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier


@dataclass(frozen=True, slots=True)
class Growth:
    """How many trees, of how many leaves, are grown, and how carefully."""

    rounds: int = 150
    leaves: int = 15
    rate: float = 0.08
    depth: int = 7
    least: int = 200
    shrink: float = 5.0
    seed: int = 1


def grow(
    names: tuple[str, ...], features: npt.NDArray[np.float32], labels: npt.NDArray[np.bool_], weights: npt.NDArray[np.float64], growth: Growth
) -> dict[str, Any]:
    """A JSON value that `rag.trees.Trees` reads: the log-odds of `labels` given `features` (rows, names)."""
    model = HistGradientBoostingClassifier(
        max_iter=growth.rounds,
        max_leaf_nodes=growth.leaves,
        max_depth=growth.depth,
        learning_rate=growth.rate,
        min_samples_leaf=growth.least,
        l2_regularization=growth.shrink,
        early_stopping=False,
        random_state=growth.seed,
    ).fit(features, labels, sample_weight=weights)
    trees = [[_node(node) for node in stage[0].nodes] for stage in model._predictors]
    return {"features": list(names), "growth": asdict(growth), "base": float(model._baseline_prediction.ravel()[0]), "trees": trees}


def _node(node: Any) -> list[float]:
    if node["is_leaf"]:
        return [float(f"{node['value']:.6g}")]
    return [int(node["feature_idx"]), float(node["num_threshold"]), int(node["left"]), int(node["right"])]
