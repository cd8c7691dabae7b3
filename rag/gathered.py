"""The cast of an open index: what the index keeps of it is read, not gathered again from every text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, overload

import numpy as np

from corpus.transcript import Transcript
from embeddings.concordance import Concordance, Numbers
from embeddings.snapshot import Snapshot
from rag.cast import Cast, Text, Wordbook
from rag.offices import Office

_RULE: Final = "offices/1"


def facts(transcripts: Sequence[Transcript]) -> bytes:
    """What an index is asked to keep for `GatheredCast`: the offices that the whole library gives its speakers."""
    offices = [[sorted(office.words), office.names, office.transcript] for office in Cast(transcripts).offices]
    return json.dumps({"rule": _RULE, "offices": offices}, ensure_ascii=False, separators=(",", ":")).encode()


class GatheredCast(Cast):
    """The speakers of a snapshot, equal in all it says to the `Cast` of its transcripts."""

    def __init__(self, snapshot: Snapshot) -> None:
        """The cast of everything that `snapshot` holds."""
        super().__init__(snapshot.transcripts)
        self._snapshot = snapshot

    @cached_property
    def labels(self) -> frozenset[str]:
        """See `Cast.labels`."""
        return frozenset(speaker.name for speaker in self._snapshot.turns.speakers if speaker.kind == "person")

    @cached_property
    def book(self) -> Wordbook:
        """See `Cast.book`."""
        held = self._snapshot.concordance
        notes = dict.fromkeys(speaker.note for speaker in self._snapshot.turns.speakers if speaker.note)
        return Wordbook(held.small, _Texts(held, self._snapshot), held.spelt, tuple(notes))

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """See `Cast.offices`."""
        held = json.loads(self._snapshot.facts or b"{}")
        if held.get("rule") != _RULE:  # made by a program that knew other offices, or none
            return super().offices
        return tuple(Office(frozenset(words), tuple(names), transcript) for words, names, transcript in held["offices"])

    @cached_property
    def _turns(self) -> Mapping[str, Counter[str]]:
        turns = self._snapshot.turns
        names = [speaker.name for speaker in turns.speakers]
        found: dict[str, Counter[str]] = {}
        start = 0
        for held in self.transcripts:
            columns = turns.columns[start : start + len(held.turns)]
            start += len(held.turns)
            whose, times = np.unique(columns["speaker"][columns["spoken"]], return_counts=True)
            counted = found.setdefault(held.id, Counter())
            for speaker, count in zip(whose.tolist(), times.tolist(), strict=True):
                if names[speaker]:
                    counted[names[speaker]] += count
        return found


class _Texts(Mapping[str, Sequence[Text]]):
    """The texts that hold each word, read when they are looked at."""

    def __init__(self, held: Concordance, snapshot: Snapshot) -> None:
        self._held = held
        self._transcripts = snapshot.transcripts
        # Text 0 is the first transcript's title, then come its turns, then the next one's title.
        self._titles = np.cumsum([0, *(len(transcript.turns) + 1 for transcript in self._transcripts)])

    def __getitem__(self, word: str) -> Sequence[Text]:
        return _Found(self, self._held.texts(word))

    def __iter__(self) -> Iterator[str]:
        return iter(self._held.capital)

    def __len__(self) -> int:
        return len(self._held.capital)

    def __contains__(self, word: object) -> bool:
        return word in self._held.capital

    def text(self, number: int) -> Text:
        """The text of that number with its transcript's id."""
        at = int(self._titles.searchsorted(number, side="right")) - 1
        transcript = self._transcripts[at]
        if number == self._titles[at]:
            return transcript.id, transcript.title
        turn = transcript.turns[int(number - self._titles[at]) - 1]
        return transcript.id, f"{turn.speaker.label}. {turn.text}"


class _Found(Sequence[Text]):
    """Some texts by their numbers."""

    def __init__(self, texts: _Texts, numbers: Numbers) -> None:
        self._texts = texts
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Text: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Text]: ...
    def __getitem__(self, at: int | slice) -> Text | Sequence[Text]:
        return _Found(self._texts, self._numbers[at]) if isinstance(at, slice) else self._texts.text(int(self._numbers[at]))
