"""The reranker: any sentence-transformers CrossEncoder with one score, by folder or by name.

`sentence_transformers` is imported only when a reranker is made: it costs seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np

from corpus.errors import EncoderError
from embeddings.encoders import loading
from embeddings.rerankers import RerankerIdentity, Scores

_BATCH = 32
_KINDS = ("ForSequenceClassification", "ForCausalLM")
"""The networks that come with a scoring layer of their own."""


class CrossEncoderReranker:
    """A cross-encoder in fp32 on the processor, its scores as the model gives them."""

    def __init__(self, name: str) -> None:
        """Load the model called `name`: a folder, or a name for the hub.

        Only .safetensors weights are read and no code of the model's own is run. EncoderError when the model cannot be had
        or gives another number of scores than one.
        """
        from safetensors import SafetensorError
        from sentence_transformers import CrossEncoder

        loading.quiet()
        try:
            self._model = CrossEncoder(name, device="cpu", trust_remote_code=False, model_kwargs={"use_safetensors": True})
        except (OSError, ValueError, SafetensorError) as error:
            raise EncoderError(
                f"no reranker {name!r}: it is no folder with a sentence-transformers CrossEncoder and could not be fetched ({loading.first_line(error)}); "
                "leave --reranker out to rank without one"
            ) from error
        # A plain encoder is loaded too, with a scoring layer of random numbers: its "scores" would be noise.
        kinds = getattr(getattr(self._model.model, "config", None), "architectures", None) or ()
        if not any(kind.endswith(_KINDS) for kind in kinds):
            raise EncoderError(f"{name!r} is an encoder and no reranker: it was never taught to score a question with a text; choose a CrossEncoder")
        if self._model.num_labels != 1:
            raise EncoderError(f"the reranker {name!r} gives {self._model.num_labels} scores a text; choose one that gives a single score")
        # A tokenizer is told for each call whether to cut, so only one thread at a time may use it.
        self._one_at_a_time = Lock()
        self.identity = RerankerIdentity(
            name=name,
            weights=loading.weights(name, self._model),
            route="sentence-transformers/fp32",
            limit=int(self._model.max_seq_length or 0),
        )

    def count(self, question: str, text: str) -> int:
        """The length of the pair in word pieces, the three markers included."""
        with self._one_at_a_time:
            # In lists, as the model itself asks: a lone empty text would be taken for none.
            return len(self._model.tokenizer([question], [text], truncation=False, verbose=False)["input_ids"][0])

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        """The model's scores in the order of `texts`; EncoderError for a pair over the limit, or where the model gives no number."""
        for text in texts:
            length = self.count(question, text)
            if length > self.identity.limit:
                raise EncoderError(f"a question and text of {length} tokens are over the limit of {self.identity.limit} of {self.identity.name}: {text[:60]!r}")
        if not texts:
            return np.empty(0, dtype=np.float32)
        with self._one_at_a_time:
            given = self._model.predict([(question, text) for text in texts], batch_size=_BATCH, show_progress_bar=False)
        found: Scores = np.asarray(given, dtype=np.float32)
        if found.shape != (len(texts),) or not np.isfinite(found).all():
            raise EncoderError(f"the reranker {self.identity.name!r} did not give one number for each text; choose another")
        return found
