"""Transcripts that a question names: "in the April 2024 council meeting", "since the flood briefing", "in episode 41".

A transcript is named by words of its title, its id or its date together with the word for what it was. Where the words
fit two, or none, none is meant.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.transcript import Transcript


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a transcript can be of; the words of one set are used for one another.
_KINDS = (
    _words("hearing inquiry enquiry testimony session"),
    _words("briefing presser conference statement remarks"),
    _words("meeting session council assembly sitting"),
    _words("interview conversation talk"),
    _words("episode podcast show"),
    _words("call conference"),
    _words("lecture talk seminar speech address"),
    _words("review meeting"),
    _words("debate panel discussion roundtable"),
    _words("workshop group"),
    _words("talks negotiations"),
)
_NOUNS = frozenset().union(*_KINDS) - _words("council show address")
_SMALL = _words("the a an of on with by for and to in at from his her their its this that s")
_BEHIND = re.compile(r"\b(?P<how>in|at|during|from|since|after|before|until)\s+", re.IGNORECASE)
_STOP = re.compile(r"[,;:?!]|\.\s|\.$")
_TOKEN = re.compile(r"[\w]+(?:[’'][a-z]\b)?")


@dataclass(frozen=True, slots=True)
class Occasion:
    """A transcript that a text names: how ("in", "since", "after", "before") and where (half-open)."""

    transcript: Transcript
    how: str
    at: tuple[int, int]


class Programme:
    """The transcripts of a library by the words that can name them: of the title, the id, the date, and for what they are."""

    def __init__(self, transcripts: Sequence[Transcript]) -> None:
        """Note the words of every transcript."""
        self._transcripts = tuple(transcripts)
        self._ids = {held.id: at for at, held in enumerate(self._transcripts) if re.search(r"[\W\d_]", held.id) and re.search(r"[^\W\d_]", held.id)}
        self._by_word: dict[str, set[int]] = {}
        for at, held in enumerate(self._transcripts):
            for word in _naming(held):
                self._by_word.setdefault(word, set()).add(at)

    def named(self, words: Sequence[str]) -> Transcript | None:
        """The transcript that all words that count fit, one for what it is among them; None unless it is one alone."""
        content = [word.removesuffix("'s").removesuffix("’s") for word in words if word not in _SMALL]
        if len(content) < 2 or _NOUNS.isdisjoint(content):
            return None
        held = set.intersection(*(self._by_word.get(word, set()) for word in content))
        return self._transcripts[held.pop()] if len(held) == 1 else None

    def with_id(self, text: str) -> Transcript | None:
        """The transcript with whose id, no mere word, the text begins."""
        word = text.partition(" ")[0]
        at = self._ids.get(word, self._ids.get(word.removesuffix("'s").removesuffix("’s")))
        return None if at is None else self._transcripts[at]


def occasions(text: str, programme: Programme) -> Iterator[Occasion]:
    """The transcripts that the text names behind a preposition, in the order of the text."""
    for found in _BEHIND.finditer(text):
        named = _longest(text, found.end(), programme)
        if named is not None:
            transcript, end = named
            yield Occasion(transcript, found["how"].casefold(), (found.start(), end))


def _longest(text: str, start: int, programme: Programme) -> tuple[Transcript, int] | None:
    """The transcript that the most words from `start` on name, and where they end."""
    stop = _STOP.search(text, start)
    area = text[start : stop.start() if stop else len(text)][:120]
    by_id = programme.with_id(area)
    if by_id:
        return by_id, start + len(by_id.id)
    tokens = list(_TOKEN.finditer(area))[:10]
    words = [token.group().casefold() for token in tokens]
    for count in range(len(tokens), 1, -1):
        held = programme.named(words[:count]) if words[count - 1] not in _SMALL else None
        if held is not None:
            return held, start + tokens[count - 1].end()
    return None


def _naming(held: Transcript) -> set[str]:
    """The words that can name a transcript: "flood" stands for "flooding", "inquiry" for "hearing"."""
    words = {word.casefold() for word in re.findall(r"[^\W_]+", f"{held.title} {held.id}")}
    if held.date:
        words |= {str(held.date.year), calendar.month_name[held.date.month].casefold(), str(held.date.day)}
    stems = {word[:end] for word in words for end in range(max(4, len(word) - 3), len(word))}
    return words | stems | {other for kind in _KINDS if kind & words for other in kind}
