"""Trees that rank the sentences of a question, and a logistic that tells whether any of them answers it: fitted, and cross-validated by transcript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.trees import Trees
from rag.tuning.ranking import Growth, grow
from rag.tuning.sentences_seen import Seen
from rag.writers.candidates import FEATURES, Candidates
from rag.writers.model import EVIDENCE, evidence

Floats = npt.NDArray[np.float64]

GROWTH = Growth(rounds=100, leaves=8, rate=0.08, least=60, shrink=5.0, truncation=20, features=0.7, rows=1.0)
FOLDS = 5
TIMES: Mapping[str, int] = {"samples": 4, "page": 4}
"""How often the questions of a small source are counted, so that meetings do not decide alone."""
SHARES: Mapping[tuple[str, bool, bool], float] = {
    ("meetings", True, False): 1.0, ("meetings", False, False): 1.0, ("samples", True, False): 0.7, ("page", True, False): 0.3, ("page", False, False): 0.1,
    ("briefings", True, False): 0.3, ("meetings", True, True): 0.1, ("briefings", True, True): 0.05, ("samples", True, True): 0.05,
}  # fmt: skip
"""What each group counts in all when confidence is fitted: (source, answerable, bereft of its gold turns). Near misses written for the samples are left out."""
KEPT = 0.93
"""This share of each source's answerable questions is to be answered."""
_SHRINK, _STEPS, _RATE = 1e-3, 4000, 1.0


def trees(questions: Sequence[Seen], growth: Growth = GROWTH) -> dict[str, Any]:
    """A JSON value for `Trees`: which of a question's sentences overlap gold rather than which not."""
    used = [one for one in questions if one.answers.any() and not one.answers.all()]
    used = [one for one in used for _ in range(TIMES.get(one.source, 1))]
    features = np.concatenate([one.candidates.features for one in used])
    return grow(FEATURES, features, np.concatenate([one.answers for one in used]), [len(one.answers) for one in used], growth)


def folds(questions: Sequence[Seen], seed: int = 3) -> npt.NDArray[np.int64]:
    """A fold for every question, the same for all questions of a transcript."""
    names = sorted({(one.source, one.question.transcript_id) for one in questions})
    fold = dict(zip((names[i] for i in np.random.default_rng(seed).permutation(len(names))), np.arange(len(names)) % FOLDS, strict=True))
    return np.array([fold[one.source, one.question.transcript_id] for one in questions])


def held_out(questions: Sequence[Seen], usable: Callable[[Seen], bool]) -> list[tuple[Floats, Floats | None]]:
    """For every question the scores of its candidates, and of those that are left without gold, by trees that saw no question of its transcript."""
    fold = folds(questions)
    found: list[tuple[Floats, Floats | None]] = [(np.zeros(0), None)] * len(questions)
    for number in range(FOLDS):
        model = Trees.parse(trees([one for one, own in zip(questions, fold, strict=True) if own != number and usable(one)]))
        for i in np.flatnonzero(fold == number).tolist():
            bereft = questions[i].bereft
            found[i] = model.scores(questions[i].candidates.features), model.scores(bereft.features) if bereft else None
    return found


def support(questions: Sequence[Seen], scores: Sequence[tuple[Floats, Floats | None]], usable: Callable[[Seen], bool]) -> dict[str, Any]:
    """A JSON value for `Support`: weights of 0 or more, so that no evidence counts against an answer, and the bias that keeps `KEPT` of each source."""
    rows: list[tuple[tuple[str, bool, bool], Floats]] = []
    for one, (own, bereft) in zip(questions, scores, strict=True):
        if usable(one) and one.candidates.places:
            rows.append(((one.source, one.question.answerable, False), evidence(one.candidates.features, own)))
            rows += _bereft(one, bereft)
    groups = [group for group, _ in rows]
    sizes = Counter(groups)
    features, labels = np.array([row for _, row in rows]), np.array([answerable and not bereft for _, answerable, bereft in groups])
    shares = np.array([SHARES.get(group, 0.0) / sizes[group] for group in groups])
    weights, bias = _logistic(features, labels, shares / shares.sum())
    held = features @ weights
    least = min(float(np.quantile(held[[group == kind for group in groups]], 1 - KEPT)) for kind in sizes if kind[1:] == (True, False) and kind in SHARES)
    written = {name: float(f"{weight:.5g}") for name, weight in zip(EVIDENCE, weights, strict=True)}
    return {"weights": written, "bias": float(f"{-least:.5g}"), "fitted_bias": float(f"{bias:.5g}")}


def _bereft(one: Seen, scores: Floats | None) -> list[tuple[tuple[str, bool, bool], Floats]]:
    left: Candidates | None = one.bereft
    return [((one.source, True, True), evidence(left.features, scores))] if left is not None and scores is not None else []


def _logistic(features: Floats, labels: npt.NDArray[np.bool_], shares: Floats) -> tuple[Floats, float]:
    """Weights (none below 0) and bias of a logistic regression, by projected gradient steps on standardised features."""
    mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-9
    held, weights, bias = (features - mean) / deviation, np.zeros(features.shape[1]), 0.0
    for _ in range(_STEPS):
        wrong = shares * (1 / (1 + np.exp(-(held @ weights + bias))) - labels)
        weights = np.maximum(weights - _RATE * (held.T @ wrong + _SHRINK * weights), 0.0)
        bias -= _RATE * float(wrong.sum())
    return weights / deviation, float(bias - (weights / deviation) @ mean)
