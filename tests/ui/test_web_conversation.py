"""A message shows what the answer holds: each proved quotation under its speaker, nothing that is not proved as one."""

import dataclasses
import datetime
import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.transcript import Place, Speaker, Transcript, Turn
from rag import lead
from rag.answer import Answer, Hit
from rag.scope import Scope
from tests.ui.web_fakes import FakeEngine, hostile, press
from ui.escape import visible
from ui.web.conversation import EXCERPT, excerpt, reply, trouble
from ui.web.quotations import BREAK


def words(message: str) -> str:
    """What a person reads of a message."""
    return html.unescape(re.sub(r"<[^>]*>", "", message))


def quotations(message: str) -> list[str]:
    """The quotations' words, with the line breaks that stand between their paragraphs."""
    plain = message.replace(BREAK, "&#10;")
    return [html.unescape(found) for found in re.findall(r'<span class="q-words">(.*?)</span>', plain)]


def answered(question: str = "Who paid for the harbour?", verified: bool = True) -> tuple[Answer, FakeEngine]:
    record = FakeEngine(press(), verified=verified)
    return record.ask(question), record


def test_each_quotation_stands_verbatim_under_its_speaker_and_leads_to_its_place() -> None:
    answer, record = answered()
    message = reply(answer, record)
    assert quotations(message) == [quote.text for quote in answer.quotes]
    assert [html.unescape(name) for name in re.findall(r'<bdi class="q-who">(.*?)</bdi>', message)] == [
        "Ada Brook",
        "Question",
        "Ada Brook",
    ]
    hrefs = re.findall(r'class="q-cite" href="([^"]*)"[^>]*>(.*?)</a>', message)
    assert [html.unescape(mark) for _, mark in hrefs] == ["[1]", "[2]", "[3]"]
    sha = press().sha256[:8]
    assert hrefs[2][0] == f"#turn=press%2F2021%2E01%2E26%20wall.2.0-60.{sha}"
    assert "26 January 2021 · Remarks by Ada Brook on the harbour wall" in words(message)


def test_a_role_an_inferred_speaker_and_a_note_are_marked() -> None:
    answer, record = answered()
    tags = re.findall(r'<span class="q-tag">(.*?)</span>', reply(answer, record))
    assert tags == ["inferred from the title", "role", "translated"]


def test_quotations_of_one_speaker_share_a_block_and_keep_their_numbers() -> None:
    answer, record = answered()
    double = dataclasses.replace(answer, quotes=(answer.quotes[2], answer.quotes[2], answer.quotes[1]))
    blocks = reply(double, record).split('<div class="q-said ')[1:]
    assert [re.findall(r"&#91;(\d)&#93;", block) for block in blocks] == [["1", "2"], ["3"]]


def test_what_could_not_be_verified_is_never_shown_as_a_quotation() -> None:
    answer, record = answered(verified=False)
    message = reply(answer, record)
    assert quotations(message) == []
    assert "blockquote" not in message
    assert all(quote.text not in words(message).partition("Nearest passages")[0] for quote in answer.quotes)
    assert words(message).count("could not be verified: the file has changed since it was indexed.") == len(answer.quotes)


def test_numbers_count_only_what_is_proved() -> None:
    answer, record = answered()
    failed = dataclasses.replace(answer.quotes[0], proof=dataclasses.replace(answer.quotes[0].proof, verified=False, why="gone"))
    message = reply(dataclasses.replace(answer, quotes=(failed, *answer.quotes[1:])), record)
    assert quotations(message) == [quote.text for quote in answer.quotes[1:]]
    assert re.findall(r"&#91;(\d)&#93;", message) == ["1", "2"]


def test_a_refusal_is_a_sentence_with_the_nearest_passages_folded_below() -> None:
    record = FakeEngine(press())
    message = reply(record.ask("xylophone"), record)
    assert words(message).startswith(lead.NOT_IN_THE_RECORD)
    assert "<details" in message
    assert "<details open" not in message
    assert "Good morning. 🌊 The harbour wall cost forty million crowns. It was built" in words(message)
    assert quotations(message) == []


def test_a_nearest_passage_is_cut_from_its_place_and_between_words() -> None:
    assert excerpt("short and\n  sweet") == "short and sweet"
    long = excerpt("word " * 100)
    assert long == ("word " * 100)[: EXCERPT - 1].rsplit(" ", 1)[0] + "…" or long.removesuffix("…").endswith("word")
    assert len(excerpt("x" * 1000)) == EXCERPT + 1


def test_the_scope_is_named_by_titles_and_names() -> None:
    answer, record = answered()
    scope = Scope(("press/2021.01.26 wall",), ("Ada Brook",), datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))
    line = words(reply(dataclasses.replace(answer, scope=scope), record)).partition("Searched: ")[2]
    assert line == "Ada Brook · Remarks by Ada Brook on the harbour wall · since 2021-01-01 · until 2021-12-31 Limit"
    assert words(reply(answer, record)).endswith("Searched: the one transcript there is Limit")


def test_a_follow_up_says_how_it_was_understood() -> None:
    answer, record = answered()
    assert "Understood as" not in reply(answer, record)
    assert "Understood as: Who paid?" in words(reply(dataclasses.replace(answer, understood="Who paid?"), record))


@pytest.mark.parametrize("verified", [True, False])
def test_hostile_words_names_titles_and_ids_become_no_markup(verified: bool) -> None:
    record = FakeEngine(hostile(), verified=verified)
    message = reply(record.ask("marker"), record)
    ours = {"div", "p", "bdi", "span", "blockquote", "a", "button", "br", "details", "summary", "ul", "li"}
    assert set(re.findall(r"</?([a-zA-Z]+)", message)) <= ours
    assert set(re.findall(r" ([a-z-]+)=", message)) <= {"class", "href", "dir", "title", "type"}
    assert "\n" not in message
    assert visible(hostile().title) in words(message)


@given(st.text(max_size=80), st.text(max_size=30), st.text(max_size=30))
def test_a_quotation_reads_back_as_the_file_has_it(text: str, name: str, title: str) -> None:
    turn = Turn(0, Speaker(name, name, "person"), text + "!")
    transcript = Transcript("t", title, None, "0" * 64, "native/1", (turn,))
    record = FakeEngine(transcript)
    answer = record.ask("zzz")
    quote = dataclasses.replace(answered()[0].quotes[0], place=Place("t", 0), text=turn.text, speaker=turn.speaker)
    message = reply(dataclasses.replace(answer, status="answered", quotes=(quote,)), record)
    assert quotations(message) == [visible(turn.text)]


def test_an_empty_hit_stands_for_its_whole_turn() -> None:
    record = FakeEngine(press())
    answer = dataclasses.replace(record.ask("xylophone"), hits=(Hit(Place(press().id, 2), (), 0.0),))
    assert "The city paid for the harbour wall, and I would do it again. Nobody asked the farmers." in words(reply(answer, record))


def test_trouble_is_a_sentence_and_no_markup() -> None:
    assert words(trouble("no <b>file</b> `x`")) == "no <b>file</b> `x`"
