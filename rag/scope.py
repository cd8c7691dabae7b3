"""Scope: which part of the record a question is put to. A plain value; `question.py` finds one in a question's words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

PartKind = Literal["speaker", "since", "until", "dates", "transcript", "asked"]


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the library: every condition that is set must hold (inside one condition any of its values may).

    `transcripts` are transcript ids, `speakers` are names as their turns show them, `since` and `until` are inclusive
    dates of transcripts (a transcript without a date is outside any dated scope). `asked` lets through only turns that ask.
    The empty scope is the whole library.
    """

    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    asked: bool = False

    def __bool__(self) -> bool:
        """True when any condition is set."""
        return bool(self.transcripts or self.speakers or self.since or self.until or self.asked)

    def narrowed(self, found: Scope) -> Scope:
        """This scope with the conditions of `found` added where this one sets none: what a person chose wins."""
        return replace(
            self,
            transcripts=self.transcripts or found.transcripts,
            speakers=self.speakers or found.speakers,
            since=self.since or (None if self.until else found.since),
            until=self.until or (None if self.since else found.until),
            asked=self.asked or found.asked,
        )

    def as_json(self) -> dict[str, object]:
        """The scope as JSON holds it: lists of names, ISO dates or null."""
        return {
            "transcripts": list(self.transcripts),
            "speakers": list(self.speakers),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "asked": self.asked,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """One condition that a question's own words set.

    `value` is what a person is shown ("Sergey Lavrov", "March 2021"), `words` the words it was found in and `at` where they
    stand in the question (half-open; (0, 0) for words of an earlier question). `scope` is the condition itself.
    """

    kind: PartKind
    value: str
    words: str
    at: tuple[int, int]
    scope: Scope

    @property
    def key(self) -> str:
        """What names the part when it is to be left out: "speaker:Sergey Lavrov", "since:2021-03-01", "dates:2021-03-01..2021-03-31"."""
        if self.kind == "speaker":
            return f"speaker:{self.value}"
        dates = "..".join(date.isoformat() for date in (self.scope.since, self.scope.until) if date)
        return ":".join([self.kind, *self.scope.transcripts, dates]).rstrip(":")

    def as_json(self) -> dict[str, object]:
        """The part as JSON holds it; `span` is half-open."""
        return {"key": self.key, "kind": self.kind, "value": self.value, "words": self.words, "span": list(self.at)}


def together(parts: Iterable[Part]) -> Scope:
    """The scope in which all the parts hold; of several speakers or transcripts any may."""
    whole = Scope()
    for part in parts:
        whole = Scope(
            transcripts=tuple(dict.fromkeys([*whole.transcripts, *part.scope.transcripts])),
            speakers=tuple(dict.fromkeys([*whole.speakers, *part.scope.speakers])),
            since=whole.since or part.scope.since,
            until=whole.until or part.scope.until,
            asked=whole.asked or part.scope.asked,
        )
    return whole


def in_effect(parts: Iterable[Part], chosen: Scope) -> tuple[Part, ...]:
    """The parts that narrow what a person chose: not those of a condition that is chosen already."""
    return tuple(part for part in parts if together([part]) and chosen.narrowed(part.scope) != chosen)
