"""Follow-ups: a question that leans on what went before, put so that it can stand alone.

`leaning` finds whether it does, `rewording` puts a fragment into the question before it. What no rule can word goes
with the earlier question in brackets. A pronoun is named only where one person alone can be meant. What is said by whom
is inherited only by a question that is no whole one itself ("And in 2024?", "Why?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.leaning import OPENS, dangling, is_possessive, leans
from rag.names import match, named_in, people
from rag.rewording import asks_for_more, asks_for_words, asks_instead, corrected, elsewhere, reworded
from rag.saying import Saying, sayings
from rag.when import when_said

_FAR_ENOUGH = 3
_LONGEST = 300  # code points; who writes more leaves little out
_FRAGMENT = re.compile(
    rf"^{OPENS}(?:(?:what|how) about\b|(?:in|on|since|before|after|during|for|about|at)\s|"
    r"(?:why|when|where|how)(?:\s+(?:so|not|the|a|an|his|her|that|this))?\b(?:\s+\S+)?\s*\?*$)",
    re.IGNORECASE,
)
_AND_FRAGMENT = re.compile(r"^(?:and|but|or|so)\s+(?:the|a|an|his|her|its|their|[A-Z])\b", re.IGNORECASE)
_ABOUT = re.compile(rf"^{OPENS}(?:what|how) about\b", re.IGNORECASE)
# Somebody without a name whom a pronoun may mean as well as the one named.
_SOMEBODY = re.compile(
    r"\b(?:mayor|minister|president|senator|secretary|chair|chairman|chairwoman|governor|chancellor|ambassador|judge|director|engineer|inspector|doctor|"
    r"officer|captain|councillor|deputy|colleague|predecessor|successor|man|woman|husband|wife|father|mother|son|daughter|guest|host|caller|witness)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w.'’-]*")
_HE, _SHE = re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE), re.compile(r"\b(?:she|hers?)\b", re.IGNORECASE)
_MR, _MS = re.compile(r"\bmr\b", re.IGNORECASE), re.compile(r"\b(?:ms|mrs|miss|madam)\b", re.IGNORECASE)
_THEN = re.compile(r"\bthen(?=\s*\?*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question with its pronoun named, and the one before it where it leans on that."""

    own: str
    before: Wording | None = None

    @property
    def text(self) -> str:
        """The question made to stand alone: its own words, then those before in brackets, the latest first."""
        earlier = []
        wording = self.before
        while wording:
            earlier.append(wording.own)
            wording = wording.before
        return f"{self.own} ({' '.join(earlier)})" if earlier else self.own


def worded(question: str, history: Sequence[tuple[str, str]], speakers: Sequence[str]) -> Wording:
    """The question as it is to be understood after `history`, (question, answer) pairs, oldest first."""
    text = " ".join(question.split())
    if not text or not history or len(text) > _LONGEST:
        return Wording(text)
    other = elsewhere(text)
    if other:
        return Wording(other)
    fragment = corrected(text) or text
    if not (leans(fragment, speakers) or asks_for_more(fragment) or asks_for_words(fragment) or asks_instead(fragment)):
        return Wording(_plain(fragment) if fragment != text else text)
    before = worded(history[-1][0], history[-_FAR_ENOUGH:-1], speakers)
    made = reworded(fragment, before.own, speakers) if len(before.own) <= _LONGEST else None
    if made:
        return Wording(made, before if dangling(made, speakers) else before.before)
    named = _dated(_named(fragment, before, history[-1], speakers), before)
    return Wording(_plain(named) if fragment != text else named, before if leans(named, speakers) else None)


def spoken(wording: Wording) -> tuple[str, tuple[Saying, ...]]:
    """Who speaks, with the text that says so: the question's own, or what a mere fragment inherits."""
    found = sayings(wording.own)
    if found or wording.before is None or not is_fragment(wording.own):
        return wording.own, found
    return spoken(wording.before)


def is_fragment(text: str) -> bool:
    """True for a question without a clause of its own: "And in 2024?", "What about the ferry?", "Why?", "Tell me more."."""
    if asks_for_more(text):
        return True
    return bool(_FRAGMENT.search(text) or (_AND_FRAGMENT.search(text) and not re.search(r"\b(?:is|are|was|were|did|does|do|has|have|had|will|would)\b", text)))


def as_date(fragment: str) -> str:
    """A fragment as if it asked for a time: "in April 2024?" of "What about April 2024?"."""
    return _ABOUT.sub("in", fragment, count=1)


def _plain(fragment: str) -> str:
    """A correction as a question: "The east one?" of "And the east one?"."""
    rest = re.sub(rf"^{OPENS}", "", fragment, flags=re.IGNORECASE)
    return rest[:1].upper() + rest[1:]


def _named(text: str, before: Wording, past: tuple[str, str], speakers: Sequence[str]) -> str:
    """The text with the first pronoun that means a person named, where one person alone can be meant; `past` is the exchange before."""
    asked, answered = past
    pronoun = next((found for found in dangling(text, speakers) if found["person"]), None)
    if pronoun is None or (_HE.search(text) and _SHE.search(text)):
        return text
    person = _one_person(text, before, answered, speakers)
    if person is None or person in named_in(text, speakers) or _is_other(text, person, asked, speakers):
        return text
    return f"{text[: pronoun.start()]}{person}{'’s' if is_possessive(pronoun) else ''}{text[pronoun.end() :]}"


def _is_other(text: str, person: str, asked: str, speakers: Sequence[str]) -> bool:
    """True when `text` says "he" of one whom the question before as it was asked, or a label ("MS. QUIST"), calls a she, or the other way round."""
    called = f"{asked if person not in named_in(asked, speakers) else ''} {' '.join(match(person, speakers).names)}"
    is_he, is_she = (bool(one.search(called) or title.search(called)) for one, title in ((_HE, _MR), (_SHE, _MS)))
    return is_he != is_she and bool((_SHE if is_he else _HE).search(text))


def _dated(text: str, before: Wording) -> str:
    """The text with a last "then" as the date of the question before: "What did she say in 2022?"."""
    said = sayings(before.own)
    when = when_said(before.own, said[-1].whole[1] if said else 0)
    if when is None or not sayings(text):
        return text
    date = before.own[slice(*when.at)]
    return _THEN.sub(lambda _: date[0].lower() + date[1:], text, count=1)


def _one_person(text: str, before: Wording, answered: str, speakers: Sequence[str]) -> str | None:
    """The one person that "he" or "she" in `text` can mean; None when there may be another.

    A speaker of the question before is meant where nobody else is named there; without one, whoever alone is named in it and its answer.
    """
    said = sayings(before.own)
    own = [name for saying in said for who in saying.who for name in match(who, speakers).people]
    asked = named_in(before.own, speakers)
    meant = people(asked if own else tuple(dict.fromkeys([*asked, *named_in(answered, speakers)])))
    if not meant and not own and before.before:
        return _one_person(text, before.before, "", speakers)
    if len(set(own) | set(meant)) != 1 or _may_be_another(text, before.own, said, (own or meant)[0]):
        return None
    return (own or list(meant))[0]


def _may_be_another(text: str, before: str, said: Sequence[Saying], person: str) -> bool:
    """True when the question before speaks of somebody besides its speaker; of a mere name only if `text` asks for no words (who never speaks has none)."""
    rest = before
    for saying in reversed(said):
        rest = rest[: saying.at[0]] + rest[saying.at[1] :]
    words = set(re.findall(r"\w+", person.casefold()))
    others = [name for name in _CAPITAL.findall(rest) if not words & set(re.findall(r"\w+", name.casefold()))]
    return bool(said and _SOMEBODY.search(rest)) or bool(said and others and not sayings(text))
