"""One measure in two reports: the difference, whether it is more than noise, and the questions behind it.

A verdict is "better" or "worse" only when the 95 % interval leaves out "no difference" and the permutation test stays
under 5 %; everything else is "within noise".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rag.evals.likeness import Row
from rag.evals.measures import STANDARD
from rag.evals.paired import Array, Estimate, auroc_difference, mean_difference, median_ratio, placements

Verdict = Literal["better", "worse", "within noise"]
Scale = Literal["points", "ratio"]
ALPHA = 0.05
_FEW = 6  # with fewer changed questions no permutation test gets under 5 %
_ORDER = tuple(map(str, STANDARD))
_OF_RUN = ("auroc", "latency_p50")  # not kept as values of questions, but made from their confidences and times
_CLOCK = 1e-9  # seconds: no question takes less, so that a ratio always exists


@dataclass(frozen=True, slots=True)
class Change:
    """What one question scored in A and in B."""

    id: str
    question: str
    a: float
    b: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of B against A, over the `n` questions that have a value in both.

    `a` and `b` are the means, for latency the medians in seconds. `scale` says what `difference` and its 95 % interval
    `low` .. `high` (inclusive) are: "points" for b - a of values in 0..1, "ratio" for b / a. `p` is two-sided. `won`, `lost` and
    `tied` count questions by which is better for B, not by which is higher. `needed` is the smallest difference that the
    interval could tell from none (points: in 0..1; ratio: a factor over 1), None where it is not the interval that falls
    short. `only_a` and `only_b` count the questions with a value on that side alone. `changes` holds those that changed
    most: the lost ones, then the won ones, each from the largest change down.
    """

    measure: str
    scale: Scale
    a: float
    b: float
    difference: float
    low: float | None
    high: float | None
    p: float
    n: int
    won: int
    lost: int
    tied: int
    only_a: int
    only_b: int
    verdict: Verdict
    needed: float | None
    text: str
    changes: tuple[Change, ...]

    @property
    def gap(self) -> str:
        """The difference in words: "+3.2 points", "x0.85"."""
        return f"×{self.difference:.2f}" if self.scale == "ratio" else f"{100 * self.difference:+.1f} points"


@dataclass(frozen=True, slots=True)
class _Values:
    """The questions with a value of a measure on both sides, and the values."""

    rows: Sequence[Row]
    a: Array
    b: Array
    only_a: int
    only_b: int


def differences(both: Sequence[tuple[Row, Row]], changes: int = 5, only: str = "") -> dict[str, Difference]:
    """Every measure (or `only` one) that some question has a value of on both sides, by name, in the order of a report."""
    held_names = dict.fromkeys(name for pair in both for row in pair for name in row.values)
    names = [*(name for name in _ORDER if name in held_names or name in _OF_RUN), *(name for name in held_names if name not in _ORDER)]
    wanted = [name for name in names if only in ("", name)]
    return {name: held for name in wanted if (held := _difference(name, _values(name, both), changes)) is not None}


def _values(name: str, both: Sequence[tuple[Row, Row]]) -> _Values:
    held = [(left, _value(name, left), _value(name, right)) for left, right in both]
    paired = [(row, a, b) for row, a, b in held if a is not None and b is not None]
    return _Values(
        rows=[row for row, _, _ in paired],
        a=np.array([a for _, a, _ in paired], dtype=np.float64),
        b=np.array([b for _, _, b in paired], dtype=np.float64),
        only_a=sum(a is not None and b is None for _, a, b in held),
        only_b=sum(a is None and b is not None for _, a, b in held),
    )


def _value(name: str, row: Row) -> float | None:
    if name == "auroc":
        return row.confidence
    if name == "latency_p50":
        return None if row.seconds is None else max(_CLOCK, row.seconds)
    return row.values.get(name)


def _difference(name: str, values: _Values, changes: int) -> Difference | None:
    answerable = np.array([row.answerable for row in values.rows], dtype=np.bool_)
    if not values.rows or (name == "auroc" and (answerable.all() or not answerable.any())):
        return None
    a, b, scale = values.a, values.b, "points"
    if name == "latency_p50":
        estimate, scale = median_ratio(a, b), "ratio"
    elif name == "auroc":
        estimate = auroc_difference(a, b, answerable)
        a, b = placements(a, answerable), placements(b, answerable)
    else:
        estimate = mean_difference(a, b)
    gains = np.round(a - b if name.startswith("latency") else b - a, 12)
    return _judged(name, "ratio" if scale == "ratio" else "points", estimate, values, gains, _most(values.rows, a, b, gains, changes))


def _judged(name: str, scale: Scale, estimate: Estimate, values: _Values, gains: Array, changes: tuple[Change, ...]) -> Difference:
    changed = int((gains != 0).sum())
    verdict, needed, text = _verdict(estimate, scale, name.startswith("latency"), changed, len(gains))
    return Difference(
        measure=name,
        scale=scale,
        a=estimate.a,
        b=estimate.b,
        difference=estimate.difference,
        low=estimate.low,
        high=estimate.high,
        p=estimate.p,
        n=len(gains),
        won=int((gains > 0).sum()),
        lost=int((gains < 0).sum()),
        tied=len(gains) - changed,
        only_a=values.only_a,
        only_b=values.only_b,
        verdict=verdict,
        needed=needed,
        text=text,
        changes=changes,
    )


def _verdict(estimate: Estimate, scale: Scale, lower_is_better: bool, changed: int, n: int) -> tuple[Verdict, float | None, str]:
    """(verdict, the difference needed, both in words)."""
    none = 1.0 if scale == "ratio" else 0.0
    if not changed:
        return "within noise", None, "within noise: no question changed"
    if estimate.low is None or estimate.high is None:
        return "within noise", None, "within noise: one question cannot tell"
    if estimate.low <= none <= estimate.high:
        needed = _needed(estimate.difference, estimate.low, estimate.high, scale)
        amount = f"{_up(needed)} points" if scale == "points" else f"{_up(needed - 1)} %"
        return "within noise", needed, f"within noise: {amount} would be needed"
    if estimate.p >= ALPHA:
        few = changed < _FEW
        why = f"only {changed} of {n} questions changed, too few to tell" if few else f"chance alone does as much in {_up(estimate.p)} % of cases"
        return "within noise", None, f"within noise: {why}"
    verdict: Verdict = "better" if (estimate.difference > none) is not lower_is_better else "worse"
    return verdict, None, verdict


def _needed(difference: float, low: float, high: float, scale: Scale) -> float:
    """How far the difference would have to be from none for an interval of this reach to leave none out; never less than it is."""
    if scale == "ratio":
        return math.exp(_needed(math.log(difference), math.log(low), math.log(high), "points"))
    if difference == 0:
        return max(high, -low)
    return difference - low if difference > 0 else high - difference


def _up(share: float) -> str:
    """Per cent with one decimal, rounded up: what is needed is never said too small."""
    return f"{math.ceil(round(1000 * share, 6)) / 10:.1f}"


def _most(rows: Sequence[Row], a: Array, b: Array, gains: Array, count: int) -> tuple[Change, ...]:
    lost = sorted((at for at in range(len(rows)) if gains[at] < 0), key=lambda at: (gains[at], rows[at].id))
    won = sorted((at for at in range(len(rows)) if gains[at] > 0), key=lambda at: (-gains[at], rows[at].id))
    return tuple(Change(rows[at].id, rows[at].question, float(a[at]), float(b[at])) for at in (*lost[:count], *won[:count]))
