"""Search every kind of passage, by meaning and by words, and fuse the rankings onto turns.

Each ranking (a kind of passage and a way to score it) gives a turn the rank of the best passage that covers it; a
turn's score is the weighted sum of 1 / (60 + rank) over the rankings (reciprocal rank fusion, Cormack et al. 2009).
What is cited is always a turn, never a passage, so rankings of any granularity can be added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.passages import SHORTEST_TURN, Kind
from embeddings.indexes import Mask
from embeddings.table import rows_of
from rag.answer import Hit
from rag.record import Record
from rag.scope import Scope

Scores = npt.NDArray[np.float64]
Query = npt.NDArray[np.float32]

_RANK_CONSTANT = 60


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each ranking counts and how much is read around a hit."""

    dense: Mapping[Kind, float]
    lexical: Mapping[Kind, float]
    neighbours: int = 2
    neighbour_words: int = 300


# Sentences are for the writer: ranking by them gained nothing on meetings or briefings (docs/retrieval.md).
DEFAULT = Weights(dense={"turn": 1.0, "window": 2.0}, lexical={"turn": 0.5, "window": 2.0})


@dataclass(frozen=True)
class Ranking:
    """The turns that some passage proposed, best first, with their evidence.

    `turns` are global turn numbers, `scores` their fused scores, `parts` the share of each ranking (same order).
    `nearest` is the highest cosine of any single-turn passage in scope with the question, 0 when there is none.
    """

    turns: npt.NDArray[np.int64]
    scores: Scores
    parts: Mapping[str, Scores]
    nearest: float


def rank(record: Record, question: str, query: Query, scope: Scope, depth: int = 200, weights: Weights = DEFAULT) -> Ranking:
    """The turns of `scope` that bear on the question, best first, ties by turn number.

    `query` is the question's unit vector. At least `depth` passages of each ranking are looked at.
    """
    allowed = record.allowed(scope)
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


def hits(record: Record, ranking: Ranking, weights: Weights = DEFAULT) -> Iterator[Hit]:
    """Hits best first, each with the turns to read around it; a turn that an earlier hit's context holds is no hit again."""
    seen: set[int] = set()
    for at, number in enumerate(ranking.turns.tolist()):
        if number in seen:
            continue
        around = [n for n in _around(record, number, weights) if n not in seen or n == number]
        seen.update(around)
        why = {name: float(part[at]) for name, part in ranking.parts.items() if part[at]}
        yield Hit(record.place(number), tuple(record.place(n) for n in around), float(ranking.scores[at]), why)


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
        at = rows_of(record.snapshot.table, kind)
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
