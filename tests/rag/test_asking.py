"""Asked by is another thing than said by: turns that ask are looked for, and requests are none."""

from __future__ import annotations

import pytest

from rag.asking import asking
from rag.question import Understood, understand
from tests.rag.made_town import CAST, QUIST


def meant(question: str) -> Understood:
    return understand(question, (), CAST)


@pytest.mark.parametrize(
    ("question", "who", "topic"),
    [
        ("Who asked about the herring?", "", "the herring?"),
        ("Which member asked about the herring?", "", "the herring?"),
        ("Who raised a question about the lock?", "", "the lock?"),
        ("Who wanted to know how high it was?", "", "how high it was?"),
        ("What was asked about the new herring quota?", "", "the new herring quota?"),
        ("What was Solheim asked about the wall?", "", "the wall?"),
        ("What questions were asked about the wall?", "", "the wall?"),
        ("Was there a question about the herring quota?", "", "the herring quota?"),
        ("What did Quist ask about the lock?", "Quist", "the lock?"),
        ("What did Quist ask the mayor about the lock?", "Quist", "the mayor about the lock?"),
        ("What questions did Quist raise about the lock?", "Quist", "the lock?"),
    ],
)
def test_what_was_asked_is_a_scope_of_turns_that_ask(question: str, who: str, topic: str) -> None:
    found = asking(question)
    assert found is not None
    assert found.who == who
    assert meant(question).scope.asked
    assert set(meant(question).scope.speakers) == (QUIST if who else set())
    assert meant(question).topic == topic


@pytest.mark.parametrize(
    "question",
    ["What did reporters ask about the herring?", "Which reporter asked about the herring?", "What did the reporter who asked about the herring say?"],
)
def test_reporters_are_those_without_a_name(question: str) -> None:
    scope = meant(question).scope
    assert (set(scope.speakers), scope.asked) == ({"Question", "Q"}, True)


@pytest.mark.parametrize(
    "question",
    [
        "What did Quist ask for?",
        "Who asked for a wider lock?",
        "What did Quist ask the mayor to do?",
        "Who asked Osei to leave?",
        "What did Quist say when asked about the lock?",
        "What did Solheim answer the reporter who asked about the wall?",
        "Is that a question about the lock?",
        "What did Zarif ask about the lifts?",  # he never speaks: what he asked others tell
        "What did Reyes ask, and what did Solheim answer?",  # neither clause may be left out
    ],
)
def test_a_request_or_a_clause_beside_is_no_question_asked(question: str) -> None:
    assert not meant(question).scope.asked


def test_who_answers_the_reporter_is_the_one_who_speaks() -> None:
    assert set(meant("What did Osei answer the reporter who asked about the wall?").scope.speakers) == {"MR. OSEI"}
