"""What a person set in the filters, as text and lists from the browser, made into a Scope."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.errors import SettingError
from rag.scope import Scope

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that a person limits a question to: a speaker's name, a transcript's id, or a date as it was written."""

    kind: Literal["speaker", "transcript", "since", "until"]
    value: str


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters as the page sends them. Anything may be in them: any program can call the page's functions."""

    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def limits(self) -> tuple[Limit, ...]:
        """What they limit to, one by one."""
        named = [Limit("speaker", name) for name in self.speakers] + [Limit("transcript", id) for id in self.transcripts]
        dates = [Limit("since", self.since)] * bool(self.since.strip()) + [Limit("until", self.until)] * bool(self.until.strip())
        return (*named, *dates)

    def without(self, limit: Limit) -> Filters:
        """The filters with `limit` taken off."""
        match limit.kind:
            case "speaker":
                return replace(self, speakers=tuple(name for name in self.speakers if name != limit.value))
            case "transcript":
                return replace(self, transcripts=tuple(id for id in self.transcripts if id != limit.value))
            case "since":
                return replace(self, since="")
        return replace(self, until="")

    def narrowed(self, limit: Limit) -> Filters:
        """The filters with `limit`, a speaker or a transcript, in place of what was set of its kind."""
        if limit.kind == "speaker":
            return replace(self, speakers=(limit.value,))
        return replace(self, transcripts=(limit.value,)) if limit.kind == "transcript" else self

    def scope(self) -> Scope:
        """The Scope they ask for; SettingError for a date that is none or a range that ends before it begins."""
        since, until = edge(self.since, "From", last=False), edge(self.until, "Until", last=True)
        if since and until and until < since:
            raise SettingError(f"the filters end ({until}) before they begin ({since}): exchange the two dates")
        return Scope(transcripts=self.transcripts, speakers=self.speakers, since=since, until=until)


def edge(text: str, field: str, last: bool) -> datetime.date | None:
    """The first (or `last`) day of a year, month or day written as 2021, 2021-01 or 2021-01-26; None for an empty text.

    Raises SettingError, naming the `field`, for anything else.
    """
    if not text.strip():
        return None
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise _no_date(text, field)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        whole_month = month or (12 if last else 1)
        return datetime.date(year or 0, whole_month, day or (calendar.monthrange(year or 0, whole_month)[1] if last else 1))
    except ValueError as error:
        raise _no_date(text, field) from error


def _no_date(text: str, field: str) -> SettingError:
    return SettingError(f"“{text[:40]}” in the filter “{field}” is not a date: write 2021-01-26, 2021-01 or 2021")
