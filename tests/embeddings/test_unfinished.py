"""A rebuild that did not finish is gone on with: what was encoded is not encoded again, unless it is damaged or of another encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoders import Report, Vectors, silent
from embeddings.generations import Generations
from embeddings.plan import plan
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot
from embeddings.unfinished import Unfinished
from tests.embeddings.made import READERS, CountingEncoder, town, village


class Stopped(Exception):
    """What a power cut looks like from inside."""


class Stopping(CountingEncoder):
    """Encodes `batches` batches and is stopped in the next."""

    def __init__(self, batches: int, name: str = "hashed") -> None:
        super().__init__(name)
        self.left = batches

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        if not self.left:
            raise Stopped
        self.left -= 1
        return super().encode(texts, report)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.rebuild._BATCH", 4)


@pytest.fixture
def index(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "index")


def stopped(index: Generations, batches: int = 3, full: bool = False, name: str = "hashed") -> list[str]:
    """The texts that a rebuild of the town encoded before it was stopped."""
    encoder = Stopping(batches, name)
    with pytest.raises(Stopped):
        rebuild(town(), index, encoder, READERS, full)
    assert len(encoder.seen) == 4 * batches
    return encoder.seen


def finished(index: Generations, full: bool = False) -> list[str]:
    """The texts that the next rebuild encodes; what it makes is what one that was never stopped makes."""
    encoder = CountingEncoder()
    planned = plan(town(), index, encoder, READERS, full)
    outcome = rebuild(town(), index, encoder, READERS, full)
    assert outcome.plan == planned
    assert outcome.encoded == len(encoder.seen) == planned.encode
    fresh = Generations(index.root.with_name("fresh"))
    rebuild(town(), fresh, CountingEncoder(), READERS, full=True)
    made, right = (open_snapshot(one, encoder.identity, READERS) for one in (index, fresh))
    np.testing.assert_array_equal(made.vectors, right.vectors)
    np.testing.assert_array_equal(made.table, right.table)
    assert not (index.root / "encoded").exists()
    return encoder.seen


def kept(index: Generations) -> list[Path]:
    return sorted(path for path in (index.root / "encoded").rglob("*") if path.is_file())


@pytest.mark.parametrize("batches", [1, 2, 3])
def test_what_was_encoded_is_not_encoded_again(index: Generations, batches: int) -> None:
    before = stopped(index, batches)
    assert plan(town(), index, CountingEncoder(), READERS).resumed == 4 * batches
    after = finished(index)
    assert not set(before) & set(after)
    assert set(before) | set(after) == set(finished(index, full=True))


def test_stopped_again_and_again_every_text_is_encoded_once(index: Generations) -> None:
    seen = [text for _ in range(3) for text in stopped(index, 1)]
    seen += finished(index)
    assert len(seen) == len(set(seen))


def test_beside_an_index_that_answers_meanwhile(index: Generations) -> None:
    rebuild(village(), index, CountingEncoder(), READERS)
    before = stopped(index, 1)
    assert open_snapshot(index, CountingEncoder().identity, READERS).transcripts == village().transcripts
    assert not set(before) & set(finished(index))


def test_a_file_damaged_meanwhile_is_encoded_again(index: Generations) -> None:
    before = stopped(index)
    for path, damage in zip(kept(index), (lambda whole: whole[:-1], lambda whole: bytes([whole[0] ^ 1]) + whole[1:], lambda _: b""), strict=True):
        path.write_bytes(damage(path.read_bytes()))
    assert set(before) < set(finished(index))


def test_every_flipped_bit_and_every_truncation_is_noticed(index: Generations) -> None:
    stopped(index, 1)
    path = kept(index)[0]
    whole, unfinished = path.read_bytes(), Unfinished(index.root, CountingEncoder().identity)
    assert len(unfinished.vectors()) == 4
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        assert not unfinished.vectors()
        path.write_bytes(whole[:at])
        assert not unfinished.vectors()


def test_vectors_of_another_encoder_are_neither_used_nor_kept(index: Generations) -> None:
    stopped(index, name="other")
    assert plan(town(), index, CountingEncoder(), READERS).resumed == 0
    assert kept(index)
    stopped(index, 1)
    assert len(kept(index)) == 1
    finished(index)


def test_another_route_of_the_same_encoder_is_another_encoder(index: Generations) -> None:
    stopped(index)
    assert not Unfinished(index.root, replace(CountingEncoder().identity, route="other")).vectors()


def test_what_is_made_anew_trusts_nothing_older_and_is_itself_gone_on_with(index: Generations) -> None:
    stopped(index, 2)
    before = stopped(index, 1, full=True)
    assert len(kept(index)) == 1
    after = finished(index, full=True)
    assert not set(before) & set(after)


def test_what_was_left_by_one_that_was_killed_after_it_published_is_removed(index: Generations) -> None:
    stopped(index)
    left = kept(index)[0]
    whole = left.read_bytes()
    finished(index)
    left.parent.mkdir(parents=True)
    left.write_bytes(whole)
    assert not rebuild(town(), index, CountingEncoder(), READERS).plan.needed
    assert not (index.root / "encoded").exists()
