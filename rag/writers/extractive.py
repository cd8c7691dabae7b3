"""The default writer: the few whole sentences that answer, chosen by what was learned from people who marked them.

Nothing is generated. The sentences of the best turns are described (`candidates`), weighed by boosted trees (`model`) and
chosen with their neighbours where their meaning hangs on them (`selection`, `turning`).
"""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rag.record import Record
from rag.retrieve import Ranking
from rag.writers import Choice
from rag.writers.candidates import AT, Candidates, gather
from rag.writers.model import Model, Scores, evidence, shipped
from rag.writers.nearness import Ordinary
from rag.writers.selection import Limits, chosen

Query = npt.NDArray[np.float32]
_WORDLESS, _STEEPNESS, _NEAR = 0.05, 12.0, 0.32
"""The multilingual encoder's confidence where no words are shared: a logistic of the mean cosine, one half at `_NEAR`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How many turns are weighed, and how much is quoted (see docs/retrieval.md)."""

    turns: int = 24
    most_words: int = 120
    most_quotes: int = 4
    margin: float = 1.0
    """A further sentence is quoted while its log-odds are within this much of the best one's."""


class ExtractiveWriter:
    """Chooses whole sentences of the best turns."""

    name = "extractive/3"

    def __init__(self, settings: Settings | None = None, model: Model | None = None) -> None:
        """A writer with the tuned settings and the shipped model unless others are given."""
        self._settings = settings or Settings()
        self._model = model or shipped()

    def settings(self) -> dict[str, object]:
        """See `Writer.settings`."""
        return dataclasses.asdict(self._settings)

    def choose(self, record: Record, question: str, query: Query, ranking: Ranking, most_words: int | None = None) -> Choice:
        """See `Writer.choose`. Turns that ask are quoted only where nothing else was found."""
        found = gather(record, question, query, ranking, self._settings.turns, self._model.usual(record))
        if not found.places:
            return Choice((), 0.0)
        scores = self._model.trees.scores(found.features)
        return Choice(chosen(record, found, scores, self._limits(most_words)), self._confidence(record, found, scores))

    def _limits(self, most_words: int | None) -> Limits:
        asked = most_words or self._settings.most_words
        # Who asks for more words wants more quotations and less close ones too.
        more = max(asked / self._settings.most_words, 1.0)
        return Limits(asked, int(self._settings.most_quotes * more), self._settings.margin * more)

    def _confidence(self, record: Record, found: Candidates, scores: Scores) -> float:
        told = evidence(found.features, scores)
        if record.snapshot.lexical["turn"].every_language and found.features[:, AT["shared_near"]].max() < _WORDLESS:
            # A question and its answer in two languages share no words; their absence is no evidence then, only meaning is.
            return _by_meaning(self._model.usual(record)["turn"], found)
        return self._model.support.confidence(told)


def _by_meaning(usual: Ordinary, found: Candidates) -> float:
    """A logistic of the mean of the best sentence's and the best turn's plain cosine."""
    turn = found.features[:, AT["turn_cosine"]] + np.maximum(found.features[:, AT["exchange_gain"]], 0)
    near = float(found.features[:, AT["cosine"]].max() + turn.max()) / 2
    return 1 / (1 + math.exp(-_STEEPNESS * (near * usual.deviation + usual.mean - _NEAR)))
