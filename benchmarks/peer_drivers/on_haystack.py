"""Haystack with its in-memory store and its sentence-transformers embedders."""

from __future__ import annotations

from collections.abc import Sequence

from driving import drive
from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)


class Haystack:
    """Two embedders over the same model, as its documentation has it, and a retriever."""

    def __init__(self, model: str) -> None:
        how = {"model": model, "device": ComponentDevice.from_str("cpu"), "progress_bar": False, "normalize_embeddings": True}
        self.documents, self.question = SentenceTransformersDocumentEmbedder(**how), SentenceTransformersTextEmbedder(**how)
        for embedder in (self.documents, self.question):
            if hasattr(embedder, "warm_up"):
                embedder.warm_up()

    def index(self, texts: Sequence[str]) -> None:
        store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
        store.write_documents(self.documents.run([Document(id=str(at), content=text) for at, text in enumerate(texts)])["documents"])
        self.retriever = InMemoryEmbeddingRetriever(store, top_k=10)

    def ask(self, question: str) -> Sequence[int]:
        return [int(found.id) for found in self.retriever.run(self.question.run(question)["embedding"])["documents"]]


drive(Haystack)
