"""Quoth's encoder and vector index, without all else that `quoth index` makes (BM25, turns, hashes), which no peer makes."""

from __future__ import annotations

import os
from collections.abc import Sequence

from driving import drive

from embeddings.encoders.registry import open_encoder
from embeddings.indexes.faiss_index import FaissIndex


class Quoth:
    """The route is named by QUOTH_ROUTE, as in the program."""

    def __init__(self, model: str) -> None:
        self.encoder = open_encoder(model, os.environ["QUOTH_ROUTE"])

    def index(self, texts: Sequence[str]) -> None:
        self.vectors = FaissIndex.built(self.encoder.encode(texts), "flat")

    def ask(self, question: str) -> Sequence[int]:
        return [int(at) for at in self.vectors.search(self.encoder.encode([question])[0], 10)[0]]


drive(Quoth)
