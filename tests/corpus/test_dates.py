"""Dates are found where they can mean one day only."""

from __future__ import annotations

import datetime

import pytest

from corpus.dates import date_of_name, find_date


@pytest.mark.parametrize(
    "text",
    [
        "26 January 2021",
        "January 26, 2021",
        "Jan. 26, 2021",
        "2021-01-26",
        "2021/01/26",
        "26 January 202119:40",
        "26th of January 2021",
        "26/01/2021",
        "01/26/2021",
        "26 de enero de 2021",
        "26. Januar 2021",
        "26 janvier 2021",
        "26 января 2021",
        "Moscow, January\u00a026,\u00a02021",
        "2021-01-26T19:40:00Z",
        "Meeting 2021-01-26-final",
        "Tuesday, 26 January 2021, Room 4",
        "then 31 June 2021 and January 26 2021",
    ],
)
def test_one_day(text: str) -> None:
    assert find_date(text) == datetime.date(2021, 1, 26)


def test_ordinal_day() -> None:
    assert find_date("March 3rd, 2022") == datetime.date(2022, 3, 3)


def test_the_first_of_several_dates() -> None:
    assert find_date("3 May 2022, not 2021-01-26") == datetime.date(2022, 5, 3)


def test_same_day_and_month_leave_no_choice() -> None:
    assert find_date("04/04/2021") == datetime.date(2021, 4, 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "03/04/21",
        "03/04/2021",
        "June 31, 2021",
        "May 2021",
        "2021-13-01",
        "12345-01-02",
        "1 March 20211",
        "in 2021",
        "Room 26, Floor 2021",
    ],
)
def test_no_date_or_an_ambiguous_one(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize("pump", ["1", "1 ", "January ", "2021-", "1/1/", "1 de "])
def test_long_texts_take_no_time(pump: str) -> None:
    assert find_date(pump * 400_000) is None


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("GMT20240102-150405 Recording", "2024-01-02"),
        ("meeting 20230502 100100", "2023-05-02"),
        ("Council meeting 2022-06-08", "2022-06-08"),
        ("budget 03-04-21", None),
        ("case 20231402", None),
        ("number 120230502", None),
        ("talk", None),
    ],
)
def test_dates_of_file_names(name: str, date: str | None) -> None:
    found = date_of_name(name)
    assert (found and found.isoformat()) == date
