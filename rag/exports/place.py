"""The place of a quotation as a footnote carries it, and the note around it.

quoth:FILE?turn=3&start=10&end=60&sha256=HEX    FILE percent-encoded; start and end half-open in code points of the turn
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from corpus.transcript import where
from rag.lead import day

_PLACE = re.compile(
    r"(?P<before>.*)\.\s+<?quoth:(?P<file>[^?\s<>]{1,4000})\?turn=(?P<turn>\d{1,9})&start=(?P<start>\d{1,9})&end=(?P<end>\d{1,9})&sha256=(?P<sha>[0-9a-f]{64})>?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says: that these words, and this note about them, are of that place.

    `place` is None where none is given; `why` says what else makes it impossible to prove, "" where nothing does. `by` is the line above
    that says who speaks, "" where there is none.
    """

    text: str
    note: str = ""
    place: Mapping[str, Any] | None = None
    why: str = ""
    by: str = ""


def claim_of(text: str, note: str) -> Claim:
    """The claim that these words with this whole footnote make."""
    found = found_place(note)
    return Claim(text, found[1], found[0]) if found else Claim(text)


def place_of(held: Mapping[str, Any]) -> str:
    """The place of a quotation as `quoth ask --json` has it."""
    file = quote(str(held["file"]), safe="/", errors="surrogatepass")
    return f"quoth:{file}?turn={held['turn']}&start={held['start']}&end={held['end']}&sha256={held['sha256']}"


def found_place(text: str) -> tuple[dict[str, Any], str] | None:
    """The place that ends a note, as `file`, `turn`, `start`, `end` and `sha256`, and the note before it; None where the note ends otherwise."""
    found = _PLACE.fullmatch(text.strip())
    if not found:
        return None
    numbers = {name: int(found[name]) for name in ("turn", "start", "end")}
    return {"file": unquote(found["file"], errors="replace"), **numbers, "sha256": found["sha"]}, found["before"]


def note_of(held: Mapping[str, Any]) -> str:
    """Who said it, in what, when and where that stands: "Ada Brook, “Title,” 26 January 2021, at 4:05, turn 3, a.txt, lines 5–9"."""
    who, date = by_of(held)
    time = [f"at {_clock(held['time'][0])}"] if held.get("time") else []
    return ", ".join([who, f"“{held['title']},” {date}", *time, f"turn {held['turn'] + 1}", f"{held['file']}{_lines(held)}"])


def by_of(held: Mapping[str, Any]) -> tuple[str, str]:
    """Who said it and when, as the line above a quotation says it: "Ada Brook", "26 January 2021"."""
    about = [part for part in ("role" if held.get("kind") == "role" else "", "inferred from the title" if held.get("inferred") else "", _bare(held)) if part]
    name = held["speaker"] or "Unnamed speaker"
    date = day(datetime.date.fromisoformat(held["date"])) if held.get("date") else "undated"
    return f"{name} ({', '.join(about)})" if about else name, date


def begins(held: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
    """Whether a quotation needs a line above it that says who speaks: somebody else did `before`, or in another transcript; a role's turns may be anybody's."""
    return before is None or (by_of(held), held["file"]) != (by_of(before), before["file"]) or (held.get("kind") == "role" and held["turn"] != before["turn"])


def same(one: str, other: str) -> bool:
    """Whether two texts have the same words: how wide the white space between them is, editors change."""
    return one.split() == other.split()


def _bare(held: Mapping[str, Any]) -> str:
    return str(held.get("note") or "").strip("() ")


def _clock(seconds: float) -> str:
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def _lines(held: Mapping[str, Any]) -> str:
    if not held.get("lines"):
        return ""
    first, last = held["lines"]
    return f", {where((first, last), held.get('unit', 'line'))}"
