"""Dates that a question names for when something was said. A date may also be a topic: each is found with how sure that is.

"Yesterday", "last week" (Monday to Sunday) and a month without a year are counted from the newest transcript.
"""

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
    rf"\b(?P<how>in|on|during|since|after|before|until|from|(?:since|from) the (?:start|beginning) of|(?:until|before|by) the end of)\s+"
    rf"(?:(?:early|late|mid|the|spring|summer|autumn|fall|winter|of)[\s-]+){{0,3}}{_ONE.format(1)}",
    re.IGNORECASE,
)
_AND_ANOTHER = re.compile(r"\s*(?:and|or|,)\s+(?:in\s+)?(?:the\s+)?(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d\b")  # "in 2022 and 2024"
_MONTH_ALONE = re.compile(
    rf"\b(?P<how>in|during|since|after|before|until)\s+(?:last\s+)?(?P<month>{'|'.join(name for name in calendar.month_name if name)})\b(?!\s*,?\s*\d|['’])"
)
_RELATIVE = re.compile(
    r"(?:\b(?P<how>since|before|until)\s+)?\b(?:(?P<day>yesterday|today)|(?P<which>last|this)\s+(?P<unit>week|month|year)|"
    r"(?:in|over|during|within)\s+the\s+(?:last|past)\s+(?:(?P<count>\d{1,3}|two|three|four|five|six|ten|few)\s+)?(?P<units>days?|weeks?|months?|years?))\b(?!['’])",
    re.IGNORECASE,
)
_COUNTS = {"few": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_LENGTHS = {"day": 1, "week": 7, "month": 30, "year": 365}
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


def when_said(text: str, said_until: int, newest: datetime.date | None = None) -> When | None:
    """The date that the text names for what was said; `said_until` is where its saying construction ends (0: it has none).

    `newest` is the date that "yesterday" is counted from; without one such words mean nothing.

    Sure is a date at the head ("In June 2022, what …") and one right behind the construction ("tell the council in April 2024
    about …"); of several dates only a sure one counts.
    """
    found = [when for form in (_RANGE, _DATE) for at in form.finditer(text) if (when := _when(at, text, said_until))]
    if newest is not None and not found:
        found = [when for form in (_RELATIVE, _MONTH_ALONE) for at in form.finditer(text) if (when := _relative(at, text, said_until, newest))]
    sure = [when for when in found if when.is_sure]
    if sure:
        return sure[0]
    return found[0] if found and (len(found) == 1 or found[0].at[1] >= found[-1].at[1]) else None


def _when(found: re.Match[str], text: str, said_until: int) -> When | None:
    first = _days(found, 1)
    if first is None or (found.re is _DATE and _AND_ANOTHER.match(text, found.end())):
        return None
    since, until = first
    how = found.groupdict().get("how")
    if how is None:
        last = _days(found, 2)
        if last is None or last[1] < since:
            return None
        return When(since, last[1], found.span(), is_sure(text, found.start(), said_until))
    return When(*open_ended(how, since, until), found.span(), is_sure(text, found.start(), said_until))


def open_ended(how: str, since: datetime.date, until: datetime.date) -> tuple[datetime.date | None, datetime.date | None]:
    """The inclusive dates that a preposition makes of two: "since" leaves the end open, "after" begins the day behind."""
    ends: dict[str, tuple[datetime.date | None, datetime.date | None]] = {
        "since": (since, None),
        "from": (since, None),
        "after": (until + _ONE_DAY, None),
        "before": (None, since - _ONE_DAY),
        "until": (None, until),
        "by": (None, until),
    }
    words = how.casefold().split()
    return ends["until" if words[-2:] == ["end", "of"] else words[0]] if words and words[0] in ends else (since, until)


def _relative(found: re.Match[str], text: str, said_until: int, newest: datetime.date) -> When | None:
    """A date counted from the newest transcript's."""
    part = found.groupdict()
    if "month" in part:
        month = _MONTHS[found["month"].casefold()]
        year = newest.year - (month > newest.month)
        days = datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
    elif part["units"]:
        count = _COUNTS.get((part["count"] or "1").casefold()) or int(part["count"] or "1")
        days = newest - datetime.timedelta(days=count * _LENGTHS[part["units"].casefold().rstrip("s")]), newest
    elif part["day"]:
        day = newest - (_ONE_DAY if part["day"].casefold() == "yesterday" else datetime.timedelta(0))
        days = day, day
    else:
        days = _span(part["unit"].casefold(), part["which"].casefold() == "last", newest)
    return When(*open_ended(found["how"] or "in", *days), found.span(), is_sure(text, found.start(), said_until))


def _span(unit: str, is_last: bool, newest: datetime.date) -> tuple[datetime.date, datetime.date]:
    """This or the last week (from Monday), month or year, seen from the newest day."""
    if unit == "week":
        monday = newest - datetime.timedelta(days=newest.weekday() + 7 * is_last)
        return monday, monday + datetime.timedelta(days=6)
    if unit == "year":
        return datetime.date(newest.year - is_last, 1, 1), datetime.date(newest.year - is_last, 12, 31)
    end = newest.replace(day=1) - _ONE_DAY if is_last else newest
    return end.replace(day=1), end.replace(day=calendar.monthrange(end.year, end.month)[1])


def is_sure(text: str, start: int, said_until: int) -> bool:
    """True where a date or an occasion surely says when something was said: at the head of the text, or right behind its saying construction."""
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
