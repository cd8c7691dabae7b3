"""What speech services write: for each its shape, where its pieces of speech lie, and how one is read.

A piece is a word, a phrase or what one speaker says; pieces are joined into turns by `speech`. Seconds throughout.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.readers.json_walk import Path

Trail = tuple[int, ...]
_CLOCK = re.compile(r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>\d{1,2}(?:[.,]\d{1,7})?)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """What a service heard: words (as written, outer white space included), the label of who spoke ("" unknown), from when to when."""

    text: str
    label: str = ""
    start: float | None = None
    end: float | None = None


Make = Callable[[Any, Trail], Piece]


@dataclass(frozen=True, slots=True)
class Shape:
    """One service's format: `path` leads to its pieces, and `text` from each piece to its words, step by step.

    `machine` where it is always a machine that heard them; `by_time` where the file has them one channel after the other, and only
    their times tell the order; `sure` is how surely a file of this shape is the service's.
    """

    service: str
    path: Path
    text: Path
    make: Make
    machine: bool = True
    by_time: bool = False
    sure: float = 0.8


def got(value: Any, *path: str | int) -> Any:
    """What lies at `path` below a decoded value, None where nothing does."""
    for step in path:
        if isinstance(step, int) and isinstance(value, list) and -len(value) <= step < len(value):
            value = value[step]
        elif isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def words(value: Any) -> str:
    """`value` where it is a string, else ""."""
    return value if isinstance(value, str) else ""


def label(value: Any) -> str:
    """A speaker's label as the file has it, numbers too; "" for none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(str(value).split()) if isinstance(value, str) or abs(value) < 1e6 else ""


def named(people: Any) -> dict[str, str]:
    """The names of a list of speakers by their ids: [{"id": 0, "name": "Jane Doe"}]; empty for what is none."""
    found = {}
    for one in people if isinstance(people, list) else ():
        key, name = (next((text for key in keys if (text := label(got(one, key)))), "") for keys in (_IDS, _NAMES))
        if key and name:
            found[key] = name
    return found


_IDS = ("id", "speaker_id", "speakerId")
_NAMES = ("name", "speaker_name", "display_name", "displayName")


def everything(piece: Any, _: Trail) -> Piece:
    """A piece that is nothing but its words."""
    return Piece(words(piece))


def seconds(value: Any, unit: float = 1.0) -> float | None:
    """A time given as a number, as "1.5", "1.5s" or "0:00:01.5", or as Google's {seconds, nanos}; None for what is no time."""
    if isinstance(value, dict):
        whole, rest = seconds(value.get("seconds", 0)), seconds(value.get("nanos", 0))
        return None if whole is None or rest is None else round(whole + rest / 1e9, 3)
    if isinstance(value, str):
        clock = _CLOCK.match(value)
        if clock:
            return int(clock["h"] or 0) * 3600 + int(clock["m"]) * 60 + float(clock["s"].replace(",", "."))
        try:
            value = float(value[:20].removesuffix("s"))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value * unit <= 1e9:
        return None  # false for NaN too
    return round(float(value * unit), 3)


def by_time(starts: Sequence[tuple[float | None, str]]) -> Callable[[float | None], str]:
    """Who speaks at a time, from (start, label) of each stretch; "" before the first one."""
    known = sorted((start, who) for start, who in starts if start is not None)
    keys = [start for start, _ in known]

    def who(at: float | None) -> str:
        place = bisect.bisect_right(keys, at + 1e-6) if at is not None else 0
        return known[place - 1][1] if place else ""

    return who


def plain(speaker: str, text: str, start: str, end: str, unit: float = 1.0) -> Make:
    """Pieces whose speaker, words and times lie under keys of their own."""

    def make(piece: Any, _: Trail) -> Piece:
        return Piece(words(got(piece, text)), label(got(piece, speaker)), seconds(got(piece, start), unit), seconds(got(piece, end), unit))

    return make
