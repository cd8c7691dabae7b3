"""Caption files taken apart: which lines are captions, when each is shown, and which lines nobody says.

Common to WebVTT, SubRip and SBV, whose captions are lines below a line of times. Knows nothing of tags or speakers. Follows
the WebVTT specification (W3C, https://www.w3.org/TR/webvtt1/) where the file does, and goes on where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.decoding import Line
from corpus.readers.joining import Time
from corpus.transcript import Skipped

_LOOK = 200
"""Characters of a line that are looked at for times."""

_TIME = r"(?:(?:(\d{1,4}):)?(\d{1,2}):)?(\d{1,6})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s{{0,20}}{_TIME}\s{{0,20}}-->\s{{0,20}}{_TIME}(?:\s|$)")
_SBV_TIMES = re.compile(rf"\s{{0,20}}{_TIME},{_TIME}\s{{0,20}}$")
_NUMBER = re.compile(r"\s{0,20}\d{1,9}\s{0,20}$")
_COMMENTS = (("NOTE", "a comment"), ("STYLE", "a style"), ("REGION", "a region"), ("X-TIMESTAMP-MAP", "a time map"))
_GLIMPSE = 500
STRAY = "words outside of a caption"


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption: `rows` are its lines of text, blank ones included; it begins at `first`, its number or its times."""

    first: Line
    rows: tuple[Line, ...]
    time: Time | None


@dataclass(frozen=True, slots=True)
class Captions:
    """All captions of a file in its order, the lines that are none, and how many captions have no time that can be read."""

    captions: tuple[Caption, ...]
    skipped: tuple[Skipped, ...]
    untimed: int


def is_times(line: str) -> bool:
    """Whether a line says when a caption is shown, readable or not."""
    return "-->" in line[:_LOOK] or _SBV_TIMES.match(line[:_LOOK]) is not None


def times(line: str) -> Time | None:
    """When a caption is shown, in seconds; None where the line cannot be read. An end before its start is left out."""
    found = _TIMES.match(line[:_LOOK]) or _SBV_TIMES.match(line[:_LOOK])
    if not found:
        return None
    start, end = _seconds(*found.groups()[:4]), _seconds(*found.groups()[4:])
    return start, end if end >= start else None


def take_apart(lines: Sequence[Line], blocks: bool) -> Captions:
    """The captions among `lines`. With `blocks` a blank line ends a caption, as in WebVTT; else only the next one does."""
    starts = _starts(lines)
    captions: list[Caption] = []
    skipped: list[Skipped] = list(_strays(lines[: starts[0][0]] if starts else lines, head=True))
    for (first, at), (end, _) in zip(starts, [*starts, (len(lines), 0)][1:], strict=True):
        stop = next((row for row in range(at + 1, end) if not lines[row].text), end) if blocks else end
        rows = tuple(lines[at + 1 : stop])
        if any(row.text.strip() for row in rows):
            captions.append(Caption(lines[first], rows, times(lines[at].text)))
        else:
            skipped.append(_entry(lines[first : at + 1], "a caption without words"))
        skipped.extend(_strays(lines[stop:end], head=False))
    return Captions(tuple(captions), tuple(skipped), sum(caption.time is None for caption in captions))


def _starts(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where each caption begins, and where its line of times is: the same, or one above where it has a number or a name."""
    found: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        if not is_times(line.text):
            continue
        after = found[-1][1] if found else -1
        above = lines[at - 1].text.strip() if at - 1 > after else ""
        alone = at - 2 <= after or not lines[at - 2].text.strip()
        named = bool(above) and not above.startswith("WEBVTT") and (alone or _NUMBER.match(above) is not None)
        found.append((at - 1 if named else at, at))
    return found


def _strays(lines: Sequence[Line], head: bool) -> Iterator[Skipped]:
    """What is in no caption, block by block, with the reason."""
    block: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.text.strip():
            block.append(line)
        elif block:
            yield _entry(block, _reason(block[0].text, head))
            block, head = [], False


def _reason(text: str, head: bool) -> str:
    for word, why in _COMMENTS:
        if text.startswith(word):
            return why
    return "heading" if head else STRAY


def _entry(lines: Sequence[Line], why: str) -> Skipped:
    return Skipped((lines[0].number, lines[-1].number), why, "\n".join(line.text[:_GLIMPSE] for line in lines[:20]))


def _seconds(hours: str | None, minutes: str | None, seconds: str, fraction: str) -> float:
    return round(int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000, 3)
