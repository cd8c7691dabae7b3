"""The report of one evaluation as a page of its own, at /evaluations/NAME."""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from corpus.errors import QuothError
from rag.evals.kept import Kept
from rag.evals.page import page
from ui.escape import visible
from ui.web.sentences import sentence

HOME: Final = "/#evaluations"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def routes(kept: Kept) -> list[Route]:
    """The addresses of the reports in `kept`, and of the list of them."""

    def report(request: Request) -> Response:
        return answer(kept, request.path_params["name"])

    return [Route("/evaluations/{name}", report), Route("/evaluations", lambda _: RedirectResponse(HOME), methods=["GET"])]


def answer(kept: Kept, name: str) -> Response:
    """The page of the report called `name`, allowed its own style and script and nothing else; 404 with a sentence if it cannot be shown."""
    try:
        html = page(kept.report(name), back=(HOME, "All evaluations"))
    except QuothError as error:
        return PlainTextResponse(visible(sentence(error)), 404)
    except ValueError:
        return PlainTextResponse("This report holds numbers that are none: evaluate again.", 404)
    policy = _POLICY.search(html)
    own = policy[1] if policy else "default-src 'none'"
    return HTMLResponse(html, headers={"content-security-policy": f"{own}; frame-ancestors 'none'", "cache-control": "no-cache"})
