"""Which speakers a name in a question can mean. A name that fits two people is never decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.speakers import match_key
from corpus.transcript import Transcript

_ARTICLE = re.compile(r"^(?:the|a|an|our|his|her|their)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """`names` are the speaker names that fit, `people` the different people among them (namesakes make it several)."""

    names: tuple[str, ...]
    people: tuple[str, ...]


def match(name: str, speakers: Iterable[str]) -> Match:
    """The speakers that `name` fits: the same words, a surname, or a full name for a surname-only label.

    "Psaki" and "Jen Psaki" both fit "MS. PSAKI"; "Okafor" fits "Amara Okafor" and "Daniel Okafor", who are two people.
    """
    asked = match_key(_ARTICLE.sub("", name.strip())).split()
    found = [speaker for speaker in speakers if asked and _fits(asked, match_key(speaker).split())]
    exact = [speaker for speaker in found if match_key(speaker).split() == asked]
    # "Marketing" is a label of its own even where "Marketing Manager" is one too.
    chosen = exact if exact and len(asked) > 1 else found
    return Match(tuple(chosen), _people(chosen))


def named_in(text: str, speakers: Iterable[str]) -> tuple[str, ...]:
    """The speakers whose surname stands in `text` as a word, in the order of `speakers`."""
    held = set(re.findall(r"\w+", text.casefold()))
    return tuple(speaker for speaker in speakers if (key := match_key(speaker).split()) and key[-1] in held)


def is_person_named(name: str, transcripts: Iterable[Transcript]) -> bool:
    """True when the record uses `name` as a person's: often with a capitalised given name before it, or in a label or title.

    "Zarif" stands as "Javad Zarif"; "Iran" mostly follows small words. A name that never occurs counts as a person's:
    nobody of that name is in the record in any case.
    """
    last = re.escape(name.split()[-1])
    with_given, alone = re.compile(rf"(?:^|[^.!?]\s)[A-Z][\w.'’-]*\s+{last}\b"), re.compile(rf"\b{last}\b")
    named = total = 0
    for transcript in transcripts:
        for text in (transcript.title, *(f"{turn.speaker.label}. {turn.text}" for turn in transcript.turns if last in turn.text or last in turn.speaker.label)):
            total += len(alone.findall(text))
            named += len(with_given.findall(text))
    return total == 0 or named * 3 >= total


def _fits(asked: list[str], held: list[str]) -> bool:
    if not held:
        return False
    short, long = sorted((asked, held), key=len)
    if asked == held:
        return True
    # A surname against a full name either way; otherwise the words must begin alike ("Marketing" for "Marketing Expert").
    return (short[-1] == long[-1] and set(short) <= set(long)) or (len(held) < len(asked) and asked[: len(held)] == held)


def _people(names: Iterable[str]) -> tuple[str, ...]:
    """One name for each person: names of which one holds the other are one person's unless that fits several."""
    keys = {name: frozenset(match_key(name).split()) for name in names}
    full = [name for name, key in keys.items() if not any(key < other for other in keys.values())]
    people: dict[frozenset[str], str] = {}
    for name in full:
        people.setdefault(keys[name], name)
    return tuple(people.values())
