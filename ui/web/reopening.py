"""A kept conversation as the record has it now: every quotation proved anew, and nothing that is said of one taken from what was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, Final

from corpus.errors import QuothError
from corpus.transcript import Place, Span
from rag import lead
from rag.answer import Answer, Hit, Status
from rag.as_json import quote_json
from rag.quote import Proof, Quote
from rag.scope import Scope
from rag.steps import Searching
from rag.talks import Asked, Talk, Talks
from ui.escape import md_text
from ui.web.coming import AGAIN
from ui.web.conversation import reply
from ui.web.filters import Filters
from ui.web.names import count
from ui.web.port import Engine
from ui.web.quotations import numbered
from ui.web.talk import Conversation, Exchange, first_link, more_of

Json = dict[str, Any]

REFUSED: Final = "This was not answered when it was asked."
GONE: Final = "The transcripts that this answer quotes are no longer in the record."


def reopened(engine: Engine, talks: Talks, id: object) -> tuple[str, Conversation]:
    """`opened`; ("", ()) where there is none."""
    try:
        return opened(engine, talks, id)
    except QuothError:
        return "", ()


def opened(engine: Engine, talks: Talks, id: object) -> tuple[str, Conversation]:
    """The conversation kept under `id`, every quotation proved anew; TalkError where there is none or it cannot be read."""
    talk = talks.get(id)
    exchanges: list[Exchange] = []
    for one in talk.asked:
        exchanges.append(_exchange(engine, one, [(said.question, said.lead) for said in exchanges if said.lead]))
    return talk.id, tuple(exchanges)


def reproved(engine: Engine, talk: Talk) -> Talk:
    """The conversation with every quotation, and what is said of them all, as the record has it now."""
    return replace(talk, asked=tuple(replace(one, answer=_answer_now(engine, one)) for one in talk.asked))


def _exchange(engine: Engine, one: Asked, history: Sequence[tuple[str, str]]) -> Exchange:
    found = [_quote(engine, held) for held in _dicts(one.answer, "quotes")]
    filters, without = _restored(one.filters), one.without
    meant, whole = (_understood(engine, one.question, filters, history, keys) for keys in (without, ()))
    answer = _answer(engine, one, meant, tuple(quote for quote in found if quote))
    taken = tuple(part for part in whole.parts if part.key in without)
    quoted = numbered(answer.quotes)
    more = more_of(quoted, filters)
    message = reply(answer, engine, taken, filters.limits(), more).removesuffix("</div>") + _remarks(one, meant, found.count(None)) + "</div>"
    return Exchange(one.question, message, answer.text, first_link(quoted, engine), filters, meant.parts, taken, one.answer, more)


def _remarks(one: Asked, meant: Searching, lost: int) -> str:
    """What is otherwise than when it was answered, as HTML."""
    gone = f"{count(lost, 'quotation')} of this answer came from transcripts that are no longer in the record."
    otherwise = "This question is understood otherwise than when it was answered: ask it again for an answer to what stands above."
    told = [*([gone] if lost else []), *([otherwise] if str(one.answer.get("understood") or one.question) != meant.understood else [])]
    return "".join(f'<p class="q-scope q-parts">{md_text(sentence)} {AGAIN if sentence is otherwise else ""}</p>' for sentence in told)


def _understood(engine: Engine, question: str, filters: Filters, history: Sequence[tuple[str, str]], without: Sequence[str]) -> Searching:
    """How the question is understood now; as it stands where its filters name what is no longer there. Nothing is searched."""
    try:
        with closing(engine.asking(question, filters.scope(), history, without=without)) as steps:
            step = next(steps)
    except QuothError:
        return Searching(question, Scope(), ())
    return step if isinstance(step, Searching) else Searching(question, Scope(), ())


def _answer(engine: Engine, one: Asked, meant: Searching, quotes: tuple[Quote, ...]) -> Answer:
    """The answer that was kept, with these quotations; its hits only where it was refused, which shows them."""
    held = one.answer
    status = _status(held, quotes)
    return Answer(
        question=one.question,
        understood=meant.understood,
        scope=meant.scope,
        status=status,
        text=_text(engine, held, quotes),
        quotes=quotes,
        hits=tuple(hit for hit in map(_hit(engine), _dicts(held, "hits")) if hit) if status == "refused" else (),
        confidence=0.0,
        generation=str(held.get("generation", "")),
        parts=meant.parts,
    )


def _status(held: Mapping[str, Any], quotes: Sequence[Quote]) -> Status:
    if any(quote.proof.verified for quote in quotes):
        return "answered"
    return "refused" if held.get("status") == "refused" and not quotes else "failed"


def _text(engine: Engine, held: Mapping[str, Any], quotes: Sequence[Quote]) -> str:
    """Who is quoted and when, from the record; of what was kept only that it was refused is believed."""
    status, proved = _status(held, quotes), [quote for quote in quotes if quote.proof.verified]
    if status == "answered":
        return lead.answered(proved, engine.transcript)
    if status == "refused":
        return lead.NOT_IN_THE_RECORD if held.get("text") == lead.NOT_IN_THE_RECORD else REFUSED
    return lead.failed(quotes) if quotes else GONE


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


def _dicts(held: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of a list in what was kept; whatever else somebody has put there is passed over."""
    return [item for item in _list(held, name) if isinstance(item, dict)]


def _strings(held: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(item for item in _list(held, name) if isinstance(item, str))


def _list(held: Mapping[str, Any], name: str) -> list[Any]:
    found = held.get(name)
    return found if isinstance(found, list) else []


def _restored(held: Mapping[str, Any]) -> Filters:
    since, until = (str(held.get(name) or "") for name in ("since", "until"))
    return Filters(_strings(held, "transcripts"), _strings(held, "speakers"), since, until, held.get("asked") is True)
