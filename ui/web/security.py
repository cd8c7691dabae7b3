"""What Gradio leaves open, closed: only our own names as Host, only our own pages as Origin, headers on every response.

Plain ASGI, so it needs no server to be tested. A page of another site that reaches this server under a name of its own
(DNS rebinding) is refused by Host; one that posts across origins is refused by Origin.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

from ui.web.addresses import LOOPBACK

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

ANY_ADDRESS = frozenset({"0.0.0.0", "::"})
CLOSED = ("/gradio_api/upload", "/gradio_api/upload_progress")
"""Routes of Gradio that this app has no use for; an open upload would let anyone fill the disk."""

HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; "
        b"worker-src 'self' blob:; frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with none at all a browser hides the Origin of our own forms, and `refusal` would refuse them
    (b"x-frame-options", b"SAMEORIGIN"),
)


class Guard:
    """ASGI middleware: 421 for a Host that is not served, 403 for a foreign Origin, 404 for closed routes."""

    def __init__(self, app: App, names: Collection[str]) -> None:
        """Lets through requests to `names` (host names and addresses without port; IPv6 without brackets)."""
        self.app = app
        self.names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on with the headers added to its response."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if scope["type"] != "http":
            await (send({"type": "websocket.close", "code": 1008}) if refusal else self.app(scope, receive, send))
        elif refusal:
            await _refuse(with_headers(send), *refusal)
        else:
            await self.app(scope, receive, with_headers(send))

    def _refusal(self, scope: Scope) -> tuple[int, bytes] | None:
        hosts = [value for key, value in scope["headers"] if key == b"host"]
        origins = [value for key, value in scope["headers"] if key == b"origin"]
        if len(hosts) != 1 or not served(host_name(hosts[0].decode("latin-1")), self.names):
            return 421, b"This server does not answer under that name."
        if any(origin.lower() not in (b"http://" + hosts[0].lower(), b"https://" + hosts[0].lower()) for origin in origins):
            return 403, b"Only Quoth's own pages may call it."
        if any(route in scope["path"] for route in CLOSED):
            return 404, b"There is nothing here."
        return None


def host_name(host: str) -> str:
    """The name in a Host header, lower-case, without port and without the brackets of an IPv6 address; "" if malformed."""
    if host.startswith("["):
        address, bracket, port = host[1:].partition("]")
        return address.lower() if bracket and (not port or port[:1] == ":") else ""
    return host.rsplit(":", 1)[0].lower() if host.count(":") <= 1 else ""


def served(name: str, names: Collection[str]) -> bool:
    """Whether `name` is one of `names`; where those hold an any-address (0.0.0.0, ::), every IP address is served.

    An IP address cannot be rebound: only a DNS name can be made to point here by someone else.
    """
    return name in names or (bool(ANY_ADDRESS & frozenset(names)) and _is_address(name))


def served_names(host: str) -> frozenset[str]:
    """The names under which a server bound to `host` may be called: itself, and loopback or the machine's own names."""
    bare = host.strip("[]").lower()
    own = frozenset({socket.gethostname().lower()}) if bare in ANY_ADDRESS else frozenset()
    return frozenset({bare}) | own | (LOOPBACK if bare in ANY_ADDRESS | LOOPBACK else frozenset())


def with_headers(send: Send) -> Send:
    """`send`, adding HEADERS to the start of every response."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
        await send(message)

    return sending


async def _refuse(send: Send, status: int, why: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(why)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": why})


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
