"""quoth eval from the outside: one JSON value, a run file that reads back, exit 1 for a requirement not met, one line for a mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.evals.runs import load_run
from tests.ui.cli_runs import COST, WHO, hashed, quoth, town

GOOD: tuple[dict[str, Any], ...] = (
    {"id": "pays", "question": WHO, "transcript": "council/2022", "gold_quotes": [COST]},
    {"id": "stem", "question": "How high was the surge on the water?", "transcript": "notes", "gold_turns": [1]},
    {"id": "none", "question": "Why did zebras cross?", "transcript": "2024", "answerable": False},
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = town(tmp_path_factory.mktemp("eval"))
    quoth("index", *hashed(made))
    return made


def written(path: Path, *questions: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(question) + "\n" for question in questions), encoding="utf-8")
    return path


@pytest.mark.parametrize("scope", ["transcript", "library"])
def test_the_measures_and_the_run(folder: Path, tmp_path: Path, scope: str) -> None:
    ran = quoth("eval", written(tmp_path / "q.jsonl", *GOOD), *hashed(folder), "--scope", scope, "--run", tmp_path / "run.jsonl", "--json")
    assert (ran.code, ran.err) == (0, "")
    means = ran.json["means"]
    assert {name: means[name]["mean"] for name in ("hit@1", "mrr@10", "gold@1000w", "quote_recall", "refused", "kept", "auroc")} == dict.fromkeys(
        ("hit@1", "mrr@10", "gold@1000w", "quote_recall", "refused", "kept", "auroc"), 1.0
    )
    run = load_run(tmp_path / "run.jsonl")
    assert list(run) == ["pays", "stem", "none"]
    assert run["pays"].answered
    assert not run["none"].answered
    assert all(spot[0] == "council/2022" for hit in run["pays"].hits for spot in hit.spans) or scope == "library"


def test_a_person_sees_a_table(folder: Path, tmp_path: Path) -> None:
    shown = quoth("eval", written(tmp_path / "q.jsonl", *GOOD), *hashed(folder))
    assert shown.out.startswith("3 questions, 2 answerable, 0 failed, 0 missing\n")
    assert any(line.split()[:2] == ["hit@1", "1.000"] for line in shown.out.splitlines())


@pytest.mark.parametrize(("requirement", "code"), [("hit@1=1.0", 0), ("hit@1>=0.5", 0), ("quote_recall=1.01", 1)])
def test_a_requirement_not_met_ends_with_1(folder: Path, tmp_path: Path, requirement: str, code: int) -> None:
    ran = quoth("eval", written(tmp_path / "q.jsonl", *GOOD), *hashed(folder), "--require", requirement, "--json")
    assert ran.code == code
    assert ran.json["means"]
    assert bool(ran.err) is bool(code)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--scope", "meeting"), "--scope 'meeting'"),
        (("--require", "hit@1"), "hit@1"),
        (("--require", "speed=1"), "speed"),
        (("--require", "hit@1=nan"), "nan"),
        (("--nonsense",), "No such option"),
        (("--run", "/nowhere/at/all.jsonl"), "/nowhere/at/all.jsonl"),
        (("--library", "/nowhere"), "/nowhere does not exist"),
    ],
)
def test_a_mistake_is_one_line(folder: Path, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    assert said in quoth("eval", written(tmp_path / "q.jsonl", *GOOD), *hashed(folder), *options, "--json").mistake


def test_a_question_file_with_faults_tells_all_of_them_in_one_line(folder: Path, tmp_path: Path) -> None:
    bad = ({**GOOD[0], "id": "a", "transcript": "nowhere"}, GOOD[0], {**GOOD[0], "id": "b", "gold_quotes": ["Not said."]}, GOOD[0])
    said = quoth("eval", written(tmp_path / "q.jsonl", *bad), *hashed(folder)).mistake
    for part in (
        "3 bad questions",
        "line 1: a: there is no transcript called 'nowhere'",
        "line 3: b: the gold quote 'Not said.' is not in council/2022",
        "line 4: the id 'pays' stands twice",
    ):
        assert part in said


@pytest.mark.parametrize(("data", "said"), [(None, "cannot be read"), (b"", "no question in it"), (b"\xff\xfe", "cannot be read"), (b"{", "not JSON")])
def test_a_question_file_that_is_none(folder: Path, tmp_path: Path, data: bytes | None, said: str) -> None:
    if data is not None:
        (tmp_path / "q.jsonl").write_bytes(data)
    line = quoth("eval", tmp_path / "q.jsonl", *hashed(folder)).mistake
    assert str(tmp_path / "q.jsonl") in line
    assert said in line
