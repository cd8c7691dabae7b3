"""Rerankers for tests: one that counts shared words, and a real CrossEncoder with random weights, small enough to make on the spot."""

from __future__ import annotations

import string
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.errors import EncoderError
from embeddings.rerankers import RerankerIdentity, Scores

WORDS = "the wall harbour pays ministry who for it town fees sea rose levy water barrier crowns solheim".split()  # noqa: SIM905


class SharedWords:
    """The share of a question's words that a text holds; a pair's length is its words and three markers. Remembers what it read."""

    def __init__(self, limit: int = 512) -> None:
        self.identity = RerankerIdentity("shared words", "shared words/1", "python", limit)
        self.read: list[tuple[str, str]] = []

    def count(self, question: str, text: str) -> int:
        return len(question.split()) + len(text.split()) + 3

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        self.read += [(question, text) for text in texts]
        for text in texts:
            if self.count(question, text) > self.identity.limit:
                raise EncoderError(f"over the limit of {self.identity.limit}")
        return np.array([share(question, text) for text in texts], dtype=np.float32)


def share(question: str, text: str) -> float:
    asked = bag(question)
    return len(asked & bag(text)) / max(len(asked), 1)


def bag(text: str) -> set[str]:
    return {word.strip(string.punctuation) for word in text.casefold().split()} - {""}


def tiny_cross_encoder(folder: Path, limit: int = 64, scores: int = 1) -> Path:
    """A folder with a BERT of 16 dimensions and seeded random weights, saved by sentence-transformers itself."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast
    from transformers.utils import logging

    logging.disable_progress_bar()
    network = folder / "network"
    network.mkdir(parents=True)
    letters = [*string.ascii_lowercase, *string.digits, *string.punctuation]
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *letters, *(f"##{letter}" for letter in letters)]
    (network / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(20)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=limit, num_labels=scores, initializer_range=0.8,
    )
    BertForSequenceClassification(config).save_pretrained(network)
    BertTokenizerFast(vocab=str(network / "vocab.txt"), model_max_length=limit).save_pretrained(network)
    saved = folder / "saved"
    CrossEncoder(str(network), device="cpu").save_pretrained(str(saved), create_model_card=False)
    return saved
