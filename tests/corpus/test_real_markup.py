"""Real files of parliaments and corpora beside facts that were found by looking into them. Skipped where they lie not beside the repository."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from corpus.library import read_file

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")


def test_an_excerpt_of_parlamint() -> None:
    transcript = read_file(DATA / "parlamint_tei/ParlaMint-GB_2022-07-21-commons.excerpt.xml")
    first, second = transcript.turns
    assert (transcript.reader, transcript.accounted, transcript.date) == ("tei/1", 1.0, datetime.date(2022, 7, 21))
    assert [(turn.speaker.label, turn.speaker.name, turn.speaker.kind, turn.speaker.note, turn.lines) for turn in transcript.turns] == [
        ("LindsayHoyle", "Lindsay Hoyle", "person", "(chair)", (27, 30)),
        ("RobertBlackman", "Robert Blackman", "person", "", (38, 40)),
    ]
    assert first.text.startswith("Before we come to today’s business, I want to mark")
    assert "leaving the House Service in September\nI am sure the House will join me" in first.text
    assert second.text == "1. What progress her Department has made on securing a free trade agreement with India."
    assert [(entry.lines, entry.why, entry.text) for entry in transcript.skipped[1:]] == [
        ((26, 26), "heading", "Speaker's Statement"),
        ((31, 31), "a note", "End of debateSection."),
        ((33, 33), "a gap in the record", "SAMPLING"),
        ((37, 37), "heading", "Free Trade Agreement: India"),
    ]
