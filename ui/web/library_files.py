"""The routes by which files of the library come and go: checked before they are stored, never overwriting, sent as they are.

An upload needs a header of its own besides the Origin that `security.Guard` checks, so that no form of another page can make one.
"""

from __future__ import annotations

import threading
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from corpus.errors import QuothError
from corpus.holdings import Holdings, add
from ui.escape import visible
from ui.web.library import Access, Shelves
from ui.web.sentences import sentence

LARGEST: Final = 20_000_000
"""Bytes of one file."""

LARGEST_LIBRARY: Final = 2_000_000_000
"""Bytes of the whole library, as far as files are added here."""

HEADER: Final = "x-quoth-upload"
_ONE_AT_A_TIME = threading.Lock()
"""Reading a large file takes a processor for seconds: uploads wait for each other."""


def routes(shelves: Shelves, access: Access) -> list[Route]:
    """Adding a file (POST /library/files?name=…, the bytes as the body) and fetching one (GET /library/files/NAME)."""
    holdings = shelves.upkeep.holdings

    async def upload(request: Request) -> Response:
        if access.why:
            return _refused(access.why, 403)
        if request.headers.get(HEADER) != "1":
            return _refused("An upload must come from Quoth's own page.", 403)
        data = await _body(request)
        if data is None:
            return _refused(f"The file is larger than {LARGEST // 10**6} MB: split it.", 413)
        return await run_in_threadpool(stored, holdings, request.query_params.get("name", ""), data)

    def download(request: Request) -> Response:
        return sent(holdings, request.path_params["file"])

    return [Route("/library/files", upload, methods=["POST"]), Route("/library/files/{file:path}", download, methods=["GET"])]


def stored(holdings: Holdings, name: str, data: bytes) -> Response:
    """Stores a file once it has been read; 422 with a sentence for one that cannot be, 507 where the library is full."""
    with _ONE_AT_A_TIME:
        try:
            if sum(held.size for held in holdings.files()) + len(data) > LARGEST_LIBRARY:
                return _refused(f"The library would hold more than {LARGEST_LIBRARY // 10**9} GB: put larger ones into its folder yourself.", 507)
            file, new = add(holdings.root, name, data)
        except QuothError as error:
            return _refused(sentence(error), 422)
    return JSONResponse({"file": visible(file), "new": new})


def sent(holdings: Holdings, file: str) -> Response:
    """The file as it lies there, to be saved, never shown; 404 for what is no file of the library."""
    try:
        path = holdings.path(file)
    except QuothError:
        return _refused("There is no such file in the library.", 404)
    name = quote(path.name, safe="", errors="replace")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}", "x-content-type-options": "nosniff", "cache-control": "no-store"}
    return FileResponse(path, media_type="application/octet-stream", headers=headers)


async def _body(request: Request) -> bytes | None:
    """The whole body, None as soon as it is too large, whatever its length was said to be."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def _refused(why: str, status: int) -> Response:
    return JSONResponse({"error": visible(why)}, status)
