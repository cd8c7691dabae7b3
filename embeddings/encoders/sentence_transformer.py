"""The encoder that defines the vectors: any sentence-transformers model, by folder or by name.

The one module that imports `sentence_transformers`, and only when an encoder is made: it costs seconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from logging import ERROR, getLogger
from pathlib import Path

import numpy as np

from corpus.errors import EncoderError
from embeddings.encoders import EncoderIdentity, Report, Vectors, silent

_BATCH = 32
_WEIGHTS = ("*.safetensors",)


class SentenceTransformerEncoder:
    """A sentence-transformers model in fp32 on the processor."""

    def __init__(self, name: str, source: str, pinned: Mapping[str, str] | None = None) -> None:
        """Load the model at `source` (a folder, or a name for the hub) under the name a person asks for it by.

        `pinned` maps file names below the folder to SHA-256 digests; EncoderError when one differs, or when the
        model cannot be had.
        """
        folder = Path(source)
        for file, digest in (pinned or {}).items():
            _check(folder / file, digest)
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        # Loading takes under a second; its progress bar is noise on every answer's terminal.
        logging.disable_progress_bar()
        getLogger("huggingface_hub").setLevel(ERROR)  # its retries are no lines for a person: the error says all
        try:
            self._model = SentenceTransformer(source, device="cpu", model_kwargs={"use_safetensors": True})
        except (OSError, ValueError) as error:
            raise EncoderError(
                f"no encoder {name!r}: it is no folder with a sentence-transformers model and could not be fetched ({_first_line(error)}); "
                "leave --encoder out for the model that ships with Quoth"
            ) from error
        weights = _digest(sorted(path for pattern in _WEIGHTS for path in folder.glob(pattern))) if folder.is_dir() else _remote(self._model)
        self.identity = EncoderIdentity(
            name=name,
            weights=weights,
            route="sentence-transformers/fp32",
            dimension=int(self._model.get_embedding_dimension() or 0),
            limit=int(self._model.max_seq_length or 0),
        )

    def count(self, text: str) -> int:
        """The length of `text` in word pieces, the two markers included."""
        return len(self._tokens([text])[0])

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        return list(self._model.tokenizer(list(texts), truncation=False, verbose=False)["input_ids"]) if texts else []

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        """Unit rows in the order of `texts`, computed longest first; EncoderError for a text over the limit."""
        lengths = [len(ids) for ids in self._tokens(texts)]
        for text, length in zip(texts, lengths, strict=True):
            if length > self.identity.limit:
                raise EncoderError(f"a passage of {length} tokens is over the limit of {self.identity.limit} of {self.identity.name}: {text[:60]!r}")
        rows = np.empty((len(texts), self.identity.dimension), dtype=np.float32)
        order = np.argsort([-length for length in lengths], kind="stable")
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            rows[batch] = self._model.encode(
                [texts[i] for i in batch], batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
            )
            report(len(batch))
        return rows


def _check(path: Path, digest: str) -> None:
    if not path.is_file():
        raise EncoderError(f"the encoder's file {path} is missing: reinstall its package")
    found = _digest([path])
    if found != digest:
        raise EncoderError(
            f"the encoder's file {path} is not the one Quoth was built for (SHA-256 {found[:12]}…, expected {digest[:12]}…): reinstall its package"
        )


def _digest(paths: Sequence[Path]) -> str:
    if not paths:
        raise EncoderError("the encoder's folder holds no .safetensors weights: only safetensors are loaded")
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest() if len(paths) > 1 else b"")
    if len(paths) == 1:
        with paths[0].open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    return digest.hexdigest()


def _remote(model: object) -> str:
    """A digest of the loaded weights themselves, for a model that came from the hub's cache."""
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):  # type: ignore[attr-defined]
        digest.update(key.encode())
        digest.update(tensor.cpu().numpy().tobytes())
    return digest.hexdigest()


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0][:160]
