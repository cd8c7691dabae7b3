"""Who is logged in: kept in one file beside the names, readable by its owner only, so that a server started anew asks nobody again.

Of a token only its SHA-256 is kept: it is random and long, so that a hash without salt tells nothing of it. A session ends by itself, with
the person, and with the person's password.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from ui.people import People
from ui.private import write_private

LASTS: Final = 14 * 24 * 3600.0
"""Seconds from a login to the next."""
MOST: Final = 10_000
"""Sessions; of more, the oldest end."""


@dataclass(frozen=True, slots=True)
class _Session:
    """Of the person called `name`, with the password that `mark` stands for, `until` a moment in seconds since 1970."""

    name: str
    mark: str
    until: float


class Sessions:
    """The sessions of a server, in memory and in `file`. Used from one event loop only."""

    def __init__(self, people: People, file: Path, clock: Callable[[], float] = time.time) -> None:
        """Those in `file` that are not over; a file that cannot be read holds none, and all log in again."""
        self._people, self._file, self._clock = people, file, clock
        self._held = self._read()

    def open(self, name: str) -> str:
        """The token of a new session of `name`."""
        token = secrets.token_urlsafe(32)
        self._held[_key(token)] = _Session(name, self._people.mark(name), self._clock() + LASTS)
        now = self._clock()
        alive = [(key, one) for key, one in self._held.items() if one.until > now]
        self._held = dict(alive[-MOST:])
        self._write()
        return token

    def who(self, token: str) -> str:
        """The name of who holds `token`; "" for nobody."""
        held = self._held.get(_key(token))
        alive = held and self._clock() < held.until and held.mark and held.mark == self._people.mark(held.name)
        return held.name if held and alive else ""

    def close(self, token: str) -> None:
        """The session of `token` is over."""
        if self._held.pop(_key(token), None):
            self._write()

    def _read(self) -> dict[str, _Session]:
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
            found = {str(key): _Session(str(one["name"]), str(one["mark"]), float(one["until"])) for key, one in held.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
        return {key: one for key, one in found.items() if one.until > self._clock()}

    def _write(self) -> None:
        """Where the file cannot be written, memory alone holds the sessions."""
        with contextlib.suppress(OSError):
            write_private(self._file, json.dumps({key: asdict(one) for key, one in self._held.items()}))


def _key(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
