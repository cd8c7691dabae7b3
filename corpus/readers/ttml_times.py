"""When captions in TTML are shown: clock times, frames, ticks and metrics, by the parameters that the file sets.

Follows TTML2, sections 6.2 (parameters) and 12.3 (time expressions): https://www.w3.org/TR/ttml2/. What counts from no recording (a clock of the day)
is no time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.readers.joining import Time
from corpus.readers.xml_tree import Element

_CLOCK = re.compile(r"(?:(?P<h>\d{1,4}):)?(?P<m>\d{1,2}):(?P<s>\d{1,2}(?:[.,]\d{1,9})?)(?::(?P<f>\d{1,4})(?:\.(?P<sub>\d{1,4}))?)?")
_OFFSET = re.compile(r"(?P<count>\d{1,15}(?:\.\d{1,9})?)(?P<unit>h|ms|m|s|f|t|)")
_METRICS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "": 1.0}


@dataclass(frozen=True, slots=True)
class Clock:
    """How a file counts: frames, frames within frames and ticks a second; `zero` is where its recording begins, in seconds."""

    frames: float
    subframes: float
    ticks: float
    drop: bool = False
    counts: bool = True
    zero: float = 0.0

    def seconds(self, text: str) -> float | None:
        """A time expression in seconds; None for what is none, and for a clock that counts from no recording."""
        text = text.strip()
        clock = _CLOCK.fullmatch(text) if text and self.counts else None
        offset = _OFFSET.fullmatch(text) if text and self.counts and not clock else None
        if not (clock or offset):
            return None
        value = self._by_clock(clock) if clock else self._by_offset(offset) if offset else 0.0
        return round(value, 3)

    def _by_clock(self, found: re.Match[str]) -> float:
        hours, minutes = int(found["h"] or 0), int(found["m"])
        whole = hours * 3600 + minutes * 60 + float(found["s"].replace(",", "."))
        if not found["f"]:
            return whole
        frames = int(found["f"]) + int(found["sub"] or 0) / self.subframes
        if self.drop:  # every minute but each tenth leaves out the numbers of two frames
            nominal = round(self.frames)
            passed = hours * 60 + minutes
            return (whole * nominal + frames - 2 * (passed - passed // 10)) / self.frames
        return whole + frames / self.frames

    def _by_offset(self, found: re.Match[str]) -> float:
        count, unit = float(found["count"]), found["unit"]
        if unit in _METRICS:
            return count * _METRICS[unit]
        return count / (self.frames if unit == "f" else self.ticks)

    def of(self, element: Element, within: Time) -> Time | None:
        """When an element is shown that stands in one shown `within`.

        Its times count from the begin of that one; where it would then be over, the file counts from zero, and so do we.
        """
        begin, end, length = (self.seconds(element.get(name)) for name in ("begin", "end", "dur"))
        if begin is None:
            return None
        begin = round(begin - self.zero, 3) if begin >= self.zero else begin
        end = round(end - self.zero, 3) if end is not None and end >= self.zero else end
        end = round(begin + length, 3) if end is None and length is not None else end
        shift, over = within
        if shift and (over is None or shift + begin < over):
            begin, end = round(begin + shift, 3), None if end is None else round(end + shift, 3)
        return begin, end if end is not None and end >= begin else None


def clock_of(root: Element) -> Clock:
    """The clock that the root of a file sets."""
    base, rate = root.get("timeBase"), _positive(root.get("frameRate"), 30.0)
    over = [_positive(part, 1.0) for part in re.split(r"[\s:]+", root.get("frameRateMultiplier").strip()) if part]
    frames = rate * (over[0] / over[1] if len(over) == 2 else 1.0)
    sub = _positive(root.get("subFrameRate"), 1.0)
    ticks = _positive(root.get("tickRate"), frames * sub if root.get("frameRate") else 1.0)
    counts = base not in ("clock",) and root.get("markerMode") != "discontinuous"
    plain = Clock(frames, sub, ticks, drop=root.get("dropMode") == "dropNTSC", counts=counts)
    start = next((held.words() for held in root.all("documentStartOfProgramme")), "") if base == "smpte" else ""
    return Clock(plain.frames, plain.subframes, plain.ticks, plain.drop, plain.counts, plain.seconds(start) or 0.0)


def _positive(text: str, default: float) -> float:
    try:
        value = float(text)
    except ValueError:
        return default
    return value if 0 < value < 1e12 else default
