"""Making a test question of an answer: only of one that was given here, and it says where it went and what to do with it."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from pathlib import Path

import pytest

from corpus.transcript import Turn
from rag.evals.kept import Kept
from rag.evals.questions import load_questions
from tests.ui.web_fakes import FakeEngine, hostile, press
from ui.escape import visible
from ui.web import keeping
from ui.web.filters import Filters
from ui.web.keeping import LONGEST_TOKEN, Shelf, judge, keep
from ui.web.talk import Exchange, talk

QUESTION = "Who paid for the harbour?"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(Kept(tmp_path / "evals"))


def offered(exchange: Exchange) -> list[str]:
    """The tokens under a message."""
    return re.findall(r'<a class="q-keep" href="#keep=([0-9a-f]+)">Make this a test question</a> ', exchange.message)


def test_an_answer_is_stored_with_its_quotations_and_can_be_evaluated(shelf: Shelf) -> None:
    engine = FakeEngine(press(), hostile())
    (token,) = offered(talk(engine, QUESTION, Filters(), (), shelf))
    said = keep(shelf, engine, token)
    file = shelf.kept.questions
    assert said == {
        "stored": True,
        "said": f"Stored as “who-paid-for-the-harbour-1” in {file}, with 3 quotations as its gold. "
        "It is tagged silver: a person should check it there before it counts.",
    }
    (question,) = load_questions(file, engine.transcripts)
    quotes = FakeEngine(press(), hostile()).ask(QUESTION).quotes
    assert question.gold == tuple((quote.place.turn, quote.place.span.start, quote.place.span.end) for quote in quotes)
    assert (question.question, question.transcript_id, question.tags["kind"]) == (QUESTION, press().id, "silver")


def test_a_refusal_is_stored_as_unanswerable_with_the_conversation_before_it(shelf: Shelf) -> None:
    engine = FakeEngine(press())
    past = (talk(engine, QUESTION, Filters(), (), shelf), Exchange("an error", "m"))
    said = keep(shelf, engine, *offered(talk(engine, "And the xylophone?", Filters(), past, shelf)))
    assert "as one that the record does not answer" in said["said"]
    (question,) = load_questions(shelf.kept.questions, engine.transcripts)
    assert (question.answerable, question.gold, question.transcript_id) == (False, (), press().id)
    assert question.history == ((QUESTION, "Ada Brook, 26 January 2021; Question (translated), 26 January 2021."),)


def test_filters_are_not_part_of_it_and_that_is_said(shelf: Shelf) -> None:
    engine = FakeEngine(press())
    said = keep(shelf, engine, *offered(talk(engine, QUESTION, Filters(speakers=("Ada Brook",)), (), shelf)))
    assert said["said"].endswith("The filters are not part of it.")


def test_what_is_left_out_is_counted(shelf: Shelf) -> None:
    twice = dataclasses.replace(press(), id="copy")
    both = FakeEngine(press(), twice)
    said = keep(shelf, both, *offered(talk(both, "What about the farmers?", Filters(), (), shelf)))["said"]
    assert said.endswith("1 quotation from other transcripts is left out.")
    again = Turn(5, press().turns[1].speaker, "I ask again. Who paid for the harbour wall?")
    echo = FakeEngine(dataclasses.replace(press(), turns=(*press().turns, again)))
    said = keep(shelf, echo, *offered(talk(echo, QUESTION, Filters(), (), shelf)))["said"]
    assert "with 2 quotations as its gold" in said
    assert said.endswith("2 quotations are left out, because the same words stand elsewhere too.")


def test_the_same_question_twice_is_said_and_stored_once(shelf: Shelf) -> None:
    engine = FakeEngine(press())
    tokens = [*offered(talk(engine, QUESTION, Filters(), (), shelf)), *offered(talk(engine, QUESTION, Filters(), (), shelf))]
    assert [keep(shelf, engine, token)["stored"] for token in (*tokens, tokens[0])] == [True, False, False]
    assert "among the test questions already" in keep(shelf, engine, tokens[0])["said"]
    assert shelf.kept.count() == 1


def test_what_got_no_answer_offers_nothing(shelf: Shelf) -> None:
    assert offered(talk(FakeEngine(press(), verified=False), QUESTION, Filters(), (), shelf)) == []
    assert offered(talk(FakeEngine(press()), QUESTION, Filters(since="soon"), (), shelf)) == []
    assert offered(talk(FakeEngine(press()), QUESTION, Filters(), ())) == []


@pytest.mark.parametrize("token", [None, 3, [], {}, "", "x", "../../x", "0" * 24, "0" * (LONGEST_TOKEN + 1), "\ud800"])
def test_any_other_token_stores_nothing(shelf: Shelf, token: object) -> None:
    talk(FakeEngine(press()), QUESTION, Filters(), (), shelf)
    assert keep(shelf, FakeEngine(press()), token) == {"stored": False, "said": "This answer is too old to be stored: ask the question again."}
    assert not shelf.kept.folder.exists()


def test_the_oldest_answers_are_forgotten(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "REMEMBERED", 2)
    answer = FakeEngine(press()).ask(QUESTION)
    tokens = [shelf.put(answer, (), False) for _ in range(3)]
    assert [shelf.get(token) is not None for token in tokens] == [False, True, True]


def test_a_transcript_that_has_changed_since_makes_no_gold(shelf: Shelf) -> None:
    (token,) = offered(talk(FakeEngine(press()), QUESTION, Filters(), (), shelf))
    said = keep(shelf, FakeEngine(hostile()), token)
    assert said == {"stored": False, "said": "There is no transcript 'press/2021.01.26 wall' in the library."}
    assert not shelf.kept.questions.exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "evals").write_text("", encoding="utf-8")
    shelf, engine = Shelf(Kept(tmp_path / "evals")), FakeEngine(press())
    said = keep(shelf, engine, *offered(talk(engine, QUESTION, Filters(), (), shelf)))
    assert not said["stored"]
    assert re.search(r"cannot be written \(.*\): make it writable, or keep the index elsewhere with --index\.$", said["said"])


def test_hostile_words_are_stored_as_they_are_and_shown_as_they_look(shelf: Shelf) -> None:
    engine = FakeEngine(hostile())
    exchange = talk(engine, "<b>marker\u202e</b>", Filters(), (), shelf)
    said = keep(shelf, engine, *offered(exchange))
    assert said["stored"]
    assert said["said"] == visible(said["said"])
    (question,) = load_questions(shelf.kept.questions, engine.transcripts)
    assert question.question == "<b>marker\u202e</b>"
    texts = [hostile().turns[turn].text[start:end] for turn, start, end in question.gold]
    assert texts == [quote.text for quote in engine.ask("marker").quotes]
    assert "<b>" not in html.unescape(exchange.message.partition('<p class="q-foot">')[2])


def test_a_verdict_is_stored_with_what_it_is_about_and_the_later_one_counts(tmp_path: Path) -> None:
    shelf = Shelf(Kept(tmp_path))
    answer = FakeEngine(press()).ask("harbour")
    token = shelf.put(answer, (), False)
    assert judge(shelf, {"token": token, "good": True}) == {"stored": True, "said": "Noted. It stays on this machine."}
    judge(shelf, {"token": token, "good": False})
    held = [json.loads(line) for line in shelf.kept.verdicts.read_text().splitlines()]
    assert [(one["answer"], one["good"], one["question"], one["status"]) for one in held] == [
        (token, True, "harbour", "answered"),
        (token, False, "harbour", "answered"),
    ]
    assert held[0]["quotes"] == [[quote.place.transcript, quote.place.turn, quote.place.span.start, quote.place.span.end] for quote in answer.quotes]
    assert set(held[0]) == {"answer", "when", "good", "question", "status", "generation", "quotes"}


@pytest.mark.parametrize("sent", [None, "", 3, [], {}, {"token": "x", "good": True}, {"good": True}, {"token": None, "good": 1}])
def test_a_verdict_about_nothing_is_not_stored(tmp_path: Path, sent: object) -> None:
    shelf = Shelf(Kept(tmp_path))
    assert judge(shelf, sent)["stored"] is False
    assert not shelf.kept.verdicts.exists()


def test_a_verdict_must_be_one(tmp_path: Path) -> None:
    shelf = Shelf(Kept(tmp_path))
    token = shelf.put(FakeEngine(press()).ask("harbour"), (), False)
    for good in (None, 1, "yes"):
        assert judge(shelf, {"token": token, "good": good})["stored"] is False
