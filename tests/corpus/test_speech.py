"""JSON of speech recognisers: the same short exchange as each service writes it, and what is made of gaps and damage."""

from __future__ import annotations

import json
from typing import Any

import pytest

from corpus.errors import FormatError
from corpus.library import read_bytes
from corpus.readers import Reading
from tests.corpus.made_speech import SERVICES


def read(document: Any) -> Reading:
    return read_bytes(json.dumps(document).encode(), "hearing 2023-04-05.json")


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_gives_the_same_two_turns(service: str) -> None:
    document, labels = SERVICES[service]
    reading = read(document)
    assert [(turn.speaker.label, turn.text) for turn in reading.turns] == [(labels[0], "Gate seven?"), (labels[1], "Shut. At four.")]
    assert [turn.time for turn in reading.turns] == [(1.0, 1.5), (2.0, 3.0)]
    assert reading.accounted == 1.0
    assert str(reading.date) == "2023-04-05"


@pytest.mark.parametrize("service", SERVICES)
def test_the_bytes_of_a_turn_are_those_of_its_pieces(service: str) -> None:
    data = json.dumps(SERVICES[service][0], indent=1).encode()
    first, second = read_bytes(data, "a.json").turns
    assert first.bytes
    assert second.bytes
    assert b"Gate" in data[first.bytes.start : first.bytes.end]
    assert b"Shut" not in data[first.bytes.start : first.bytes.end]
    assert b"four" in data[second.bytes.start : second.bytes.end]
    lines = data[: second.bytes.start].count(b"\n") + 1, data[: second.bytes.end].count(b"\n") + 1
    assert second.lines == lines


def test_numbers_and_letters_are_speakers_nobody_names() -> None:
    turns = read(SERVICES["deepgram utterances"][0]).turns
    assert [(turn.speaker.label, turn.speaker.name, turn.speaker.kind) for turn in turns] == [("0", "Speaker 0", "unknown"), ("1", "Speaker 1", "unknown")]


def test_a_machine_is_said_to_have_heard_it_and_a_podcast_s_own_transcript_is_not() -> None:
    assert "heard by a machine (Deepgram): words and speakers may be wrong" in read(SERVICES["deepgram"][0]).notes
    assert not [note for note in read(SERVICES["podcast"][0]).notes if "machine" in note]


def test_what_is_not_said_is_skipped_key_by_key() -> None:
    reasons = {entry.why for entry in read(SERVICES["amazon"][0]).skipped}
    assert "not what is said: results.transcripts.*.transcript (1 times)" in reasons
    assert "not what is said: results.items.*.speaker_label (8 times)" in reasons


def test_another_alternative_is_said_to_be_left_out() -> None:
    words = [{"word": "yes", "start": 1, "end": 2}]
    reading = read({"results": {"channels": [{"alternatives": [{"words": words}, {"words": words}]}]}})
    assert [turn.text for turn in reading.turns] == ["yes"]
    assert [entry.why for entry in reading.skipped] == ["another channel or alternative: results.channels.*.alternatives.*.words.*.word (1 times)"]


def test_youtube_has_times_and_no_speakers() -> None:
    events = [
        {"tStartMs": 1000, "segs": [{"utf8": "the"}, {"utf8": " wall", "tOffsetMs": 400}]},
        {"tStartMs": 2000, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {"tStartMs": 3000},
    ]
    reading = read({"wireMagic": "pb3", "events": [*events, {"tStartMs": 4000, "segs": [{"utf8": "held"}]}]})
    assert [(turn.speaker.label, turn.text, turn.time) for turn in reading.turns] == [("", "the wall held", (1.0, None))]


def test_without_speakers_paragraphs_end_at_pauses() -> None:
    words = [{"text": "The wall held.", "start": 0, "end": 2}, {"text": "We slept.", "start": 2.5, "end": 3}, {"text": "It rained.", "start": 6, "end": 7}]
    assert [turn.text for turn in read({"segments": words}).turns] == ["The wall held. We slept.", "It rained."]


@pytest.mark.parametrize("time", ["x", None, -1, 1e300, True, [], {"seconds": "x"}])
def test_a_time_that_is_none_is_left_out(time: Any) -> None:
    assert read({"segments": [{"text": "So.", "start": time, "end": 2}]}).turns[0].time is None


@pytest.mark.parametrize(
    "document", [{"segments": []}, {"segments": [{"text": " "}]}, {"results": {}}, {"words": []}, [1], {"events": [{"segs": [{"utf8": "\n"}]}]}]
)
def test_json_without_speech_is_refused_by_name(document: Any) -> None:
    with pytest.raises(FormatError, match=r"^hearing 2023-04-05\.json: "):
        read(document)
