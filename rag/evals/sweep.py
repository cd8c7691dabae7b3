"""A sweep: the same questions put to many settings, each judged, and all held against the first with what chance allows.

An interrupted sweep goes on with the arm at which it stopped, where it is given a folder to keep the judged ones in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError, QuothError
from embeddings.encoders import Report, silent
from rag.ask import Engine
from rag.evals.arms import Arm, parse_sweep
from rag.evals.compare import Arm as Placed
from rag.evals.compare import Ranking, compare_many
from rag.evals.questions import Question
from rag.evals.report import judge, load_report
from rag.evals.runs import Where, run

__all__ = ["MEASURE", "Arm", "Outcome", "conclusion", "numbered", "parse_sweep", "ranking", "sweep", "sweep_json"]

MEASURE = "gold@1000w"
_LISTED = 6
_BULKY = ("hits", "quotes")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an arm gave: its report's JSON without hits, quotations and slices; or None and the error that kept it from being asked."""

    arm: Arm
    report: Mapping[str, Any] | None
    error: str = ""


def sweep(
    engine_for: Callable[[Arm], Engine],
    arms: Sequence[Arm],
    questions: Sequence[Question],
    where: Where,
    origin: Callable[[Engine], Mapping[str, Any]],
    measure: str = MEASURE,
    report: Report = silent,
    keep: Path | None = None,
) -> list[Outcome]:
    """One outcome an arm, in order.

    `engine_for` gives the engine of an arm; `origin` what decides its answers (`rag.evals.provenance`). `report` is called with the
    number of questions answered since the last call. `keep` is a folder of this sweep's own. An arm that cannot be asked is
    recorded with its error; of the first arm the error is raised, as is SettingError when its report has no such `measure`.
    """
    outcomes: list[Outcome] = []
    for arm in arms:
        try:
            outcomes.append(Outcome(arm, _judged(engine_for(arm), arm, questions, where, origin, report, keep)))
        except QuothError as error:
            if not outcomes:
                raise
            outcomes.append(Outcome(arm, None, str(error)))
            report(len(questions))
        if len(outcomes) == 1:
            ranking(outcomes, measure)
    if keep and keep.is_dir():
        _forget(keep)
    return outcomes


def ranking(outcomes: Sequence[Outcome], measure: str = MEASURE) -> Ranking:
    """The arms that were asked by one measure: each against the first, the best against each, corrected for being looked at together.

    They are called by their 1-based numbers among all arms ("arm 1").
    """
    asked = [(name, outcome.report) for name, outcome in numbered(outcomes).items() if outcome.report is not None]
    names, reports = [name for name, _ in asked], [held for _, held in asked]
    return compare_many(reports[0], reports[1:], measure, names)


def numbered(outcomes: Sequence[Outcome]) -> dict[str, Outcome]:
    """The outcomes by their names in a ranking: "arm 1" and so on."""
    return {f"arm {number}": outcome for number, outcome in enumerate(outcomes, 1)}


def conclusion(outcomes: Sequence[Outcome], held: Ranking) -> str:
    """One line: who won, or why nobody did; what is better than the first arm; how many arms could not be asked."""
    first, better = held.arms[0].name, [arm.name for arm in held.arms if arm.verdict == "better"]
    if len(held.arms) == 1:
        said = f"{first} alone was asked: there is nothing to compare it with."
    elif held.winner:
        said = f"{held.winner} has the best {held.measure}, told apart from every other."
    else:
        said = f"No winner by {held.measure}: {held.leader} leads, but within noise of {_listed(held.level)}."
    if len(held.arms) > 1:
        said += f" Better than {first}: {_listed(better)}." if better else f" None is better than {first} beyond noise."
    failed = sum(outcome.report is None for outcome in outcomes)
    return f"{said} {failed} of {len(outcomes)} arms could not be asked." if failed else said


def sweep_json(outcomes: Sequence[Outcome], held: Ranking) -> dict[str, Any]:
    """The sweep as JSON values: the conclusion, and for every arm its settings, means and difference to the first."""
    placed = {arm.name: arm for arm in held.arms}
    return {
        "conclusion": conclusion(outcomes, held),
        "measure": held.measure,
        "winner": held.winner,
        "leader": held.leader,
        "level": list(held.level),
        "arms": [_arm_json(name, outcome, placed.get(name)) for name, outcome in numbered(outcomes).items()],
    }


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= _LISTED else f"{', '.join(names[:_LISTED])} and {len(names) - _LISTED} more"


def _arm_json(name: str, outcome: Outcome, placed: Placed | None) -> dict[str, Any]:
    told: dict[str, Any] = {"arm": name, "name": outcome.arm.name, "settings": dict(outcome.arm.settings), "error": outcome.error}
    if outcome.report is None or placed is None:
        return told
    pair = placed.difference
    against = {"difference": pair.difference, "low": pair.low, "high": pair.high, "p": placed.p, "verdict": placed.verdict} if pair else None
    return {**told, "counts": outcome.report["counts"], "means": outcome.report["means"], "against_first": against}


def _judged(
    engine: Engine,
    arm: Arm,
    questions: Sequence[Question],
    where: Where,
    origin: Callable[[Engine], Mapping[str, Any]],
    report: Report,
    keep: Path | None,
) -> Mapping[str, Any]:
    what = {**origin(engine), "run": arm.name}
    path = keep / f"{_digest([what, [question.id for question in questions]])}.json" if keep else None
    if path and path.is_file():
        report(len(questions))
        return load_report(path)
    records = {record.id: record for record in run(engine, questions, where, lambda: report(1))}
    held = _slim(judge(questions, records, engine.transcripts, provenance=what).as_json())
    if path:
        _write(path, json.dumps(held, ensure_ascii=False))
    return held


def _slim(held: Mapping[str, Any]) -> dict[str, Any]:
    """A report without what no comparison reads: hundreds of arms must fit into memory."""
    questions = [{name: value for name, value in question.items() if name not in _BULKY} for question in held["questions"]]
    return {**{name: held[name] for name in ("schema", "provenance", "counts", "means")}, "questions": questions}


def _digest(what: Any) -> str:
    return hashlib.sha256(json.dumps(what, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _forget(keep: Path) -> None:
    for path in keep.glob("*.json"):
        path.unlink()
    with suppress(OSError):  # what else lies in it is not ours
        keep.rmdir()


def _write(path: Path, text: str) -> None:
    """Written beside and renamed: a report that is there is whole."""
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(text.encode("utf-8", "backslashreplace"))
        beside.replace(path)
    except OSError as error:
        raise QuestionFileError(f"{path} cannot be written: {error.strerror}; free some space, or mend your rights to the folder") from error
