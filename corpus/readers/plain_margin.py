"""What the printed page adds to a text: numbers in the margin of court papers, page numbers, running heads at the turn of a page.

A line number is taken off the line it stands before; a line that is furniture throughout is kept as a row with its reason.
Every pattern is linear and tried on short texts only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.readers.plain_rows import Row

_NUMBERED = re.compile(r"(\d{1,2})(?:[ \t\u00a0]{1,40}|$)")
_HIGHEST = 40
"""Lines on a page of a court paper; a higher number is no line's."""
_FEWEST = 10
_SHARE = 0.7
_SHORT = 120
_DIGITS = re.compile(r"\d{1,6}")
_OF_ALL = re.compile(r"(?i)\b(\d{1,5})\s{0,3}(?:of|/|von|de|sur)\s{0,3}(\d{1,5})\b")
_PAGE = re.compile(r"(?i)\b(?:page|seite|p(?:\.|g\.?))\s{0,2}(\d{1,5})\b")
_AT_EDGE = re.compile(r"(\d{1,5})[ \t]{3,}\S|\S[ \t]{3,}(\d{1,5})$")
_BRACKETED = re.compile(r"\[\[Page [A-Z]?\d{1,6}\]\]$")
HEAD, LINE, PAGE = "running head", "line number", "page number"


def without_margin(rows: Sequence[Row]) -> list[Row]:
    """The rows without what the page adds: numbers in the margin taken off, lines of furniture given their reason."""
    bare = _without_numbers(rows)
    whys = _page_lines(bare)
    _add_neighbours(bare, whys)
    return [replace(row, why=whys[at]) if at in whys else row for at, row in enumerate(bare)]


def _without_numbers(rows: Sequence[Row]) -> list[Row]:
    """The rows without the number that each line of a page bears, 1 to 25 and from 1 again; as they are where lines bear none."""
    numbers = [_number(row.text) for row in rows]
    steps, last = 0, 0
    for number in numbers:
        if number is not None:
            steps += number == last + 1 or number == 1
            last = number
    if steps < max(_FEWEST, _SHARE * len(rows)):
        return list(rows)
    return list(_taken_off(rows, numbers))


def _number(text: str) -> int | None:
    found = _NUMBERED.match(text)
    number = int(found[1]) if found else 0
    return number if 1 <= number <= _HIGHEST else None


def _taken_off(rows: Sequence[Row], numbers: Sequence[int | None]) -> Iterator[Row]:
    """A line that is nothing but its number parts paragraphs, as an empty one does, and so does a page."""
    last, parted = 0, True
    for row, number in zip(rows, numbers, strict=True):
        if number is None or number not in (last + 1, 1):
            alone = row.text.isdigit()
            yield replace(row, why=PAGE) if alone else replace(row, first=row.first or parted)
            continue
        last = number
        found = _NUMBERED.match(row.text)
        end = found.end() if found else 0
        if end == len(row.text):
            yield replace(row, why=LINE)
            parted = True
            continue
        yield replace(row, text=row.text[end:], first=parted or end - len(str(number)) > _DEEP, indent=end - len(str(number)))
        parted = False


_DEEP = 2
"""Columns between the number and the words where they go on; more begin a paragraph."""


def _page_lines(rows: Sequence[Row]) -> dict[int, str]:
    """Lines that count the pages: the same but for a number that grows by one each time ("May 2, 2023      3 of 14"), or bare numbers that do."""
    found: dict[str, list[tuple[int, int]]] = {}
    for at, row in enumerate(rows):
        number = _page_number(row)
        if number is not None:
            found.setdefault(" ".join(_DIGITS.sub("#", row.text).split()), []).append((at, number))
    whys = {at: PAGE for at, row in enumerate(rows) if row.text[0] == "[" and _BRACKETED.match(row.text)}
    for skeleton, places in found.items():
        sure = bool(_PAGE.search(rows[places[0][0]].text) or _OF_ALL.search(rows[places[0][0]].text))
        counting = sum(after == before + 1 for (_, before), (_, after) in pairwise(places))
        if len(places) >= (2 if sure else 3) and counting >= 0.8 * (len(places) - 1):
            whys.update({at: PAGE if skeleton == "#" else HEAD for at, _ in places})
    return whys


def _page_number(row: Row) -> int | None:
    """The number by which a short line, which is no sentence, may count the pages."""
    text = row.text
    if row.why or len(text) > _SHORT or text[-1] in ".?!:;":
        return None
    if text.isdigit():
        return int(text) if len(text) < 6 and text.isascii() else None
    found = _OF_ALL.search(text) or _PAGE.search(text) or _AT_EDGE.search(text)
    return int(next(filter(None, found.groups()))) if found else None


def _add_neighbours(rows: Sequence[Row], whys: dict[int, str]) -> None:
    """Adds the lines that stand beside a page number again and again, word for word: the name of the paper, the reporting firm."""
    pages = sorted(at for at, why in whys.items() if why)
    if len(pages) < 3:
        return
    near = {other for at in pages for other in range(at - 2, at + 3) if 0 <= other < len(rows) and other not in whys and not rows[other].why}
    times = Counter(rows[at].text for at in near if len(rows[at].text) <= _SHORT)
    often = {text for text, count in times.items() if count >= max(3, 0.6 * len(pages))}
    whys.update({at: HEAD for at in near if rows[at].text in often})
