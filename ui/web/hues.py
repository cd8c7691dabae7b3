"""A speaker's colour and initials: the same wherever the speaker is shown. Only people have them.

A person's name alone says which colour is wanted. Where two of one transcript want the same and others are left, one of them takes another,
and which one does not depend on the transcript: so of the two the same keeps its own wherever they meet.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corpus.speakers import match_key
from corpus.transcript import Speaker, Transcript

HUES: Final = 8
"""How many colours there are; `--q-hue-1` to `--q-hue-8` in people.css, all readable on paper, light and dark."""

_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Known:
    """A transcript as what its colours are remembered by: what was read, not every turn of it."""

    id: str
    sha256: str
    reader: str


def hue(speaker: Speaker, transcript: Transcript) -> int:
    """The number of a person's colour in a transcript, 1 to HUES; 0 for a role or nobody, who may be many people."""
    if speaker.kind != "person":
        return 0
    key = _key(speaker.name)
    return _of(transcript).get(key) or wanted(key)


def wanted(key: str) -> int:
    """The colour that a person has wherever nobody else of a transcript has it: by the name alone."""
    return _rank(key) % HUES + 1


def shared_out(turns: Mapping[str, int]) -> dict[str, int]:
    """A colour for each of the people of a transcript, who are given with the number of their turns.

    The HUES who speak most have one each; whoever else there is has the wanted one.
    """
    first = sorted(turns, key=lambda key: (-turns[key], _rank(key), key))[:HUES]
    found: dict[str, int] = {}
    moved = []
    for key in sorted(first, key=lambda key: (_rank(key), key)):
        if wanted(key) in found.values():
            moved.append(key)
        else:
            found[key] = wanted(key)
    for key in moved:
        step = 2 * (_rank(key) >> 8) + 1  # odd, so that it comes by every colour
        found[key] = next(colour for at in range(1, HUES) if (colour := (wanted(key) - 1 + at * step) % HUES + 1) not in found.values())
    return {key: found.get(key, wanted(key)) for key in turns}


def initials(speaker: Speaker) -> str:
    """One or two capitals of a person's name without titles ("Minister Jane Doe" gives "JD"); "" for a role or nobody."""
    if speaker.kind != "person":
        return ""
    words = _WORD.findall(match_key(speaker.name)) or _WORD.findall(speaker.name)
    first = [word[0].upper()[:1] for word in words]
    return "".join(first[:1] + first[-1:] if len(first) > 1 else first)


def _rank(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


_KEPT: Final = 1_024
_held: dict[_Known, dict[str, int]] = {}


def _of(transcript: Transcript) -> dict[str, int]:
    """The colours of the transcript, found once."""
    known = _Known(transcript.id, transcript.sha256, transcript.reader)
    found = _held.get(known)
    if found is None:
        people = Counter(turn.speaker.name for turn in transcript.turns if turn.speaker.kind == "person")
        turns: Counter[str] = Counter()
        for name, count in people.items():
            turns[_key(name)] += count
        if len(_held) >= _KEPT:
            _held.clear()
        found = _held[known] = shared_out(turns)
    return found


_key = lru_cache(maxsize=4_096)(match_key)
