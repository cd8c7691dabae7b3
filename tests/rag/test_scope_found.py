"""How well the scope of a question is found, on questions with known scopes; half of them (`half` is "test") were never tuned on."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.scope import PARTS, Known, casts, measured, questions, understood, value, wilson
from rag.question import understand

ASKED = questions()
CASTS = casts()
MEANT = understood(ASKED, CASTS)
LEAST = {"speakers": (0.97, 0.9), "dates": (0.97, 0.9), "transcripts": (0.9, 0.9), "asked": (0.9, 0.9), "namesakes": (0.9, 0.9)}


def test_the_questions_tell_names_from_topics() -> None:
    empty = [known for known in ASKED if not any(value(known, part) for part in PARTS)]
    halves = Counter(known["half"] for known in ASKED)
    assert len(ASKED) >= 250
    assert len(empty) >= 90
    assert halves["test"] >= 100
    assert len({known["id"] for known in ASKED}) == len({(known["library"], known["question"]) for known in ASKED}) == len(ASKED)


@pytest.mark.parametrize("known", ASKED, ids=lambda known: known["id"])
def test_every_known_scope_names_what_its_library_holds(known: Known) -> None:
    cast = CASTS[known["library"]]
    assert set(known["speakers"]) | set(known["namesakes"]) <= set(cast.speakers)
    assert set(known["transcripts"]) <= {transcript.id for transcript in cast.transcripts}


@pytest.mark.parametrize("half", ["tune", "test"])
@pytest.mark.parametrize("part", PARTS)
def test_what_is_found_is_right_and_little_is_missed(part: str, half: str) -> None:
    counts = measured([known for known in ASKED if known["half"] == half], MEANT, part)
    precision, recall = LEAST[part]
    assert counts.precision >= precision
    assert counts.recall >= recall


@pytest.mark.parametrize("known", ASKED, ids=lambda known: known["id"])
def test_every_part_says_which_words_it_came_from_and_can_be_left_out(known: Known) -> None:
    found = MEANT[known["id"]]
    assert len({part.key for part in found.parts}) == len(found.parts)
    for part in found.parts:
        assert known["question"][slice(*part.at)] == part.words != ""
        without = understand(known["question"], (), CASTS[known["library"]], [part.key])
        assert without.parts == tuple(other for other in found.parts if other.key != part.key)
        assert without.namesakes == without.strangers == ()


@pytest.mark.parametrize(("right", "of", "low", "high"), [(0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962), (0, 10, 0.0, 0.2775)])
def test_the_interval_is_wilsons(right: int, of: int, low: float, high: float) -> None:
    """Figures of Wilson's interval as tables give them."""
    assert wilson(right, of) == pytest.approx((low, high), abs=5e-5)
