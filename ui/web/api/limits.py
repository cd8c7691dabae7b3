"""Who may call, and how much may be sent."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from corpus.errors import SettingError

LARGEST_BODY = 100_000
"""Bytes of a request."""

Message = MutableMapping[str, Any]
App = Callable[[MutableMapping[str, Any], Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]


def token(file: Path, given: str = "") -> str:
    """The token of the API: the one `given`, else the one kept in `file`, which is made where there is none, readable by its owner only.

    SettingError for a token that is too short to be one, and where the file cannot be had.
    """
    if given:
        if len(given) < 16:
            raise SettingError("the token in QUOTH_API_TOKEN has fewer than 16 characters: give a longer one, or none and one is made")
        return given
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            held = file.read_text(encoding="ascii").strip()
            if len(held) < 16:
                raise SettingError(f"{file} holds no token: remove it, and a new one is made") from None
            return held
        made = secrets.token_urlsafe(32)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(f"{made}\n")
        return made
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"the token of the API cannot be kept in {file} ({error}); set QUOTH_API_TOKEN instead") from error


def allowed(header: str | None, wanted: str) -> bool:
    """Whether an Authorization header carries the token. Takes the same time for every wrong one."""
    scheme, _, sent = (header or "").partition(" ")
    return hmac.compare_digest(sent.strip().encode(), wanted.encode()) and scheme.lower() == "bearer"


class Bounded:
    """ASGI middleware: 413 as soon as a request's body is larger than it may be, whatever its length was said to be."""

    def __init__(self, app: App, largest: int = LARGEST_BODY) -> None:
        """Bounds the requests to `app` to `largest` bytes each."""
        self.app, self._largest = app, largest

    async def __call__(self, scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
        """Reads the body up to its bound before the app sees any of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        parts, size, more = [], 0, True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            more = bool(message.get("more_body"))
            if size > self._largest:
                text = b'{"error":"The request is too large."}'
                headers = [(b"content-type", b"application/json"), (b"content-length", str(len(text)).encode())]
                await send({"type": "http.response.start", "status": 413, "headers": headers})
                await send({"type": "http.response.body", "body": text})
                return
        whole: list[Message] = [{"type": "http.request", "body": b"".join(parts), "more_body": False}]

        async def given() -> Message:
            return whole.pop() if whole else await receive()

        await self.app(scope, given, send)
