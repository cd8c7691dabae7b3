"""A kept conversation as the record has it now: every quotation proved anew, and nothing that is said of one taken from what was kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from corpus.errors import QuothError
from corpus.transcript import Place, Span
from rag import lead
from rag.answer import Answer, Hit, Status
from rag.as_json import quote_json
from rag.quote import Proof, Quote
from rag.scope import Scope
from rag.talks import Asked, Talk, Talks
from ui.escape import md_text
from ui.web.conversation import reply
from ui.web.filters import Filters
from ui.web.names import count
from ui.web.port import Engine
from ui.web.quotations import numbered
from ui.web.talk import Conversation, Exchange, first_link, more_of

Json = dict[str, Any]

GONE: Final = "The transcripts that this answer quotes are no longer in the record."


def reopened(engine: Engine, talks: Talks, id: object) -> tuple[str, Conversation]:
    """The conversation kept under `id`, every quotation proved anew; ("", ()) where there is none."""
    try:
        talk = talks.get(id)
    except QuothError:
        return "", ()
    return talk.id, tuple(_exchange(engine, one) for one in talk.asked)


def reproved(engine: Engine, talk: Talk) -> Talk:
    """The conversation with every quotation, and what is said of them all, as the record has it now."""
    return replace(talk, asked=tuple(replace(one, answer=_answer_now(engine, one)) for one in talk.asked))


def _exchange(engine: Engine, one: Asked) -> Exchange:
    found = [_quote(engine, held) for held in _dicts(one.answer, "quotes")]
    answer = _answer(engine, one, tuple(quote for quote in found if quote))
    lost = found.count(None)
    told = f"{count(lost, 'quotation')} of this answer came from transcripts that are no longer in the record."
    missing = f'<p class="q-scope">{md_text(told)}</p>' if lost else ""
    filters, quoted = _restored(one.filters), numbered(answer.quotes)
    more = more_of(quoted, filters)
    message = reply(answer, engine, (), filters.limits(), more).removesuffix("</div>") + missing + "</div>"
    return Exchange(one.question, message, answer.text, first_link(quoted, engine), filters, answer=one.answer, more=more)


def _answer(engine: Engine, one: Asked, quotes: tuple[Quote, ...]) -> Answer:
    """The answer that was kept, with these quotations; its hits only where it was refused, which shows them."""
    held = one.answer
    status = _status(held, quotes)
    return Answer(
        question=one.question,
        understood=str(held.get("understood") or one.question),
        scope=_scope(engine, held.get("scope")),
        status=status,
        text=_text(engine, held, quotes),
        quotes=quotes,
        hits=tuple(hit for hit in map(_hit(engine), _dicts(held, "hits")) if hit) if status == "refused" else (),
        confidence=0.0,
        generation=str(held.get("generation", "")),
    )


def _status(held: Mapping[str, Any], quotes: Sequence[Quote]) -> Status:
    if any(quote.proof.verified for quote in quotes):
        return "answered"
    return "refused" if held.get("status") == "refused" and not quotes else "failed"


def _text(engine: Engine, held: Mapping[str, Any], quotes: Sequence[Quote]) -> str:
    """Who is quoted and when, from the record; what was kept is shown only of an answer that was refused, and has no quotations."""
    status, proved = _status(held, quotes), [quote for quote in quotes if quote.proof.verified]
    if status == "answered":
        return lead.answered(proved, engine.transcript)
    return str(held.get("text", "")) if status == "refused" else lead.failed(quotes) if quotes else GONE


def _quote(engine: Engine, held: Mapping[str, Any]) -> Quote | None:
    """The quotation as it is now; one with a failed proof where it is not what it was, None where its transcript is gone."""
    try:
        place = Place(str(held["transcript"]), int(held["turn"]), Span(int(held["start"]), int(held["end"])))
        transcript = engine.transcript(place.transcript)
    except (QuothError, KeyError, TypeError, ValueError):
        return None
    try:
        found = engine.quote(place)
    except (QuothError, ValueError):
        found = None
    if found and found.proof.verified and (found.text, found.speaker.name, found.proof.sha256) == (held.get("text"), held.get("speaker"), held.get("sha256")):
        return found
    why = found.proof.why if found and found.proof.why else "the file has changed since this was answered"
    speaker = transcript.turns[min(place.turn, len(transcript.turns) - 1)].speaker
    return Quote(place, "", speaker, Proof(False, transcript.sha256, why))


def _answer_now(engine: Engine, one: Asked) -> Json:
    """The kept answer with nothing that is said of its quotations taken from what was kept."""
    pairs = [(held, _quote(engine, held)) for held in _dicts(one.answer, "quotes")]
    text = _text(engine, one.answer, [quote for _, quote in pairs if quote])
    return {**one.answer, "text": text, "quotes": [_quote_now(engine, held, quote) for held, quote in pairs]}


def _quote_now(engine: Engine, held: Mapping[str, Any], quote: Quote | None) -> Json:
    if quote and quote.proof.verified:
        return quote_json(quote, engine.transcript(quote.place.transcript))
    return {**held, "verified": False, "why": quote.proof.why if quote else "its transcript is no longer in the record"}


def _hit(engine: Engine) -> Callable[[Any], Hit | None]:
    def made(held: Any) -> Hit | None:
        try:
            turn = engine.transcript(str(held["transcript"])).turns[int(held["turn"])]
            place = Place(str(held["transcript"]), turn.index)
            return Hit(place, (place,), float(held["score"]))
        except (QuothError, KeyError, TypeError, ValueError, IndexError):
            return None

    return made


def _scope(engine: Engine, held: Any) -> Scope:
    """What was searched, as far as it is still there."""
    if not isinstance(held, dict):
        return Scope()
    known = {transcript.id for transcript in engine.transcripts}
    since, until = (_date(held.get(name)) for name in ("since", "until"))
    return Scope(tuple(id for id in _strings(held, "transcripts") if id in known), _strings(held, "speakers"), since, until, bool(held.get("asked")))


def _dicts(held: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of a list in what was kept; whatever else somebody has put there is passed over."""
    return [item for item in _list(held, name) if isinstance(item, dict)]


def _strings(held: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(item for item in _list(held, name) if isinstance(item, str))


def _list(held: Mapping[str, Any], name: str) -> list[Any]:
    found = held.get(name)
    return found if isinstance(found, list) else []


def _date(text: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _restored(held: Mapping[str, Any]) -> Filters:
    return Filters(_strings(held, "transcripts"), _strings(held, "speakers"), str(held.get("since") or ""), str(held.get("until") or ""))
