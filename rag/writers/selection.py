"""How much is quoted: the best sentences, with those that they may not be quoted without, as few runs within a turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.passages import SHORTEST_TURN
from corpus.transcript import Place, Span
from rag.record import Record
from rag.writers.candidates import Candidates, reading
from rag.writers.turning import whole

Scores = npt.NDArray[np.float64]
THIN = 8
"""A quotation of fewer words is read with the sentence beside it in its turn."""
Key = tuple[str, int]
"""A turn: the transcript's id and the turn's number."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be quoted: words in all, quotations, and log-odds below the best sentence."""

    words: int
    quotes: int
    margin: float


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences `first` to `end` (half-open) of a turn, quoted together."""

    key: Key
    first: int
    end: int


def chosen(record: Record, candidates: Candidates, scores: Scores, limits: Limits) -> tuple[Place, ...]:
    """The places to quote, that with the best sentence first; none overlaps or touches another.

    Candidates are taken best first while they are within the margin; one that would break a limit is passed over. The best one
    is quoted even where it alone is over the limit of words: an over-long sentence is better than none.
    """
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], candidates.places[i]))
    taken: dict[Key, frozenset[int]] = {}
    best: dict[Run, int] = {}
    for i in order:
        if scores[order[0]] - scores[i] > limits.margin:
            break
        key = (candidates.places[i].transcript, candidates.places[i].turn)
        low, high = whole(_texts(record, key), candidates.orders[i], candidates.orders[i] + 1)
        grown = {**taken, key: taken.get(key, frozenset()) | frozenset(range(low, high))}
        runs = _runs(record, grown)
        if not taken or (len(runs) <= limits.quotes and sum(_words(record, run) for run in runs) <= limits.words):
            taken, best = grown, _ordered(runs, best)
    filled = _filled(record, taken, best, limits)
    return tuple(_place(record, run) for run in sorted(filled, key=lambda run: filled[run]))


def _filled(record: Record, taken: Mapping[Key, frozenset[int]], best: Mapping[Run, int], limits: Limits) -> Mapping[Run, int]:
    """The runs, those that are too short to say much with the sentence beside them, as far as the limit of words allows."""
    for run in sorted(best, key=lambda run: best[run]):
        grown = {**taken, run.key: taken[run.key] | _beside(record, run)}
        runs = _runs(record, grown)
        if sum(_words(record, run) for run in runs) <= limits.words:
            taken, best = grown, _ordered(runs, best)
    return best


def _beside(record: Record, run: Run) -> frozenset[int]:
    """The sentences to be read with a short run ("I am proposing a levy."): the next one of the turn, at its end the one before."""
    texts = _texts(record, run.key)
    if _words(record, run) >= THIN or len(texts) == run.end - run.first:
        return frozenset()
    return frozenset(range(*(whole(texts, run.first, run.end + 1) if run.end < len(texts) else whole(texts, run.first - 1, run.end))))


def _ordered(runs: Sequence[Run], held: Mapping[Run, int]) -> dict[Run, int]:
    """The runs with their places in the order of quotations: that of the best run that each of them holds, else the last."""
    return {run: min((place for other, place in held.items() if _holds(run, other)), default=len(held)) for run in runs}


def _holds(run: Run, held: Run) -> bool:
    return run.key == held.key and run.first <= held.first and held.end <= run.end


def _runs(record: Record, taken: Mapping[Key, frozenset[int]]) -> list[Run]:
    """The taken sentences in runs; what parts two runs by a word or two ("No.") is quoted with them."""
    found: list[Run] = []
    for key, numbers in taken.items():
        lengths = _lengths(record, key)
        for number in sorted(numbers):
            last = found[-1] if found and found[-1].key == key else None
            if last and all(length < SHORTEST_TURN for length in lengths[last.end : number]):
                found[-1] = Run(key, last.first, number + 1)
            else:
                found.append(Run(key, number, number + 1))
    return found


def _words(record: Record, run: Run) -> int:
    return sum(_lengths(record, run.key)[run.first : run.end])


def _texts(record: Record, key: Key) -> Sequence[str]:
    return reading(record.transcript(key[0]).turns[key[1]].text, record.snapshot.lexical["turn"].terms).texts


def _lengths(record: Record, key: Key) -> Sequence[int]:
    return reading(record.transcript(key[0]).turns[key[1]].text, record.snapshot.lexical["turn"].terms).lengths


def _place(record: Record, run: Run) -> Place:
    spans = reading(record.transcript(run.key[0]).turns[run.key[1]].text, record.snapshot.lexical["turn"].terms).spans
    return Place(*run.key, Span(spans[run.first].start, spans[run.end - 1].end))
