"""The samples that ship with Quoth, asked their own questions with the real encoder: floors a little below what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.passages import words
from embeddings.encoders import Encoder
from rag.answer import Answer
from rag.ask import Engine
from rag.evals.questions import Question, load_questions
from rag.scope import Scope
from tests.rag.made_record import engine

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
LEAST_GOLD_WHOLE = 0.38
"""Share of answerable questions with a whole gold quotation quoted; 0.42 when this was written."""
LEAST_GOLD_TOUCHED = 0.40
"""Share of answerable questions with a part of the gold quoted; 0.43 when this was written."""

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def town(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine(SAMPLES, tmp_path_factory.mktemp("samples"), encoder)


@pytest.fixture(scope="module")
def asked(town: Engine) -> list[tuple[Question, Answer]]:
    questions = load_questions(SAMPLES / "questions.jsonl", town.transcripts)
    return [(question, town.ask(question.question, Scope(), question.history)) for question in questions]


def quoted_gold(question: Question, answer: Answer, whole: bool) -> bool:
    for place in (quote.place for quote in answer.quotes if quote.place.transcript == question.transcript_id):
        for start, end in ((start, end) for turn, start, end in question.gold if turn == place.turn):
            if (place.span.start <= start and end <= place.span.end) if whole else (place.span.start < end and start < place.span.end):
                return True
    return False


def test_every_quotation_is_proved_and_no_answer_is_long(town: Engine, asked: list[tuple[Question, Answer]]) -> None:
    for question, answer in asked:
        assert answer.status in ("answered", "refused"), question.id
        assert all(quote.proof.verified for quote in answer.quotes), question.id
        assert sum(words(quote.text) for quote in answer.quotes) <= 120, question.id
        assert all(quote.speaker == town.transcript(quote.place.transcript).turns[quote.place.turn].speaker for quote in answer.quotes)


@pytest.mark.parametrize(("whole", "least"), [(True, LEAST_GOLD_WHOLE), (False, LEAST_GOLD_TOUCHED)], ids=["whole", "touched"])
def test_the_quotations_hold_gold(asked: list[tuple[Question, Answer]], whole: bool, least: float) -> None:
    found = [quoted_gold(question, answer, whole) for question, answer in asked if question.answerable]
    assert sum(found) / len(found) >= least


def test_a_scope_never_leaves_out_who_was_asked_for(asked: list[tuple[Question, Answer]], town: Engine) -> None:
    """Where the question itself sets a scope, the turns with its gold lie in it."""
    for question, answer in asked:
        scope = answer.scope
        for turn in {turn for turn, _, _ in question.gold if scope}:
            transcript = town.transcript(question.transcript_id)
            assert not scope.speakers or transcript.turns[turn].speaker.name in scope.speakers, question.id
            assert transcript.date is None or (scope.since or transcript.date) <= transcript.date <= (scope.until or transcript.date), question.id


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("What did Solheim say about a household levy in June 2022?", {"MAYOR SOLHEIM"}),
        ("What did Solheim say about a household levy in 2024?", {"Ingrid Solheim"}),
        ("What did Amara Okafor say about the herring quota?", {"Amara Okafor"}),
        ("What did Minister Okafor say about the herring quota?", {"Amara Okafor"}),
        ("According to Daniel Okafor, how high was the surge?", {"Daniel Okafor"}),
        ("What did Pell say about ticket 4417?", {"Jonas Pell", "MR. PELL"}),
    ],
)
def test_a_scoped_question_quotes_that_speaker_only(town: Engine, question: str, speakers: set[str]) -> None:
    answer = town.ask(question)
    assert answer.status == "answered"
    assert {quote.speaker.name for quote in answer.quotes} <= speakers


@pytest.mark.parametrize(
    "question", ["What did Okafor say about herring?", "What has Okafor said about the ferry?", "What is Okafor's view of the design level?"]
)
def test_the_two_okafors_are_asked_about(town: Engine, question: str) -> None:
    answer = town.ask(question)
    assert (answer.status, answer.quotes) == ("refused", ())
    assert "Amara Okafor" in answer.text
    assert "Daniel Okafor" in answer.text


@pytest.mark.parametrize("question", ["What did Marcus Okafor say about the ferry?", "What did Bob Solheim promise?"])
def test_nobody_is_given_a_namesakes_words(town: Engine, question: str) -> None:
    answer = town.ask(question)
    assert (answer.status, answer.quotes) == ("refused", ())


@pytest.mark.parametrize(("year", "label"), [(2022, "COUNCILLOR REYES"), (2024, "Tomas Reyes")])
def test_who_changed_position_is_quoted_from_the_year_asked_for(town: Engine, year: int, label: str) -> None:
    answer = town.ask(f"What did Reyes say in {year} about the cost of the barrier?")
    assert {(quote.speaker.name, getattr(town.transcript(quote.place.transcript).date, "year", None)) for quote in answer.quotes} == {(label, year)}
