"""quoth verify: saved answers are proved against the files alone; what fails is told, with exit 1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ui.cli_runs import WHO, Ran, hashed, quoth, town


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return town(tmp_path / "town")


@pytest.fixture
def saved(folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "answer.json"
    path.write_text(quoth("ask", WHO, *hashed(folder), "--json").out, encoding="utf-8")
    return path


def verify(folder: Path, *answers: Path) -> Ran:
    return quoth("verify", *answers, "--library", folder, "--json")


def test_a_saved_answer_is_proved_without_an_index(folder: Path, saved: Path) -> None:
    (folder / ".quoth").rename(folder / ".gone")
    ran = verify(folder, saved, saved)
    assert (ran.code, ran.err, ran.json) == (0, "", {"ok": True, "failed": [], "text": "2 quotations proved"})
    assert quoth("verify", saved, "--library", folder).out == "1 quotations proved\n"


def doctored(saved: Path, **changes: Any) -> None:
    held = json.loads(saved.read_text(encoding="utf-8"))
    held["quotes"][0] |= changes
    saved.write_text(json.dumps(held), encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"text": "The barrier will cost 311 million crowns and the harbour pays a third."}, "other words"),
        ({"text": ""}, "other words"),
        ({"start": 4}, "has other words at turn"),
        ({"end": 10**9, "start": 10**9, "text": ""}, "has no such place"),
        ({"start": -71}, "has no such place"),
        ({"speaker": "MAYOR SOLHEIM"}, "its speaker should be 'COUNCILLOR REYES', not 'MAYOR SOLHEIM'"),
        ({"turn": 99}, "has no turn 100"),
        ({"turn": -1}, "has no turn 0"),
        ({"sha256": "0" * 64}, "has changed"),
        ({"file": "nowhere.json"}, "No such file"),
        ({"file": "../answer.json"}, "outside the library"),
        ({"file": "/etc/passwd"}, "outside the library"),
        ({"file": "\0"}, "a name that no file of the library has"),
        ({"title": "Another meeting"}, "its title should be"),
        ({"date": "1999-01-01"}, "its date should be"),
        ({"lines": [9, 9]}, "its lines should be"),
        ({"kind": "role"}, "its kind should be"),
        ({"inferred": True}, "its inferred should be"),
    ],
)
def test_a_doctored_quotation_fails(folder: Path, saved: Path, changes: dict[str, Any], why: str) -> None:
    doctored(saved, **changes)
    ran = verify(folder, saved)
    assert (ran.code, ran.json["ok"], len(ran.json["failed"])) == (1, False, 1)
    assert why in ran.json["failed"][0]
    shown = quoth("verify", saved, "--library", folder)
    assert shown.code == 1
    assert shown.out.endswith("1 of 1 quotations failed\n")


def test_a_changed_file_fails(folder: Path, saved: Path) -> None:
    path = folder / "council" / "2022.json"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "has changed" in verify(folder, saved).json["failed"][0]
    path.unlink()
    assert verify(folder, saved).code == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read: No such file"),
        ("", "holds no quotations"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[1]", "holds no quotations"),
        ("{}", "holds no quotations"),
        ('{"quotes": 3}', "holds no quotations"),
        ('{"quotes": [3]}', "quotation 1: text is missing"),
        ('{"quotes": [{"text": "x"}]}', "quotation 1: speaker is missing"),
        ('{"quotes": [{"text": "x", "speaker": "y", "file": "z", "sha256": "", "turn": true, "start": 0, "end": 1}]}', "quotation 1: turn is"),
    ],
)
def test_a_file_that_is_no_answer_is_one_line(folder: Path, tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "answer.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    line = verify(folder, path).mistake
    assert line.startswith(str(path))
    assert said in line
    assert "quoth ask --json" in line


def test_without_answers_the_index_is_proved(folder: Path) -> None:
    quoth("index", *hashed(folder))
    assert quoth("verify", "--library", folder).out == "the index is whole and every transcript is as its file says\n"
    (folder / "2024.json").unlink()
    ran = verify(folder)
    assert (ran.code, ran.json["ok"]) == (1, False)
    assert "2024.json cannot be read" in ran.json["failed"][0]


def test_without_an_index_or_a_library_it_is_a_mistake(folder: Path, tmp_path: Path) -> None:
    assert "there is no index in" in quoth("verify", "--library", folder).mistake
    assert "does not exist" in quoth("verify", "--library", tmp_path / "nowhere", "--json").mistake


def test_an_answer_without_quotations_has_nothing_to_prove(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "refused.json"
    path.write_text(quoth("ask", "zebra", *hashed(folder), "--json").out, encoding="utf-8")
    assert verify(folder, path).json == {"ok": True, "failed": [], "text": "0 quotations proved"}
