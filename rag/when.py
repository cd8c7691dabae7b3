"""Dates that a question names for when something was said. A date may also be a topic: each is found with how sure that is."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

_MONTHS = {name.casefold(): i for names in (calendar.month_name, calendar.month_abbr) for i, name in enumerate(names) if name} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ONE = (
    rf"(?:(?P<iso{{0}}>\d{{{{4}}}}-\d{{{{2}}}}-\d{{{{2}}}})|"
    rf"(?:(?P<day{{0}}>\d{{{{1,2}}}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:(?P<month{{0}}>{_MONTH})\.?,?\s+)?"
    rf"(?:(?P<later{{0}}>\d{{{{1,2}}}})(?:st|nd|rd|th)?,?\s+)?(?P<year{{0}}>(?:19|20)\d\d)(?![\d-]))"
)
_RANGE = re.compile(rf"\b(?:between|from)\s+{_ONE.format(1)}\s+(?:and|to|until|till)\s+{_ONE.format(2)}", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?P<how>in|on|during|since|after|before|until|from)\s+"
    rf"(?:(?:early|late|mid|the|spring|summer|autumn|fall|winter|of)[\s-]+){{0,3}}{_ONE.format(1)}",
    re.IGNORECASE,
)
_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class When:
    """Inclusive dates (None: open), where they stand in the text (half-open), and whether they surely say when something was said."""

    since: datetime.date | None
    until: datetime.date | None
    at: tuple[int, int]
    is_sure: bool

    def holds(self, date: datetime.date) -> bool:
        """True for a date inside."""
        return (self.since is None or date >= self.since) and (self.until is None or date <= self.until)


def when_said(text: str, said_until: int) -> When | None:
    """The date that the text names for what was said; `said_until` is where its saying construction ends (0: it has none).

    Sure is a date at the head ("In June 2022, what …") and one right behind the construction ("tell the council in April 2024
    about …"); of several dates only a sure one counts.
    """
    found = [when for form in (_RANGE, _DATE) for at in form.finditer(text) if (when := _when(at, text, said_until))]
    sure = [when for when in found if when.is_sure]
    if sure:
        return sure[0]
    return found[0] if found and (len(found) == 1 or found[0].at[1] >= found[-1].at[1]) else None


def _when(found: re.Match[str], text: str, said_until: int) -> When | None:
    first = _days(found, 1)
    if first is None:
        return None
    since, until = first
    how = found.groupdict().get("how")
    if how is None:
        last = _days(found, 2)
        if last is None or last[1] < since:
            return None
        return When(since, last[1], found.span(), _is_sure(text, found.start(), said_until))
    ends: dict[str, tuple[datetime.date | None, datetime.date | None]] = {
        "since": (since, None),
        "from": (since, None),
        "after": (until + _ONE_DAY, None),
        "before": (None, since - _ONE_DAY),
        "until": (None, until),
    }
    return When(*ends.get(how.casefold(), (since, until)), found.span(), _is_sure(text, found.start(), said_until))


def _is_sure(text: str, start: int, said_until: int) -> bool:
    before = text[:start]
    if not re.sub(r"\b(?:and|but|so|back)\b|\W", "", before, flags=re.IGNORECASE):
        return True
    between = text[said_until:start].split() if 0 < said_until <= start else None
    return between is not None and len(between) <= 3 and not {"about", "on", "that", "of", "regarding"} & {word.casefold() for word in between}


def _days(found: re.Match[str], number: int) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day of a date as precise as it was given; None for a day that no calendar has."""
    part = {name: found[f"{name}{number}"] for name in ("iso", "day", "month", "later", "year")}
    try:
        if part["iso"]:
            day = datetime.date.fromisoformat(part["iso"])
            return day, day
        year, month = int(part["year"]), _MONTHS.get((part["month"] or "").casefold())
        exact = part["day"] or part["later"]
        if month and exact:
            day = datetime.date(year, month, int(exact))
            return day, day
    except ValueError:
        return None
    if exact:
        return None
    return datetime.date(year, month or 1, 1), datetime.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
