"""A run judged: means with intervals, slices, calibration, and for every question why it went as it did.

Needs no engine: a run made elsewhere is judged the same. The report is plain JSON values throughout; `load_report`
reads what `quoth eval --report` wrote, from a .json or an .html file.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import QuestionFileError
from corpus.transcript import Transcript
from rag.evals.explain import explained
from rag.evals.measures import STANDARD, Judged, Measure, Words, auroc, latency_p50, value
from rag.evals.questions import Question
from rag.evals.runs import Record
from rag.evals.statistics import Mean, interval

SCHEMA = 1
_EMBEDDED = re.compile(r'<script type="application/json" id="report">(.*?)</script>', re.DOTALL)
Means = Mapping[str, Mean]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run is worth.

    `missing` questions are not in the run, `failed` ones are there with an error; both score 0. `slices` maps a tag to
    its values to their means. `calibration` is None where confidences or unanswerable questions are wanting.
    `questions` holds one JSON object a question (see `rag.evals.explain`), `per_question` its values alone.
    """

    questions: tuple[Mapping[str, Any], ...]
    answerable: int
    missing: int
    failed: int
    means: Means
    per_question: Mapping[str, Mapping[str, float]]
    slices: Mapping[str, Mapping[str, Means]]
    calibration: Mapping[str, Any] | None
    provenance: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "schema": SCHEMA,
            "provenance": dict(self.provenance),
            "counts": {"questions": len(self.questions), "answerable": self.answerable, "missing": self.missing, "failed": self.failed},
            "means": _plain(self.means),
            "slices": {tag: {name: _plain(means) for name, means in values.items()} for tag, values in self.slices.items()},
            "calibration": self.calibration,
            "questions": [dict(question) for question in self.questions],
        }


def judge(
    questions: Sequence[Question],
    records: Mapping[str, Record],
    transcripts: Sequence[Transcript],
    measures: Iterable[Measure] = STANDARD,
    provenance: Mapping[str, Any] | None = None,
) -> Report:
    """The report of a run over `questions`. Same input, same report."""
    words, chosen = Words(transcripts), tuple(measures)
    judged = [Judged(question, records.get(question.id), words) for question in questions]
    values = {j.question.id: {str(m): v for m in chosen if (v := value(m, j)) is not None} for j in judged}
    return Report(
        questions=tuple(explained(j, values[j.question.id], transcripts) for j in judged),
        answerable=sum(question.answerable for question in questions),
        missing=sum(question.id not in records for question in questions),
        failed=sum(bool(record.error) for record in records.values()),
        means=_means(judged, values, chosen),
        per_question=values,
        slices=_slices(judged, values, chosen, transcripts),
        calibration=_calibration(judged),
        provenance=provenance or {},
    )


def load_report(path: Path) -> dict[str, Any]:
    """The JSON of a report file; QuestionFileError when it is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        embedded = _EMBEDDED.search(text)
        held = json.loads(embedded[1] if embedded else text)
        if held["schema"] != SCHEMA:
            raise QuestionFileError(f"{path}: a report of schema {held['schema']}, this Quoth reads {SCHEMA}; run the evaluation again")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise QuestionFileError(f"{path} is not a report made by: quoth eval --report FILE ({type(error).__name__})") from error
    return dict(held)


def _plain(means: Means) -> dict[str, Any]:
    return {name: dataclasses.asdict(mean) for name, mean in means.items()}


def _means(judged: Sequence[Judged], values: Mapping[str, Mapping[str, float]], measures: Sequence[Measure]) -> dict[str, Mean]:
    """The mean of every measure that says something about these questions, in the order of `measures`."""
    means: dict[str, Mean] = {}
    for measure in measures:
        found = [values[j.question.id][str(measure)] for j in judged if str(measure) in values[j.question.id]]
        if found:
            means[str(measure)] = interval(found)
        elif measure.family == "auroc":
            sure, unsure = _confidences(judged, True), _confidences(judged, False)
            if sure and unsure:
                means[str(measure)] = Mean(auroc(sure, unsure), len(sure) + len(unsure))
        elif measure.family == "latency_p50":
            seconds = [j.record.seconds for j in judged if j.record and j.record.seconds is not None]
            if seconds:
                means[str(measure)] = Mean(latency_p50(seconds), len(seconds))
    return means


def _confidences(judged: Iterable[Judged], answerable: bool) -> list[float]:
    return [j.record.confidence for j in judged if j.question.answerable is answerable and j.record and j.record.confidence is not None]


def _slices(
    judged: Sequence[Judged], values: Mapping[str, Mapping[str, float]], measures: Sequence[Measure], transcripts: Sequence[Transcript]
) -> dict[str, dict[str, dict[str, Mean]]]:
    """Means by every tag, by transcript and by the speaker of the gold; a tag that all questions share tells nothing."""
    turns = {transcript.id: transcript.turns for transcript in transcripts}
    groups: dict[str, dict[str, list[Judged]]] = {}
    for j in judged:
        question = j.question
        keys = {**question.tags, "transcript": question.transcript}
        if question.gold:
            keys["speaker"] = turns[question.transcript_id][question.gold[0][0]].speaker.name
        for tag, name in keys.items():
            groups.setdefault(tag, {}).setdefault(name, []).append(j)
    return {tag: {name: _means(held, values, measures) for name, held in sorted(names.items())} for tag, names in groups.items() if len(names) > 1}


def _calibration(judged: Sequence[Judged]) -> dict[str, Any] | None:
    """The risk-coverage curve (El-Yaniv and Wiener 2010): what share is answered at each confidence, and what share of that wrongly.

    Wrong is an answer to an unanswerable question, and one whose quotations (hits, where the run does not quote) miss gold.
    """
    known = [j for j in judged if j.record is not None and j.record.confidence is not None]
    if not known or all(j.question.answerable for j in known):
        return None
    ordered = sorted(known, key=lambda j: -(j.record.confidence if j.record and j.record.confidence is not None else 0.0))
    wrong = np.cumsum([not _right(j) for j in ordered])
    curve = []
    for i, j in enumerate(ordered):
        last_of_ties = i + 1 == len(ordered) or _sure(ordered[i + 1]) != _sure(j)
        if last_of_ties:
            curve.append({"threshold": _sure(j), "coverage": (i + 1) / len(ordered), "risk": float(wrong[i]) / (i + 1)})
    sure, unsure = _confidences(known, True), _confidences(known, False)
    return {"curve": curve, "auroc": auroc(sure, unsure) if sure and unsure else None}


def _sure(judged: Judged) -> float:
    return judged.record.confidence if judged.record and judged.record.confidence is not None else 0.0


def _right(judged: Judged) -> bool:
    return judged.question.answerable and any(judged.relevant[:1] if judged.quotes is None else judged.quotes)
