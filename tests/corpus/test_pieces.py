"""Pieces that are joined into a turn keep their times: captions, words, phrases, marks in XML."""

from __future__ import annotations

import json

import pytest

from corpus.library import read_bytes
from corpus.readers.registry import READERS
from corpus.transcript import NOBODY, Span, Turn, spoken_at
from tests.contracts.test_readers import EXAMPLES, Example
from tests.corpus.made_docx import OLD_TEAMS

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Good\nmorning.</v>\n\n00:02.500 --> 00:03.000\n<v Ann>Sit down.</v>\n\n" + (
    "00:04.000 --> 00:05.000\n<v Bo>No.</v>\n"
)
BROKEN = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\n00:xx --> 00:03.000\ntwo\n\n00:04.000 --> 00:05.000\nthree.\n"
WORDS = {"segments": [{"speaker": "Ann", "body": word, "startTime": at} for at, word in enumerate(["Où", "est", "?", "東", "京"])]}
TRS = """<Trans><Speakers><Speaker id="a" name="Ann"/></Speakers><Episode><Section startTime="0" endTime="9">
<Turn speaker="a" startTime="1" endTime="4"><Sync time="1"/>
one
<Sync time="2.5"/>

<Sync time="3"/>two<Sync time="3.5"/>three
</Turn><Turn speaker="a" startTime="4" endTime="6"><Sync time="4"/>four <Sync time="5"/> five</Turn></Section></Episode></Trans>"""
TEI = """<TEI><text><timeline unit="s"><when xml:id="T0"/><when xml:id="T1" interval="2" since="#T0"/><when xml:id="T2" interval="5" since="#T0"/></timeline>
<body><u who="#SPK0" start="#T0" end="#T2"><seg>Is the <anchor synch="#T1"/>mill <anchor synch="#T9"/>open?</seg></u></body></text></TEI>"""


def turns(source: str, name: str) -> list[tuple[str, object]]:
    return [(turn.text, turn.pieces) for turn in read_bytes(source.encode(), name).turns]


def test_captions() -> None:
    assert turns(VTT, "a.vtt") == [("Good morning. Sit down.", ((0, 1.0), (14, 2.5))), ("No.", ())]


def test_a_caption_without_a_time_has_none_among_others() -> None:
    assert turns(BROKEN, "a.vtt") == [("One two three.", ((0, 1.0), (4, None), (8, 4.0)))]


def test_words_that_machines_heard() -> None:
    """A sign of punctuation is part of the word before; between two signs of Chinese or Japanese stands no space."""
    assert turns(json.dumps(WORDS), "a.json") == [("Où est? 東京", ((0, 0.0), (3, 1.0), (8, 3.0), (9, 4.0)))]


def test_marks_of_times_in_a_turn_of_transcriber() -> None:
    """Turns of one speaker that follow each other are one, on a line each; a mark without words behind it is none."""
    assert turns(TRS, "a.trs") == [("one twothree\nfour five", ((0, 1.0), (4, 3.0), (7, 3.5), (13, 4.0), (18, 5.0)))]


def test_anchors_in_tei() -> None:
    assert turns(TEI, "a.xml") == [("Is the mill open?", ((0, 0.0), (7, 2.0)))]


def test_captions_in_a_document() -> None:
    first = read_bytes(OLD_TEAMS, "a.docx").turns[0]
    assert [(first.text[at:].split()[0], start) for at, start in first.pieces] == [("Good", 0.0), ("Shall", 3.54)]


def test_native_pieces_are_read_and_wrong_ones_left_out() -> None:
    wrong = [{"text": "ab", "pieces": [[1, 2], [1, 3]]}, {"text": "ab", "pieces": [[0, 2], [2, 3]]}]
    held = [{"text": "one two", "start": 1, "pieces": [[0, 1], [4, None]]}, *wrong]
    reading = read_bytes(json.dumps({"turns": held}).encode(), "a.json")
    assert [turn.pieces for turn in reading.turns] == [((0, 1.0), (4, None)), (), ()]
    assert reading.notes == ('left out "pieces" that are not [[offset, start], …] in the order of the text (2 times)',)


@pytest.mark.parametrize(
    ("span", "time"),
    [((0, 3), (1, 9)), ((0, 5), (1, 9)), ((0, 8), (1, 9)), ((5, 8), (1, 20)), ((8, 9), (9, 12)), ((9, 13), (9, 20)), ((12, 14), (12, 20)), ((0, 0), (1, 9))],
)
def test_when_words_are_spoken(span: tuple[int, int], time: tuple[float, float]) -> None:
    """By the piece that they begin in, until the next piece behind them; of a piece without a time, the turn's."""
    turn = Turn(0, NOBODY, "one, two three", time=(1.0, 20.0), pieces=((0, 1.0), (5, None), (8, 9.0), (12, 12.0)))
    assert spoken_at(turn, Span(*span)) == time


def test_without_pieces_words_have_the_time_of_their_turn() -> None:
    assert spoken_at(Turn(0, NOBODY, "one", time=(1.0, None)), Span(1, 2)) == (1.0, None)
    assert spoken_at(Turn(0, NOBODY, "one"), Span(1, 2)) is None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.reader}-{example.name}")
def test_pieces_lie_in_their_turns(example: Example) -> None:
    """The first at its beginning, each behind the one before, at the first letter of a word."""
    reader = next(reader for reader in READERS if reader.name.partition("/")[0] == example.format)
    for turn in read_bytes(example.data, example.name, reader.name).turns:
        places = [at for at, _ in turn.pieces]
        assert places == sorted(set(places))
        assert places[:1] in ([], [0])
        assert all(at < len(turn.text) and turn.text[at].strip() for at in places)
        assert len(places) != 1


def test_every_format_with_times_has_pieces_in_some_example() -> None:
    found = {example.format for example in EXAMPLES for turn in read_bytes(example.data, example.name).turns if turn.pieces}
    assert found >= {"webvtt", "subrip", "sbv", "ttml", "elan", "textgrid", "cha", "docx"}
