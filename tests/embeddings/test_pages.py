"""A file is checked page by page, each before it is used: whatever byte is read is the byte that was written, or the file is refused by name."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexBroken
from embeddings import pages
from embeddings.pages import PAGE, Pages, opened, seal


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of no bytes, of less than a page, of whole pages and of some more; all but the first two are checked by the page."""
    monkeypatch.setattr(pages, "WHOLE", 100)
    (tmp_path / "below").mkdir()
    for name, size in {"a": 0, "b": 100, "c": PAGE, "below/d": 3 * PAGE, "e": 1_000_001}.items():
        (tmp_path / name).write_bytes(random.Random(size).randbytes(size))
    (tmp_path / "manifest.json").write_text("not sealed")
    return tmp_path


def test_what_was_sealed_opens_and_reads_as_written(folder: Path) -> None:
    files = opened(folder, *seal(folder, "manifest.json"))
    assert sorted(files) == ["a", "b", "below/d", "c", "e", "pages.npy"]
    for name, held in files.items():
        whole = (folder / name).read_bytes()
        dice = random.Random(7)
        for _ in range(40):
            low = dice.randint(0, len(whole))
            high = dice.randint(low, len(whole))
            assert held.read(low, high) == whole[low:high]
        held.check()


def test_a_flip_is_found_by_whoever_reads_its_page_and_by_nobody_else(folder: Path) -> None:
    sealed, dice = seal(folder, "manifest.json"), random.Random(3)
    whole = (folder / "e").read_bytes()
    for _ in range(60):
        at, low = dice.randrange(len(whole)), dice.randrange(len(whole))
        high = dice.randint(low, len(whole))
        (folder / "e").write_bytes(whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :])
        held = opened(folder, *sealed)["e"]
        if low // PAGE <= at // PAGE < -(-high // PAGE):
            with pytest.raises(IndexBroken, match=r"e is damaged"):
                held.read(low, high)
        else:
            assert held.read(low, high) == whole[low:high]
        with pytest.raises(IndexBroken, match=r"e is damaged"):
            held.check()


def test_runs_of_bytes_are_checked_where_they_lie(folder: Path) -> None:
    sealed = seal(folder, "manifest.json")
    whole = (folder / "e").read_bytes()
    (folder / "e").write_bytes(whole[: 5 * PAGE] + b"?" + whole[5 * PAGE + 1 :])
    held = opened(folder, *sealed)["e"]
    held.check_runs(np.array([0, 4 * PAGE, 900_000]), PAGE)
    for begin in (4 * PAGE + 1, 5 * PAGE, 6 * PAGE - 1):
        with pytest.raises(IndexBroken, match=r"e is damaged"):
            held.check_runs(np.array([0, begin]), 10 if begin >= 5 * PAGE else PAGE)


@pytest.mark.parametrize("length", [1, PAGE, PAGE + 1, 3 * PAGE])
def test_runs_longer_than_a_page_are_checked_all_along(folder: Path, length: int) -> None:
    sealed, dice = seal(folder, "manifest.json"), random.Random(length)
    whole = (folder / "e").read_bytes()
    for _ in range(40):
        at, low = dice.randrange(50 * PAGE), dice.randrange(50 * PAGE)
        (folder / "e").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        held = opened(folder, *sealed)["e"]
        if low // PAGE <= at // PAGE <= (low + length - 1) // PAGE:
            with pytest.raises(IndexBroken, match=r"e is damaged"):
                held.check_runs(np.array([low]), length)
        else:
            held.check_runs(np.array([low]), length)


def test_what_was_checked_once_is_not_read_again(folder: Path) -> None:
    held = opened(folder, *seal(folder, "manifest.json"))["e"]
    held.check(0, 2 * PAGE)
    with (folder / "e").open("r+b") as file:
        file.write(b"?")
    held.check(0, 2 * PAGE)


@pytest.mark.parametrize("name", ["a", "b", "c", "below/d", "e", "pages.npy"])
def test_a_size_that_is_not_the_one_written_is_refused_at_once(folder: Path, name: str) -> None:
    sealed = seal(folder, "manifest.json")
    whole = (folder / name).read_bytes()
    for content in {whole + b"\0", whole[:-1]} - {whole}:
        (folder / name).write_bytes(content)
        with pytest.raises(IndexBroken, match=f"{name} is damaged"):
            opened(folder, *sealed)
    (folder / name).unlink()
    with pytest.raises(IndexBroken, match=f"{name} is missing"):
        opened(folder, *sealed)


@pytest.mark.parametrize("name", ["b", "pages.npy"])
def test_small_files_and_the_list_of_pages_are_checked_as_they_are_opened(folder: Path, name: str) -> None:
    sealed = seal(folder, "manifest.json")
    whole = (folder / name).read_bytes()
    for at in random.Random(5).sample(range(len(whole)), 40):
        (folder / name).write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with pytest.raises(IndexBroken, match=f"{name} is damaged"):
            opened(folder, *sealed)


def test_a_file_that_cannot_be_opened_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(IndexBroken, match=r"none cannot be read \(No such file or directory\)"):
        Pages(tmp_path / "none")
