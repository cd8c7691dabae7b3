"""Further services, most of them for meetings: how each is told by its shape. `speech_services` holds those of speech recognition proper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from corpus.readers.json_walk import Path
from corpus.readers.speech_shapes import Make, Piece, Shape, Trail, everything, got, label, named, seconds, words


def _elevenlabs(document: Any) -> Shape | None:
    for path in (("words",), ("transcripts", 0, "words")):
        first = got(document, *path, 0)
        if isinstance(got(first, "text"), str) and got(first, "type") in ("word", "spacing", "audio_event"):
            full: Path = ("words", "*") if path == ("words",) else ("transcripts", "*", "words", "*")
            return Shape("ElevenLabs", full, ("text",), _make("speaker_id", "text", "start", "end"), by_time=len(path) > 1)
    return None


def _gladia(document: Any) -> Shape | None:
    for path in (("result", "transcription", "utterances"), ("transcription", "utterances"), ("result", "utterances"), ("data", "utterances")):
        if isinstance(got(document, *path, 0, "text"), str):
            return Shape("Gladia", (*path, "*"), ("text",), _make("speaker", "text", "start", "end"))
    if isinstance(got(document, "prediction", 0, "transcription"), str):
        return Shape("Gladia", ("prediction", "*"), ("transcription",), _make("speaker", "transcription", "time_begin", "time_end"))
    return None


def _azure_fast(document: Any) -> Shape | None:
    if not isinstance(got(document, "phrases", 0, "text"), str) or got(document, "phrases", 0, "offsetMilliseconds") is None:
        return None

    def make(piece: Any, _: Trail) -> Piece:
        start, length = (seconds(got(piece, key), 0.001) for key in ("offsetMilliseconds", "durationMilliseconds"))
        end = round(start + length, 3) if start is not None and length is not None else None
        return Piece(words(got(piece, "text")), label(got(piece, "speaker")), start, end)

    return Shape("Azure Speech", ("phrases", "*"), ("text",), make)


def _video_indexer(document: Any) -> Shape | None:
    path = ("videos", 0, "insights", "transcript")
    if not isinstance(got(document, *path, 0, "text"), str):
        return None
    names = named(got(document, "videos", 0, "insights", "speakers"))

    def make(piece: Any, _: Trail) -> Piece:
        who = label(got(piece, "speakerId"))
        start, end = (seconds(got(piece, "instances", 0, key)) for key in ("start", "end"))
        return Piece(words(got(piece, "text")), names.get(who) or who, start, end)

    return Shape("Azure Video Indexer", (*path, "*"), ("text",), make)


def _amazon_calls(document: Any) -> Shape | None:
    if not isinstance(got(document, "Transcript", 0, "Content"), str):
        return None
    return Shape(
        "Amazon Transcribe Call Analytics",
        ("Transcript", "*"),
        ("Content",),
        _make("ParticipantRole", "Content", "BeginOffsetMillis", "EndOffsetMillis", 0.001),
    )


def _fireflies(document: Any) -> Shape | None:
    for path in (("data", "transcript", "sentences"), ("transcript", "sentences"), ("sentences",)):
        first = got(document, *path, 0)
        text = next((key for key in ("text", "raw_text", "sentence") if isinstance(got(first, key), str)), "")
        if text and ("speaker_name" in first or "speaker_id" in first):
            return Shape("Fireflies", (*path, "*"), (text,), _make(("speaker_name", "speaker_id"), text, ("start_time", "time"), ("end_time", "endTime")))
    return None


def _otter(document: Any) -> Shape | None:
    path: Path = ("speech", "transcripts") if got(document, "speech", "transcripts") else ("transcripts",)
    first = got(document, *path, 0)
    if not isinstance(got(first, "transcript"), str) or not isinstance(first, dict) or not {"speaker_id", "start_offset", "uuid"} & first.keys():
        return None
    names = {**named(got(document, "speakers")), **named(got(document, "speech", "speakers"))}

    def make(piece: Any, _: Trail) -> Piece:
        # Offsets count samples of a rate that the file does not give: no time is made of them.
        who = label(got(piece, "speaker_id")) or label(got(piece, "label"))
        return Piece(words(got(piece, "transcript")), names.get(who) or label(got(piece, "speaker_name")) or who)

    return Shape("Otter", (*path, "*"), ("transcript",), make)


def _gong(document: Any) -> Shape | None:
    if not isinstance(got(document, "callTranscripts", 0, "transcript", 0, "sentences", 0, "text"), str):
        return None

    def make(piece: Any, trail: Trail) -> Piece:
        who = label(got(document, "callTranscripts", trail[0], "transcript", trail[1], "speakerId"))
        return Piece(words(got(piece, "text")), who, seconds(got(piece, "start"), 0.001), seconds(got(piece, "end"), 0.001))

    return Shape("Gong", ("callTranscripts", "*", "transcript", "*", "sentences", "*"), ("text",), make)


def _words_of_speakers(document: Any) -> Shape | None:
    """Recall.ai, Happy Scribe: a list of stretches, each with who speaks and the words."""
    path: Path = () if isinstance(document, list) else ("transcript",)
    first = got(document, *path, 0)
    if not isinstance(got(first, "words", 0, "text"), str) or not isinstance(first, dict) or not {"participant", "speaker"} & first.keys():
        return None

    def make(piece: Any, trail: Trail) -> Piece:
        stretch = got(document, *path, trail[0])
        who = label(got(stretch, "participant", "name")) or label(got(stretch, "speaker")) or label(got(stretch, "participant", "id"))
        times = (next((time for key in keys if (time := seconds(_relative(got(piece, key)))) is not None), None) for keys in _WORD_TIMES)
        start, end = times
        return Piece(words(got(piece, "text")), who, start, end)

    return Shape("Recall.ai", (*path, "*", "words", "*"), ("text",), make)


_WORD_TIMES = (("start_timestamp", "start_time", "start", "data_start"), ("end_timestamp", "end_time", "end", "data_end"))


def _relative(value: Any) -> Any:
    return got(value, "relative") if isinstance(value, dict) and "relative" in value else value


def _whole_text(document: Any) -> Shape | None:
    """OpenAI's plain answer: all words as one text."""
    if not isinstance(document, dict) or not words(document.get("text")).strip():
        return None
    known = {"text", "usage", "language", "duration", "task", "logprobs", "words", "languages"}
    if not document.keys() <= known or not document.keys() & (known - {"text", "words"}):
        return None
    return Shape("OpenAI", ("text",), (), everything)


def _make(speaker: str | tuple[str, ...], text: str, start: str | tuple[str, ...], end: str | tuple[str, ...], unit: float = 1.0) -> Make:
    """Pieces whose parts lie under the first of some keys."""

    def make(piece: Any, _: Trail) -> Piece:
        who = next((found for key in _keys(speaker) if (found := label(got(piece, key)))), "")
        times = (next((time for key in _keys(keys) if (time := seconds(got(piece, key), unit)) is not None), None) for keys in (start, end))
        first, last = times
        return Piece(words(got(piece, text)), who, first, last)

    return make


def _keys(keys: str | tuple[str, ...]) -> tuple[str, ...]:
    return (keys,) if isinstance(keys, str) else keys


MEETINGS: tuple[Callable[[Any], Shape | None], ...] = (
    _elevenlabs, _gladia, _azure_fast, _video_indexer, _amazon_calls, _fireflies, _otter, _gong, _words_of_speakers, _whole_text,
)  # fmt: skip

_TEXTS = ("text", "transcript", "sentence", "content", "words", "body", "word", "value")
_SPEAKERS = ("speaker", "speaker_name", "speakerName", "speakerDisplayName", "speaker_label", "speakerLabel", "speaker_id", "speakerId", "participant", "name")
_STARTS = ("start", "start_time", "startTime", "start_timestamp", "startTimestamp", "startOffset", "begin", "from", "timestamp", "time", "time_begin")
_ENDS = ("end", "end_time", "endTime", "end_timestamp", "endTimestamp", "endOffset", "to", "time_end", "stop")
_LISTS = (
    "utterances", "segments", "transcript", "transcription", "sentences", "paragraphs", "speaker_blocks", "entries", "monologues", "phrases",
    "turnLevelTranscription", "captions", "cues", "lines", "results", "result", "items", "data", "output", "words",
)  # fmt: skip
_DEPTH, _LOOK = 4, 200


def unknown_service(document: Any) -> Shape | None:
    """A list of pieces, each with words and with a speaker or a time, under a name that such lists have; of several the first by that name."""
    found = sorted(_lists(document, (), 0), key=lambda item: (_rank(item[0]), len(item[0])))
    for path, items in found:
        text = next((key for key in _TEXTS if sum(isinstance(got(item, key), str) for item in items) >= 0.8 * len(items)), "")
        keys = {key for item in items if isinstance(item, dict) for key in item}
        if text and keys & {*_SPEAKERS[:8], *_STARTS} and keys & {*_SPEAKERS[:9], *_STARTS}:
            return Shape("an unknown service", (*path, "*"), (text,), _unknown(text, named(got(document, "speakers")), _unit(items)), sure=0.5)
    return None


def _lists(value: Any, path: Path, depth: int) -> list[tuple[Path, list[Any]]]:
    if isinstance(value, list):
        return [(path, value[:_LOOK])] if value and isinstance(value[0], dict) else []
    if not isinstance(value, dict) or depth >= _DEPTH:
        return []
    return [found for key in _LISTS if key in value for found in _lists(value[key], (*path, key), depth + 1)]


def _rank(path: Path) -> int:
    return _LISTS.index(str(path[-1])) if path and path[-1] in _LISTS else -1


def _unit(items: list[Any]) -> float | None:
    """Seconds in a time of these pieces; None where whole numbers are so large that they must be something else."""
    times = [time for item in items for key in _STARTS if (time := seconds(got(item, key))) is not None]
    return 1.0 if not times or max(times) < 172_800 else None


def _unknown(text: str, names: Mapping[str, str], unit: float | None) -> Make:
    def make(piece: Any, _: Trail) -> Piece:
        who = next((found for key in _SPEAKERS if (found := label(_name(got(piece, key))))), "")
        start, end = (next((time for key in keys if (time := seconds(_relative(got(piece, key)))) is not None), None) for keys in (_STARTS, _ENDS))
        return Piece(words(got(piece, text)), names.get(who) or who, start if unit else None, end if unit else None)

    return make


def _name(value: Any) -> Any:
    """A speaker given as {"name": …}, {"display_name": …} or as itself."""
    if not isinstance(value, dict):
        return value
    return next((value[key] for key in ("name", "display_name", "displayName", "label", "id") if value.get(key) is not None), "")
