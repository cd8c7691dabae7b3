"""What an answer goes through on its way, for whoever shows it while it is made or wants to stop it.

`Engine.asking` yields these in order and the Answer last; a caller that goes on no further stops the work there.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

from rag.answer import Answer
from rag.quote import Quote
from rag.scope import Part, Scope

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Searching:
    """The question was understood, and `scope` is about to be searched; the values are those of `Answer`."""

    understood: str
    scope: Scope
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Of the `of` passages that were found `done` were read again by a reranker; 0 where there is none and the writer reads next."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Proving:
    """Of the `of` quotations that were chosen, `quotes` were checked against their files, in the order in which they will be shown."""

    quotes: tuple[Quote, ...]
    of: int


Step = Searching | Reading | Proving


def result(steps: Generator[object, None, _Result]) -> _Result:
    """What a generator returns at its end, its steps passed over."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            returned: _Result = end.value
            return returned


Asking = Generator[Step, None, Answer]
