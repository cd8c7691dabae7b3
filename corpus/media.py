"""Recordings beside their transcripts: which sound or video file is the one that a transcript is of, by their names alone.

A recording belongs to a transcript in the same folder with the same stem: `talk.mp3` to `talk.vtt`. Marks at the end of either stem
that name a language, a kind of transcript or a picture size do not count: `talk.en.vtt`, `talk.transcript.vtt`, `talk.mp3.json`,
`talk_1920x1080.mp4`. What is in the file is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

_SOUND = ("mp3", "m4a", "aac", "ogg", "oga", "opus", "flac", "wav", "weba", "m4b", "mka", "wma", "aif", "aiff", "amr", "caf")
_VIDEO = ("mp4", "webm", "m4v", "mov", "ogv", "mkv", "avi", "wmv", "mpg", "mpeg", "3gp", "flv")
_ORDER: Mapping[str, int] = {suffix: rank for rank, suffix in enumerate((*_SOUND, *_VIDEO))}
"""Where two recordings fit, the first of these is taken: sound before video (it opens sooner), what every browser plays before what few do."""

_LANGUAGE = (
    r"[a-z]{2}|eng|deu|ger|fra|fre|spa|ita|por|nld|dut|rus|ukr|pol|ces|cze|ara|heb|zho|chi|jpn|kor|hin|tur|swe|nor|dan|fin|ell|gre|hun|ron|rum|"
    r"vie|tha|ind|fas|per|urd|ben|und|mul"
)
_MARK = re.compile(
    rf"(?i)\.(?:(?:{_LANGUAGE})(?:[-_][a-z0-9]{{2,8}}){{0,2}}|transcript|transcription|captions?|cc|subtitles?|subs?|sdh|forced|default|orig|auto|asr|"
    rf"whisper|whisperx|words|segments|diari[sz]ed|speakers|{'|'.join(_ORDER)})$"
)
_SIZE = re.compile(r"(?i)[ ._-](?:\d{3,4}x\d{3,4}|\d{3,4}p)$")
_MOST_MARKS = 3


def is_media(name: str) -> bool:
    """Whether a file is a recording, by its suffix."""
    return _suffix(name) in _ORDER


def media_of(transcripts: Iterable[str], recordings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each transcript that has one: its recordings, the one to play first. All are paths with "/".

    Those of exactly the same stem come before those that fit without their marks; then sound comes before video.
    """
    by_stem: dict[str, list[tuple[int, str]]] = {}
    for file in recordings:
        for marks, stem in enumerate(_stems(file)):
            by_stem.setdefault(stem, []).append((marks, file))
    found = {}
    for file in transcripts:
        near = sorted(_rank(marks + more, other) for marks, stem in enumerate(_stems(file)) for more, other in by_stem.get(stem, ()))
        if near:
            found[file] = tuple(dict.fromkeys(other for *_, other in near))
    return found


def _rank(marks: int, file: str) -> tuple[int, int, str]:
    return min(marks, 1), _ORDER[_suffix(file)], file


def _stems(file: str) -> Iterator[str]:
    """The path without its suffix, then without one mark after the other."""
    stem = PurePosixPath(file).with_suffix("").as_posix()
    yield stem
    for _ in range(_MOST_MARKS):
        shorter = _SIZE.sub("", _MARK.sub("", stem))
        if shorter == stem or shorter.endswith("/") or not shorter:
            return
        stem = shorter
        yield stem


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix[1:].lower()


def recording(root: Path, media: str) -> Path | None:
    """Where the recording `media` of the library at `root` lies; None unless it is a file of that kind below `root` now."""
    path = root / media
    return path if is_media(media) and path.is_file() and path.resolve().is_relative_to(root.resolve()) else None
