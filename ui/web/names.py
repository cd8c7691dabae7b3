"""How the app writes speakers, dates and times: plain text, not yet escaped."""

from __future__ import annotations

import datetime

from corpus.transcript import Speaker

INFERRED = "inferred from the title"
ROLE = "role"
UNNAMED = "Unnamed speaker"


def name(speaker: Speaker) -> str:
    """The name to show: as the file has it, or "Unnamed speaker" where it has none."""
    return speaker.name or UNNAMED


def remarks(speaker: Speaker) -> tuple[str, ...]:
    """What a reader must know about a name: that it is a role, that it was inferred, and the note that stood with it."""
    role = (ROLE,) if speaker.kind == "role" else ()
    inferred = (INFERRED,) if speaker.inferred else ()
    return (*role, *inferred, *((speaker.note.strip("() "),) if speaker.note else ()))


def day(date: datetime.date | None) -> str:
    """A date in words ("26 January 2021"), or "undated"."""
    return f"{date.day} {date:%B} {date.year}" if date else "undated"


def clock(seconds: float) -> str:
    """Seconds from the start as "4:05" or "1:04:05", whole seconds, rounded down."""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def count(number: int, thing: str) -> str:
    """A number with its noun: "1 turn", "5,000 turns"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
