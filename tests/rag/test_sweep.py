"""Sweeps: every combination asked and judged as an evaluation of its own would be, and nobody crowned by chance."""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import EncoderError, IndexBroken, SettingError
from corpus.library import read_library
from embeddings.encoders.hashed import HashedEncoder
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from rag.ask import Engine
from rag.evals.arms import MOST_ARMS
from rag.evals.questions import Question, load_questions
from rag.evals.report import judge
from rag.evals.runs import run
from rag.evals.sweep import Arm, Outcome, conclusion, parse_sweep, ranking, sweep, sweep_json
from rag.retrieve import BY_RANKS, DEFAULT, Weights
from rag.writers.extractive import ExtractiveWriter, Settings

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
GRID = """
[base]
neighbours = 1
[grid]
"dense.window" = [1.0, 2]
"writer.margin" = [0.25, 0.5]
encoder = ["hashed"]
"""


def parsed(text: str, folder: Path) -> tuple[Arm, ...]:
    path = folder / "sweep.toml"
    path.write_text(text, encoding="utf-8")
    return parse_sweep(path)


def refused(text: str, folder: Path) -> str:
    with pytest.raises(SettingError) as told:
        parsed(text, folder)
    assert str(told.value).startswith(f"{folder / 'sweep.toml'}: ")
    return str(told.value)


def test_every_combination_is_an_arm_the_last_list_running_fastest(tmp_path: Path) -> None:
    arms = parsed(GRID, tmp_path)
    assert [(arm.weights.dense["window"], arm.writer.margin) for arm in arms] == [(1.0, 0.25), (1.0, 0.5), (2.0, 0.25), (2.0, 0.5)]
    assert {(arm.encoder, arm.weights.neighbours) for arm in arms} == {("hashed", 1)}
    assert arms[1].settings == {"neighbours": 1, "dense.window": 1.0, "writer.margin": 0.5, "encoder": "hashed"}


def test_an_arm_is_called_by_what_tells_it_apart(tmp_path: Path) -> None:
    assert [arm.name for arm in parsed(GRID, tmp_path)][1:3] == ["dense.window=1.0, writer.margin=0.5", "dense.window=2, writer.margin=0.25"]


def test_names_with_a_point_may_be_written_without_quotes(tmp_path: Path) -> None:
    assert parsed(GRID.replace('"dense.window"', "dense.window"), tmp_path) == parsed(GRID, tmp_path)


def test_what_a_sweep_does_not_set_is_as_elsewhere(tmp_path: Path) -> None:
    (arm,) = parsed(f"[grid]\ndrop = [{DEFAULT.drop}]", tmp_path)
    assert (arm.weights, arm.writer, arm.encoder) == (DEFAULT, Settings(), "")


def test_a_sweep_over_the_weights_of_rankings_fuses_by_ranks(tmp_path: Path) -> None:
    for setting in ("dense.window = [2.0]", "lexical.turn = [0.5]", f"neighbours = [{DEFAULT.neighbours}]"):
        (arm,) = parsed(f"[grid]\n{setting}", tmp_path)
        assert arm.weights == BY_RANKS


def test_a_weight_of_0_leaves_the_ranking_out(tmp_path: Path) -> None:
    (arm,) = parsed("[grid]\ndense.window = [0]\nlexical.turn = [0.0]", tmp_path)
    assert (set(arm.weights.dense), set(arm.weights.lexical)) == ({"turn"}, {"window"})


def test_every_problem_is_told_at_once_with_the_nearest_name(tmp_path: Path) -> None:
    told = refused('extra = 1\n[base]\nneighbors = 2\nencoder = ""\n[grid]\ndense.windows = [1]\nneighbours = []\nwriter.margn = [0.1]', tmp_path)
    assert "6 problems: " in told
    for part in (
        "'extra' belongs under [base] or [grid]",
        "'neighbors', did you mean 'neighbours'?",
        "encoder = '' must be a name",
        "'dense.windows', did you mean 'dense.window'?",
        "'neighbours' under [grid] must be a list",
        "'writer.margn', did you mean 'writer.margin'?",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("neighbours = [-1]", "a whole number from 0 to"),
        ("neighbours = [1.5]", "a whole number from 0 to"),
        ("neighbours = [true]", "a whole number from 0 to"),
        ("writer.most_quotes = [0]", "a whole number from 1 to"),
        ("passages.window_words = [0]", "a whole number from 1 to"),
        ("dense.turn = [nan]", "a number from 0 to"),
        ("dense.turn = [inf]", "a number from 0 to"),
        ("dense.turn = [-0.5]", "a number from 0 to"),
        (f"dense.turn = [1{'0' * 400}]", "a number from 0 to"),
        ('dense.turn = ["1"]', "a number from 0 to"),
        ("dense.turn = [[1.0]]", "a number from 0 to"),
        ("encoder = [3]", "a name"),
        ("dense.turn = 1.0", "must be a list"),
        ("dense.turn = [1, 1.0]", "lists a value twice"),
        ("dense.turn = [0]\ndense.window = [0]\nlexical.turn = [0]\nlexical.window = [0]", "every ranking has the weight 0"),
    ],
)
def test_values_that_cannot_be_are_refused(line: str, said: str, tmp_path: Path) -> None:
    assert said in refused(f"[grid]\n{line}", tmp_path)


@pytest.mark.parametrize("text", ["", "[base]\nneighbours = 1", "[grid]"])
def test_a_file_without_a_grid_is_refused(text: str, tmp_path: Path) -> None:
    assert "nothing to try" in refused(text, tmp_path)


def test_a_setting_stands_in_one_table_only(tmp_path: Path) -> None:
    assert "'neighbours' stands under [base] and under [grid]" in refused("[base]\nneighbours = 1\n[grid]\nneighbours = [1]", tmp_path)


def test_there_are_at_most_200_arms(tmp_path: Path) -> None:
    values = f"writer.margin = {[i / 100 for i in range(MOST_ARMS // 2)]}"
    assert len(parsed(f"[grid]\n{values}\nneighbours = [1, 2]", tmp_path)) == MOST_ARMS
    assert "300 combinations are more than 200" in refused(f"[grid]\n{values}\nneighbours = [1, 2, 3]", tmp_path)


@pytest.mark.parametrize(("data", "said"), [(b"[grid", "is not TOML"), (b"\xff", "is not TOML"), (None, "cannot be read")])
def test_a_file_that_is_none_is_named(data: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "sweep.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SettingError, match=said):
        parse_sweep(path)


@dataclass(frozen=True)
class Bench:
    """The samples, indexed with the hashed encoder, and some of their questions."""

    generations: Generations
    questions: tuple[Question, ...]

    def engine(self, arm: Arm) -> Engine:
        return Engine(SAMPLES, self.generations, HashedEncoder(), {}, ExtractiveWriter(arm.writer), arm.weights)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    library, generations = read_library(SAMPLES), Generations(tmp_path_factory.mktemp("index"))
    rebuild(library, generations, HashedEncoder(), {})
    return Bench(generations, load_questions(SAMPLES / "questions.jsonl", library.transcripts)[:24])


def origin(engine: Engine) -> dict[str, Any]:
    return {"settings": engine.settings()}


def arm(name: str, weights: Weights = DEFAULT, writer: Settings = Settings()) -> Arm:  # noqa: B008 - a frozen value
    return Arm(name, {"told": name}, "", 120, weights, writer)


ARMS = (arm("as it is"), arm("the same"), arm("short", writer=Settings(most_words=20)), arm("words", Weights(dense={}, lexical={"turn": 1.0})))


@pytest.fixture(scope="module")
def swept(bench: Bench) -> list[Outcome]:
    return sweep(bench.engine, ARMS, bench.questions, "library", origin)


def timeless(means: Mapping[str, Any]) -> dict[str, Any]:
    return {name: dict(mean) for name, mean in means.items() if not name.startswith("latency")}


def test_each_arm_is_judged_as_an_evaluation_of_its_own(bench: Bench, swept: list[Outcome]) -> None:
    assert [outcome.arm for outcome in swept] == list(ARMS)
    for outcome in swept:
        engine = bench.engine(outcome.arm)
        alone = judge(bench.questions, {record.id: record for record in run(engine, bench.questions, "library")}, engine.transcripts).as_json()
        assert outcome.report is not None
        assert timeless(outcome.report["means"]) == timeless(alone["means"])
    means = [timeless(outcome.report["means"]) for outcome in swept if outcome.report]
    assert means[0] == means[1] != means[2] != means[3]


def test_the_table_holds_each_arm_against_the_first(swept: list[Outcome]) -> None:
    told = sweep_json(swept, ranking(swept))
    json.dumps(told)
    first, same, _, words = told["arms"]
    assert [held["arm"] for held in told["arms"]] == ["arm 1", "arm 2", "arm 3", "arm 4"]
    assert first["against_first"] is None
    assert (same["against_first"]["difference"], same["against_first"]["verdict"]) == (0.0, "within noise")
    gap = words["means"]["gold@1000w"]["mean"] - first["means"]["gold@1000w"]["mean"]
    assert words["against_first"]["difference"] == pytest.approx(gap, abs=1e-12)
    assert words["against_first"]["low"] <= gap <= words["against_first"]["high"]


def test_an_arm_that_equals_another_never_wins(swept: list[Outcome]) -> None:
    twins = swept[:2]
    assert ranking(twins).winner is None
    assert conclusion(twins, ranking(twins)).startswith("No winner by gold@1000w")


def test_an_arm_alone_is_compared_with_nothing(swept: list[Outcome]) -> None:
    assert conclusion(swept[:1], ranking(swept[:1])) == "arm 1 alone was asked: there is nothing to compare it with."


def test_an_arm_that_cannot_be_asked_is_told_and_stops_no_other(bench: Bench) -> None:
    def engine_for(asked: Arm) -> Engine:
        if asked.name == "the same":
            raise EncoderError("there is no such encoder")
        return bench.engine(asked)

    outcomes = sweep(engine_for, ARMS[:3], bench.questions[:4], "library", origin)
    assert [outcome.error for outcome in outcomes] == ["", "there is no such encoder", ""]
    assert conclusion(outcomes, ranking(outcomes)).endswith("1 of 3 arms could not be asked.")
    assert [arm.name for arm in ranking(outcomes).arms] == ["arm 1", "arm 3"]


def test_without_the_first_arm_there_is_no_sweep(bench: Bench) -> None:
    def engine_for(_: Arm) -> Engine:
        raise IndexBroken("the index is damaged")

    with pytest.raises(IndexBroken, match="the index is damaged"):
        sweep(engine_for, ARMS, bench.questions, "library", origin)


def test_an_unknown_measure_is_refused_after_the_first_arm(bench: Bench) -> None:
    opened: list[str] = []

    def engine_for(asked: Arm) -> Engine:
        opened.append(asked.name)
        return bench.engine(asked)

    with pytest.raises(SettingError, match="gold@3w"):
        sweep(engine_for, ARMS, bench.questions[:4], "library", origin, "gold@3w")
    assert opened == ["as it is"]


def interrupting(bench: Bench, after: int) -> Callable[[int], None]:
    counted = itertools.count(1)

    def report(_: int) -> None:
        if next(counted) > after:
            raise KeyboardInterrupt

    return report


def test_an_interrupted_sweep_goes_on_with_the_arm_where_it_stopped(bench: Bench, swept: list[Outcome], tmp_path: Path) -> None:
    keep, asked = tmp_path / "kept", len(bench.questions)
    with pytest.raises(KeyboardInterrupt):
        sweep(bench.engine, ARMS, bench.questions, "library", origin, report=interrupting(bench, 2 * asked + 3), keep=keep)
    told: list[int] = []
    outcomes = sweep(bench.engine, ARMS, bench.questions, "library", origin, report=told.append, keep=keep)
    assert told == [asked, asked] + [1] * (2 * asked)
    assert [timeless(held.report["means"]) for held in outcomes if held.report] == [timeless(held.report["means"]) for held in swept if held.report]
    assert not keep.exists()


def test_arms_that_other_questions_were_put_to_are_asked_again(bench: Bench, tmp_path: Path) -> None:
    keep = tmp_path / "kept"
    with pytest.raises(KeyboardInterrupt):
        sweep(bench.engine, ARMS[:2], bench.questions[:4], "library", origin, report=interrupting(bench, 4), keep=keep)
    told: list[int] = []
    sweep(bench.engine, ARMS[:2], bench.questions[:5], "library", origin, report=told.append, keep=keep)
    assert told == [1] * 10


def chance(seed: int, arms: int, gain: float = 0.0) -> Iterator[Outcome]:
    """Arms of one and the same worth over 80 questions, the last one better by `gain` on every question."""
    rng = np.random.default_rng(seed)
    hard = rng.random(80)
    for number in range(arms):
        values = np.clip(hard + rng.normal(0, 0.2, 80), 0, 1) + (gain if number == arms - 1 else 0)
        rows = [{"id": str(i), "question": f"q{i}", "answerable": True, "values": {"gold@1000w": float(value)}} for i, value in enumerate(values)]
        yield Outcome(arm(f"a{number}"), {"questions": rows, "counts": {}, "means": {}})


def test_among_equals_nobody_is_crowned() -> None:
    held = [ranking(list(chance(seed, 5))) for seed in range(5)]
    assert [(found.winner, [placed.name for placed in found.arms if placed.verdict == "better"]) for found in held] == [(None, [])] * 5


def test_who_is_better_beyond_chance_is_crowned() -> None:
    outcomes = list(chance(1, 5, gain=0.3))
    assert ranking(outcomes).winner == "arm 5"
    assert conclusion(outcomes, ranking(outcomes)) == "arm 5 has the best gold@1000w, told apart from every other. Better than arm 1: arm 5."


def test_many_names_are_not_all_listed() -> None:
    outcomes = [replace(outcome, arm=arm(str(number))) for number, outcome in enumerate(chance(3, 9))]
    assert "and 2 more. None is better than arm 1" in conclusion(outcomes, ranking(outcomes))
