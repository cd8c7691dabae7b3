"""How near the passages of a turn, and those around it, are to a question: cosines, counted from what is ordinary for the encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from corpus.passages import Kind
from corpus.transcript import Span
from rag.record import Record

Floats = npt.NDArray[np.float32]

AROUND = 3
"""So many turns before and after a turn are looked at."""
_SAMPLE = 400
_LEAST_DEVIATION = 0.02
MEASURED: tuple[Kind, ...] = ("turn", "window")


@dataclass(frozen=True, slots=True)
class Ordinary:
    """How near any two passages of one kind are for an encoder: the mean and the standard deviation of their cosines."""

    mean: float
    deviation: float


Usual = Mapping[Kind, Ordinary]
"""What is ordinary among turns and among windows."""


def ordinary(record: Record, expected: Usual) -> Usual:
    """What is ordinary in one record, from an even sample of its passages; a record of few passages is drawn towards what is `expected`."""
    if record not in _known:
        _known[record] = {kind: measured(record, kind) for kind in MEASURED}
    return {kind: _between(*_known[record][kind], expected[kind]) for kind in MEASURED}


_known: WeakKeyDictionary[Record, Mapping[Kind, tuple[int, Ordinary]]] = WeakKeyDictionary()


def measured(record: Record, kind: Kind) -> tuple[int, Ordinary]:
    """The number of a record's passages of one kind, and what is ordinary among them."""
    at = record.kinds[kind]
    sample = record.snapshot.vectors[at.start : at.stop : max(1, (at.stop - at.start) // _SAMPLE)]
    pairs = (sample @ sample.T)[np.triu_indices(len(sample), 1)]
    return at.stop - at.start, Ordinary(float(pairs.mean()), max(float(pairs.std()), _LEAST_DEVIATION)) if len(pairs) else Ordinary(0.0, 1.0)


def _between(passages: int, found: Ordinary, expected: Ordinary) -> Ordinary:
    share = passages / (passages + _SAMPLE)
    return Ordinary(*(share * own + (1 - share) * other for own, other in zip(astuple(found), astuple(expected), strict=True)))


@dataclass(frozen=True, slots=True)
class Nearness:
    """A question's nearness to what a record holds.

    Every value is a cosine less what is ordinary between two passages, in standard deviations: two encoders whose
    cosines lie in different ranges give comparable values. 0 is said of what has no passage.
    """

    record: Record
    query: Floats
    usual: Usual

    def turn(self, number: int) -> float:
        """The best passage of the turn itself; 0 where it has none."""
        return _best(self._passages(number, "turn")[1])

    def exchange(self, number: int) -> float:
        """The question that the turn replied to, with the reply; 0 where it replied to none."""
        return _best(self._passages(number, "exchange")[1])

    def sentences(self, number: int, spans: Sequence[Span]) -> Floats:
        """Each sentence of the turn; 0 for one too short to be a passage."""
        starts, found = self._passages(number, "sentence" if len(spans) > 1 else "turn")
        best = np.full(len(spans), -np.inf, dtype=np.float32)
        # A sentence over the encoder's limit lies in several rows; the nearest counts.
        np.maximum.at(best, np.searchsorted([span.start for span in spans], starts, side="right") - 1, found)
        best[np.isneginf(best)] = 0.0
        return best

    def windows(self, number: int) -> float:
        """The best window that holds the turn."""
        at = self.record.kinds["window"]
        low = at.start + int(self.record.last[at].searchsorted(number))
        high = at.start + int(self.record.first[at].searchsorted(number, side="right"))
        return _best(self._scaled(low, high, "window"))

    def around(self, number: int) -> Floats:
        """float32 (2 x AROUND,): the turns before and after, in reading order; 0 where a turn is too short or not there."""
        low, high = self.record.bounds(number)
        at = self.record.kinds["turn"]
        first, last = at.start + self.record.first[at].searchsorted([max(low, number - AROUND), min(high, number + AROUND + 1)])
        best = np.full(2 * AROUND + 1, -np.inf, dtype=np.float32)
        np.maximum.at(best, self.record.first[first:last] - number + AROUND, self._scaled(first, last, "turn"))
        best[np.isneginf(best)] = 0.0
        return np.delete(best, AROUND)

    def _passages(self, number: int, kind: Kind) -> tuple[npt.NDArray[np.int64], Floats]:
        """The starts and values of the passages of one kind that stand for a turn."""
        at = self.record.kinds[kind]
        low, high = at.start + self.record.first[at].searchsorted([number, number + 1])
        return self.record.snapshot.table["start"][low:high].astype(np.int64), self._scaled(low, high, "turn")

    def _scaled(self, low: int, high: int, kind: Kind) -> Floats:
        usual = self.usual[kind]
        return np.asarray((self.record.snapshot.vectors[low:high] @ self.query - usual.mean) / usual.deviation, dtype=np.float32)


def _best(values: Floats) -> float:
    return float(values.max()) if len(values) else 0.0
