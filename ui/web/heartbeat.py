"""Gradio's heartbeat, made short: it would keep a connection open for each open page, and a browser opens six to one server.

So from the sixth tab on nothing would load any more. What Gradio does when that connection ends is done otherwise here: a question whose
page is gone ends with the stream of its answer, and conversations are forgotten by their number (`SESSIONS`), not by the clock.
"""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SESSIONS: Final = 1_000
"""So many open pages are remembered, those unused for longest forgotten first; a conversation that is kept is read from its file again."""


def routes() -> list[Route]:
    """The address at which a page says that it is there."""
    return [Route("/gradio_api/heartbeat/{session}", beat, methods=["GET"])]


def beat(_: Request) -> Response:
    """One beat, after which the connection is free again; the page does not ask for another."""
    return Response("data: ALIVE\n\n", media_type="text/event-stream", headers={"cache-control": "no-store"})
