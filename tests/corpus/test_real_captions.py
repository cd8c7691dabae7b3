"""Real captions and JSON of speech recognisers, beside what a cruder reading of them finds; `test_real_formats` has the facts of each file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.library import read_file

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")

CAPTIONS = [
    "vtt/podnews_weekly_review_2024-01-19.vtt",
    "vtt/kde_express-16_kde_en_telegram.vtt",
    "vtt_zoom/meeting001_transcript.vtt",
    "srt/buzzcast.srt",
    "vtt_edge/captions_with_bom.vtt",
    "vtt_edge/cue_tags.vtt",
    "vtt_edge/invalid_timeframe.vtt",
    "vtt_edge/missing_caption_text.srt",
    "vtt_edge/sample.srt",
    "vtt_edge/using_identifiers.vtt",
]


def test_one_podcast_reads_the_same_from_captions_and_from_json() -> None:
    captions, heard = read_file(DATA / "srt/buzzcast.srt"), read_file(DATA / "podcast_json/buzzcast.json")
    assert [(turn.speaker, turn.text) for turn in captions.turns] == [(turn.speaker, turn.text) for turn in heard.turns]


@pytest.mark.parametrize("file", CAPTIONS)
def test_no_word_is_lost_or_added(file: str) -> None:
    """Everything but numbers, times, tags and labels, by the crudest means."""
    labels = {turn.speaker.label for turn in read_file(DATA / file).turns} - {""}
    kept = []
    for line in (DATA / file).read_text("utf-8-sig").splitlines():
        if "-->" in line or line in ("WEBVTT", "second caption") or re.fullmatch(r"\s*\d*\s*", line):
            continue
        name, colon, rest = line.partition(": ")
        kept.append(re.sub("<[^>]*>", "", rest if colon and name in labels else line))
    assert " ".join(turn.text for turn in read_file(DATA / file).turns).split() == " ".join(kept).split()


@pytest.mark.parametrize(
    ("file", "each"), [("vtt_zoom/meeting001_transcript.vtt", r"(?m)^([A-Z][A-Za-z]+ [A-Z][A-Za-z]+): "), ("srt/buzzcast.srt", r"(?m)^([A-Z][a-z]+): ")]
)
def test_turns_change_where_the_label_does(file: str, each: str) -> None:
    labels = re.findall(each, (DATA / file).read_text())
    changes = [label for at, label in enumerate(labels) if at == 0 or label != labels[at - 1]]
    assert [turn.speaker.label for turn in read_file(DATA / file).turns] == changes
