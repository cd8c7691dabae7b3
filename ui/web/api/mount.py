"""The API as part of the site, behind the same guard as its pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from starlette.routing import Mount

from rag.ask import Engine
from ui.web.api.app import api
from ui.web.buckets import Buckets
from ui.web.site import Site

RATE: Final = 10.0
BURST: Final = 40
"""Calls a second, and at once, of one address, so that one program does not starve the others: an answer takes a processor for a few hundredths of a second."""


def with_api(site: Site, engine: Engine, token: str) -> Site:
    """The site with the API at /api."""
    return replace(site, routes=(*site.routes, Mount("/api", app=api(engine, token, Buckets(RATE, BURST)))))
