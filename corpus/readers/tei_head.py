"""What the header of a TEI file says of it: its title, and the day of what is recorded (never that of the edition)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from corpus.dates import find_date
from corpus.readers.titles import dated, one_line, readable_stem, title_from
from corpus.readers.xml_speech import Head
from corpus.readers.xml_tree import Element

_DAY = 10
_PLACES = (("setting", "the setting"), ("recording", "the recording"), ("creation", "the creation"), ("sourceDesc", "the source"))


def head_of(root: Element, name: str) -> Head:
    """Title and date, the date with a remark on where it comes from; the file's name where the header has none."""
    header = next(root.all("teiHeader"), None)
    if header is None:
        return Head(readable_stem(name), *dated((), name))
    given = _title(header)
    title, titled = given or readable_stem(name), title_from(given, "the header")
    for tag, where in _PLACES:
        day = next((found for place in header.all(tag) for found in _days(place)), None)
        if day:
            return Head(title, day, (*titled, f"date from {where} in the header"))
    date, dates = dated([(given, "the title")], name)
    return Head(title, date, titled + dates)


def _title(header: Element) -> str:
    """The main title; else the first."""
    statement = next(header.all("titleStmt"), None)
    titles = [child for child in statement.elements() if child.tag == "title" and child.words()] if statement else []
    main = next((title for title in titles if title.get("type") == "main"), titles[0] if titles else None)
    return one_line(main.words())[:500] if main else ""


def _days(place: Element) -> Iterator[datetime.date]:
    for date in place.all("date"):
        try:
            yield datetime.date.fromisoformat(date.get("when")[:_DAY])
        except ValueError:
            found = None if date.get("from") or date.get("notBefore") else find_date(date.words()[:200])
            if found:
                yield found
