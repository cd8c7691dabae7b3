"""Passages as rows of numbers.

Rows are grouped by kind in the order of `KINDS`, inside a kind by transcript and place. A row's places are one run of
consecutive turns: from `start` in turn `first` to `end` in turn `last`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from corpus.passages import KINDS, Kind, Passage
from corpus.transcript import Transcript

ROW = np.dtype([("kind", "i1"), ("transcript", "<i4"), ("first", "<i4"), ("last", "<i4"), ("start", "<i4"), ("end", "<i4")])
Table = npt.NDArray[np.void]


def as_table(passages: Iterable[Passage], transcripts: Sequence[Transcript]) -> Table:
    """One row of dtype `ROW` for each passage, in their order."""
    number = {transcript.id: i for i, transcript in enumerate(transcripts)}
    rows = [
        (KINDS.index(p.kind), number[p.places[0].transcript], p.places[0].turn, p.places[-1].turn, p.places[0].span.start, p.places[-1].span.end)
        for p in passages
    ]
    return np.array(rows, dtype=ROW)


def rows_of(table: Table, kind: Kind) -> slice:
    """The rows of one kind."""
    low, high = np.searchsorted(table["kind"], [KINDS.index(kind), KINDS.index(kind) + 1])
    return slice(int(low), int(high))
