"""Whether a question leans on what went before: a pronoun with nothing to mean does, an innocent "it", "that" or "there" does not."""

from __future__ import annotations

import pytest

from rag.leaning import dangling, leans
from tests.rag.made_town import SPEAKERS


@pytest.mark.parametrize(
    "question",
    [
        "Why?",
        "And in 2024?",
        "And the pumps?",
        "What about the ferry?",
        "Who disagreed?",
        "Anyone against?",
        "What is the fix?",
        "Is it safe?",
        "What did she say then?",
        "What did the mayor ask him?",  # an object never means what stands in its own clause
        "Did Solheim answer her?",
        "Is its lock wide enough?",
        "How much do they cost?",
        "Who approved that?",
        "Who signed that certificate?",
        "What would this add to the price?",
        "How many people live there?",
        "How much is the second one?",
        "What happens to the other if one lapses?",
        "Did anyone else see the ticket?",
        "What did Reyes say when it happened?",  # Reyes is no thing
        "What did Reyes offer in their place?",  # and only one
        "And what if the bank refuses?",
    ],
)
def test_it_leans(question: str) -> None:
    assert leans(question, SPEAKERS)


@pytest.mark.parametrize(
    "question",
    [
        "Who pays for the barrier?",
        "Is it true that the wall failed?",
        "How long does it take to drain the basin?",
        "Did it rain before the flood?",
        "Was it the mayor who slept?",
        "Whose decision was it to leave the generator in the basement?",
        "Would it have made a difference if gate seven had been hung?",
        "Why is the grey compound cheaper, and is it safe?",
        "What did Maren Tidal do after it found the voids?",
        "Did the mayor say that she would stand again?",
        "What happens to a captain if he refuses?",
        "Did Solheim say what it cost her to change her mind?",
        "did solheim say that her promise was wrong?",  # written small
        "When, by his own account, did the inspector decide?",
        "Why do the skippers say the pictures are their business?",
        "How many people were there at the school?",
        "Is there a subsidy for the ferry?",
        "Who said that the crest is too low?",
        "What is the reason that the gauge stopped?",
        "Is this year's levy fair to tenants?",
        "Did one gate close sooner than the other?",
        "Who is Torvald?",
        "Herring quota?",
        "preheat crayons",
        "And who presided over the hearing on the gate welds?",
        "What else did the council discuss in June 2022 apart from the wall?",
        "What did he or she say who wrote to the podcast as Mrs. Ferreira?",
    ],
)
def test_it_stands_alone(question: str) -> None:
    assert not leans(question, SPEAKERS)


def test_the_pronouns_that_dangle_are_found_in_order() -> None:
    assert [(found[0], found.lastgroup) for found in dangling("Did he tell them that it leaks?", SPEAKERS)] == [
        ("he", "person"),
        ("them", "many"),
        ("it", "thing"),
    ]
    assert dangling("Did Reyes say that he knew?", SPEAKERS) == ()
