"""What a person set in the filters, as text and lists from the browser, made into a Scope."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeGuard, get_args

from corpus.errors import SettingError
from rag.scope import Scope

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


Kind = Literal["speaker", "asked", "transcript", "since", "until"]
MOST: Final = 100
"""Limits of one question."""
LONGEST: Final = 4000
"""Of a limit, in code points; no file system has longer paths."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that a person limits a question to.

    `value` is the name of who speaks or who asks ("" for anybody who asks), a transcript's id, or a date as it was written.
    """

    kind: Kind
    value: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person limits a question to. Anything may be in it: any program can call the page's functions.

    With `asked` only turns that ask are searched, and `speakers` are those who ask.
    """

    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    asked: bool = False

    def limits(self) -> tuple[Limit, ...]:
        """What they limit to, one by one."""
        asking = [Limit("asked", name) for name in self.speakers or ("",)] if self.asked else []
        named = [*(asking or [Limit("speaker", name) for name in self.speakers]), *(Limit("transcript", id) for id in self.transcripts)]
        dates = [Limit("since", self.since)] * bool(self.since.strip()) + [Limit("until", self.until)] * bool(self.until.strip())
        return (*named, *dates)

    def without(self, limit: Limit) -> Filters:
        """The filters with `limit` taken off."""
        match limit.kind:
            case "speaker" | "asked":
                left = tuple(name for name in self.speakers if name != limit.value)
                return replace(self, speakers=left, asked=self.asked and bool(left))
            case "transcript":
                return replace(self, transcripts=tuple(id for id in self.transcripts if id != limit.value))
            case "since":
                return replace(self, since="")
        return replace(self, until="")

    def added(self, limit: Limit) -> Filters:
        """The filters with `limit` as well: of several speakers or transcripts any may be; who speaks and who asks take each other's place, as do dates."""
        match limit.kind:
            case "speaker" | "asked":
                asked = limit.kind == "asked"
                before = self.speakers if self.asked == asked else ()
                return replace(self, speakers=tuple(dict.fromkeys((*before, limit.value))) if limit.value else (), asked=asked)
            case "transcript":
                return replace(self, transcripts=tuple(dict.fromkeys((*self.transcripts, limit.value))))
            case "since":
                return replace(self, since=limit.value)
        return replace(self, until=limit.value)

    def narrowed(self, limit: Limit) -> Filters:
        """The filters with `limit` in place of what was set of its kind."""
        match limit.kind:
            case "speaker" | "asked":
                return replace(self, speakers=(), asked=False).added(limit)
            case "transcript":
                return replace(self, transcripts=(limit.value,))
        return self.added(limit)

    def scope(self) -> Scope:
        """The Scope they ask for; SettingError for a date that is none or a range that ends before it begins."""
        since, until = edge(self.since, "From", last=False), edge(self.until, "Until", last=True)
        if since and until and until < since:
            raise SettingError(f"the filters end ({until}) before they begin ({since}): exchange the two dates")
        return Scope(transcripts=self.transcripts, speakers=self.speakers, since=since, until=until, asked=self.asked)


def limits(sent: object) -> tuple[Limit, ...]:
    """The limits in [[kind, value, …], …], as the browser sends them; whatever else a program may send is passed over."""
    found = [one for one in sent[:MOST] if isinstance(one, list | tuple) and len(one) >= 2] if isinstance(sent, list | tuple) else []
    return tuple(Limit(kind, value) for kind, value, *_ in found if _is_kind(kind) and isinstance(value, str) and len(value) <= LONGEST)


def filters(sent: object) -> Filters:
    """The filters of {"limits": [[kind, value, …], …]}; none for anything else."""
    made = Filters()
    for limit in limits(sent.get("limits") if isinstance(sent, dict) else None):
        made = made.added(limit)
    return made


def _is_kind(kind: object) -> TypeGuard[Kind]:
    return isinstance(kind, str) and kind in get_args(Kind)


def written(text: str) -> str:
    """A date of the filters in words: "2021", "January 2021", "26 January 2021"; what is no date as it is."""
    found = _DATE.fullmatch(text.strip())
    if not found or not 1 <= int(found[2] or 1) <= 12:
        return text
    year, month, day = found.groups()
    name = calendar.month_name[int(month)] if month else ""
    return " ".join(part for part in (str(int(day)) if day else "", name, year) if part)


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
