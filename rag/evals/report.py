"""A run judged: the mean of every measure with its interval, and every question's values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.transcript import Transcript
from rag.evals.measures import Words, auroc, score, told
from rag.evals.questions import Question
from rag.evals.runs import Record

_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over `n` questions with its 95 % percentile bootstrap interval; `low` and `high` are None where there is none."""

    mean: float
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """`missing` questions are not in the run, `failed` ones are there with an error; both score 0."""

    questions: int
    answerable: int
    missing: int
    failed: int
    means: Mapping[str, Mean]
    per_question: Mapping[str, Mapping[str, float]]


def judge(questions: Sequence[Question], records: Mapping[str, Record], transcripts: Sequence[Transcript]) -> Report:
    """The report of a run over `questions`. Needs no engine: a run made elsewhere is judged the same."""
    words = Words(transcripts)
    answerable = [question for question in questions if question.answerable]
    refusable = [question for question in questions if not question.answerable]
    values = {question.id: score(question, records.get(question.id), words) for question in answerable}
    means = {name: interval([held[name] for held in values.values() if name in held]) for name in dict.fromkeys(n for held in values.values() for n in held)}
    for name, group, said in (("kept", answerable, True), ("refused", refusable, False)):
        answers = told(group, records)
        if answers:
            means[name] = interval([float(answer is said) for answer in answers])
    sure = [[r.confidence for q in group if (r := records.get(q.id)) and r.confidence is not None] for group in (answerable, refusable)]
    if all(sure):
        means["auroc"] = Mean(auroc(*sure), sum(map(len, sure)))
    proofs = [float(record.verified) for record in records.values() if record.verified is not None]
    if proofs:
        means["verified"] = Mean(float(np.mean(proofs)), len(proofs))
    seconds = [record.seconds for record in records.values() if record.seconds is not None]
    if seconds:
        means["latency_p50"] = Mean(float(np.median(seconds)), len(seconds))
    return Report(
        questions=len(questions),
        answerable=len(answerable),
        missing=sum(question.id not in records for question in questions),
        failed=sum(bool(record.error) for record in records.values()),
        means=means,
        per_question=values,
    )


def interval(values: Sequence[float], seed: int = 0) -> Mean:
    """The mean with the 2.5th and 97.5th percentile of 2,000 bootstrap resamples (Efron 1979); `values` not empty."""
    held = np.asarray(values, dtype=np.float64)
    rng = np.random.default_rng(seed)
    means = np.sort([held[rng.integers(0, len(held), len(held))].mean() for _ in range(_RESAMPLES)])
    return Mean(float(held.mean()), len(held), float(means[int(0.025 * _RESAMPLES)]), float(means[int(0.975 * _RESAMPLES) - 1]))
