"""A report in short, as a list of reports shows it. Everything in a report is checked here before it is shown as a number or a name."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import QuestionFileError
from rag.evals.statistics import Mean


@dataclass(frozen=True, slots=True)
class Summary:
    """One evaluation: `name` is its report's, `questions` the question file's and `digest` that file's SHA-256.

    `when` is the ISO time it says it was made at, `run` the run file it names; what a report does not say is "" or 0.
    `problem` says in one line why a report cannot be used; then there is nothing else.
    """

    name: str
    when: str = ""
    run: str = ""
    questions: str = ""
    digest: str = ""
    scope: str = ""
    encoder: str = ""
    asked: int = 0
    failed: int = 0
    means: Mapping[str, Mean] = field(default_factory=dict)
    problem: str = ""


def summary(name: str, report: Mapping[str, Any]) -> Summary:
    """The summary of a report's JSON; QuestionFileError, naming it, where the JSON is not shaped as a report."""
    try:
        origin, counts = report["provenance"], report["counts"]
        asked_of = origin.get("questions", {})
        if not all(isinstance(question, Mapping) for question in report["questions"]):
            raise TypeError("a question is no object")
        return Summary(
            name=name,
            when=str(origin.get("when", "")),
            run=str(origin.get("run", "")),
            questions=str(asked_of.get("file", "")),
            digest=str(asked_of.get("sha256", "")),
            scope=str(origin.get("scope", "")),
            encoder=str(origin.get("encoder", {}).get("name", "")),
            asked=int(counts["questions"]),
            failed=int(counts["failed"]) + int(counts["missing"]),
            means={str(measure): _mean(value) for measure, value in report["means"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        why = f"{type(error).__name__}: {error}"
        raise QuestionFileError(f"the evaluation {name!r} is not a report made by quoth eval ({why}): remove it, or evaluate again") from error


def moment(when: str) -> datetime.datetime | None:
    """The time that an ISO text names, in UTC (taken as UTC where it names no zone); None where it is no time."""
    try:
        found = datetime.datetime.fromisoformat(when)
    except ValueError:
        return None
    try:
        return found.replace(tzinfo=datetime.UTC) if found.tzinfo is None else found.astimezone(datetime.UTC)
    except OverflowError:  # the first or the last hours there are, seen from another zone
        return None


def _mean(value: Mapping[str, Any]) -> Mean:
    low, high = value["low"], value["high"]
    mean = Mean(float(value["mean"]), int(value["n"]), None if low is None else float(low), None if high is None else float(high))
    if not all(math.isfinite(number) for number in (mean.mean, mean.low or 0.0, mean.high or 0.0)):
        raise ValueError("a mean that is no number")
    return mean
