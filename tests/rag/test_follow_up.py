"""Follow-ups: a pronoun is named, and a speaker inherited, only where there is no doubt."""

from __future__ import annotations

import datetime

import pytest

from rag.question import Understood, stand_alone, understand
from tests.rag.made_town import CAST, OKAFORS, QUIST, REYES, SOLHEIM, SPEAKERS


def after(question: str, *earlier: str, answer: str = "") -> Understood:
    return understand(question, [(asked, answer) for asked in earlier], CAST)


@pytest.mark.parametrize(
    ("earlier", "question", "text"),
    [
        ("What height did Daniel Okafor ask for?", "Why does he think 3.4 is too low?", "Why does Daniel Okafor think 3.4 is too low?"),
        ("What did Reyes say about the cost?", "What is his view on the lock?", "What is Tomas Reyes’s view on the lock?"),
        ("What did Solheim say about the levy?", "What about Reyes?", "What did Reyes say about the levy?"),
        ("What did Solheim say about the levy?", "And the clerk?", "What did the clerk say about the levy?"),
        ("What did Reyes say about the cost?", "And Dr. Sato?", "What did Dr. Sato say about the cost?"),
        ("What did Reyes say about the cost?", "And the reporter?", "What did the reporter say about the cost?"),
        ("What did Okafor say about the cost?", "Daniel.", "What did Daniel Okafor say about the cost?"),
        ("What did Reyes say about the cost?", "And on the lock?", "What did Reyes say on the lock?"),
        ("What did Reyes say about the cost in 2022?", "And about the lock?", "What did Reyes say about the lock in 2022?"),
        ("How did Reyes describe the wall?", "What about the lock?", "What did Reyes say about the lock?"),
        ("What did Reyes say about the cost in 2022?", "What about 2024?", "What did Reyes say in 2024 about the cost?"),
        ("How much did the wall cost in 2022?", "And in 2024?", "How much did the wall cost in 2024?"),
        ("What did Reyes say in June 2022 about the cost?", "And before that?", "What did Reyes say before June 2022 about the cost?"),
        ("What did Reyes say in June 2022 about the cost?", "What did he say then?", "What did Tomas Reyes say in June 2022?"),
        ("What did Reyes say about the cost?", "Why?", "Why did Reyes say that about the cost?"),
        ("What did Reyes say in 2022 about the cost?", "Why?", "In 2022, why did Reyes say that about the cost?"),
        ("Does the council have to vote?", "When?", "When does the council have to vote?"),
        ("Did the insurers pay?", "Why not?", "Why didn't the insurers pay?"),
        ("What did Reyes say about the cost?", "Anything else?", "What else did Reyes say about the cost?"),
        ("What did Reyes say about the cost?", "In his own words?", "What did Reyes say about the cost, word for word?"),
        ("What did Quist say about the cost?", "What were her exact words?", "What did Quist say about the cost, word for word?"),
        ("What is the limit for large trawlers in summer?", "And for small boats?", "What is the limit for small boats in summer?"),
        ("When does the west caisson float?", "No, I meant the east one.", "When does the east caisson float?"),
        ("How long did gate two take?", "Not gate two, gate five.", "How long did gate five take?"),
        ("What did Reyes say about the cost?", "Sorry, I meant Quist.", "What did Quist say about the cost?"),
        ("What did Reyes say about the cost?", "No, who paid for the pumps from Kalvia?", "Who paid for the pumps from Kalvia?"),
        ("What did Reyes say about the cost?", "Now something else: who drained it?", "Who drained it?"),
        ("What did Reyes say about the cost?", "What did Quist ask him?", "What did Quist ask Tomas Reyes?"),
        ("What did Quist say about the cost?", "What are her conditions?", "What are Nora Quist’s conditions?"),
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
        ("What did Quist say about the lock?", "What did he say to that?"),  # her label is MS. QUIST
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


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        ("What is the fix for the valve?", "How long does that take?"),
        ("Which ways to pay did the council look at?", "How much is the second one?"),
        ("Who opened the ticket?", "Did anyone else see it?"),
        ("How large is the fund?", "And hypothermia cases?"),
        ("Did Demir answer Quist?", "What did she ask him?"),  # of two pronouns no rule can say which is whom
    ],
)
def test_what_no_rule_can_word_goes_beside_the_question_before(earlier: str, question: str) -> None:
    assert stand_alone(question, [(earlier, "")], SPEAKERS) == f"{question} ({earlier})"


def test_he_is_nobody_who_was_called_she() -> None:
    assert not after("And what did he say to that?", "What did Demir say?", "And Amara Okafor?", "What did she offer?").scope
    assert set(after("And what did she say then?", "What did Demir say?", "And Amara Okafor?", "What did she offer?").scope.speakers) == {"Amara Okafor"}


def test_a_chain_is_followed_to_the_question_that_names_the_topic() -> None:
    found = after("And Quist?", "What did Solheim say about the lock in 2022?", "And in 2024?")
    assert found.text == "What did Quist say in 2024 about the lock?"
    found = after("How much is it?", "What did Quist say about the lock?", "What is the fix?")
    assert found.text == "How much is it? (What is the fix? What did Quist say about the lock?)"


@pytest.mark.parametrize("words", ["and ", "the one ", "not a, ", "no, ", "what about ", "his ", "it ", "one and ", "'", "the other "])
def test_a_fragment_of_any_words_is_worded_in_no_time(words: str) -> None:
    fragment = (words * 300)[:300]
    began = datetime.datetime.now(datetime.UTC)
    for earlier in (fragment, "What did Reyes say in 2022 about the cost?"):
        stand_alone(fragment, [(earlier, earlier)] * 3, SPEAKERS)
    assert datetime.datetime.now(datetime.UTC) - began < datetime.timedelta(seconds=2)


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
