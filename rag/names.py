"""Which speakers a name in a question can mean. A name that fits two people is never decided here.

Two names are one person's when one holds the other ("PSAKI" and "Jen Psaki"), unless a third shares the surname with
another given name, or one is a Mr. and the other a Ms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.speakers import match_key
from corpus.speakers import speaker as speaker_of

_ARTICLE = re.compile(r"^(?:the|a|an|our|his|her|their)\s+", re.IGNORECASE)
_WORDS = re.compile(r"[\w'’-]+")
_HE, _SHE = re.compile(r"^(?:mr|sir|herr|monsieur)\b", re.IGNORECASE), re.compile(r"^(?:ms|mrs|miss|madam|madame|mme|frau|dame|lady)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """`names` are the speaker names that fit, `people` the different people among them (namesakes make it several)."""

    names: tuple[str, ...]
    people: tuple[str, ...]


def match(name: str, speakers: Iterable[str]) -> Match:
    """The speakers that `name` fits: the same words, a surname, a full name for a surname-only label, a given name where no surname fits.

    "Psaki" and "Jen Psaki" both fit "MS. PSAKI"; "Okafor" fits "Amara Okafor" and "Daniel Okafor", who are two people;
    "Bob Solheim" fits nobody where "MAYOR SOLHEIM" can be "Ingrid Solheim".
    """
    asked = _key(_ARTICLE.sub("", name.strip()))
    held = [speaker for speaker in speakers if asked and _key(speaker) and not _apart(name, speaker)]
    exact = [speaker for speaker in held if _key(speaker) == asked]
    if exact and len(asked) > 1:
        chosen = [speaker for speaker in held if speaker in exact or _stands_for(speaker, exact[0], held)]
    else:
        # "Marketing" is a label of its own even where "Marketing Manager" is one too.
        chosen = [speaker for speaker in held if _fits(asked, speaker, held)]
        chosen = (
            chosen
            or [speaker for speaker in held if _is_given_name(asked, speaker) and not _ARTICLE.match(name.strip())]
            or [speaker for speaker in held if _letters(asked) == _letters(_key(speaker))]
        )
    return Match(tuple(chosen), _people(chosen))


def named_in(text: str, speakers: Iterable[str]) -> tuple[str, ...]:
    """The speakers whose surname stands in `text` as a word, in the order of `speakers`; not those of another given name there."""
    said = [word.removesuffix("'s").removesuffix("’s") for word in _WORDS.findall(text.casefold())]
    held = [speaker for speaker in speakers if _key(speaker)]
    full = {_key(speaker)[-2:] for speaker in held if len(_key(speaker)) > 1}
    found: set[str] = set()
    for before, word in zip(["", *said], said, strict=False):
        fitting = [speaker for speaker in held if _key(speaker)[-1] == word]
        if (before, word) in full:
            fitting = [speaker for speaker in fitting if len(_key(speaker)) == 1 or _key(speaker)[-2:] == (before, word)]
        found.update(fitting)
    return tuple(speaker for speaker in held if speaker in found)


def respelt(name: str, speakers: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """A misspelt name as speakers spell it ("Sergey Lavrof" as "sergey lavrov"), and which of its words were wrong; "" where no one spelling is nearest.

    One letter may be wrong, missing, too many or exchanged with the next in a word of five letters, two in one of eight.
    """
    keys = [_key(speaker) for speaker in speakers if speaker_of(speaker).kind == "person"]
    surnames, given = {key[-1] for key in keys if key}, {key[0] for key in keys if len(key) > 1}
    asked, wrong = list(_key(_ARTICLE.sub("", name.strip()))), []
    for at, word in enumerate(asked):
        if word in surnames | given:
            continue
        is_last = at == len(asked) - 1
        fitting = _nearest(word, surnames if is_last else given) or (_nearest(word, given) if len(asked) == 1 else [])
        if len(fitting) != 1:
            return "", ()
        asked[at] = fitting[0]
        wrong.append(word)
    return " ".join(asked), tuple(wrong)


def people(names: Sequence[str]) -> tuple[str, ...]:
    """The different people that these speaker names stand for, each by the fullest name."""
    return _people(names)


def is_nearly(word: str, other: str) -> bool:
    """True for two spellings, both casefolded, that `respelt` would take for one."""
    most = _most_wrong(word)
    return _may_be_near(word, other, most) and distance(word, other) <= most


def _nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that differ in the fewest letters from `word`, if these are few enough."""
    most = _most_wrong(word)
    found = [(letters, other) for other in known if _may_be_near(word, other, most) and (letters := distance(word, other)) <= most]
    return [other for letters, other in found if letters == min(found)[0]]


def _most_wrong(word: str) -> int:
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2


def _may_be_near(word: str, other: str, most: int) -> bool:
    return abs(len(other) - len(word)) <= most and len(other) >= 5 and (other[0] == word[0] or other[1:] == word[1:])


def distance(one: str, other: str) -> int:
    """How many letters must be changed, left out, added or exchanged with the next (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, there in enumerate(other, start=1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


@lru_cache(maxsize=16_384)
def _key(name: str) -> tuple[str, ...]:
    return tuple(match_key(name).split())


def _fits(asked: tuple[str, ...], speaker: str, held: Sequence[str]) -> bool:
    key = _key(speaker)
    if asked == key:
        return True
    if len(key) < len(asked):
        if speaker_of(speaker).kind != "person" and asked[: len(key)] == key:  # "Marketing" for "Marketing Expert"
            return True
        return key[-1] == asked[-1] and set(key) <= set(asked) and not _other_full_name(key[-1], asked, held)
    return key[-1] == asked[-1] and set(asked) <= set(key)


def _letters(key: tuple[str, ...]) -> str:
    """What is left of "PERSON2" and of "Person 2", of "Janet-Vale Moe" and of "Janet Vale-Moe"."""
    return "".join(key).replace("-", "").replace("_", "")


def _is_given_name(asked: tuple[str, ...], speaker: str) -> bool:
    return len(asked) == 1 and len(_key(speaker)) > 1 and asked[0] == _key(speaker)[0] and speaker_of(speaker).kind == "person"


def _stands_for(label: str, full: str, held: Sequence[str]) -> bool:
    """True for a label of less or more of one person's name: "MAYOR SOLHEIM" or "Ingrid Marie Solheim" for "Ingrid Solheim"."""
    key, other = _key(full), _key(label)
    is_part = other == key[-1:] or (other[-1] == key[-1] and set(key) < set(other))
    return is_part and speaker_of(label).kind == "person" == speaker_of(full).kind and not _apart(label, full) and not _other_full_name(key[-1], key, held)


def _other_full_name(surname: str, full: tuple[str, ...], held: Sequence[str]) -> bool:
    """True when a speaker of that surname has another given name."""
    return any(len(key) > 1 and key[-1] == surname and not (set(key) <= set(full) or set(full) <= set(key)) for key in map(_key, held))


def _apart(one: str, other: str) -> bool:
    """True for a Mr. and a Ms."""
    return bool((_HE.match(one) and _SHE.match(other)) or (_SHE.match(one) and _HE.match(other)))


def _people(names: Iterable[str]) -> tuple[str, ...]:
    """One name for each person: names of which one holds the other are one person's unless that fits several."""
    keys = {name: frozenset(_key(name)) for name in names}
    full = [name for name, key in keys.items() if not any(key < other for other in keys.values())]
    found: list[str] = []
    for name in full:
        if not any(keys[name] == keys[known] and not _apart(name, known) for known in found):
            found.append(name)
    return tuple(found)
