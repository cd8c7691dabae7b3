"""Times that stand on lines or in cells of their own: "0:30", "[00:01:02.500]", "0:0:1.5 --> 0:0:4.0", and a time before a name."""

from __future__ import annotations

import re

_ONE = r"(?:(?P<h{0}>\d{{1,3}}):)?(?P<m{0}>\d{{1,3}}):(?P<s{0}>\d{{1,2}}(?:[.,]\d{{1,7}})?)"
_OPEN, _CLOSE = r"[\[(<{]?\s{0,3}", r"\s{0,3}[\])>}]?"
_TO = r"\s{0,3}(?:-->|->|→|–|—|-|to)\s{0,3}"
_TIMES = re.compile(_OPEN + _ONE.format("") + "(?:" + _TO + _ONE.format("2") + ")?" + _CLOSE)
_ARROW = re.compile(_ONE.format("") + r"\s{0,3}-->\s{0,3}" + _ONE.format("2"))
_FIRST = re.compile(_TIMES.pattern + r"[ \t\u00a0]{0,8}[-–|]?[ \t\u00a0]{0,8}(?![AaPp]\.?\s?[Mm]\b)(?P<name>[^\W\d_][^:：]{1,60}):?")
_LONGEST = 60
_BEGINS = frozenset("0123456789[(<{")


def seconds_of(text: str) -> float | None:
    """The (first) time, in seconds, that a text consists of; None for any other text."""
    match = _TIMES.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return _seconds(match) if match else None


def is_cue(text: str) -> bool:
    """True for a line that times a caption ("0:0:1.5 --> 0:0:4.0")."""
    return "-->" in text and len(text) <= _LONGEST and _ARROW.fullmatch(text.strip()) is not None


def time_and_name(text: str) -> tuple[float, str] | None:
    """Time and name of a line that holds nothing else ("00:00:03 Speaker 1", "[0:03] - Jane Doe"); None for any other line."""
    match = _FIRST.fullmatch(text.strip()) if len(text) <= 2 * _LONGEST and text[:1] in _BEGINS else None
    return (_seconds(match), match["name"].strip()) if match and match["name"].rstrip()[-1] not in ".?!;,…" else None


def _seconds(match: re.Match[str]) -> float:
    return int(match["h"] or 0) * 3600 + int(match["m"]) * 60 + float(match["s"].replace(",", "."))
