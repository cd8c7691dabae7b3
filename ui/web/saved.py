"""Conversations that outlive the page: kept as they grow, shown again by their address, `?c=ID`, and proved anew each time.

Whoever knows the address can read a conversation; a list of them is offered only where the server answers this machine alone.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any, Final

import gradio as gr

from corpus.errors import QuothError
from corpus.transcript import Place, Span
from rag.answer import Answer, Hit
from rag.as_json import quote_json
from rag.quote import Proof, Quote
from rag.scope import Scope
from rag.talks import LONGEST_TITLE, Asked, Talk, Talks, first_title, new_id
from ui.escape import md_text, visible
from ui.web.conversation import reply
from ui.web.filters import Filters
from ui.web.indexing import guarded
from ui.web.names import count
from ui.web.port import Engine
from ui.web.quotations import numbered
from ui.web.site import Pane
from ui.web.talk import Conversation, Exchange, first_link, more_of

Json = dict[str, Any]

PAGE: Final = """<section class="e-page u-page" aria-label="Conversations" tabindex="-1">
<header class="e-head"><h2>Conversations</h2><p class="e-about"></p></header>
<div class="u-problem" role="alert" hidden></div><div class="u-tools" hidden></div><div class="u-list"></div></section>"""


def address() -> gr.HTML:
    """The part of the page that keeps the address in the browser: given {"id": ID}, it shows `?c=ID`, and none for ""."""
    return gr.HTML(value=None, html_template="<span></span>", js_on_load=_script("address.js"), apply_default_css=False, elem_id="q-address", visible=True)


def keep(talks: Talks, id: str, conversation: Conversation) -> str:
    """Keeps the conversation under `id`, or a new id for "", and returns it; "" where nothing was answered yet or it cannot be kept."""
    asked = tuple(
        Asked(exchange.question, exchange.answer, _filters(exchange.filters), tuple(part.key for part in exchange.without))
        for exchange in conversation
        if exchange.answer
    )
    if not asked:
        return id
    try:
        held = talks.get(id) if id else None
        title = held.title if held and held.named else first_title(asked)
        return talks.keep(Talk(id or new_id(), title, "", asked, bool(held and held.named))).id
    except QuothError:
        return id  # the answer stands; that it is not kept shows in the address


def reopened(engine: Engine, talks: Talks, id: object) -> tuple[str, Conversation]:
    """The conversation kept under `id`, every quotation proved anew; ("", ()) where there is none."""
    try:
        talk = talks.get(id)
    except QuothError:
        return "", ()
    return talk.id, tuple(_exchange(engine, one) for one in talk.asked)


def reproved(engine: Engine, talk: Talk) -> Talk:
    """The conversation with the `verified` of every quotation as it is now."""
    return replace(talk, asked=tuple(replace(one, answer={**one.answer, "quotes": [_proved(engine, held) for held in _quotes(one)]}) for one in talk.asked))


def pane(engine: Engine, talks: Talks) -> Pane:
    """The page that lists, renames and deletes conversations; a deleted one can be had back until the server ends."""
    gone: dict[str, Talk] = {}
    lock = threading.Lock()

    def talks_list(_asked: object = None) -> Json:
        return guarded(lambda: contents(talks))

    def talks_rename(sent: object) -> Json:
        id, title = (sent.get("id"), sent.get("title")) if isinstance(sent, dict) else (None, None)
        if not isinstance(title, str) or len(title) > 4 * LONGEST_TITLE:
            return {"error": "A conversation is called by its title."}
        return guarded(lambda: {"title": visible(talks.rename(id, title).title)})

    def talks_delete(id: object) -> Json:
        def delete() -> Json:
            talk = talks.delete(id)
            with lock:
                gone[talk.id] = talk
            return {"id": talk.id}

        return guarded(delete)

    def talks_restore(id: object) -> Json:
        with lock:
            talk = gone.pop(id, None) if isinstance(id, str) else None
        return guarded(lambda: {"id": talks.keep(talk).id}) if talk else {"error": "This conversation is no longer kept."}

    script = "\n".join([files("ui.web").joinpath("upkeep_parts", "nodes.js").read_text(encoding="utf-8"), _script("talks.js")])
    return Pane("conversations", "Conversations", PAGE, script, (talks_list, talks_rename, talks_delete, talks_restore))


def contents(talks: Talks) -> Json:
    """Every conversation's id, title, time and number of questions, newest first, and the files that cannot be read."""
    every = talks.all()
    rows = [[talk.id, visible(talk.title), talk.when, len(talk.asked)] for talk in every if isinstance(talk, Talk)]
    return {"talks": rows, "unreadable": [visible(name) for name in every if isinstance(name, str)], "folder": visible(str(talks.folder))}


def _exchange(engine: Engine, one: Asked) -> Exchange:
    quotes, lost = [], 0
    for held in _quotes(one):
        found = _quote(engine, held)
        if found:
            quotes.append(found)
        else:
            lost += 1
    answer = _answer(engine, one, tuple(quotes))
    told = f"{count(lost, 'quotation')} of this answer came from transcripts that are no longer in the record."
    missing = f'<p class="q-scope">{md_text(told)}</p>' if lost else ""
    filters, quoted = _restored(one.filters), numbered(answer.quotes)
    more = more_of(quoted, filters)
    message = reply(answer, engine, (), filters.limits(), more).removesuffix("</div>") + missing + "</div>"
    return Exchange(one.question, message, answer.text, first_link(quoted, engine), filters, answer=one.answer, more=more)


def _answer(engine: Engine, one: Asked, quotes: tuple[Quote, ...]) -> Answer:
    held = one.answer
    status = str(held.get("status"))
    if status == "answered" and not any(quote.proof.verified for quote in quotes):
        status = "failed"
    return Answer(
        question=one.question,
        understood=str(held.get("understood") or one.question),
        scope=_scope(engine, held.get("scope")),
        status=status if status in ("answered", "refused") else "failed",  # type: ignore[arg-type]
        text=str(held.get("text", "")),
        quotes=quotes,
        hits=tuple(hit for hit in map(_hit(engine), held.get("hits") or ()) if hit) if status == "refused" else (),
        confidence=0.0,
        generation=str(held.get("generation", "")),
    )


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


def _proved(engine: Engine, held: Mapping[str, Any]) -> Json:
    """The quotation as the record has it today: nothing that is said of it is taken from what was kept."""
    found = _quote(engine, held)
    if found and found.proof.verified:
        return quote_json(found, engine.transcript(found.place.transcript))
    return {**held, "verified": False, "why": found.proof.why if found else "its transcript is no longer in the record"}


def _hit(engine: Engine) -> Callable[[Any], Hit | None]:
    def made(held: Any) -> Hit | None:
        try:
            turn = engine.transcript(str(held["transcript"])).turns[int(held["turn"])]
            place = Place(str(held["transcript"]), turn.index)
            return Hit(place, (place,), float(held["score"]))
        except (QuothError, KeyError, TypeError, ValueError, IndexError):
            return None

    return made


def _quotes(one: Asked) -> list[Mapping[str, Any]]:
    held = one.answer.get("quotes")
    return [quote for quote in held if isinstance(quote, dict)] if isinstance(held, list) else []


def _scope(engine: Engine, held: Any) -> Scope:
    """What was searched, as far as it is still there."""
    known = {transcript.id for transcript in engine.transcripts}
    if not isinstance(held, dict):
        return Scope()
    ids = tuple(id for id in held.get("transcripts") or () if id in known)
    since, until = (_date(held.get(name)) for name in ("since", "until"))
    return Scope(ids, tuple(map(str, held.get("speakers") or ())), since, until, bool(held.get("asked")))


def _date(text: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _filters(filters: Filters) -> Json:
    return {"transcripts": list(filters.transcripts), "speakers": list(filters.speakers), "since": filters.since, "until": filters.until}


def _restored(held: Mapping[str, Any]) -> Filters:
    transcripts, speakers = (tuple(item for item in held.get(name) or () if isinstance(item, str)) for name in ("transcripts", "speakers"))
    return Filters(transcripts, speakers, str(held.get("since") or ""), str(held.get("until") or ""))


def _script(name: str) -> str:
    return files("ui.web").joinpath("talk_parts", name).read_text(encoding="utf-8")
