"""A quotation as it is pasted elsewhere: the words as they are, who said them, and where that can be looked up."""

import datetime
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.transcript import Place, Span, Speaker, Transcript, Turn
from rag.quote import Proof, Quote
from tests.ui.web_fakes import FakeEngine, press
from ui.web.citing import bibtex, chicago, markdown, plain, styles
from ui.web.links import link, place
from ui.web.reader import LONGEST_KEY, cited

MAYOR = Speaker("MAYOR BROOK", "Ada Brook", "person")
SITTING = Transcript(
    "wall/2021-01-26", "The harbour wall", datetime.date(2021, 1, 26), "a" * 64, "plain/1",
    (Turn(0, Speaker("Q", "Question", "role"), "Who paid?", lines=(3, 3)), Turn(1, MAYOR, "The city paid.\nAll of it.", lines=(4, 5), time=(65.0, 70.0))),
    file="wall/2021-01-26.txt",
)  # fmt: skip


def quote(turn: int, start: int, end: int, transcript: Transcript = SITTING) -> Quote:
    at = Place(transcript.id, turn, Span(start, end))
    return Quote(at, transcript.turns[turn].text[start:end], transcript.turns[turn].speaker, Proof(True, transcript.sha256))


def said(text: str) -> Transcript:
    return Transcript("t", "T", None, "b" * 64, "native/1", (Turn(0, MAYOR, text),), file="t.json")


def test_each_style_by_value() -> None:
    where = "wall/2021-01-26.txt, lines 4–5"
    held = quote(1, 0, 14)
    assert plain(held, SITTING) == f"“The city paid.”\n— Ada Brook, The harbour wall, 26 January 2021, at 1:05, turn 2, {where}"
    assert markdown(held, SITTING) == f"> The city paid.\n>\n> — **Ada Brook**, *The harbour wall*, 26 January 2021, at 1:05, turn 2, {where}"
    assert chicago(held, SITTING) == f"Ada Brook, “The harbour wall,” January 26, 2021, at 1:05, turn 2, {where}: “The city paid.”"
    assert bibtex(held, SITTING) == (
        "@misc{wall-2021-01-26-2-0,\n  author = {{Ada Brook}},\n  title = {{The harbour wall}},\n  year = {2021},\n  month = {1},\n  day = {26},\n"
        f"  note = {{at 1:05; turn 2; {where}}},\n  annote = {{“The city paid.”}},\n}}"
    )


def test_the_time_is_that_of_the_caption_in_which_the_quotation_begins() -> None:
    transcript = replace(SITTING, turns=(Turn(0, MAYOR, "The city paid. All of it.", time=(65.0, 80.0), pieces=((0, 65.0), (15, 71.5))),))
    assert ", at 1:05, turn 1, " in plain(quote(0, 4, 25, transcript), transcript)
    assert ", at 1:11, turn 1, " in plain(quote(0, 15, 25, transcript), transcript)


def test_a_role_is_never_cited_as_a_person() -> None:
    held = quote(0, 0, 9)
    assert plain(held, SITTING).endswith("— Question (role), The harbour wall, 26 January 2021, turn 1, wall/2021-01-26.txt, line 3")
    assert "note = {role; turn 1; wall/2021-01-26.txt, line 3}" in bibtex(held, SITTING)


def test_a_transcript_without_date_time_or_lines_is_given_none() -> None:
    transcript = said("No date.")
    assert plain(quote(0, 0, 8, transcript), transcript) == "“No date.”\n— Ada Brook, T, undated, turn 1, t.json"
    assert "year" not in bibtex(quote(0, 0, 8, transcript), transcript)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=60))
def test_no_word_of_the_record_is_markup(text: str) -> None:
    transcript = said(text)
    html = MarkdownIt("commonmark").render(markdown(quote(0, 0, len(text), transcript), transcript))
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {"blockquote", "p", "strong", "em", "br"}, html


@pytest.mark.parametrize(
    "text", ["# head", "1. one", "- a", "+ a", "===", "---", "<img src=x onerror=alert(1)>", "[a](http://x)", "![a](x)", "`c`", "*a* _b_", "&lt;", "a\\*b"]
)
def test_markdown_shows_the_very_words(text: str) -> None:
    transcript = said(text)
    html = MarkdownIt("commonmark").render(markdown(quote(0, 0, len(text), transcript), transcript))
    shown = re.search(r"<blockquote>\n<p>(.*?)</p>", html, re.S)
    assert shown
    unescaped = shown[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert unescaped == text


def test_braces_and_commands_cannot_end_a_field_or_run_in_bibtex() -> None:
    text = r"100% of {it}, \input{x} & $5 #1 a_b ~ ^"
    transcript = said(text)
    field = bibtex(quote(0, 0, len(text), transcript), transcript)
    assert r"“100\% of \{it\}, \textbackslash{}input\{x\} \& \$5 \#1 a\_b \textasciitilde{} \textasciicircum{}”" in field


@given(st.integers(0, 99), st.integers(0, 50), st.integers(1, 50))
def test_an_address_is_read_back_as_its_place(turn: int, start: int, length: int) -> None:
    at = Place("a.b/c d", turn, Span(start, start + length))
    assert place(link(at, "0123456789abcdef")) == at


@pytest.mark.parametrize(
    "wrong", ["", "#", "#turn=", "#turn=a", "#turn=a.x", "#turn=a.1.5-2", "#turn=a.1.2-", "turn=a.1", "#turn=a.1.00000000\n", "#turn=a." + "9" * 40]
)
def test_what_is_no_address_is_no_place(wrong: str) -> None:
    assert place(wrong) is None


def test_the_reader_is_given_every_style_of_what_it_shows() -> None:
    engine = FakeEngine(press())
    shown = engine.ask("Who paid for the harbour?").quotes[0]
    assert cited(engine, link(shown.place, press().sha256)) == styles(shown, press())


def test_a_whole_turn_can_be_cited() -> None:
    assert cited(FakeEngine(press()), link(Place(press().id, 0), press().sha256))["plain"].startswith(f"“{press().turns[0].text}”")


def test_words_that_are_no_longer_so_are_not_copied() -> None:
    said = cited(FakeEngine(press(), verified=False), link(Place(press().id, 0, Span(0, 4)), press().sha256))
    assert said == {"error": "Not copied, because it could not be verified: the file has changed since it was indexed."}


def test_a_page_older_than_the_index_never_has_other_words_copied_than_it_shows() -> None:
    at = Place(press().id, 0, Span(0, 4))
    for address in (link(at, "0" * 64), link(at, press().sha256).rsplit(".", 1)[0]):
        said = cited(FakeEngine(press()), address)
        assert said == {"error": "Not copied: the file has changed since it was opened here. Reload the page and look again."}


@pytest.mark.parametrize("sent", [None, 7, {}, "", "#turn=nowhere.0", "x" * (LONGEST_KEY + 1), "#turn=nowhere." + "9" * 30])
def test_anything_else_that_is_sent_gets_a_sentence(sent: object) -> None:
    assert set(cited(FakeEngine(press()), sent)) == {"error"}


def test_a_place_beyond_its_turn_gets_a_sentence() -> None:
    for at in (Place(press().id, 0, Span(0, 9999)), Place(press().id, 999)):
        assert set(cited(FakeEngine(press()), link(at, press().sha256))) == {"error"}
