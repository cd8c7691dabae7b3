"""The open record: a snapshot with the turn-level arrays that every question needs, computed once.

Turns of all transcripts are numbered through ("global turn"): transcript t's turn i is `starts[t] + i`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpus.errors import ScopeError
from corpus.passages import KINDS, Kind
from corpus.transcript import Place, Span, Transcript, Turn
from embeddings.indexes import Mask
from embeddings.snapshot import Snapshot
from embeddings.table import rows_of
from rag.cast import Cast
from rag.gathered import GatheredCast
from rag.scope import Scope

Numbers = npt.NDArray[np.int64]

_SAMPLE = 2048
"""So many vectors say what is ordinary among those of a kind."""


class Record:
    """A snapshot, addressed by turns."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Number the turns of `snapshot` through and remember where its passages lie."""
        self.snapshot = snapshot
        self.transcripts = snapshot.transcripts
        self.by_id: Mapping[str, int] = {transcript.id: i for i, transcript in enumerate(self.transcripts)}
        self.starts: Numbers = np.cumsum([0, *(len(t.turns) for t in self.transcripts)])
        self._starts: list[int] = self.starts.tolist()
        # Finding them costs a pass over the table, and every question needs them dozens of times.
        self.kinds: Mapping[Kind, slice] = {kind: rows_of(snapshot.table, kind) for kind in KINDS}

    @cached_property
    def first(self) -> Numbers:
        """The first turn that each row of the table stands for."""
        table = self.snapshot.table
        # An exchange is found by what was asked but stands for the reply alone.
        replies = table["kind"] == KINDS.index("exchange")
        return np.asarray(self.starts[table["transcript"]] + np.where(replies, table["last"], table["first"]))

    @cached_property
    def last(self) -> Numbers:
        """The last turn that each row of the table stands for."""
        table = self.snapshot.table
        return np.asarray(self.starts[table["transcript"]] + table["last"])

    @cached_property
    def words(self) -> Numbers:
        """The number of words of every turn."""
        return np.asarray(self.snapshot.turns.columns["words"], dtype=np.int64)

    @cached_property
    def _lengths(self) -> Numbers:
        """The number of characters of every turn; a plain array, because one number of a mapped file takes ten times as long to look up."""
        return np.array(self.snapshot.turns.columns["length"], dtype=np.int64)

    @cached_property
    def asks(self) -> npt.NDArray[np.bool_]:
        """Which turns ask."""
        return np.array(self.snapshot.turns.columns["asks"])

    @cached_property
    def voices(self) -> Numbers:
        """A number for the speaker's name of every turn, equal for equal names."""
        names = self._names
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        of_speaker: Numbers = np.array([numbers[name] for name in names], dtype=np.int64)
        return np.asarray(of_speaker[self.snapshot.turns.columns["speaker"]])

    @property
    def _names(self) -> list[str]:
        """The names of all speakers by their number."""
        return [speaker.name for speaker in self.snapshot.turns.speakers]

    @cached_property
    def style(self) -> npt.NDArray[np.float32]:
        """For every transcript the logarithm of the mean number of words of its spoken turns: quick talk or long statements."""
        spoken = [self.words[low:high] for low, high in pairwise(self.starts.tolist())]
        return np.array([np.log1p(words[words > 0].mean()) if words.any() else 0 for words in spoken], dtype=np.float32)

    @cached_property
    def cast(self) -> Cast:
        """Who speaks, when and where."""
        return GatheredCast(self.snapshot)

    @cached_property
    def speakers(self) -> Mapping[str, Numbers]:
        """The turns under each speaker's name, by name; names with most turns first."""
        spoken = np.flatnonzero(self.snapshot.turns.columns["spoken"])
        voices = self.voices[spoken]
        if not len(voices):
            return {}
        order = np.argsort(voices, kind="stable")
        numbers, begins = np.unique(voices[order], return_index=True)
        names = list(dict.fromkeys(self._names))
        held = {names[voice]: turns for voice, turns in zip(numbers, np.split(spoken[order], begins[1:]), strict=True) if names[voice]}
        return dict(sorted(held.items(), key=lambda item: (-len(item[1]), item[0])))

    def transcript(self, id: str) -> Transcript:
        """The transcript of that id; ScopeError for an unknown one, naming some that exist."""
        if id not in self.by_id:
            known = ", ".join(list(self.by_id)[:3])
            raise ScopeError(f"there is no transcript {id!r} in the index; there are {len(self.by_id)}, for instance {known}")
        return self.transcripts[self.by_id[id]]

    def turn(self, number: int) -> tuple[Transcript, Turn]:
        """The transcript and turn of a global turn number."""
        at = bisect_right(self._starts, number) - 1
        return self.transcripts[at], self.transcripts[at].turns[number - self._starts[at]]

    def place(self, number: int) -> Place:
        """The whole of a turn."""
        at = bisect_right(self._starts, number) - 1
        return Place(self.transcripts[at].id, number - self._starts[at], Span(0, int(self._lengths[number])))

    def number(self, place: Place) -> int:
        """The global turn number of a place."""
        return self._starts[self.by_id[place.transcript]] + place.turn

    def bounds(self, number: int) -> tuple[int, int]:
        """The half-open range of global turns of the transcript that holds a turn."""
        at = bisect_right(self._starts, number) - 1
        return self._starts[at], self._starts[at + 1]

    def allowed(self, scope: Scope) -> Mask | None:
        """Which turns the scope lets through, None for all; ScopeError for a name that the library does not hold."""
        if not scope:
            return None
        mask = np.zeros(int(self.starts[-1]), dtype=np.bool_)
        for at in self._transcripts_in(scope):
            mask[self.starts[at] : self.starts[at + 1]] = True
        if scope.speakers:
            spoken = np.zeros_like(mask)
            for name in scope.speakers:
                if name not in self.speakers:
                    raise ScopeError(f"nobody called {name!r} speaks in the transcripts")
                spoken[self.speakers[name]] = True
            mask &= spoken
        if scope.asked:
            mask &= self.asks
        return mask

    def rows(self, kind: Kind, allowed: Mask | None) -> Mask:
        """Which rows of the table are of that kind and hold at least one allowed turn."""
        mask = np.zeros(len(self.snapshot.table), dtype=np.bool_)
        at = self.kinds[kind]
        if allowed is None:
            mask[at] = True
        else:
            before = np.concatenate(([0], np.cumsum(allowed)))
            mask[at] = before[self.last[at] + 1] > before[self.first[at]]
        return mask

    @cached_property
    def samples(self) -> Mapping[Kind, npt.NDArray[np.float32]]:
        """Of every kind an even sample of the vectors of all rows: what a question is compared with when the whole record is in scope."""
        return {kind: self.sample(kind, None) for kind in KINDS}

    def sample(self, kind: Kind, allowed: Mask | None) -> npt.NDArray[np.float32]:
        """An even sample of the vectors of the rows in scope, `_SAMPLE` to twice as many (all where there are fewer)."""
        rows = np.flatnonzero(self.rows(kind, allowed))
        return self.snapshot.vectors[rows[:: max(len(rows) // _SAMPLE, 1)]]

    def _transcripts_in(self, scope: Scope) -> Iterable[int]:
        chosen = {self.by_id[self.transcript(id).id] for id in scope.transcripts} or range(len(self.transcripts))
        for at in chosen:
            date = self.transcripts[at].date
            dated = scope.since is not None or scope.until is not None
            if dated and (date is None or (scope.since and date < scope.since) or (scope.until and date > scope.until)):
                continue
            yield at
