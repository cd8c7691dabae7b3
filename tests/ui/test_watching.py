"""quoth index --watch as a process: the index follows the files, whatever they hold, and Ctrl-C ends it cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from watchfiles import Change

from corpus.errors import QuothError
from embeddings.generations import Generations
from tests.ui.cli_runs import quoth, town
from ui.watching import Following

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return town(tmp_path / "town")


@pytest.fixture
def watching(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "ui.cli", "index", "--watch", "--library", str(folder), "--encoder", "hashed"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        until(lambda: (folder / ".quoth" / "current").exists())
        yield process
        process.kill()


def until(done: Callable[[], object]) -> None:
    for _ in range(1200):
        if done():
            return
        time.sleep(0.1)
    raise AssertionError("waited for two minutes")


def files(folder: Path) -> set[str]:
    index = Generations(folder / ".quoth")
    return {held["file"] for held in index.manifest(index.current() or 0).files.values()}


def unreadable(folder: Path) -> set[str]:
    index = Generations(folder / ".quoth")
    return set(index.manifest(index.current() or 0).unreadable)


@pytest.mark.timeout(600)
def test_the_index_follows_the_files_and_ctrl_c_ends_it(folder: Path, watching: subprocess.Popen[str]) -> None:
    before = files(folder)
    (folder / "new.txt").write_text("Ann Lee: The ferry sails at midnight.\n\nBob Ray: On Fridays it does not.\n", encoding="utf-8")
    until(lambda: "new.txt" in files(folder))
    (folder / "broken.json").write_text('{"turns": [{', encoding="utf-8")
    until(lambda: "broken.json" in unreadable(folder))
    (folder / "new.txt").unlink()
    (folder / "broken.json").unlink()
    until(lambda: files(folder) == before and not unreadable(folder))
    made = Generations(folder / ".quoth").current()
    (folder / "notes.jsonl").write_text("{}\n", encoding="utf-8")
    (folder / ".hidden.txt").write_text("Ann Lee: Hush.\n", encoding="utf-8")
    watching.send_signal(signal.SIGINT)
    said, _ = watching.communicate(timeout=60)
    assert watching.returncode == 0, said
    assert "not indexed: broken.json" in said
    assert said.strip().splitlines()[-1] == "No longer watching. The index answers as it is."
    assert "Traceback" not in said
    assert Generations(folder / ".quoth").current() == made


@pytest.mark.timeout(600)
def test_a_rebuild_that_fails_is_said_once_and_tried_again(folder: Path, watching: subprocess.Popen[str]) -> None:
    with FileLock(folder / ".quoth" / "lock"):
        (folder / "new.txt").write_text("Ann Lee: The ferry sails at midnight.\n\nBob Ray: On Fridays it does not.\n", encoding="utf-8")
        time.sleep(18)  # longer than a rebuild waits for another, twice
        assert "new.txt" not in files(folder)
    until(lambda: "new.txt" in files(folder))
    watching.send_signal(signal.SIGINT)
    said, _ = watching.communicate(timeout=60)
    assert said.count("not rebuilt: another process is rebuilding the index") == 1


def test_it_cannot_be_had_with_what_ends(folder: Path) -> None:
    for option in ("--plan", "--full", "--json"):
        assert f"cannot be had with {option}" in quoth("index", "--watch", option, "--library", folder, "--encoder", "hashed").mistake


@pytest.mark.parametrize(
    ("path", "concerned"),
    [
        ("a.txt", True), ("sub/b.json", True), ("talk.mp3", True), (".a.txt.swp", False), (".git/c.txt", False), ("q.jsonl", False),
        ("quoth.toml", False), ("index/current", False), ("index/generations/000001/x.npy", False), ("../other.txt", False),
    ],
)  # fmt: skip
def test_which_changes_concern_the_index(tmp_path: Path, path: str, concerned: bool) -> None:
    root = tmp_path.resolve() / "library"
    following = Following(root, root / "index", lambda: None, lambda _: None)
    assert following.concerns(Change.added, os.path.normpath(root / path)) is concerned


def test_what_is_not_a_persons_mistake_is_not_hidden(tmp_path: Path) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    def hinder() -> None:
        raise QuothError("hindered")

    said: list[str] = []
    with pytest.raises(ZeroDivisionError):
        Following(tmp_path, tmp_path / "index", fail, said.append).run()
    following = Following(tmp_path, tmp_path / "index", hinder, said.append)
    assert not following._updated()
    assert not following._updated()
    assert said == ["not rebuilt: hindered"]
