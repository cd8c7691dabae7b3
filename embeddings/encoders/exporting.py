"""Writes a sentence-transformers model as ONNX, pooling and unit length inside the graph, and proves it against the original.

The format is ONNX, opset 17. torch is needed here, and not afterwards.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any, Final

import numpy as np

from corpus.errors import EncoderError
from embeddings.encoders import Encoder, loading
from embeddings.encoders.exported import NETWORK, TOKENS, ExportedEncoder, describe
from embeddings.encoders.sentence_transformer import SentenceTransformerEncoder

LEAST: Final = 0.9999
"""The cosine that the two vectors of every probe must have at least."""

_PROBES: Final = (
    "",
    "Why?",
    "No. We will SEE.",
    "The harbour wall is to be raised by forty centimetres, and the ministry pays for all of it.",
    "Die Mauer wird erhöht; l’État paie un tiers; el puente está cerrado.",
    "회의를 시작하겠습니다. 各位早上好。 Доброе утро, اليوم 😀",
    "In 2021 it cost $4,350.75 (or 12 % less), said J. O'Neill-Hauser <[x] & co.>",
    "word " * 60,
)


def export(original: SentenceTransformerEncoder, folder: Path) -> None:
    """Makes `folder` an export of the original; EncoderError where it cannot be exported or gives other vectors, and then there is no folder.

    OSError where it cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".exporting-", dir=folder.parent))
    try:
        _write(original, beside)
        prove(original, ExportedEncoder(beside, original.identity.name))
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write(original: SentenceTransformerEncoder, folder: Path) -> None:
    model = original.model
    fast = getattr(model.tokenizer, "backend_tokenizer", None)
    if fast is None:
        raise EncoderError(f"{original.identity.name} has no tokenizer that runs by itself")
    (folder / TOKENS).write_text(fast.to_str(), encoding="utf-8")
    _write_network(model, folder / NETWORK)
    describe(folder, original.identity, int(model.tokenizer.pad_token_id or 0))


def _write_network(model: Any, path: Path) -> None:
    import torch

    class Whole(torch.nn.Module):
        """From tokens to unit vectors."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            found = self.model({"input_ids": input_ids, "attention_mask": attention_mask})["sentence_embedding"]
            return torch.nn.functional.normalize(found, p=2, dim=1)

    probe = model.tokenizer(["Why?", _PROBES[3]], padding=True, return_tensors="pt")  # of two lengths: what padding does is exported too
    shape = {0: "texts", 1: "tokens"}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what tracing may get wrong is what the probes are for
        try:
            torch.onnx.export(
                Whole().eval(), (probe["input_ids"], probe["attention_mask"]), str(path), dynamo=False, opset_version=17,
                input_names=["input_ids", "attention_mask"], output_names=["vectors"],
                dynamic_axes={"input_ids": shape, "attention_mask": shape, "vectors": {0: "texts"}},
            )  # fmt: skip
        except (RuntimeError, KeyError) as error:  # the exporter's own errors; a network that wants more than tokens and a mask
            raise EncoderError(f"the encoder cannot be exported ({loading.first_line(error)})") from error


def prove(original: Encoder, made: Encoder) -> None:
    """EncoderError for the first probe, alone or with the others, whose vector or length is not the original's."""
    longest = "wall " * (original.identity.limit - original.count("wall") + 1)
    probes = [*_PROBES, longest.strip()]
    if [made.count(text) for text in probes] != [original.count(text) for text in probes]:
        raise EncoderError("its texts are cut otherwise than the original's")
    right = original.encode(probes)
    for rows in (made.encode(probes), np.vstack([made.encode([text]) for text in probes])):
        least = float(np.min(np.sum(right * rows, axis=1)))
        if not least >= LEAST:
            raise EncoderError(f"its vectors are not the original's (cosine {least:.5f})")
