"""What chats of every kind share: a message, whose it is, and when it was written.

Each message is a turn. The time of day at which it was written is no time in a recording, so `Turn.time` is None; it stands in the
speaker's note with what else is to be known of the message: "(2023-05-02 10:01:03 UTC, edited)".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.speakers import speaker
from corpus.transcript import NOBODY, Speaker

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?$")
_NUMBER = re.compile(r"\d{9,10}(?:\.\d{1,9})?$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its words, the author's name as the file has it, when it was written (as shown), and remarks such as "edited".

    `why` says why it is no turn (somebody joined, it was deleted), "" where it is one. `kind` is set for what is no person's.
    """

    text: str
    author: str
    clock: str
    remarks: tuple[str, ...] = ()
    why: str = ""
    kind: str = ""


def author(message: Message) -> Speaker:
    """The speaker of a message, with when it was written as the note."""
    known = speaker(message.author)
    remarks = ", ".join(part for part in (message.clock, *message.remarks) if part)
    note = " ".join(part for part in (known.note, f"({remarks})" if remarks else "") if part)
    if not known.label:
        return Speaker("", "", "unknown", note) if note else NOBODY
    kind = known.kind if not message.kind else "role" if message.kind == "bot" else "unknown"
    return Speaker(known.label, known.name, kind, note)


def shown(value: object) -> str:
    """A moment as it is shown: "2023-05-02 10:01:03 UTC" of an ISO time or of seconds since 1970; "" for what is none."""
    if isinstance(value, str):
        found = _ISO.match(value.strip())
        if found:
            zone = {"Z": " UTC", "+00:00": " UTC", "+0000": " UTC", None: ""}.get(found[3], f" {found[3]}")
            return f"{found[1]} {found[2]}{zone}"
        if not _NUMBER.match(value):
            return " ".join(value.split())[:60]
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1e8 <= value < 4e9:
        return ""
    return datetime.datetime.fromtimestamp(int(value), datetime.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def days(messages: Sequence[Message]) -> tuple[datetime.date | None, str]:
    """The day on which all messages were written, or None and a remark where they are of several."""
    found = sorted({day[0] for message in messages if (day := _DAY.match(message.clock))})
    try:
        dates = [datetime.date.fromisoformat(day) for day in found]
    except ValueError:
        return None, ""
    if len(dates) == 1:
        return dates[0], ""
    return None, f"messages of {len(dates)} days, from {dates[0]} to {dates[-1]}: the transcript has no date of its own" if dates else ""
