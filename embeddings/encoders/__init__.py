"""Encoders: texts become unit vectors. This module holds the protocol; `registry` tells names apart.

To add an encoder: one module with a class that meets `Encoder`, one line in `registry`, and `tests/contracts/` holds it
to unit rows, order kept, batch independence and a stated limit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Shape (texts, dimension), unit rows."""

Report = Callable[[int], None]
"""Called with the number of texts finished since the last call; may raise to stop the work."""


def silent(_: int) -> None:
    """A report that nobody reads."""


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """What makes two encoders interchangeable: equal identities give equal vectors.

    `name` is how a person asks for it, `weights` the SHA-256 of its weights (or of its definition), `route` what defines its
    vectors ("sentence-transformers/fp32", whether the library computes them or an export that was proved to give the same
    ones), `limit` the longest text in its own tokens.
    """

    name: str
    weights: str
    route: str
    dimension: int
    limit: int


class Encoder(Protocol):
    """Maps texts to unit vectors; the inner product is the similarity."""

    identity: EncoderIdentity

    def count(self, text: str) -> int:
        """The length of `text` in tokens, the encoder's own markers included."""

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        """float32 (len(texts), dimension), unit rows in the order of `texts`; EncoderError for a text over the limit."""
