"""Labels become speakers: kinds, notes, keys."""

from __future__ import annotations

import pytest

from corpus.speakers import is_collective, match_key, speaker
from corpus.transcript import NOBODY


@pytest.mark.parametrize(
    ("label", "name", "note"),
    [
        ("Question (translated from Farsi)", "Question", "(translated from Farsi)"),
        ("Sergey Lavrov (speaking after Mohammad Javad Zarif)", "Sergey Lavrov", "(speaking after Mohammad Javad Zarif)"),
        ("The Chair (Hon. Anthony Rota (Nipissing, Lib.))", "The Chair", "(Hon. Anthony Rota (Nipissing, Lib.))"),
        ("Reporter (Q)", "Reporter", "(Q)"),
        ("(header)", "(header)", ""),
        ("  MS. PSAKI ", "MS. PSAKI", ""),
        ("Odd) label)", "Odd) label)", ""),
    ],
)
def test_the_trailing_bracket_is_the_note(label: str, name: str, note: str) -> None:
    found = speaker(label)
    assert (found.label, found.name, found.note) == (label.strip(), name, note)


@pytest.mark.parametrize(
    "label",
    [
        "Question",
        "Q",
        "A",
        "Reporter (Q)",
        "PREGUNTA",
        "INTERLOCUTOR",
        "Frage",
        "MODERATOR",
        "Operator",
        "Clerk",
        "AIDE",
        "The Chair",
        "THE PRESIDENT",
        "Project Manager",
        "Industrial Designer",
        "User Interface",
        "Marketing",
        "Unknown Analyst",
        "SENIOR ADMINISTRATION OFFICIAL",
        "SENIOR ADMINISTRATION OFFICIAL TWO",
        "WHITE HOUSE AIDE",
        "AIR FORCE ONE CREW MEMBER",
        "MEMBERS OF BTS",
        "Some hon. Members",
        "记者",
        "Вопрос",
    ],
)
def test_roles_are_roles(label: str) -> None:
    assert speaker(label).kind == "role"


@pytest.mark.parametrize(
    "label",
    [
        "MS. PSAKI",
        "MR SULLIVAN",
        "MR. WHITE",
        "CHIEF WHITE",
        "Mayor Solheim",
        "CHAIR ACHTERBERG",
        "Sergey Lavrov",
        "Lynne Neagle AM",
        "Dean Allison",
        "Hon. Bill Morneau (Minister of Finance)",
        "SECRETARY RAIMONDO",
        "Mary O’Neil-Smith",
        "习近平",
        "С.В.Лавров",
        "Xi",
        "Jane Doe, analyst",
    ],
)
def test_names_are_persons(label: str) -> None:
    assert speaker(label).kind == "person"


@pytest.mark.parametrize(
    "label", ["Speaker 2", "SPEAKER_00", "spk_0", "Unknown", "PERSON12", "Grad B", "PhD D", "Professor B", "(header)", "JD", "7", "Mr. X"]
)
def test_codes_and_initials_are_unknown(label: str) -> None:
    assert speaker(label).kind == "unknown"


def test_no_label_is_nobody() -> None:
    assert speaker("  ") == NOBODY
    assert is_collective(NOBODY)


def test_inferred_is_passed_on() -> None:
    assert speaker("Jane Doe", inferred=True).inferred
    assert not speaker("Jane Doe").inferred


@pytest.mark.parametrize(
    "label",
    [
        "Question",
        "Question (translated from Farsi)",
        "Q",
        "Reporter",
        "Reporter (Q)",
        "PREGUNTA",
        "INTERLOCUTOR",
        "Frage",
        "Speaker 2",
        "SPEAKER_00",
        "Unknown Analyst",
        "SENIOR ADMINISTRATION OFFICIAL",
        "SENIOR ADMINISTRATION OFFICIAL ONE",
        "PARTICIPANT",
        "Unidentified Speaker",
        "(header)",
    ],
)
def test_many_people_may_share_these_labels_in_one_transcript(label: str) -> None:
    assert is_collective(speaker(label))


@pytest.mark.parametrize(
    "label", ["MODERATOR", "Operator", "Clerk", "Project Manager", "The Chair", "PERSON12", "PhD D", "MS. PSAKI", "Sergey Lavrov"]
)
def test_these_labels_have_one_holder_in_one_transcript(label: str) -> None:
    assert not is_collective(speaker(label))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("MR. KIRBY", "kirby"),
        ("Mr. KIRBY", "kirby"),
        ("MR KIRBY", "kirby"),
        ("Right Hon. Justin Trudeau", "justin trudeau"),
        ("Hon. Bill Morneau (Minister of Finance)", "bill morneau"),
        ("Lynne Neagle AM", "lynne neagle"),
        ("The Acting Chair", "chair"),
        ("Deputy Mayor  Tomas\u00a0Reyes", "tomas reyes"),
        ("Dean Allison", "dean allison"),
        ("Jane Doe, chief executive", "jane doe"),
        ("Doe, Jane", "doe jane"),
        ("MS. O’CONNELL", "o'connell"),
        ("Professor B", "professor b"),
        ("Ｊａｎｅ Doe", "jane doe"),
        ("", ""),
    ],
)
def test_match_key_drops_what_two_spellings_do_not_share(name: str, key: str) -> None:
    assert match_key(name) == key
