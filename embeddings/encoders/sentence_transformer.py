"""The encoder that defines the vectors: any sentence-transformers model, by folder or by name.

`sentence_transformers` is imported only when an encoder is made: it costs seconds, which `exported` saves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.errors import EncoderError
from embeddings.encoders import EncoderIdentity, Report, Vectors, loading, silent
from embeddings.encoders.texts import longest_first, refuse_long, whole

_BATCH = 32


class SentenceTransformerEncoder:
    """A sentence-transformers model in fp32; `model` is the library's own object."""

    def __init__(self, name: str, source: str, pinned: Mapping[str, str] | None = None, changed: Path | None = None, device: str = "cpu") -> None:
        """Load the model at `source` (a folder, or a name for the hub) under the name a person asks for it by.

        `pinned` maps file names below the folder to SHA-256 digests; EncoderError when one differs, or when the
        model cannot be had. `changed` is a file of safetensors whose weights take the place of the model's of the same names. `device` is where it runs.
        """
        loading.check(Path(source), pinned or {})
        from sentence_transformers import SentenceTransformer

        loading.quiet()
        try:
            self.model = SentenceTransformer(source, device=device, model_kwargs={"use_safetensors": True})
        except (OSError, ValueError) as error:
            raise EncoderError(
                f"no encoder {name!r}: it is no folder with a sentence-transformers model and could not be fetched ({loading.first_line(error)}); "
                "leave --encoder out for the model that ships with Quoth"
            ) from error
        if changed:
            loading.change(self.model, changed)
        self.identity = EncoderIdentity(
            name=name,
            weights=loading.weights(source, self.model, changed),
            route="sentence-transformers/fp32",
            dimension=int(self.model.get_embedding_dimension() or 0),
            limit=int(self.model.max_seq_length or 0),
        )

    def count(self, text: str) -> int:
        """The length of `text` in word pieces, the two markers included."""
        return len(self._tokens([whole(text)])[0])

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        return list(self.model.tokenizer(list(texts), truncation=False, verbose=False)["input_ids"]) if texts else []

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        """Unit rows in the order of `texts`, computed longest first; EncoderError for a text over the limit."""
        texts = [whole(text) for text in texts]
        lengths = [len(ids) for ids in self._tokens(texts)]
        refuse_long(self.identity, texts, lengths)
        rows = np.empty((len(texts), self.identity.dimension), dtype=np.float32)
        for batch in longest_first(lengths, _BATCH):
            rows[batch] = self.model.encode(
                [texts[i] for i in batch], batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
            )
            report(len(batch))
        return rows
