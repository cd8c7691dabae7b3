"""Dates as people write them at the head of a transcript: found only where they can mean one day.

Owns the month names. Knows nothing of files. Patterns have bounded repeats only, so the time is linear.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero janvier januar gennaio janeiro januari января",
            "february feb febrero février februar febbraio fevereiro februari февраля",
            "march mar marzo mars märz março maart марта",
            "april apr abril avril aprile апреля",
            "may mayo mai maggio maio mei мая",
            "june jun junio juin juni giugno junho июня",
            "july jul julio juillet juli luglio julho июля",
            "august aug agosto août augustus августа",
            "september sept sep septiembre septembre settembre setembro сентября",
            "october oct octubre octobre oktober ottobre outubro октября",
            "november nov noviembre novembre novembro ноября",
            "december dec diciembre décembre dezember dicembre dezembro декабря",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<y>[12]\d{3})(?=\d{1,2}:\d{2}|\D|$)"  # the year may be glued to a time: "26 January 202119:40"
_FORMS = (
    re.compile(r"(?<!\d)(?P<y>[12]\d{3})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"),
    re.compile(
        r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?:\s{1,3}(?:of|de))?\s{1,3}"
        r"(?P<name>[^\W\d_]{3,10})\.?,?(?:\s{1,3}de)?\s{1,3}" + _YEAR
    ),
    re.compile(r"(?<![^\W\d_])(?P<name>[^\W\d_]{3,10})\.?\s{1,3}(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}" + _YEAR),
    re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)" + _YEAR),
)


_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")


def find_date(text: str) -> datetime.date | None:
    """The first date in `text` that can mean one day only; None when there is none.

    Understood are ISO dates, "26 January 2021", "January 26th, 2021" (months in eight languages, also glued to a
    time), and 26/01/2021 where the numbers leave no choice. 03/04/21 and 03/04/2021 are None. Never raises.
    """
    first = min(_dates(text), default=None, key=lambda found: found[0])
    return first[1] if first else None


def date_of_name(name: str) -> datetime.date | None:
    """The date in a file's name: as in a text, or eight digits on their own ("GMT20240102-150405_Recording")."""
    found = find_date(name)
    if found:
        return found
    for match in _COMPACT.finditer(name):
        date = _date(match.groupdict())
        if date:
            return date
    return None


def _dates(text: str) -> Iterator[tuple[int, datetime.date]]:
    """The first readable date of every form, with where it begins."""
    for form in _FORMS:
        for match in form.finditer(text):
            date = _date(match.groupdict())
            if date is not None:
                yield match.start(), date
                break


def _date(parts: dict[str, str | None]) -> datetime.date | None:
    """The day that the named parts of a match stand for, if there is exactly one."""
    if parts.get("a") and parts.get("b"):
        month, day = _order(int(parts["a"] or 0), int(parts["b"] or 0))
    else:
        name = parts.get("name")
        month, day = _MONTHS.get(name.casefold(), 0) if name else int(parts.get("m") or 0), int(parts["d"] or 0)
    try:
        return datetime.date(int(parts["y"] or 0), month, day)
    except ValueError:
        return None


def _order(first: int, second: int) -> tuple[int, int]:
    """(month, day) where only one order is possible, else (0, 0), which is no date."""
    if first > 12 or first == second:
        return second, first
    return (first, second) if second > 12 else (0, 0)
