"""A scope is what a person chose, then what the question names; every condition of it holds."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.scope import Part, Scope, in_effect, together

JUNE, JULY = datetime.date(2022, 6, 1), datetime.date(2022, 7, 1)


def test_nothing_set_is_the_whole_library() -> None:
    assert not Scope()
    assert Scope(speakers=("A",))
    assert Scope(since=JUNE)


def test_what_a_person_chose_wins_over_what_the_question_names() -> None:
    found = Scope(transcripts=("b",), speakers=("B",), since=JULY, until=JULY)
    assert Scope().narrowed(found) == found
    assert Scope(speakers=("A",)).narrowed(found) == Scope(("b",), ("A",), JULY, JULY)
    assert Scope(transcripts=("a",)).narrowed(found).transcripts == ("a",)


def test_dates_are_taken_together_or_not_at_all() -> None:
    assert Scope(since=JUNE).narrowed(Scope(until=JUNE)) == Scope(since=JUNE)
    assert Scope(until=JULY).narrowed(Scope(since=JUNE)) == Scope(until=JULY)


@given(st.builds(Scope, st.just(("a",)) | st.just(()), st.just(("A",)) | st.just(()), st.none() | st.dates(), st.none() | st.dates()))
def test_narrowing_by_nothing_or_by_itself_changes_nothing(scope: Scope) -> None:
    assert scope.narrowed(Scope()) == scope.narrowed(scope) == scope
    assert scope.as_json() == {
        "transcripts": list(scope.transcripts),
        "speakers": list(scope.speakers),
        "since": str(scope.since) if scope.since else None,
        "until": str(scope.until) if scope.until else None,
        "asked": False,
    }


ANN = Part("speaker", "Ann Lee", "Lee", (9, 12), Scope(speakers=("Ann Lee", "MS. LEE")))
BOB = Part("speaker", "Bob Ray", "Ray", (17, 20), Scope(speakers=("Bob Ray",)))
IN_JUNE = Part("dates", "June 2022", "in June 2022", (25, 37), Scope(since=JUNE, until=datetime.date(2022, 6, 30)))
QUESTIONS = Part("asked", "questions", "Who asked", (0, 9), Scope(asked=True))


def test_parts_together_are_one_scope_in_which_any_of_the_speakers_may_speak() -> None:
    assert together([]) == Scope()
    assert together([ANN, BOB, IN_JUNE]) == Scope(speakers=("Ann Lee", "MS. LEE", "Bob Ray"), since=JUNE, until=datetime.date(2022, 6, 30))
    assert together([ANN, QUESTIONS]).asked


def test_a_part_takes_effect_only_where_a_person_chose_nothing() -> None:
    parts = (ANN, IN_JUNE, QUESTIONS)
    assert in_effect(parts, Scope()) == parts
    assert in_effect(parts, Scope(speakers=("Cy Doe",))) == (IN_JUNE, QUESTIONS)
    assert in_effect(parts, Scope(since=JULY)) == (ANN, QUESTIONS)
    assert in_effect(parts, Scope(asked=True, transcripts=("a",))) == (ANN, IN_JUNE)


@pytest.mark.parametrize(
    ("part", "key"),
    [
        (ANN, "speaker:Ann Lee"),
        (IN_JUNE, "dates:2022-06-01..2022-06-30"),
        (QUESTIONS, "asked"),
        (Part("since", "since 1 June 2022", "since June", (0, 10), Scope(since=JUNE)), "since:2022-06-01"),
        (Part("until", "until 1 June 2022", "until June", (0, 10), Scope(until=JUNE)), "until:2022-06-01"),
        (Part("transcript", "Council", "in the council meeting", (0, 22), Scope(transcripts=("council/a",))), "transcript:council/a"),
    ],
)
def test_a_part_is_left_out_by_its_key(part: Part, key: str) -> None:
    assert part.key == key
    assert part.as_json() == {"key": key, "kind": part.kind, "value": part.value, "words": part.words, "span": list(part.at)}
