"""sentence-transformers and a flat FAISS index, as most people begin."""

from __future__ import annotations

from collections.abc import Sequence

import faiss
from driving import drive
from sentence_transformers import SentenceTransformer


class Plain:
    """The model and the index."""

    def __init__(self, model: str) -> None:
        self.model = SentenceTransformer(model, device="cpu")

    def index(self, texts: Sequence[str]) -> None:
        vectors = self.model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        self.vectors = faiss.IndexFlatIP(vectors.shape[1])
        self.vectors.add(vectors)

    def ask(self, question: str) -> Sequence[int]:
        vector = self.model.encode([question], normalize_embeddings=True, show_progress_bar=False)
        return [at for at in self.vectors.search(vector, 10)[1][0] if at >= 0]


drive(Plain)
