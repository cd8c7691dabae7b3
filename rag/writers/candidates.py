"""The sentences that may be quoted, each with a row of numbers that tells whether it answers.

Numbers are relative wherever an encoder or a ranking could shift them: nearness counts in standard deviations
(`Nearness`), a turn's score against the best turn's. So a model learned on one encoder can read another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from corpus.passages import SHORTEST_TURN, is_question, words
from corpus.sentences import sentences
from corpus.transcript import Place, Span
from embeddings.lexical import Terms
from rag.record import Record
from rag.retrieve import Ranking
from rag.writers.nearness import AROUND, Floats, Nearness, Usual
from rag.writers.wording import KINDS, MARKS, Asked, asked, marks, offered

_OF_SENTENCE = (
    "cosine", "neighbour_cosine", "shared", "shared_near", "rarest", "novel", "log_words", "order", "from_end", "sentences", *MARKS, "offered",
)  # fmt: skip
_OF_TURN = (
    "rank", "score", "turn_cosine", "exchange_gain", "window_cosine", "around", "before", "after", "turn_shared", "replies", "turn_log_words", "style",
)  # fmt: skip
_OF_POOL = ("cosine_below_best", "shared_below_best", "turn_below_best", "sentence_above_turn", "plain_below_best")
_OF_QUESTION = ("question_terms", *(f"asks_{kind.replace(' ', '_')}" for kind in KINDS))
FEATURES: tuple[str, ...] = _OF_SENTENCE + _OF_TURN + _OF_POOL + _OF_QUESTION
AT: Mapping[str, int] = {name: at for at, name in enumerate(FEATURES)}
PLAIN: Mapping[str, float] = {"cosine": 0.13, "turn_cosine": 0.065, "score": 0.6, "shared": 0.28, "shared_near": 0.12}
"""The weights of a plain sum that ranks sentences well without any learning; the trees get it as one more number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A turn's sentences, whatever is asked: their spans, texts, terms, lengths in words, and columns of `_OF_SENTENCE` that need no question."""

    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    terms: tuple[frozenset[str], ...]
    lengths: tuple[int, ...]
    columns: Floats


@dataclass(frozen=True, slots=True)
class Asks:
    """A question as its candidates are weighed: its nearness to the record, its terms with their rarity, and what its wording asks for."""

    near: Nearness
    rarity: Mapping[str, float]
    kinds: tuple[Asked, ...]

    @classmethod
    def of(cls, record: Record, question: str, query: Floats, usual: Usual, turns: Sequence[int]) -> Asks:
        """The question, its terms' rarity taken from the record; `turns` are those that will be looked at."""
        lexical = record.snapshot.lexical["turn"]
        rarity = {term: lexical.rarity(term) for term in dict.fromkeys(lexical.terms(question))}
        return cls(Nearness(record, query, usual, tuple(turns)), rarity, asked(question))


@dataclass(frozen=True)
class Candidates:
    """Sentences in the order of their turns' ranks, then of the text: row i of `features` (n, len(FEATURES)) is about `places[i]`.

    `orders` are the sentences' numbers in their turns.
    """

    places: tuple[Place, ...]
    orders: tuple[int, ...]
    features: Floats


def gather(record: Record, question: str, query: Floats, ranking: Ranking, most_turns: int, usual: Usual) -> Candidates:
    """Every sentence of `SHORTEST_TURN` words or more in the best `most_turns` turns that do not ask (those that do where there are no others)."""
    weighed = _to_weigh(record, ranking, most_turns)
    asks = Asks.of(record, question, query, usual, [number for number, _ in weighed])
    places: list[Place] = []
    orders: list[int] = []
    rows: list[Floats] = []
    for rank, (number, score) in enumerate(weighed):
        transcript, turn = record.turn(number)
        read = reading(turn.text, record.snapshot.lexical["turn"].terms)
        kept = [order for order, length in enumerate(read.lengths) if length >= SHORTEST_TURN]
        if kept:
            whole = (math.log1p(rank), score, *_of_turn(record, asks, number, read))
            rows.append(np.concatenate([_of_sentences(asks, number, read), np.broadcast_to(whole, (len(read.spans), len(whole)))], axis=1)[kept])
            places += [Place(transcript.id, turn.index, read.spans[order]) for order in kept]
            orders += kept
    features = _completed(np.concatenate(rows), asks) if rows else np.zeros((0, len(FEATURES)))
    return Candidates(tuple(places), tuple(orders), features.astype(np.float32))


@lru_cache(maxsize=8192)
def reading(text: str, terms: Terms) -> Reading:
    """The reading of a turn's text, remembered for the next question."""
    spans = sentences(text)
    texts = tuple(span.cut(text) for span in spans)
    lengths = tuple(words(one) for one in texts)
    n = len(spans)
    columns = [(math.log1p(lengths[i]), math.log1p(i), math.log1p(n - 1 - i), math.log(n), *marks(texts[i])) for i in range(n)]
    return Reading(spans, texts, tuple(frozenset(terms(one)) for one in texts), lengths, np.array(columns, dtype=np.float32))


def _to_weigh(record: Record, ranking: Ranking, most: int) -> list[tuple[int, float]]:
    """The best turns that do not ask (those that do where there are no others), with their score relative to the best."""
    best = float(ranking.scores[0]) if len(ranking.scores) else 1.0
    ranked = [(number, _relative(score, best)) for number, score in zip(ranking.turns[: 4 * most].tolist(), ranking.scores.tolist(), strict=False)]
    replies = [(number, score) for number, score in ranked if not is_question(record.turn(number)[1])]
    return (replies or ranked)[:most]


def _relative(score: float, best: float) -> float:
    # Scores of a learned ranking are log-odds and may be negative; then the ratio of the odds counts.
    return score / best if best > 0 and score > 0 else math.exp(min(score - best, 0.0))


def _of_sentences(asks: Asks, number: int, read: Reading) -> Floats:
    """For each sentence of a turn the numbers of `_OF_SENTENCE`, in that order."""
    cosines = asks.near.sentences(number, read.spans)
    beside = np.maximum(np.append(cosines[1:], 0), np.insert(cosines[:-1], 0, 0))
    novel = [math.log1p(len(own - asks.rarity.keys())) for own in read.terms]
    fits = [offered(text, asks.kinds) for text in read.texts]
    return np.column_stack([cosines, beside, *_shared(read.terms, asks.rarity), novel, read.columns, fits]).astype(np.float32)


def _of_turn(record: Record, asks: Asks, number: int, read: Reading) -> tuple[float, ...]:
    """The numbers of `_OF_TURN` but for the first two, in that order."""
    low, _ = record.bounds(number)
    own, exchange, around = asks.near.turn(number), asks.near.exchange(number), asks.near.around(number)
    held = frozenset().union(*read.terms)
    shared = sum(weight for term, weight in asks.rarity.items() if term in held) / (sum(asks.rarity.values()) or 1.0)
    style = float(record.style[record.by_id[record.turn(number)[0].id]])
    return (
        own, exchange - own if exchange else 0.0, asks.near.windows(number), float(around.mean()), float(around[AROUND - 1]), float(around[AROUND]),
        shared, float(number > low and bool(record.asks[number - 1])), math.log1p(int(record.words[number])), style,
    )  # fmt: skip


def _shared(terms: Sequence[frozenset[str]], rarity: Mapping[str, float]) -> tuple[list[float], list[float], list[float]]:
    """For each sentence the share of the question's rarity that it holds, that it and its neighbours hold, and its rarest term's of the rarest."""
    total, top = sum(rarity.values()) or 1.0, max(rarity.values(), default=1.0)
    held = [{term: weight for term, weight in rarity.items() if term in own} for own in terms]
    near = [{term for one in held[max(i - 1, 0) : i + 2] for term in one} for i in range(len(held))]
    own = [sum(one.values()) / total for one in held]
    return own, [sum(rarity[term] for term in one) / total for one in near], [max(one.values(), default=0.0) / top for one in held]


def _completed(rows: Floats, asks: Asks) -> Floats:
    """The rows with what compares a sentence with the others, and what the question asks for."""
    plain = rows[:, [AT[name] for name in PLAIN]] @ np.array(list(PLAIN.values()), dtype=np.float32)
    cosine, shared, turn = (rows[:, AT[name]] for name in ("cosine", "shared", "turn_cosine"))
    below = [cosine - cosine.max(), shared - shared.max(), turn - turn.max(), cosine - turn, plain - plain.max()]
    question = [math.log1p(len(asks.rarity)), *(float(kind in asks.kinds) for kind in KINDS)]
    return np.column_stack([rows, *below, np.broadcast_to(np.array(question), (len(rows), len(question)))])
