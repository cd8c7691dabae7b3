"""Filters from the page become a Scope, or one sentence that says which field is wrong and how to write it."""

import datetime

import pytest

from corpus.errors import SettingError
from rag.scope import Scope
from ui.web.filters import Filters, edge


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
