"""An index whose bytes are all as they were written, and which is wrong all the same, is told by `quoth index check`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.generations import MANIFEST, Generations, check_hashes
from embeddings.pages import seal
from embeddings.rebuild import rebuild
from embeddings.snapshot import HASHES, TABLE, read_snapshot
from embeddings.soundness import faults
from embeddings.table import Table
from tests.embeddings.made import READERS, CountingEncoder, town


@pytest.fixture
def index(tmp_path: Path) -> Generations:
    generations = Generations(tmp_path / "index")
    rebuild(town(), generations, CountingEncoder(), READERS)
    return generations


def found(index: Generations) -> list[str]:
    manifest = index.manifest(1)
    check_hashes(index.path(1), manifest)
    return faults(index.path(1), read_snapshot(index.path(1), manifest))


def sealed(index: Generations, **changed: object) -> None:
    """Make the manifest fit what the files hold now, as a faulty writer would have."""
    digests, sizes = seal(index.path(1), MANIFEST)
    manifest = replace(index.manifest(1), hashes=digests, sizes=sizes, **changed)  # type: ignore[arg-type]
    (index.path(1) / MANIFEST).write_text(manifest.dump(), encoding="utf-8")


def test_a_sound_one_has_no_faults(index: Generations) -> None:
    assert found(index) == []


def shifted(table: Table) -> None:
    table["start"][0] += 1


def beyond(table: Table) -> None:
    table["end"][0] = 10_000


def before(table: Table) -> None:
    table["start"][0] = -1


def backwards(table: Table) -> None:
    table["first"][0] = table["last"][0] + 1


def elsewhere(table: Table) -> None:
    table["transcript"][0] = 1 - table["transcript"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [(shifted, "is not the text"), (beyond, "lies nowhere"), (before, "lies nowhere"), (backwards, "lies nowhere"), (elsewhere, "passage 0")],
)
def test_a_place_that_is_not_the_passages_is_named(index: Generations, change: Callable[[Table], None], said: str) -> None:
    table = np.load(index.path(1) / TABLE, allow_pickle=False)
    change(table)
    np.save(index.path(1) / TABLE, table, allow_pickle=False)
    sealed(index)
    assert len(found(index)) == 1
    assert said in found(index)[0]


def test_a_wrong_count_is_named_with_both_sides(index: Generations) -> None:
    sealed(index, counts={**index.manifest(1).counts, "sentence": 99})
    right = read_snapshot(index.path(1), index.manifest(1)).table["kind"].tolist().count(1)
    assert [line.partition(" holds ")[2] for line in found(index)] == [f"{right} sentence, its manifest says 99"]


def test_hashes_of_fewer_texts_are_named(index: Generations) -> None:
    np.save(index.path(1) / HASHES, np.load(index.path(1) / HASHES, allow_pickle=False)[:-1], allow_pickle=False)
    sealed(index)
    assert "the hashes of" in found(index)[0]
