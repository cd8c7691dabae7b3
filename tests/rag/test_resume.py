from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from corpus.errors import QuestionFileError
from rag.evals.questions import Question
from rag.evals.resume import resumed
from rag.evals.runs import Record, load_run
from tests.rag.made_questions import hit, question, record

QUESTIONS = [question(f"q{i}", ((0, 0, 3),)) for i in range(6)]
WHAT = {"scope": "library", "questions": {"sha256": "a"}}


def answers(asked: list[str], stop_before: int | None = None):  # noqa: ANN201 - a small closure
    def ask(rest: Sequence[Question]) -> Iterator[Record]:
        for one in rest:
            if stop_before is not None and one.id == f"q{stop_before}":
                raise KeyboardInterrupt
            asked.append(one.id)
            yield record(one.id, hit(("t", 0, 0, 3), score=0.5), confidence=0.25, seconds=float(len(asked)))

    return ask


def test_an_interrupted_run_goes_on_and_gives_the_same_bytes(tmp_path: Path) -> None:
    straight, broken = tmp_path / "straight.jsonl", tmp_path / "broken.jsonl"
    list(resumed(straight, WHAT, QUESTIONS, answers([])))
    with pytest.raises(KeyboardInterrupt):
        list(resumed(broken, WHAT, QUESTIONS, answers([], stop_before=4)))
    assert not broken.exists()
    asked: list[str] = []
    records = list(resumed(broken, WHAT, QUESTIONS, answers(asked)))
    assert asked == ["q4", "q5"]
    assert [one.id for one in records] == [f"q{i}" for i in range(6)]
    assert [one.seconds for one in records] == [1, 2, 3, 4, 1, 2]
    assert broken.read_bytes() == straight.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.jsonl", "straight.jsonl"]


def test_a_torn_last_line_is_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    with pytest.raises(KeyboardInterrupt):
        list(resumed(path, WHAT, QUESTIONS, answers([], stop_before=3)))
    part = tmp_path / "run.jsonl.part"
    part.write_bytes(part.read_bytes()[:-20])
    asked: list[str] = []
    list(resumed(path, WHAT, QUESTIONS, answers(asked)))
    assert asked == ["q2", "q3", "q4", "q5"]
    assert list(load_run(path)) == [f"q{i}" for i in range(6)]


def test_what_was_asked_of_another_index_is_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    with pytest.raises(KeyboardInterrupt):
        list(resumed(path, WHAT, QUESTIONS, answers([], stop_before=3)))
    asked: list[str] = []
    list(resumed(path, {**WHAT, "index": "2"}, QUESTIONS, answers(asked)))
    assert len(asked) == 6


def test_a_run_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="cannot be written"):
        list(resumed(tmp_path / "missing" / "run.jsonl", WHAT, QUESTIONS, answers([])))
