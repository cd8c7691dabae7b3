"""How often one address may call, and how much it may send: 429 with Retry-After for more calls, 413 for more bytes.

Far more than a whole office does by hand; a program in a loop is slowed before it slows the others. Questions are measured by
`desk` besides, logins by `login`, `/api` by its own bucket too.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ui.web.api.limits import Bounded
from ui.web.buckets import Buckets
from ui.web.names import count
from ui.web.security import App, Receive, Scope, Send

LARGEST: Final = 1_000_000
"""Bytes of what is sent to anything but an upload, which has a bound of its own."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`rate` calls a second and `burst` at once of paths that begin with one of `paths`; by one of `methods`, or by any where there is none."""

    paths: tuple[str, ...]
    rate: float
    burst: int
    methods: tuple[str, ...] = ()

    def covers(self, scope: Scope) -> bool:
        """Whether a request is one of these."""
        return scope["path"].startswith(self.paths) and (not self.methods or scope["method"] in self.methods)


MEASURES: Final = (
    Measure(("/library/files",), 5, 200, ("POST",)),  # a whole folder dropped at once; each file is read
    Measure(("/conversations/", "/evaluations/"), 5, 60),  # documents; every quotation in one is proved anew
    Measure(("/record", "/media", "/library/"), 100, 1_000),  # parts of the reader
    Measure(("/api/",), 50, 300),
    Measure(("/gradio_api/", "/queue/", "/component_server"), 200, 2_000),  # clicks, searches, lists
    Measure(("/",), 300, 5_000),  # pages with all that belongs to them
)
"""The first that covers a request holds for it."""


class Measured:
    """ASGI middleware: bounds calls and bytes of one address."""

    def __init__(self, app: App, measures: tuple[Measure, ...] = MEASURES, clock: Callable[[], float] = time.monotonic) -> None:
        """Bounds the requests to `app`; of several `measures` the first that covers a request holds."""
        self._app, self._bounded = app, Bounded(app, LARGEST)
        self._measures = [(measure, Buckets(measure.rate, measure.burst, clock)) for measure in measures]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        buckets = next((buckets for measure, buckets in self._measures if measure.covers(scope)), None)
        wait = buckets.wait((scope.get("client") or ("",))[0]) if buckets else 0.0
        if wait:
            await _slow(send, int(wait) + 1)
        elif scope["method"] == "POST" and scope["path"] != "/library/files":
            await self._bounded(scope, receive, send)
        else:
            await self._app(scope, receive, send)


async def _slow(send: Send, seconds: int) -> None:
    body = json.dumps({"error": f"Too much is asked for from this address at once: try again in {count(seconds, 'second')}."}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), (b"retry-after", str(seconds).encode())]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": body})
