"""Who is served when: so many questions at once, the rest in a line, first come first served; more than the line holds are told so.

Used from one event loop only, so nothing in it is locked. A place in the line costs a few hundred bytes and no thread.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Final

from corpus.errors import QuothError
from ui.web.buckets import Buckets
from ui.web.names import count

LINE: Final = 200
"""So many questions wait at most."""
PERSON: Final = (5.0, 30)
ADDRESS: Final = (50.0, 300)
"""Questions a second, and at once, of one open page and of one address: nobody types faster, and a whole office may share an address."""


class Busy(QuothError):
    """A question that is not taken now; its text says why and when to try again."""


@dataclass(eq=False, slots=True)
class Ticket:
    """A place in the line; `turn` is set once it is served."""

    turn: asyncio.Event = field(default_factory=asyncio.Event)


class Desk:
    """Takes questions."""

    def __init__(self, at_once: int, line: int = LINE, person: Buckets | None = None, address: Buckets | None = None) -> None:
        """At most `at_once` are served at the same time and `line` wait; `person` and `address` say how often one may ask."""
        self._at_once, self._longest = at_once, line
        self._person, self._address = person or Buckets(*PERSON), address or Buckets(*ADDRESS)
        self._line: list[Ticket] = []
        self._served: set[Ticket] = set()

    def enter(self, person: str, address: str) -> Ticket:
        """A place at the end of the line, or at once where nobody waits; Busy where there is none."""
        wait = max(self._person.wait(person), self._address.wait(address))
        if wait:
            raise Busy(f"questions are coming in faster than one can type them: ask again in {count(int(wait) + 1, 'second')}")
        if len(self._line) >= self._longest:
            waiting = f"{count(len(self._line), 'question')} {'is' if len(self._line) == 1 else 'are'} waiting"
            raise Busy(f"{waiting} already, so this one was not taken: ask again in a moment")
        ticket = Ticket()
        self._line.append(ticket)
        self._call()
        return ticket

    def before(self, ticket: Ticket) -> int:
        """How many are served before it; 0 for one that is served."""
        return self._line.index(ticket) if ticket in self._line else 0

    def leave(self, ticket: Ticket) -> None:
        """The ticket is no longer needed, served or not; the next one is called. More than once does no harm."""
        if ticket in self._line:
            self._line.remove(ticket)
        self._served.discard(ticket)
        self._call()

    def _call(self) -> None:
        while self._line and len(self._served) < self._at_once:
            ticket = self._line.pop(0)
            self._served.add(ticket)
            ticket.turn.set()
