"""Search every kind of passage, by meaning and by words, and fuse what was found onto turns.

What is cited is always a turn, never a passage, so evidence of any granularity can be added. There are two ways to fuse:

- learned (the default): trees weigh the evidence for each turn and its neighbourhood (`rag/evidence.py`; `rag/fusion.json`
  holds their numbers, `make tune` remakes them). A hit is a turn with the neighbours that the trees hold nearly as good.
- by ranks, with weights set by hand: each ranking (a kind of passage and a way to score it) gives a turn the rank of the
  best passage that covers it; a turn's score is the weighted sum of 1 / (60 + rank) over the rankings (reciprocal rank
  fusion, Cormack et al. 2009). A hit is a turn with a fixed number of neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.passages import SHORTEST_TURN, Kind
from embeddings.encoders.adapter import adapter_of
from embeddings.indexes import Mask
from rag.answer import Hit
from rag.evidence import Evidence, gather
from rag.record import Record
from rag.scope import Scope
from rag.trees import Trees

Scores = npt.NDArray[np.float64]
Query = npt.NDArray[np.float32]

_RANK_CONSTANT = 60
MODEL: Final = Path(__file__).with_name("fusion.json")
MOVED_MODEL: Final = Path(__file__).with_name("fusion_moved.json")
"""For an encoder that has an adapter."""
DEPTH = 200
"""So many passages of each ranking propose turns."""
WEIGHED = 500
"""So many turns are weighed by the trees: a conversation's worth, whatever the size of the library."""
_SOFTNESS = 4.0
"""A turn that the trees put this much lower has a score 1/e as high."""
_QUESTION_WORDS = 40
_WIDTHS = (4 / 3, 1.0, 1.0, 0.5, 0.5)
"""The share of `hit_words` that the first hits may hold; those after them stand alone, with the question they reply to."""
_SIGNALS = ("turn", "window", "feedback", "words:turn", "words:window")


@dataclass(frozen=True, slots=True)
class Weights:
    """How the evidence is weighed and how much is read around a hit.

    `is_learned`: by the trees; neighbours whose score lies at most `drop` below the hit's are read with it, up to `hit_words`
    words (the first hit a third more, the fourth and fifth half of it, those after them none). Otherwise by ranks: each
    ranking counts by its weight, and `neighbours` turns on each side are read, as far as they are at most `neighbour_words`
    words a side.
    """

    dense: Mapping[Kind, float]
    lexical: Mapping[Kind, float]
    neighbours: int = 2
    neighbour_words: int = 300
    is_learned: bool = True
    drop: float = 9.0
    hit_words: int = 240


# Sentences are for the writer: ranking by them gained nothing on meetings or briefings (docs/retrieval.md).
DEFAULT = Weights(dense={"turn": 1.0, "window": 2.0}, lexical={"turn": 0.5, "window": 2.0})
BY_RANKS = replace(DEFAULT, is_learned=False)


@dataclass(frozen=True)
class Ranking:
    """The turns that some passage proposed, best first, with their evidence.

    `turns` are global turn numbers, `scores` their fused scores, `parts` the share of each ranking (same order).
    `nearest` is the highest cosine of any single-turn passage in scope with the question, 0 when there is none. `bearing` is
    what the trees give every turn that was weighed, those that are only read with others included; empty without trees.
    """

    turns: npt.NDArray[np.int64]
    scores: Scores
    parts: Mapping[str, Scores]
    nearest: float
    bearing: Mapping[int, float] = field(default_factory=dict)


def rank(record: Record, question: str, query: Query, scope: Scope, depth: int = DEPTH, weights: Weights = DEFAULT) -> Ranking:
    """The turns of `scope` that bear on the question, best first, ties by turn number.

    `query` is the question's unit vector. At least `depth` passages of each ranking are looked at.
    """
    allowed = record.allowed(scope)
    if weights.is_learned:
        return _learned(record, question, query, allowed, depth)
    return _by_ranks(record, question, query, allowed, depth, weights)


def _learned(record: Record, question: str, query: Query, allowed: Mask | None, depth: int) -> Ranking:
    adapter = adapter_of(record.snapshot.manifest.encoder)
    moved = None if adapter is None else adapter(query)
    return ranking(record, gather(record, question, query, allowed, depth, moved, WEIGHED), _trees(MODEL if moved is None else MOVED_MODEL))


def ranking(record: Record, evidence: Evidence, trees: Trees) -> Ranking:
    """The ranking that `trees` make of the evidence."""
    bearing = trees.scores(evidence.features)
    # A back-channel ("Mm-hmm.") is never a hit by itself; context holds it.
    may = np.flatnonzero(evidence.proposed & (record.words[evidence.turns] >= SHORTEST_TURN))
    order = may[np.lexsort((evidence.turns[may], -bearing[may]))]
    scores = np.exp((bearing[order] - bearing[order[:1]].sum()) / _SOFTNESS)
    parts = {name: evidence.signal(name)[order].astype(np.float64) for name in _SIGNALS}
    return Ranking(evidence.turns[order], scores, parts, evidence.nearest, dict(zip(evidence.turns.tolist(), bearing.tolist(), strict=True)))


@cache
def _trees(path: Path) -> Trees:
    return Trees.load(path)


def _by_ranks(record: Record, question: str, query: Query, allowed: Mask | None, depth: int, weights: Weights) -> Ranking:
    total = np.zeros(int(record.starts[-1]))
    parts: dict[str, Scores] = {}
    nearest = 0.0
    for name, weight, rows, scores in _rankings(record, question, query, allowed, depth, weights):
        part = np.zeros_like(total)
        _cover(part, record.first[rows], record.last[rows], weight / (_RANK_CONSTANT + 1 + np.arange(len(rows))))
        parts[name] = part
        total += part
        if name == "turn" and len(scores):
            nearest = max(nearest, float(scores[0]))
    if allowed is not None:
        total[~allowed] = 0
    # A back-channel ("Mm-hmm.") is never a hit by itself; context holds it.
    total[record.words < SHORTEST_TURN] = 0
    turns = np.flatnonzero(total)
    turns = turns[np.lexsort((turns, -total[turns]))]
    return Ranking(turns, total[turns], {name: part[turns] for name, part in parts.items()}, nearest)


def hits(record: Record, ranked: Ranking, weights: Weights = DEFAULT) -> Iterator[Hit]:
    """Hits best first, each with the turns to read around it; a turn that an earlier hit's context holds is no hit again."""
    seen: set[int] = set()
    widths = chain((int(weights.hit_words * share) for share in _WIDTHS), repeat(0))
    scores = ranked.scores.tolist()
    parts = {name: part.tolist() for name, part in ranked.parts.items()}
    for at, number in enumerate(ranked.turns.tolist()):
        if number in seen:
            continue
        held = _nearly_as_good(record, number, ranked.bearing, seen, weights.drop, next(widths)) if ranked.bearing else _around(record, number, weights)
        around = [n for n in held if n not in seen or n == number]
        seen.update(around)
        why = {name: part[at] for name, part in parts.items() if part[at]}
        place = record.place(number)
        yield Hit(place, tuple(place if n == number else record.place(n) for n in around), scores[at], why)


def _rankings(
    record: Record, question: str, query: Query, allowed: Mask | None, depth: int, weights: Weights
) -> Iterator[tuple[str, float, npt.NDArray[np.int64], npt.NDArray[np.float32]]]:
    """(name, weight, rows best first, their scores) of every ranking that counts."""
    for kind, weight in weights.dense.items():
        mask = record.rows(kind, allowed)
        if kind == "turn":
            # A reply is found by its own words or by what was asked, whichever is nearer: one ranking, so that a turn
            # that replies to nothing is not the worse for it.
            mask |= record.rows("exchange", allowed)
        rows, scores = record.snapshot.index.search(query, depth, mask)
        yield kind, weight, rows, scores
    for kind, weight in weights.lexical.items():
        at = record.kinds[kind]
        scores = np.where(record.rows(kind, allowed)[at], record.snapshot.lexical[kind].scores(question), 0)
        found = np.flatnonzero(scores)
        if len(found) > depth:
            found = found[np.argpartition(-scores[found], depth - 1)[:depth]]
        found = found[np.lexsort((found, -scores[found]))]
        yield f"words:{kind}", weight, found + at.start, scores[found]


def _cover(part: Scores, first: npt.NDArray[np.int64], last: npt.NDArray[np.int64], values: Scores) -> None:
    """Give every turn the highest value of the rows that cover it; `values` descend, so what is set first stays."""
    for low, high, value in zip(first.tolist(), last.tolist(), values.tolist(), strict=True):
        span = part[low : high + 1]
        span[span == 0] = value


def _nearly_as_good(record: Record, number: int, bearing: Mapping[int, float], seen: set[int], drop: float, most: int) -> list[int]:
    """The turn with the run of neighbours that bear on the question nearly as much, `most` words in all, and what it replies to, in reading order."""
    begin, end = record.bounds(number)
    low = high = number
    least, budget = bearing[number] - drop, most - int(record.words[number])
    while True:
        sides = [n for n in (low - 1, high + 1) if begin <= n < end and n not in seen and bearing.get(n, -np.inf) >= least and record.words[n] <= budget]
        if not sides:
            break
        best = max(sides, key=lambda n: bearing[n])
        budget -= int(record.words[best])
        low, high = min(low, best), max(high, best)
    if low > begin and low == number and record.asks[low - 1] and record.words[low - 1] <= _QUESTION_WORDS and low - 1 not in seen:
        low -= 1
    return [n for n in range(low, high + 1) if record.words[n] or n == number]


def _around(record: Record, number: int, weights: Weights) -> list[int]:
    """The turn and its neighbours on both sides, as long as they are few words, in reading order."""
    low, high = record.bounds(number)
    chosen = [number]
    for step in (-1, 1):
        budget = weights.neighbour_words
        for n in range(number + step, number + step * (weights.neighbours + 1), step):
            if not low <= n < high or record.words[n] > budget:
                break
            budget -= int(record.words[n])
            chosen.append(n)
    return sorted(n for n in chosen if record.words[n] or n == number)
