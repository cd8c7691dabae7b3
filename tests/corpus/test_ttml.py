"""TTML: captions in XML, by their own clock, under their agents or by the labels in their words."""

from __future__ import annotations

import datetime

import pytest

from corpus.errors import FormatError
from corpus.library import read_bytes
from corpus.readers import Source
from corpus.readers.ttml_times import clock_of
from corpus.readers.xml_tree import Element, parse
from tests.corpus.made_tiers import DFXP, TTML


def test_agents_are_speakers() -> None:
    reading = read_bytes(TTML.encode(), "mill.ttml")
    assert [(turn.speaker.label, turn.text, turn.time) for turn in reading.turns] == [
        ("Rosa Gray", "Is the mill open & dry? Well?", (1.0, 4.2)),
        ("Jonas Pell", "It is, mostly. Come.", (5.0, 7.0)),
        ("Rosa Gray", "Now?", (6.0, 7.0)),
    ]
    assert (reading.accounted, reading.title, reading.date) == (1.0, "The mill, 3 May 2022", datetime.date(2022, 5, 3))
    assert [(entry.why, entry.text) for entry in reading.skipped] == [("header", "The mill, 3 May 2022 RG Rosa Gray Jonas Pell"), ("header", "calm")]


def test_labels_and_dashes_are_read_as_in_other_captions() -> None:
    reading = read_bytes(DFXP.encode(), "mill.dfxp")
    assert [(turn.speaker.label, turn.text, turn.time) for turn in reading.turns] == [
        ("ANNA", "Where is it? It was here.", (1.2, 4.0)),
        ("", "No.", (4.0, 5.0)),
        ("", "Yes.", (4.0, 5.0)),
        ("ANNA", "So?", (5.0, 5.5)),
        ("BEN", "I have it.", None),
    ]
    assert reading.accounted == 1.0
    assert "the times of 1 caption cannot be read: the words are kept without" in reading.notes


def test_captions_of_nobody_are_paragraphs_and_rolling_ones_are_told_once() -> None:
    rows = ["the mill", "the mill<br/>stands still", "stands still<br/>today", "today<br/>and tomorrow"]
    body = "".join(f'<p begin="{at}s" end="{at + 1}s">{row}</p>\n' for at, row in enumerate(rows))
    reading = read_bytes(f"<tt><body><div>{body}</div></body></tt>".encode(), "x.xml")
    assert [(turn.speaker.label, turn.text, turn.time) for turn in reading.turns] == [("", "the mill stands still today and tomorrow", (0.0, 4.0))]
    assert [entry.text for entry in reading.skipped] == ["the mill", "stands still", "today"]
    assert reading.accounted == 1.0


def test_the_bytes_of_a_turn_end_with_its_last_paragraph() -> None:
    data = TTML.encode()
    first = read_bytes(data, "x.ttml").turns[0]
    assert first.bytes is not None
    piece = data[first.bytes.start : first.bytes.end].decode()
    assert piece.startswith('<p xml:id="p1"')
    assert piece.endswith("Well</span>?</p>")


@pytest.mark.parametrize(
    ("parameters", "expression", "seconds"),
    [
        ("", "00:01:02.5", 62.5),
        ("", "01:02:03", 3723.0),
        ("", "02:03.25", 123.25),
        ("", "7.25s", 7.25),
        ("", "250ms", 0.25),
        ("", "2m", 120.0),
        ("", "0.5h", 1800.0),
        ("", "45f", 1.5),
        ("", "00:00:01:15", 1.5),
        ('ttp:frameRate="25"', "00:00:01:05", 1.2),
        ('ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', "24f", 1.001),
        ('ttp:frameRate="30" ttp:frameRateMultiplier="1000:1001"', "00:00:00:30", 1.001),
        ('ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" ttp:dropMode="dropNTSC"', "00:10:00:00", 599.999),
        ('ttp:frameRate="30" ttp:subFrameRate="2"', "00:00:01:15.1", 1.517),
        ('ttp:tickRate="10000000"', "25000000t", 2.5),
        ('ttp:frameRate="25"', "50t", 2.0),
        ("", "3t", 3.0),
        ('ttp:timeBase="clock"', "10:00:00", None),
        ('ttp:timeBase="smpte" ttp:markerMode="discontinuous"', "10:00:00:00", None),
        ('ttp:frameRate="zero" ttp:tickRate="-1"', "30f", 1.0),
        ("", "soon", None),
        ("", "-1s", None),
        ("", "", None),
    ],
)
def test_times_by_the_files_own_clock(parameters: str, expression: str, seconds: float | None) -> None:
    root = parse(Source("x", f'<tt xmlns:ttp="p" {parameters}/>'.encode())).root
    assert clock_of(root).seconds(expression) == seconds


def times(body: str, parameters: str = "") -> list[tuple[float, float | None] | None]:
    reading = read_bytes(f'<tt xmlns:ttm="m" {parameters}><head><e:documentStartOfProgramme xmlns:e="e">10:00:00:00</e:documentStartOfProgramme>'.encode() + (
        b'<ttm:agent xml:id="a"><ttm:name>Ann</ttm:name></ttm:agent><ttm:agent xml:id="b"><ttm:name>Bo</ttm:name></ttm:agent></head>' + body.encode() + b"</tt>"
    ), "x.ttml")  # fmt: skip
    return [turn.time for turn in reading.turns]


def test_times_count_from_what_a_caption_stands_in() -> None:
    inner = '<p ttm:agent="a" begin="1s" end="2s">one</p><p ttm:agent="b" begin="2s">two</p>'
    assert times(f'<body><div begin="10s">{inner}</div></body>') == [(11.0, 12.0), (12.0, None)]
    assert times(f'<body><div begin="1s" end="2.5s">{inner}</div></body>') == [(2.0, 3.0), (2.0, None)]
    assert times('<body><p ttm:agent="a"><span begin="3s" end="4s">a</span> <span begin="4s" end="5s">b</span></p></body>') == [(3.0, 5.0)]


def test_a_programme_that_begins_at_ten_begins_at_zero() -> None:
    assert times('<body><p begin="10:00:02:00" end="10:00:03:15">a</p></body>', 'timeBase="smpte"') == [(2.0, 3.5)]


def test_translations_and_ruby_are_not_said() -> None:
    body = '<p begin="1s">水<span tts:ruby="text">みず</span><span ttm:role="x-translation">water</span></p>'
    reading = read_bytes(f'<tt xmlns:tts="s" xmlns:ttm="m"><body>{body}</body></tt>'.encode(), "x.ttml")
    assert [turn.text for turn in reading.turns] == ["水"]
    assert [entry.why for entry in reading.skipped] == ["a ruby text", "a translation"]


def test_a_file_without_captions_is_refused() -> None:
    with pytest.raises(FormatError, match="no captions"):
        read_bytes(b"<tt><head/><body><div><p begin='1s'> </p></div></body></tt>", "x.ttml")


def test_elements_know_their_tags() -> None:
    assert Element("p", {}, 0, 1).get("begin") == ""
