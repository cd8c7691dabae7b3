"""The words of texts as they are written: how often each word of small letters stands in them, and in which texts the others do."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.transcript import Transcript

WORD = re.compile(r"\w+")
_SPELT = re.compile(r"\b(?:[A-Z]\.){2,}")


@dataclass(frozen=True)
class Wordlist:
    """`small` counts words of small letters, `capital` has the numbers of the texts that hold each other word, ascending; `spelt` are "U.S.A." and the like."""

    small: Counter[str] = field(default_factory=Counter)
    capital: dict[str, array[int]] = field(default_factory=dict)
    spelt: set[str] = field(default_factory=set)


def texts(transcripts: Iterable[Transcript]) -> Iterator[tuple[str, str]]:
    """Every text with its transcript's id: of each transcript the title, then its turns, each headed by its label."""
    for transcript in transcripts:
        yield transcript.id, transcript.title
        for turn in transcript.turns:
            yield transcript.id, f"{turn.speaker.label}. {turn.text}"


def wordlist(held: Iterable[str]) -> Wordlist:
    """The words of some texts, numbered from 0."""
    found = Wordlist()
    for number, text in enumerate(held):
        words = WORD.findall(text)
        for word in set(words):
            if not word.islower():
                found.capital.setdefault(word, array("q")).append(number)
        found.small.update(word for word in words if word.islower())
        found.spelt.update(_SPELT.findall(text))
    return found
