"""What a question can be limited to is found as one types; a question about a quotation knows who said it and where."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from rag.scope import Scope
from tests.ui.web_fakes import FakeEngine, hostile, person, press, transcript
from ui.escape import visible
from ui.web.filters import filters
from ui.web.limiting import EACH, about, choices
from ui.web.links import link


def offered(engine: FakeEngine, text: object) -> dict[str, list[str]]:
    return {group["name"]: [choice[0] for choice in group["choices"]] for group in choices(engine, text)["groups"]}


def scope(engine: FakeEngine, text: str, kind: str, at: int = 0) -> Scope:
    """What the choice `at` of that kind comes to, by the way the browser takes."""
    group = next(group for group in choices(engine, text)["groups"] if group["name"] == kind)
    return filters({"limits": group["choices"][at][1]}).scope()


def test_with_nothing_typed_the_first_of_each_kind_are_offered() -> None:
    found = offered(FakeEngine(press(), hostile()), "")
    assert list(found) == ["Said by", "Asked by", "In", "When"]
    assert found["Said by"][:2] == ["Ada Brook", "Question"]
    assert len(found["Said by"]) == EACH
    assert found["Asked by"] == ["Anybody: questions only", "Question"]
    assert found["In"][0] == "Remarks by Ada Brook on the harbour wall · 26 January 2021"
    assert found["When"] == ["in 2021"]


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [("brook ada", ["Said by", "In"]), ("HARBOUR", ["In"]), ("quest", ["Said by", "Asked by"]), ("zzz", []), (3, ["Said by", "Asked by", "In", "When"])],
)
def test_every_word_that_was_typed_must_fit(typed: object, kinds: list[str]) -> None:
    assert list(offered(FakeEngine(press()), typed)) == kinds


def test_a_choice_is_the_scope_it_names() -> None:
    engine = FakeEngine(press())
    assert scope(engine, "ada", "Said by") == Scope(speakers=("Ada Brook",))
    assert scope(engine, "", "Asked by") == Scope(asked=True)
    assert scope(engine, "", "Asked by", 1) == Scope(speakers=("Question",), asked=True)
    assert scope(engine, "wall", "In") == Scope(transcripts=(press().id,))


@pytest.mark.parametrize(
    ("typed", "told", "since", "until"),
    [
        ("2021", "in 2021", (2021, 1, 1), (2021, 12, 31)),
        ("march 2021", "in March 2021", (2021, 3, 1), (2021, 3, 31)),
        ("February 2024", "in February 2024", (2024, 2, 1), (2024, 2, 29)),
        ("in 2021", "in 2021", (2021, 1, 1), (2021, 12, 31)),
        ("26 January 2021", "in 26 January 2021", (2021, 1, 26), (2021, 1, 26)),
        ("since 2021", "since 2021", (2021, 1, 1), None),
        ("until march 2021", "until March 2021", None, (2021, 3, 31)),
    ],
)
def test_a_date_is_a_range_or_an_edge(typed: str, told: str, since: tuple[int, int, int] | None, until: tuple[int, int, int] | None) -> None:
    engine = FakeEngine(press())
    assert offered(engine, typed)["When"][0] == told
    assert scope(engine, typed, "When") == Scope(since=since and datetime.date(*since), until=until and datetime.date(*until))


def test_transcripts_of_one_title_and_date_can_be_told_apart_and_the_undated_are_last() -> None:
    found = offered(FakeEngine(press(), replace(press(), id="other"), replace(hostile(), title="Undated")), "")["In"]
    assert [text.rpartition(" · ")[2] for text in found] == ["press/2021.01.26 wall", "other", "undated"]


def test_names_are_shown_with_their_unseen_characters_and_sent_as_they_are() -> None:
    group = choices(FakeEngine(hostile()), "mallory")["groups"][0]
    for text, ((kind, value, shown),) in group["choices"]:
        assert (kind, text, shown) == ("speaker", visible(value), visible(f"said by {value}"))


def test_a_question_about_a_quotation_is_limited_to_who_said_it_and_where() -> None:
    engine = FakeEngine(press())
    quote = engine.ask("Who paid for the harbour?").quotes[1]
    made = about(engine, {"address": link(quote.place, press().sha256), "words": ""})
    assert made["question"] == "What is said about “Who paid for the harbour wall”?"
    assert filters(made).scope() == Scope((press().id,), ("Question",))
    chosen = about(engine, {"address": link(quote.place, press().sha256), "words": "the harbour wall"})
    assert chosen["question"] == "What is said about “the harbour wall”?"


def test_of_a_person_it_is_asked_by_name_and_of_a_long_passage_the_first_words_are_enough() -> None:
    long = transcript("t", "T", None, [(person("Bo Lind"), "one two three four five six seven eight nine ten eleven twelve thirteen")])
    made = about(FakeEngine(long), {"address": "#turn=t.0"})
    assert made["question"] == "What did Bo Lind say about “one two three four five six seven eight nine ten eleven twelve…”?"


@pytest.mark.parametrize(
    "sent", [None, 3, {}, {"address": 3}, {"address": "#turn=gone.1"}, {"address": "#turn=press%2F2021%2E01%2E26%20wall.99"}, {"address": "x" * 9000}]
)
def test_what_is_not_there_is_said(sent: object) -> None:
    assert about(FakeEngine(press()), sent) == {"error": "These words are not in the record, or no longer in it."}
