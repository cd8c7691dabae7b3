"""Chips: what a question's words limited it to, each with a button that asks it again without."""

from __future__ import annotations

import datetime
import html
import re
from dataclasses import replace

import pytest

from rag.scope import Part, Scope
from tests.ui.web_fakes import FakeEngine, hostile, press
from ui.escape import visible
from ui.parts import limit
from ui.web.filters import Filters, Limit
from ui.web.talk import Exchange, again, ask_within, ask_without, chosen, offered, talk

QUESTION = "What did Ada Brook say about the harbour since 2020?"
SPEAKER, SINCE = "said by Ada Brook", "since 1 January 2020"
FILTER = "26 January 2021 · Remarks by Ada Brook on the harbour wall"


def chips(message: str) -> list[tuple[str, str]]:
    """(what stands on it, name of its button) of each chip."""
    found = re.findall(r'<span class="q-part"><bdi>(.*?)</bdi><button[^>]*><span class="q-name">(.*?)</span></button></span>', message)
    return [(html.unescape(text), html.unescape(name)) for text, name in found]


def line(message: str, mark: str) -> str:
    """The words of the paragraph of class `mark`, "" if there is none; the names of buttons left out."""
    found = re.search(rf'<p class="[^"]*{mark}">(.*?)</p>', re.sub(r"<button.*?</button>", "", message))
    return html.unescape(re.sub(r"<[^>]*>", "", found[1])).strip() if found else ""


def asked() -> tuple[FakeEngine, tuple[Exchange, ...]]:
    """Three questions, of which the second sets two limits."""
    engine = FakeEngine(press())
    past: tuple[Exchange, ...] = ()
    for question in ("Who built the wall?", QUESTION, "And the city?"):
        past = (*past, talk(engine, question, Filters(transcripts=(press().id,)), past))
    return engine, past


def dated(since: tuple[int, int, int], until: tuple[int, int, int]) -> Scope:
    return Scope(since=datetime.date(*since), until=datetime.date(*until))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Part("speaker", "Ada Brook", "Brook", (0, 5), Scope(speakers=("Ada Brook",))), "said by Ada Brook"),
        (Part("since", "since 1 March 2021", "since March 2021", (0, 0), Scope(since=datetime.date(2021, 3, 1))), "since 1 March 2021"),
        (Part("until", "until 1 March 2021", "until then", (0, 0), Scope(until=datetime.date(2021, 3, 1))), "until 1 March 2021"),
        (Part("dates", "2024", "in 2024", (0, 7), dated((2024, 1, 1), (2024, 12, 31))), "in 2024"),
        (Part("dates", "15 May 2024", "on 15 May", (0, 9), dated((2024, 5, 15), (2024, 5, 15))), "on 15 May 2024"),
        (Part("dates", "2 May 2024 to 9 May 2024", "then", (0, 0), dated((2024, 5, 2), (2024, 5, 9))), "from 2 May 2024 to 9 May 2024"),
        (Part("transcript", "June meeting", "in June", (0, 7), Scope(("council",))), "in June meeting"),
        (Part("asked", "reporters", "reporters", (0, 9), Scope(speakers=("Q",), asked=True)), "asked by reporters"),
        (Part("asked", "questions", "ask", (0, 3), Scope(asked=True)), "questions only"),
    ],
)
def test_a_limit_is_said_as_people_say_it(part: Part, words: str) -> None:
    assert limit(part) == words


def test_each_limit_is_a_chip_whose_button_says_what_it_does() -> None:
    exchange = talk(FakeEngine(press()), QUESTION, Filters(), ())
    assert chips(exchange.message) == [(SPEAKER, f"Ask again without: {SPEAKER}"), (SINCE, f"Ask again without: {SINCE}")]
    assert line(exchange.message, "q-parts") == f"Searched: {SPEAKER} {SINCE}"
    assert line(exchange.message, "q-not") == ""


def test_what_was_chosen_in_the_filters_is_a_chip_after_those_of_the_question() -> None:
    question = "What did Ada Brook say about the harbour?"
    message = talk(FakeEngine(press()), question, Filters(transcripts=(press().id,), until="2024"), ()).message
    assert [text for text, _ in chips(message)] == [SPEAKER, FILTER, "until 2024"]
    chosen_speaker = talk(FakeEngine(press()), question, Filters(speakers=("Ada Brook",)), ()).message
    assert [text for text, _ in chips(chosen_speaker)] == [SPEAKER]
    chosen_asker = talk(FakeEngine(press()), question, Filters(speakers=("Ada Brook",), asked=True), ()).message
    assert [text for text, _ in chips(chosen_asker)] == ["asked by Ada Brook"]
    assert [text for text, _ in chips(talk(FakeEngine(press()), "harbour", Filters(asked=True, since="2024-03"), ()).message)] == [
        "questions only",
        "since March 2024",
    ]


def test_a_filter_is_taken_off_by_its_chip() -> None:
    engine, past = asked()
    at, taken = chosen(past, 1, 2) or (-1, None)
    assert taken == Limit("transcript", press().id)
    now = ask_without(engine, past, at, taken)
    assert (now[1].filters, engine.asked[-1][:2]) == (Filters(), (QUESTION, Scope()))
    assert [text for text, _ in chips(now[1].message)] == [SPEAKER, SINCE]
    for limit_ in Filters(("t",), ("s",), "2020", "2021").limits():
        assert limit_ not in Filters(("t",), ("s",), "2020", "2021").without(limit_).limits()


def test_an_answer_offers_to_be_limited_to_one_of_its_people_or_transcripts() -> None:
    engine = FakeEngine(press(), hostile())
    past = (talk(engine, "harbour", Filters(), ()),)
    assert past[0].more == (Limit("speaker", "Ada Brook"),)
    assert "Ask again, only Ada Brook" in line(past[0].message, "q-more") + " " + re.sub("<[^>]*>", "", past[0].message)
    at, limit_ = offered(past, 0, 0) or (-1, None)
    assert limit_
    now = ask_within(engine, past, at, limit_)
    assert now[0].filters == Filters(speakers=("Ada Brook",))
    assert engine.asked[-1][1] == Scope(speakers=("Ada Brook",))
    assert [text for text, _ in chips(now[0].message)] == [SPEAKER]
    assert now[0].more == ()
    for exchange, choice in ((1, 0), (0, 1), (0, -1), (True, 0), (None, None), ("0", "0")):
        assert offered(past, exchange, choice) is None


def test_a_click_below_an_answer_means_what_it_shows_and_nothing_else() -> None:
    _, past = asked()
    speaker, transcript = past[1].parts[0], Limit("transcript", press().id)
    assert again(past, {"exchange": 1, "chip": 0}) == (1, past[1].filters, (speaker,))
    assert again(past, {"exchange": 1, "chip": 2}) == (1, Filters(), ())
    assert again(past, {"exchange": 0, "anew": True}) == (0, past[0].filters, ())
    assert again(past, {"exchange": 1, "add": [["asked", "Ada Brook", "shown"], ["since", "2021"]]}) == (
        1, Filters((transcript.value,), ("Ada Brook",), "2021", asked=True), (),
    )  # fmt: skip
    for sent in (None, [], {}, {"exchange": 9, "anew": True}, {"exchange": -1, "anew": True}, {"exchange": True, "anew": True}, {"exchange": 0, "anew": 1}):
        assert again(past, sent) is None
    for add in (None, "speaker", [["speaker"]], [["nobody", "x"]], [["speaker", 1]], [[["speaker"], "x"]], [["speaker", "x" * 5000]]):
        assert again(past, {"exchange": 0, "add": add}) is None
    assert again((replace(past[0], pending=True),), {"exchange": 0, "anew": True}) is None


def test_a_limit_taken_off_is_left_out_of_the_same_question_in_its_own_place() -> None:
    engine, past = asked()
    at, part = chosen(past, 1, 0) or (-1, None)
    assert part is not None
    now = ask_without(engine, past, at, part)
    assert (now[0], now[2]) == (past[0], past[2])
    assert engine.asked[-1] == (QUESTION, Scope((press().id,)), ((past[0].question, past[0].lead),))
    assert engine.without == [(), (), (), ("speaker:Ada Brook",)]
    assert chips(now[1].message) == [(SINCE, f"Ask again without: {SINCE}"), (FILTER, f"Ask again without: {FILTER}")]
    assert line(now[1].message, "q-not") == f"Not limited to: {SPEAKER}"
    assert "Who paid for the harbour wall?" in html.unescape(now[1].message)
    assert "Who paid for the harbour wall?" not in html.unescape(past[1].message)


def test_what_was_taken_off_stays_off() -> None:
    engine, past = asked()
    for _ in range(2):
        at, part = chosen(past, 1, 0) or (-1, None)
        assert part is not None
        past = ask_without(engine, past, at, part)
    assert engine.without[-1] == ("speaker:Ada Brook", "since:2020-01-01")
    assert line(past[1].message, "q-not") == f"Not limited to: {SPEAKER} · {SINCE}"
    assert [text for text, _ in chips(past[1].message)] == [FILTER]


@pytest.mark.parametrize(("exchange", "chip"), [(-1, 0), (3, 0), (0, 1), (1, 3), (1, -1), (True, 0), (1, False), ("1", "0"), (None, None), ([1], {}), (1.0, 0)])
def test_no_chip_but_those_shown_can_be_chosen(exchange: object, chip: object) -> None:
    assert chosen(asked()[1], exchange, chip) is None


def test_hostile_names_become_no_markup() -> None:
    engine = FakeEngine(hostile())
    for name in (turn.speaker.name for turn in hostile().turns):
        past = (talk(engine, f"What marker did {name} say?", Filters(), ()),)
        (exchange,) = ask_without(engine, past, 0, past[0].parts[0])
        for message, mark in ((past[0].message, "q-parts"), (exchange.message, "q-not")):
            assert set(re.findall(r"</?([a-zA-Z]+)", message)) <= {
                "div",
                "p",
                "bdi",
                "span",
                "blockquote",
                "a",
                "br",
                "button",
                "details",
                "summary",
                "ul",
                "li",
            }
            assert set(re.findall(r" ([a-z-]+)=", message)) <= {"class", "href", "dir", "title", "type"}
            assert f"said by {visible(name)}" in line(message, mark)
        assert chips(past[0].message)[0] == (f"said by {visible(name)}", f"Ask again without: said by {visible(name)}")
