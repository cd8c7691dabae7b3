"""The variants in which services really write: the same exchange in each, and the traps of each by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from corpus.library import read_bytes
from corpus.readers import Reading, Source
from corpus.readers.registry import recognised

ROWS = [("Gate", 1.0, 1.25, 0), ("seven?", 1.25, 1.5, 0), ("Shut.", 2.0, 2.5, 1), ("At", 2.5, 2.75, 1), ("four.", 2.75, 3.0, 1)]
TURNS = [("Gate seven?", 1.0, 1.5, 0), ("Shut. At four.", 2.0, 3.0, 1)]


def read(document: Any) -> Reading:
    return read_bytes(json.dumps(document).encode(), "a.json")


def said(document: Any) -> list[tuple[str, str]]:
    return [(turn.speaker.label, turn.text) for turn in read(document).turns]


def elevenlabs() -> Any:
    words: list[dict[str, Any]] = []
    for text, start, end, who in ROWS:
        words += [{"text": text, "start": start, "end": end, "type": "word", "speaker_id": f"speaker_{who}"}]
        words += [{"text": " ", "start": end, "end": end, "type": "spacing", "speaker_id": f"speaker_{who}"}]
    return {"language_code": "eng", "language_probability": 1, "text": "all", "words": words}


def gladia() -> Any:
    utterances = [{"text": text, "start": start, "end": end, "speaker": who, "channel": 0, "words": []} for text, start, end, who in TURNS]
    return {"id": "x", "status": "done", "result": {"metadata": {}, "transcription": {"full_transcript": "all", "utterances": utterances}}}


def azure_fast() -> Any:
    phrases = [
        {"offsetMilliseconds": int(start * 1000), "durationMilliseconds": int((end - start) * 1000), "text": text, "speaker": who, "locale": "en-GB"}
        for text, start, end, who in TURNS
    ]
    return {"durationMilliseconds": 3000, "combinedPhrases": [{"text": "all"}], "phrases": phrases}


def video_indexer() -> Any:
    lines = [
        {"id": who, "text": text, "speakerId": who + 1, "instances": [{"start": f"0:00:0{start}", "end": f"0:00:0{end}"}]}
        for text, start, end, who in TURNS
    ]
    people = [{"id": 1, "name": "Ann"}, {"id": 2, "name": "Bo"}]
    return {"videos": [{"insights": {"transcript": lines, "speakers": people}}]}


def call_analytics() -> Any:
    return {
        "Transcript": [
            {
                "ParticipantRole": ("AGENT", "CUSTOMER")[who],
                "Content": text,
                "BeginOffsetMillis": int(start * 1000),
                "EndOffsetMillis": int(end * 1000),
            }
            for text, start, end, who in TURNS
        ]
    }


def fireflies() -> Any:
    sentences = [
        {"speaker_name": ("Ann", "Bo")[who], "speaker_id": who, "text": text, "start_time": start, "end_time": end} for text, start, end, who in TURNS
    ]
    return {"data": {"transcript": {"title": "Weekly", "sentences": sentences}}}


def gong() -> Any:
    stretches = [
        {"speakerId": str(700 + who), "topic": "x", "sentences": [{"start": int(start * 1000), "end": int(end * 1000), "text": text}]}
        for text, start, end, who in TURNS
    ]
    return {"callTranscripts": [{"callId": "1", "transcript": stretches}]}


def recall() -> Any:
    def stretch(number: int) -> dict[str, Any]:
        words = [
            {"text": text, "start_timestamp": {"relative": start}, "end_timestamp": {"relative": end}}
            for text, start, end, who in ROWS
            if who == number
        ]
        return {"participant": {"id": number, "name": ("Ann", "Bo")[number]}, "words": words}

    return [stretch(0), stretch(1)]


def diarized() -> Any:
    segments = [
        {"type": "transcript.text.segment", "id": f"seg_{who}", "start": start, "end": end, "text": text, "speaker": "AB"[who]}
        for text, start, end, who in TURNS
    ]
    return {"task": "transcribe", "duration": 3.0, "text": "all", "segments": segments}


def pyannote() -> Any:
    return [{"speaker": f"SPEAKER_0{who}", "start": start, "end": end, "text": text} for text, start, end, who in TURNS]


def fathom() -> Any:
    return {
        "transcript": [
            {"speaker": {"display_name": ("Ann", "Bo")[who]}, "text": text, "timestamp": f"00:00:0{int(start)}"} for text, start, _, who in TURNS
        ]
    }


def teams() -> Any:
    entries = [
        {"id": str(who), "text": text, "speakerDisplayName": ("Ann", "Bo")[who], "startOffset": f"00:00:0{start}", "endOffset": f"00:00:0{end}"}
        for text, start, end, who in TURNS
    ]
    return {"$schema": "x", "entries": entries}


def avoma() -> Any:
    transcript = [{"transcript": text, "speaker_id": 40 + who, "timestamps": [start]} for text, start, _, who in TURNS]
    return {"transcript": transcript, "speakers": [{"id": 40, "name": "Ann"}, {"id": 41, "name": "Bo"}]}


def audio_segments() -> Any:
    segments = [
        {"id": who, "transcript": text, "start_time": str(start), "end_time": str(end), "speaker_label": f"spk_{who}", "items": []}
        for text, start, end, who in TURNS
    ]
    return {"jobName": "x", "results": {"transcripts": [{"transcript": "all"}], "audio_segments": segments, "items": []}}


def google_two() -> Any:
    return {
        "results": [
            {
                "alternatives": [
                    {
                        "transcript": turn,
                        "words": [
                            {"word": w, "startOffset": f"{s}s", "endOffset": f"{e}s", "speakerLabel": str(i + 1)}
                            for w, s, e, i in ROWS
                            if i == number
                        ],
                    }
                ],
                "languageCode": "en-gb",
            }
            for turn, _, _, number in TURNS
        ]
    }


def rev_human() -> Any:
    monologues = [
        {
            "speaker": who,
            "elements": [{"type": "text", "value": text, "timestamp": f"00:00:0{start:.3f}".replace(".", ","), "end_timestamp": f"00:00:0{end:.3f}"}],
        }
        for text, start, end, who in TURNS
    ]
    return {"speakers": [{"id": 0, "name": "Ann"}, {"id": 1, "name": "Bo"}], "monologues": monologues}


def deepgram_channels() -> Any:
    def channel(number: int) -> dict[str, Any]:
        return {"alternatives": [{"words": [{"word": w, "punctuated_word": w, "start": s, "end": e} for w, s, e, who in ROWS if who == number]}]}

    return {"metadata": {"channels": 2}, "results": {"channels": [channel(0), channel(1)]}}


def youtube_lines() -> Any:
    return [{"text": text, "start": start, "duration": end - start} for text, start, end, _ in TURNS]


ANN, S, SPK = ("Ann", "Bo"), ("0", "1"), ("spk_0", "spk_1")
SERVICES: dict[str, tuple[Any, tuple[str, str]]] = {
    "ElevenLabs": (elevenlabs(), ("speaker_0", "speaker_1")),
    "Gladia": (gladia(), S),
    "Azure fast": (azure_fast(), S),
    "Video Indexer": (video_indexer(), ANN),
    "Call Analytics": (call_analytics(), ("", "")),
    "Fireflies": (fireflies(), ANN),
    "Gong": (gong(), ("700", "701")),
    "Recall": (recall(), ANN),
    "OpenAI diarized": (diarized(), ("A", "B")),
    "pyannote and Whisper": (pyannote(), ("SPEAKER_00", "SPEAKER_01")),
    "Fathom": (fathom(), ANN),
    "Teams": (teams(), ANN),
    "Avoma": (avoma(), ANN),
    "Amazon audio_segments": (audio_segments(), SPK),
    "Google v2": (google_two(), ("1", "2")),
    "Rev by people": (rev_human(), ANN),
    "Deepgram channels": (deepgram_channels(), ("Channel 0", "Channel 1")),
}


@pytest.mark.parametrize("service", [name for name in SERVICES if name != "Call Analytics"])
def test_each_gives_the_two_turns_with_their_speakers_and_times(service: str) -> None:
    document, labels = SERVICES[service]
    reading = read(document)
    assert [(turn.speaker.label, turn.text) for turn in reading.turns] == [(labels[0], "Gate seven?"), (labels[1], "Shut. At four.")]
    if service != "Avoma":  # gives a list of times that says not of what
        assert [turn.time and turn.time[0] for turn in reading.turns] == [1.0, 2.0]
    assert reading.accounted == 1.0


def test_roles_of_a_call_are_roles() -> None:
    turns = read(call_analytics()).turns
    assert [(turn.speaker.name, turn.speaker.kind) for turn in turns] == [("AGENT", "role"), ("CUSTOMER", "role")]


def test_lines_of_a_video_have_times_and_nobody_s_name() -> None:
    turns = read(youtube_lines()).turns
    assert [(turn.speaker.label, turn.time and turn.time[0]) for turn in turns] == [("", 1.0)]


def test_words_of_two_speakers_in_one_segment_are_parted() -> None:
    """WhisperX gives the segment to the one who says most of it; its words say who says which."""
    words = [{"word": w, "start": s, "end": e, "speaker": f"S{who}"} for w, s, e, who in ROWS]
    del words[1]["speaker"]  # a word without one, as numbers are
    document = {
        "segments": [{"start": 1.0, "end": 3.0, "text": " Gate seven? Shut. At four.", "speaker": "S1", "words": words}],
        "word_segments": words,
    }
    assert said(document) == [("S0", "Gate seven?"), ("S1", "Shut. At four.")]


def test_a_segment_of_two_speakers_without_all_its_words_is_nobody_s() -> None:
    words = [{"word": "Gate", "speaker": "S0"}, {"word": "Shut.", "speaker": "S1"}]
    document = {"segments": [{"text": "Gate? Shut.", "speaker": "S1", "words": words}, {"text": "At four.", "speaker": "S1", "words": []}]}
    assert said(document) == [("", "Gate? Shut."), ("S1", "At four.")]


def test_channels_are_told_in_the_order_of_time() -> None:
    def word(text: str, start: float) -> dict[str, Any]:
        return {"word": text, "start": start, "end": start + 0.4}

    channels = [[word("one", 1), word("three", 3)], [word("two", 2), word("four", 4)]]
    document = {"results": {"channels": [{"alternatives": [{"words": words}]} for words in channels]}}
    assert said(document) == [("Channel 0", "one"), ("Channel 1", "two"), ("Channel 0", "three"), ("Channel 1", "four")]


def test_results_that_each_have_speakers_are_all_read() -> None:
    """Only a last result that begins where the first one does holds everything once more."""
    words = [[{"word": "one", "startTime": "1s", "speakerTag": 1}], [{"word": "two", "startTime": "2s", "speakerTag": 2}]]
    assert said({"results": [{"alternatives": [{"words": each}]} for each in words]}) == [("1", "one"), ("2", "two")]


def test_google_without_words_is_read_by_its_results() -> None:
    results = [{"alternatives": [{"transcript": text, "confidence": 0.9}], "resultEndTime": "2s"} for text in ("gate seven", " shut at four")]
    assert said({"results": results}) == [("", "gate seven shut at four")]


def test_unidentified_speakers_are_nobody() -> None:
    results = [{"type": "word", "start_time": 1, "end_time": 2, "alternatives": [{"content": "Gate", "speaker": "UU"}]}]
    assert said({"format": "2.9", "results": results}) == [("", "Gate")]


def test_openai_s_plain_answer_is_one_text() -> None:
    assert said({"text": "Gate seven? Shut.", "usage": {"type": "tokens"}}) == [("", "Gate seven? Shut.")]


def test_offsets_of_an_unknown_unit_give_no_times() -> None:
    document = {
        "speech": {"transcripts": [{"uuid": "x", "speaker_id": 7, "start_offset": 16000, "transcript": "Gate?"}], "speakers": []},
        "speakers": [],
    }
    assert [(turn.text, turn.time) for turn in read(document).turns] == [("Gate?", None)]
    epoch = {"speaker_blocks": [{"start_time": 1735000000000, "end_time": 1735000001000, "speaker": {"name": "Ann"}, "words": "Gate?"}]}
    assert [(turn.speaker.label, turn.text, turn.time) for turn in read(epoch).turns] == [("Ann", "Gate?", None)]


def test_a_service_is_surer_than_a_list_that_only_looks_like_one() -> None:
    known, unknown = (recognised(Source("a.json", json.dumps(document).encode()))[1] for document in (gladia(), pyannote()))
    assert (known, unknown) == (0.8, 0.5)


@pytest.mark.parametrize(
    "document",
    [
        {"items": [{"name": "Ann", "value": 3}]},
        {"data": [{"text": "a"}, {"text": "b"}]},
        {"text": "all"},
        {"results": [{"title": "x", "text": "y", "url": "z"}]},
        [{"name": "Ann", "content": "hi"}],
    ],
)
def test_other_json_is_no_transcript(document: Any) -> None:
    with pytest.raises(Exception, match="no reader takes"):
        read(document)
