"""LlamaIndex with its own vector store and its Hugging Face embedding."""

from __future__ import annotations

from collections.abc import Sequence

from driving import drive
from llama_index.core import VectorStoreIndex
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding


class LlamaIndex:
    """Its index over nodes whose ids are the texts' numbers."""

    def __init__(self, model: str) -> None:
        self.model = HuggingFaceEmbedding(model_name=model, device="cpu", normalize=True)

    def index(self, texts: Sequence[str]) -> None:
        nodes = [TextNode(text=text, id_=str(at)) for at, text in enumerate(texts)]
        self.retriever = VectorStoreIndex(nodes, embed_model=self.model).as_retriever(similarity_top_k=10)

    def ask(self, question: str) -> Sequence[int]:
        return [int(found.node.node_id) for found in self.retriever.retrieve(question)]


drive(LlamaIndex)
