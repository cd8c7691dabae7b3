"""Questions moved to where their answers lie: a map of question vectors that was learned for one encoder.

A question and the words that answer it are not paraphrases of each other, and an encoder made for paraphrases does not know
it. The map is one matrix, learned from people's questions and the turns that answer them (`embeddings.tuning.adapter`,
`make tune`), and it is added to the question's own vector. Passages keep their vectors, so an index needs no rebuild, and a
question costs one small product more. Another encoder's questions are left as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from embeddings.arrays import load_array
from embeddings.encoders import EncoderIdentity
from embeddings.encoders.loading import check

Vector = npt.NDArray[np.float32]

FILE: Final = Path(__file__).with_name("adapter.npy")
_PINNED: Final = {FILE.name: "8f80ffc6c27e1767133ca8339438f21d8aa82cac407b3be6863575893ec5021c"}
_WEIGHTS: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The SHA-256 of the weights it was learned for: those of all-MiniLM-L6-v2."""


@dataclass(frozen=True, eq=False)
class Adapter:
    """`matrix` (dimension, dimension) is what is added: a question q becomes q + q @ matrix, of unit length again."""

    matrix: npt.NDArray[np.float32]

    def __call__(self, question: Vector) -> Vector:
        """float32, the shape of `question`: one unit vector or rows of them, moved."""
        moved = question + question @ self.matrix
        unit: Vector = (moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-12)).astype(np.float32)
        return unit


def adapter_of(encoder: EncoderIdentity) -> Adapter | None:
    """The adapter learned for an encoder of these weights, None where there is none; EncoderError when its file is not the one that is pinned."""
    return _shipped() if encoder.weights == _WEIGHTS else None


@cache
def _shipped() -> Adapter:
    check(FILE.parent, _PINNED)
    return Adapter(load_array(FILE).astype(np.float32))
