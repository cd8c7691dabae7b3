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
    assert (transcript.reader, transcript.accounted, transcript.date) == ("tei/2", 1.0, datetime.date(2022, 7, 21))
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


# file: (reader, turns, media, [(speaker, kind, first words, last words, time, lines)] of the first and the last turn)
TIERED = {
    "cha/media_missing.cha": ("cha/2", 1, [("PAR0", "unknown", "Um <I like", "I like beans .", (20.78, 24.3), (10, 10))]),
    "cha/unlinked.cha": ("cha/2", 1, [("PAR0", "unknown", "Um <I like", "I like beans .", (20.78, 24.3), (11, 11))]),
    "textgrid/bobby_words.TextGrid": ("textgrid/2", 1, [("", "unknown", "BOBBY RIPPED", "THE LEDGER", (0.064691, 1.117148), (52, 52))]),
    "textgrid/mary.TextGrid": ("textgrid/2", 1, [("", "unknown", "mary rolled", "the barrel", (0.31542, 1.518254), (71, 80))]),
    "textgrid/utterance.TextGrid": (
        "textgrid/2",
        7,
        [
            ("PAR0", "unknown", "hello.", "hello.", (0.0, 0.42), (18, 18)),
            ("PAR1", "unknown", "this is a test", "of batchline.", (0.88, 2.32), (88, 88)),
            ("PAR0", "unknown", "I'm going to read", "and arranging audio.", (2.5, 10.04), (26, 34)),
            ("PAR1", "unknown", "MIDI and drummer", "track types.", (10.2, 12.82), (96, 96)),
            ("PAR0", "unknown", "press command slash", "some retracing.", (13.22, 19.18), (42, 58)),
            ("PAR1", "unknown", "so just for fun. um", "I like beans.", (19.42, 24.14), (104, 112)),
            ("PAR0", "unknown", "beans are fun.", "thank you very much.", (24.38, 25.94), (66, 74)),
        ],
    ),
}


@pytest.mark.parametrize("file", TIERED)
def test_the_facts_of_each_small_recording(file: str) -> None:
    reader, count, facts = TIERED[file]
    transcript = read_file(DATA / file)
    assert (transcript.reader, len(transcript.turns), transcript.accounted) == (reader, count, 1.0)
    for turn, (label, kind, first, last, time, lines) in zip(transcript.turns, facts, strict=True):
        assert (turn.speaker.label, turn.speaker.kind, turn.time, turn.lines) == (label, kind, time, lines)
        assert turn.text.startswith(first)
        assert turn.text.endswith(last)


def test_a_large_recording_of_elan() -> None:
    """Of its tiers "text" holds phrases, numbered from 001 to 399; the others hold their words twice, parts of speech and gestures."""
    transcript = read_file(DATA / "eaf/sample_3.0.eaf")
    assert (transcript.reader, transcript.accounted, {turn.speaker.label for turn in transcript.turns}) == ("elan/2", 1.0, {""})
    assert " ".join(turn.text for turn in transcript.turns) == " ".join(f"The quick brown fox {number:03}" for number in range(1, 400))
    assert (transcript.turns[0].time or (0,))[0] == 2.0
    assert [entry.why.partition(":")[0] for entry in transcript.skipped] == [
        "a licence", "header", *(f"tier {name!r}" for name in ("words-timesub", "words-symsub", "gestures", "gest_included", "words-pos")),
        "a list of codes", "a list of codes",
    ]  # fmt: skip
