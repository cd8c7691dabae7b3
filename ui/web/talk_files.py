"""Conversations as documents: /conversations/ID.md and /conversations/ID.docx, every quotation proved at that moment."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from corpus.errors import QuothError
from rag.exports.docx import docx
from rag.exports.markdown import markdown
from rag.talks import Talk, Talks
from ui.escape import visible
from ui.web.port import Engine
from ui.web.reopening import reproved
from ui.web.sentences import sentence

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def routes(engine: Engine, talks: Talks) -> list[Route]:
    """The addresses of the documents."""

    def export(request: Request) -> Response:
        return exported(engine, talks, request.path_params["id"], request.path_params["kind"])

    return [Route("/conversations/{id}.{kind}", export, methods=["GET"])]


def exported(engine: Engine, talks: Talks, id: str, kind: str) -> Response:
    """The document, to be saved; 404 with a sentence for a conversation that is not kept or a kind that is none."""
    if kind not in ("md", "docx"):
        return JSONResponse({"error": "A conversation is exported as .md or .docx."}, 404)
    try:
        talk = reproved(engine, talks.get(id))
    except QuothError as error:
        return JSONResponse({"error": visible(sentence(error))}, 404)
    data = docx(talk) if kind == "docx" else markdown(talk).encode()
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{_name(talk)}.{kind}", "x-content-type-options": "nosniff", "cache-control": "no-store"}
    return Response(data, media_type=_DOCX if kind == "docx" else "text/markdown; charset=utf-8", headers=headers)


def _name(talk: Talk) -> str:
    plain = "".join(sign if sign.isalnum() else " " for sign in talk.title)
    return quote("-".join(plain.split()[:8]) or "conversation", safe="", errors="replace")
