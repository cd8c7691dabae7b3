"""A question on its way: told step by step, stopped in the line and at work, and its place given back when the thread has ended."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from rag.scope import Scope
from rag.steps import Reading, Searching
from ui.web.buckets import Buckets
from ui.web.desk import Desk
from ui.web.talk import Exchange, Talking
from ui.web.working import News, Stopped, Waiting, worked

SEARCHING = Searching("q", Scope(), ())
ANSWER = Exchange("q", "m", "lead")


def desk(at_once: int = 1) -> Desk:
    return Desk(at_once, 10, Buckets(1000, 1000), Buckets(1000, 1000))


def quick() -> Talking:
    yield SEARCHING
    yield Reading(0, 5)
    return ANSWER


class Slow:
    """Work that waits between its steps until it is told to go on, and tells how far it came."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.came: list[str] = []

    def work(self) -> Talking:
        try:
            yield SEARCHING
            for at in range(5):
                self.go.acquire(timeout=5)
                self.came.append(f"read {at}")
                yield Reading(at, 5)
            return ANSWER
        finally:
            self.came.append("ended")


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("never so")


def test_a_quick_answer_comes_at_once_and_in_one_piece() -> None:
    async def day() -> list[News]:
        open_ = desk()
        return [news async for news in worked(open_, open_.enter("p", "a"), quick, asyncio.Event())]

    assert asyncio.run(day()) == [ANSWER]


def test_a_slow_one_tells_the_latest_step() -> None:
    slow = Slow()

    async def day() -> list[News]:
        open_, told = desk(), list[News]()
        async for news in worked(open_, open_.enter("p", "a"), slow.work, asyncio.Event()):
            told.append(news)
            slow.go.release(5)
        return told

    told = asyncio.run(day())
    assert (told[0], told[-1]) == (SEARCHING, ANSWER)
    assert slow.came[-1] == "ended"


def test_stopped_at_work_it_is_told_at_once_and_the_work_ends_at_its_next_step() -> None:
    slow = Slow()

    async def day() -> None:
        open_, stop = desk(), asyncio.Event()
        news = worked(open_, open_.enter("p", "a"), slow.work, stop)
        assert await anext(news) == SEARCHING
        stop.set()
        assert isinstance(await anext(news), Stopped)
        later = open_.enter("p", "a")
        assert not later.turn.is_set()  # the thread is still in its step
        slow.go.release()
        await until(later.turn.is_set)
        assert slow.came == ["read 0", "ended"]

    asyncio.run(day())


def test_whoever_goes_away_ends_the_work_too() -> None:
    slow = Slow()

    async def day() -> None:
        open_ = desk()
        news = worked(open_, open_.enter("p", "a"), slow.work, asyncio.Event())
        await anext(news)
        await news.aclose()  # type: ignore[attr-defined]
        slow.go.release()
        await until(lambda: slow.came == ["read 0", "ended"])
        assert open_.enter("p", "a").turn.is_set()

    asyncio.run(day())


def test_in_the_line_it_is_told_how_many_are_before_it_and_can_be_stopped() -> None:
    async def day() -> None:
        open_, stop = desk(), asyncio.Event()
        first, second, third = (open_.enter("p", "a") for _ in range(3))
        news = worked(open_, third, quick, stop)
        assert await anext(news) == Waiting(1)
        open_.leave(second)
        assert await anext(news) == Waiting(0)
        stop.set()
        assert isinstance(await anext(news), Stopped)
        open_.leave(first)
        assert open_.enter("p", "a").turn.is_set()

    asyncio.run(day())


def test_what_the_work_raises_is_raised_and_the_place_is_given_back() -> None:
    def broken() -> Talking:
        yield SEARCHING
        raise RuntimeError("a bug")

    async def day() -> None:
        open_ = desk()
        with pytest.raises(RuntimeError, match="a bug"):
            _ = [news async for news in worked(open_, open_.enter("p", "a"), broken, asyncio.Event())]
        assert open_.enter("p", "a").turn.is_set()

    asyncio.run(day())
