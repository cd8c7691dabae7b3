"""Which speakers a name fits; two people of one name are told apart, two labels of one person are not."""

from __future__ import annotations

import pytest

from rag.names import match, named_in, people

BRIEFING = ("MS. PSAKI", "Jen Psaki", "MR. KIRBY", "Q")
TOWN = (
    "MAYOR SOLHEIM",
    "Ingrid Solheim",
    "Amara Okafor",
    "Daniel Okafor",
    "MR. WHITE",
    "MS. WHITE",
    "Marketing",
    "Marketing Manager",
    "Designer",
    "Industrial Designer",
)


@pytest.mark.parametrize(
    ("name", "speakers", "names", "count"),
    [
        ("Psaki", BRIEFING, {"MS. PSAKI", "Jen Psaki"}, 1),
        ("psaki", BRIEFING, {"MS. PSAKI", "Jen Psaki"}, 1),
        ("Jen Psaki", BRIEFING, {"MS. PSAKI", "Jen Psaki"}, 1),
        ("Ms. Psaki", BRIEFING, {"MS. PSAKI", "Jen Psaki"}, 1),
        ("Mr. Psaki", ("MS. PSAKI",), set(), 0),
        ("John Kirby", BRIEFING, {"MR. KIRBY"}, 1),
        ("Jen", BRIEFING, {"Jen Psaki"}, 1),
        ("Kir", BRIEFING, set(), 0),
        ("Solheim", TOWN, {"MAYOR SOLHEIM", "Ingrid Solheim"}, 1),
        ("Bob Solheim", TOWN, set(), 0),
        ("Okafor", TOWN, {"Amara Okafor", "Daniel Okafor"}, 2),
        ("Minister Okafor", TOWN, {"Amara Okafor", "Daniel Okafor"}, 2),
        ("Daniel Okafor", TOWN, {"Daniel Okafor"}, 1),
        ("White", TOWN, {"MR. WHITE", "MS. WHITE"}, 2),
        ("Mr. White", TOWN, {"MR. WHITE"}, 1),
        ("Marketing", TOWN, {"Marketing"}, 1),
        ("the Marketing Manager", TOWN, {"Marketing Manager"}, 1),
        ("Marketing Expert", TOWN, {"Marketing"}, 1),
        ("designer", TOWN, {"Designer", "Industrial Designer"}, 1),
        ("Industrial Designer", TOWN, {"Industrial Designer"}, 1),
        ("Person 2", ("PERSON2", "PERSON21"), {"PERSON2"}, 1),
        ("Janet-Vale-Moe", ("Janet Vale-Moe AM", "Ann Moe"), {"Janet Vale-Moe AM"}, 1),
        ("", TOWN, set(), 0),
        ("the", TOWN, set(), 0),
        ("Solheim", (), set(), 0),
    ],
)
def test_the_speakers_that_a_name_fits(name: str, speakers: tuple[str, ...], names: set[str], count: int) -> None:
    found = match(name, speakers)
    assert set(found.names) == names
    assert len(found.people) == count


def test_a_surname_label_between_two_full_names_is_neither() -> None:
    speakers = ("OKAFOR", "Amara Okafor", "Daniel Okafor")
    assert match("Amara Okafor", speakers).names == ("Amara Okafor",)
    assert len(match("Okafor", speakers).people) == 2


def test_a_middle_name_more_or_less_is_one_person() -> None:
    speakers = ("Mohammad Javad Zarif", "Javad Zarif", "Zarif")
    for name in ("Zarif", "Javad Zarif", "Mohammad Javad Zarif"):
        assert match(name, speakers).people == ("Mohammad Javad Zarif",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Did Solheim's levy pass?", {"MAYOR SOLHEIM", "Ingrid Solheim"}),
        ("Ingrid Solheim, 17 April 2024.", {"MAYOR SOLHEIM", "Ingrid Solheim"}),
        ("What height did Daniel Okafor ask for?", {"Daniel Okafor"}),
        ("What did Okafor want?", {"Amara Okafor", "Daniel Okafor"}),
        ("Was the street Solheimsgate flooded?", set()),
        ("", set()),
    ],
)
def test_the_speakers_named_in_a_text(text: str, names: set[str]) -> None:
    assert set(named_in(text, TOWN)) == names


def test_people_are_counted_by_their_fullest_names() -> None:
    assert people(("MS. PSAKI", "Jen Psaki", "MR. KIRBY")) == ("Jen Psaki", "MR. KIRBY")
    assert people(("MR. WHITE", "MS. WHITE")) == ("MR. WHITE", "MS. WHITE")
    assert people(()) == ()
