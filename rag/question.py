"""Scope found in the words of a question, and follow-ups made to stand alone. Rules, no language model.

A scope must never be wrong: where the words leave a doubt there is none. `saying` finds who speaks, `asking` who asks,
`whom` which speakers a name or an office means, `limits` when and where, `follow_up` what a conversation adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.asking import Asking, asking
from rag.cast import Cast
from rag.follow_up import Wording, as_date, spoken, worded
from rag.limits import Limit, in_force, limits_in
from rag.names import Match
from rag.saying import Saying, can_speak, sayings, topic
from rag.scope import Part, Scope, together
from rag.unheard import unheard
from rag.whom import askers, is_stranger, meant_by

_DEEDS = frozenset(("announce", "announced", "promise", "promised", "propose", "proposed", "recommend", "recommended", "demand", "demanded"))
_ANYBODY = re.compile(
    r"^(?:the\s+)?(?:people|anyone|anybody|others|members|senators|councillors|analysts|callers|everyone|somebody|someone|committee|audience|they|you|we)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question asks for.

    `text` is the question made to stand alone; `topic` what is left of it without "What did X say about"; `parts` what its
    own words name, `scope` that together; `strangers` are names in a saying construction that nobody in the record bears;
    `namesakes` are the people between whom a name does not decide; `unheard` are the topic's names where the record holds none of them.
    """

    text: str
    topic: str
    parts: tuple[Part, ...] = ()
    strangers: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()

    @property
    def is_hopeless(self) -> bool:
        """True where no words of the record can be an answer, whatever was found."""
        return not self.text or bool(self.strangers or self.unheard)

    @property
    def scope(self) -> Scope:
        """The scope in which all parts hold."""
        return together(self.parts)


@dataclass(frozen=True, slots=True)
class _Said:
    """Who is said to speak (or to ask), in which text, and where the construction ends there."""

    text: str
    sayings: tuple[Saying, ...]
    asked: Asking | None

    @property
    def who(self) -> tuple[str, ...]:
        if self.asked:
            return (self.asked.who,) if self.asked.who and not self.asked.is_press and not _ANYBODY.match(self.asked.who) else ()
        return tuple(who for saying in self.sayings for who in saying.who)

    @property
    def until(self) -> int:
        return self.asked.whole[1] if self.asked else self.sayings[-1].whole[1] if self.sayings else 0


def understand(question: str, history: Sequence[tuple[str, str]], cast: Cast, without: Sequence[str] = ()) -> Understood:
    """The question's meaning among the speakers of `cast`; whom it names and who speaks only elsewhere in the library is found too.

    `history` holds earlier (question, answer) pairs, oldest first; `without` the keys of parts that are not meant.
    """
    wording = worded(question, history, cast.speakers)
    said = _said(wording)
    found = {who: _meant(who, cast) for who in said.who}
    limits = _limits(wording, said, found, cast)
    found = {who: _narrowed(who, match, limits, cast) for who, match in found.items()}
    quoted = () if said.asked else tuple(who for saying in said.sayings if not _is_deed(said.text, saying) for who in saying.who)
    strangers = tuple(who for who in quoted if not found[who].names and is_stranger(who, cast.whole))
    # Of "Reyes and the mayor" only one is known: words of the other must not be left out.
    is_open = any(not match.names and who not in strangers for who, match in found.items())
    namesakes = tuple(dict.fromkeys(name for match in found.values() if len(match.people) > 1 for name in match.people))
    spoken_by = () if is_open or namesakes else tuple(_speaker_parts(question, found))
    if found and not spoken_by:
        limits = tuple(limit for limit in limits if limit.kind == "transcript" and is_open and not namesakes)
    asked = _asked_part(question, said.asked, cast) if said.asked and (spoken_by or not found) else ()
    named = (*spoken_by, *asked, *(_limit_part(question, limit) for limit in limits))
    parts = tuple(part for part in named if part.key not in without)
    gone = [limit.at for limit in limits if limit.text == wording.own and any(part.scope == limit.scope for part in parts)]
    about = _topic(wording, said, gone)
    return Understood(wording.text, about, parts, () if spoken_by else strangers, namesakes, unheard(wording.text, about, found, cast.book))


def stand_alone(question: str, history: Sequence[tuple[str, str]], speakers: Sequence[str]) -> str:
    """The question itself, or, when it leans on what went before, with its pronoun named and the earlier question beside it."""
    return worded(question, history, speakers).text


def _said(wording: Wording) -> _Said:
    """Who speaks, or who asks: of a question that tells of both in two clauses neither is known."""
    text, said = spoken(wording)
    asked = asking(wording.own)
    if asked is None or (asked.who and not asked.is_press and not _ANYBODY.match(asked.who) and not can_speak(asked.who)):
        return _Said(text, said, None)
    if asked.who and not asked.is_press and ((said and text == wording.own) or sayings(wording.own[asked.whole[1] :])):
        return _Said(text, (), None)
    return _Said(wording.own, (), asked)


def _is_deed(text: str, saying: Saying) -> bool:
    """True where the question is after a deed that others may tell of: "What summit did Putin propose?", but not "What did Putin propose?"."""
    names_a_thing = len(text[: saying.whole[0]].split()) > 1
    return names_a_thing and text[saying.whole[0] : saying.whole[1]].split()[-1].casefold() in _DEEDS


def _meant(who: str, cast: Cast) -> Match:
    found = meant_by(who, cast)
    return found if found.names or cast.whole is cast else meant_by(who, cast.whole)


def _limits(wording: Wording, said: _Said, found: Mapping[str, Match], cast: Cast) -> tuple[Limit, ...]:
    """The limits in force: the question's own, or, where it is a fragment, those of the question that it continues."""
    names = [name for match in found.values() for name in match.names]
    is_own = said.text == wording.own
    limits = limits_in(wording.own, said.until if is_own else 0, cast)
    if not limits and not is_own:
        limits = limits_in(as_date(wording.own), 0, cast) or limits_in(said.text, said.until, cast)
    return in_force(limits, names, cast)


def _narrowed(who: str, found: Match, limits: Sequence[Limit], cast: Cast) -> Match:
    """Of several people the one who alone spoke within the limits."""
    if len(found.people) < 2 or not limits:
        return found
    there = meant_by(who, cast.whole.within(held.id for held in cast.whole.transcripts if all(limit.holds(held) for limit in limits)))
    return there if len(there.people) == 1 and set(there.names) <= set(found.names) else found


def _speaker_parts(question: str, found: Mapping[str, Match]) -> Iterator[Part]:
    """One part a person, with all the person's names."""
    for who, match in found.items():
        if match.names:
            yield Part("speaker", match.people[0], who, _located(question, who), Scope(speakers=match.names))


def _asked_part(question: str, asked: Asking, cast: Cast) -> tuple[Part, ...]:
    labels = askers(cast) if asked.is_press else ()
    if asked.is_press and not labels:
        return ()
    start, end = asked.at if asked.is_press else asked.whole
    words = asked.text[start:end].strip()
    return (Part("asked", "reporters" if labels else "questions", words, _located(question, words), Scope(speakers=labels, asked=True)),)


def _limit_part(question: str, limit: Limit) -> Part:
    words = limit.text[limit.at[0] : limit.at[1]]
    return Part(limit.kind, limit.value, words, _located(question, words), limit.scope)


def _located(question: str, words: str) -> tuple[int, int]:
    """Where words stand in the question as it was typed; (0, 0) where they do not."""
    found = re.search(r"\s+".join(map(re.escape, words.split())) or r"$^", question)
    return found.span() if found else (0, 0)


def _topic(wording: Wording, said: _Said, gone: Sequence[tuple[int, int]]) -> str:
    """The topic of the question's own words, then that of the words before it."""
    saying = said.sayings[0] if said.sayings and said.text == wording.own else None
    if said.asked:
        saying = Saying((), said.asked.at, said.asked.whole, True)
    own = topic(wording.own, saying, gone)
    if wording.before is None:
        return own
    return f"{own} ({_topic(wording.before, _said(wording.before), ())})"
