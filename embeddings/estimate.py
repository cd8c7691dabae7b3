"""How long encoding should take here and now: a few of the very texts are encoded, and the rest is reckoned from them."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import Final

from embeddings.encoders import Encoder

SAMPLE: Final = 64
"""The most texts that are encoded for an estimate; of few texts a quarter."""


def seconds_to_encode(texts: Sequence[str], encoder: Encoder) -> float:
    """The seconds that encoding all `texts` should take, reckoned from a sample of every length of them; 0 for none. Writing the index comes on top."""
    if not texts:
        return 0.0
    count = min(SAMPLE, math.ceil(len(texts) / 4))
    by_length = sorted(texts, key=len)
    sample = [by_length[(2 * at + 1) * len(texts) // (2 * count)] for at in range(count)]
    encoder.encode(sample[:1])  # what is loaded at the first text is paid once
    began = time.perf_counter()
    encoder.encode(sample)
    return (time.perf_counter() - began) * len(texts) / count
