"""Chroma in process, with its sentence-transformers embedding function."""

from __future__ import annotations

from collections.abc import Sequence

import chromadb
from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction
from driving import drive


class Chroma:
    """A collection in memory, its ids the texts' numbers."""

    def __init__(self, model: str) -> None:
        self.client = chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False))
        self.embed = SentenceTransformerEmbeddingFunction(model_name=model, device="cpu", normalize_embeddings=True)
        self.made = 0

    def index(self, texts: Sequence[str]) -> None:
        self.made += 1
        self.held = self.client.create_collection(f"texts-{self.made}", embedding_function=self.embed, metadata={"hnsw:space": "ip"})
        most = self.client.get_max_batch_size()
        for start in range(0, len(texts), most):
            part = list(texts[start : start + most])
            self.held.add(ids=[str(start + at) for at in range(len(part))], documents=part)

    def ask(self, question: str) -> Sequence[int]:
        return [int(at) for at in self.held.query(query_texts=[question], n_results=10)["ids"][0]]


drive(Chroma)
