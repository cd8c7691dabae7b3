"""A text counted word by word has as many tokens as the tokenizer cuts it into; a tokenizer whose words do not add up is asked for the whole text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors

from embeddings.encoders.counting import counter

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "wall", "##s", "harbour", "##ing", "a", "##b", "c", ".", ",", "'", "[", "]", "e"]


def bert(lowercase: bool = True, added: tuple[AddedToken, ...] = ()) -> Any:
    made = Tokenizer(models.WordPiece({piece: at for at, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    made.add_special_tokens(["[CLS]", "[SEP]", *added])
    return made


def blanks() -> Any:
    """A tokenizer to which a blank is a character like any other, as those of many newer models."""
    made = Tokenizer(models.BPE({"a": 0, " ": 1, "a ": 2, "a a": 3, "[UNK]": 4}, [("a", " "), ("a ", "a")], unk_token="[UNK]"))
    made.pre_tokenizer = None
    return made


HARD = st.lists(st.sampled_from([*PIECES, " ", "\n", "\t", "\x1f", "\u0301", "\u00a0", "\u2028", "é", "各", "\x00", "\ud800", "x" * 101]), max_size=20)


@pytest.mark.parametrize("lowercase", [True, False])
@given(parts=HARD)
def test_word_by_word_is_as_the_tokenizer_counts(lowercase: bool, parts: list[str]) -> None:
    tokenizer, text = bert(lowercase), "".join(parts)
    right = len(tokenizer.encode(text.replace("\ud800", "\ufffd")).ids)
    count = counter(tokenizer)
    assert count(text) == right
    assert count(text) == right  # from memory


@pytest.mark.parametrize(
    "made",
    [blanks(), bert(added=(AddedToken("harbour wall"),)), bert(added=(AddedToken("<talk>", lstrip=True, rstrip=True),))],
    ids=["no words", "a token with a blank", "a token that swallows blanks"],
)
def test_one_whose_words_do_not_add_up_is_asked_for_the_whole(made: Any) -> None:
    for text in ("a a a a", "the harbour wall <talk> a", "harbour wall", ""):
        assert counter(made)(text) == len(made.encode(text).ids)


def test_a_word_is_cut_once() -> None:
    asked: list[str] = []

    class Watched:
        def __init__(self) -> None:
            self.held = bert()

        def to_str(self) -> str:
            return str(self.held.to_str())

        def encode(self, text: str) -> Any:
            asked.append(text)
            return self.held.encode(text)

    count = counter(Watched())
    assert count("harbour walls and harbour walls\nharbour") == count("harbour walls and harbour walls\nharbour")
    assert sorted(asked) == ["", "and", "harbour", "walls"]
