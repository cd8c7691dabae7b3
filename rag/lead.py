"""The lead line of an answer: who is quoted and when, in plain words. It never holds words of a transcript."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from corpus.transcript import Speaker, Transcript
from rag.cast import Cast
from rag.limits import dates_in_words
from rag.names import people
from rag.question import Understood
from rag.quote import Quote
from rag.scope import Scope

_MOST_DAYS = 5
NOT_IN_THE_RECORD = "The record does not answer this. The nearest passages are below; none of them is an answer."


def answered(quotes: Sequence[Quote], transcript: Callable[[str], Transcript]) -> str:
    """Who says it and when: "Sergey Lavrov, 26 January 2021." with every speaker once, in the order of the quotations; `transcript` gives one by its id."""
    dates: dict[str, list[datetime.date | None]] = {}
    for quote in quotes:
        said = dates.setdefault(who(quote.speaker), [])
        date = transcript(quote.place.transcript).date
        if date not in said:
            said.append(date)
    return "; ".join(f"{name}{_when(days)}" for name, days in dates.items()) + "."


def failed(quotes: Sequence[Quote]) -> str:
    """Why words that were found cannot be shown."""
    reasons = dict.fromkeys(quote.proof.why for quote in quotes)
    return f"Something was found but cannot be proved: {'; '.join(reasons)}. Bring the index up to date with: quoth index"


def no_answer(understood: Understood, chosen: bool, found: bool, searched: Scope, cast: Cast) -> str:
    """Why there is no answer before any passage was weighed; `chosen` says that a person named the speakers, `found` that there are hits."""
    if not understood.text:
        return "Ask a question in a few words."
    if understood.strangers:
        return f"Nobody called {_listed(understood.strangers, 'or')} speaks in these transcripts, so no words can be given as theirs."
    if understood.namesakes and not chosen:
        return f"That name fits {_listed(understood.namesakes, 'and')}. Ask again with the full name."
    if understood.unheard and found:
        return f"Nothing in these transcripts mentions {_listed(understood.unheard, 'or')}. The nearest passages are below; none of them is an answer."
    return NOT_IN_THE_RECORD if found else empty(searched, cast)


def empty(searched: Scope, cast: Cast) -> str:
    """What a scope that found nothing lacks: who says nothing then or there, and when they do speak."""
    held = cast.whole.spoken_in(searched.speakers) if searched.speakers else cast.whole.transcripts
    if any(_is_in(transcript, searched) for transcript in held):
        return "Nothing in this part of the record bears on the question."
    days = sorted({transcript.date for transcript in held if transcript.date})
    if searched.speakers:
        others = f"; there are from {_listed([day(date) for date in days[-_MOST_DAYS:]], 'and')}" if days else ""
        return f"There are no words of {_listed(people(searched.speakers), 'or')} {_part(searched, cast)}{others}."
    between = f" The transcripts are from {day(days[0])} to {day(days[-1])}." if days and not searched.transcripts else ""
    return f"There is nothing {_part(searched, cast)}.{between}"


def _is_in(transcript: Transcript, scope: Scope) -> bool:
    if scope.transcripts and transcript.id not in scope.transcripts:
        return False
    return not (scope.since or scope.until) or bool(
        transcript.date and not (scope.since and transcript.date < scope.since) and not (scope.until and transcript.date > scope.until)
    )


def _part(scope: Scope, cast: Cast) -> str:
    """Where and when a scope looks: "in these transcripts from 2019", "in Low Water, episode 41"."""
    titles = [transcript.title for transcript in cast.whole.transcripts if transcript.id in scope.transcripts]
    where = f"in {_listed(titles, 'or')}" if titles else "in these transcripts"
    if scope.since and scope.until:
        return f"{where} from {dates_in_words(scope.since, scope.until)}"
    return f"{where} from {day(scope.since)} or later" if scope.since else f"{where} from {day(scope.until)} or earlier" if scope.until else where


def who(speaker: Speaker) -> str:
    """A speaker as a lead line names one: the name with its note; "an unnamed speaker" where the file names none."""
    name = speaker.name or "An unnamed speaker"
    return f"{name} {speaker.note}" if speaker.note else name


def day(date: datetime.date) -> str:
    """A date in words: "26 January 2021"."""
    return f"{date.day} {date:%B %Y}"


def _when(days: Sequence[datetime.date | None]) -> str:
    known = sorted(date for date in days if date)
    return ", " + _listed([day(date) for date in known], "and") if known else ""


def _listed(parts: Sequence[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"
