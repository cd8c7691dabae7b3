"""SubStation captions by value: fields, tags, drawings, layers, files without a list of fields."""

from __future__ import annotations

import datetime

import pytest

from corpus.errors import FormatError
from corpus.library import read_bytes

HEAD = "[Script Info]\nTitle: {title}\n\n[Events]\n"
FIELDS = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


def said(*rows: str, fields: str = FIELDS) -> list[tuple[str, str, object]]:
    reading = read_bytes((HEAD.format(title="T") + fields + "".join(f"{row}\n" for row in rows)).encode(), "a.ass")
    assert reading.accounted == 1.0
    return [(turn.speaker.label, turn.text, turn.time) for turn in reading.turns]


def row(start: int, name: str, text: str, kind: str = "Dialogue") -> str:
    return f"{kind}: 0,0:00:{start:02}.00,0:00:{start + 1:02}.50,Default,{name},0,0,0,,{text}"


def test_names_stand_in_their_field_and_words_may_hold_commas() -> None:
    assert said(row(1, "Ann Lee", "Yes, no, so."), row(2, "Ann Lee", "So."), row(4, "Bo", "No.")) == [
        ("Ann Lee", "Yes, no, so. So.", (1.0, 3.5)),
        ("Bo", "No.", (4.0, 5.5)),
    ]


def test_without_names_labels_in_the_words_are_read_as_in_other_captions() -> None:
    assert said(row(1, "", "ANN: Yes."), row(2, "NTP", "And so."), row(3, "Default", "BO: No."), row(4, "", "ANN: Oh.")) == [
        ("ANN", "Yes. And so.", (1.0, 3.5)),
        ("BO", "No.", (3.0, 4.5)),
        ("ANN", "Oh.", (4.0, 5.5)),
    ]


def test_tags_are_taken_out_and_drawings_are_no_words() -> None:
    assert said(row(1, "A B", r"{\an8\i1}One{\i0}\Ntwo\hthree \{ {note}four"), row(2, "A B", r"{\p1}m 0 0 l 5 5{\p0}"), row(3, "C D", r"a\nb")) == [
        ("A B", "One two\u00a0three \\{ four", (1.0, 2.5)),
        ("C D", "a b", (3.0, 4.5)),
    ]


def test_other_fields_and_older_files() -> None:
    """SubStation 4 has other fields, and some files have no list of them."""
    assert said("Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,Ann,0000,0000,0000,,Hi, all.", fields="") == [("Ann", "Hi, all.", (1.0, 2.0))]
    assert said("Dialogue: 0:00:01.00,0:00:02.00,Ann,Hi, all.", fields="Format: Start, End, Actor, Text\n") == [("Ann", "Hi, all.", (1.0, 2.0))]


def test_what_nobody_says_has_its_reason() -> None:
    rows = [row(1, "Ann", "Hi."), row(1, "Ann", r"{\blur3}Hi."), row(2, "Ann", "cut", "Comment"), row(3, "", r"{\p2}m 1 1")]
    rows.append("Dialogue: 0,x,y,Default,Ann,0,0,0,,Bye.")
    reading = read_bytes((HEAD.format(title="Talk of 3 May 2021") + FIELDS + "\n".join(rows)).encode(), "a.ass")
    assert [(entry.lines, entry.why) for entry in reading.skipped] == [
        ((1, 5), "header"),
        ((7, 7), "repeats the caption before (another layer)"),
        ((8, 8), "a comment"),
        ((9, 9), "a drawing"),
    ]
    assert [(turn.text, turn.time, turn.pieces) for turn in reading.turns] == [("Hi. Bye.", (1.0, 2.5), ((0, 1.0), (4, None)))]
    assert (reading.title, reading.date) == ("Talk of 3 May 2021", datetime.date(2021, 5, 3))
    assert "the times of 1 caption cannot be read: the words are kept without" in reading.notes


def test_a_file_without_captions_is_refused() -> None:
    with pytest.raises(FormatError, match="no captions with words"):
        read_bytes(HEAD.encode(), "a.ass")
