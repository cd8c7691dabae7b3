"""The two typefaces of the app, sent from the packages they are installed with; nothing is fetched from elsewhere.

Source Serif 4 for the record, Source Sans 3 for the app, both by Adobe, under the SIL Open Font License.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

_FILES: Final = {
    "serif.ttf": ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf"),
    "serif-italic.ttf": ("fontpkg_source_serif_4", "SourceSerif4-Italic[opsz,wght].ttf"),
    "sans.ttf": ("fontpkg_source_sans_3", "SourceSans3[wght].ttf"),
    "sans-italic.ttf": ("fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf"),
}
"""The names in fonts.css, each with its package and file. A new version of a file gets a new number in fonts.css."""


def routes() -> list[Route]:
    """The addresses of the fonts."""
    return [Route("/fonts/{name}", font, methods=["GET"])]


def font(request: Request) -> Response:
    """A font, to be kept by the browser for a year; 404 for any other name."""
    found = _FILES.get(request.path_params["name"])
    if not found:
        return PlainTextResponse("There is no such font.", 404)
    return FileResponse(path(*found), media_type="font/ttf", headers={"cache-control": "public, max-age=31536000, immutable"})


def path(package: str, name: str) -> Path:
    """Where a font of an installed package lies."""
    return Path(str(files(package))) / "files" / name
