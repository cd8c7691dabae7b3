"""A speaker's colour and initials: the same wherever and whenever the speaker is shown. Only people have them."""

from __future__ import annotations

import re
import zlib

from corpus.speakers import match_key
from corpus.transcript import Speaker

HUES = 8
"""How many colours there are; `--q-hue-1` to `--q-hue-8` in people.css, all readable on paper, light and dark."""

_WORD = re.compile(r"[^\W\d_]+")


def hue(speaker: Speaker) -> int:
    """The number of a person's colour, 1 to HUES, by the name alone; 0 for a role or nobody, who may be many people."""
    if speaker.kind != "person":
        return 0
    return zlib.crc32(match_key(speaker.name).encode("utf-8", "surrogatepass")) % HUES + 1


def initials(speaker: Speaker) -> str:
    """One or two capitals of a person's name without titles ("Minister Jane Doe" gives "JD"); "" for a role or nobody."""
    if speaker.kind != "person":
        return ""
    words = _WORD.findall(match_key(speaker.name)) or _WORD.findall(speaker.name)
    first = [word[0].upper()[:1] for word in words]
    return "".join(first[:1] + first[-1:] if len(first) > 1 else first)
