"""Folders and the one pointer: what is complete, what answers, what the next number is, what a person is told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

import embeddings.generations
from corpus.errors import IndexBroken, IndexingError, IndexMissing
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot
from tests.embeddings.made import READERS, CountingEncoder, town, village

ENCODER = CountingEncoder().identity


@pytest.fixture
def three(tmp_path: Path) -> Generations:
    """Three generations: the town, the village, the town."""
    generations = Generations(tmp_path / "index")
    for held in (town(), village(), town()):
        rebuild(held, generations, CountingEncoder(), READERS)
    return generations


def ids(generations: Generations) -> list[str]:
    return [held.id for held in open_snapshot(generations, ENCODER, READERS).transcripts]


def test_where_nothing_is_there_is_no_index_and_nothing_is_made(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    assert (generations.current(), generations.numbers()) == (None, [])
    assert not generations.root.exists()


def test_numbers_grow_and_the_newest_answers(three: Generations) -> None:
    assert three.numbers() == [1, 2, 3]
    assert three.current() == 3
    assert sorted(path.name for path in three.root.iterdir()) == ["current", "generations", "lock"]
    assert three.opened()[0] == three.root / "generations" / "000003"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"seven",
        b"3",
        b"00003",
        b"-00003",
        b"000003 000002",
        b"\xff\xfe",
        pytest.param(b"9" * 5000, id="5,000 digits"),
        "٠٠٠٠٠٣".encode(),
    ],
)
def test_a_damaged_pointer_is_refused_by_name_and_mended_by_a_rebuild(three: Generations, content: bytes) -> None:
    (three.root / "current").write_bytes(content)
    with pytest.raises(IndexBroken, match=r"current .*quoth index --full"):
        three.opened()
    outcome = rebuild(town(), three, CountingEncoder(), READERS)
    assert (outcome.generation, three.current()) == (4, 4)
    assert ids(three) == ["budget", "council"]


def test_a_pointer_to_nothing_is_refused_and_mended(three: Generations) -> None:
    (three.root / "current").write_text("000004\n")
    with pytest.raises(IndexBroken, match=r"000004/manifest\.json"):
        three.opened()
    assert rebuild(town(), three, CountingEncoder(), READERS).generation == 4
    assert ids(three) == ["budget", "council"]


def test_the_remains_of_a_generation_do_not_block_the_next(three: Generations) -> None:
    three.rollback()
    (three.path(3) / "manifest.json").unlink()
    assert three.numbers() == [1, 2]
    assert rebuild(town(), three, CountingEncoder(), READERS).generation == 4


def test_a_generation_under_another_number_is_refused(three: Generations) -> None:
    shutil.rmtree(three.path(3))
    three.path(2).rename(three.path(3))
    with pytest.raises(IndexBroken, match="holds the manifest of generation 2"):
        three.opened()


def test_rollback_goes_back_one_by_one_and_stops_at_the_first(three: Generations) -> None:
    assert three.rollback() == 2
    assert ids(three) == ["council"]
    assert three.rollback() == 1
    with pytest.raises(IndexMissing, match="no generation before"):
        three.rollback()
    assert three.current() == 1
    assert three.numbers() == [1, 2, 3]


def test_rollback_to_a_damaged_generation_is_refused_and_nothing_moves(three: Generations) -> None:
    (three.path(2) / "vectors.npy").write_bytes(b"damaged")
    with pytest.raises(IndexBroken, match=r"000002/vectors\.npy is damaged"):
        three.rollback()
    assert three.current() == 3


def test_rollback_where_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="no generation before"):
        Generations(tmp_path / "index").rollback()


@pytest.mark.parametrize(("keep", "gone"), [(5, []), (3, []), (2, [1]), (1, [1, 2]), (0, [1, 2])])
def test_prune_keeps_the_newest(three: Generations, keep: int, gone: list[int]) -> None:
    assert three.prune(keep) == gone
    assert three.numbers() == [number for number in (1, 2, 3) if number not in gone]
    assert ids(three) == ["budget", "council"]


def test_prune_never_takes_the_one_that_answers(three: Generations) -> None:
    three.rollback()
    three.rollback()
    assert three.prune(1) == [2]
    assert three.numbers() == [1, 3]
    assert ids(three) == ["budget", "council"]


def test_after_rollback_and_prune_numbers_still_grow(three: Generations) -> None:
    three.rollback()
    assert rebuild(town(), three, CountingEncoder(), READERS).generation == 4


def test_what_a_killed_writer_left_is_removed_by_the_next(three: Generations) -> None:
    for name in ("new-000004", "new-gone-000001"):
        (three.root / "generations" / name / "lexical").mkdir(parents=True)
        (three.root / "generations" / name / "lexical" / "half.npy").write_bytes(b"half")
    with three.writing():
        assert sorted(path.name for path in (three.root / "generations").iterdir()) == ["000001", "000002", "000003"]


def test_a_second_writer_is_told_to_wait(three: Generations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings.generations, "_LOCK_SECONDS", 0.05)
    with FileLock(three.root / "lock"):
        for write in (lambda: rebuild(village(), three, CountingEncoder(), READERS), three.rollback, lambda: three.prune(1)):
            with pytest.raises(IndexingError, match=r"another process is rebuilding the index .* wait until it is done"):
                write()
    assert three.numbers() == [1, 2, 3]
    assert three.rollback() == 2


def test_an_index_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with pytest.raises(IndexingError, match=r"File exists|Not a directory"):
        rebuild(town(), Generations(tmp_path / "index"), CountingEncoder(), READERS)


def test_a_folder_that_cannot_be_written_names_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(IndexingError, match=r"cannot be written \(Permission denied\); name another with --index DIR"):
        rebuild(town(), Generations(tmp_path / "index"), CountingEncoder(), READERS)


@pytest.mark.parametrize("file", ["vectors.npy", "lexical/turn/data.csc.index.npy", "transcripts.jsonl"])
def test_a_file_that_cannot_be_read_is_refused_by_name(three: Generations, file: str) -> None:
    path = three.path(3) / file
    path.unlink()
    with pytest.raises(IndexBroken, match=f"{path} is missing"):
        three.opened()
    path.mkdir()
    with pytest.raises(IndexBroken, match=f"{path} cannot be read \\(Is a directory\\)"):
        three.opened()


def between(generations: Generations, number: int, noted: bytes) -> None:
    """Leave the index as a writer does that is killed after the rename and before the pointer."""
    shutil.copytree(generations.path(1), generations.path(number))
    manifest = generations.manifest(1)
    (generations.path(number) / "manifest.json").write_text(replace(manifest, generation=number).dump(), encoding="utf-8")
    (generations.root / "publishing").write_bytes(noted)


def test_a_generation_that_nobody_was_told_of_is_taken_back_by_the_next_writer(three: Generations) -> None:
    between(three, 4, b"000004\n")
    assert three.numbers() == [1, 2, 3, 4]
    assert three.current() == 3
    three.prune(9)
    assert three.numbers() == [1, 2, 3]
    assert sorted(path.name for path in three.root.iterdir()) == ["current", "generations", "lock"]


def test_one_that_was_published_is_not_taken_back_though_its_note_was_left(three: Generations) -> None:
    (three.root / "publishing").write_bytes(b"000003\n")
    assert three.rollback() == 2
    assert three.numbers() == [1, 2, 3]
    assert not (three.root / "publishing").exists()


@pytest.mark.parametrize("noted", [b"", b"0000", b"000004", b"nothing\n", b"\xff\n"])
def test_half_a_note_is_no_word_to_remove_anything_on(three: Generations, noted: bytes) -> None:
    between(three, 4, noted)
    three.prune(9)
    assert three.numbers() == [1, 2, 3, 4]


def test_while_the_pointer_is_damaged_nothing_is_taken_back(three: Generations) -> None:
    between(three, 4, b"000004\n")
    (three.root / "current").write_bytes(b"damaged")
    assert rebuild(town(), three, CountingEncoder(), READERS).generation == 5
    assert three.numbers() == [1, 2, 3, 4, 5]
