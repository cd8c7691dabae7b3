"""The gate: what an evaluation must reach, and how far it may fall behind an earlier one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import QuestionFileError
from rag.evals.measures import Measure, parse


@dataclass(frozen=True, slots=True)
class Requirement:
    """A bound on a measure: at least `bound`, or at most where `most` is set (latency)."""

    measure: Measure
    bound: float
    most: bool


def requirement(text: str) -> Requirement:
    """The requirement that `text` writes: "gold@1000w>=0.60", "gold@1000w=0.60" (the same), "latency_p50<=0.5"; else QuestionFileError."""
    found = re.fullmatch(r"\s*([\w@]+)\s*(>=|<=|=)\s*([0-9.]+)\s*", text)
    try:
        if not found:
            raise ValueError
        return Requirement(parse(found[1]), float(found[3]), found[2] == "<=")
    except ValueError as error:
        raise QuestionFileError(f"--require {text!r} is not MEASURE>=VALUE, for instance gold@1000w>=0.60") from error


def shortfalls(means: Mapping[str, Any], requirements: Sequence[Requirement]) -> list[str]:
    """One line for each requirement that `means` (of a report's JSON) do not meet; a measure that is not there is not met."""
    lines = []
    for need in requirements:
        name, held = str(need.measure), means.get(str(need.measure))
        if held is None:
            lines.append(f"{name} was required, but this run has no such measure")
        elif (held["mean"] > need.bound) if need.most else (held["mean"] < need.bound):
            lines.append(f"{name} is {held['mean']:.4f}, {'at most' if need.most else 'at least'} {need.bound:g} was required")
    return lines


def drops(means: Mapping[str, Any], baseline: Mapping[str, Any], most: float) -> list[str]:
    """One line for each measure that is worse than the baseline's by more than `most`; latency is not held to it."""
    return [
        f"{name} fell from {then['mean']:.4f} to {means[name]['mean']:.4f}, more than {most:g}"
        for name, then in baseline.items()
        if name in means and not name.startswith("latency") and then["mean"] - means[name]["mean"] > most
    ]
