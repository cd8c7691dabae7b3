"""Captions become turns: who speaks in each, and where one turn ends.

A voice tag or a label names the speaker; ">>" and, where a file uses them for dialogue, dashes say that another one begins, who
is unknown. Captions without a mark go on with the turn. Where a file marks no speakers at all, turns are paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.caption_words import Spoken, Words
from corpus.readers.joining import Utterance, join, joined
from corpus.readers.plain_labels import believe
from corpus.readers.plain_marks import LOOK, Mark, find_mark
from corpus.readers.plain_rows import Row
from corpus.speakers import speaker
from corpus.transcript import NOBODY, ByteSpan, Speaker, Turn

_ARROWS = re.compile(r"(?:>{2,3}|&gt;&gt;)\s{0,20}")
_DASH = re.compile(r"[-‐–]\s{0,20}(?=\S)")
_NOT_IN_CAPTIONS = frozenset({"dotted", "letter", "bare"})
"""Styles of labels that a caption, which may begin in the middle of a sentence, would show by chance."""
_NAMES = frozenset({"strong", "name", "caps", "word", "caseless"})


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
    return join(list(_utterances(captions, size)), broken)


def _utterances(captions: Sequence[Spoken], size: Callable[[str], int]) -> Iterator[Utterance]:
    """The words of every caption by speaker; one that no mark begins has the speaker before it."""
    voiced = any(words.voice for item in captions for words in item.words)
    heads = [] if voiced else _heads(captions)
    at, now, waits = 0, NOBODY, False
    for item in captions:
        parts: list[_Part] = []
        for words in item.words:
            begins, label, text = (bool(words.voice), words.voice, words.text) if voiced else heads[at]
            at += 1
            now = speaker(label) if begins else NOBODY if voiced else now
            goes_on = bool(parts) and parts[-1].who == now and (voiced or not begins)
            if not goes_on:
                # A label alone ("Bob:") begins the turn of the words below it.
                parts.append(_Part(now, begins or voiced or waits, [], []))
            parts[-1].words.append(words)
            parts[-1].texts.append(text)
            waits = not any(parts[-1].texts) and parts[-1].begins
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
            if following.line is last:
                end = last.bytes.start + size(last.text[: following.start])
        yield Utterance(part.who, part.begins, joined(part.texts), (line, last.number), ByteSpan(start, end), item.caption.time)


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


def is_label(text: str) -> bool:
    """Whether nothing of a line is said: it is empty, or a label alone, also behind an arrow or a dash."""
    change = _ARROWS.match(text) or _DASH.match(text)
    rest = text[change.end() :] if change else text
    mark = find_mark(rest) if rest else None
    return not rest or (rest[-1] in ":：" and len(rest) <= LOOK) or (mark is not None and not rest[mark.rest :].strip())


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
