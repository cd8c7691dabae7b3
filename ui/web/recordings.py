"""The recording of a transcript, for the reader to play, at `media?of=KEY`; any part of it can be asked for (HTTP Range, RFC 9110).

Only a file that the library names for a transcript is sent: no path comes from whoever asks.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from corpus.errors import QuothError
from ui.web.links import asked_id
from ui.web.port import Engine

TYPES: Final = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "m4b": "audio/mp4", "aac": "audio/aac", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg",
    "flac": "audio/flac", "wav": "audio/wav", "weba": "audio/webm", "mka": "audio/x-matroska", "wma": "audio/x-ms-wma", "aif": "audio/aiff",
    "aiff": "audio/aiff", "amr": "audio/amr", "caf": "audio/x-caf",
    "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "mov": "video/quicktime", "ogv": "video/ogg", "mkv": "video/x-matroska",
    "avi": "video/x-msvideo", "wmv": "video/x-ms-wmv", "mpg": "video/mpeg", "mpeg": "video/mpeg", "3gp": "video/3gpp", "flv": "video/x-flv",
}  # fmt: skip
"""The content type by suffix, of everything that `corpus.media` takes for a recording."""

_GONE: Final = PlainTextResponse("There is no recording here.", 404)


def kind(media: str) -> Literal["audio", "video"]:
    """Whether there is something to be seen in a recording, by its suffix."""
    return "video" if content_type(media).startswith("video/") else "audio"


def content_type(media: str) -> str:
    """The type of a recording, as browsers know it."""
    return TYPES.get(PurePosixPath(media).suffix[1:].lower(), "application/octet-stream")


def recording(engine: Engine, request: Request) -> Response:
    """The recording of the transcript that the request names, or the part of it in its Range; 404 where there is none.

    No page of another site may embed it.
    """
    id = asked_id(request.url.query)
    try:
        file = engine.recording(id) if id is not None else None
    except QuothError:
        file = None
    if file is None:
        return _GONE
    headers = {"cache-control": "private, no-cache", "content-encoding": "identity", "cross-origin-resource-policy": "same-origin"}
    return FileResponse(file, media_type=content_type(file.name), headers=headers)
