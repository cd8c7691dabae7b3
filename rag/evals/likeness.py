"""Whether two reports asked the same questions, and what else was not the same when they were made.

Reads the JSON of a report (`rag.evals.report`) into rows, and refuses here what cannot be compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.errors import QuestionFileError

_EXAMPLES = 3
_ORDER = ("scope", "encoder", "passages", "settings", "library", "index", "sample", "versions", "machine")
_IDENTITY = ("when", "run", "questions")


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a report; `asked` is what it asked (text, transcript, history), `gold` its gold turns and their words.

    `values` has the measures that the question has a value for, by name.
    """

    id: str
    question: str
    answerable: bool
    asked: tuple[str, ...]
    gold: tuple[tuple[int, str], ...]
    values: Mapping[str, float]
    confidence: float | None
    seconds: float | None
    failed: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that was not the same for both reports, by its dotted name ("settings.dense.window"); None where a side has none."""

    name: str
    a: Any
    b: Any


def rows(report: Mapping[str, Any], name: str) -> dict[str, Row]:
    """The questions of a report by id, in its order; QuestionFileError for what is no report, naming it `name`."""
    held: dict[str, Row] = {}
    try:
        for question in report["questions"]:
            row = _row(question)
            if row.id in held:
                raise QuestionFileError(f"{name}: question {row.id!r} is there twice; evaluate again with ids that are unique")
            held[row.id] = row
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise QuestionFileError(f"{name} is not a report to compare ({type(error).__name__}: {error}); write one with quoth eval --report") from error
    return held


def unlike(a: Mapping[str, Row], b: Mapping[str, Row], names: tuple[str, str]) -> list[str]:
    """How two sets of questions differ, in words: ids of one side only, other texts, other kinds, other gold. Empty when alike."""
    both = [key for key in a if key in b]
    found = [
        (f"only in {names[0]}", [key for key in a if key not in b]),
        (f"only in {names[1]}", [key for key in b if key not in a]),
        ("with another text", [key for key in both if a[key].asked != b[key].asked]),
        ("answerable in one and not in the other", [key for key in both if a[key].answerable != b[key].answerable]),
        ("with other gold", [key for key in both if a[key].gold != b[key].gold]),
    ]
    return [f"{len(keys)} {what} ({', '.join(keys[:_EXAMPLES])}{', …' if len(keys) > _EXAMPLES else ''})" for what, keys in found if keys]


def alike(a: Mapping[str, Any], b: Mapping[str, Any], names: tuple[str, str]) -> tuple[dict[str, Row], dict[str, Row], list[str]]:
    """The rows of two reports and notes on how their questions differ; QuestionFileError where they are too unlike to compare.

    With one question file the sets may differ (a sample, an interrupted run). Of two files every question must agree.
    """
    of_a, of_b = rows(a, names[0]), rows(b, names[1])
    differences = unlike(of_a, of_b, names)
    hashes = [_at(report, "questions", "sha256") for report in (a, b)]
    same_file = hashes[0] is not None and hashes[0] == hashes[1]
    if (differences and not same_file) or not of_a.keys() & of_b.keys():
        how = "; ".join(differences) or "neither has any question"
        raise QuestionFileError(f"{names[0]} and {names[1]} cannot be compared, they asked different questions: {how}. Evaluate both with one question file")
    notes = [f"Questions: {difference}." for difference in differences]
    if not same_file:
        notes.append("The question files are not the same, but every question in them, its kind and its gold are.")
    counts = [sum(row.failed for row in side.values()) for side in (of_a, of_b)]
    if any(counts):
        notes.append(f"Failed or missing questions, which score 0: {counts[0]} in {names[0]}, {counts[1]} in {names[1]}.")
    return of_a, of_b, notes


def provenance(a: Mapping[str, Any], b: Mapping[str, Any]) -> tuple[Changed, ...]:
    """What differs in how two reports were made: encoder, passages, settings, library and the rest, but not when."""
    flat_a, flat_b = (dict(_leaves(report.get("provenance") or {})) for report in (a, b))
    names = [name for name in dict.fromkeys([*flat_a, *flat_b]) if flat_a.get(name) != flat_b.get(name) and name.split(".")[0] not in _IDENTITY]
    return tuple(Changed(name, flat_a.get(name), flat_b.get(name)) for name in sorted(names, key=_rank))


def run_name(report: Mapping[str, Any]) -> str:
    """The name a report gives its run; empty where it gives none."""
    return str(_at(report, "run") or "")


def _row(held: Mapping[str, Any]) -> Row:
    values = {str(name): _finite(value) for name, value in held["values"].items()}
    history = [str(part) for exchange in held.get("history") or () for part in exchange]
    gold = sorted((int(turn["turn"]), " ".join(str(turn.get("text", "")).split())) for turn in held.get("gold") or ())
    return Row(
        id=str(held["id"]),
        question=str(held["question"]),
        answerable=bool(held["answerable"]),
        asked=(str(held["question"]), str(held.get("transcript", "")), *history),
        gold=tuple(gold),
        values=values,
        confidence=None if held.get("confidence") is None else _finite(held["confidence"]),
        seconds=None if held.get("seconds") is None else _finite(held["seconds"]),
        failed=bool(held.get("error")),
    )


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is no measured value")
    return number


def _leaves(held: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in held.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _rank(name: str) -> tuple[int, str]:
    top = name.split(".")[0]
    return (_ORDER.index(top) if top in _ORDER else len(_ORDER)), name


def _at(report: Mapping[str, Any], *path: str) -> Any:
    held: Any = report.get("provenance")
    for name in path:
        held = held.get(name) if isinstance(held, Mapping) else None
    return held
