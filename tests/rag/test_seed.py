"""The page that the project began with, asked our own questions with the real encoder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.passages import words
from corpus.sentences import sentences
from embeddings.encoders import Encoder
from rag.answer import Answer
from rag.ask import Engine
from tests.rag.made_record import engine

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "data" / "seed"
ASKED: list[tuple[str, list[list[int]]]] = [
    (text, gold) for text, gold in json.loads((ROOT / "tests/data/seed_questions.json").read_text(encoding="utf-8"))["questions"]
]
ANSWERABLE = [(text, gold) for text, gold in ASKED if gold]
LEAST_WITH_GOLD = 0.75

pytestmark = [pytest.mark.model, pytest.mark.skipif(not SEED.is_dir(), reason="the first page is not beside this repository (../shared/data/seed)")]


@pytest.fixture(scope="module")
def page(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine(SEED, tmp_path_factory.mktemp("seed"), encoder)


@pytest.fixture(scope="module")
def answers(page: Engine) -> dict[str, Answer]:
    return {text: page.ask(text) for text, _ in ASKED}


def holds(page: Engine, answer: Answer, gold: Sequence[Sequence[int]]) -> bool:
    """True when a quotation holds one of the gold sentences whole."""
    (transcript,) = page.transcripts
    spans = [(turn, sentences(transcript.turns[turn].text)[number]) for turn, number in gold]
    places = [quote.place for quote in answer.quotes]
    return any(place.turn == turn and place.span.start <= span.start and span.end <= place.span.end for place in places for turn, span in spans)


def test_the_quotations_hold_the_answer(page: Engine, answers: dict[str, Answer]) -> None:
    missed = [text for text, gold in ANSWERABLE if not holds(page, answers[text], gold)]
    assert len(missed) <= (1 - LEAST_WITH_GOLD) * len(ANSWERABLE), missed


@pytest.mark.parametrize("text", [text for text, _ in ASKED])
def test_no_answer_is_long_and_every_quotation_is_proved(answers: dict[str, Answer], text: str) -> None:
    answer = answers[text]
    assert sum(words(quote.text) for quote in answer.quotes) <= 120
    assert all(quote.proof.verified for quote in answer.quotes)
    assert bool(answer.quotes) is (answer.status == "answered")


def test_nothing_is_quoted_as_anybodys_but_its_speakers(page: Engine, answers: dict[str, Answer]) -> None:
    (transcript,) = page.transcripts
    names = {turn.speaker.name for turn in transcript.turns}
    assert names == {"Sergey Lavrov", "Question"}
    for answer in answers.values():
        assert {quote.speaker.name for quote in answer.quotes} <= names
        assert all(quote.speaker == transcript.turns[quote.place.turn].speaker for quote in answer.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "What did Zarif say about oil exports?",
        "what did zarif say about the JCPOA?",
        "According to Mohammad Javad Zarif, what is wrong with sanctions?",
        "What is Zarif's position on the Gulf?",
        "What did Minister Zarif promise?",
        "What did Rouhani say about the ceasefire?",
    ],
)
def test_one_who_does_not_speak_on_the_page_is_given_nobodys_words(page: Engine, text: str) -> None:
    answer = page.ask(text)
    assert (answer.status, answer.quotes) == ("refused", ())
    assert "Lavrov" not in answer.text


def test_the_plant_is_quoted(page: Engine) -> None:
    answer = page.ask("What did Lavrov say about the Bushehr plant?")
    assert answer.scope.speakers == ("Sergey Lavrov",)
    assert any("Bushehr" in quote.text for quote in answer.quotes)
    assert {quote.speaker.name for quote in answer.quotes} == {"Sergey Lavrov"}
    assert any(quote.speaker.inferred for quote in answer.quotes)  # the opening statement has no label
    assert answer.text == "Sergey Lavrov, 26 January 2021."
