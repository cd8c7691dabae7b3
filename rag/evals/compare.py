"""Two reports compared question by question, and many settings against one another without crowning chance.

Pure: the JSON of reports (`rag.evals.report`) in, values out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import SettingError
from rag.evals.differences import ALPHA, Change, Difference, Verdict, differences
from rag.evals.likeness import Changed, Row, alike, provenance, run_name
from rag.evals.paired import holm

__all__ = ["Arm", "Change", "Changed", "Comparison", "Difference", "Ranking", "Verdict", "compare", "compare_many", "holm"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """B against A. `n` questions are in both; `only_a` and `only_b` are the ids that one side has; `notes` are remarks for a person."""

    a: str
    b: str
    n: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    measures: tuple[Difference, ...]
    provenance: tuple[Changed, ...]
    notes: tuple[str, ...]

    @property
    def conclusion(self) -> str:
        """One line: on which measures B is better and worse, and how many tell nothing; of a single measure, its verdict."""
        head = f"{self.b} against {self.a} on {self.n} questions"
        if len(self.measures) == 1:
            return f"{head}: {self.measures[0].measure} {self.measures[0].gap}, {self.measures[0].text}."
        parts = [f"{verdict} on {', '.join(told)}" for verdict in ("better", "worse") if (told := self._told(verdict))]
        quiet = len(self._told("within noise"))
        if quiet:
            parts.append(f"within noise on {'all' if not parts else quiet} of {len(self.measures)} measures")
        return f"{head}: {'; '.join(parts) or 'no measure to compare'}."

    def as_json(self) -> dict[str, Any]:
        """The comparison as plain values, its conclusion first."""
        return {"conclusion": self.conclusion, **dataclasses.asdict(self)}

    def _told(self, verdict: str) -> list[str]:
        return [f"{difference.measure} ({difference.gap})" for difference in self.measures if difference.verdict == verdict]


@dataclass(frozen=True, slots=True)
class Arm:
    """One setting among many; `value` is its mean over the questions that the baseline has too.

    `difference` is against the baseline, `p` is corrected for all settings (Holm) and so is `verdict`; None for the baseline.
    """

    name: str
    value: float
    difference: Difference | None = None
    p: float | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Settings compared at once by one measure: the baseline, then the others in the order given.

    `leader` has the best value. `level` are the settings that it is not told apart from; only when there are none is it
    the `winner`, else that is None.
    """

    measure: str
    arms: tuple[Arm, ...]
    leader: str
    level: tuple[str, ...]
    winner: str | None

    @property
    def conclusion(self) -> str:
        """One line: who won, or why nobody did."""
        baseline, others = self.arms[0], self.arms[1:]
        if not others:
            return f"{baseline.name} is alone, there is nothing to compare it with."
        better = [arm.name for arm in others if arm.verdict == "better"]
        told = f"better than {baseline.name}: {', '.join(better)}" if better else f"none is better than {baseline.name} beyond noise"
        if self.winner:
            return f"{self.winner} has the best {self.measure}, told apart from all {len(others)} others; {told}."
        return f"No winner by {self.measure}: {self.leader} leads but is within noise of {', '.join(self.level)}; {told}."

    def as_json(self) -> dict[str, Any]:
        """The ranking as plain values, its conclusion first."""
        return {"conclusion": self.conclusion, **dataclasses.asdict(self)}


def compare(a: Mapping[str, Any], b: Mapping[str, Any], *, measures: Sequence[str] = (), names: tuple[str, str] = ("A", "B"), changes: int = 5) -> Comparison:
    """Report B against report A by the measures given, or all, with up to `changes` lost and as many won questions for each.

    QuestionFileError for question sets that are unlike, SettingError for a measure that the reports do not share.
    """
    of_a, of_b, notes = alike(a, b, names)
    both = [(row, of_b[row.id]) for row in of_a.values() if row.id in of_b]
    found = differences(both, changes)
    _known(measures, found)
    shown = tuple(found[measure] for measure in (dict.fromkeys(measures) or found))
    return Comparison(
        a=names[0],
        b=names[1],
        n=len(both),
        only_a=tuple(key for key in of_a if key not in of_b),
        only_b=tuple(key for key in of_b if key not in of_a),
        measures=shown,
        provenance=provenance(a, b),
        notes=(*notes, *_lacking(both, found), *_remarks(shown, names)),
    )


def compare_many(baseline: Mapping[str, Any], others: Sequence[Mapping[str, Any]], measure: str = "gold@1000w", names: Sequence[str] = ()) -> Ranking:
    """Reports of many settings over the same questions, each against the baseline and the leader against each.

    `names` are the baseline's and the others'; by default the names of their runs. Against the baseline the p values
    are Holm's; the leader, which was chosen by looking, must hold against every one after a correction for all pairs.
    Errors as of `compare`.
    """
    reports = [baseline, *others]
    called = _unique(names or [run_name(report) for report in reports])
    pairs = [_by(measure, baseline, other, (called[0], name)) for other, name in zip(others, called[1:], strict=True)]
    ps = holm([pair.p for pair in pairs])
    arms = [Arm(name, pair.b, pair, p, _corrected(pair, p)) for name, pair, p in zip(called[1:], pairs, ps, strict=True)]
    arms.insert(0, Arm(called[0], pairs[0].a if pairs else _by(measure, baseline, baseline, (called[0], called[0])).a))
    upward = -1 if measure.startswith("latency") else 1
    lead = max(range(len(arms)), key=lambda at: (upward * arms[at].value, -at))
    tests = len(arms) * (len(arms) - 1) / 2
    duels = {at: _by(measure, reports[at], reports[lead], (called[at], called[lead])) for at in range(len(arms)) if at != lead}
    level = tuple(called[at] for at, duel in duels.items() if _corrected(duel, duel.p * tests) != "better")
    return Ranking(measure, tuple(arms), called[lead], level, None if level or not others else called[lead])


def _by(measure: str, a: Mapping[str, Any], b: Mapping[str, Any], names: tuple[str, str]) -> Difference:
    of_a, of_b, _ = alike(a, b, names)
    both = [(row, of_b[row.id]) for row in of_a.values() if row.id in of_b]
    found = differences(both, only=measure)
    if measure not in found:
        _known([measure], differences(both))
    return found[measure]


def _known(measures: Sequence[str], found: Mapping[str, Difference]) -> None:
    unknown = ", ".join(repr(measure) for measure in measures if measure not in found)
    if unknown:
        raise SettingError(f"no question has a value of {unknown} in both reports; the measures that can be compared are {', '.join(found) or 'none'}")


def _corrected(pair: Difference, p: float) -> Verdict:
    return pair.verdict if p < ALPHA else "within noise"


def _unique(names: Sequence[str]) -> list[str]:
    """The names, numbered from 1 where they are empty or the same."""
    return [name if name and names.count(name) == 1 else f"{name or 'run'} #{number}" for number, name in enumerate(names, 1)]


def _lacking(both: Sequence[tuple[Row, Row]], found: Mapping[str, Difference]) -> list[str]:
    names = dict.fromkeys(name for pair in both for row in pair for name in row.values)
    lacking = ", ".join(name for name in names if name not in found)
    return [f"Not compared, because no question has a value in both: {lacking}."] if lacking else []


def _remarks(shown: Sequence[Difference], names: tuple[str, str]) -> list[str]:
    remarks = [
        f"{held.measure} is over the {held.n} questions with a value in both; {held.only_a} have one in {names[0]} alone, {held.only_b} in {names[1]} alone."
        for held in shown
        if held.only_a or held.only_b
    ]
    if len(shown) > 1 and any(held.verdict != "within noise" for held in shown):
        remarks.append(f"Of {len(shown)} measures looked at together one in twenty differs by chance: decide by one that you chose beforehand.")
    return remarks
