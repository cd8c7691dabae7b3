"""How a label looks: a name, a role, a code, a phrase that only looks like one, or nothing that anybody could be called.

Judged by spelling alone, without the text around it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from corpus.readers import plain_words as vocabulary
from corpus.speakers import match_key, speaker

Style = Literal["strong", "caps", "name", "word", "phrase", "caseless", "bare", "letter", "dotted"]
"""strong needs no further evidence; the others need some: see `plain_labels`."""

_QUESTION_FROM = re.compile(r"(?:Question|QUESTION|Reporter|REPORTER|Pregunta|PREGUNTA) (?:from|FROM|by|BY|de|DE) \S")
_NOT_IN_LABEL = re.compile(r"[!?;\"“”„…<>{}=/\\@%$|\[\]*(]")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.){1,4}$|[^\W\d_][^\s\d.,;:()]{0,4}\.$")
_JOINED_PARTICLE = re.compile(r"(?:d|l|al|el|ad|as|an|ar|ash|ben|bin)['’-][^\W\d_]")
_GERSHAYIM = re.compile('(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')
"""The quotation mark inside a Hebrew abbreviation, which quotes nothing."""
_OFFICE_OF = re.compile(
    r"(?:The )?(?:[A-Z][\w-]{2,20} (?:of |for )?){0,4}"
    r"(?:Minister|Secretary|Under-Secretary|Chancellor|Leader|Chair|Commissioner|Ambassador|President|Director|Lord|Advocate|General|Speaker) "
    r"(?:of|for|to|without|at) [A-Z][\w',’ -]{2,80}$"
)
"""An office with its field: "The Minister for Ports", "The Parliamentary Under-Secretary of State for Work"."""


@lru_cache(maxsize=65_536)
def label_style(label: str) -> Style | None:
    """How a label looks, None when it cannot be one. Its note in brackets may say anything."""
    name = speaker(label).name
    parts = name.split()
    if not 1 <= len(parts) <= 12 or len(name) > 90 or _NOT_IN_LABEL.search(_GERSHAYIM.sub("", name)):
        return None
    if _QUESTION_FROM.match(name):
        return "strong"
    if _OFFICE_OF.match(name):
        return "strong" if speaker(label).note else "name"
    if len(parts) > 7 or len(name) > 60:
        return None
    before_comma = name.partition(",")[0].split()
    if not before_comma or _is_phrase(before_comma):
        return None
    if not all(_word_fits(word, at) for at, word in enumerate(before_comma)):
        return "phrase" if len(parts) <= 3 and name[0].isupper() and "." not in name and "," not in name else None
    return _style(name, parts)


def _word_fits(word: str, at: int) -> bool:
    """True for a word that a name or role may hold: a capital or a letter without case first, particles and numbers inside."""
    folded = word.casefold()
    if folded in vocabulary.PARTICLES:
        return at > 0 or word[0].isupper() or folded in vocabulary.LEADING_PARTICLES
    if word.endswith(".") and not _ABBREVIATION.match(word):
        return False
    if at and (_JOINED_PARTICLE.match(word) or folded in vocabulary.SMALL_ROLE_WORDS or word.lstrip("#").isdigit()):
        return True
    first = word.lstrip("'’ʻ‘")[:1]
    return first.isalpha() and not first.islower()


def _is_phrase(parts: list[str]) -> bool:
    """True when a word is one that opens or carries a sentence ("But", "First question") instead of a name."""
    folded = [word.casefold().strip(".,") for word in parts]
    if len(folded) == 1:
        return folded[0] in vocabulary.NOT_NAMES
    if not vocabulary.QUESTION_WORDS.isdisjoint(folded) and not folded[-1].lstrip("#").isdigit():
        return True
    return not vocabulary.NOT_AMONG_OTHERS.isdisjoint(folded)


def _style(name: str, parts: list[str]) -> Style | None:
    letters = [character for character in name if character.isalpha()]
    if name == "Q" or _is_strong(name, parts):
        return "strong"
    if len(letters) < 2:  # one letter names nobody, except in scripts where it is a word
        return "letter" if name == "A" else "caseless" if letters and _is_caseless(letters) else None
    if "," in name:  # "Jane Smith, chief executive" must recur, "JANE SMITH, HARBOR NEWS HOST" looks like the labels it stands among
        capital = len(name.partition(",")[0].split()) > 1 and not any(character.islower() for character in letters)
        return "caps" if capital else "word"
    if _is_caseless(letters):
        return "caseless"
    if not any(character.islower() for character in letters):
        return "caps"
    return "name" if len(parts) > 1 else "word"


def _is_strong(name: str, parts: list[str]) -> bool:
    """True for a role that is no ordinary word, a title with a name, and a code with a number."""
    kind = speaker(name).kind
    if "," in name or len(name) < 2 or (parts[0].casefold().strip(".") in vocabulary.VOCATIVES and kind == "role"):
        return False
    if kind == "role":
        return len(parts) > 1 or name.casefold() not in vocabulary.WEAK_ROLES
    if kind == "unknown":
        return any(character.isdigit() for character in name)
    return len(parts) > 1 and len(match_key(name).split()) < len(parts)


def _is_caseless(letters: list[str]) -> bool:
    return not any(letter.isupper() or letter.islower() for letter in letters)
