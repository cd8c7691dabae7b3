"""Whatever happens to any file of an index, it is refused by that file's name and mended by an ordinary rebuild."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from corpus.errors import IndexBroken, IndexStale
from embeddings import pages
from embeddings.encoders.hashed import HashedEncoder
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot
from tests.embeddings.made import READERS, CountingEncoder, town
from tests.laws.torture import TIMES, dice

ENCODER = CountingEncoder().identity


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Generations:
    generations = Generations(tmp_path_factory.mktemp("damage") / "index")
    rebuild(town(), generations, CountingEncoder(), READERS)
    return generations


def files(index: Generations) -> list[Path]:
    return sorted(path for path in index.path(1).rglob("*") if path.is_file())


def damaged(whole: bytes, throw: random.Random) -> list[bytes]:
    """Flips of one bit (the first and the last byte among them), truncations, and bytes too many."""
    length = len(whole)
    flips = [0, length - 1, *(throw.randrange(length) for _ in range(55 * TIMES))] if length else []
    turned = [whole[:at] + bytes([whole[at] ^ (1 << throw.randrange(8))]) + whole[at + 1 :] for at in flips]
    shorter = [whole[:to] for to in {0, length - 1, *(throw.randrange(length) for _ in range(20 * TIMES))}] if length else []
    return [*turned, *shorter, whole + b"\0", bytes(length) if any(whole) else b"\1"]


def refusal(index: Generations) -> str:
    with pytest.raises((IndexBroken, IndexStale)) as refused:
        open_snapshot(index, ENCODER, READERS)
    return str(refused.value)


@pytest.mark.timeout(600 * TIMES)
def test_every_damage_to_every_file_is_refused_by_the_files_name(index: Generations) -> None:
    throw, cases = dice(), 0
    assert len(files(index)) > 10
    for path in files(index):
        whole = path.read_bytes()
        for content in damaged(whole, throw):
            path.write_bytes(content)
            assert str(path) in refusal(index)
            cases += 1
        path.unlink()
        assert str(path) in refusal(index)
        path.write_bytes(whole)
    assert cases >= 1_000
    assert open_snapshot(index, ENCODER, READERS).transcripts == town().transcripts


@pytest.fixture(params=["flat", "sq8", "ivf-sq8"])
def large(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generations:
    """An index whose files all count as large: each is checked by the page, as a question reads it."""
    monkeypatch.setattr(pages, "WHOLE", 0)
    generations = Generations(tmp_path / "index")
    rebuild(town(), generations, CountingEncoder(), READERS, kind=request.param)
    return generations


def asked(index: Generations) -> object:
    """All that questions read, and so what they could be told wrongly."""
    held = open_snapshot(index, ENCODER, READERS)
    query = HashedEncoder(64).encode(["who pays for the harbour wall"])[0]
    found = held.index.search(query, 10**6)
    words = [lexical.scores("who pays for the harbour wall").tolist() for lexical in held.lexical.values()]
    return held.transcripts == town().transcripts, held.table.tolist(), found[0].tolist(), found[1].tolist(), words


def refused_or(index: Generations) -> object:
    """The message of the refusal, or what was answered."""
    try:
        return asked(index)
    except (IndexBroken, IndexStale) as error:
        return str(error)


def test_of_large_files_no_damage_is_ever_read(large: Generations) -> None:
    """Where a question would read what is damaged it is refused by the file's name; else the answer is what it was."""
    dice, whole_answer, refused = random.Random(9), asked(large), 0
    for path in files(large):
        whole = path.read_bytes()
        for content in damaged(whole, dice):
            path.write_bytes(content)
            told = refused_or(large)
            assert told == whole_answer or str(path) in str(told)
            refused += told != whole_answer
            with pytest.raises((IndexBroken, IndexStale), match=re.escape(str(path))):
                open_snapshot(large, ENCODER, READERS, whole=True)
        path.write_bytes(whole)
    assert refused >= 100
    assert asked(large) == whole_answer


def test_a_flip_in_the_pointer_names_nothing_else(index: Generations) -> None:
    pointer = index.root / "current"
    whole = pointer.read_bytes()
    for at in range(len(whole)):
        for bit in range(8):
            pointer.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
            if pointer.read_bytes().strip() == b"000001":
                assert open_snapshot(index, ENCODER, READERS).manifest.generation == 1
            else:
                assert str(index.root) in refusal(index)
    pointer.write_bytes(whole)


@pytest.mark.parametrize("damage", [b"", b"\0" * 40], ids=["emptied", "zeroed"])
def test_an_ordinary_rebuild_mends_any_damaged_file(index: Generations, tmp_path: Path, damage: bytes) -> None:
    for at, path in enumerate([index.root / "current", *files(index)]):
        root = tmp_path / f"{at}"
        shutil.copytree(index.root, root)
        (root / path.relative_to(index.root)).write_bytes(damage)
        encoder = CountingEncoder()
        assert rebuild(town(), Generations(root), encoder, READERS).generation == 2
        assert encoder.seen
        assert open_snapshot(Generations(root), ENCODER, READERS).transcripts == town().transcripts
