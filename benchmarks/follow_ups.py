"""Follow-ups, measured over the samples: what a conversation's history gives, and what it must not harm.

    python benchmarks/follow_ups.py

Asks every follow-up of tests/data/follow_ups.jsonl with its history, without it, and as a person worded it to stand
alone (the most that rewording can give), and every question of tests/data/stand_alone.jsonl after a conversation about
something else. The rules were tuned on the half tagged "tune"; the other is reported beside it.
"""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus.library import read_library
from corpus.readers.registry import READERS
from corpus.transcript import Transcript
from embeddings.encoders import Encoder
from embeddings.encoders.registry import open_encoder
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from rag.ask import Engine
from rag.cast import Cast
from rag.evals.measures import Words, parse, score
from rag.evals.paired import Estimate, mean_difference
from rag.evals.questions import Question, load_questions
from rag.evals.runs import run
from rag.question import understand
from rag.scope import Scope

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpus" / "samples"
FOLLOW_UPS = ROOT / "tests" / "data" / "follow_ups.jsonl"
STAND_ALONE = ROOT / "tests" / "data" / "stand_alone.jsonl"
MEASURES = tuple(parse(name) for name in ("hit@5", "gold@1000w", "mrr@10"))
HALVES = ("tune", "report")
History = tuple[tuple[str, str], ...]
Values = Mapping[str, Mapping[str, float]]
"""The measures of each question, by the question's id."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that leans on its history, the scope that it has, and how a person would word it alone."""

    question: Question
    scope: Scope
    alone: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A question that leans on nothing, after a conversation about something else."""

    question: str
    history: History
    half: str


@dataclass(frozen=True, slots=True)
class Found:
    """How often a part of the scope (its speakers, its dates) was set, should have been, and was set as it should have been."""

    set: int
    expected: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was set that is right; 1 where nothing was."""
        return self.right / self.set if self.set else 1.0

    @property
    def recall(self) -> float:
        """The share of what should have been set that was set right; 1 where nothing should have been."""
        return self.right / self.expected if self.expected else 1.0


def follow_ups(transcripts: Sequence[Transcript], path: Path = FOLLOW_UPS) -> tuple[FollowUp, ...]:
    """The follow-ups at `path`; QuestionFileError for one whose gold is not in the record."""
    held = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    questions = load_questions(path, transcripts)
    return tuple(FollowUp(question, _scope(row["scope"]), row["stand_alone"]) for question, row in zip(questions, held, strict=True))


def standing(path: Path = STAND_ALONE) -> tuple[Standing, ...]:
    """The questions at `path`, each after a conversation that it does not lean on."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(Standing(row["question"], tuple((past["question"], past["answer"]) for past in row["history"]), row["tags"]["half"]) for row in rows)


def engine(index: Path, encoder: Encoder) -> Engine:
    """An engine over the samples, its index built in the folder `index`."""
    readers = {reader.name.partition("/")[0]: reader.name for reader in READERS}
    rebuild(read_library(SAMPLES), Generations(index), encoder, readers)
    return Engine(SAMPLES, Generations(index), encoder, readers)


def retrieval(town: Engine, questions: Sequence[Question]) -> Values:
    """The measures of every question, each asked of the whole library."""
    words = Words(town.transcripts)
    records = {record.id: record for record in run(town, questions, "library")}
    return {question.id: score(question, records[question.id], words, MEASURES) for question in questions}


def without_history(asked: FollowUp) -> Question:
    """The follow-up as it reads by itself."""
    return replace(asked.question, history=())


def as_a_person_words_it(asked: FollowUp) -> Question:
    """The follow-up as a person would word it to stand alone."""
    return replace(asked.question, question=asked.alone, history=())


def difference(less: Values, more: Values, measure: str) -> Estimate:
    """How `more` differs from `less` in a measure over the questions of both, with a 95 % interval."""
    return mean_difference(np.array([less[id][measure] for id in less]), np.array([more[id][measure] for id in less]))


def scopes(asked: Sequence[FollowUp], transcripts: Sequence[Transcript]) -> dict[str, Found]:
    """How the speakers and the dates that each follow-up has were found: only the very same set counts as right."""
    cast = Cast(transcripts)
    pairs = [(one.scope, understand(one.question.question, one.question.history, cast).scope) for one in asked]
    parts: Mapping[str, Callable[[Scope], object]] = {"speakers": lambda scope: frozenset(scope.speakers), "dates": lambda scope: (scope.since, scope.until)}
    found = {}
    for name, part in parts.items():
        nothing = part(Scope())
        seen = [(part(expected), part(set_)) for expected, set_ in pairs]
        is_set, is_expected = sum(got != nothing for _, got in seen), sum(want != nothing for want, _ in seen)
        found[name] = Found(is_set, is_expected, sum(want == got != nothing for want, got in seen))
    return found


def changed(asked: Sequence[Standing], transcripts: Sequence[Transcript]) -> list[tuple[str, str]]:
    """Every question that its history changed, wording or scope, with what it was made."""
    found, cast = [], Cast(transcripts)
    for one in asked:
        after, by_itself = (understand(one.question, history, cast) for history in (one.history, ()))
        if (after.text, after.topic, after.scope) != (by_itself.text, by_itself.topic, by_itself.scope):
            found.append((one.question, after.text))
    return found


def main() -> None:
    """Print every figure, for both halves and together, then for each kind of follow-up."""
    with tempfile.TemporaryDirectory() as folder:
        town = engine(Path(folder), open_encoder())
        asked, alone = follow_ups(town.transcripts), standing()
        arms = [retrieval(town, [one.question for one in asked])]
        arms += [retrieval(town, [form(one) for one in asked]) for form in (without_history, as_a_person_words_it)]
        for half in (*HALVES, "both"):
            _half(town, half, [one for one in asked if _is_in(half, one)], arms, [one for one in alone if half in (one.half, "both")])
        _kinds(asked, arms)


def _half(town: Engine, half: str, asked: Sequence[FollowUp], arms: Sequence[Values], alone: Sequence[Standing]) -> None:
    print(f"\n{half}: {len(asked)} follow-ups, {len(alone)} questions that stand alone")
    with_, without, person = ({one.question.id: values[one.question.id] for one in asked} for values in arms)
    for measure in map(str, MEASURES):
        gain, gap = difference(without, with_, measure), difference(with_, person, measure)
        print(f"  {measure:11} without {gain.a:.3f}  with {gain.b:.3f}  {_interval(gain)}   as a person words it {gap.b:.3f}  {_interval(gap)}")
    for name, found in scopes(asked, town.transcripts).items():
        print(f"  {name:11} precision {found.precision:.3f} ({found.right}/{found.set})  recall {found.recall:.3f} ({found.right}/{found.expected})")
    harmed = changed(alone, town.transcripts)
    print(f"  left as they are: {1 - len(harmed) / len(alone):.3f} ({len(alone) - len(harmed)}/{len(alone)})")


def _kinds(asked: Sequence[FollowUp], arms: Sequence[Values]) -> None:
    print(f"\n{'gold@1000w by kind':19}   n  without  with  person")
    for kind in dict.fromkeys(one.question.tags["kind"] for one in asked):
        ids = [one.question.id for one in asked if one.question.tags["kind"] == kind]
        with_, without, person = (float(np.mean([values[id]["gold@1000w"] for id in ids])) for values in arms)
        print(f"{kind:19} {len(ids):3}    {without:.3f} {with_:.3f}   {person:.3f}")


def _interval(estimate: Estimate) -> str:
    ends = "" if estimate.low is None or estimate.high is None else f" [{estimate.low:+.3f}, {estimate.high:+.3f}]"
    return f"{estimate.difference:+.3f}{ends}"


def _is_in(half: str, asked: FollowUp) -> bool:
    return half in (asked.question.tags["half"], "both")


def _scope(held: Mapping[str, Any]) -> Scope:
    since, until = (datetime.date.fromisoformat(held[end]) if held[end] else None for end in ("since", "until"))
    return Scope(speakers=tuple(held["speakers"]), since=since, until=until)


if __name__ == "__main__":
    main()
