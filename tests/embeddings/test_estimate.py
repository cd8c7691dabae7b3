"""How long encoding should take is reckoned from texts of every length, few of them, and never from those that need no encoding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from embeddings.encoders import Report, Vectors, silent
from embeddings.estimate import SAMPLE, seconds_to_encode
from embeddings.generations import Generations
from embeddings.plan import plan
from embeddings.rebuild import rebuild
from tests.embeddings.made import READERS, CountingEncoder, town


class Clocked(CountingEncoder):
    """Takes a second for each ten characters, by a clock of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(limit=1000)
        self.now = 0.0
        monkeypatch.setattr("embeddings.estimate.time.perf_counter", lambda: self.now)

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        self.now += sum(len(text) for text in texts) / 10
        return super().encode(texts, report)


@pytest.mark.parametrize("count", [1, 7, 64, 1000])
def test_the_reckoning_is_near_the_truth_whatever_the_lengths(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    texts = ["wall " * (1 + at % 40) for at in range(count)]
    encoder = Clocked(monkeypatch)
    assert seconds_to_encode(texts, encoder) == pytest.approx(sum(map(len, texts)) / 10, rel=0.25)
    assert len(encoder.seen) <= min(SAMPLE, (count + 3) // 4) + 1


def test_nothing_takes_no_time() -> None:
    encoder = CountingEncoder()
    assert (seconds_to_encode([], encoder), encoder.seen) == (0.0, [])


def test_a_plan_reckons_with_what_is_new_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    index, encoder = Generations(tmp_path / "index"), Clocked(monkeypatch)
    planned = plan(town(), index, encoder, READERS, timed=True)
    assert planned.seconds
    assert planned.seconds > 0
    assert not index.root.exists()
    assert plan(town(), index, encoder, READERS).seconds is None
    rebuild(town(), index, encoder, READERS)
    assert plan(town(), index, encoder, READERS, timed=True).seconds == 0
