"""A few questions that a library can be asked, made of its own names and words, for somebody who has not asked anything yet.

Who speaks most in each of the newest transcripts, and what that person names more often than the other transcripts do. Nothing is
promised by it: whether and how the record answers, asking says.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from corpus.transcript import Transcript, Turn

MOST: Final = 3
LOOKED_AT: Final = 12
"""Transcripts that are looked at, and turns of each: what a newcomer waits for is the page, not this."""
TURNS: Final = 400
OFTEN: Final = 3
"""A word that is said less often is no topic."""

_NAMED = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?(?=[ ,.?!;:’'])(?! (?:of|and|for) )")
"""A word, or two, with a capital in the midst of a sentence: a place, a law, a company. Behind a comma it is often whom one speaks to."""
_OF_A_PLACE = re.compile(r"(?:ian|ean|can|ese|ish|ani|eli)s?$")
_WORD = re.compile(r"[^\W\d_]+")
_NO_TOPIC = frozenset(
    _WORD.findall(
        "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
        "president vice secretary minister senator congressman congresswoman mayor doctor professor chairman chair madam mister council committee "
        "white house today tomorrow yesterday english everybody something anybody counsel transition general"
    )
)


def first_questions(transcripts: Sequence[Transcript]) -> tuple[str, ...]:
    """At most MOST questions, each of another person; none where nobody is named or nothing is named often."""
    newest = sorted((one for one in transcripts if one.turns), key=lambda one: (one.date is not None, str(one.date or "")), reverse=True)[:LOOKED_AT]
    named = [_named(islice(one.turns, TURNS)) for one in newest]
    common = Counter(word for words in named for word in words)
    asked: dict[str, str] = {}
    for transcript in newest:
        name = _speaks_most(transcript)
        if name and name not in asked and (topic := _topic(transcript, name, common, len(newest))):
            asked[name] = f"What did {name} say about {topic}?"
    return tuple(islice(asked.values(), MOST))


def _speaks_most(transcript: Transcript) -> str:
    words: Counter[str] = Counter()
    for turn in islice(transcript.turns, TURNS):
        if turn.speaker.kind == "person" and turn.speaker.name and not turn.speaker.inferred:
            words[turn.speaker.name] += len(turn.text)
    return max(words, key=lambda name: (words[name], name), default="")


def _topic(transcript: Transcript, name: str, common: Counter[str], of: int) -> str:
    """What that person names often, and few other transcripts do; "" for nothing."""
    people = {word for turn in islice(transcript.turns, TURNS) for word in _WORD.findall(turn.speaker.name.casefold())}
    said = _named(turn for turn in islice(transcript.turns, TURNS) if turn.speaker.name == name)
    fits = {word: times for word, times in said.items() if times >= OFTEN and not people & set(_WORD.findall(word.casefold()))}
    return max(fits, key=lambda word: (fits[word] * math.log((of + 1) / common[word]), word), default="")


def _named(turns: Iterable[Turn]) -> Counter[str]:
    """How often each name in the midst of a sentence is said."""
    found = Counter(name for turn in turns for name in _NAMED.findall(turn.text))
    return Counter({name: times for name, times in found.items() if not _OF_A_PLACE.search(name) and not _NO_TOPIC & set(_WORD.findall(name.casefold()))})
