"""What the choice of sentences and the refusals are worth, on questions whose transcripts were held out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.passages import words
from rag.tuning.sentences_seen import Seen
from rag.writers.extractive import Settings
from rag.writers.model import Support, evidence
from rag.writers.selection import Limits, chosen

Floats = npt.NDArray[np.float64]
_RESAMPLES = 1000


def figures(questions: Sequence[Seen], scores: Sequence[tuple[Floats, Floats | None]], support: Mapping[str, Any]) -> dict[str, Any]:
    """By group of questions, each with its 95 % interval: precision and recall of quotations and their words as if nothing were refused, share answered."""
    settings = Settings()
    limits = Limits(settings.most_words, settings.most_quotes, settings.margin)
    confidence = Support(support["weights"], support["bias"])
    rows: dict[str, list[dict[str, float]]] = {}
    for one, (own, bereft) in zip(questions, scores, strict=True):
        if one.candidates.places:
            rows.setdefault(group(one), []).append(_row(one, own, limits, confidence))
        if one.bereft is not None and bereft is not None:
            told = confidence.confidence(evidence(one.bereft.features, bereft))
            rows.setdefault(f"{one.source}: gold turns taken out", []).append({"answered": float(told >= 0.5), "confidence": told})
    return {name: {key: _mean([row[key] for row in own if key in row]) for key in own[0]} for name, own in sorted(rows.items())}


def group(one: Seen) -> str:
    """The name under which a question is counted."""
    part = f" ({one.question.tags['part']})" if "part" in one.question.tags else ""
    return f"{one.source}: {'answerable' if one.question.answerable else 'unanswerable'}{part}"


def _row(one: Seen, scores: Floats, limits: Limits, confidence: Support) -> dict[str, float]:
    told = confidence.confidence(evidence(one.candidates.features, scores))
    row = {"answered": float(told >= 0.5), "confidence": told}
    if not one.question.answerable:
        return row
    places = chosen(one.record, one.candidates, scores, limits)
    gold = {(p.turn, p.span.start) for p, answers in zip(one.candidates.places, one.answers, strict=True) if answers}
    right = [
        place.transcript == one.question.transcript_id and any(place.turn == turn and place.span.start <= start < place.span.end for turn, start in gold)
        for place in places
    ]
    length = sum(words(place.span.cut(one.record.transcript(place.transcript).turns[place.turn].text)) for place in places)
    return {**row, "precision": float(np.mean(right)), "recall": float(any(right)), "words": float(length), "quotations": float(len(places))}


def _mean(values: Sequence[float]) -> list[float]:
    """The mean, and the bounds of its 95 % interval by bootstrap over questions."""
    drawn = np.random.default_rng(0).choice(np.array(values), (_RESAMPLES, len(values))).mean(axis=1)
    return [round(float(value), 3) for value in (np.mean(values), *np.quantile(drawn, (0.025, 0.975)))]
