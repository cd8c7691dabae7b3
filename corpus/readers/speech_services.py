"""The services whose JSON is read, and how each is told by its shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from corpus.readers.speech_meetings import MEETINGS, unknown_service
from corpus.readers.speech_shapes import Make, Piece, Shape, Trail, by_time, got, label, plain, seconds, words


def shape_of(document: Any) -> Shape | None:
    """The shape that a decoded file has, None for one that no service writes."""
    return next((shape for fits in (*_SHAPES, *MEETINGS, unknown_service) if (shape := fits(document))), None)


def _podcast(document: Any) -> Shape | None:
    if not isinstance(got(document, "segments", 0, "body"), str):
        return None
    return Shape("Podcasting 2.0", ("segments", "*"), ("body",), plain("speaker", "body", "startTime", "endTime"), machine=False)


def _whisper(document: Any) -> Shape | None:
    segments = _list(got(document, "segments"))
    if not isinstance(got(segments, 0, "text"), str):
        return None
    mixed = [at for at, segment in enumerate(segments) if len(_voices(segment)) > 1]
    if not mixed:
        return Shape("Whisper", ("segments", "*"), ("text",), plain("speaker", "text", "start", "end"))
    if all(_list(got(segment, "words")) or not words(got(segment, "text")).strip() for segment in segments):
        return Shape("WhisperX", ("segments", "*", "words", "*"), ("word",), _word_of(segments))
    torn = frozenset(mixed)

    def make(piece: Any, trail: Trail) -> Piece:
        # Several speak in it, and not all words are given one by one: it is nobody's.
        who = "" if trail[0] in torn else label(got(piece, "speaker"))
        return Piece(words(got(piece, "text")), who, seconds(got(piece, "start")), seconds(got(piece, "end")))

    return Shape("WhisperX", ("segments", "*"), ("text",), make)


def _voices(segment: Any) -> set[str]:
    """The speakers that the words of a segment are given to."""
    return {who for word in _list(got(segment, "words")) if (who := label(got(word, "speaker")))}


def _word_of(segments: Sequence[Any]) -> Make:
    """Words with their own speakers; one without (a number, often) has that of the word before it in the segment, or else of the next."""

    def make(piece: Any, trail: Trail) -> Piece:
        around = _list(got(segments, trail[0], "words"))
        near = (*around[trail[1] :: -1], *around[trail[1] :])
        who = next((who for word in near if (who := label(got(word, "speaker")))), label(got(segments, trail[0], "speaker")))
        return Piece(words(got(piece, "word")), who, seconds(got(piece, "start")), seconds(got(piece, "end")))

    return make


def _whisper_cpp(document: Any) -> Shape | None:
    if not isinstance(got(document, "transcription", 0, "text"), str):
        return None

    def make(piece: Any, _: Trail) -> Piece:
        start, end = (seconds(got(piece, "offsets", key), 0.001) for key in ("from", "to"))
        who = label(got(piece, "speaker"))
        return Piece(words(got(piece, "text")), "" if who == "?" else who, start, end)

    return Shape("whisper.cpp", ("transcription", "*"), ("text",), make)


def _assemblyai(document: Any) -> Shape | None:
    if not isinstance(document, dict) or not document.keys() & {"audio_url", "audio_duration", "acoustic_model", "speech_model"}:
        return None
    for key in ("utterances", "words"):
        first = got(document, key, 0)
        if isinstance(got(first, "text"), str) and "confidence" in first and isinstance(got(first, "start"), int):
            return Shape("AssemblyAI", (key, "*"), ("text",), plain("speaker", "text", "start", "end", 0.001))
    return None


def _deepgram(document: Any) -> Shape | None:
    channels = _list(got(document, "results", "channels"))
    several = sum(bool(_list(got(channel, "alternatives", 0, "words"))) for channel in channels) > 1
    if isinstance(got(document, "results", "utterances", 0, "transcript"), str):
        return Shape("Deepgram", ("results", "utterances", "*"), ("transcript",), _of_channel("transcript", several))
    first = next((word for channel in channels if isinstance(word := got(channel, "alternatives", 0, "words", 0), dict)), {})
    if not isinstance(first.get("word"), str):
        return None
    text = "punctuated_word" if "punctuated_word" in first else "word"

    def make(piece: Any, trail: Trail) -> Piece:
        who = label(got(piece, "speaker"))
        who = _channel(trail[0], who) if several else who
        return Piece(words(got(piece, text)), who, seconds(got(piece, "start")), seconds(got(piece, "end")))

    return Shape("Deepgram", ("results", "channels", "*", "alternatives", 0, "words", "*"), (text,), make, by_time=several)


def _of_channel(text: str, several: bool) -> Make:
    def make(piece: Any, _: Trail) -> Piece:
        who = label(got(piece, "speaker"))
        if several:
            who = _channel(got(piece, "channel"), who)
        return Piece(words(got(piece, text)), who, seconds(got(piece, "start")), seconds(got(piece, "end")))

    return make


def _channel(number: Any, who: str) -> str:
    """A label for whoever speaks on a channel: each channel counts its speakers by itself."""
    return f"Channel {number}" + (f" Speaker {who}" if who and who != "0" else "")


def _amazon(document: Any) -> Shape | None:
    path = () if isinstance(document, list) else ("results", "items")
    items = got(document, *path)
    if not items and isinstance(got(document, "results", "audio_segments", 0, "transcript"), str):
        return Shape("Amazon Transcribe", ("results", "audio_segments", "*"), ("transcript",), plain("speaker_label", "transcript", "start_time", "end_time"))
    if not isinstance(got(items, 0, "alternatives", 0, "content"), str) or got(items, 0, "type") not in ("pronunciation", "punctuation"):
        return None
    segments = got(document, "results", "speaker_labels", "segments")
    parts = [part for segment in _list(segments) for part in (segment, *_list(got(segment, "items")))]
    heard = by_time([(seconds(got(part, "start_time")), label(got(part, "speaker_label"))) for part in parts])

    def make(piece: Any, _: Trail) -> Piece:
        start = seconds(got(piece, "start_time"))
        who = label(got(piece, "speaker_label")) or heard(start) or label(got(piece, "channel_label"))
        return Piece(words(got(piece, "alternatives", 0, "content")), who, start, seconds(got(piece, "end_time")))

    return Shape("Amazon Transcribe", (*path, "*"), ("alternatives", 0, "content"), make)


def _google(document: Any) -> Shape | None:
    results = _list(got(document, "results") or got(document, "response", "results"))
    base = ("results",) if got(document, "results") else ("response", "results")
    spoken = [at for at, result in enumerate(results) if isinstance(got(result, "alternatives", 0, "words", 0, "word"), str)]
    if not spoken:
        lines = any(isinstance(got(result, "alternatives", 0, "transcript"), str) for result in results)
        ends = ("resultEndTime", "resultEndOffset", "languageCode", "channelTag")
        if not lines or not any(got(result, key) is not None for result in results for key in ends):
            return None
        return Shape("Google Speech-to-Text", (*base, "*", "alternatives", 0), ("transcript",), plain("", "transcript", "", ""))
    # With speakers told apart, the last result holds every word once more, and only there with its speaker.
    told = got(results, spoken[-1], "alternatives", 0, "words", 0, "speakerTag") is not None and _again(results, spoken)
    inner = ("alternatives", 0, "words", "*")
    path = (*base, spoken[-1], *inner) if told else (*base, "*", *inner)

    def make(piece: Any, _: Trail) -> Piece:
        who = label(got(piece, "speakerLabel") or got(piece, "speakerTag"))
        start, end = (seconds(got(piece, key) if got(piece, key) is not None else got(piece, other)) for key, other in _GOOGLE_TIMES)
        return Piece(words(got(piece, "word")), who, start, end)

    return Shape("Google Speech-to-Text", path, ("word",), make)


def _again(results: Sequence[Any], spoken: Sequence[int]) -> bool:
    """Whether the last result begins where the first one does: it holds every word once more."""
    if len(spoken) < 2:
        return False
    firsts = [got(results, at, "alternatives", 0, "words", 0) for at in (spoken[0], spoken[-1])]
    starts = [seconds(got(word, "startTime") if got(word, "startTime") is not None else got(word, "startOffset") or 0) for word in firsts]
    return starts[0] == starts[1] and got(firsts[0], "word") == got(firsts[1], "word")


_GOOGLE_TIMES = (("startTime", "startOffset"), ("endTime", "endOffset"))


def _azure(document: Any) -> Shape | None:
    if not isinstance(got(document, "recognizedPhrases", 0, "nBest", 0, "display"), str):
        return None

    def make(piece: Any, _: Trail) -> Piece:
        start, length = (seconds(got(piece, key), 1e-7) for key in ("offsetInTicks", "durationInTicks"))
        end = round(start + length, 3) if start is not None and length is not None else None
        return Piece(words(got(piece, "nBest", 0, "display")), label(got(piece, "speaker")), start, end)

    return Shape("Azure Speech", ("recognizedPhrases", "*"), ("nBest", 0, "display"), make)


def _rev(document: Any) -> Shape | None:
    if not isinstance(got(document, "monologues", 0, "elements", 0, "value"), str):
        return None
    names = {label(got(one, "id")): words(got(one, "name")) for one in _list(got(document, "speakers"))}

    def make(piece: Any, trail: Trail) -> Piece:
        who = label(got(document, "monologues", trail[0], "speaker"))
        start, end = (seconds(got(piece, key) if got(piece, key) is not None else got(piece, other)) for key, other in _REV_TIMES)
        return Piece(words(got(piece, "value")), names.get(who) or who, start, end)

    return Shape("Rev.ai", ("monologues", "*", "elements", "*"), ("value",), make)


_REV_TIMES = (("ts", "timestamp"), ("end_ts", "end_timestamp"))


def _speechmatics(document: Any) -> Shape | None:
    kinds = [got(result, "type") for result in _list(got(document, "results"))[:20] if isinstance(got(result, "alternatives", 0, "content"), str)]
    if kinds and kinds[0] in ("word", "punctuation", "entity"):

        def make(piece: Any, _: Trail) -> Piece:
            best = got(piece, "alternatives", 0)
            who = label(got(best, "speaker")) or label(got(piece, "channel"))
            return Piece(words(got(best, "content")), "" if who == "UU" else who, seconds(got(piece, "start_time")), seconds(got(piece, "end_time")))

        return Shape("Speechmatics", ("results", "*"), ("alternatives", 0, "content"), make)
    if not isinstance(got(document, "words", 0, "name"), str) or seconds(got(document, "words", 0, "time")) is None:
        return None
    speaks = by_time([(seconds(got(one, "time")), label(got(one, "name"))) for one in _list(got(document, "speakers"))])

    def make_first(piece: Any, _: Trail) -> Piece:
        start, length = seconds(got(piece, "time")), seconds(got(piece, "duration"))
        end = round(start + length, 3) if start is not None and length is not None else None
        return Piece(words(got(piece, "name")), speaks(start), start, end)

    return Shape("Speechmatics", ("words", "*"), ("name",), make_first)


def _ibm(document: Any) -> Shape | None:
    if not isinstance(got(document, "results", 0, "alternatives", 0, "timestamps", 0, 0), str):
        return None
    speaks = by_time([(seconds(got(one, "from")), label(got(one, "speaker"))) for one in _list(got(document, "speaker_labels"))])

    def make(piece: Any, _: Trail) -> Piece:
        start = seconds(got(piece, 1))
        return Piece(words(got(piece, 0)), speaks(start), start, seconds(got(piece, 2)))

    return Shape("IBM Watson", ("results", "*", "alternatives", 0, "timestamps", "*"), (0,), make)


def _kaldi(document: Any) -> Shape | None:
    path = ("retval", "words") if got(document, "retval", "words") else ("words",)
    if not isinstance(got(document, *path, 0, "punct"), str):
        return None
    return Shape("Kaldi", (*path, "*"), ("punct",), plain("speaker", "punct", "start", "end"))


def _paper_edit(document: Any) -> Shape | None:
    if not isinstance(got(document, "words", 0, "text"), str) or got(document, "paragraphs", 0, "start") is None:
        return None
    speaks = by_time([(seconds(got(one, "start")), label(got(one, "speaker"))) for one in _list(got(document, "paragraphs"))])

    def make(piece: Any, _: Trail) -> Piece:
        start = seconds(got(piece, "start"))
        return Piece(words(got(piece, "text")), speaks(start), start, seconds(got(piece, "end")))

    return Shape("digital paper edit", ("words", "*"), ("text",), make)


def _auto_edit(document: Any) -> Shape | None:
    if not isinstance(got(document, "text", 0, "paragraph", 0, "line", 0, "text"), str):
        return None

    def make(piece: Any, trail: Trail) -> Piece:
        who = label(got(document, "text", trail[0], "speaker"))
        return Piece(words(got(piece, "text")), who, seconds(got(piece, "startTime")), seconds(got(piece, "endTime")))

    return Shape("autoEdit", ("text", "*", "paragraph", "*", "line", "*"), ("text",), make)


def _youtube(document: Any) -> Shape | None:
    events = _list(got(document, "events"))
    if not any(isinstance(got(event, "segs", 0, "utf8"), str) for event in events[:50]):
        return None

    def make(piece: Any, trail: Trail) -> Piece:
        event = got(document, "events", trail[0])
        begin, later = seconds(got(event, "tStartMs"), 0.001), seconds(got(piece, "tOffsetMs") or 0, 0.001)
        start = round(begin + later, 3) if begin is not None and later is not None else None
        return Piece(words(got(piece, "utf8")), "", start)

    return Shape("YouTube", ("events", "*", "segs", "*"), ("utf8",), make)


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


_SHAPES: tuple[Callable[[Any], Shape | None], ...] = (
    _podcast, _whisper, _whisper_cpp, _assemblyai, _deepgram, _amazon, _google, _azure, _rev, _speechmatics, _ibm, _kaldi, _paper_edit, _auto_edit,
    _youtube,
)  # fmt: skip
