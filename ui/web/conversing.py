"""What the page does when somebody asks, stops, takes off a limit or begins anew: each a handler that Gradio calls.

A question is shown at once, then what is done about it, then the answer. The page's conversation changes here and nowhere else.
"""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

import gradio as gr

from corpus.errors import QuothError
from rag.steps import Proving
from rag.talks import Talks
from ui.escape import visible
from ui.web import reopening, saved
from ui.web.coming import AGAIN, coming, stopped
from ui.web.conversation import trouble
from ui.web.desk import Busy, Desk
from ui.web.filters import filters
from ui.web.keeping import Shelf
from ui.web.layout import Page
from ui.web.port import Engine
from ui.web.sentences import sentence
from ui.web.talk import LONGEST_QUESTION, Conversation, Exchange, Talking, again, messages, replaced, talking, too_long
from ui.web.working import Stopped, worked

Updates = dict[Any, Any]

NO_ANSWER: Final = (
    "No answer came: the server has met a fault of its own. Ask again; if it stays so, check the index (quoth index check) and look into the server's terminal."
)
NOT_KEPT: Final = "This answer stands, but it is not kept with the conversation."
AT_ONCE: Final = max(1, (os.cpu_count() or 2) // 2)
"""Questions that are answered side by side. An answer is a processor's work, not a wait, and Python lets one thread work at a time: on two
cores ten people wait less when one question is answered after the other (`benchmarks/load.py`: 95 % within 0.97 s, against 1.16 s two by two)."""

_SHOWN = itertools.count()
"""Numbers what is sent to the reader, so that the same place a second time is still news to it."""


class Conversing:
    """The handlers over one engine and one page."""

    def __init__(self, engine: Engine, parts: Page, shelf: Shelf | None, talks: Talks | None, desk: Desk | None = None) -> None:
        """With a `shelf` answers can be made test questions, with `talks` conversations are kept."""
        self._engine, self._parts, self._shelf, self._talks = engine, parts, shelf, talks
        self._desk = desk or Desk(AT_ONCE)
        self._stops: dict[str, asyncio.Event] = {}

    async def ask(self, question: str, past: Conversation, address: object, limits: object, request: gr.Request) -> AsyncIterator[Updates]:
        """Shows the question at once, then what is done about it, then what is said to it and the first quotation in the reader."""
        parts = self._parts
        if not question.strip():
            yield {parts.past: past}
            return
        id, past = await self._held(past, address)
        if len(question) > LONGEST_QUESTION:
            told = (*past, too_long(question))
            yield {**self._shown(told), parts.box: question, parts.past: told}  # in the box still, to be shortened
            return
        chosen = filters(limits)
        talked = (*past, Exchange(question, coming(question, None, self._engine), filters=chosen, pending=True))
        yield {**self._shown(talked), parts.box: "", parts.past: talked}
        async for updates in self._answer(talked, len(past), id, lambda: talking(self._engine, question, chosen, past, self._shelf), request):
            yield updates

    def _shown(self, talked: Conversation) -> Updates:
        parts, shown = self._parts, gr.update(visible=True)
        return {parts.first: gr.update(visible=False), parts.chat: gr.update(value=messages(talked), visible=True), parts.again: shown}

    def example(self, question: str) -> Callable[..., AsyncIterator[Updates]]:
        """The handler of a button that asks `question`."""

        async def ask(past: Conversation, address: object, limits: object, request: gr.Request) -> AsyncIterator[Updates]:
            async for updates in self.ask(question, past, address, limits, request):
                yield updates

        return ask

    async def rework(self, past: Conversation, address: object, event: gr.EventData, request: gr.Request) -> AsyncIterator[Updates]:
        """What a click below an answer does: its question is put again in another way, and the new answer takes the place of the old."""
        parts, done = self._parts, {self._parts.chips: {"done": next(_SHOWN)}}
        id, past = await self._held(past, address)
        asked = again(past, event._data)
        if asked is None:
            yield {parts.past: past, **done}
            return
        at, within, without = asked
        old = past[at]
        waits = replace(old, message=coming(old.question, None, self._engine), pending=True)
        talked = replaced(past, at, waits if not old.answer else replace(waits, message=old.message))
        yield {parts.chat: messages(talked), parts.past: talked}
        async for updates in self._answer(talked, at, id, lambda: talking(self._engine, old.question, within, past[:at], self._shelf, without), request, old):
            yield {**updates, **(done if parts.past in updates else {})}

    async def _answer(
        self, talked: Conversation, at: int, id: str, work: Callable[[], Talking], request: gr.Request, old: Exchange | None = None
    ) -> AsyncIterator[Updates]:
        """Works on the pending exchange `at`, which was `old` before if it is asked again."""
        parts, last = self._parts, None
        session = str(request.session_hash)
        stop = self._stops[session] = asyncio.Event()
        try:
            ticket = self._desk.enter(session, _address(request))
            async for news in worked(self._desk, ticket, self._newest(work), stop):
                if isinstance(news, Exchange):
                    yield await self._answered(replaced(talked, at, news), at, id)
                elif isinstance(news, Stopped):
                    yield self._ended(talked, at, stopped(last.quotes if isinstance(last, Proving) else (), self._engine), old)
                else:
                    last = news
                    yield {parts.chat: messages(replaced(talked, at, replace(talked[at], message=coming(talked[at].question, news, self._engine))))}
        except Busy as error:
            yield self._ended(talked, at, trouble(sentence(error), AGAIN), old)
        finally:
            if self._stops.get(session) is stop:
                del self._stops[session]

    async def _answered(self, talked: Conversation, at: int, id: str) -> Updates:
        parts, exchange = self._parts, talked[at]
        opened = {parts.reader: {"opens": exchange.opens, "number": next(_SHOWN)}} if exchange.opens else {}
        kept = {"id": id}
        if self._talks and exchange.answer:
            try:
                kept = {"id": await asyncio.to_thread(saved.keep, self._talks, id, talked)}
            except QuothError as error:
                kept = {"id": id, "lost": visible(f"{NOT_KEPT} {sentence(error)}")}
        mend = {} if exchange.lead else {parts.box: exchange.question}  # to be mended and asked again
        return {parts.chat: messages(talked), parts.past: talked, parts.address: kept, **mend, **opened}

    def _ended(self, talked: Conversation, at: int, message: str, old: Exchange | None) -> Updates:
        """Without an answer: what was there before stays if there was something, else it is said why."""
        ended = old if old and old.answer else replace(talked[at], message=message, pending=False)
        now = replaced(talked, at, ended)
        return {self._parts.chat: messages(now), self._parts.past: now}

    async def stop(self, request: gr.Request) -> None:
        """Stops what this page asked, whether it is worked on or waits."""
        stop = self._stops.get(str(request.session_hash))
        if stop:
            stop.set()

    def failed(self, past: Conversation) -> Updates:
        """After a fault of the program's own: a question that was pending is told so, an answer that was to be replaced stays."""
        told = tuple(replace(one, pending=False, message=one.message if one.answer else trouble(NO_ANSWER, AGAIN)) if one.pending else one for one in past)
        return {self._parts.chat: messages(told), self._parts.past: told, self._parts.chips: {"done": next(_SHOWN)}}

    def anew(self) -> Updates:
        """An empty page."""
        parts, hidden = self._parts, gr.update(visible=False)
        chat = gr.update(value=[], visible=False)
        return {parts.address: {"id": ""}, parts.past: (), parts.chat: chat, parts.again: hidden, parts.first: gr.update(visible=True)}

    async def _held(self, past: Conversation, address: object) -> tuple[str, Conversation]:
        """The id under which the page's conversation is kept, and the conversation itself: of a server that was started anew, from its file."""
        id = address.get("id") if isinstance(address, dict) else ""
        if not self._talks or not isinstance(id, str) or not id:
            return "", past
        return (id, past) if past else await asyncio.to_thread(reopening.reopened, self._engine, self._talks, id)

    def _newest(self, work: Callable[[], Talking]) -> Callable[[], Talking]:
        def newest() -> Talking:
            move(self._engine)
            return (yield from work())

        return newest


def move(engine: Engine) -> None:
    """To a newer generation if there is a sound one; the open one goes on answering if there is not."""
    with suppress(QuothError):
        engine.refresh()


def _address(request: gr.Request) -> str:
    return str(request.client.host) if request.client else ""
