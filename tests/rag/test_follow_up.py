"""Follow-ups: a pronoun is named, and a speaker inherited, only where there is no doubt."""

from __future__ import annotations

import datetime

import pytest

from rag.question import Understood, stand_alone, understand
from tests.rag.made_town import OKAFORS, QUIST, REYES, SOLHEIM, SPEAKERS, TOWN


def after(question: str, *earlier: str, answer: str = "") -> Understood:
    return understand(question, [(asked, answer) for asked in earlier], SPEAKERS, TOWN)


@pytest.mark.parametrize(
    ("earlier", "question", "text"),
    [
        ("What height did Daniel Okafor ask for?", "Why does he think 3.4 is too low?", "Why does Daniel Okafor think 3.4 is too low?"),
        ("What did Reyes say about the cost?", "What is his view on the lock?", "What is Tomas Reyes’s view on the lock?"),
        ("What did Solheim say about the levy?", "What about Reyes?", "What did Reyes say about the levy?"),
        ("What did Solheim say about the levy?", "And the clerk?", "What did the clerk say about the levy?"),
    ],
)
def test_it_stands_alone(earlier: str, question: str, text: str) -> None:
    assert stand_alone(question, [(earlier, "")], SPEAKERS) == text


@pytest.mark.parametrize(
    ("earlier", "question", "speakers"),
    [
        ("What height did Daniel Okafor ask for?", "Why does he think 3.4 is too low?", {"Daniel Okafor"}),
        ("Did Amara Okafor accept observers?", "What did she say about cameras in their place?", {"Amara Okafor"}),
        ("What did Reyes say about the cost?", "What did he say about 2024?", REYES),
        ("What did Amara Okafor say about Zarif?", "What did she say about the lifts?", {"Amara Okafor"}),  # he never speaks
        ("What did Quist say about the lock?", "And according to her, is it wide enough?", QUIST),
        ("What did Solheim say about the levy?", "Why?", SOLHEIM),
        ("What did Solheim say about the levy?", "And in 2024?", SOLHEIM),
        ("What did Solheim say about the levy?", "And the pumps?", SOLHEIM),
        ("What did Solheim say about the levy?", "What about Reyes?", REYES),
        ("What did Solheim say about the levy?", "What did Reyes say about that?", REYES),
    ],
)
def test_who_speaks_is_known_from_before(earlier: str, question: str, speakers: set[str]) -> None:
    assert set(after(question, earlier).scope.speakers) == speakers


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        ("Did Demir accept Amara Okafor's offer?", "What did he say about it?"),  # two people
        ("What did Solheim say about Osei?", "What did he say to that?"),
        ("What did Reyes say about the mayor?", "What did she say to that?"),  # somebody without a name
        ("Who pays for the wall?", "What did he say about it?"),
        ("What did Daniel Okafor say about the design level?", "What would that add to the price?"),  # a whole question: anybody may answer
        ("What did Quist say about the lock?", "Who pays for the barrier?"),
        ("What did Quist say about the lock?", "Is it paid for by the city?"),
        ("Whom did Quist write to?", "What did they reply?"),
    ],
)
def test_in_doubt_nobody_is_named(earlier: str, question: str) -> None:
    found = after(question, earlier)
    assert not found.scope
    assert found.text.startswith(question)


def test_what_it_leans_on_goes_along() -> None:
    found = after("And what would that add to the price?", "What height did Daniel Okafor ask for?", "Why does he think 3.4 is too low?")
    assert found.text == "And what would that add to the price? (Why does Daniel Okafor think 3.4 is too low?)"
    assert not found.scope


def test_a_whole_question_takes_nothing_along() -> None:
    for question in (
        "Who pays for the barrier?",
        "What did Solheim say when her promise was read back to her?",
        "Does the record say who opened a ticket and closed it?",
    ):
        assert after(question, "What did Quist say about the lock?").text == question


def test_the_answer_tells_who_is_meant_where_the_question_named_nobody() -> None:
    assert set(after("What did he say about seals?", "How high was it?", answer="MR. OSEI, 19 February 2023.").scope.speakers) == {"MR. OSEI"}
    assert not after("What did he say about seals?", "How high was it?", answer="MR. OSEI, 19 February 2023; Tomas Reyes.").scope


def test_namesakes_and_strangers_stay_so() -> None:
    assert set(after("And Okafor?", "What did Solheim say about the levy?").namesakes) == OKAFORS
    assert after("Why?", "What did Zarif say about oil?").strangers == ("Zarif",)


def test_a_date_takes_the_place_of_the_one_before() -> None:
    for question in ("And in 2024?", "What about 2024?"):
        scope = after(question, "What did Solheim say about the levy in 2022?").scope
        assert (scope.since, scope.until) == (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    assert after("Why?", "What did Solheim say about the levy in 2022?").scope.until == datetime.date(2022, 12, 31)


def test_only_the_last_few_exchanges_are_looked_at() -> None:
    found = after("And then?", *["And then?"] * 5000)
    assert len(found.text) < 100


def test_empty_and_blank_questions_stay_empty() -> None:
    assert after("", "What did Solheim say?").text == ""
    assert after("  \n ", "What did Solheim say?").text == ""
