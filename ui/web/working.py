"""One question worked on for one person: waiting in the line, then step by step in a thread, until it is answered or nobody wants it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass
from typing import Final

from rag.steps import Step
from ui.web.desk import Desk, Ticket
from ui.web.talk import Exchange, Talking

LOOK: Final = 0.5
"""Seconds between two looks at how long the line still is."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many questions are answered `before` this one."""

    before: int


class Stopped:
    """The person stopped it."""


PAUSE: Final = 0.15
"""Seconds between two things that are told of the work: a quick answer comes at once instead of in pieces."""

News = Waiting | Step | Exchange | Stopped


async def worked(desk: Desk, ticket: Ticket, work: Callable[[], Talking], stop: asyncio.Event) -> AsyncIterator[News]:
    """What happens to a question that holds `ticket`, the Exchange or Stopped last. An iterator that is closed early stops the work too.

    What the work raises is raised here. The ticket is given back when the thread has really ended, which may be after a stop.
    """
    told, begun = -1, False
    try:
        while not ticket.turn.is_set():
            before = desk.before(ticket)
            if before != told:
                told = before
                yield Waiting(before)
            await _either(ticket.turn, stop, LOOK)
            if stop.is_set():
                desk.leave(ticket)
                yield Stopped()
                return
        begun = True
    finally:
        if not begun:
            desk.leave(ticket)
    news = _threaded(desk, ticket, work, stop)
    try:
        async for one in news:
            yield one
    finally:
        await news.aclose()


async def _threaded(desk: Desk, ticket: Ticket, work: Callable[[], Talking], stop: asyncio.Event) -> AsyncGenerator[News, None]:
    """The steps of the work, at most one in PAUSE seconds and always the latest, and its end as soon as it is there."""
    loop, ended = asyncio.get_running_loop(), threading.Event()
    inbox: asyncio.Queue[Step | Exchange | None] = asyncio.Queue()

    def over(thread: asyncio.Future[None]) -> None:
        desk.leave(ticket)
        inbox.put_nowait(None)
        thread.cancelled() or thread.exception()  # looked at, for after a stop nobody else does

    def tell(news: Step | Exchange) -> None:
        loop.call_soon_threadsafe(inbox.put_nowait, news)

    thread = loop.run_in_executor(None, _run, work, tell, ended)
    thread.add_done_callback(over)
    stopping = asyncio.ensure_future(stop.wait())
    latest, due = None, loop.time() + PAUSE
    try:
        while True:
            coming = asyncio.ensure_future(inbox.get())
            await asyncio.wait({coming, stopping}, timeout=max(0.0, due - loop.time()) if latest else None, return_when=asyncio.FIRST_COMPLETED)
            if stopping.done():
                coming.cancel()
                ended.set()
                yield Stopped()
                return
            if coming.done():
                latest = coming.result()
                if latest is None:
                    await thread  # raises what the work raised
                    return
            coming.cancel()
            if isinstance(latest, Exchange):
                yield latest
                return
            if latest and loop.time() >= due:
                yield latest
                latest, due = None, loop.time() + PAUSE
    finally:
        ended.set()
        stopping.cancel()


def _run(work: Callable[[], Talking], tell: Callable[[Step | Exchange], None], ended: threading.Event) -> None:
    steps = work()
    try:
        while not ended.is_set():
            tell(next(steps))
    except StopIteration as end:
        tell(end.value)
    finally:
        steps.close()


async def _either(one: asyncio.Event, other: asyncio.Event, seconds: float) -> None:
    """Until one of the two is set, at most so many seconds."""
    waits = [asyncio.ensure_future(event.wait()) for event in (one, other)]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
