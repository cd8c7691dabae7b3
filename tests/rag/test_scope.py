"""A scope is what a person chose, then what the question names; every condition of it holds."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from rag.scope import Scope

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
    }
