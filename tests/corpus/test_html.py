"""Saved web pages: what is said on them and by whom, and that nothing around it is taken for speech."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import FormatError, ReadError
from corpus.library import read_bytes
from corpus.readers import Reading, Source
from corpus.readers.html import HtmlReader
from corpus.readers.html_page import page_of
from corpus.readers.html_tokens import tokens, unescaped
from corpus.readers.registry import choose
from tests.corpus import made_pages as pages


def read(page: str) -> Reading:
    reading = read_bytes(page.encode(), "talk.html")
    assert reading.accounted == 1.0
    return reading


def said(page: str) -> list[tuple[str, str]]:
    return [(turn.speaker.label, turn.text) for turn in read(page).turns]


def why(page: str, words: str) -> str:
    (found,) = {entry.why for entry in read(page).skipped if words in entry.text}
    return found


def test_a_press_page_is_what_was_said_between_its_furniture() -> None:
    assert said(pages.BRIEFING) == [
        ("MS. ODUYA", "Hi, everyone.\u00a0 Welcome.\nThe gates held last night. All of them, I am glad to say."),
        ("Q", "Did the seventh gate hold as well?"),
        ("MS. ODUYA", "It did.\u00a0 (Laughter.)"),
        ("MR. HAIN", "One thing: it held & it leaked."),
        ("Q", "By how much?"),
        ("MS. ODUYA", "A litre.\u00a0 Thank you, everyone."),
    ]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("We use cookies", "cookie notice"),
        ("Home", "navigation"),
        ("MS. ODUYA: not said", "not shown"),
        ("1:06 P.M.", "time"),
        ("Readout", "related links"),
        ("Copyright", "footer"),
        ("Skip to", "hidden"),
    ],
)
def test_what_stands_around_the_speech_is_skipped_with_its_reason(words: str, reason: str) -> None:
    assert why(pages.BRIEFING, words) == reason


def test_lines_and_bytes_point_into_the_source_of_the_page() -> None:
    data = pages.BRIEFING.encode()
    turn = read(pages.BRIEFING).turns[0]
    assert turn.lines == (18, 19)
    assert turn.bytes is not None
    place = data[turn.bytes.start : turn.bytes.end].decode()
    assert place.startswith("MS. ODUYA:&nbsp; Hi, everyone.")
    assert place.endswith("<br>I am glad to say.")


def test_title_and_date_say_where_they_come_from() -> None:
    reading = read(pages.BRIEFING)
    assert (reading.title, reading.date) == ("Press Briefing by Press Secretary Mara Oduya, March 3, 2022", datetime.date(2022, 3, 3))
    assert {"title from the page's heading", "date from the title"} <= set(reading.notes)
    reading = read(pages.CALLOUTS)
    assert (reading.title, str(reading.date)) == ("Mayor of Lowmouth Press Conference Transcript", "2023-04-06")
    assert {"title from JSON-LD", "date from JSON-LD"} <= set(reading.notes)
    reading = read(pages.RADIO)
    assert (str(reading.date), "date from meta date" in reading.notes) == ("2021-11-02", True)


def test_an_ambiguous_date_is_left_open() -> None:
    assert read("<title>Talk</title><meta name=date content='03/04/21'><p>Ann: Hello there.<p>Bob: Hello.<p>Ann: So.").date is None


def test_the_site_is_no_part_of_the_title() -> None:
    page = "<title>The wall | Tide Radio</title><meta property=og:site_name content='Tide Radio'><p>Ann: Hello there.<p>Bob: Hello.<p>Ann: So."
    assert read(page).title == "The wall"


def test_names_with_a_linked_time_and_words_on_the_next_line() -> None:
    reading = read(pages.CALLOUTS)
    assert [(turn.speaker.label, turn.text, turn.time) for turn in reading.turns] == [
        ("Piet Hain", "Good morning. I’ll be brief.", (0.0, None)),
        ("Speaker 2", "Will you resign?", (12.0, None)),
        ("Piet Hain", "No. The wall is not mine.\nAnd it never was.", (13.0, None)),
    ]
    assert why(pages.CALLOUTS, "Subscribe") == "notice"


def test_a_transcript_that_is_folded_away_is_read_and_said_to_be() -> None:
    reading = read(pages.FOLDED)
    assert [(turn.speaker.label, turn.text, turn.time) for turn in reading.turns] == [
        ("Mara", "Welcome back.", (4.0, None)),
        ("Piet", "Glad to be here.\nTruly.", (9.0, None)),
        ("Mara", "So: gates.", (60.0, None)),
    ]
    assert "the transcript is folded away on the page: it is read all the same" in reading.notes
    assert why(pages.FOLDED, "Five stars") == "outside of the main text"


@pytest.mark.parametrize("attribute", ["hidden", "aria-hidden=true", "style='color: red; display : none'", "class='sr-only'", "style='visibility:hidden'"])
def test_hidden_words_are_nobodys(attribute: str) -> None:
    page = f"<p>Ann: So it is.<p>Bob: No.<span {attribute}>Yes.</span> Never.<p {attribute}>Bob: Yes.<p>Ann: So."
    assert said(page) == [("Ann", "So it is."), ("Bob", "No. Never."), ("Ann", "So.")]
    assert why(page, "Yes.") == "hidden"


def test_bold_names_without_a_colon_are_speakers_because_they_recur() -> None:
    assert said(pages.INTERVIEW)[1:] == [
        ("Ana Weiss", "You kept the gates for thirty years."),
        ("Mara Oduya", "Thirty-one.\nIt felt longer."),
        ("Ana Weiss", "Why did you stop?"),
        ("Mara Oduya", "My knees. Never grow old."),
    ]


def test_a_debate_whose_speakers_are_headings_with_their_offices_beside_them() -> None:
    assert said(pages.DEBATE) == [("Mara Oduya", "I beg to move.\nIt is the salt."), ("Piet Hain", "It is not."), ("Mara Oduya", "It is.")]
    assert why(pages.DEBATE, "Link to this") == "links"


def test_names_that_are_links_above_the_words() -> None:
    assert said(pages.LINKED) == [("Mara Oduya", "I beg to move. It is the salt."), ("Piet Hain", "It is not."), ("Mara Oduya", "It is."), ("Piet Hain", "No.")]


def test_lists_of_links_are_no_speakers() -> None:
    menu = "<ul>" + "".join(f"<li><a href=/>{name}</a></li>" for name in ("Ann Lee", "Bob Ray", "Ann Lee", "Bob Ray")) + "</ul>"
    page = f"<main><p>The gates held last night, and nobody has wet feet, as far as anybody knows today.</p></main><div>{menu}</div>"
    assert said(page) == [("", "The gates held last night, and nobody has wet feet, as far as anybody knows today.")]


def test_segments_whose_names_stand_only_where_the_speaker_changes() -> None:
    reading = read(pages.SEGMENTS)
    assert [(turn.speaker.label, turn.text, turn.time) for turn in reading.turns] == [
        ("Lex Oduya", "The following is about gates.\nAnd now, Piet Hain.", (0.0, None)),
        ("Piet Hain", "Thank you.", (12.0, None)),
        ("Lex Oduya", "Gates?", (13.0, None)),
        ("Piet Hain", "Gates.", (14.0, None)),
    ]
    assert why(pages.SEGMENTS, "(00:00:09)") == "time"


def test_a_parliaments_record_that_parts_names_from_words_with_dashes() -> None:
    assert said(pages.CHAMBER) == [
        ("President", "The sitting is open."),
        ("Mara Oduya (Dry)", "Mr President, it is the salt.\nIt always was."),
        ("President", "Thank you."),
        ("Piet Hain", "It is not."),
    ]


def test_a_ministrys_page_opens_with_the_words_of_the_one_its_title_names() -> None:
    assert [(turn.speaker.name, turn.speaker.note, turn.speaker.inferred, turn.text) for turn in read(pages.MINISTRY).turns] == [
        ("Ivo Pell", "", True, "Ladies and gentlemen,\nThe talks with the Minister were useful.\nWe discussed gates."),
        ("Question", "(retranslated from Farsi)", False, "What about the salt?"),
        ("Ivo Pell", "", False, "It is there.\nIt stays."),
        ("Question", "", False, "And the hinges?"),
        ("Ivo Pell", "", False, "Gone."),
    ]


def test_papers_of_presidents_set_names_in_italics_and_topics_too() -> None:
    assert said(pages.PAPERS) == [
        ("The President", "Good evening. I have a statement to read.\nThe gates of this town will be closed by the summer, if the council agrees."),
        ("Q", "Mr. President, which gates?"),
        ("The President", "All of them, Helen."),
        ("Q", "Even the ninth?"),
        ("The President", "Even the ninth."),
    ]
    assert (why(pages.PAPERS, "Gates and Tides"), why(pages.PAPERS, "28th")) == ("heading", "note on the transcript")
    assert str(read(pages.PAPERS).date) == "1985-03-21"


def test_a_call_of_a_company_names_people_with_their_offices_and_lists_them_again() -> None:
    assert said(pages.CALL) == [
        ("Mara Oduya", "Thank you, operator. We had a good quarter.\nRevenue grew."),
        ("Piet Hain", "By how much?"),
        ("Mara Oduya", "By a lot."),
        ("Operator", "Our next question comes from Lena Roth."),
        ("Lena Roth", "Hi. Which gates?"),
        ("Mara Oduya", "All."),
    ]
    assert why(pages.CALL, "Tide Bank") == "a name without words"


def test_a_debate_whose_names_are_links_with_the_place_below() -> None:
    assert said(pages.HANSARD) == [("Mara Oduya", "I beg to move."), ("Piet Hain", "I object."), ("Mara Oduya", "To what?"), ("Piet Hain", "To all of it.")]


def test_bold_words_are_no_speakers() -> None:
    page = "<p><b>Remote work</b> is here to stay, they say.<p><b>Office hours</b> are not.<p><b>In the end</b>, nobody knows which of them it will be."
    assert {label for label, _ in said(page)} == {""}


def test_a_table_of_times_speakers_and_words() -> None:
    assert [(turn.speaker.label, turn.text, turn.time) for turn in read(pages.TABLE).turns] == [
        ("The Chair", "Order.", (2.0, None)),
        ("Mara Oduya", "I move the minutes.\nAs they stand.\nWith one correction.", (5.0, None)),
        ("The Chair", "Carried.", (20.0, None)),
    ]


def test_a_definition_list() -> None:
    assert said(pages.LISTED) == [("Mara Oduya", "Is it on?"), ("Piet Hain", "It is. It has been all the time."), ("Mara Oduya", "Oh.")]


def test_a_printed_hearing_is_unwrapped_at_its_margin() -> None:
    assert said(pages.HEARING)[:2] == [
        ("Chairwoman Oduya", "The committee will come to order. We are here because seven gates out of nine leak.\nI thank the witnesses for coming."),
        ("Mr. Hain", "Thank you, Madam Chair. I have kept the gates for thirty years, and I have never seen them & their hinges in this state."),
    ]
    assert (read(pages.HEARING).title, str(read(pages.HEARING).date)) == ("THE STATE OF THE GATES", "2022-06-07")


def test_a_speech_is_its_owners_whom_the_title_names() -> None:
    reading = read(pages.SPEECH)
    assert [(turn.speaker.name, turn.speaker.inferred) for turn in reading.turns] == [("Piet Hain", True)]
    assert str(reading.date) == "2021-05-09"


def test_lines_of_a_page_without_paragraphs() -> None:
    reading = read(pages.NEWS)
    assert (reading.title, str(reading.date)) == ("THE LAMP: Harbour Wall Breached; Mayor Resigns. Aired 5-6p ET", "2023-04-05")
    assert why(pages.NEWS, "VIDEOTAPES") == "outside of the main text"
    assert why(pages.NEWS, "[17:05:00]") == "time"


def test_words_behind_the_transcript_are_not_put_into_the_last_speakers_mouth() -> None:
    turns = "".join(f"<div class=turn><b>{name}:</b> <span>So it is, {name}.</span></div>" for name in ("Ann Lee", "Bob Ray", "Ann Lee"))
    page = f"<div id=all>{turns}<div class=box><p>Ann Lee is the author of nine books about gates.</p></div></div>"
    assert said(page)[-1] == ("Ann Lee", "So it is, Ann Lee.")
    assert why(page, "nine books") == "after the transcript"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<meta charset=windows-1251><p>Анна: Стена упала.<p>Пётр: Нет.<p>Анна: Да.".encode("cp1251"), "Стена упала."),
        ("<meta charset=Shift_JIS><p>記者：壁は？<p>市長：落ちた。<p>記者：なぜ。<p>市長：雨だ。".encode("cp932"), "壁は？"),
        ("\ufeff<html><p>Ann: Où ça?<p>Bob: Là.<p>Ann: Oui.".encode("utf-16-le"), "Où ça?"),
        ("<meta charset=iso-8859-1><p>Ann: Où ça?<p>Bob: Là.<p>Ann: Oui.".encode(), "Où ça?"),
    ],
)
def test_the_encoding_is_the_marks_the_bytes_or_the_pages_own(data: bytes, words: str) -> None:
    reading = read_bytes(data, "a.html")
    turn = reading.turns[0]
    assert turn.text == words
    second = reading.turns[1].bytes
    assert second is not None
    assert data[second.start : second.end].strip(b"<p>\x00")


@pytest.mark.parametrize("page", ["<html></html>", "<html><script>x()</script>", "<html><nav><a href=/>Home</a></nav>", "<!doctype html><title>T</title>"])
def test_a_page_without_speech_is_refused(page: str) -> None:
    with pytest.raises(FormatError, match=r"^a\.html: there is no text on the page"):
        read_bytes(page.encode(), "a.html")


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt", "a", "a.pdf"])
def test_a_page_is_known_by_what_it_holds(name: str) -> None:
    assert choose(Source(name, pages.BRIEFING.encode())).name == "html/3"


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("a<b>c</b>", ["text a", "open b", "text c", "close b"]),
        ("1 < 2 <3 <<p>", ["text 1 < 2 <3 <", "open p"]),
        ("<p title=\"a>b\" x='>' y=it's>z", ["open p", "text z"]),
        ("<!-- <p> -->a<!>b<!doctype html>c<?php ?>d</ >e", ["text a", "text b", "text c", "text d", "text e"]),
        ("<!--a", []),
        ("<script>if (a<b) '</p>'</SCRIPT >x", ["open script", "raw if (a<b) '</p>'", "close script", "text x"]),
        ("<title>a<b></title>", ["open title", "raw a<b>", "close title"]),
        ("a<p b", ["text a", "broken <p b"]),
        ("a<", ["text a<"]),
    ],
)
def test_tokens(source: str, kinds: list[str]) -> None:
    named = {"open", "close"}
    assert [f"{token.kind} {token.name if token.kind in named else source[token.start : token.end]}" for token in tokens(source)] == kinds


def test_attributes() -> None:
    (token,) = tokens("<a HREF='x&amp;y' b c=d b=2 e=\"'\">")
    assert token.attributes == {"href": "x&y", "b": "", "c": "d", "e": "'"}
    assert unescaped("&#" + "9" * 5_000 + ";&lt;") == "\ufffd<"


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("<p>a<p>x", ["p"]),
        ("<ul><li>a<ul><li>b</ul><li>x</ul>", ["ul", "li"]),
        ("<dl><dt>a<dd>x", ["dl", "dd"]),
        ("<table><tr><td>a<td>x", ["table", "tr", "td"]),
        ("<table><tr><td><table><tr><td>a</table>x", ["table", "tr", "td"]),
        ("<p><b>a<i>b</b>x", ["p", "i"]),
        ("<div><p>a</div>x", []),
        ("<p>a<div>b</div>x", []),
        ("a<br>b</p></div>x", []),
    ],
)
def test_elements_end_where_browsers_end_them(source: str, way: list[str]) -> None:
    page = page_of(source)
    (last,) = [piece for piece in page.pieces if source[piece.start : piece.end] == "x"]
    assert [element.tag for element in page.ancestors(last.at)][::-1][1:] == way


PIECES = [
    *("<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<b>Ann Lee:</b> so", "Bob Ray: no. ", "<br>", "<nav>", "</nav>", "<table><tr><td>", "<td>"),
    *("</table>", "<pre>\n", "</pre>", "<span hidden>x</span>", "<script>", "</script>", "<!--", "-->", "<h2>Ann Lee</h2>", "<cite>Ann:</cite>"),
    *("<time>0:01</time>", "&amp;", "&#x202e;", "<a href=x>", "</a>", "\n", "<", ">", "<p title='", "<title>", "</title>", "<dl><dt>Ann:<dd>"),
    *("<span class=speaker>", "</span>", "<ul><li>", "<template>", "\x00", "\ufeff", "<i>", "</i>", "<footer>", "</footer>"),
]
PIECE = st.one_of(st.sampled_from(PIECES), st.text(st.characters(codec="utf-8"), max_size=8))


@given(pieces=st.lists(PIECE, max_size=40), end=st.sampled_from(["", "<p>Ann Lee: so."]))
@settings(max_examples=400, deadline=None)
def test_any_page_is_read_whole_or_refused(pieces: list[str], end: str) -> None:
    data = ("<html>" + "".join(pieces) + end).encode()
    try:
        reading = HtmlReader().read(Source("a.html", data))
    except ReadError:
        return
    assert reading.accounted == 1.0
    for turn in reading.turns:
        assert turn.bytes is not None
        assert 0 <= turn.bytes.start < turn.bytes.end <= len(data)


def test_everything_shown_is_said_or_skipped_once() -> None:
    """Each text of the page, found by the crudest means, stands in exactly one turn or skipped entry."""
    for page in (pages.BRIEFING, pages.CALLOUTS, pages.FOLDED, pages.SPEECH, pages.LISTED, pages.TABLE):
        reading = read(page)
        told = " ".join([turn.speaker.label + " " + turn.text for turn in reading.turns] + [entry.text for entry in reading.skipped])
        body = re.sub(r"(?s)<(script|style|title)\b.*?</\1>|<[^>]*>", " ", page)
        for word in unescaped(body).replace("(", " ").replace(")", " ").replace(":", " ").split():
            assert word in told or re.fullmatch(r"[\d:.]+", word), word
