"""Which sentences may not be quoted without the one beside them: original cases, and laws that hold of any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentences
from rag.writers.turning import FURTHEST, whole

NEEDS_WHAT_STANDS_BEFORE = [
    ("The mayor sold the ferry.", "That is not true."),
    ("They say I sold the ferry to my cousin.", "That's false."),
    ("The papers claim that we knew about the crack.", "We did not."),
    ("You paid the pilot twice.", "No."),
    ("Was the pump running that night?", "Not at all."),
    ("Did I promise them a bridge?", "Never."),
    ("I closed the ticket, it says there.", "I never said that."),
    ("It is said that the harbour freezes over.", "It doesn't."),
    ("We will pay every family in full.", "But not this year."),
    ("The school can stay open.", "Unless the roof goes."),
    ("Everybody gets a key.", "Except the night shift."),
    ("I would vote for the wall.", "However, I would not pay for it."),
    ("The tender was fair.", "Not that anybody read it."),
    ("The rent is ninety crowns.", "Sorry, let me correct that, nineteen."),
    ("You could swim across.", "Nonsense."),
    ("He thinks that the eels will come back by themselves.", "I don't believe that."),
    ("The count was wrong, they say.", "Quite the opposite."),
    ("Who paid for the lamp?", "Nobody."),
    ("Are we safe?", "For a year or so."),
    ("They told you I had resigned.", "This is a lie."),
]
NEEDS_WHAT_FOLLOWS = [
    ("They claim that we poisoned the well.", "That is a lie."),
    ("My opponent says that I took the money.", "I did not."),
    ("Some people believe the dam is hollow.", "But it was filled in spring."),
    ("The company says the valve was checked.", "However, nobody has seen the sheet."),
    ("The upkeep is fourteen thousand a month.", "Sorry, let me correct that, a quarter."),
    ("I shall sell the town hall.", "I'm joking."),
    ("Did we hide the report?", "We printed it in the gazette."),
    ("There will be a refund.", "But not for the cancelled trains."),
    ("Anybody may fish here.", "Only if they hold the blue card."),
    ("The clinic will open in May.", "Unless the doctors strike."),
    ("What I want is this:", "a lamp at both ends of the pier."),
    ("The wall was my idea,", "or so my brother tells everyone."),
    ('She told me, "I opened the gate.', 'I did it for the boats."'),
    ("We lied to the council.", "No, sorry, we were silent."),
    ("The old bridge fell last night.", "It didn't."),
    ("Rumour has it, and people say it aloud, that the bank is empty.", "Yet the doors are open."),
]
STANDS_ALONE = [
    ("The wall is four metres high.", "It was built in 1911.", 0),
    ("The wall is four metres high.", "It was built in 1911.", 1),
    ("We raised the fee in March.", "The money goes to the lock.", 0),
    ("Nobody was hurt.", "The crane is a loss.", 0),
    ("I have no doubt about the lamp.", "No one else has one.", 1),
    ("She painted the boat.", "No fewer than nine people helped.", 1),
    ("The ferry sails at noon.", "Then it waits for the train.", 0),
    ("I was there.", "I saw the red light myself.", 1),
]


def quoted(texts: tuple[str, ...], at: int) -> str:
    first, end = whole(texts, at, at + 1)
    return " ".join(texts[first:end])


@pytest.mark.parametrize(("before", "own"), NEEDS_WHAT_STANDS_BEFORE)
def test_a_denial_a_reversal_and_an_answer_are_quoted_with_what_they_turn(before: str, own: str) -> None:
    assert quoted(("Good evening to you all.", before, own), 2) == f"{before} {own}"


@pytest.mark.parametrize(("own", "after"), NEEDS_WHAT_FOLLOWS)
def test_a_claim_that_is_turned_in_the_next_breath_is_quoted_with_it(own: str, after: str) -> None:
    assert quoted((own, after, "The lamp stays on all night."), 0) == f"{own} {after}"


@pytest.mark.parametrize(("first", "second", "at"), STANDS_ALONE)
def test_a_sentence_that_stands_alone_is_quoted_alone(first: str, second: str, at: int) -> None:
    assert quoted((first, second), at) == (first, second)[at]


def test_a_quoted_denial_of_a_quoted_claim_stays_with_it() -> None:
    texts = ("I will read it to you.", "He said that we lied.", "That is not true.", "But he believed it.")
    assert quoted(texts, 1) == "He said that we lied. That is not true."
    assert quoted(texts, 2) == "He said that we lied. That is not true."


def test_words_read_out_are_quoted_with_whose_they_are() -> None:
    texts = ("My aunt wrote from Tarn.", '"Dear all, the boat is sunk.', "I sank it.", 'Do not tell the bank."', "We told the bank.")
    assert quoted(texts, 2) == '"Dear all, the boat is sunk. I sank it. Do not tell the bank."'
    assert quoted(texts, 4) == "We told the bank."


def test_a_turn_never_gives_more_than_it_has() -> None:
    assert whole(("No.",), 0, 1) == (0, 1)
    assert whole(("But not today.",), 0, 1) == (0, 1)


PIECES = st.sampled_from(
    [
        "No.",
        "That is not true.",
        "But not today.",
        "They say so.",
        "Did it rain?",
        "It rained.",
        'He said, "Go.',
        'Stay."',
        "However, I went.",
        "Sorry, let me correct that.",
        "Я там был.",
        "。",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=14), st.data())
def test_a_range_grows_only_and_by_few_sentences(texts: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(texts) - 1))
    end = data.draw(st.integers(first + 1, len(texts)))
    low, high = whole(texts, first, end)
    assert max(0, first - FURTHEST) <= low <= first
    assert end <= high <= min(len(texts), end + FURTHEST)


@given(st.text(max_size=400))
def test_any_text_is_read_without_harm(text: str) -> None:
    texts = [span.cut(text) for span in sentences(text)]
    for at in range(len(texts)):
        low, high = whole(texts, at, at + 1)
        assert low <= at < high
