"""Plain text whose lines bear times and nobody's name: captions copied from a page ("0:03", then the words), or "[00:03] words" line by line.

The pieces keep their times; they are joined into paragraphs as captions without speakers are (`joining`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.joining import Utterance
from corpus.readers.plain_rows import Row
from corpus.transcript import NOBODY, ByteSpan

_TIME = r"[(\[]?(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>\d{2}(?:[.,]\d{1,3})?)(?:\s{0,2}(?:-->|[-–—])\s{0,2}(?:\d{1,3}:){1,2}\d{2}(?:[.,]\d{1,3})?)?[)\]]?"
_ALONE = re.compile(_TIME + "$")
_BEFORE = re.compile(_TIME + r"[ \t]{0,4}[-–|:]?[ \t]{0,4}(?=\S)")
_FEWEST = 3
_MOST = 0.8
"""Share of the lines that must begin with a time where the words stand on the same line."""


@dataclass(frozen=True, slots=True)
class Timed:
    """The pieces in order, the rows that are nothing but a time, and the rows before the first time."""

    pieces: list[Utterance]
    stamps: list[Row]
    head: list[Row]


def timed(rows: Sequence[Row]) -> Timed | None:
    """The text as timed pieces; None where times are few, do not run forward, or where most lines have none."""
    alone = [at for at, row in enumerate(rows) if len(row.text) < 40 and _ALONE.match(row.text)]
    if len(alone) >= _FEWEST and _runs(rows, alone, _ALONE) and 2 * len(alone) <= len(rows) <= 6 * len(alone) + 12 and alone[0] < 12:
        return _below(rows, alone)
    before = [at for at, row in enumerate(rows) if _BEFORE.match(row.text[:60])]
    if len(before) >= _FEWEST and len(before) >= _MOST * len(rows) and _runs(rows, before, _BEFORE):
        return _beside(rows, before)
    return None


def _runs(rows: Sequence[Row], places: Sequence[int], form: re.Pattern[str]) -> bool:
    times = [_seconds(rows[at].text, form) for at in places]
    return all(before <= after for before, after in pairwise(times)) and times[0] < times[-1]


def _below(rows: Sequence[Row], alone: Sequence[int]) -> Timed:
    """Each time on its line, with the words below it."""
    pieces = []
    for at, end in zip(alone, [*alone[1:], len(rows)], strict=True):
        pieces += [_piece(rows[at + 1 : end], 0, _seconds(rows[at].text, _ALONE))] if at + 1 < end else []
    return Timed(pieces, [rows[at] for at in alone], list(rows[: alone[0]]))


def _beside(rows: Sequence[Row], before: Sequence[int]) -> Timed:
    """Each time before its words; a line without one goes on with the words above."""
    pieces = []
    for at, end in zip(before, [*before[1:], len(rows)], strict=True):
        found = _BEFORE.match(rows[at].text[:60])
        pieces.append(_piece(rows[at:end], found.end() if found else 0, _seconds(rows[at].text, _BEFORE)))
    return Timed(pieces, [], list(rows[: before[0]]))


def _piece(rows: Sequence[Row], start: int, time: float) -> Utterance:
    text = " ".join([rows[0].text[start:].strip(), *(row.text for row in rows[1:])])
    place = ByteSpan(rows[0].line.bytes.start, rows[-1].line.bytes.end)
    return Utterance(NOBODY, False, text, (rows[0].line.number, rows[-1].line.number), place, (time, None))


def _seconds(text: str, form: re.Pattern[str]) -> float:
    found = form.match(text[:60])
    return int(found["h"] or 0) * 3600 + int(found["m"]) * 60 + float(found["s"].replace(",", ".")) if found else 0.0
