"""quoth index and what lies below it: what was done, what could not be read, and one line for every mistake."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.rag.made_record import native
from tests.ui.cli_runs import COST, WHO, hashed, quoth, town


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return town(tmp_path / "town")


def test_only_what_changed_is_encoded(folder: Path) -> None:
    first = quoth("index", *hashed(folder), "--json")
    assert (first.code, first.err) == (0, "")
    assert set(first.json) >= {"generation", "files", "passages", "reused", "encoded", "seconds"}
    assert (first.json["generation"], first.json["files"]) == ("000001", {"added": 3, "changed": 0, "removed": 0, "kept": 0})
    again = quoth("index", *hashed(folder), "--json").json
    assert (again["generation"], again["files"], again["encoded"]) == ("000001", {"added": 0, "changed": 0, "removed": 0, "kept": 3}, 0)
    (folder / "2024.json").unlink()
    (folder / "new.txt").write_text("Ann Lee: The ferry sails at midnight.\n\nBob Ray: On Fridays it does not.\n", encoding="utf-8")
    third = quoth("index", *hashed(folder), "--json").json
    assert (third["generation"], third["files"]) == ("000002", {"added": 1, "changed": 0, "removed": 1, "kept": 2})
    assert third["reused"] > 0
    assert quoth("index", "--full", *hashed(folder), "--json").json["reused"] == 0


def test_a_plan_changes_nothing(folder: Path) -> None:
    planned = quoth("index", "--plan", *hashed(folder), "--json")
    assert planned.json["files"]["added"] == 3
    assert not (folder / ".quoth").exists()
    assert planned.json["seconds"] >= 0
    shown = quoth("index", "--plan", *hashed(folder)).out
    assert "3 added" in shown
    assert "about 1 s of encoding" in shown
    assert "why: there is no index yet" in shown
    done = quoth("index", *hashed(folder), "--json").json
    assert (done["passages"], done["encoded"]) == (planned.json["passages"], planned.json["encode"])
    assert "nothing to do" in quoth("index", "--plan", *hashed(folder)).out


def test_files_that_cannot_be_read_are_listed_and_stop_nothing(folder: Path) -> None:
    (folder / "broken.json").write_text('{"turns": [{', encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "questions.jsonl").write_text("{}\n", encoding="utf-8")
    if os.geteuid():
        (folder / "secret.txt").write_text("Ann: Hush.", encoding="utf-8")
        (folder / "secret.txt").chmod(0)
    bad = {"broken.json", "empty.txt", "picture.png", *(["secret.txt"] if os.geteuid() else [])}
    ran = quoth("index", *hashed(folder), "--json")
    assert ran.code == 0
    assert ran.json["files"]["added"] == 3
    assert set(ran.json["unreadable"]) == bad
    assert {line.split(": ")[1] for line in ran.err.splitlines()} == bad
    assert all(line.startswith("not indexed: ") for line in ran.err.splitlines())
    assert COST in quoth("ask", WHO, *hashed(folder)).out
    assert set(quoth("index", "status", "--library", folder, "--json").json["unreadable"]) == bad


def test_a_library_of_nothing_readable_names_the_reasons(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n\n", encoding="utf-8")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    for as_json in ((), ("--json",)):
        said = quoth("index", *hashed(tmp_path), *as_json).mistake
        assert "broken.json: " in said
        assert "empty.txt: " in said
    assert not (tmp_path / ".quoth").exists()


@pytest.mark.parametrize("command", [(), ("status",), ("check",), ("rollback",), ("prune",)])
def test_a_library_or_an_index_that_is_not_there(tmp_path: Path, command: tuple[str, ...]) -> None:
    said = quoth("index", *command, "--library", tmp_path / "nowhere", *(() if command else ("--encoder", "hashed"))).mistake
    assert str(tmp_path / "nowhere") in said
    assert not (tmp_path / "nowhere").exists()
    if command:
        (tmp_path / "a.json").write_text(native(None, ("Ann Lee", "The ferry sails.")), encoding="utf-8")
        said = quoth("index", *command, "--library", tmp_path, "--index", tmp_path / "ix", "--json").mistake
        assert said == f"there is no index in {tmp_path / 'ix'}; make it with: quoth index --library {tmp_path} --index {tmp_path / 'ix'}"


def test_options_before_a_subcommand_are_not_silently_ignored(folder: Path) -> None:
    assert "write: quoth index status --library" in quoth("index", "--library", folder, "status").mistake
    assert "--json before 'check'" in quoth("index", "--json", "check", "--library", folder).mistake


def test_an_unwritable_place_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = quoth("index", *hashed(folder), "--index", tmp_path / "file" / "ix").mistake
    assert str(tmp_path / "file" / "ix") in said
    if os.geteuid():
        folder.chmod(0o500)
        said = quoth("index", *hashed(folder)).mistake
        folder.chmod(0o700)
        assert "--index DIR" in said


def test_generations_are_shown_rolled_back_and_pruned(folder: Path) -> None:
    quoth("index", *hashed(folder))
    assert "no generation before" in quoth("index", "rollback", "--library", folder).mistake
    for _ in range(2):
        quoth("index", "--full", *hashed(folder))
    status = quoth("index", "status", "--library", folder, "--json").json
    assert (status["generation"], status["generations"], status["encoder"]) == ("000003", ["000001", "000002", "000003"], "hashed")
    assert status["counts"]["transcripts"] == 3
    assert quoth("index", "rollback", "--library", folder, "--json").json == {"generation": "000002"}
    assert quoth("ask", WHO, *hashed(folder), "--json").json["generation"] == "000002"
    assert quoth("index", "prune", "--library", folder, "--keep", "1", "--json").json == {"removed": ["000001"]}
    assert "nothing to remove" in quoth("index", "prune", "--library", folder).out
    assert "--keep" in quoth("index", "prune", "--library", folder, "--keep", "0").mistake
    assert "generation 000002" in quoth("index", "status", "--library", folder).out


def test_check_tells_damage_and_changed_files_with_exit_1(folder: Path) -> None:
    quoth("index", *hashed(folder))
    assert quoth("index", "check", "--library", folder, "--json").json == {"ok": True, "problems": []}
    path = folder / "notes.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nAnn Okafor: One more thing.\n", encoding="utf-8")
    (folder / "2024.json").unlink()
    ran = quoth("index", "check", "--library", folder, "--json")
    assert (ran.code, ran.json["ok"], len(ran.json["problems"])) == (1, False, 2)
    damaged = folder / ".quoth" / "generations" / "000001" / "vectors.npy"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    ran = quoth("index", "check", "--library", folder)
    assert ran.code == 1
    assert "vectors.npy is damaged" in ran.out


def test_the_index_is_where_it_was_told_to_be(folder: Path, tmp_path: Path) -> None:
    quoth("index", *hashed(folder), "--index", tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere" / "current").is_file()
    assert not (folder / ".quoth").exists()
    assert COST in quoth("ask", WHO, *hashed(folder), "--index", tmp_path / "elsewhere").out


def test_ctrl_c_leaves_the_old_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quoth("index", *hashed(folder))
    (folder / "new.txt").write_text("Ann Lee: The ferry sails at midnight.\n\nBob Ray: Not on Fridays it does not.\n", encoding="utf-8")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("embeddings.encoders.hashed.HashedEncoder.encode", interrupt)
    ran = quoth("index", *hashed(folder))
    monkeypatch.undo()
    assert (ran.code, ran.out) == (130, "")
    assert "still answers" in ran.err
    assert quoth("ask", WHO, *hashed(folder), "--json").json["generation"] == "000001"


@pytest.mark.skipif(sys.platform != "linux", reason="file names that are no text exist on Linux")
def test_a_file_name_that_is_no_text_is_listed(folder: Path) -> None:
    (Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff.txt"))).write_text("Ann Lee: Hello.\n", encoding="utf-8")
    ran = quoth("index", *hashed(folder), "--json")
    assert (ran.code, len(ran.json["unreadable"])) == (0, 1)
    assert "rename the file" in ran.err
