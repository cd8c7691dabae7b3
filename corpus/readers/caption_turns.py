"""Captions become turns: who speaks in each, and where one turn ends.

A voice tag or a label names the speaker; ">>" and, where a file uses them for dialogue, dashes say that another one begins, who
is unknown. Captions without a mark go on with the turn. Where a file marks no speakers at all, turns are paragraphs.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.readers.caption_words import Spoken, Words
from corpus.readers.captions import Time
from corpus.readers.plain_labels import believe
from corpus.readers.plain_marks import Mark, find_mark
from corpus.readers.plain_rows import Row
from corpus.scripts import word_count
from corpus.speakers import is_collective, speaker
from corpus.transcript import NOBODY, ByteSpan, Speaker, Turn

_ARROWS = re.compile(r"(?:>{2,3}|&gt;&gt;)\s{0,20}")
_DASH = re.compile(r"[-‐–]\s{0,20}(?=\S)")
_NOT_IN_CAPTIONS = frozenset({"dotted", "letter", "bare"})
"""Styles of labels that a caption, which may begin in the middle of a sentence, would show by chance."""
_NAMES = frozenset({"strong", "name", "caps", "word", "caseless"})
_ENDS = '.?!…。？！؟।"”’)»'
_PAUSE = 2.0
"""Seconds of silence that end a paragraph."""
_LONG, _TOO_LONG = 80, 400
"""Words after which a paragraph ends with the sentence, or at the next caption where no sentence ends with a caption."""
_EAST = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]")


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words of one speaker in one caption; `begins` says that a mark in the file begins them."""

    speaker: Speaker
    begins: bool
    text: str
    lines: tuple[int, int]
    bytes: ByteSpan
    time: Time | None


@dataclass(frozen=True, slots=True)
class _Part:
    """What one speaker says in a caption: the words as they lie in its lines, and as they are said, without the mark."""

    who: Speaker
    begins: bool
    words: list[Words]
    texts: list[str]


def turns(captions: Sequence[Spoken], broken: Sequence[int], size: Callable[[str], int]) -> tuple[Turn, ...]:
    """The turns of a file. After a line whose number is in `broken` (ascending), where words may be missing, none goes on.

    `size` is the number of bytes that a part of the file takes.
    """
    found = list(_utterances(captions, size))
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
    return tuple(_turn(index, items) for index, items in enumerate(out))


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


def _utterances(captions: Sequence[Spoken], size: Callable[[str], int]) -> Iterator[Utterance]:
    """The words of every caption by speaker; one that no mark begins has the speaker before it."""
    voiced = any(words.voice for item in captions for words in item.words)
    heads = _heads(captions)
    at, now = 0, NOBODY
    for item in captions:
        parts: list[_Part] = []
        for words in item.words:
            begins, label, text = (bool(words.voice), words.voice, words.text) if voiced else heads[at]
            at += 1
            now = speaker(label) if begins else NOBODY if voiced else now
            goes_on = bool(parts) and parts[-1].who == now and (voiced or not begins)
            if not goes_on:
                parts.append(_Part(now, begins or voiced, [], []))
            parts[-1].words.append(words)
            parts[-1].texts.append(text)
        yield from _placed(item, parts, size)


def _placed(item: Spoken, parts: Sequence[_Part], size: Callable[[str], int]) -> Iterator[Utterance]:
    """Each part of a caption with its place: the first begins with the caption itself, each ends where its last line or the next one does."""
    for number, part in enumerate(parts):
        if not "".join(part.texts):
            continue
        first, last = part.words[0], part.words[-1].line
        begin = first.line.bytes.start + size(first.line.text[: first.start])
        start, line = (begin, first.line.number) if number else (item.caption.first.bytes.start, item.caption.first.number)
        end = last.bytes.end
        if number + 1 < len(parts):
            following = parts[number + 1].words[0]
            if following.line.number == last.number:
                end = last.bytes.start + size(last.text[: following.start])
        yield Utterance(part.who, part.begins, _joined(part.texts), (line, last.number), ByteSpan(start, end), item.caption.time)


def _heads(captions: Sequence[Spoken]) -> list[tuple[bool, str, str]]:
    """For each line of words: whether a speaker begins there, by what label ("" for unknown), and the words without the mark."""
    dialogue = any(sum(_DASH.match(words.text) is not None for words in item.words) > 1 for item in captions)
    rows, changes = [], []
    for item in captions:
        for number, words in enumerate(item.words):
            change = _ARROWS.match(words.text) or (_DASH.match(words.text) if dialogue else None)
            changes.append(change is not None)
            rows.append(Row(words.line, words.text[change.end() if change else 0 :] or words.text, number == 0 or change is not None))
    return [
        (True, mark.speaker.label, row.text[mark.rest :].strip()) if mark else (change, "", row.text)
        for row, mark, change in zip(rows, _labels(rows, changes), changes, strict=True)
    ]


def _labels(rows: Sequence[Row], changes: Sequence[bool]) -> list[Mark | None]:
    """The label that each row begins with. One is enough evidence for others that look like it, and so is a change of speakers before it.

    Here a label that is missed would put words into the mouth of whoever spoke before.
    """
    sure = [mark if mark and mark.style not in _NOT_IN_CAPTIONS else None for mark in believe(rows).marks]
    alike = {mark.style for mark in sure if mark} - {"phrase"}
    found = []
    for row, mark, change in zip(rows, sure, changes, strict=True):
        other = None if mark or not row.first else find_mark(row.text)
        found.append(other if other and (other.style in alike or (change and other.style in _NAMES)) else mark)
    return found


def _joined(texts: Sequence[str]) -> str:
    """The pieces with a space between them, none between two signs of a script that is written without."""
    out = ""
    for text in filter(None, texts):
        close = out and _EAST.match(out[-1]) and _EAST.match(text[0])
        out = f"{out}{'' if not out or close else ' '}{text}"
    return out


def _turn(index: int, items: Sequence[Utterance]) -> Turn:
    first, last = items[0], items[-1]
    return Turn(
        index=index,
        speaker=first.speaker,
        text=_joined([item.text for item in items]),
        lines=(first.lines[0], last.lines[1]),
        bytes=ByteSpan(first.bytes.start, last.bytes.end),
        time=(first.time[0], last.time[1] if last.time else None) if first.time else None,
    )
