"""What a question means: said by, asked by and said about are three things, and a scope is never wrong."""

from __future__ import annotations

import datetime

import pytest

from rag.question import Understood, understand
from tests.rag.made_town import CAST, OKAFORS, QUIST, REYES, SOLHEIM


def meant(question: str) -> Understood:
    return understand(question, (), CAST)


def nothing_named(found: Understood) -> bool:
    return not found.scope and not found.strangers and not found.namesakes


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("What did Solheim say about the levy?", SOLHEIM),
        ("what did solheim say about the levy", SOLHEIM),
        ("What did Ingrid Solheim say about the levy?", SOLHEIM),  # the one Solheim there is, under both her labels
        ("What did Mayor Solheim think of the banner?", SOLHEIM),
        ("What has Councillor Reyes said on cost?", REYES),
        ("What did Ms. Quist tell the council?", QUIST),
        ("What did Nora say about the lock?", QUIST),
        ("What did dr. sato say about the shelter?", {"DR. SATO"}),
        ("What did Samuel Osei say?", {"MR. OSEI"}),
        ("Why didn't Demir mention the ferry?", {"Yusuf Demir"}),
        ("How did Amara Okafor justify the quota?", {"Amara Okafor"}),
        ("What height did Daniel Okafor ask for?", {"Daniel Okafor"}),
        ("What did Demir ask Estmark to hand over?", {"Yusuf Demir"}),
        ("What reason did Reyes give for the cost?", REYES),
        ("According to Daniel Okafor, is 3.4 enough?", {"Daniel Okafor"}),
        ("Is 3.4 enough, according to Daniel Okafor?", {"Daniel Okafor"}),
        ("According to Pell, what did Quist say?", set()),  # Pell never speaks: it is his account that is asked for
        ("What was said by Osei about the welds?", {"MR. OSEI"}),
        ("What is Quist's position on the lock?", QUIST),
        ("What was Reyes’s view of the cost?", REYES),
        ("What is the position of Amara Okafor on herring?", {"Amara Okafor"}),
        ("Was the wall needed, in Solheim's opinion?", SOLHEIM),
        ("Summarise Solheim's position on the levy.", SOLHEIM),
        ("Is it true that Solheim said no?", SOLHEIM),
        ("What Solheim said about the levy", SOLHEIM),
        ("What did Reyes and Quist say about the lock?", REYES | QUIST),
        ("What did Solheim say, and what did Reyes reply?", SOLHEIM | REYES),
        ("What did Solheim say Reyes had promised?", SOLHEIM),
        ("What did Reyes say about Quist's position on the lock?", REYES),
        ("What did the clerk announce?", {"CLERK", "Clerk"}),
        ("What did the mayor say about the levy?", SOLHEIM),
        ("What did Reyes and the mayor say about the cost?", REYES | SOLHEIM),
        ("What did the Industrial Designer suggest?", {"Industrial Designer"}),
        ("What did the Marketing Expert think of yellow?", {"Marketing"}),
        ("What did the industrial designer and the project manager suggest?", {"Industrial Designer", "Project Manager"}),
        ("What did Nora Quist (harbour users) say?", QUIST),
        ("According to Dr. Sato, did anybody die?", {"DR. SATO"}),
        ("What did mayor Solheim say?", SOLHEIM),
        ("What did Person 2 say about seals?", {"PERSON2"}),
        ("What load did PERSON2 give for the arm?", {"PERSON2"}),
    ],
)
def test_who_is_said_to_speak_is_the_scope(question: str, speakers: set[str]) -> None:
    assert set(meant(question).scope.speakers) == speakers


@pytest.mark.parametrize(
    "question",
    [
        "What was said about Solheim?",
        "Who contradicted what Reyes said?",
        "Who criticised Solheim's remarks?",
        "Does Quist agree with what Solheim said?",
        "Why did Quist disagree with Reyes?",  # what the other said belongs to it
        "Did Reyes hear Osei say no?",
        "What did Person F say about seals?",
        "did reyes hear osei say no?",
        "Did a friend of Reyes say so?",
        "Does a letter to Mayor Solheim say who paid?",
        "Did the man who replaced Reyes say so?",
        "What did Solheim's deputy say?",
        "What does the Solheim plan say about pumps?",
        "Who told Solheim about the cracks?",
        "What did the insurers tell Solheim?",
        "Who said the quota is too low?",
        "What does Reyes's argument rest on?",
        "Why was the wall proposed by Reyes turned down?",
        "What became of the levy announced by Solheim?",
        "What did Senator Malm ask Reyes about the photograph?",  # asked by is another thing than said by
        "What did people say about Demir?",
        "Did anyone say who paid?",
        "What did Question say about herring?",  # a label that is many people
        "What did the president say about the levy?",  # nobody who speaks is said to be one
        "What did Reyes and the president say about the cost?",  # the words of one of two must not be left out
        "What did Samuel say about the flood?",  # surely Mr. Osei, but the label does not say so
        "What explains the delay?",
        "What would that add to the price?",
        "Would the harbour users, Quist included, drop it?",
        "",
        "?",
        "say said saying",
    ],
)
def test_in_doubt_there_is_no_scope(question: str) -> None:
    found = meant(question)
    assert nothing_named(found)
    assert found.text == question


@pytest.mark.parametrize(
    "question",
    [
        "What did Zarif say about oil exports?",
        "what did zarif say about oil exports?",
        "What did Javad Zarif say about oil?",
        "What did President Moe promise?",
        "What did Moe promise?",
        "What did Brun answer?",
        "What did Mr. Smith claim?",
        "What did Marcus Okafor say?",  # neither of the two Okafors
        "What did Bob Solheim say?",  # the mayor is Ingrid
        "According to Zarif, what is wrong with the lifts?",
        "What is Zarif's view of the lifts?",
    ],
)
def test_the_words_of_one_who_never_speaks_are_nobody_elses(question: str) -> None:
    found = meant(question)
    assert len(found.strangers) == 1
    assert not found.scope
    assert not found.namesakes


def test_what_a_stranger_did_others_may_tell() -> None:
    assert nothing_named(meant("What quota did President Moe propose?"))


@pytest.mark.parametrize(
    "name",
    [
        "Kalvia",
        "NATO",
        "Maren Tidal",
        "Nord Stream",
        "Port Maren",
        "the Harbour Board",
        "the Europeans",
        "the Foreign Minister",
        "the President",
        "the ministry",
        "Kalvian",
    ],
)
@pytest.mark.parametrize("form", ["What did {} say about observers?", "According to {}, is it safe?", "What is {}'s position on herring?"])
def test_a_country_or_a_body_is_a_topic(form: str, name: str) -> None:
    assert nothing_named(meant(form.format(name)))


@pytest.mark.parametrize(
    "question",
    [
        "What did Okafor say about herring?",
        "what did okafor say",
        "What did Minister Okafor say?",
        "What did Hydrologist Okafor say?",
        "What is Okafor's view?",
    ],
)
def test_namesakes_are_asked_about(question: str) -> None:
    found = meant(question)
    assert set(found.namesakes) == OKAFORS
    assert not found.scope
    assert not found.strangers


def test_of_one_who_speaks_and_one_who_does_not_the_first_is_heard() -> None:
    found = meant("What did Amara Okafor and Zarif say about the lifts?")
    assert found.scope.speakers == ("Amara Okafor",)
    assert not found.strangers


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What did Solheim say in 2024 about a levy?", "2024-01-01", "2024-12-31"),
        ("What did Solheim say in June 2022 about a levy?", "2022-06-01", "2022-06-30"),
        ("What did Solheim say on 17 April 2024 about a levy?", "2024-04-17", "2024-04-17"),
        ("What did Solheim say on April 17th, 2024 about a levy?", "2024-04-17", "2024-04-17"),
        ("What did Solheim say on the 17th of April 2024?", "2024-04-17", "2024-04-17"),
        ("What did Solheim say on 2024-04-17?", "2024-04-17", "2024-04-17"),
        ("What did Solheim tell the council in Apr 2024 about a levy?", "2024-04-01", "2024-04-30"),
        ("What did Solheim say before 2023?", None, "2022-12-31"),
        ("What did Solheim say after 2023?", "2024-01-01", None),
        ("What has Solheim said since March 2023?", "2023-03-01", None),
        ("What did Solheim say until 2023?", None, "2023-12-31"),
        ("What did Solheim say between 2022 and 2023?", "2022-01-01", "2023-12-31"),
        ("What did Solheim say from June 2022 to April 2024?", "2022-06-01", "2024-04-30"),
        ("In June 2022, what did Solheim say about a levy?", "2022-06-01", "2022-06-30"),
        ("In March 2019, what did Solheim say?", "2019-03-01", "2019-03-31"),  # she did not: an honest nothing
        ("In 2024, what did Solheim say about her promise in June 2022?", "2024-01-01", "2024-12-31"),
        ("What did Solheim say about a levy in June 2022?", "2022-06-01", "2022-06-30"),
        ("What did Amara Okafor say about the flood in February 2023?", None, None),  # when it was, not when she spoke
        ("What did Solheim say about the vote of June 2022?", None, None),
        ("What did Solheim say on 31 February 2024?", None, None),
        ("What did PERSON2 say in 2022?", None, None),  # that transcript has no date
        ("What was decided in June 2022?", None, None),
        ("What did Solheim say about 2024?", None, None),
    ],
)
def test_a_date_is_a_scope_where_it_says_when_somebody_spoke(question: str, since: str | None, until: str | None) -> None:
    scope = meant(question).scope
    assert (scope.since, scope.until) == (day(since), day(until))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What did Solheim say about the harbour levy?", "the harbour levy?"),
        ("What did Solheim say in June 2022 about the levy plan?", "the levy plan?"),
        ("In 2024, what did Solheim say about her promise?", "her promise?"),
        ("According to Daniel Okafor, does it leak?", "does it leak?"),
        ("Does the new wall leak, according to Daniel Okafor?", "Does the new wall leak?"),
        ("When did Amara Okafor say she first heard of it?", "she first heard of it?"),
        ("What did Solheim say?", "What did Solheim say?"),
        ("Who does Solheim blame for the delay?", "Who does Solheim blame for the delay?"),  # without the verb it would be another question
        ("Who pays for the wall?", "Who pays for the wall?"),
    ],
)
def test_the_topic_is_what_is_left_without_who_and_when(question: str, topic: str) -> None:
    found = meant(question)
    assert found.topic == topic
    assert found.text == question


@pytest.mark.parametrize(
    "words",
    [
        "did ",
        "according to ",
        "did a ",
        "in 2022 ",
        "between ",
        "and ",
        "Okafor's ",
        "it ",
        "the a ",
        "What did Okafor say in June 2022 about it ",
        "A",
        "\n",
        "\0",
    ],
)
def test_a_question_of_10_000_characters_is_understood_in_no_time(words: str) -> None:
    long = (words * 10_000)[:10_000]
    began = datetime.datetime.now(datetime.UTC)
    understand(long, [(long, long)] * 50, CAST)
    assert datetime.datetime.now(datetime.UTC) - began < datetime.timedelta(seconds=2)
