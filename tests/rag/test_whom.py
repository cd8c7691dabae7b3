"""Whom a name or an office means: only who surely bears it."""

from __future__ import annotations

import pytest

from rag.cast import Cast
from rag.names import respelt
from rag.whom import meant_by
from tests.rag.made_record import transcript

BANK = transcript(
    "bank",
    "2024-03-21",
    ("CHAIR WHITLOCK", "We cut the rate. The finance minister may say what she likes."),
    ("Q", "Chair Whitlock, President Zeller called it late. President Zeller, President Zeller, President Zeller: he never stops."),
    title="Reserve Bank: press conference",
)
HEARING = transcript(
    "hearing",
    "2024-05-07",
    ("The Chair", "With us is Paul Lindgren, hydrologist at the institute, and fire chief Ade Oyelaran."),
    ("Hon. Victor Lindgren (Minister of Housing)", "The cap holds."),
    ("Dr. Paul Lindgren", "It leaks."),
    ("CHIEF OYELARAN", "It burns."),
    ("Hon. Mona Castellane (Deputy Minister of Health)", "It heals."),
    ("Ines Quarrie (through an interpreter)", "It rains. President Quarrie was my aunt."),
    title="Housing Committee: hearing",
)
OLD = transcript("old", "2021-03-09", ("MAYOR HOLLOWAY", "Sell it."), ("COUNCILLOR DUNMORE", "Keep it."))
NEW = transcript("new", "2024-04-09", ("Mayor Dunmore", "I kept it."), ("Councillor Ito", "Mayor Dunmore, you did."))
CAST = Cast([BANK, HEARING, OLD, NEW])


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("the chair of the Reserve Bank", {"CHAIR WHITLOCK"}),
        ("the Reserve Bank chair", {"CHAIR WHITLOCK"}),
        ("the bank chairwoman", {"CHAIR WHITLOCK"}),
        ("the chair", {"The Chair"}),
        ("the housing minister", {"Hon. Victor Lindgren"}),
        ("the minister of housing", {"Hon. Victor Lindgren"}),
        ("Housing Minister Lindgren", {"Hon. Victor Lindgren"}),
        ("Dr. Lindgren", {"Dr. Paul Lindgren"}),
        ("the hydrologist", {"Dr. Paul Lindgren"}),
        ("the fire chief", {"CHIEF OYELARAN"}),
        ("the health minister", set()),  # it is her deputy who speaks
        ("the deputy health minister", {"Hon. Mona Castellane"}),
        ("the finance minister", set()),  # another minister is not meant
        ("the interpreter", set()),
        ("the president", set()),  # not the one whose aunt was one, when another is spoken of
        ("the mayor", {"MAYOR HOLLOWAY", "Mayor Dunmore", "COUNCILLOR DUNMORE"}),
        ("Whitlok", {"CHAIR WHITLOCK"}),
        ("Oyelarran", {"CHIEF OYELARAN"}),
        ("Inez Quarrie", set()),  # a short given name
        ("Ines Quarie", {"Ines Quarrie"}),
        ("Lindgrem", {"Hon. Victor Lindgren", "Dr. Paul Lindgren"} - {"Hon. Victor Lindgren", "Dr. Paul Lindgren"}),  # of two people neither
        ("Zeler", set()),
        ("Itto", set()),
    ],
)
def test_who_is_meant(who: str, names: set[str]) -> None:
    assert set(meant_by(who, CAST).names) == names


def test_an_office_is_borne_by_who_bears_it_there_and_then() -> None:
    assert meant_by("the mayor", CAST.within(["old"])).names == ("MAYOR HOLLOWAY",)
    assert set(meant_by("the mayor", CAST.within(["new"])).names) == {"Mayor Dunmore"}


@pytest.mark.parametrize(
    ("name", "speakers", "known", "wrong"),
    [
        ("Lavrof", ("Sergey Lavrov",), "lavrov", ("lavrof",)),
        ("Sergei Lavrof", ("Sergey Lavrov",), "sergey lavrov", ("sergei", "lavrof")),
        ("Lvarov", ("Sergey Lavrov",), "lavrov", ("lvarov",)),
        ("Lavrov", ("Sergey Lavrov",), "lavrov", ()),
        ("Lavroffe", ("Sergey Lavrov",), "", ()),
        ("Hansen", ("Ann Hansan", "Bo Hanson"), "", ()),
        ("Pelle", ("Jonas Pell",), "", ()),  # four letters leave too much to guess
        ("", ("Jonas Pell",), "", ()),
    ],
)
def test_a_misspelt_name_is_the_nearest_one(name: str, speakers: tuple[str, ...], known: str, wrong: tuple[str, ...]) -> None:
    assert respelt(name, speakers) == (known, wrong)


def test_a_word_that_the_record_uses_is_not_misspelt() -> None:
    talk = transcript("talk", None, ("Ann Hansen", "With us was Ms. Hanson."), ("Bob Stone", "I threw a stones."))
    assert not meant_by("Hanson", Cast([talk])).names
    assert not meant_by("stones", Cast([talk])).names
    assert meant_by("Hansan", Cast([talk])).names == ("Ann Hansen",)
