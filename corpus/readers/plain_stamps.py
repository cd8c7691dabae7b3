"""Labels on lines of their own with a time on the next line, and lines of a time and a name that head what follows.

A name on a line of its own is not told from a heading by its spelling: it is a label only where every time of the file stands beside one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.plain_marks import Mark
from corpus.readers.plain_rows import Row
from corpus.readers.plain_style import label_style
from corpus.speakers import speaker

_STAMP = re.compile(r"[(\[]?(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,2}):(?P<s>\d{2})(?:[.,]\d{1,3})?[)\]]?$")
_LONGEST = 60
_MOST = 0.8
"""Share of the times that must stand beside a name for the names to be labels."""


def stamped(rows: Sequence[Row]) -> tuple[dict[int, Mark], frozenset[int]]:
    """Labels whose time is the next line ("Jane Doe", "0:12", then her words), by row, and the rows of the times; nothing where not all times stand so."""
    stamps = [at for at, row in enumerate(rows) if len(row.text) < 16 and _STAMP.match(row.text)]
    found: dict[int, Mark] = {}
    for at in stamps:
        style = label_style(rows[at - 1].text) if at and rows[at - 1].first and not rows[at].first and len(rows[at - 1].text) <= _LONGEST else None
        if style and style != "phrase" and at + 1 < len(rows) and at + 1 not in stamps:
            found[at - 1] = Mark(speaker(rows[at - 1].text), style, len(rows[at - 1].text), _seconds(rows[at].text))
    if len(found) < 2 or len(found) < _MOST * len(stamps) or not _taking_turns(list(found.values())):
        return {}, frozenset()
    return found, frozenset(at + 1 for at in found)


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


def _seconds(text: str) -> float:
    found = _STAMP.match(text)
    return int(found["h"] or 0) * 3600 + int(found["m"]) * 60 + float(found["s"]) if found else 0.0
