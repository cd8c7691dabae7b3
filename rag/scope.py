"""Scope: which part of the record a question is put to. A plain value; `question.py` finds one in a question's words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the library: every condition that is set must hold (inside one condition any of its values may).

    `transcripts` are transcript ids, `speakers` are names as their turns show them, `since` and `until` are inclusive
    dates of transcripts (a transcript without a date is outside any dated scope). The empty scope is the whole library.
    """

    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None

    def __bool__(self) -> bool:
        """True when any condition is set."""
        return bool(self.transcripts or self.speakers or self.since or self.until)

    def narrowed(self, found: Scope) -> Scope:
        """This scope with the conditions of `found` added where this one sets none: what a person chose wins."""
        return replace(
            self,
            transcripts=self.transcripts or found.transcripts,
            speakers=self.speakers or found.speakers,
            since=self.since or (None if self.until else found.since),
            until=self.until or (None if self.since else found.until),
        )

    def as_json(self) -> dict[str, object]:
        """The scope as JSON holds it: lists of names, ISO dates or null."""
        return {
            "transcripts": list(self.transcripts),
            "speakers": list(self.speakers),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
        }
