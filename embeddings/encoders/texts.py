"""What every encoder does with texts before its network sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from corpus.errors import EncoderError
from embeddings.encoders import EncoderIdentity


def whole(text: str) -> str:
    """The text with lone surrogates, which no tokenizer takes, as replacement characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def refuse_long(identity: EncoderIdentity, texts: Sequence[str], lengths: Sequence[int]) -> None:
    """EncoderError for the first text whose length in tokens is over the encoder's limit."""
    for text, length in zip(texts, lengths, strict=True):
        if length > identity.limit:
            raise EncoderError(f"a passage of {length} tokens is over the limit of {identity.limit} of {identity.name}: {text[:60]!r}")


def batches(lengths: Sequence[int], tokens: int) -> Iterator[npt.NDArray[np.intp]]:
    """The places of all texts, longest first, in batches of at most `tokens` tokens, padding counted; at least one text in each."""
    order = np.argsort([-length for length in lengths], kind="stable")
    start = 0
    while start < len(order):
        end = start + max(1, tokens // max(lengths[order[start]], 1))
        yield order[start:end]
        start = end


def longest_first(lengths: Sequence[int], size: int) -> Iterator[npt.NDArray[np.intp]]:
    """The places of all texts in batches of at most `size`, longest texts first: texts of one length are padded least."""
    order = np.argsort([-length for length in lengths], kind="stable")
    for start in range(0, len(order), size):
        yield order[start : start + size]
