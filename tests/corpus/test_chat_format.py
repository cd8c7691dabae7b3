"""CHAT: the words as they stand, the people behind the codes, times between control characters."""

from __future__ import annotations

import datetime

import pytest

from corpus.errors import FormatError
from corpus.library import read_bytes
from tests.corpus.made_tiers import CHAT


def test_utterances_are_turns_with_their_codes() -> None:
    reading = read_bytes(CHAT.encode(), "mill.cha")
    assert [(turn.speaker.label, turn.text, turn.time, turn.lines) for turn in reading.turns] == [
        ("MOT", "what's that [/] that <in the> [//] on the mill ? &-uh tell me +...", (0.0, 3.0), (12, 17)),
        ("CHI", "xxx (be)cause wheel@o [= laughs] . [+ imit]", (3.0, 4.1), (18, 18)),
        ("UNK", "yes . no .", None, (20, 21)),
        ("CHI", "more . then", (5.0, 6.1), (23, 23)),
        ("INV1", "0 .", None, (24, 24)),
    ]
    assert (reading.accounted, reading.date, reading.title) == (1.0, datetime.date(2004, 6, 21), "Mill")
    assert reading.notes == ("the file names its recording: mill, audio", "date from the header")


def test_the_people_behind_the_codes() -> None:
    reading = read_bytes(CHAT.encode(), "mill.cha")
    assert {turn.speaker.label: (turn.speaker.name, turn.speaker.kind, turn.speaker.note) for turn in reading.turns} == {
        "MOT": ("MOT", "role", "(Mother)"),
        "CHI": ("Laura", "person", "(Target Child)"),
        "UNK": ("UNK", "unknown", ""),
        "INV1": ("INV1", "role", "(Investigator)"),
    }


def test_headers_and_annotations_are_skipped_with_their_reasons() -> None:
    reading = read_bytes(CHAT.encode(), "mill.cha")
    assert [(entry.lines, entry.why) for entry in reading.skipped] == [
        ((1, 10), "header"),
        ((11, 11), "a comment"),
        ((14, 14), "an annotation (%mor)"),
        ((15, 16), "an annotation (%gra)"),
        ((19, 19), "an annotation (%com)"),
        ((22, 22), "header"),
        ((25, 25), "header"),
    ]


def test_short_utterances_with_times_are_no_binary_file() -> None:
    text = "@UTF8\n@Begin\n" + "".join(f"*A:\tno .\x15{n}_{n + 1}\x15\n" for n in range(3_000)) + "@End\n"
    assert read_bytes(text.encode(), "x.cha").turns[0].time == (0.0, 3.0)


def test_an_old_file_in_another_encoding_and_a_line_of_no_tier() -> None:
    text = "@Begin\r\n@Participants:\tKÄT Käthe Participant\r\n*KÄT:\tschöne Grüße über die Mühle .\r\nverirrt\r\n*KÄT\r\n@End\r\n"
    reading = read_bytes(text.encode("cp1252"), "x.cha")
    assert [(turn.speaker.label, turn.speaker.name, turn.text) for turn in reading.turns] == [("KÄT", "Käthe", "schöne Grüße über die Mühle .")]
    assert [entry.why for entry in reading.skipped] == ["header", "a line of no tier", "an utterance without words", "header"]
    assert reading.accounted == 1.0


def test_a_file_without_utterances_is_refused() -> None:
    with pytest.raises(FormatError, match="no utterances"):
        read_bytes(b"@UTF8\n@Begin\n@End\n", "x.cha")
