"""Labels on lines of their own with a time on the next line, and lines of a time and a name that head what follows.

A name on a line of its own is not told from a heading by its spelling: it is a label only where every time of the file stands beside one.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.plain_marks import Mark
from corpus.readers.plain_rows import Row
from corpus.readers.plain_style import label_style
from corpus.speakers import speaker

_STAMP = re.compile(r"[(\[]?(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,2}):(?P<s>\d{2})(?:[.,]\d{1,3})?[)\]]?$")
_RANGE = re.compile(r"(?P<h>\d{1,2}):(?P<m>\d{2}):(?P<s>\d{2})[:;.,]\d{2,3}\s{0,3}(?:-->|[-–—])\s{0,3}\d{1,2}:\d{2}:\d{2}[:;.,]\d{2,3}$")
"""From a time to another; the frames behind the seconds are of a rate that the file does not give."""
_LONGEST = 60
_LONGEST_SPELT = 120
_SPELT = re.compile(r"(?:^|(?<= ))(?:(?P<hours>\d{1,3}) hours?,? )?(?:(?P<minutes>\d{1,3}) minutes?,? )?(?P<seconds>\d{1,2}) seconds?$")
_MOST = 0.8
"""Share of the times that must stand beside a name for the names to be labels."""


def stamped(rows: Sequence[Row]) -> tuple[dict[int, Mark], frozenset[int]]:
    """Labels whose time is the next line ("Jane Doe", "0:12", then her words), by row, and the rows of the times; nothing where not all times stand so."""
    stamps = [at for at, row in enumerate(rows) if is_stamp(row.text)]
    found: dict[int, Mark] = {}
    for at in stamps:
        style = label_style(rows[at - 1].text) if at and rows[at - 1].first and not rows[at].first and len(rows[at - 1].text) <= _LONGEST else None
        if style and style != "phrase" and at + 1 < len(rows) and at + 1 not in stamps:
            found[at - 1] = Mark(speaker(rows[at - 1].text), style, len(rows[at - 1].text), seconds_of(rows[at].text))
    if len(found) > 1 and len(found) >= _MOST * len(stamps) and _taking_turns(list(found.values())):
        return found, frozenset(at + 1 for at in found)
    return _below_ranges(rows)


def _below_ranges(rows: Sequence[Row]) -> tuple[dict[int, Mark], frozenset[int]]:
    """Labels between a line of two times and their words ("00:00:03:12 - 00:00:09:01", "Jane Doe", her words), as editing programs export them."""
    ranges = [at for at, row in enumerate(rows) if len(row.text) < _LONGEST and _RANGE.match(row.text)]
    found: dict[int, Mark] = {}
    for at in ranges:
        name = rows[at + 1].text if at + 2 < len(rows) and not rows[at + 1].first and not rows[at + 2].first else ""
        style = label_style(name) if name and len(name) <= _LONGEST else None
        if style and style != "phrase":
            found[at + 1] = Mark(speaker(name), style, len(name), seconds_of(rows[at].text))
    if len(found) < 2 or len(found) < _MOST * len(ranges) or not _taking_turns(list(found.values())):
        return _headed(rows), frozenset()
    return found, frozenset(at - 1 for at in found)


def _headed(rows: Sequence[Row]) -> dict[int, Mark]:
    """Names on lines of their own above words, in one paragraph with them, where nearly every paragraph has one and they take turns."""
    found: dict[int, Mark] = {}
    for at, (row, below) in enumerate(itertools.pairwise(rows)):
        if row.first and not below.first and len(row.text) <= _LONGEST and label_style(row.text) in ("name", "caps", "strong", "caseless"):
            found[at] = Mark(speaker(row.text), label_style(row.text) or "word", len(row.text))
    again = Counter(mark.speaker.name for mark in found.values())
    paragraphs = sum(row.first for row in rows[min(found, default=0) :])
    ruled = len(found) > 3 and len(found) >= _MOST * paragraphs and sum(times > 1 for times in again.values()) > 1
    return found if ruled else {}


def is_stamp(text: str) -> bool:
    """Whether a line is nothing but a time."""
    return len(text) < 16 and _STAMP.match(text) is not None


def without_repeated(rows: Sequence[Row]) -> list[Row]:
    """The rows without what pages repeat for screen readers, which is copied along: "0 minutes 3 seconds" beside "0:03", told as a time.

    Teams has a name, the time in words, the time, then both in one line above the words: that line becomes "Jane Doe 0:03".
    """
    out = list(rows)
    for at, row in enumerate(rows):
        spelt = _SPELT.search(row.text) if len(row.text) <= _LONGEST_SPELT and row.text.endswith(("seconds", "second")) else None
        if spelt is None:
            continue
        name, time = row.text[: spelt.start()].strip(), _spelt(spelt)
        beside = [near.text for near in (*rows[max(0, at - 1) : at], *rows[at + 1 : at + 2])]
        if not name and any(is_stamp(text) and seconds_of(text) == time for text in beside):
            out[at] = replace(row, why="time")
        elif name and at > 2 and rows[at - 3].text == name and is_stamp(rows[at - 1].text) and seconds_of(rows[at - 1].text) == time:
            out[at - 3 : at] = [replace(above, why="time") for above in rows[at - 3 : at]]
            out[at] = replace(row, text=f"{name} {rows[at - 1].text}", first=True)
    return out


def _spelt(found: re.Match[str]) -> float:
    return int(found["hours"] or 0) * 3600.0 + int(found["minutes"] or 0) * 60 + int(found["seconds"])


def above_labels(rows: Sequence[Row], marks: Sequence[Mark | None]) -> dict[int, int]:
    """Times on lines of their own right above labels ("0:12", then "Jane Doe: her words"), each with the row of its label; nothing where most do not."""
    stamps = [at for at, row in enumerate(rows) if is_stamp(row.text)]
    found = {at: at + 1 for at in stamps if at + 1 < len(rows) and not rows[at + 1].first and marks[at + 1]}
    return found if len(found) > 1 and len(found) >= _MOST * len(stamps) else {}


def without_stray(rows: Sequence[Row], marks: Sequence[Mark | None]) -> list[Mark | None]:
    """The marks without lines that are a time and words, where these are not names that head what follows: chapters, or what is said at that time."""
    alone = [at for at, mark in enumerate(marks) if mark and mark.alone]
    if not alone:
        return list(marks)
    timed = sum(bool(_BEGINS_TIMED.match(row.text)) for row in rows)
    heads = sum(at + 1 < len(rows) and marks[at + 1] is None and not _BEGINS_TIMED.match(rows[at + 1].text) for at in alone)
    names = [mark for at in alone if (mark := marks[at])]
    if len(alone) >= _MOST * timed and heads >= _MOST * len(alone) and _taking_turns(names):
        return [replace(mark, alone=False) if mark else None for mark in marks]
    return [None if mark and mark.alone else mark for mark in marks]


_BEGINS_TIMED = re.compile(r"@?[\[(<]?(?:\d{1,3}:){1,2}\d{2}")


def _taking_turns(marks: Sequence[Mark]) -> bool:
    """Whether some name returns or is none that anybody could bear by chance ("Speaker 2")."""
    names = [mark.speaker.name for mark in marks]
    return len(set(names)) < len(names) or any(mark.speaker.kind == "unknown" for mark in marks)


def seconds_of(text: str) -> float:
    """The seconds of a line that is a time; 0 for another."""
    found = _STAMP.match(text) or _RANGE.match(text)
    return int(found["h"] or 0) * 3600 + int(found["m"]) * 60 + float(found["s"]) if found else 0.0
