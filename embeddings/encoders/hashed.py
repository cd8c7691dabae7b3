"""A tiny exact encoder: hashed bags of words. No weights, no download, the same vector on every machine.

For tests and for trying things without a model; it matches words, not meaning.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from corpus.errors import EncoderError
from embeddings.encoders import EncoderIdentity, Report, Vectors, silent

_WORD = re.compile(r"\w+")


class HashedEncoder:
    """Each word adds one signed unit to one of `dimension` components; rows are scaled to length 1."""

    def __init__(self, dimension: int = 256, limit: int = 256) -> None:
        """An encoder of `dimension` components that refuses texts of more than `limit` words."""
        self.identity = EncoderIdentity("hashed", f"hashed/1/{dimension}", "numpy", dimension, limit)

    def count(self, text: str) -> int:
        """The number of words."""
        return sum(1 for _ in _WORD.finditer(text))

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        """Unit rows; a text without words gets the first unit vector."""
        rows = np.zeros((len(texts), self.identity.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            self._fill(row, text)
            report(1)
        return rows

    def _fill(self, row: Vectors, text: str) -> None:
        found = _WORD.findall(text.casefold())
        if len(found) > self.identity.limit:
            raise EncoderError(f"a passage of {len(found)} words is over the hashed encoder's limit of {self.identity.limit}")
        for word in found:
            digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
            row[int.from_bytes(digest[:4], "big") % len(row)] += 1.0 if digest[4] & 1 else -1.0
        length = np.linalg.norm(row)
        if length == 0:
            row[0] = 1.0
        else:
            row /= length
