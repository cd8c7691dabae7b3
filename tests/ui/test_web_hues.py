"""A person has one colour and initials wherever they are shown; a label that may be many people has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.speakers import speaker
from ui.web.hues import HUES, hue, initials


@pytest.mark.parametrize(
    ("label", "letters"),
    [
        ("Ada Brook", "AB"),
        ("MS. PSAKI", "P"),
        ("Dr Mara van der Oduya", "MO"),
        ("Ursula von der Leyen (by video)", "UL"),
        ("نورا حداد", "نح"),
        ("Q", ""),
        ("Speaker 2", ""),
        ("", ""),
    ],
)
def test_initials_are_those_of_the_name_without_titles(label: str, letters: str) -> None:
    assert initials(speaker(label)) == letters


@pytest.mark.parametrize("label", ["Question", "Q", "Speaker 2", "MODERATOR", "SENIOR ADMINISTRATION OFFICIAL", ""])
def test_nobody_in_particular_has_no_colour(label: str) -> None:
    assert hue(speaker(label)) == 0


def test_spellings_of_one_name_have_one_colour() -> None:
    assert hue(speaker("MS. PSAKI")) == hue(speaker("Psaki")) == hue(speaker("Psaki", inferred=True)) > 0


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=30))
def test_any_label_has_a_colour_or_none(label: str) -> None:
    assert 0 <= hue(speaker(label)) <= HUES
    assert len(initials(speaker(label))) <= 2
