"""The desk: so many at once, the rest in turn, no more than the line holds, nobody faster than one types."""

from __future__ import annotations

import asyncio

import pytest

from ui.web.buckets import REMEMBERED, Buckets
from ui.web.desk import Busy, Desk


def desk(at_once: int = 2, line: int = 3) -> Desk:
    return Desk(at_once, line, Buckets(1000, 1000), Buckets(1000, 1000))


def test_so_many_are_served_at_once_and_the_rest_in_the_order_they_came() -> None:
    async def day() -> None:
        open_ = desk()
        tickets = [open_.enter(f"p{at}", "a") for at in range(5)]
        assert [ticket.turn.is_set() for ticket in tickets] == [True, True, False, False, False]
        assert [open_.before(ticket) for ticket in tickets] == [0, 0, 0, 1, 2]
        open_.leave(tickets[1])
        assert tickets[2].turn.is_set()
        assert [open_.before(ticket) for ticket in tickets[3:]] == [0, 1]
        open_.leave(tickets[3])  # gives up waiting
        assert not tickets[4].turn.is_set()
        open_.leave(tickets[0])
        assert tickets[4].turn.is_set()

    asyncio.run(day())


def test_one_too_many_is_told_so_and_taken_later() -> None:
    async def day() -> None:
        open_ = desk(at_once=1, line=2)
        tickets = [open_.enter(f"p{at}", "a") for at in range(3)]
        with pytest.raises(Busy, match="2 questions are waiting already, so this one was not taken: ask again in a moment"):
            open_.enter("late", "a")
        open_.leave(tickets[0])
        assert not open_.enter("late", "a").turn.is_set()

    asyncio.run(day())


def test_leaving_twice_serves_nobody_twice() -> None:
    async def day() -> None:
        open_ = desk(at_once=1)
        first, second, third = (open_.enter("p", "a") for _ in range(3))
        open_.leave(first)
        open_.leave(first)
        assert (second.turn.is_set(), third.turn.is_set()) == (True, False)

    asyncio.run(day())


def test_one_person_and_one_address_have_each_their_own_measure() -> None:
    now = [0.0]

    def clock() -> float:
        return now[0]

    async def day() -> None:
        open_ = Desk(100, 100, Buckets(1, 2, clock), Buckets(10, 4, clock))
        for _ in range(2):
            open_.enter("one", "office")
        with pytest.raises(Busy, match="faster than one can type them: ask again in 2 seconds"):
            open_.enter("one", "office")
        open_.enter("two", "office")
        with pytest.raises(Busy):
            open_.enter("three", "office")
        open_.enter("four", "home")
        now[0] = 2.0
        open_.enter("one", "office")

    asyncio.run(day())


def test_callers_without_end_are_not_remembered_without_end() -> None:
    buckets = Buckets(1, 1, lambda: 0.0)
    assert buckets.wait("first") == 0.0
    assert buckets.wait("first") > 0
    for at in range(REMEMBERED):
        buckets.wait(str(at))
    assert buckets.wait("first") == 0.0
