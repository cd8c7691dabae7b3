"""Questions put to another transcript than the one they were asked in, where the words make certain that it does not answer.

Certain is: a good part of what the question is about (names that are no speaker's, words that its own reply takes up)
occurs in the other transcript not at all, something rare among it, and nobody is named who speaks there.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.sentences import sentences
from corpus.speakers import is_collective, match_key
from corpus.transcript import Transcript
from embeddings.lexical import Terms
from rag.evals.exchanges import Exchange

COMMON_SHARE = 0.5
"""A term that more of the transcripts hold says nothing about what a question is about."""
RARE_SHARE = 0.03
"""A term that at most this share of the transcripts holds (its own at least) is rare."""
ABSENT_TERMS = 2
ABSENT_SHARE = 0.5
"""At least so many, and this share, of the terms that say what a question is about are absent where it cannot be answered."""
SHORTEST_TERM = 3
_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"\b[^\W\d_][\w’'-]*")
_ADDRESSED = re.compile(r"(?:^|[,.?!…—–-])\s*$"), re.compile(r"[,.?!…—–]")
"""What stands before and behind the name of somebody who is spoken to: "Thanks, Jen."; "So, John, what"; "Dr. Jha, to"."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of the library's words: the terms of each transcript, how many transcripts hold a term, the words of its speakers' names."""

    transcripts: Mapping[str, Transcript]
    analyse: Terms
    terms: Mapping[str, frozenset[str]]
    holding: Mapping[str, int]
    names: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """An exchange, the terms that say what it is about, the rare ones of them, and all its words."""

    exchange: Exchange
    telling: frozenset[str]
    rare: frozenset[str]
    words: frozenset[str]


def transplants(
    transcripts: Sequence[Transcript], found: Sequence[Exchange], used: frozenset[Exchange], count: int, rng: random.Random
) -> list[tuple[Exchange, str]]:
    """At most `count` exchanges, each with a transcript that surely does not answer it; exchanges not in `used` first."""
    facts = _facts(transcripts)
    pool = [_weighed(exchange, facts) for exchange in sorted(rng.sample(found, len(found)), key=used.__contains__)]
    pool = [weighed for weighed in pool if weighed.rare and len(weighed.telling) >= ABSENT_TERMS]
    targets = rng.sample([transcript.id for transcript in transcripts], len(transcripts))
    moved: list[tuple[Exchange, str]] = []
    while targets and len(moved) < count:
        id = targets.pop(0)
        fit = next((weighed for weighed in pool if _is_foreign(weighed, id, facts)), None)
        if fit:
            pool.remove(fit)
            moved.append((fit.exchange, id))
            targets.append(id)
    return sorted(moved, key=lambda pair: (pair[1], pair[0].transcript, pair[0].turn))


def _is_foreign(weighed: _Weighed, target: str, facts: _Facts) -> bool:
    """True when `target` surely does not answer: it lacks telling terms, a rare one among them, and the question names none of its speakers."""
    absent = weighed.telling - facts.terms[target]
    return (
        weighed.exchange.transcript != target
        and len(absent) >= max(ABSENT_TERMS, ABSENT_SHARE * len(weighed.telling))
        and not absent.isdisjoint(weighed.rare)
        and facts.names[target].isdisjoint(weighed.words)
    )


def _weighed(exchange: Exchange, facts: _Facts) -> _Weighed:
    """The exchange with the terms that say what it is about: names that are no speaker's, and what the reply takes up."""
    own = facts.transcripts[exchange.transcript]
    taken_up = set(facts.analyse(exchange.question)) & set(facts.analyse(" ".join(own.turns[i].text for i in exchange.reply)))
    named = {term for name in _topics_named(exchange.question) if facts.names[own.id].isdisjoint(_words(name)) for term in facts.analyse(name)}
    most, few = (max(1, share * len(facts.transcripts)) for share in (COMMON_SHARE, RARE_SHARE))
    telling = frozenset(term for term in taken_up | named if len(term) >= SHORTEST_TERM and not term.isdigit() and facts.holding[term] <= most)
    return _Weighed(exchange, telling, frozenset(term for term in telling if facts.holding[term] <= few), _words(exchange.question))


def _topics_named(question: str) -> list[str]:
    """The capitalised words that no sentence begins with and that address nobody."""
    starts = {span.start for span in sentences(question)}
    before, behind = _ADDRESSED
    return [
        found[0]
        for found in _CAPITALISED.finditer(question)
        if found[0][0].isupper()
        and found.start() not in starts
        and not (behind.match(question, found.end()) and before.search(question[max(0, found.start() - 3) : found.start()]))
    ]


def _facts(transcripts: Sequence[Transcript]) -> _Facts:
    analyse = Terms()
    terms = {t.id: frozenset(analyse(" ".join([t.title, *(f"{turn.speaker.label} {turn.text}" for turn in t.turns)]))) for t in transcripts}
    holding = Counter(term for held in terms.values() for term in held)
    return _Facts({t.id: t for t in transcripts}, analyse, terms, holding, {t.id: _names(t) for t in transcripts})


def _names(transcript: Transcript) -> frozenset[str]:
    """The words of its speakers' names, without titles and without labels that many people share."""
    speakers = {turn.speaker for turn in transcript.turns if not is_collective(turn.speaker)}
    return frozenset(word for speaker in speakers for word in _words(match_key(speaker.name)))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
