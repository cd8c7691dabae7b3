"""quoth read: how each file is read, nothing lost, and the bad ones named beside the good."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rag.made_record import native
from tests.ui.cli_runs import quoth

TALK = "Harbour talk\n\n8 June 2022\n\nAnn Lee: The ferry sails at midnight.\n\nQuestion (translated from Kalvian): Why?\n\nAnn Lee: Because of the tide.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "call.json").write_text(native("2023-11-02", ("Operator", "Welcome."), ("Hugo Brandt", "")), encoding="utf-8")
    return tmp_path / "talk.txt", tmp_path / "call.json"


def test_json_tells_everything_of_every_file(files: tuple[Path, Path]) -> None:
    ran = quoth("read", *files, "--json")
    assert (ran.code, ran.err) == (0, "")
    talk, call = ran.json
    assert {"file", "id", "format", "title", "date", "speakers", "turns", "skipped", "accounted"} <= set(talk)
    assert (talk["file"], talk["id"], talk["format"].split("/")[0], talk["title"], talk["date"]) == (
        str(files[0]),
        "talk",
        "plain",
        "Harbour talk",
        "2022-06-08",
    )
    assert [(turn["speaker"], turn["kind"], turn["inferred"], turn["note"], turn["text"], turn["lines"]) for turn in talk["turns"]] == [
        ("Ann Lee", "person", False, "", "The ferry sails at midnight.", [5, 5]),
        ("Question", "role", False, "(translated from Kalvian)", "Why?", [7, 7]),
        ("Ann Lee", "person", False, "", "Because of the tide.", [9, 9]),
    ]
    assert talk["speakers"] == ["Ann Lee", "Question"]
    assert [held["lines"] for held in talk["skipped"]] == [[1, 1], [3, 3]]
    assert all(held["why"] for held in talk["skipped"])
    assert talk["accounted"] == call["accounted"] == 1
    assert [turn["text"] for turn in call["turns"]] == ["Welcome.", ""]


def test_a_person_sees_a_table(files: tuple[Path, Path]) -> None:
    shown = quoth("read", *files).out
    assert "Harbour talk" in shown
    assert "3 turns · 100% of the lines accounted for" in shown
    assert "Question (translated from Kalvian) (role)" in shown
    assert "skipped 3-3" in shown


def test_the_good_files_are_shown_and_the_bad_ones_named(files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    for as_json in (True, False):
        ran = quoth("read", files[0], tmp_path / "empty.txt", files[1], tmp_path / "broken.json", tmp_path / "nowhere.txt", *(("--json",) if as_json else ()))
        assert ran.code == 2
        assert ran.err.count("\n") == 1
        for name in ("empty.txt", "broken.json", "nowhere.txt"):
            assert f"{tmp_path / name}: " in ran.err
        assert [held["id"] for held in ran.json] == ["talk", "call"] if as_json else "Harbour talk" in ran.out


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("none.txt", None, "No such file"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t\n", ""),
        ("broken.json", b'{"turns": [{"speaker": "A"', ""),
        ("list.json", b"[1, 2]", ""),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not text"),
        ("page.html", b"<!DOCTYPE html><html><body><nav>Ann: Hello.</nav></body></html>", "no text on the page"),
        ("folder", "folder", "not a regular file"),
        ("deep.json", b'{"turns": ' + b"[" * 100_000, ""),
    ],
)
@pytest.mark.parametrize("as_json", [(), ("--json",)], ids=["text", "json"])
def test_a_file_that_is_no_transcript_is_one_line(tmp_path: Path, name: str, data: bytes | str | None, said: str, as_json: tuple[str, ...]) -> None:
    path = tmp_path / name
    if data == "folder":
        path.mkdir()
    elif isinstance(data, bytes):
        path.write_bytes(data)
    line = quoth("read", path, *as_json).mistake
    assert line.startswith(f"{path}: ")
    assert said in line


def test_no_file_at_all() -> None:
    assert "Missing argument" in quoth("read").mistake
    assert "No such option" in quoth("read", "--nonsense").mistake


def test_markup_and_controls_of_a_transcript_stay_text(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(native(None, ("[red]Eve[/red]", "\u001b[2J[link=x]hello[/link]"), title="[bold]t\u202e"), encoding="utf-8")
    shown = quoth("read", tmp_path / "a.json").out
    assert "\u001b" not in shown
    assert "\u202e" not in shown
    assert "[red]Eve[/red]" in shown
    assert "[link=x]hello[/link]" in shown


def test_the_choice_and_its_confidence_are_shown(files: tuple[Path, Path]) -> None:
    talk, call = quoth("read", *files, "--json").json
    assert (talk["format"].split("/")[0], talk["confidence"]) == ("plain", 0.3)
    assert (call["format"].split("/")[0], call["confidence"]) == ("native", 0.9)
    shown = " ".join(quoth("read", *files).out.split())
    assert "(recognised with confidence 0.3)" in shown
    assert "(recognised with confidence 0.9)" in shown


def test_a_format_that_is_asked_for_is_the_one_that_reads(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text("1\n00:00:01,000 --> 00:00:02,000\nAnn: Hello.\n", encoding="utf-8")
    assert quoth("read", file, "--json").json[0]["format"].startswith("subrip/")
    (plain,) = quoth("read", file, "--format", "plain", "--json").json
    assert (plain["format"].split("/")[0], plain["confidence"]) == ("plain", None)
    assert "00:00:01,000" in " ".join(turn["text"] for turn in plain["turns"]) + " ".join(skipped["text"] for skipped in plain["skipped"])
    assert "(as asked)" in " ".join(quoth("read", file, "--format", "plain").out.split())


def test_an_unknown_format_is_refused_with_those_there_are(files: tuple[Path, Path]) -> None:
    ran = quoth("read", files[0], "--format", "vtt")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no format 'vtt'" in ran.err
    assert "webvtt" in ran.err
