"""Transcripts at addresses of their own, for the reader: `record?of=KEY` (all of one), `record?of=KEY&near=TURN` (the turns about a place).

Addresses and not Gradio's events: what is sent is made once, compressed once, and not sent again to a browser that has it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import OrderedDict
from functools import partial
from threading import Lock
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from corpus.errors import QuothError
from corpus.transcript import Transcript
from ui.web import pages, recordings
from ui.web.links import asked_id, asked_turn
from ui.web.port import Engine

HEADERS: Final = {"cache-control": "private, no-cache", "vary": "accept-encoding", "cross-origin-resource-policy": "same-origin"}
"""A browser keeps what it got and asks whether it still holds; no page of another site may use it."""

_KEPT = 32


class Record:
    """The transcripts of an engine, as they are sent. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        """Nothing is made before it is asked for; the whole transcripts sent last are kept, compressed."""
        self._engine = engine
        self._kept: OrderedDict[tuple[str | None, ...], tuple[bytes, str]] = OrderedDict()
        self._lock = Lock()

    def answer(self, request: Request) -> Response:
        """The transcript that the request names; 404 with {"error": sentence} where there is none."""
        id, turn = asked_id(request.url.query), asked_turn(request.url.query)
        if id is None:
            return JSONResponse({"error": "This is not the address of a transcript."}, 404, HEADERS)
        try:
            transcript = self._engine.transcript(id)
        except QuothError:
            return JSONResponse({"error": "This transcript is not in the record, or no longer in it."}, 404, HEADERS)
        body, tag = self._whole(transcript) if turn is None else _packed(pages.near(transcript, turn))
        headers = {**HEADERS, "etag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(body, headers={**headers, "content-encoding": "gzip"}, media_type="application/json")
        return Response(gzip.decompress(body), headers={**headers, "content-encoding": "identity"}, media_type="application/json")

    def _whole(self, transcript: Transcript) -> tuple[bytes, str]:
        """All of the transcript: compressed JSON and its tag."""
        at = (transcript.id, transcript.sha256, transcript.reader, transcript.media)
        with self._lock:
            if at in self._kept:
                self._kept.move_to_end(at)
                return self._kept[at]
        made = _packed(pages.whole(transcript))
        with self._lock:
            self._kept[at] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def routes(engine: Engine) -> list[Route]:
    """The addresses of the engine's transcripts and of their recordings."""
    return [Route("/record", Record(engine).answer, methods=["GET"]), Route("/media", partial(recordings.recording, engine), methods=["GET"])]


def _packed(page: pages.Json) -> tuple[bytes, str]:
    body = json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return gzip.compress(body, 3, mtime=0), f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
