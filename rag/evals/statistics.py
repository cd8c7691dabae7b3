"""Means with bootstrap intervals, made once for every measure of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

RESAMPLES = 2000
_SEED = 0


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over `n` questions with its 95 % interval; `low` and `high` are None where there is none."""

    mean: float
    n: int
    low: float | None = None
    high: float | None = None


def interval(values: Sequence[float]) -> Mean:
    """The mean with the 2.5th and 97.5th percentile of 2,000 bootstrap resamples (Efron 1979); `values` not empty.

    The same values give the same interval: the resamples depend on their number alone.
    """
    held = np.asarray(values, dtype=np.float64)
    means = np.sort(held[_resamples(len(held))].mean(axis=1))
    return Mean(float(held.mean()), len(held), float(means[int(0.025 * RESAMPLES)]), float(means[int(0.975 * RESAMPLES) - 1]))


@lru_cache(maxsize=8)
def _resamples(n: int) -> npt.NDArray[np.int64]:
    """Which of n questions each resample holds: int64 (RESAMPLES, n)."""
    return np.random.default_rng(_SEED).integers(0, n, (RESAMPLES, n))
