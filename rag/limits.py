"""When and where something was said, as a question limits it: dates, and transcripts by name.

A limit that the words do not surely set ("… about the flood in February 2023") holds only where they, whose words are
asked for, did speak then.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.transcript import Transcript
from rag.cast import Cast
from rag.occasions import occasions
from rag.scope import PartKind, Scope
from rag.when import is_sure, open_ended, when_said

_SPOKEN = re.compile(
    r"\b(?:said|asked|told|stated|claimed|argued|announced|discussed|mentioned|talked|raised|explained|reported|promised|presented|recommended|revealed|"
    r"mention|mentions|discuss|ask)\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"^(?:(?:and|but|so)\s+)?what\s+(?:was|were|is|has\s+been|have\s+been)\s+(?:said|asked|told|mentioned|discussed)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:what|that(?!\s+(?:about|in|on|at)\b)|which|who|when|why|how|where)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:spoke|decided|agreed|voted|proposed|concluded|approved|rejected)\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"^(?:(?:and|but|so)\s+)?(?:what|which|how|who|(?:in|on|during|at|since|after|before|until|between|from)\b[^,?]{1,80},\s*(?:what|who|which))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of when or where, found in `text` at `at` (half-open), and whether the words surely set it."""

    text: str
    kind: PartKind
    value: str
    scope: Scope
    at: tuple[int, int]
    is_sure: bool

    def holds(self, held: Transcript) -> bool:
        """True for a transcript inside."""
        if self.scope.transcripts:
            return held.id in self.scope.transcripts
        date = held.date
        return date is not None and not ((self.scope.since and date < self.scope.since) or (self.scope.until and date > self.scope.until))


def limits_in(text: str, said_until: int, cast: Cast) -> tuple[Limit, ...]:
    """The limits that the text sets, one of where and one of when at most; `said_until` is where its saying construction ends (0: it has none)."""
    found: list[Limit] = []
    passive = _SAID.match(text)
    said_until = said_until or (passive.end() if passive else 0)
    named = [(occasion, is_sure(text, occasion.at[0], said_until)) for occasion in occasions(text, cast.programme)]
    for occasion, sure in named[:1]:
        date, how = occasion.transcript.date, occasion.how
        if how in ("in", "at", "during", "from"):
            found.append(Limit(text, "transcript", occasion.transcript.title or occasion.transcript.id, Scope((occasion.transcript.id,)), occasion.at, sure))
        elif date is not None:
            found.append(_dated(text, *open_ended(how, date, date), occasion.at, sure))
    rest = text
    for limit in found:
        rest = f"{rest[: limit.at[0]]}{' ' * (limit.at[1] - limit.at[0])}{rest[limit.at[1] :]}"
    when = when_said(rest, said_until, cast.newest) if not found or found[0].kind == "transcript" else None
    if when is not None:
        found.append(_dated(text, when.since, when.until, when.at, when.is_sure))
    # "… about what Reyes said in 2022" tells when he did.
    return tuple(limit for limit in found if limit.is_sure or not (said_until and _CLAUSE.search(text[said_until : limit.at[0]])))


def in_force(limits: Sequence[Limit], names: Sequence[str], cast: Cast) -> tuple[Limit, ...]:
    """The limits that hold for these speakers, or for anybody where there are none and the text asks for what was said."""
    if not names:
        return tuple(limit for limit in limits if _limits_anybody(limit, cast))
    held = cast.whole.spoken_in(names)
    return tuple(limit for limit in limits if any(map(limit.holds, held)) or (limit.is_sure and _are_dated(limit, held)))


def _limits_anybody(limit: Limit, cast: Cast) -> bool:
    text = limit.text
    if not _REPORTED.match(text) or not (limit.is_sure or any(map(limit.holds, cast.transcripts))):
        return False
    without = text[: limit.at[0]] + text[limit.at[1] :]
    return bool(_SPOKEN.search(without) or (limit.scope.transcripts and _DONE.search(without)))


def _are_dated(limit: Limit, held: Sequence[Transcript]) -> bool:
    return bool(limit.scope.transcripts) or all(transcript.date is not None for transcript in held)


def _dated(text: str, since: datetime.date | None, until: datetime.date | None, at: tuple[int, int], sure: bool) -> Limit:
    kind: PartKind = "dates" if since and until else "since" if since else "until"
    return Limit(text, kind, dates_in_words(since, until), Scope(since=since, until=until), at, sure)


def dates_in_words(since: datetime.date | None, until: datetime.date | None) -> str:
    """Inclusive dates as people say them: "2022", "March 2021", "15 May 2024", "since 10 October 2023"."""
    if since is None or until is None:
        return f"since {_day(since)}" if since else f"until {_day(until)}" if until else "any time"
    after = until + datetime.timedelta(days=1)
    if since == until:
        return _day(since)
    if (since.month, since.day, after.month, after.day, after.year) == (1, 1, 1, 1, since.year + 1):
        return str(since.year)
    if since.day == after.day == 1 and (after.year * 12 + after.month) - (since.year * 12 + since.month) == 1:
        return f"{since:%B %Y}"
    return f"{_day(since)} to {_day(until)}"


def _day(date: datetime.date | None) -> str:
    return f"{date.day} {date:%B %Y}" if date else ""
