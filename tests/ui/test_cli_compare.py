"""quoth compare, as a person and as a program call it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.rag.made_pair import JSON, asked, report, scored
from ui.cli import main


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    """Reports of 40 questions: hit@5 clearly better in B, mrr@10 level, another encoder."""
    a = scored({"hit@5": [0.0] * 20 + [1.0] * 20, "mrr@10": [0.5] * 40}, encoder={"name": "small"})
    b = scored({"hit@5": [1.0] * 39 + [0.0], "mrr@10": [0.5] * 40}, encoder={"name": "large"})
    return written(tmp_path / "old.json", a), written(tmp_path / "new.json", b)


def written(path: Path, held: JSON) -> str:
    path.write_text(json.dumps(held), encoding="utf-8")
    return str(path)


def called(monkeypatch: pytest.MonkeyPatch, *arguments: str, width: int = 120) -> int:
    monkeypatch.setattr(sys, "argv", ["quoth", "compare", *arguments])
    monkeypatch.setenv("COLUMNS", str(width))
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_says_its_conclusion_first_and_all_a_person_needs(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(monkeypatch, *pair) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "new.json against old.json on 40 questions: better on hit@5 (+47.5 points); within noise on 1 of 2 measures."
    row = next(line for line in out.splitlines() if line.startswith("hit@5"))
    for cell in ("0.500", "0.975", "+47.5", "20/1/19", "better"):
        assert cell in row
    assert "within noise: no question changed" in out
    assert "encoder.name: small -> large" in out
    assert "lost  1.000 -> 0.000  q39  What of q39?" in out


@pytest.mark.parametrize("width", [80, 120])
def test_fits_the_terminal(pair: tuple[str, str], width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    noisy = scored({"quote_precision": [0.0, 1.0] * 20}), scored({"quote_precision": [0.0, 1.0, 1.0, 0.0] * 10})
    files = [written(Path(file).with_name(f"noisy-{at}.json"), held) for at, (file, held) in enumerate(zip(pair, noisy, strict=True))]
    called(monkeypatch, *files, width=width)
    out = capsys.readouterr().out
    row = next(line for line in out.splitlines() if line.startswith("quote_precision"))
    assert "10/10/20" in row
    assert "within noise" in row
    assert len(row) <= width
    assert "needed" in out


def test_json_is_one_value_and_nothing_else(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(monkeypatch, *pair, "--json", "--measure", "hit@5", "--changes", "1") == 0
    held = json.loads(capsys.readouterr().out)
    (measure,) = held["measures"]
    assert (measure["measure"], measure["won"], measure["lost"], measure["tied"], measure["verdict"]) == ("hit@5", 20, 1, 19, "better")
    assert [change["id"] for change in measure["changes"]] == ["q39", "q0"]
    assert held["provenance"] == [{"name": "encoder.name", "a": "small", "b": "large"}]


def test_unlike_questions_are_one_line_and_exit_2(
    pair: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = written(tmp_path / "other.json", report([asked("z")], file="b" * 64))
    assert called(monkeypatch, pair[0], other) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(
        "quoth: old.json and other.json cannot be compared, they asked different questions: 40 only in old.json (q0, q1, q2, …); 1 only in"
    )
    assert shown.err.count("\n") == 1


def test_a_file_that_is_no_report_is_one_line_and_exit_2(
    pair: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(monkeypatch, pair[0], written(tmp_path / "list.json", [])) == 2  # type: ignore[arg-type]
    assert "list.json" in capsys.readouterr().err


def test_files_of_one_name_are_told_apart_by_their_folders(
    pair: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "later").mkdir()
    later = written(tmp_path / "later" / "old.json", json.loads(Path(pair[1]).read_text(encoding="utf-8")))
    called(monkeypatch, pair[0], later)
    assert capsys.readouterr().out.startswith(f"{later} against {pair[0]} on")


def test_a_hostile_question_is_shown_and_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = "[bold]Who?[/bold] \x1b[31m\u202e"
    reports = [report([asked("q1", question=text, values={"hit@5": value})]) for value in (0.0, 1.0)]
    called(monkeypatch, *(written(tmp_path / f"{at}.json", held) for at, held in enumerate(reports)))
    out = capsys.readouterr().out
    assert "[bold]Who?[/bold] ⟨U+001B⟩[31m⟨U+202E⟩" in out
    assert "\x1b" not in out
