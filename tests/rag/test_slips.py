"""Labels that are slips of whoever typed a transcript, and namesakes that are none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus.errors import ScopeError
from rag.cast import Cast
from rag.scope import Scope
from rag.slips import slips
from rag.whom import meant_by
from tests.rag.made_record import engine, library, native, transcript

MANY = Counter({"MS. ARNESEN": 120})


def among(name: str, turns: int = 1, other: Counter[str] = MANY) -> frozenset[str]:
    return slips({"hearing": other + Counter({name: turns}), "another": other})


@pytest.mark.parametrize("name", ["S. ARNESEN", "M. ARNESEN", "QMS. ARNESEN", "MR. ARNESEN", "Mr. Arnesen", "DR. ARNESEN"])
def test_a_title_mistyped_now_and_then_is_a_slip(name: str) -> None:
    assert among(name) == {name}
    assert among(name, 4) == {name}


@pytest.mark.parametrize(
    ("name", "turns"),
    [
        ("Daniel Arnesen", 1),  # a name of his own
        ("D. ARNESEN", 1),  # an initial that is no letter away from the title
        ("MS. ARNESON", 1),  # another surname
        ("MR. ARNESEN", 6),  # too many turns for a slip
    ],
)
def test_a_namesake_is_none(name: str, turns: int) -> None:
    assert among(name, turns) == frozenset()


def test_one_who_speaks_where_the_other_does_not_is_none() -> None:
    assert slips({"hearing": MANY, "elsewhere": Counter({"MR. ARNESEN": 1})}) == frozenset()


def test_where_nobody_speaks_much_more_there_is_none() -> None:
    assert among("MR. ARNESEN", 3, Counter({"MS. ARNESEN": 74})) == frozenset()


def test_titles_of_one_person_that_differ_are_left_alone() -> None:
    assert slips({"a": Counter({"ACTING DIRECTOR YOUNG": 60, "DIRECTOR YOUNG": 1})}) == frozenset()


LINES = [("MS. ARNESEN", f"The ferry sails at {hour} o'clock.") for hour in range(60)]
HEARING = (*LINES, ("S. ARNESEN", "It sails on Sundays."), ("MR. ARNESEN", "It sails late."), ("MR. OLSEN", "Does it?"), ("MS. OLSEN", "It does."))


def test_a_name_means_who_speaks_and_not_a_slip() -> None:
    cast = Cast([transcript("hearing", None, *HEARING)])
    assert meant_by("Arnesen", cast).people == ("MS. ARNESEN",)
    assert meant_by("Arnesen", cast.within(["hearing"])).people == ("MS. ARNESEN",)
    assert meant_by("Mr. Arnesen", cast).people == ("MR. ARNESEN",)
    assert set(meant_by("Olsen", cast).people) == {"MR. OLSEN", "MS. OLSEN"}


def test_a_filter_means_who_speaks_and_not_a_slip(tmp_path: Path) -> None:
    asked = engine(library(tmp_path, {"hearing.json": native(None, *HEARING)}))
    assert asked.named(Scope(speakers=("arnesen",))).speakers == ("MS. ARNESEN",)
    assert "S. ARNESEN" in asked.named(Scope(speakers=("S. Arnesen",))).speakers
    with pytest.raises(ScopeError, match="fits"):
        asked.named(Scope(speakers=("olsen",)))
    assert asked.ask("What did Arnesen say about the ferry?").scope.speakers == ("MS. ARNESEN",)
