"""The native JSON format: what is read, where it lies, and what is refused in which words."""

from __future__ import annotations

import datetime
import json

import pytest

from corpus.errors import FormatError
from corpus.library import read_bytes
from corpus.readers import Reading
from corpus.transcript import NOBODY, ByteSpan

TWO = """{
  "id": "talk", "title": "A  talk", "date": "2023-05-22",
  "turns": [
    {"speaker": "Leila Haddad", "text": "How high was it?", "start": 0.5, "end": 2},
    {"speaker": "Daniel Okafor (by phone)",
     "text": "Three metres\\n– “datum”."}
  ]
}
"""


def read(document: object, name: str = "talk.json") -> Reading:
    return read_bytes(json.dumps(document, ensure_ascii=False).encode(), name)


def test_everything_the_format_holds() -> None:
    reading = read_bytes(TWO.encode(), "talk.json")
    assert (reading.title, reading.date, reading.accounted, reading.notes) == ("A talk", datetime.date(2023, 5, 22), 1.0, ())
    first, second = reading.turns
    assert (first.index, first.speaker.name, first.text, first.time, first.lines) == (
        0,
        "Leila Haddad",
        "How high was it?",
        (0.5, 2.0),
        (4, 4),
    )
    assert (second.speaker.name, second.speaker.note, second.time, second.lines) == ("Daniel Okafor", "(by phone)", None, (5, 6))
    assert second.text == "Three metres\n– “datum”."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_the_bytes_of_a_turn_are_its_element(encoding: str) -> None:
    data = TWO.replace("Leila", "Léïlà 🎙").encode(encoding)
    codec = "utf-16-le" if "16" in encoding else "utf-8"
    for turn in read_bytes(data, "talk.json").turns:
        assert turn.bytes is not None
        assert json.loads(data[turn.bytes.start : turn.bytes.end].decode(codec))["text"] == turn.text


def test_text_is_exactly_the_string() -> None:
    text = "  two  spaces\t\u00a0\x00 and \u202e, e\u0301 \n"
    assert read({"turns": [{"speaker": "A B", "text": text}]}).turns[0].text == text


def test_an_empty_text_keeps_its_number() -> None:
    reading = read({"turns": [{"speaker": "A B", "text": "x"}, {"speaker": "C D", "text": ""}, {"speaker": "A B", "text": "y"}]})
    assert [(turn.index, turn.text) for turn in reading.turns] == [(0, "x"), (1, ""), (2, "y")]


def test_a_missing_speaker_is_nobody() -> None:
    reading = read({"turns": [{"text": "x"}, {"speaker": None, "text": "y"}, {"speaker": " ", "text": "z"}]})
    assert {turn.speaker for turn in reading.turns} == {NOBODY}


def test_words_under_foreign_keys_are_reported_not_lost() -> None:
    reading = read(
        {
            "url": "https://example.org",
            "more": {"a": ["words"]},
            "n": 3,
            "turns": [{"text": "x", "lang": "en"}, {"text": "y", "lang": "fr", "score": 1}],
        }
    )
    assert [(entry.why, entry.text) for entry in reading.skipped] == [
        ("not part of the native format: url", "https://example.org"),
        ("not part of the native format: more", ""),
        ("not part of the native format: lang (2 times)", "en"),
    ]
    assert reading.accounted == 1.0


@pytest.mark.parametrize(
    ("date", "found", "noted"),
    [
        ("2021-01-26", datetime.date(2021, 1, 26), False),
        ("26 January 2021", datetime.date(2021, 1, 26), False),
        (None, None, False),
        ("", None, False),
        ("03/04/21", None, True),
        ("yesterday", None, True),
    ],
)
def test_dates(date: str | None, found: datetime.date | None, noted: bool) -> None:
    reading = read({"date": date, "turns": [{"text": "x"}]})
    assert reading.date == found
    assert bool(reading.notes) == noted


@pytest.mark.parametrize(
    ("start", "end", "time"),
    [
        ("1", "2", (1.0, 2.0)),
        ("1.5", "null", (1.5, None)),
        ("null", "2", None),
        ("3", "2", (3.0, None)),
        ("NaN", "1", None),
        ("1e999", "1", None),
        ('"1"', "2", None),
        ("-1", "2", None),
        ("true", "2", None),
        ("9" * 5000, "2", None),
    ],
)
def test_times_are_seconds_or_nothing(start: str, end: str, time: tuple[float, float | None] | None) -> None:
    data = f'{{"turns": [{{"text": "x", "start": {start}, "end": {end}}}]}}'.encode()
    assert read_bytes(data, "x.json").turns[0].time == time


def test_a_title_is_made_from_the_file_name() -> None:
    assert read({"turns": [{"text": "x"}]}, "sub/council-meeting-2022-06-08.json").title == "Council meeting 2022-06-08"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ('{"turns": []}', "line 1: there are no turns"),
        ('{"turns": {}}', 'line 1: expected a list for "turns", found'),
        ('{"turns": [\n3]}', "line 2: turn 0 is not an object"),
        ('{"turns": [\n{"speaker": "A B"}]}', 'line 2: turn 0 has no "text"'),
        ('{"turns": [{"text": 3}]}', 'line 1: turn 0 has no "text"'),
        ('{"turns": [\n\n{"text": "x", "speaker": 3}]}', 'line 3: "speaker" of turn 0 is not a string'),
        ('{"title": 3, "turns": [{"text": "x"}]}', '"title" is not a string'),
        ('{"date": 20230522, "turns": [{"text": "x"}]}', '"date" is not a string'),
        ('{"turns": [{"text": "x"},\n', "line 2: this is not JSON"),
        ('{"turns": [{"text": "x"}\n', 'line 2: expected "," or "]", found the end of the file'),
        ('{"turns": [{"text": "x"}]', 'line 1: expected "," or "}", found the end of the file'),
        ('{"turns": [{"text": "x"}]} {}', "line 1: there is more after the end of the object"),
        ('{"turns": [{"text": "x"}], "turns": []}', "line 1: the key 'turns' stands there twice"),
        ('{"turns": [{"text": "\\ud800"}]}', "line 1: a string holds half a character"),
        ('{"turns": [{"text": "a\nb"}]}', "line 1: this is not JSON: Invalid control character"),
        ('{"turns": [{"text": "x", "more": ' + "[" * 100_000, "values are nested too deep"),
        ('{"turns": ' + "[" * 100_000, "values are nested too deep"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(document: str, message: str) -> None:
    with pytest.raises(FormatError) as refused:
        read_bytes(document.encode(), "talk.json")
    assert str(refused.value).startswith("talk.json: ")
    assert message in str(refused.value)


def test_lines_are_counted_at_every_line_end() -> None:
    data = b'{"turns": [\r\n{"text": "a"},\r{"text": "b"},\n\n{"text": "c"}]}'
    reading = read_bytes(data, "x.json")
    assert [turn.lines for turn in reading.turns] == [(2, 2), (3, 3), (5, 5)]
    assert reading.turns[0].bytes == ByteSpan(13, 26)
