"""Real saved pages, read beside the facts that looking at them gives. Skipped where the data lies not beside the repository."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.library import read_file

FORMATS = Path(__file__).resolve().parents[2] / "../shared/data/formats"

pytestmark = pytest.mark.skipif(not FORMATS.is_dir(), reason="no ../shared/data/formats beside the repository")


def test_a_podcasts_page_of_cites_times_and_paragraphs() -> None:
    path = FORMATS / "podcast_html/buzzcast.html"
    transcript = read_file(path)
    source = path.read_text(encoding="utf-8")
    turns = transcript.turns
    assert (len(turns), transcript.skipped, transcript.accounted, transcript.date) == (34, (), 1.0, None)
    assert [turn.speaker.label + ":" for turn in turns] == re.findall("<cite>(.*?)</cite>", source)
    assert Counter(turn.speaker.name for turn in turns) == {"Kevin": 10, "Dave": 8, "Alban": 7, "Tom": 5, "Travis": 4}
    clock = [minutes.split(":") for minutes in re.findall("<time>(.*?)</time>", source)]
    assert [turn.time for turn in turns] == [(int(minutes) * 60.0 + int(seconds), None) for minutes, seconds in clock]
    assert turns[0].text.startswith("It is so stinking nice to like, show up and record this show.")
    assert turns[0].lines == (3, 5)
    assert turns[-1].speaker.label == "Travis"
    assert turns[-1].text.endswith("This is from Arielle, she asks, Why is Alban the coolest? No,")
