"""Speech spreads one thought over many turns: what is known of a turn's neighbours."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from corpus.passages import Kind
from rag.record import Record

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


class Neighbours:
    """Some turns, ascending, and the rows that stand for them; runs of neighbours are kept apart where the transcript ends or a turn is missing."""

    def __init__(self, record: Record, turns: Numbers) -> None:
        """`turns` are global turn numbers."""
        self._record = record
        self._turns = turns
        transcripts = np.searchsorted(record.starts, turns, side="right")
        breaks = (np.diff(turns, prepend=-9) != 1) | (np.diff(transcripts, prepend=-9) != 0)
        run = np.cumsum(breaks) - 1
        starts = np.flatnonzero(breaks)
        self.transcripts = transcripts - 1
        inside = np.zeros(int(record.starts[-1]), np.int64)
        inside[turns] = 1
        self._before = np.concatenate(([0], np.cumsum(inside)))
        self._reach: dict[int, tuple[Numbers, Numbers]] = {}
        self._low, self._high = starts[run], np.append(starts[1:], len(turns))[run]

    def rows(self, kind: Kind) -> Numbers:
        """The rows of the kind that lie inside the runs, ascending."""
        kinds: tuple[Kind, ...] = ("turn", "exchange") if kind == "turn" else (kind,)
        held: list[Numbers] = []
        before = self._before
        for one in kinds:
            at = self._record.kinds[one]
            held.append(np.flatnonzero(before[self._record.last[at] + 1] > before[self._record.first[at]]) + at.start)
        return np.concatenate(held)

    def covered(self, kind: Kind, rows: Numbers, values: Floats) -> Floats:
        """For every turn the highest value of the rows that cover it, 0 (the mean) where none does."""
        best = np.full(len(self._turns), -np.inf, np.float32)
        low, high = self._before[self._record.first[rows]], self._before[self._record.last[rows] + 1]
        for step in range(int((high - low).max(initial=0))):
            inside = low + step < high
            np.maximum.at(best, low[inside] + step, values[inside])
        found: Floats = np.where(np.isfinite(best), best, 0).astype(np.float32)
        return found

    def reach(self, spread: int) -> tuple[Numbers, Numbers]:
        """For every turn the half-open range of the turns, counted within these, that lie at most `spread` away in the same run."""
        if spread not in self._reach:
            at = np.arange(len(self._turns))
            self._reach[spread] = np.maximum(at - spread, self._low), np.minimum(at + spread + 1, self._high)
        return self._reach[spread]


class Smoothed:
    """Signals, a value for each of some turns, and the same smoothed over their neighbours."""

    def __init__(self, near: Neighbours, signals: Mapping[str, Floats]) -> None:
        """`signals` are float32 (turns,), by name."""
        self._near, self._signals = near, signals
        self._sums = {name: np.concatenate(([0.0], np.cumsum(values, dtype=np.float64))) for name, values in signals.items()}

    def column(self, name: str, at: Numbers | slice = slice(None)) -> Floats:
        """float32: the signal called `name`, for "window±2" the mean of "window" over at most two turns on each side, of the turns `at`."""
        signal, _, spread = name.partition("±")
        if not spread:
            return self._signals[signal][at]
        low, high = (ends[at] for ends in self._near.reach(int(spread)))
        sums = self._sums[signal]
        means: Floats = ((sums[high] - sums[low]) / np.maximum(high - low, 1)).astype(np.float32)
        return means
