"""`quoth index` on a library that is byte for byte the one indexed reads no transcript; whatever is not is read, and comes into the index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.library import Library
from tests.ui.cli_runs import hashed, quoth, town

MORE = '{"date": "2023-01-09", "turns": [{"speaker": "Ann Okafor", "text": "The harbour was dredged at last, all nine metres of it."}]}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = town(tmp_path / "town")
    assert indexed(folder)["generation"] == "000001"
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The libraries whose transcripts were read."""
    from ui.commands import index

    real, seen = index.read_library, []

    def seeing(root: Path) -> Library:
        seen.append(root)
        return real(root)

    monkeypatch.setattr(index, "read_library", seeing)
    return seen


def indexed(folder: Path, *options: str) -> Any:
    return quoth("index", *hashed(folder), "--json", *options).json


def test_the_same_bytes_are_not_read_again(folder: Path, read: list[Path]) -> None:
    (folder / "2024.json").touch()
    outcome = indexed(folder)
    assert (outcome["generation"], outcome["encoded"], outcome["files"]["kept"], read) == ("000001", 0, 3, [])
    assert outcome["passages"] == outcome["reused"] > 0
    planned = indexed(folder, "--plan")
    assert (planned["encode"], planned["passages"], planned["reason"], read) == (0, outcome["passages"], "", [])
    assert "is up to date (generation 000001" in quoth("index", *hashed(folder)).out
    assert "nothing to do" in quoth("index", *hashed(folder), "--plan").out


CHANGES: dict[str, tuple[Callable[[Path], object], dict[str, int]]] = {
    "a file more": (lambda folder: (folder / "2023.json").write_text(MORE), {"added": 1, "kept": 3}),
    "a file less": (lambda folder: (folder / "notes.txt").unlink(), {"removed": 1, "kept": 2}),
    "other words": (lambda folder: (folder / "2024.json").write_text(MORE), {"changed": 1, "kept": 2}),
    "another name": (lambda folder: (folder / "notes.txt").rename(folder / "remarks.txt"), {"added": 1, "removed": 1, "kept": 2}),
    "a recording": (lambda folder: (folder / "notes.mp3").write_bytes(b"ID3"), {"changed": 1, "kept": 2}),
    "a recording of nothing": (lambda folder: (folder / "song.mp3").write_bytes(b"ID3"), {"kept": 3}),
    "a file that is no transcript": (lambda folder: (folder / "scan.bin").write_bytes(b"\0\1\2"), {"kept": 3}),
    "a link that leads out": (lambda folder: (folder / "out.txt").symlink_to("/etc/hostname"), {"kept": 3}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_is_read(folder: Path, read: list[Path], what: str) -> None:
    change, wanted = CHANGES[what]
    change(folder)
    outcome = indexed(folder)
    assert (outcome["generation"], len(read)) == ("000002", 1)
    assert {name: count for name, count in outcome["files"].items() if count} == wanted
    again = indexed(folder)
    assert (again["generation"], again["encoded"]) == ("000002", 0)


def test_what_was_asked_for_is_done(folder: Path, read: list[Path]) -> None:
    assert indexed(folder, "--full")["generation"] == "000002"
    assert indexed(folder, "--kind", "sq8")["generation"] == "000003"
    assert indexed(folder, "--kind", "sq8")["generation"] == "000003"
    assert len(read) == 2


def test_a_damaged_index_is_made_again(folder: Path, read: list[Path]) -> None:
    path = folder / ".quoth/generations/000001/turns.jsonl"
    path.write_bytes(path.read_bytes()[:-2] + b"?\n")
    assert (indexed(folder)["generation"], len(read)) == ("000002", 1)


def test_readers_that_were_not_there_before_are_tried(folder: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A new format may be a better one for a file that an old reader took."""
    from ui import opening, upkeep

    known = opening.readers()
    monkeypatch.setattr(upkeep, "readers", lambda: {**known, "new": "new/1"})
    assert (indexed(folder)["generation"], len(read)) == ("000001", 1)
