"""Readers: one file a format. This module holds the protocol; `registry` the table of formats and the choice among them.

To add a format: one module with a class that meets `Reader`, one line in `registry.READERS`; `tests/contracts/` then
runs every reader over the same laws.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Protocol

from corpus.transcript import Skipped, Turn


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes with its name: all that a reader may look at. `name` is for messages and suffixes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a source: a transcript without the identity that only a library can give."""

    title: str
    date: datetime.date | None
    turns: tuple[Turn, ...]
    skipped: tuple[Skipped, ...]
    accounted: float
    notes: tuple[str, ...] = ()


class Reader(Protocol):
    """Turns the bytes of one format into turns. Pure: the same bytes give the same reading, in linear time."""

    @property
    def name(self) -> str:
        """Name and version ("plain/1"); the version changes whenever the same bytes could read differently."""

    def recognises(self, source: Source) -> float:
        """How surely the source is of this format: 0 (no) to 1 (beyond doubt), judged by content before suffix."""

    def read(self, source: Source) -> Reading:
        """All turns and all skipped lines; ReadError, naming file and line, when it cannot be read."""
