"""The default writer: the few whole sentences that answer, chosen by meaning, by words and by their turn.

Nothing is generated. A sentence's score is the cosine of its vector with the question's, plus the share of the
question's terms (weighted by rarity) that it or its neighbours hold, plus the evidence for its turn as a whole.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from corpus.passages import SHORTEST_TURN, Kind, is_question, words
from corpus.sentences import sentences
from corpus.transcript import Place, Span
from embeddings.table import rows_of
from rag.record import Record
from rag.retrieve import Ranking
from rag.writers import Choice

Query = npt.NDArray[np.float32]
_EVIDENCE, _BIAS = (5.4, 9.7, 4.1), -5.6


@dataclass(frozen=True, slots=True)
class Settings:
    """What was tuned (see docs/retrieval.md): weights of the evidence, and how much is quoted."""

    turns: int = 12
    word_weight: float = 0.4
    rank_weight: float = 0.6
    turn_weight: float = 0.5
    neighbour_share: float = 0.3
    most_words: int = 120
    most_quotes: int = 4
    margin: float = 0.25
    """A further sentence is quoted while its score is within this much of the best one's."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be quoted.

    `order` is its number in its turn; `cosine` and `shared` are its own evidence, `turn_cosine` and `turn_rank` (fused
    score, the best turn's being 1) its turn's.
    """

    place: Place
    order: int
    cosine: float
    shared: float
    turn_cosine: float
    turn_rank: float

    def score(self, settings: Settings) -> float:
        """The weighted evidence, higher for better."""
        return self.cosine + settings.word_weight * self.shared + settings.turn_weight * self.turn_cosine + settings.rank_weight * self.turn_rank


class ExtractiveWriter:
    """Chooses whole sentences of the best turns."""

    name = "extractive/1"

    def __init__(self, settings: Settings | None = None) -> None:
        """A writer with the tuned settings unless others are given."""
        self._settings = settings or Settings()

    def settings(self) -> dict[str, object]:
        """See `Writer.settings`."""
        return dataclasses.asdict(self._settings)

    def choose(self, record: Record, question: str, query: Query, ranking: Ranking, most_words: int | None = None) -> Choice:
        """See `Writer.choose`. Turns that ask are quoted only where nothing else was found."""
        found = self._candidates(record, question, query, ranking)
        found.sort(key=lambda c: (-c.score(self._settings), c.place))
        return Choice(_joined(record, self._best(record, found, most_words)), _confidence(found))

    def _candidates(self, record: Record, question: str, query: Query, ranking: Ranking) -> list[Candidate]:
        lexical = record.snapshot.lexical["turn"]
        rarity = {term: lexical.rarity(term) for term in dict.fromkeys(lexical.terms(question))}
        found: list[Candidate] = []
        for number, rank in _to_weigh(record, ranking, self._settings.turns):
            transcript, turn = record.turn(number)
            spans = sentences(turn.text)
            shared = _shared([set(lexical.terms(span.cut(turn.text))) for span in spans], rarity, self._settings.neighbour_share)
            cosines, whole = _cosines(record, number, spans, query)
            for order, span in enumerate(spans):
                if order in cosines and words(span.cut(turn.text)) >= SHORTEST_TURN:
                    found.append(Candidate(Place(transcript.id, turn.index, span), order, cosines[order], shared[order], whole, rank))
        return found

    def _best(self, record: Record, found: Sequence[Candidate], most_words: int | None) -> list[Candidate]:
        """The best sentences within the limits of words, quotations and margin; one over-long sentence is better than none."""
        chosen: list[Candidate] = []
        left = most_words or self._settings.most_words
        # Who asks for more words wants more quotations and less close ones too.
        more = max(left / self._settings.most_words, 1.0)
        for candidate in found:
            if found[0].score(self._settings) - candidate.score(self._settings) > self._settings.margin * more:
                break
            size = words(candidate.place.span.cut(record.transcript(candidate.place.transcript).turns[candidate.place.turn].text))
            if (size <= left or not chosen) and len(_groups([*chosen, candidate])) <= self._settings.most_quotes * more:
                chosen.append(candidate)
                left -= size
        return chosen


def _to_weigh(record: Record, ranking: Ranking, most: int) -> list[tuple[int, float]]:
    """The best turns that do not ask (those that do where there are no others), with their score relative to the best."""
    best = float(ranking.scores[0]) if len(ranking.scores) else 1.0
    ranked = [(number, score / best) for number, score in zip(ranking.turns[: 4 * most].tolist(), ranking.scores.tolist(), strict=False)]
    replies = [(number, score) for number, score in ranked if not is_question(record.turn(number)[1])]
    return (replies or ranked)[:most]


def _cosines(record: Record, number: int, spans: Sequence[Span], query: Query) -> tuple[dict[int, float], float]:
    """The cosine of each sentence of a turn with the question by sentence number, and that of the turn as a whole."""
    whole = _rows(record, number, "turn", query)
    own = _rows(record, number, "sentence", query) if len(spans) > 1 else whole
    by_start = {span.start: order for order, span in enumerate(spans)}
    # A sentence over the encoder's limit lies in several rows; the nearest counts.
    best: dict[int, float] = {}
    for start, cosine in own:
        order = max((o for s, o in by_start.items() if s <= start), default=0)
        best[order] = max(best.get(order, -1.0), cosine)
    together = whole + _rows(record, number, "exchange", query)
    return best, max((cosine for _, cosine in together), default=0.0)


def _rows(record: Record, number: int, kind: Kind, query: Query) -> list[tuple[int, float]]:
    """(start, cosine) of each passage of one kind that stands for a turn."""
    at = rows_of(record.snapshot.table, kind)
    low, high = np.searchsorted(record.first[at], [number, number + 1]) + at.start
    return list(zip(record.snapshot.table["start"][low:high].tolist(), (record.snapshot.vectors[low:high] @ query).tolist(), strict=True))


def _shared(terms: Sequence[set[str]], rarity: dict[str, float], neighbour_share: float) -> list[float]:
    """For each sentence the share of the question's rarity that it holds, neighbours counted in part; 0..1."""
    whole = sum(rarity.values()) or 1.0
    found = []
    for i, own in enumerate(terms):
        near = set().union(*terms[max(i - 1, 0) : i + 2])
        found.append(sum(weight * (1.0 if term in own else neighbour_share) for term, weight in rarity.items() if term in near) / whole)
    return found


def _groups(chosen: Sequence[Candidate]) -> list[list[Candidate]]:
    """The chosen sentences in runs that follow one another in one turn, in reading order."""
    ordered = sorted(chosen, key=lambda c: (c.place.transcript, c.place.turn, c.order))
    keyed = groupby(enumerate(ordered), key=lambda item: (item[1].place.transcript, item[1].place.turn, item[1].order - item[0]))
    return [[candidate for _, candidate in run] for _, run in keyed]


def _joined(record: Record, chosen: Sequence[Candidate]) -> tuple[Place, ...]:
    """One place for each run of neighbouring sentences, the run with the best sentence first."""
    first = {id(candidate): i for i, candidate in enumerate(chosen)}
    runs = sorted(_groups(chosen), key=lambda run: min(first[id(candidate)] for candidate in run))
    return tuple(Place(run[0].place.transcript, run[0].place.turn, Span(run[0].place.span.start, run[-1].place.span.end)) for run in runs)


def _confidence(found: Sequence[Candidate]) -> float:
    """How surely the record answers: a logistic of the best evidence, fitted on questions with and without an answer.

    Fitted on QMSum dev and our own questions, shifted so that 0.5 is where to refuse; see docs/retrieval.md.
    """
    if not found:
        return 0.0
    best = [max(getattr(candidate, name) for candidate in found) for name in ("cosine", "shared", "turn_cosine")]
    return float(1 / (1 + np.exp(-(np.dot(best, _EVIDENCE) + _BIAS))))
