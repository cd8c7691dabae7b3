"""The best hits put in the order that a reranker gives them: a second, closer reading of a few dozen places.

A hit is read with its context, every turn under its speaker's name. One that is too long for the reranker is read in parts of
whole sentences, and its best part counts (Dai and Callan 2019): nothing is cut off unread. Scores of the first ranking
stay with the places in the list, so they still fall from the first hit to the last.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence

import numpy as np

from corpus.sentences import sentences
from embeddings.rerankers import Reranker
from rag.answer import Hit
from rag.fitting import Piece, parts, shortened
from rag.record import Record
from rag.retrieve import Ranking
from rag.steps import Reading, result

FIRST = 50
"""So many hits are read again; those below keep their order."""
AT_A_TIME = 32
"""Texts that are scored between two looks at whether anybody still wants to know."""
QUESTION_SHARE = 0.5
"""At most this share of the reranker's limit is given to the question."""


def reranked(record: Record, question: str, found: Sequence[Hit], reranker: Reranker, first: int = FIRST) -> tuple[Hit, ...]:
    """The hits, the `first` of them best first by the reranker (ties as they stood), the others below as they stood.

    `why` of a hit that was read gets its score under "reranker".
    """
    return result(reading(record, question, found, reranker, first))


def reading(record: Record, question: str, found: Sequence[Hit], reranker: Reranker, first: int = FIRST) -> Generator[Reading, None, tuple[Hit, ...]]:
    """`reranked`, telling as it goes how many of the hits are read; the longest texts come first, as a model takes them."""
    top, limit = found[:first], reranker.identity.limit
    asked = shortened(question, lambda text: reranker.count(text, "") <= limit * QUESTION_SHARE)
    texts = [list(parts(_pieces(record, hit), lambda text: reranker.count(asked, text) <= limit)) for hit in top]
    every = [text for own in texts for text in own]
    longest = sorted(range(len(every)), key=lambda i: -len(every[i]))
    scores = np.empty(len(every), dtype=np.float32)
    for at in range(0, len(every), AT_A_TIME):
        yield Reading(at * len(top) // len(every), len(top))
        batch = longest[at : at + AT_A_TIME]
        scores[batch] = reranker.scores(asked, [every[i] for i in batch])
    ends = np.cumsum([len(own) for own in texts]).tolist()
    best = [float(scores[end - len(own) : end].max()) for own, end in zip(texts, ends, strict=True)]
    order = sorted(range(len(top)), key=lambda i: (-best[i], i))
    read = (dataclasses.replace(top[i], score=top[at].score, why={**top[i].why, "reranker": best[i]}) for at, i in enumerate(order))
    return (*read, *found[first:])


def follow(record: Record, ranking: Ranking, before: Sequence[Hit], after: Sequence[Hit]) -> Ranking:
    """The ranking with the turns of the hits in their new order: where the hit `before[i]` stood, `after[i]` stands.

    Turns that are no hits stay where they are, and the scores stay with the places.
    """
    at = {number: i for i, number in enumerate(ranking.turns.tolist())}
    order = np.arange(len(ranking.turns))
    for old, new in zip(before, after, strict=True):
        order[at[record.number(old.place)]] = at[record.number(new.place)]
    return dataclasses.replace(ranking, turns=ranking.turns[order], parts={name: part[order] for name, part in ranking.parts.items()})


def _pieces(record: Record, hit: Hit) -> list[Piece]:
    """What is read for a hit: the turns of its context, sentence by sentence, each with its speaker's name."""
    turns = [record.transcript(place.transcript).turns[place.turn] for place in hit.context]
    return [(turn.speaker.name, span.cut(turn.text)) for turn in turns for span in sentences(turn.text)]
