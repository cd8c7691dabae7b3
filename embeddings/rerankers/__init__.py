"""Rerankers: how well a text answers a question, both read together. Dear, so only for the best hits, and off by default.

To add one: a module with a class that meets `Reranker`; `tests/contracts/test_rerankers.py` then holds it to one finite score a
text, the same in any company, and to its stated limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RerankerIdentity:
    """What makes two rerankers interchangeable: equal identities give equal scores.

    `name` is how a person asks for it, `weights` the SHA-256 of its weights (or of its definition), `route` what
    computes it, `limit` the longest pair of question and text in its own tokens.
    """

    name: str
    weights: str
    route: str
    limit: int


class Reranker(Protocol):
    """Scores texts against a question."""

    identity: RerankerIdentity

    def count(self, question: str, text: str) -> int:
        """The length of the pair in tokens, the reranker's own markers included."""

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        """float32 (len(texts),), higher for a better answer, in the order of `texts`; EncoderError for a pair over the limit."""
