"""A date, and a title that is not the file's name, come with where they are from, in every format."""

from __future__ import annotations

import datetime
import json

import pytest

from corpus.library import read_bytes
from corpus.readers.titles import dated
from tests.contracts.test_readers import EXAMPLES, Example

CUE = "WEBVTT\n\n00:01.000 --> 00:02.000\nHi.\n"
SAID = "Ann: One.\n\nBo: Two.\n\nAnn: Three.\n"
SLACK = [{"type": "message", "ts": "1675342400.0002", "user": "U1", "text": "One."}]
TTML = "<tt><head><title>Talk of 3 May 2021</title></head><body><div><p begin='1s' end='2s'>One.</p></div></body></tt>"
GRID = 'File type = "ooTextFile"\n"TextGrid"\n0\n1\n<exists>\n1\n"IntervalTier"\n"Ann"\n0\n1\n1\n0\n1\n"One two."\n'


@pytest.mark.parametrize(
    ("text", "name", "day", "notes"),
    [
        (CUE, "talk-2021-05-03.vtt", 3, {"date from the file's name"}),
        (CUE, "talk 03-04-21.vtt", 0, set()),
        (CUE.removeprefix("WEBVTT\n\n").replace(".000", ",000"), "GMT20210503-1504_Recording.srt", 3, {"date from the file's name"}),
        (SAID, "talk-2021-05-03.txt", 3, {"date from the file's name"}),
        (
            f"Remarks by the mayor on the new harbour wall, 3 May 2021\n\n{SAID}",
            "2020-01-01.txt",
            3,
            {"title from the text above the first turn", "date from the title"},
        ),
        (f"The talk\n\n4 May 2021\n\n{SAID}", "a.txt", 4, {"title from the text above the first turn", "date from the text above the first turn"}),
        (f"---\ntitle: The talk\ndate: 2021-05-05\n---\n\n{SAID}", "a.md", 5, {"title from the front matter", "date from the front matter"}),
        (json.dumps(SLACK), "2020-01-01.json", 2, {"date from the messages"}),
        (TTML, "2020-01-01.ttml", 3, {"title from the head", "date from the title"}),
        (GRID, "2021-05-03.TextGrid", 3, {"date from the file's name"}),
    ],
)
def test_where_title_and_date_are_from(text: str, name: str, day: int, notes: set[str]) -> None:
    reading = read_bytes(text.encode(), name)
    assert (reading.date.day if reading.date else 0) == day
    assert {note for note in reading.notes if note.startswith(("title from", "date from"))} == notes


@pytest.mark.parametrize("example", [example for example in EXAMPLES if example.format != "native"], ids=lambda example: f"{example.reader}-{example.name}")
def test_no_date_without_its_source(example: Example) -> None:
    reading = read_bytes(example.data, f"2021-05-03 {example.name}")
    assert reading.date is not None
    assert sum(note.startswith("date from ") for note in reading.notes) == 1


def test_the_first_place_with_a_date_counts() -> None:
    assert dated([("03/04/21", "one"), ("3 May 2021", "another")], "2020-01-01") == (datetime.date(2021, 5, 3), ("date from another",))
    assert dated([], "03/04/21") == (None, ())
