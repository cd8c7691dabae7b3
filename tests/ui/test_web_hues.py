"""A person has one colour and initials wherever they are shown; a label that may be many people has none."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.speakers import speaker
from corpus.transcript import Transcript, Turn
from ui.web.hues import HUES, hue, initials, shared_out, wanted


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


def held(*labels: str) -> Transcript:
    """A transcript in which each of the labels speaks as often as it is given."""
    turns = tuple(Turn(index=at, speaker=speaker(label), text="Yes.") for at, label in enumerate(labels))
    return Transcript(id="a", title="", date=None, sha256=repr(labels), reader="native/1", turns=turns)


@pytest.mark.parametrize("label", ["Question", "Q", "Speaker 2", "MODERATOR", "SENIOR ADMINISTRATION OFFICIAL", ""])
def test_nobody_in_particular_has_no_colour(label: str) -> None:
    assert hue(speaker(label), held(label, "Ada Brook")) == 0


def test_spellings_of_one_name_have_one_colour() -> None:
    here = held("MS. PSAKI", "Psaki", "Ada Brook")
    assert hue(speaker("MS. PSAKI"), here) == hue(speaker("Psaki"), here) == hue(speaker("Psaki", inferred=True), here) > 0


NAMES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=4), st.integers(1, 50), min_size=1, max_size=20)


@given(NAMES)
def test_no_two_of_the_eight_who_speak_most_share_a_colour(turns: dict[str, int]) -> None:
    colours = shared_out(turns)
    assert set(colours) == set(turns)
    assert set(colours.values()) <= set(range(1, HUES + 1))
    assert len(set(colours.values())) >= min(HUES, len(turns))
    least = sorted(turns.values(), reverse=True)[:HUES][-1]
    above = [key for key in turns if turns[key] > least]
    assert len({colours[key] for key in above}) == len(above)


@given(NAMES, st.sets(st.text("abcdefgh", min_size=1, max_size=4), max_size=3))
def test_a_person_keeps_the_colour_wherever_nobody_else_wants_it(turns: dict[str, int], others: set[str]) -> None:
    for key in turns:
        company = {key: 1} | {other: 1 for other in others if wanted(other) != wanted(key)}
        assert shared_out(company)[key] == wanted(key)


@given(st.sets(st.text("abcdefgh", min_size=1, max_size=4), min_size=2, max_size=2), st.integers(1, 9), st.integers(1, 9))
def test_of_two_who_want_the_same_one_keeps_it_wherever_they_meet(two: set[str], some: int, more: int) -> None:
    one, other = sorted(two)
    assert shared_out({one: some, other: more}) == shared_out({one: more, other: some})


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=30))
def test_any_label_has_a_colour_or_none(label: str) -> None:
    assert 0 <= hue(speaker(label), held(label)) <= HUES
    assert len(initials(speaker(label))) <= 2


def light(colour: str) -> float:
    """WCAG's relative luminance of "#rrggbb"."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lights = sorted((light(one), light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def mixed(colour: str, share: float, ground: str) -> str:
    """`color-mix(in srgb, colour share, ground)`."""
    parts = (round(share * int(colour[at : at + 2], 16) + (1 - share) * int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize("scheme", [":root", ".dark"])
def test_every_colour_can_be_read_wherever_text_has_it(scheme: str) -> None:
    def colours(file: str) -> dict[str, str]:
        text = files("ui.web").joinpath(file).read_text(encoding="utf-8")
        block = text.split(f"\n{scheme} {{", 1)[1].split("}", 1)[0]
        return dict(re.findall(r"(--q-[\w-]+): (#[0-9a-f]{6});", block))

    grounds, hues = colours("app.css"), colours("people.css")
    assert len(hues) == HUES
    for name, colour in hues.items():
        for ground in ("paper", "card", "glow"):
            assert contrast(colour, grounds[f"--q-{ground}"]) >= 4.5, (name, ground)
        assert contrast(colour, mixed(colour, 0.12, grounds["--q-paper"])) >= 4.5, name  # initials on their disc
    assert min(contrast(grounds["--q-soft"], grounds[f"--q-{ground}"]) for ground in ("paper", "card", "glow")) >= 4.5
