"""Titles for people to read, made from a file's name where the file itself gives none; and dates, with where each comes from."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from corpus.dates import date_of_name, find_date

_LOOKED_AT = 500
_DATE_MARK = re.compile(r"(?<=\d)[-_](?=\d)")


def one_line(text: str) -> str:
    """`text` with every run of white space (non-breaking too) as one space, none at the ends."""
    return " ".join(text.split())


def readable_stem(name: str) -> str:
    """The file name without folder and suffix, hyphens as spaces, dates left whole, first letter a capital.

    "council-meeting-2022-06-08.txt" gives "Council meeting 2022-06-08". A name of signs only is returned as it is.
    """
    stem = PurePosixPath(name.replace("\\", "/")).stem
    kept = _DATE_MARK.sub("\0", stem)
    words = one_line(kept.replace("-", " ").replace("_", " ").replace("\0", "-"))
    return words[:1].upper() + words[1:] if words else stem


def dated(places: Iterable[tuple[str, str]], name: str) -> tuple[datetime.date | None, tuple[str, ...]]:
    """The first date that can mean one day only in texts, each given with what it is ("the title"), else in a file's name; and a remark on where it is from.

    The first 500 characters of each text are looked at.
    """
    for text, where in places:
        date = find_date(text[:_LOOKED_AT])
        if date:
            return date, (f"date from {where}",)
    date = date_of_name(readable_stem(name)[:_LOOKED_AT])
    return date, ("date from the file's name",) if date else ()


def title_from(text: str, where: str) -> tuple[str, ...]:
    """A remark on where a title is from; none where there is no such title, and the file's name is taken."""
    return (f"title from {where}",) if text else ()
