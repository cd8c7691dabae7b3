"""The words of captions: tags taken off, voices told apart, and lines that only repeat the line before (rolling captions).

Every pattern is linear. What is no known tag stays as it stands in the file.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.decoding import Line, clean
from corpus.readers.captions import Caption
from corpus.transcript import Skipped

_TAG = re.compile(r"<(?P<end>/?)(?P<name>c|i|b|u|s|v|ruby|rt|lang|font|\d[\d:.]{0,15})(?:\.[^\s<>]{0,200})?(?:[ \t]+(?P<note>[^<>]{0,500}))?>", re.IGNORECASE)
_IDENTIFIED = re.compile(r'\d{1,7} "([^"]{1,100})" \(\d{1,20}\)$')
"""How Webex says in the identifier of a caption who speaks: `12 "Jane Doe" (3232165120)`."""
_STYLE = re.compile(r"\{\\[^{}]{0,100}\}")
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_INSIDE_TIME = re.compile(r"<\d[\d:.]{0,15}>")
_ROLLING, _ROLLING_WITH_TIMES = 0.6, 0.4
"""Share of captions that begin with the last line of the one before, from which on that is the file's way of rolling."""
_FEWEST = 3
WORDLESS = "a caption without words"
REPEATS = "repeats the caption before (rolling captions)"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one voice in one line: `voice` is the name that a tag gives ("" for none), `start` where they begin in the line."""

    line: Line
    start: int
    voice: str
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A caption with its words, line by line and voice by voice; without those that only repeat."""

    caption: Caption
    words: tuple[Words, ...]


def spoken(captions: Sequence[Caption]) -> tuple[list[Spoken], list[Skipped]]:
    """Every caption that says something new; and those that hold tags and no words, and, where captions roll, lines that only repeat.

    A caption that says nothing new is skipped whole, its number and times with it.
    """
    every = [Spoken(caption, tuple(words_of(caption))) for caption in captions]
    silent = [Skipped((item.caption.first.number, item.caption.rows[-1].number), WORDLESS) for item in every if not item.words]
    said, repeats = news([item for item in every if item.words])
    return said, [*silent, *repeats]


def news(full: list[Spoken]) -> tuple[list[Spoken], list[Skipped]]:
    """`full` without what only repeats, and what that is, as `spoken` gives them."""
    repeats = _repeats(full)
    if not repeats:
        return full, []
    kept: list[Spoken] = []
    skipped: list[Skipped] = []
    for item, count in zip(full, repeats, strict=True):
        if count < len(item.words):
            kept.append(Spoken(item.caption, item.words[count:]))
            skipped.extend(_skipped(words.line, words.line, words.text) for words in item.words[:count])
        else:
            skipped.append(_skipped(item.caption.first, item.caption.rows[-1], " ".join(words.text for words in item.words)))
    return kept, skipped


def _skipped(first: Line, last: Line, text: str) -> Skipped:
    return Skipped((first.number, last.number), REPEATS, text[:500])


def words_of(caption: Caption) -> Iterator[Words]:
    """The words of a caption, line by line and voice by voice. A voice holds until another one, its end tag, or the end of the caption."""
    named = _IDENTIFIED.match(caption.first.text.strip())
    voice = " ".join(named[1].split()) if named else ""
    for row in caption.rows:
        at, begin, pieces = 0, 0, []
        for tag in _TAG.finditer(row.text):
            pieces.append(row.text[at : tag.start()])
            at = tag.end()
            if tag["name"].lower() == "v":
                yield from _piece(row, begin, voice, "".join(pieces))
                voice, begin, pieces = "" if tag["end"] else " ".join(_plain(tag["note"] or "").split()), tag.start(), []
        yield from _piece(row, begin, voice, "".join([*pieces, row.text[at:]]))


def _piece(row: Line, start: int, voice: str, text: str) -> Iterator[Words]:
    words = clean(_plain(text)).strip()
    if words:
        yield Words(row, start, voice, words)


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found.group()), _STYLE.sub("", text))


def _repeats(captions: Sequence[Spoken]) -> list[int]:
    """How many lines of each caption, from its first, stand at the end of the one before; nothing where captions do not roll."""
    # The same words by another voice are said again, not shown again.
    texts = [[f"{words.voice}\0{' '.join(words.text.split())}" for words in item.words] for item in captions]
    counts = [0, *(_overlap(before, after) for before, after in itertools.pairwise(texts))]
    rolled = sum(count > 0 for count in counts)
    timed = any(_INSIDE_TIME.search(row.text) for item in captions for row in item.caption.rows)
    enough = _ROLLING_WITH_TIMES if timed else _ROLLING
    several = rolled >= (1 if timed else _FEWEST)
    return counts if several and rolled >= enough * (len(counts) - 1) else []


def _overlap(before: Sequence[str], after: Sequence[str]) -> int:
    """The most lines that both end and begin with; captions have a handful of lines, more are not compared."""
    most = min(len(before), len(after), 4)
    return next((count for count in range(most, 0, -1) if before[-count:] == after[:count]), 0)
