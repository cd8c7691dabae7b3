"""Pieces of speech with their speakers and times, as captions and machines give them, joined into turns.

Consecutive pieces of one speaker are one turn. Where a file names no speakers at all, turns are paragraphs: they end at pauses
and where sentences end, never for a guess at who speaks.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.scripts import word_count
from corpus.speakers import is_collective, speaker
from corpus.transcript import ByteSpan, Speaker, Turn

Time = tuple[float, float | None]
Pieces = tuple[tuple[int, float | None], ...]

_ENDS = '.?!…。？！؟।"”’)»'
_PAUSE = 2.0
"""Seconds of silence that end a paragraph."""
_LONG, _TOO_LONG = 80, 400
"""Words after which a paragraph ends with the sentence, or at the next piece where no sentence ends with one."""
_EAST = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A piece of what one speaker says; `begins` says that a mark in the file begins it. `bytes` is None where it has no place of its own.

    `pieces` are those with times of their own within it, as in `Turn`.
    """

    speaker: Speaker
    begins: bool
    text: str
    lines: tuple[int, int]
    bytes: ByteSpan | None
    time: Time | None
    pieces: Pieces = ()


def join(found: Sequence[Utterance], broken: Sequence[int] = (), between: str = " ") -> tuple[Turn, ...]:
    """The turns of a file. After a line whose number is in `broken` (ascending), where words may be missing, none goes on.

    `between` stands between the pieces of a turn: a line break where each is a paragraph.
    """
    marked = any(item.begins for item in found)
    out: list[list[Utterance]] = []
    words, before = 0, 0
    for item in found:
        gap = bisect.bisect(broken, item.lines[0])
        torn, before = gap > before, gap
        if not out or torn or (_parts(out[-1][-1], item) if marked else _is_paragraph(out[-1][-1], item, words)):
            out.append([_inferred(item) if torn and not item.begins else item])
            words = 0
        else:
            out[-1].append(item)
        words += word_count(item.text)
    return tuple(_turn(index, items, between) for index, items in enumerate(out))


def _inferred(item: Utterance) -> Utterance:
    known = item.speaker
    return replace(item, speaker=speaker(known.label, inferred=True)) if known.label else item


def _parts(before: Utterance, item: Utterance) -> bool:
    """Whether `item`, in a file that marks speakers, begins a turn of its own."""
    return item.begins and (item.speaker != before.speaker or not _one_voice(item.speaker))


def _one_voice(who: Speaker) -> bool:
    """Whether the same label twice in a row is the same speaker: not for "Question", but for a machine's "Speaker 2"."""
    return bool(who.label) and (not is_collective(who) or any(sign.isdigit() for sign in who.label))


def _is_paragraph(before: Utterance, item: Utterance, words: int) -> bool:
    """Whether `item`, in a file that marks no speakers, begins a paragraph after one of `words` words."""
    ended = before.text[-1:] in _ENDS
    silent = bool(before.time and item.time and before.time[1] is not None and item.time[0] - before.time[1] >= _PAUSE)
    return (ended and (silent or words >= _LONG)) or words >= _TOO_LONG


def joined(texts: Iterable[str]) -> str:
    """The pieces with a space between them, none between two signs of a script that is written without."""
    return _joined(list(filter(None, texts)), " ")[0]


def _joined(texts: Sequence[str], between: str) -> tuple[str, list[int]]:
    """The texts as one, and where in it each begins."""
    out: list[str] = []
    starts: list[int] = []
    length, before = 0, ""
    for text in texts:
        if before and not (between == " " and _EAST.match(before[-1]) and _EAST.match(text[:1])):
            out.append(between)
            length += len(between)
        starts.append(length)
        out.append(text)
        length, before = length + len(text), text or before
    return "".join(out), starts


def _turn(index: int, items: Sequence[Utterance], between: str) -> Turn:
    first, last = items[0], items[-1]
    text, starts = _joined([item.text for item in items], between)
    return Turn(
        index=index,
        speaker=first.speaker,
        text=text,
        lines=(first.lines[0], last.lines[1]),
        bytes=ByteSpan(first.bytes.start, last.bytes.end) if first.bytes and last.bytes else None,
        time=_time(items),
        pieces=tuple(_pieces(items, starts)),
    )


def pieces_of(times: Iterable[tuple[int, float | None]]) -> Pieces:
    """What `Turn.pieces` holds of pieces with these places and starts: nothing where there is one, or where none has a time."""
    found = tuple(times)
    return found if len(found) > 1 and any(start is not None for _, start in found) else ()


def _pieces(items: Sequence[Utterance], starts: Sequence[int]) -> Pieces:
    """Each piece with where it begins in the turn's text, those within it too; of several that begin at one place the last one counts."""
    held: dict[int, float | None] = {}
    for item, at in zip(items, starts, strict=True):
        held[at] = item.time[0] if item.time else None
        held.update((at + offset, start) for offset, start in item.pieces)
    return pieces_of(held.items())


def _time(items: Sequence[Utterance]) -> Time | None:
    """From where the first piece begins to where the last one with a time ends, should that not be before."""
    if not items[0].time:
        return None
    start, end = items[0].time[0], next(item.time[1] for item in reversed(items) if item.time)
    return start, end if end is not None and end >= start else None
