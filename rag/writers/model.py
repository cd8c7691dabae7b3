"""What was learned about sentences that answer, read from `sentences.json`, a plain file that `make tune` writes again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from rag.record import Record
from rag.trees import Trees
from rag.writers.candidates import AT, FEATURES
from rag.writers.nearness import MEASURED, Floats, Ordinary, Usual, ordinary

FILE = Path(__file__).with_name("sentences.json")
EVIDENCE: tuple[str, ...] = ("sentence", "cosine", "turn_cosine", "window_cosine", "shared", "turn_shared", "offered")
"""What confidence rests on: the best sentence's log-odds, the highest nearness and share of terms of any, and whether the best one offers what is asked for."""
_HIGHEST = ("cosine", "turn_cosine", "window_cosine", "shared", "turn_shared")

Scores = npt.NDArray[np.float64]


def evidence(features: Floats, scores: Scores) -> Scores:
    """float64 (len(EVIDENCE),) about at least one candidate: `features` as `Candidates` hold them, `scores` their log-odds."""
    best = int(np.argmax(scores))
    return np.array([scores[best], *(features[:, AT[name]].max() for name in _HIGHEST), features[best, AT["offered"]]], dtype=np.float64)


@dataclass(frozen=True)
class Support:
    """A logistic over `EVIDENCE`: how surely the record answers, one half where to refuse."""

    weights: Mapping[str, float]
    bias: float

    def confidence(self, found: Scores) -> float:
        """0..1 from what `evidence` gave."""
        held = np.array([self.weights[name] for name in EVIDENCE])
        return float(1 / (1 + np.exp(-(found @ held + self.bias))))


@dataclass(frozen=True)
class Model:
    """Trees that tell whether a sentence answers (log-odds), and the logistic that tells whether anything does."""

    trees: Trees
    support: Support
    encoder: str
    """The digest of the weights of the encoder that it was learned with."""
    known: Usual

    def usual(self, record: Record) -> Usual:
        """What is ordinary for the record's encoder: as measured when the model was made, for another encoder as the record has it.

        The first is better, for a record about one thing has passages that are all near each other.
        """
        return self.known if record.snapshot.manifest.encoder.weights == self.encoder else ordinary(record, self.known)

    @classmethod
    def parse(cls, held: Mapping[str, Any]) -> Model:
        """The model in a JSON value; ValueError when it was made for other features."""
        trees = Trees.parse(held["sentences"])
        if trees.names != FEATURES or tuple(held["support"]["weights"]) != EVIDENCE:
            raise ValueError(f"{FILE.name} was made for other features; make it again with: make tune")
        known: Usual = {kind: Ordinary(*held["ordinary"][kind]) for kind in MEASURED}
        return cls(trees, Support(held["support"]["weights"], float(held["support"]["bias"])), str(held["encoder"]), known)


@cache
def shipped() -> Model:
    """The model that Quoth is shipped with."""
    return Model.parse(json.loads(FILE.read_text(encoding="utf-8")))
