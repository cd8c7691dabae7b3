"""Interviews exported from OHMS: the transcript in them with its minutes or captions, and the record around it."""

from __future__ import annotations

import pytest

from corpus.errors import FormatError, ReadError
from corpus.library import read_bytes
from corpus.readers import Reading, Source
from corpus.readers.registry import choose
from tests.corpus.made_ohms import PLAIN, TIMED, ohms


def read(data: bytes) -> Reading:
    reading = read_bytes(data, "talk.xml")
    assert reading.accounted == 1.0
    return reading


def said(data: bytes) -> list[tuple[str, str]]:
    return [(turn.speaker.label, turn.text) for turn in read(data).turns]


def test_a_plain_transcript_with_what_is_escaped_as_it_is_meant() -> None:
    assert said(PLAIN) == [
        ("HAIN", "This is an interview with Mara Oduya, who kept the gates at Lowmouth. Where were you born?"),
        ("ODUYA", "In the gate house. My father's father had built it & nobody left. The water came in every winter."),
        ("HAIN", "Every winter?"),
        ("ODUYA", "Every one that I recall."),
    ]
    reading = read(PLAIN)
    assert (reading.title, str(reading.date)) == ("Interview with Mara Oduya, keeper of gates", "1998-03-14")
    assert {"title from the record", "date from the record", "the file names its recording: oduya.mp3"} <= set(reading.notes)
    assert {(entry.lines[0], entry.why) for entry in reading.skipped} == {
        (2, "record of the interview"), (2, "marks of minutes"), (3, "index of the interview"), (15, "footnotes"), (17, "record of the interview"),
    }  # fmt: skip


def test_lines_and_bytes_are_those_of_the_file() -> None:
    second = read(PLAIN).turns[1]
    assert second.lines == (7, 9)
    assert second.bytes
    assert PLAIN[second.bytes.start : second.bytes.end].startswith(b"ODUYA: In the gate house. My father&#039;s father had\nbuilt it &amp; nobody left.")


def test_minutes_stand_at_the_words_that_were_heard_then() -> None:
    """The marks are 2(4), 5(4), 6(2), 10(3): line and word, a minute apart."""
    marks = [[(turn.text[at:].split()[0], seconds) for at, seconds in turn.pieces] for turn in read(PLAIN).turns]
    assert marks == [[("This", None), ("Lowmouth.", 60.0)], [("In", None), ("nobody", 120.0), ("winter.", 180.0)], [], [("Every", None), ("one", 240.0)]]


@pytest.mark.parametrize("sync", ["1:|1(2)", "1:|1(9)", "1:|99(1)", "1:|0(0)", "x", ":|", "1:|a(b)|"])
def test_a_mark_that_points_at_no_word_of_a_turn_gives_no_time(sync: str) -> None:
    held = ohms("<transcript>HAIN: So.\n\nODUYA: No.\n\nHAIN: Yes.</transcript>", sync)
    times = [seconds for turn in read(held).turns for _, seconds in turn.pieces]
    assert times == ([60.0] if sync == "1:|1(2)" else [])


def test_a_transcript_of_captions() -> None:
    assert [(turn.speaker.label, turn.text, turn.time, turn.lines) for turn in read(TIMED).turns] == [
        ("HAIN", "Where were you born?", (3.0, 9.0), (9, 10)),
        ("ODUYA", "In the gate house. It was cold & wet.", (9.0, 18.0), (12, 13)),
        ("HAIN", "Every winter?", (18.0, None), (15, 16)),
    ]


def test_what_is_escaped_can_end_a_line() -> None:
    assert said(ohms("<transcript>HAIN: So.&#10;&#10;ODUYA: No.&#xA;&#xA;HAIN: Yes.</transcript>")) == [("HAIN", "So."), ("ODUYA", "No."), ("HAIN", "Yes.")]


def test_a_translation_and_another_interview_are_not_said() -> None:
    held = ohms("<transcript>HAIN: So.\n\nODUYA: No.\n\nHAIN: Yes.</transcript><vtt_transcript_alt>WEBVTT\n\nNon.</vtt_transcript_alt>")
    held = held.replace(b"</ROOT>", b"<record><transcript>ANN: Hm.</transcript></record></ROOT>")
    assert len(read(held).turns) == 3
    assert {"translation", "another interview in the same file"} <= {entry.why for entry in read(held).skipped}


def test_a_record_without_a_transcript_is_refused() -> None:
    with pytest.raises(FormatError, match=r"^talk\.xml: there is no transcript in this record"):
        read(ohms("<transcript></transcript>"))


def test_it_is_known_by_what_it_holds() -> None:
    assert choose(Source("a.txt", PLAIN)).name == "ohms/1"
    with pytest.raises(ReadError):
        choose(Source("a.xml", b"<ROOT><a>so</a></ROOT>"))


@pytest.mark.timeout(30)
@pytest.mark.parametrize("held", ["&amp;" * 200_000, "<![CDATA[" + "<!--" * 300_000 + "]]>", "a\n" * 200_000, "&#10;" * 200_000 + "a", "<b/>" * 200_000 + "a"])
def test_time_grows_with_length_alone(held: str) -> None:
    data = ohms(f"<transcript>HAIN: So.\n\nODUYA: {held}</transcript>", sync="1:" + "|1(1)" * 20_000)
    assert read(data).turns
