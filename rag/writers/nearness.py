"""How near the passages of a turn, and those around it, are to a question: cosines, counted from what is ordinary for the encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from corpus.passages import Kind
from corpus.transcript import Span
from rag.record import Record

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

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


@dataclass(frozen=True)
class Nearness:
    """A question's nearness to what a record holds.

    Every value is a cosine less what is ordinary between two passages, in standard deviations: two encoders whose
    cosines lie in different ranges give comparable values. 0 is said of what has no passage. Any turn may be looked at;
    what concerns `turns` (global numbers) is computed in one go, which costs a fraction of one by one.
    """

    record: Record
    query: Floats
    usual: Usual
    turns: tuple[int, ...] = ()

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
        (low,), (high,) = self._windows(np.array([number]))
        return _best(self._scaled(low, high, "window"))

    def around(self, number: int) -> Floats:
        """float32 (2 x AROUND,): the turns before and after, in reading order; 0 where a turn is too short or not there."""
        low, high = self.record.bounds(number)
        first, last = self._rows("turn", [max(low, number - AROUND), min(high, number + AROUND + 1)])
        best = np.full(2 * AROUND + 1, -np.inf, dtype=np.float32)
        np.maximum.at(best, self.record.first[first:last] - number + AROUND, self._scaled(first, last, "turn"))
        best[np.isneginf(best)] = 0.0
        return np.delete(best, AROUND)

    def _passages(self, number: int, kind: Kind) -> tuple[npt.NDArray[np.int64], Floats]:
        """The starts and values of the passages of one kind that stand for a turn."""
        low, high = self._rows(kind, [number, number + 1])
        return self.record.snapshot.table["start"][low:high].astype(np.int64), self._scaled(low, high, "turn")

    def _scaled(self, low: int, high: int, kind: Kind) -> Floats:
        usual = self.usual[kind]
        rows, products = self._known
        at = int(rows.searchsorted(low))
        is_known = low < high and at + high - low <= len(rows) and rows[at] == low and rows[at + high - low - 1] == high - 1
        own = products[at : at + high - low] if is_known else self.record.snapshot.vectors[low:high] @ self.query
        return np.asarray((own - usual.mean) / usual.deviation, dtype=np.float32)

    @cached_property
    def _known(self) -> tuple[Rows, Floats]:
        """The rows that concern `turns`, ascending, and their products with the question."""
        turns = np.array(self.turns, dtype=np.int64)
        ends = [(self._rows(kind, turns), self._rows(kind, turns + 1)) for kind in ("sentence", "exchange")]
        ends += [(self._rows("turn", turns - AROUND), self._rows("turn", turns + AROUND + 1)), self._windows(turns)]
        lows, highs = (np.concatenate(side).tolist() for side in zip(*ends, strict=True))
        rows = np.unique(np.concatenate([np.arange(low, high) for low, high in zip(lows, highs, strict=True)] or [turns]))
        return rows, self.record.snapshot.vectors[rows] @ self.query

    def _rows(self, kind: Kind, turns: Sequence[int] | Rows) -> Rows:
        """For each turn the first row of the kind that stands for it or a later one."""
        at = self.record.kinds[kind]
        first: Rows = at.start + self.record.first[at].searchsorted(turns)
        return first

    def _windows(self, turns: Rows) -> tuple[Rows, Rows]:
        """For each turn the half-open range of the windows that hold it."""
        at = self.record.kinds["window"]
        return at.start + self.record.last[at].searchsorted(turns), at.start + self.record.first[at].searchsorted(turns, side="right")


def _best(values: Floats) -> float:
    return float(values.max()) if len(values) else 0.0
