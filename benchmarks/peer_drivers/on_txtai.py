"""txtai with its default index."""

from __future__ import annotations

from collections.abc import Sequence

from driving import drive
from txtai import Embeddings


class Txtai:
    """Its embeddings database, without content."""

    def __init__(self, model: str) -> None:
        self.embeddings = Embeddings(path=model, gpu=False)

    def index(self, texts: Sequence[str]) -> None:
        self.embeddings.index([(at, text, None) for at, text in enumerate(texts)])

    def ask(self, question: str) -> Sequence[int]:
        return [int(at) for at, _ in self.embeddings.search(question, 10)]


drive(Txtai)
