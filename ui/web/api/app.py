"""The API as an application of its own, described by its own OpenAPI document at /api/openapi.json.

POST /api/ask                          an answer, as `quoth ask --json` gives it
GET  /api/search?q=…                   the best hits with the turns to read with them
GET  /api/transcripts                  every transcript
GET  /api/transcripts/{id}?from=&to=   turns of one, as `quoth read --json` gives them
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, Any, Final

from fastapi import Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import QuothError, ScopeError
from rag.ask import Engine
from rag.scope import Scope
from ui.render import answer_json, found_json, transcript_json
from ui.web.api.limits import Bounded, allowed
from ui.web.buckets import Buckets
from ui.web.sentences import sentence

LONGEST_QUESTION: Final = 2000
MOST_TURNS: Final = 1000
MOST_HITS: Final = 100

Date = datetime.date | None


class Exchange(BaseModel):
    """An earlier question with what was said to it."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(max_length=LONGEST_QUESTION)
    answer: str = Field(default="", max_length=10_000)


class Limits(BaseModel):
    """A part of the library."""

    model_config = ConfigDict(extra="forbid")
    transcripts: list[str] = Field(default=[], max_length=100, description="Ids of transcripts to search; all where there are none.")
    speakers: list[str] = Field(default=[], max_length=100, description="Names of speakers whose words are searched.")
    since: Date = Field(default=None, description="First day of transcripts, inclusive.")
    until: Date = Field(default=None, description="Last day of transcripts, inclusive.")

    def scope(self) -> Scope:
        """The limits as the engine takes them."""
        return Scope(tuple(self.transcripts), tuple(self.speakers), self.since, self.until)


class Ask(Limits):
    """A question."""

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    history: list[Exchange] = Field(default=[], max_length=50, description="What was asked and answered before, oldest first.")


def api(engine: Engine, token: str, callers: Buckets) -> Any:
    """The application over `engine`, for callers who send `Authorization: Bearer TOKEN`; busier ones get 429 with Retry-After.

    `callers` are told apart by address: the token is one for all of them.
    """
    app = FastAPI(
        title="Quoth", version="1", docs_url=None, redoc_url=None, dependencies=[Depends(_permitted(token, callers))],
        description="Ask transcripts; every answer is made of verbatim quotations, each with its place and the proof that its file still says so.",
    )  # fmt: skip
    app.add_exception_handler(QuothError, _mistake)
    app.post("/ask", summary="Answer a question")(_asking(engine))
    app.get("/search", summary="Find passages")(_searching(engine))
    app.get("/transcripts", summary="List the transcripts")(_listing(engine))
    app.get("/transcripts/{id:path}", summary="Read turns of a transcript")(_reading(engine))
    return Bounded(app)


def _permitted(token: str, callers: Buckets) -> Callable[[Request], None]:
    def permitted(request: Request) -> None:
        if not allowed(request.headers.get("authorization"), token):
            raise HTTPException(401, "Send the token of this server: Authorization: Bearer TOKEN", {"www-authenticate": "Bearer"})
        wait = callers.wait(request.client.host if request.client else "")
        if wait:
            raise HTTPException(429, "Too many requests: try again later", {"retry-after": str(int(wait) + 1)})

    return permitted


def _mistake(_: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": sentence(error) if isinstance(error, QuothError) else ""}, 404 if isinstance(error, ScopeError) else 422)


def _asking(engine: Engine) -> Callable[[Ask], dict[str, Any]]:
    def ask(asked: Ask) -> dict[str, Any]:
        """An answer made of verified quotations, or a refusal with the nearest passages."""
        _newest(engine)
        history = [(one.question, one.answer) for one in asked.history]
        return answer_json(engine.ask(asked.question, asked.scope(), history), engine)

    return ask


def _searching(engine: Engine) -> Callable[..., dict[str, Any]]:
    def search(
        q: Annotated[str, Query(min_length=1, max_length=LONGEST_QUESTION, description="What to look for.")],
        limit: Annotated[int, Query(ge=1, le=MOST_HITS)] = 10,
        transcript: Annotated[list[str] | None, Query(description="Id of a transcript to search; may be given several times.")] = None,
        speaker: Annotated[list[str] | None, Query(description="Name of a speaker; may be given several times.")] = None,
        since: Date = None,
        until: Date = None,
    ) -> dict[str, Any]:
        """The best hits, each with the neighbouring turns that bear on the question."""
        _newest(engine)
        scope = engine.named(Scope(tuple(transcript or ()), tuple(speaker or ()), since, until))
        return {"hits": [found_json(hit, engine) for hit in engine.search(q, scope)[:limit]], "generation": engine.generation}

    return search


def _listing(engine: Engine) -> Callable[[], dict[str, Any]]:
    def transcripts() -> dict[str, Any]:
        """Every transcript of the open generation."""
        _newest(engine)
        rows = [
            {"id": one.id, "title": one.title, "date": one.date, "turns": len(one.turns), "file": one.file, "sha256": one.sha256} for one in engine.transcripts
        ]
        return {"transcripts": rows, "generation": engine.generation}

    return transcripts


def _reading(engine: Engine) -> Callable[..., dict[str, Any]]:
    def transcript(
        id: str,
        first: Annotated[int, Query(alias="from", ge=0, description="Number of the first turn, from 0.")] = 0,
        last: Annotated[int | None, Query(alias="to", ge=0, description=f"Number behind the last turn; at most {MOST_TURNS} are given.")] = None,
    ) -> dict[str, Any]:
        """A transcript with a range of its turns, half-open."""
        found = engine.transcript(id)
        end = min(len(found.turns) if last is None else last, first + MOST_TURNS, len(found.turns))
        whole = transcript_json(found)
        return {**whole, "turns": whole["turns"][first:end], "from": first, "to": end, "of": len(found.turns)}

    return transcript


def _newest(engine: Engine) -> None:
    """To a newer generation if there is a sound one."""
    with suppress(QuothError):
        engine.refresh()
