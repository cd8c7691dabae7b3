"""Follow-ups: a question that leans on what went before, put so that it can stand alone.

A pronoun is named only where one person alone can be meant; the earlier question goes along beside it. What is said
by whom is inherited only by a question that is no whole one itself ("And in 2024?", "Why?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.names import match, named_in, people
from rag.saying import Saying, sayings

_FAR_ENOUGH = 3
_AND = r"(?:(?:and|but|so|or|then|well|ok|okay)\b,?\s*)?"
_ALWAYS_LEANS = re.compile(
    r"^(?:and|but|so|or|also|then)\b|^(?:what|how) about\b|\b(?:this|these|those|there|then)\b|"
    r"\b(?:did|does|do|is|was|would|will|can|could|has|have|had|should|for|of|about|to|with|than|on|from|after|before|by|like|why)\s+that\b(?!\s+(?:he|she|they|the|a)\b)|"
    r"\bthat\s*[?.!]*$|^that\b",
    re.IGNORECASE,
)
# Each pronoun with what it can point to inside the question itself: a name, a plural, or two things to choose from.
_INSIDE = (
    (re.compile(r"\b(?:he|she|him|her|hers|his)\b", re.IGNORECASE), re.compile(r"(?<=[a-z,;] )[A-Z][\w.'’-]+")),
    (re.compile(r"\b(?:they|them|their|theirs)\b", re.IGNORECASE), re.compile(r"\b[a-z]{4,}s\b")),
    (re.compile(r"\b(?:it|its)\b", re.IGNORECASE), re.compile(r"\b(?:the|an?|his|her)\s\w.{0,80}?\b(?:the|an?|his|her)\s\w")),
)
_SUBJECT = re.compile(r"\b(?:did|does|do|has|have|had|would|was|is|will|could|can|should)(?:n['’]t)?\s+(?P<who>he|she)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    rf"^{_AND}(?:(?:what|how) about\b|(?:in|on|since|before|after|during|for|about|at)\s|"
    r"(?:why|when|where|how)(?:\s+(?:so|not|the|a|an|his|her|that|this))?\b(?:\s+\S+)?\s*\?*$)",
    re.IGNORECASE,
)
_AND_FRAGMENT = re.compile(r"^(?:and|but|or|so)\s+(?:the|a|an|his|her|its|their|[A-Z])\b", re.IGNORECASE)
_ABOUT = re.compile(rf"^{_AND}(?:what|how) about\b", re.IGNORECASE)
# Somebody without a name whom a pronoun may mean as well as the one named.
_SOMEBODY = re.compile(
    r"\b(?:mayor|minister|president|senator|secretary|chair|chairman|chairwoman|governor|chancellor|ambassador|judge|director|engineer|inspector|doctor|"
    r"officer|captain|councillor|deputy|colleague|predecessor|successor|man|woman|husband|wife|father|mother|son|daughter|guest|host|caller|witness)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w.'’-]*")
_SOMEBODY_ELSE = re.compile(rf"^{_AND}(?:(?:what|how)\s+about\s+)?(?P<who>(?:the\s+)?[^\s,;:?.]+(?:\s+[^\s,;:?.]+){{0,3}})\s*\??$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question with its pronoun named, and the one before it where it leans on that."""

    own: str
    before: Wording | None = None

    @property
    def text(self) -> str:
        """The question made to stand alone: its own words, then those before in brackets."""
        return f"{self.own} ({self.before.text})" if self.before else self.own


def worded(question: str, history: Sequence[tuple[str, str]], speakers: Sequence[str]) -> Wording:
    """The question as it is to be understood after `history`, (question, answer) pairs, oldest first."""
    text = " ".join(question.split())
    if not text or not history or not (_leans(text) or len(text.split()) <= _FAR_ENOUGH):
        return Wording(text)
    asked, answered = history[-1]
    before = worded(asked, history[-_FAR_ENOUGH:-1], speakers)
    other = _asked_of_another(text, before, speakers)
    if other:
        return Wording(other)
    person = _one_person(text, before, answered, speakers)
    named = _with_name(text, person) if person else text
    return Wording(named, before if _leans(named) or len(text.split()) <= _FAR_ENOUGH else None)


def spoken(wording: Wording) -> tuple[str, tuple[Saying, ...]]:
    """Who speaks, with the text that says so: the question's own, or what a mere fragment inherits."""
    found = sayings(wording.own)
    if found or wording.before is None or not is_fragment(wording.own):
        return wording.own, found
    return spoken(wording.before)


def is_fragment(text: str) -> bool:
    """True for a question without a clause of its own: "And in 2024?", "What about the ferry?", "Why?"."""
    return bool(_FRAGMENT.search(text) or (_AND_FRAGMENT.search(text) and not re.search(r"\b(?:is|are|was|were|did|does|do|has|have|had|will|would)\b", text)))


def as_date(fragment: str) -> str:
    """A fragment as if it asked for a time: "in April 2024?" of "What about April 2024?"."""
    return _ABOUT.sub("in", fragment, count=1)


def _leans(text: str) -> bool:
    """True when the text points beyond itself: a pronoun with nothing before it to mean, or a beginning like "And"."""
    if _ALWAYS_LEANS.search(text):
        return True
    found = [(pronoun.search(text), meant) for pronoun, meant in _INSIDE]
    return any(at is not None and not meant.search(text, 0, at.start()) for at, meant in found)


def _asked_of_another(text: str, before: Wording, speakers: Sequence[str]) -> str | None:
    """The question before, put to another speaker: "What about Reyes?" after "What did Solheim say about the levy?"."""
    found = _SOMEBODY_ELSE.match(text)
    said = sayings(before.own)
    if not found or len(said) != 1 or not match(found["who"], speakers).names:
        return None
    start, end = said[0].at
    return f"{before.own[:start]}{found['who']}{before.own[end:]}"


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


def _with_name(text: str, person: str) -> str:
    """The text with its subject pronoun, or the pronoun of whose view or words are asked for, named."""
    subject = _SUBJECT.search(text)
    if subject:
        return f"{text[: subject.start('who')]}{person}{text[subject.end('who') :]}"
    for saying in sayings(text):
        if saying.who in (("his",), ("her",), ("him",)):
            is_whose = "according" not in text[saying.whole[0] : saying.at[0]].casefold()
            return f"{text[: saying.at[0]]}{person}{'’s' if is_whose else ''}{text[saying.at[1] :]}"
    return text
