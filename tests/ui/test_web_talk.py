"""A question in, an exchange out: history goes along, errors become sentences, bugs stay bugs."""

import html
import re

import pytest

from rag import lead
from rag.scope import Scope
from tests.ui.web_fakes import FakeEngine, press
from ui.web.filters import Filters
from ui.web.talk import LONGEST_QUESTION, Exchange, messages, talk


def said(exchange: Exchange) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", exchange.message))


def test_an_answer_opens_its_first_quotation() -> None:
    exchange = talk(FakeEngine(press()), "Who paid for the harbour?", Filters(), ())
    start, end = (press().turns[0].text.index(edge) for edge in ("🌊", "\nIt was"))
    assert exchange.opens == f"#turn=press%2F2021%2E01%2E26%20wall.0.{start}-{end}.{press().sha256[:8]}"
    assert exchange.lead == "Ada Brook, 26 January 2021; Question (translated), 26 January 2021."


def test_a_refusal_opens_nothing_and_is_part_of_the_history() -> None:
    exchange = talk(FakeEngine(press()), "xylophone", Filters(), ())
    assert (exchange.opens, exchange.lead) == ("", lead.NOT_IN_THE_RECORD)


def test_earlier_questions_go_along_but_not_those_that_got_no_answer() -> None:
    engine = FakeEngine(press())
    past = (Exchange("one?", "m", "first lead"), Exchange("two?", "an error"), Exchange("three?", "m", "third lead"))
    talk(engine, "harbour", Filters(speakers=("Ada Brook",)), past)
    assert engine.asked == [("harbour", Scope(speakers=("Ada Brook",)), (("one?", "first lead"), ("three?", "third lead")))]


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (Filters(since="soon"), "“soon” in the filter “From” is not a date: write 2021-01-26, 2021-01 or 2021."),
        (Filters(transcripts=("gone",)), "There is no transcript 'gone' in the library."),
    ],
)
def test_a_mistake_becomes_a_sentence(filters: Filters, sentence: str) -> None:
    exchange = talk(FakeEngine(press()), "harbour", filters, ())
    assert (said(exchange), exchange.lead, exchange.opens) == (sentence, "", "")


def test_a_question_without_end_is_refused_with_both_numbers() -> None:
    engine = FakeEngine(press())
    exchange = talk(engine, "x" * (LONGEST_QUESTION + 1), Filters(), ())
    assert said(exchange) == "A question has at most 2,000 characters; this one has 2,001. Shorten it and ask again."
    assert engine.asked == []


def test_a_bug_is_not_hidden() -> None:
    with pytest.raises(RuntimeError, match="a bug"):
        talk(FakeEngine(press()), "crash", Filters(), ())


def test_the_chat_shows_questions_as_they_were_typed() -> None:
    shown = messages((Exchange("<b>*who*</b>", "<p>x</p>"), Exchange("and now?", "")))
    assert [message["role"] for message in shown] == ["user", "assistant", "user"]
    assert html.unescape(shown[0]["content"]) == "<b>*who*</b>"
    assert "<" not in shown[0]["content"]
