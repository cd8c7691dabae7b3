"""RTF documents: what is said in them and by whom, what is left out, and what is refused."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FormatError, ReadError
from corpus.library import read_bytes
from corpus.readers import Reading, Source
from corpus.readers.registry import choose
from tests.corpus import made_rtf as made
from tests.corpus.made_rtf import b, p, rtf


def read(data: bytes) -> Reading:
    reading = read_bytes(data, "talk.rtf")
    assert reading.accounted == 1.0
    return reading


def said(data: bytes) -> list[tuple[str, str, float | None]]:
    return [(turn.speaker.label, turn.text, turn.time[0] if turn.time else None) for turn in read(data).turns]


def test_minutes_with_changes_hidden_words_fields_notes_and_other_alphabets() -> None:
    assert said(made.MINUTES) == [
        ("Mara Oduya", "It\u2019s nearly complete, caf\u00e9 and all, for \u20ac5.\nWe begin with the {ninth} gate, then the tides.", None),
        ("Piet Hain", "Seven of nine leak, see here.", None),
        ("Mara Oduya", "\u041f\u0440\u0438\u0432\u0435\u0442, \U0001f600 indeed.", None),
    ]
    reading = read(made.MINUTES)
    assert [(entry.lines[0], entry.text, entry.why) for entry in reading.skipped] == [
        (1, "fonttbl\ncolortbl\nstylesheet\ninfo", "settings of the document"),
        (1, "Board of Gates", "heading"),
        (1, "Board of Gates, confidential", "header of the page"),
        (2, "7 June 2022\n1. Opening", "heading"),
        (4, "As tabled.", "footnote"),
        (6, "do not", "deleted (tracked change)"),
        (6, "secretly", "hidden text"),
        (6, "badly", "struck through"),
        (6, 'HYPERLINK "x"', "code of a field"),
        (7, "bkmkstart\npict", "settings of the document"),
        (7, "AReally?", "comment"),
    ]
    assert (reading.title, str(reading.date)) == ("Board of Gates", "2022-06-07")
    assert "holds tracked changes, read as accepted: 0 inserted, 1 deleted" in reading.notes


def test_lines_are_numbers_of_paragraphs() -> None:
    assert [(turn.lines, turn.bytes) for turn in read(made.MINUTES).turns] == [((4, 5), None), ((6, 6), None), ((7, 7), None)]


def test_textedit_ends_paragraphs_with_a_backslash() -> None:
    assert said(made.TEXTEDIT) == [
        ("Mara Oduya", "Good morning \u2014 is it on?", None),
        ("Piet Hain", "It\u2019s on, \u017dofia.", None),
        ("Mara Oduya", "Oh.", None),
    ]


def test_a_table_and_a_service_and_a_style_for_speakers() -> None:
    assert said(made.SHEET) == [
        ("Interviewer", "You kept the gates?", 2.0),
        ("Mara Oduya", "For thirty years.", 5.0),
        ("Interviewer", "Why stop?", 9.0),
        ("Mara Oduya", "My knees.", 12.0),
    ]
    assert said(made.SERVICE) == [("Mara Oduya", "Good morning. It is the salt.", 0.0), ("Piet Hain", "It always is.", 8.0), ("Mara Oduya", "So it is.", 12.0)]
    assert said(made.STYLED) == [("Mara", "Is it on?", None), ("Piet", "It is.", None), ("Mara", "Oh.", None)]


def words(body: str) -> str:
    """The words of a paragraph that Ann says."""
    return read(rtf(p("Ann: " + body), p("Bob: no."), p("Ann: so."))).turns[0].text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"a\u8211\'96b", "a\u2013b"),
        (r"a\u8211\endash b", "a\u2013b"),
        (r"a\uc2\u12354\'82\'a0b", "a\u3042b"),
        (r"a\uc0\u8211b", "a\u2013b"),
        (r"{\f1 \'c0}\'c0", "\u0410\u00c0"),
        (r"a\~b\_c\-d\{e\}\\f", "a\u00a0b\u2011cd{e}\\f"),
        (r"a\bin3 }}}b", "ab"),
        (r"{\*\unheardof x}{\unheardof y}", "y"),
        (r"{\upr{a?}{\*\ud{a\u233?}}}", "a\u00e9"),
        (r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt boxed}}}free", "free"),
        (r"{\listtext 1.\tab}first", "first"),
        ("spl\nit", "split"),
    ],
)
def test_control_words_of_text(body: str, text: str) -> None:
    assert words(body) == text


def test_words_in_bold_are_names_where_they_recur() -> None:
    data = rtf(*(p(b(name) + r"\line " + said) for name, said in (("Ann Lee", "So."), ("Bob Ray", "No."), ("Ann Lee", "Yes."), ("Bob Ray", "Oh."))))
    assert [turn.speaker.label for turn in read(data).turns] == ["Ann Lee", "Bob Ray"] * 2


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.txt", "a"])
def test_a_document_is_known_by_what_it_holds(name: str) -> None:
    assert choose(Source(name, made.MINUTES)).name == "rtf/1"


REFUSED = {
    "cut off": (made.MINUTES[:-40], "cut off"),
    "deep": (b"{\\rtf1" + b"{" * 1_000_000, "nested more than"),
    "binary to the end": (b"{\\rtf1 \\bin999999999 Ann: so.}", "cut off"),
    "settings alone": (rtf(), "no words in the document"),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(name: str) -> None:
    data, text = REFUSED[name]
    with pytest.raises(FormatError, match=r"^a\.rtf: ") as refused:
        read_bytes(data, "a.rtf")
    assert text in str(refused.value)


def test_what_stands_behind_the_end_is_told() -> None:
    reading = read(made.STYLED + b"\0\0trailing")
    assert ("behind the end of the document", "trailing") in {(entry.why, entry.text) for entry in reading.skipped}


def test_any_damage_is_refused_or_read_whole() -> None:
    dice = random.Random(3)
    for _ in range(300):
        at = dice.randrange(len(made.MINUTES))
        try:
            reading = read_bytes(made.MINUTES[:at] + bytes([made.MINUTES[at] ^ 1 << dice.randrange(8)]) + made.MINUTES[at + 1 :], "a.rtf")
        except ReadError:
            continue
        assert reading.accounted == 1.0


PIECES = st.sampled_from([
    *("{ } \\ \\' \\* \\'e9 \\u8211? \\u-1 \\uc9 \\f1 \\s1 \\bin2 {\\footnote {\\info{\\title {\\*\\x}".split()),  # noqa: SIM905
    *(f"\\{word} " for word in ("par", "b", "b0", "cell", "row", "intbl", "pard", "v", "plain", "deleted", "line")),
    "Ann: so. ", "Bob: no. ", "{\\field{\\*\\fldinst z}{\\fldrslt w}}", "\n", "\\\n",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40))
def test_any_document_is_read_whole_or_refused(pieces: list[str]) -> None:
    try:
        reading = read_bytes(f"{{\\rtf1 {''.join(pieces)}}}".encode(), "a.rtf")
    except ReadError:
        return
    assert reading.accounted == 1.0
    assert reading.turns
