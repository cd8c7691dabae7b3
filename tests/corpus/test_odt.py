"""OpenDocument texts: what is said in them and by whom, what is left out, and what is refused."""

from __future__ import annotations

import random

import pytest

from corpus.errors import FormatError, ReadError
from corpus.library import read_bytes
from corpus.readers import Reading, Source
from corpus.readers.registry import choose
from tests.corpus import made_odt as made
from tests.corpus.made_docx import zipped
from tests.corpus.made_odt import odt, p, span


def read(data: bytes) -> Reading:
    reading = read_bytes(data, "talk.odt")
    assert reading.accounted == 1.0
    return reading


def said(data: bytes) -> list[tuple[str, str, float | None]]:
    return [(turn.speaker.label, turn.text, turn.time[0] if turn.time else None) for turn in read(data).turns]


def test_minutes_with_changes_hidden_words_links_and_notes() -> None:
    assert said(made.MINUTES) == [
        ("Mara Oduya", "We are nearly complete. The agenda is here.\nWe begin with the gates, then the tides.", None),
        ("Piet Hain", "Seven of nine leak.", None),
        ("Mara Oduya", "Noted.", None),
    ]
    reading = read(made.MINUTES)
    assert {entry.text: entry.why for entry in reading.skipped} == {
        "Piet Hain\n2022-06-08\nHe is late again.": "deleted (tracked change)",
        "Board of Gates\n7 June 2022": "heading",
        "1. Opening": "heading",
        "secret": "hidden text",
        "do not": "struck through",
        "1": "footnote",
        "As tabled.": "footnote",
        "Ann": "comment",
        "Really?": "comment",
        "A gate": "description of a picture",
        "The ninth gate": "text box",
        "Board of Gates, confidential": "header of the page",
    }
    assert (reading.title, str(reading.date)) == ("Board of Gates", "2022-06-07")
    assert "holds tracked changes, read as accepted: 0 inserted, 1 deleted" in reading.notes


def test_lines_are_numbers_of_paragraphs_as_they_are_seen() -> None:
    assert [(turn.lines, turn.bytes) for turn in read(made.MINUTES).turns] == [((5, 6), None), ((7, 7), None), ((8, 8), None)]


def test_a_table_and_a_service_and_a_style_for_speakers() -> None:
    assert said(made.SHEET) == [
        ("Interviewer", "You kept the gates?", 2.0),
        ("Mara Oduya", "For thirty years.", 5.0),
        ("Interviewer", "Why stop?", 9.0),
        ("Mara Oduya", "My knees.", 12.0),
    ]
    assert said(made.OTTER) == [("Mara Oduya", "Good morning. It is the salt.", 0.0), ("Piet Hain", "It always is.", 8.0), ("Mara Oduya", "So it is.", 12.0)]
    assert said(made.STYLED) == [("Mara", "Is it on?", None), ("Piet", "It is.", None), ("Mara", "Oh.", None)]


def test_the_day_a_document_was_made_is_not_taken_for_the_day_of_the_talk() -> None:
    data = odt(*(p(span(f"{name}:"), " So.") for name in ("Ann", "Bob", "Ann")), meta="<meta:creation-date>2013-12-23T23:15:00</meta:creation-date>")
    assert read(data).date is None
    assert "the document was made on 2013-12-23, which is not taken for the day of the talk" in read(data).notes


@pytest.mark.parametrize("name", ["a.odt", "a.txt", "a"])
def test_a_document_is_known_by_what_it_holds(name: str) -> None:
    assert choose(Source(name, made.MINUTES)).name == "odt/1"


BILLION = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
TYPE = b"application/vnd.oasis.opendocument.text"
REFUSED = {
    "a spreadsheet's words": (odt(kind="text"), "no words in the document"),
    "locked": (odt(p("x"), manifest="<encryption-data/>"), "without a password"),
    "a bomb": (zipped({"mimetype": TYPE, "content.xml": b"<a>" + b" " * 60_000_000 + b"</a>"}), "grows beyond all measure"),
    "declared": (zipped({"mimetype": TYPE, "content.xml": BILLION.encode()}), "declares a document type"),
    "no content": (zipped({"mimetype": TYPE, "styles.xml": b"<a/>"}), "no complete OpenDocument text (content.xml)"),
    "no XML": (zipped({"mimetype": TYPE, "content.xml": b"<a><b></a>"}), "damaged (content.xml)"),
    "deep": (zipped({"mimetype": TYPE, "content.xml": b"<a>" * 600 + b"</a>" * 600}), "grows beyond all measure"),
    "cut off": (made.MINUTES[:-200], "no complete OpenDocument text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(name: str) -> None:
    data, words = REFUSED[name]
    with pytest.raises(FormatError, match=r"^a\.odt: ") as refused:
        read_bytes(data, "a.odt")
    assert words in str(refused.value)


def test_any_damage_is_refused_or_read_whole() -> None:
    dice = random.Random(3)
    for _ in range(150):
        at = dice.randrange(len(made.MINUTES))
        try:
            reading = read_bytes(made.MINUTES[:at] + bytes([made.MINUTES[at] ^ 1 << dice.randrange(8)]) + made.MINUTES[at + 1 :], "a.odt")
        except ReadError:
            continue
        assert reading.accounted == 1.0


def test_cells_that_are_repeated_without_measure_are_not_counted_out() -> None:
    cell = f'<table:table-cell table:number-columns-repeated="99999999999999">{p("x")}</table:table-cell>'
    assert read(odt(f"<table:table><table:table-row>{cell * 3}</table:table-row></table:table>", p("Ann: So."), p("Bob: No."))).turns
