"""Quoth's own JSON: `{"id"?, "title"?, "date"?, "turns": [{"speaker", "text", "start"?, "end"?, "pieces"?}]}`.

A turn's text is exactly the JSON string, and its number is its place in the array: other programs index into both. `pieces` are
those of a turn with times of their own, `[[offset in text, start or null], …]`.
The file is walked element by element, so that every turn knows its lines and bytes.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from corpus.dates import find_date
from corpus.decoding import Decoded, decode
from corpus.readers import Reading, Source
from corpus.readers.joining import Pieces, pieces_of
from corpus.readers.json_walk import Element, Json, Walk
from corpus.readers.titles import one_line, readable_stem
from corpus.speakers import speaker
from corpus.transcript import ByteSpan, Skipped, Turn

_TURNS_KEY = re.compile(r'"turns"\s*:')
_GLIMPSE = 500
_TOP = frozenset({"id", "title", "date", "turns"})
_TURN = frozenset({"speaker", "text", "start", "end", "pieces"})


@dataclass(slots=True)
class _Tally:
    """What is met on the way: text-bearing nodes, those accounted for, foreign keys and remarks (in order, counted)."""

    nodes: int = 0
    accounted: int = 0
    foreign: dict[str, tuple[int, int, int, str]] = field(default_factory=dict)
    remarks: dict[str, int] = field(default_factory=dict)

    def skip(self, key: str, lines: tuple[int, int], strings: int, sample: str) -> None:
        """Counts a key that is not part of the format and holds `strings` strings with words."""
        first, _, times, text = self.foreign.get(key, (lines[0], lines[1], 0, sample))
        self.foreign[key] = (first, lines[1], times + 1, text)
        self.accounted += strings

    def remark(self, text: str) -> None:
        """Counts a remark; the same one is said once, with its number."""
        self.remarks[text] = self.remarks.get(text, 0) + 1


class NativeReader:
    """Reads the native format, version 3."""

    name: str = "native/3"

    def recognises(self, source: Source) -> float:
        """0.9 for a JSON object with a key "turns", else 0."""
        head = source.data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
        if head and not head.startswith(b"{"):
            return 0.0
        text = decode(source.data, source.name).text
        return 0.9 if text.lstrip().startswith("{") and _TURNS_KEY.search(text) else 0.0

    def read(self, source: Source) -> Reading:
        """Turns by array position, foreign keys as skipped; FormatError naming the line for anything malformed."""
        decoded = decode(source.data, source.name)
        walk = Walk(decoded.text, source.name)
        tally = _Tally()
        top: dict[str, Json] = {}
        turns: tuple[Turn, ...] | None = None
        for key in walk.members():
            if key in top:
                raise walk.error(walk.value().start, f"the key {key!r} stands there twice; keep one")
            top[key] = None
            if key == "turns":
                turns = _turns(walk, decoded, tally)
                continue
            element = walk.value()
            top[key] = element.value
            _note_foreign(walk, key, element, _TOP, tally)
        if not turns:
            raise walk.error(0, 'there are no turns; write {"turns": [{"speaker": …, "text": …}, …]}')
        return _reading(walk, decoded, top, turns, tally)


def _reading(walk: Walk, decoded: Decoded, top: dict[str, Json], turns: tuple[Turn, ...], tally: _Tally) -> Reading:
    title = _optional_string(walk, "title", top.get("title"))
    date, date_notes = _date(_optional_string(walk, "date", top.get("date")))
    skipped = tuple(
        Skipped((first, last), f"not part of the native format: {key}" + (f" ({times} times)" if times > 1 else ""), text)
        for key, (first, last, times, text) in tally.foreign.items()
    )
    counted = tuple(text + (f" ({times} times)" if times > 1 else "") for text, times in tally.remarks.items())
    return Reading(
        title=one_line(title) or readable_stem(walk.name),
        date=date,
        turns=turns,
        skipped=skipped,
        accounted=tally.accounted / tally.nodes if tally.nodes else 1.0,
        notes=decoded.notes + date_notes + counted,
    )


def _turns(walk: Walk, decoded: Decoded, tally: _Tally) -> tuple[Turn, ...]:
    """Every element of the array at the cursor as a turn; bytes are counted on from element to element."""
    turns: list[Turn] = []
    at, byte = 0, decoded.mark
    for element in walk.items('"turns"'):
        start = byte + decoded.size(walk.text[at : element.start])
        at, byte = element.end, start + decoded.size(walk.text[element.start : element.end])
        turns.append(_turn(walk, element, len(turns), ByteSpan(start, byte), tally))
    return tuple(turns)


def _turn(walk: Walk, element: Element, index: int, place: ByteSpan, tally: _Tally) -> Turn:
    value, lines = element.value, walk.lines(element)
    if not isinstance(value, dict):
        raise walk.error(element.start, f'turn {index} is not an object; write {{"speaker": …, "text": …}}')
    text, label = value.get("text"), value.get("speaker")
    if not isinstance(text, str):
        raise walk.error(element.start, f'turn {index} has no "text" that is a string; an empty turn is "text": ""')
    if label is not None and not isinstance(label, str):
        raise walk.error(element.start, f'"speaker" of turn {index} is not a string; put the name in quotation marks')
    for string in (text, label or ""):
        walk.refuse_surrogates(string, element.start)
    tally.nodes += bool(text.strip())
    tally.accounted += bool(text.strip())
    for key in sorted(value.keys() - _TURN):
        _note_foreign(walk, key, Element(value[key], element.start, element.end), _TURN, tally)
    time, pieces = _time(value.get("start"), value.get("end"), tally), _pieces(value.get("pieces"), len(text), tally)
    return Turn(index, speaker(label or ""), text, lines, place, time, pieces)


def _note_foreign(walk: Walk, key: str, element: Element, known: frozenset[str], tally: _Tally) -> None:
    """Accounts for words under a key that the format does not have; numbers and other keys are passed over."""
    strings = 0 if key in known else _strings(element.value)
    if strings:
        walk.refuse_surrogates(key, element.start)
        tally.nodes += strings
        sample = element.value[:_GLIMPSE] if isinstance(element.value, str) else ""
        walk.refuse_surrogates(sample, element.start)
        tally.skip(key, walk.lines(element), strings, sample)


def _strings(value: Json) -> int:
    """How many strings with words a value holds, at any depth."""
    count, waiting = 0, [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            count += bool(item.strip())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item.values())
    return count


def _time(start: Json, end: Json, tally: _Tally) -> tuple[float, float | None] | None:
    """(start, end) in seconds; what is no time is left out with a remark."""
    begin, finish = _seconds(start), _seconds(end)
    if (start is not None and begin is None) or (end is not None and finish is None):
        tally.remark("left out a start or end that is not a number of seconds")
    if begin is None:
        return None
    if finish is not None and finish < begin:
        tally.remark("left out an end before its start")
        finish = None
    return begin, finish


def _pieces(value: Json, length: int, tally: _Tally) -> Pieces:
    """`pieces` as in `Turn`; all are left out, with a remark, where one of them is none, or is not behind the one before."""
    found, before = [], -1
    for item in value if isinstance(value, list) else ():
        at, start = item if isinstance(item, list) and len(item) == 2 else (None, None)
        if isinstance(at, bool) or not isinstance(at, int) or not before < at < length or (start is not None and _seconds(start) is None):
            value = ""
            break
        found.append((at, _seconds(start)))
        before = at
    if not isinstance(value, list | None):
        tally.remark('left out "pieces" that are not [[offset, start], …] in the order of the text')
        return ()
    return pieces_of(found)


def _seconds(value: Json) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= 1e9 else None  # false for NaN too


def _optional_string(walk: Walk, key: str, value: Json) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise walk.error(0, f'"{key}" is not a string; put it in quotation marks or leave it out')
    walk.refuse_surrogates(value, 0)
    return value


def _date(text: str) -> tuple[datetime.date | None, tuple[str, ...]]:
    date = find_date(text)
    return date, () if date or not text.strip() else (f"left out the date {one_line(text)[:40]!r}: write it as YYYY-MM-DD",)
