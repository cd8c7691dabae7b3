"""Filters from the page become a Scope, or one sentence that says which field is wrong and how to write it."""

import datetime

import pytest

from corpus.errors import SettingError
from rag.scope import Scope
from ui.web.filters import MOST, Filters, Limit, edge, filters, written


def test_nothing_set_is_the_whole_record() -> None:
    assert Filters().scope() == Scope()
    assert Filters(since=" ", until="").scope() == Scope()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", (2021, 1, 1), (2021, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2021-4", (2021, 4, 1), (2021, 4, 30)),
        (" 2021-01-26 ", (2021, 1, 26), (2021, 1, 26)),
    ],
)
def test_a_year_or_a_month_stands_for_all_its_days(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert edge(text, "From", last=False) == datetime.date(*first)
    assert edge(text, "Until", last=True) == datetime.date(*last)


@pytest.mark.parametrize("text", ["next week", "26.1.2021", "2021-13", "2021-02-30", "0000", "2021-01-26T10:00", "٢٠٢١-١٣"])
def test_what_is_no_date_names_the_field_and_the_form(text: str) -> None:
    with pytest.raises(SettingError, match="“From” is not a date: write 2021-01-26"):
        Filters(since=text).scope()


def test_a_range_must_not_end_before_it_begins() -> None:
    assert Filters(since="2021", until="2021").scope() == Scope(since=datetime.date(2021, 1, 1), until=datetime.date(2021, 12, 31))
    with pytest.raises(SettingError, match="exchange the two dates"):
        Filters(since="2022", until="2021").scope()


def test_names_are_passed_on_as_they_are() -> None:
    scope = Filters(("a", "b"), ("Ada Brook",)).scope()
    assert (scope.transcripts, scope.speakers) == (("a", "b"), ("Ada Brook",))


def test_what_the_browser_sends_is_what_was_chosen() -> None:
    sent = {
        "limits": [
            ["speaker", "Ada Brook", "said by Ada Brook"],
            ["transcript", "a", "A"],
            ["transcript", "b", "B"],
            ["since", "2021", "s"],
            ["until", "2022-03", "u"],
        ]
    }
    assert filters(sent) == Filters(("a", "b"), ("Ada Brook",), "2021", "2022-03")
    assert filters({"limits": [["asked", "", "questions only"]]}).scope() == Scope(asked=True)
    assert filters({"limits": [["asked", "Q", "x"]]}).scope() == Scope(speakers=("Q",), asked=True)


@pytest.mark.parametrize(
    "sent", [None, [], "x", {}, {"limits": 3}, {"limits": {"a": 1}}, {"limits": [3, None, [], ["x"], ["speaker", 3], ["x", "y"], [[], "y"], {"a": 1}]}]
)
def test_whatever_else_a_program_sends_limits_nothing(sent: object) -> None:
    assert filters(sent) == Filters()


def test_limits_without_end_are_cut_off() -> None:
    assert len(filters({"limits": [["speaker", str(at), ""] for at in range(1000)]}).speakers) == MOST


def test_who_speaks_and_who_asks_take_each_others_place() -> None:
    said = Filters().added(Limit("speaker", "A")).added(Limit("speaker", "B")).added(Limit("speaker", "A"))
    assert said == Filters(speakers=("A", "B"))
    asked = said.added(Limit("asked", "Q"))
    assert asked == Filters(speakers=("Q",), asked=True)
    assert asked.limits() == (Limit("asked", "Q"),)
    assert asked.added(Limit("asked", "")) == Filters(asked=True)
    assert asked.without(Limit("asked", "Q")) == Filters()
    assert asked.added(Limit("speaker", "A")) == Filters(speakers=("A",))
    assert asked.narrowed(Limit("speaker", "A")) == Filters(speakers=("A",))


@pytest.mark.parametrize(
    "limit", [Limit("speaker", "A"), Limit("asked", "Q"), Limit("asked", ""), Limit("transcript", "t"), Limit("since", "2020"), Limit("until", "2021")]
)
def test_what_is_added_is_shown_and_can_be_taken_off(limit: Limit) -> None:
    before = Filters(transcripts=("u",), since="2019")
    after = before.added(limit)
    assert limit in after.limits()
    assert limit not in after.without(limit).limits()


@pytest.mark.parametrize(
    ("text", "words"), [("2021", "2021"), ("2021-01", "January 2021"), ("2021-01-06", "6 January 2021"), ("2021-13", "2021-13"), ("soon", "soon")]
)
def test_a_date_in_words(text: str, words: str) -> None:
    assert written(text) == words
