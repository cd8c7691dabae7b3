"""Texts made to fit: nothing that was said is lost, nothing is over the limit, names stand where there is room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.fitting import Piece, parts, shortened

_words = st.lists(st.sampled_from(["so", "the", "harbour", "x" * 40, "海堤由部里出钱", "wall."]), min_size=1, max_size=25).map(" ".join)
_pieces = st.lists(st.tuples(st.sampled_from(["", "Ada Brook", "Jon", "N" * 70]), _words), max_size=10)


def at_most(limit: int) -> Callable[[str], bool]:
    """A limit in characters."""
    return lambda text: len(text) <= limit


def spoken(texts: list[str], pieces: list[Piece]) -> str:
    """What is left of the texts without names and white space."""
    lines = [line for text in texts for line in text.split("\n")]
    for name in {name for name, _ in pieces if name}:
        lines = [line.removeprefix(f"{name}: ") for line in lines]
    return "".join("".join(lines).split())


@settings(max_examples=150, deadline=None)
@given(pieces=_pieces, limit=st.integers(20, 300))
def test_every_word_is_in_a_part_and_no_part_is_over_the_limit(pieces: list[Piece], limit: int) -> None:
    found = list(parts(pieces, at_most(limit)))
    assert found
    assert all(len(text) <= limit for text in found)
    assert spoken(found, pieces) == "".join("".join(words.split()) for _, words in pieces)


def test_what_fits_is_one_text_with_a_line_for_each_speaker() -> None:
    pieces = [("Ada", "Who pays?"), ("Jon", "The ministry."), ("Jon", "And the town."), ("", "(Pause.)"), ("Ada", "Thank you.")]
    assert list(parts(pieces, at_most(100))) == ["Ada: Who pays?\nJon: The ministry. And the town.\n(Pause.)\nAda: Thank you."]


def test_what_does_not_fit_is_parted_between_sentences_and_named_again() -> None:
    pieces = [("Ada", "The sea rose by two metres."), ("Ada", "The wall held."), ("Jon", "It did.")]
    assert list(parts(pieces, at_most(40))) == ["Ada: The sea rose by two metres.", "Ada: The wall held.\nJon: It did."]


def test_a_sentence_over_the_limit_is_cut_between_words() -> None:
    said = "one two three four five six seven eight"
    assert list(parts([("Ada", said)], at_most(20))) == ["Ada: one two", "Ada: three four", "Ada: five six", "Ada: seven eight"]


def test_a_name_that_leaves_no_room_is_left_out() -> None:
    assert list(parts([("The Right Honourable Member", "No.")], at_most(12))) == ["No."]


def test_no_pieces_are_one_empty_text() -> None:
    assert list(parts([], at_most(5))) == [""]


@pytest.mark.parametrize(
    ("question", "limit", "kept"),
    [
        ("Who pays for the wall?", 100, "Who pays for the wall?"),
        ("  Who \n pays? ", 100, "Who pays?"),
        ("Who pays for the wall?", 16, "Who pays for"),
        ("海堤由谁出钱呢请问", 5, "海堤由谁"),  # nine characters, then six, then four
        ("Who pays?", 0, ""),
    ],
)
def test_a_question_is_cut_at_its_end(question: str, limit: int, kept: str) -> None:
    assert shortened(question, at_most(limit)) == kept
