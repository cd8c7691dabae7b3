"""Scope found in the words of a question, and follow-ups made to stand alone. Rules, no language model.

"Said by", "asked by" and "said about" are three things: only a name in a saying construction ("What did X say",
"according to X", "X's view") is a scope; a name elsewhere is a topic.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.transcript import Transcript
from rag.names import is_person_named, match, named_in
from rag.scope import Scope

_SAYING = (
    "say|said|saying|says|state|stated|think|thinks|thought|believe|believes|believed|argue|argued|argues|claim|claimed|claims|tell|told|tells|answer|answered|"
    "reply|replied|respond|responded|promise|promised|warn|warned|warns|explain|explained|describe|described|mention|mentioned|announce|announced|"
    "suggest|suggested|propose|proposed|express|expressed|admit|admitted|deny|denied|comment|commented|insist|insisted|feel|recommend|recommended|demand|demanded"
)
_SUBJECT = re.compile(
    rf"\b(?:did|does|do|has|have|had|would)\s+(?P<who>[^,;:?]{{1,60}}?)\s+(?:(?:not|ever|also|really|actually|publicly|initially|originally|first|then)\s+){{0,2}}(?:{_SAYING})\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\baccording to (?P<who>[^,;:?]{1,60}?)(?=[,;:?]|\s+(?:in|on|at|about|during|what|how|why|who|when)\b|$)", re.IGNORECASE)
_SPOKE = re.compile(rf"(?P<who>\b[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){{0,3}})\s+(?:{_SAYING})\b")
_VIEW = re.compile(
    r"(?P<who>\b[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*){0,3})['’]s?\s+(?:\w+\s+)?(?:view|views|position|opinion|stance|answer|response|reply|remarks|words|explanation|reason|argument|assessment)\b"
)
_ASKS = re.compile(r"^(?:and|but|so)?\s*(?:what|how|why|when|where|which|who)\b\s*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:about|on|of|regarding|concerning|that)\b\s*", re.IGNORECASE)
_LEAST_TOPIC = 2
_PRONOUN = re.compile(r"\b(?:he|she|they)\b", re.IGNORECASE)
_LEANS = re.compile(r"^(?:and|but|so|or|also|then)\b|^(?:what|how) about\b|\b(?:he|she|they|it|that|this|those|these|them|him|her|his|their|its|there|then)\b", re.IGNORECASE)
_MONTHS = {name.casefold(): i for i, name in enumerate(calendar.month_name) if name}
_DATE = re.compile(
    rf"\b(?P<how>in|on|during|since|after|before|until|from)\s+(?:(?P<day>\d{{1,2}})\s+)?(?:(?P<month>{'|'.join(_MONTHS)})\s+)?(?:(?P<day2>\d{{1,2}}),\s+)?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question asks for.

    `text` is the question made to stand alone; `topic` what is left of it without "What did X say about"; `scope` what its own words name; `strangers` are names in a saying
    construction that nobody in the record bears; `namesakes` are the people between whom a name does not decide.
    """

    text: str
    topic: str
    scope: Scope
    strangers: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()


def understand(question: str, history: Sequence[tuple[str, str]], speakers: Sequence[str], transcripts: Sequence[Transcript]) -> Understood:
    """The question's meaning. `history` holds earlier (question, answer) pairs, oldest first; `speakers` all names."""
    text = stand_alone(question, history, speakers)
    names: list[str] = []
    strangers: list[str] = []
    namesakes: list[str] = []
    for who in _said_by(text):
        found = match(who, speakers)
        if len(found.people) > 1 and _is_a_name(who):
            namesakes += found.people
        elif found.names:
            names += found.names
        elif _is_a_name(who) and is_person_named(who, transcripts):
            strangers.append(who)
    scope = Scope(speakers=tuple(dict.fromkeys(names)))
    return Understood(text, topic(text), _dated(text, scope, transcripts), tuple(strangers) if not names else (), tuple(dict.fromkeys(namesakes)))


def stand_alone(question: str, history: Sequence[tuple[str, str]], speakers: Sequence[str]) -> str:
    """The question itself, or, when it leans on what went before, with its pronoun named and the earlier topic beside it."""
    text = " ".join(question.split())
    if not history or not (_LEANS.search(text) or len(text.split()) <= 3):
        return text
    asked, answered = history[-1]
    before = stand_alone(asked, history[:-1], speakers)
    subject = _SUBJECT.search(text)
    if subject and _PRONOUN.fullmatch(subject["who"]):
        named = [name for who in _said_by(before) for name in match(who, speakers).people] or named_in(answered, speakers)
        if len(set(named)) == 1:
            named_text = f"{text[: subject.start('who')]}{named[0]}{text[subject.end('who') :]}"
            return named_text if not _LEANS.search(named_text) else f"{named_text} ({before})"
    return f"{text} ({before})"


def topic(text: str) -> str:
    """What a question is about, without its saying construction: "the Bushehr plant" of "What did Lavrov say about the Bushehr plant?".

    The question itself where too little would be left.
    """
    found = _SUBJECT.search(text) or _ACCORDING.search(text)
    if not found:
        return text
    before = _ASKS.sub("", text[: found.start()].strip())
    left = f"{before} {_ABOUT.sub('', text[found.end() :].strip())}".strip(" ,")
    return left if len(left.split()) >= _LEAST_TOPIC else text


def _said_by(text: str) -> list[str]:
    found = [m["who"] for pattern in (_SUBJECT, _ACCORDING, _VIEW) for m in pattern.finditer(text)]
    found = found or [m["who"] for m in _SPOKE.finditer(text)]
    return [part.strip() for who in found for part in re.split(r"\s+and\s+|,\s*", who) if part.strip()]


def _is_a_name(who: str) -> bool:
    """True for one to four capitalised words without an article: "Zarif", not "the ministry"."""
    parts = who.split()
    return 1 <= len(parts) <= 4 and all(part[:1].isupper() for part in parts) and not (len(who) <= 3 and who.isupper()) and who != "I"


def _dated(text: str, scope: Scope, transcripts: Sequence[Transcript]) -> Scope:
    """The scope with the dates that the text names, if some transcript lies in them: a date may also be a topic."""
    found = _DATE.search(text)
    if not found or not scope.speakers:
        return scope
    since, until = _range(found)
    if not any(t.date and (not since or t.date >= since) and (not until or t.date <= until) for t in transcripts):
        return scope
    return Scope(speakers=scope.speakers, since=since, until=until)


def _range(found: re.Match[str]) -> tuple[datetime.date | None, datetime.date | None]:
    year, month, day = int(found["year"]), _MONTHS.get((found["month"] or "").casefold()), found["day"] or found["day2"]
    first_month, last_month = (month, month) if month else (1, 12)
    last = calendar.monthrange(year, last_month)[1]
    exact = int(day) if day and month and 1 <= int(day) <= last else None
    begin, end = datetime.date(year, first_month, exact or 1), datetime.date(year, last_month, exact or last)
    one = datetime.timedelta(days=1)
    how = found["how"].casefold()
    return {"since": (begin, None), "from": (begin, None), "after": (end + one, None), "before": (None, begin - one), "until": (None, end)}.get(how, (begin, end))
