"""Files are added, taken out and put back without harm to any other, and no name leads out of the folder."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FormatError, LibraryError
from corpus.holdings import LONGEST_NAME, Holdings, add, put_back, safe_name, take_out
from corpus.library import read_library

TALK = b"MARA ODUYA: The gate was shut.\n\nPIET HAIN: By whom?\n"
OTHER = b"MARA ODUYA: The gate was open.\n\nPIET HAIN: Since when?\n"


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("minutes.txt", "minutes.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\minutes.txt", "minutes.txt"),
        ("..\u202etxt.exe", "txt.exe"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\n.txt", "a b .txt"),
        ("e\u0301te\u0301.txt", "\u00e9t\u00e9.txt"),
        ("what? <b>.txt", "what b .txt"),
        ("x" * 400 + ".txt", "x" * (LONGEST_NAME - 4) + ".txt"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["", ".", "..", "/", "CON.txt", "nul", "...", " . ", "\x00"])
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    with pytest.raises(LibraryError, match="cannot be the name"):
        safe_name(name)


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=300))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    try:
        safe = safe_name(name)
    except LibraryError:
        return
    assert PurePosixPath(safe).name == safe
    assert not safe.startswith(".")
    assert len(safe.encode()) <= 255
    assert safe_name(safe) == safe


def test_a_file_is_read_before_it_is_stored(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"talk\.ass: there are no captions with words"):
        add(tmp_path, "talk.ass", b"[Script Info]\nTitle: a")
    assert names(tmp_path) == []


def test_nothing_is_ever_overwritten_and_the_same_is_stored_once(tmp_path: Path) -> None:
    assert add(tmp_path, "a.txt", TALK) == ("a.txt", True)
    assert add(tmp_path, "a.txt", TALK) == ("a.txt", False)
    assert add(tmp_path, "a.txt", OTHER) == ("a (2).txt", True)
    assert add(tmp_path, "../a.txt", OTHER) == ("a (2).txt", False)
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == {"a.txt": TALK, "a (2).txt": OTHER}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(LibraryError, match="cannot be written"):
        add(tmp_path, "a.txt", TALK)


def test_files_are_those_that_are_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(TALK)
    root = tmp_path / "library"
    (root / "b").mkdir(parents=True)
    for name in ("a.txt", "b/c.txt", ".hidden.txt", "questions.jsonl", "quoth.toml"):
        (root / name).write_bytes(TALK)
    (root / "link.txt").symlink_to(outside)
    (root / "b" / "self").symlink_to(root)
    found = Holdings(root).files()
    assert [held.file for held in found] == ["a.txt", "b/c.txt"] == [transcript.file for transcript in read_library(root).transcripts]
    assert found[0].sha256 == read_library(root).transcripts[0].sha256
    assert found[0].size == len(TALK)


def test_a_file_that_changes_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TALK)
    holdings = Holdings(tmp_path)
    before = holdings.files()
    (tmp_path / "a.txt").write_bytes(OTHER + b" ")
    assert holdings.files() != before
    (tmp_path / "a.txt").unlink()
    assert holdings.files() == ()


def test_taken_out_and_put_back(tmp_path: Path) -> None:
    root, bin = tmp_path / "library", tmp_path / "removed"
    (root / "b").mkdir(parents=True)
    (root / "b" / "c.txt").write_bytes(TALK)
    holdings = Holdings(root)
    name = take_out(holdings, "b/c.txt", bin)
    assert names(root) == []
    assert put_back(holdings, name, bin) == "b/c.txt"
    assert (root / "b" / "c.txt").read_bytes() == TALK
    assert names(bin) == []


def test_what_was_taken_out_never_replaces_another_file(tmp_path: Path) -> None:
    root, bin = tmp_path / "library", tmp_path / "removed"
    root.mkdir()
    (root / "a.txt").write_bytes(TALK)
    holdings = Holdings(root)
    name = take_out(holdings, "a.txt", bin)
    (root / "a.txt").write_bytes(OTHER)
    with pytest.raises(LibraryError, match="another file called"):
        put_back(holdings, name, bin)
    assert (root / "a.txt").read_bytes() == OTHER
    assert (bin / name / "file").read_bytes() == TALK


@pytest.mark.parametrize("name", ["../outside.txt", "nowhere.txt", "", ".", "a.txt/../../outside.txt", "quoth.toml"])
def test_only_files_of_the_library_are_taken_out(tmp_path: Path, name: str) -> None:
    root = tmp_path / "library"
    root.mkdir()
    (tmp_path / "outside.txt").write_bytes(TALK)
    (root / "quoth.toml").write_bytes(b"")
    with pytest.raises(LibraryError, match="there is no file"):
        take_out(Holdings(root), name, tmp_path / "removed")


@pytest.mark.parametrize("name", ["", "..", "../../library", "20260101-000000-000000"])
def test_only_what_was_taken_out_is_put_back(tmp_path: Path, name: str) -> None:
    (tmp_path / "library").mkdir()
    with pytest.raises(LibraryError, match="no longer kept"):
        put_back(Holdings(tmp_path / "library"), name, tmp_path / "removed")
