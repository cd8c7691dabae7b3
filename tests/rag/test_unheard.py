"""Names that the record nowhere holds: only then, and only names, are a reason to refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.cast import Cast
from rag.question import understand
from rag.unheard import unheard
from tests.rag.made_record import engine, library, native, transcript
from tests.rag.made_town import CAST

RECORD = Cast([transcript("a", None, ("Ann Lee", "The Brazilian and the French came by train, with a T_V_ set from JustinMoore and an answer for the U.S.A."))])


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is the capital of France?", ("France",)),
        ("What will Lithuania and Latvia pay for the wall?", ("Lithuania", "Latvia")),
        ("Is there anything about O'Hara's report?", ("O'Hara",)),
        ("Who is the Fabrikam-Contoso of the harbour?", ("Fabrikam-Contoso",)),
    ],
)
def test_a_name_that_is_nowhere_is_unheard_of(question: str, names: tuple[str, ...]) -> None:
    assert unheard(question, question, (), CAST.book) == names


@pytest.mark.parametrize(
    "question",
    [
        "What does NATO say about the herring?",  # it stands there
        "What will Lithuania and Kalvia pay for the wall?",  # one of them does
        "What of the quota for Kalvians?",  # so does its country
        "What is the price of the Nord Strem pipe?",  # misspelt
        "What did Maren-Tidal tell its shareholders?",  # parts of it do
        "What is the price of helicopters?",  # no name
        "Macron is what to the council?",  # opens the sentence, as any word may
        "When will it be ready, on Monday or in March?",  # days are no names
        "How do I pay for it?",
        "Was sagt Frankreich zu den Heringen?",  # another language, where nouns have capitals
        "Is the wall safe?" + " The letter that I have here tells a long story of a ship" * 3 + " in Lithuania?",
    ],
)
def test_nothing_else_is(question: str) -> None:
    assert unheard(question, question, (), CAST.book) == ()


@pytest.mark.parametrize("name", ["Brazil", "Brazilians", "France", "TV", "Justin Moore", "JustinMoore's", "USA"])
def test_other_forms_of_a_name_are_heard(name: str) -> None:
    question = f"What of the matter of {name} is said?"
    assert unheard(question, question, (), RECORD.book) == ()


def test_the_name_of_who_is_asked_for_is_not_what_is_asked() -> None:
    assert understand("What did Solheim say about Lithuania?", [], CAST).unheard == ("Lithuania",)
    assert understand("What did Solheim say about the wall?", [], CAST).unheard == ()


def test_a_question_about_what_is_nowhere_mentioned_is_refused_and_told_why(tmp_path: Path) -> None:
    asked = engine(library(tmp_path, {"a.json": native(None, ("Ann Lee", "The capital of the company is four million crowns."))}))
    answer = asked.ask("What is the capital of France?")
    assert (answer.status, answer.quotes, answer.confidence) == ("refused", (), 0.0)
    assert answer.text == "Nothing in these transcripts mentions France. The nearest passages are below; none of them is an answer."
    assert [hit.place.turn for hit in answer.hits] == [0]
