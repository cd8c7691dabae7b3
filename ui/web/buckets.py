"""How often somebody may call: a bucket for each caller, that fills by itself and of which every call takes a drop."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

REMEMBERED: Final = 5_000
"""Callers that are told apart; of one that is forgotten nothing is lost but that it called lately."""


class Bucket:
    """Lets `rate` calls a second through, and up to `burst` at once. Safe to use from several threads."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        """A full bucket; `clock` gives seconds."""
        self.rate, self.burst, self._clock = rate, burst, clock
        self._lock = threading.Lock()
        self._left, self._at = float(burst), clock()

    def wait(self) -> float:
        """0.0 where the call may pass, else after how many seconds to try again."""
        with self._lock:
            now = self._clock()
            self._left = min(self.burst, self._left + (now - self._at) * self.rate)
            self._at = now
            if self._left >= 1:
                self._left -= 1
                return 0.0
            return (1 - self._left) / self.rate


class Buckets:
    """A `Bucket` for each caller, the ones unseen for longest forgotten first. Safe to use from several threads."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Every caller may call `rate` times a second, and `burst` times at once."""
        self._rate, self._burst, self._clock = rate, burst, clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Bucket] = OrderedDict()

    def wait(self, caller: str) -> float:
        """0.0 where the call may pass, else after how many seconds to try again."""
        with self._lock:
            bucket = self._held.setdefault(caller, Bucket(self._rate, self._burst, self._clock))
            self._held.move_to_end(caller)
            while len(self._held) > REMEMBERED:
                self._held.popitem(last=False)
        return bucket.wait()
