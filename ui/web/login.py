"""Logging in: one page that asks for name and password, a cookie that says who logged in, and everything else behind it.

Plain ASGI around the whole app, for Gradio's own `auth` does not cover the routes beside it. Who is logged in is kept by `sessions`.
What programs call with a token (`/api`) passes: the token is their login.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlencode

from corpus.errors import QuothError
from ui.people import People
from ui.web.buckets import Buckets
from ui.web.login_page import page
from ui.web.security import App, Receive, Scope, Send
from ui.web.sessions import LASTS, Sessions

COOKIE: Final = "quoth_session"
LARGEST: Final = 4_096
"""Bytes of a login's body."""
TRIES: Final = (1 / 15, 6)
TRIES_FOR: Final = (1 / 2, 30)
"""Tries a second, and at once, of one address, and for one name from wherever: so that nobody is shut out easily by another's guesses."""
START: Final = "/gradio_api/startup-events"
"""Gradio calls this itself once it listens; it starts what is started already, and answers nothing."""
NOT_YET: Final = b"Log in first."


class Gate:
    """ASGI middleware: who has not logged in gets the page for that, and nothing else but the typefaces and `passes`."""

    def __init__(self, app: App, people: People, passes: Sequence[str] = (), clock: Callable[[], float] | None = None) -> None:
        """Lets in `people`, whose sessions are kept beside their names; paths that begin with one of `passes` look after themselves."""
        self.app, self._people = app, people
        self._passes = tuple(passes)
        self._sessions = Sessions(people, people.file.with_name("sessions.json"), clock or time.time)
        self._addresses, self._names = (Buckets(*tries, clock or time.monotonic) for tries in (TRIES, TRIES_FOR))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a login, refuses, or passes on."""
        path = scope.get("path", "")
        if scope["type"] == "lifespan" or _is_open(path) or path.startswith(self._passes):
            await self.app(scope, receive, send)
        elif scope["type"] != "http":
            await (self.app(scope, receive, send) if self._who(scope) else send({"type": "websocket.close", "code": 1008}))
        elif path == "/login":
            await (self._login(scope, receive, send) if scope["method"] == "POST" else _show(send, 200, page("", _asked(scope))))
        elif path == "/logout" and scope["method"] == "POST":
            self._sessions.close(_cookie(scope))
            await _answer(send, 303, b"", [(b"location", b"login"), (b"set-cookie", _set("", 0, scope))])
        elif self._who(scope):
            await self.app(scope, receive, send)
        elif scope["method"] == "GET" and b"text/html" in _header(scope, b"accept"):
            wanted = path + (f"?{scope['query_string'].decode('latin-1')}" if scope.get("query_string") else "")
            await _answer(send, 303, b"", [(b"location", f"/login?{urlencode({'next': wanted})}".encode())])
        else:
            await _answer(send, 401, NOT_YET, [(b"content-type", b"text/plain; charset=utf-8")])

    def _who(self, scope: Scope) -> str:
        """The name of who logged in, "" for nobody."""
        return self._sessions.who(_cookie(scope))

    async def _login(self, scope: Scope, receive: Receive, send: Send) -> None:
        sent = await _form(receive)
        name, after = sent.get("name", ""), _local(sent.get("next", "/"))
        wait = max(self._addresses.wait((scope.get("client") or ("",))[0]), self._names.wait(name[:64]))
        if wait:
            told = f"Too many tries. Try again in {int(wait) + 1} seconds."
            await _show(send, 429, page(told, after, name), [(b"retry-after", str(int(wait) + 1).encode())])
            return
        try:
            fits = await asyncio.to_thread(self._people.may, name, sent.get("password", ""))
        except QuothError:
            await _show(send, 500, page("Nobody can log in now: the server's terminal says why when it is started again.", after, name))
            return
        if not fits:
            await _show(send, 401, page("That name and that password do not belong together.", after, name))
            return
        token = self._sessions.open(name)
        await _answer(send, 303, b"", [(b"location", quote(after, safe="/?&=%.-_~:@!$'()*+,;").encode()), (b"set-cookie", _set(token, int(LASTS), scope))])


def _is_open(path: str) -> bool:
    """Whether a path is for everybody: a typeface, or Gradio's own call to itself."""
    return path == START or (path.startswith("/fonts/") and path.count("/") == 2)


def _set(token: str, seconds: int, scope: Scope) -> bytes:
    """The cookie: no script sees it, no other site's form sends it, and over https it never goes without."""
    secure = "; Secure" if scope.get("scheme") == "https" or _header(scope, b"x-forwarded-proto") == b"https" else ""
    return f"{_name(scope)}={token}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax{secure}".encode()


def _cookie(scope: Scope) -> str:
    try:
        held = SimpleCookie(_header(scope, b"cookie").decode("latin-1"))
    except CookieError:
        return ""
    name = _name(scope)
    return held[name].value if name in held else ""


def _name(scope: Scope) -> str:
    """The cookie's name: browsers keep the servers of one machine apart by name only, not by port."""
    return f"{COOKIE}_{(scope.get('server') or ('', 0))[1]}"


def _header(scope: Scope, name: bytes) -> bytes:
    return b"; ".join(value for key, value in scope["headers"] if key == name)


def _asked(scope: Scope) -> str:
    """Where a login leads to, as the address of the page says."""
    return _local(parse_qs(scope.get("query_string", b"").decode("latin-1")).get("next", ["/"])[0])


def _local(path: str) -> str:
    """A path of this server; "/" for whatever could lead elsewhere."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\", "/login")) and path.isprintable() and "\\" not in path
    return path if safe else "/"


async def _form(receive: Receive) -> dict[str, str]:
    """The fields of a small form; none of one that is too large or is none."""
    body, more = b"", True
    while more and len(body) <= LARGEST:
        message: Any = await receive()
        if message["type"] != "http.request":
            return {}
        body += message.get("body", b"")
        more = bool(message.get("more_body"))
    if len(body) > LARGEST:
        return {}
    try:
        return {key: values[0] for key, values in parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=5).items()}
    except ValueError:
        return {}


async def _show(send: Send, status: int, html: str, more: Sequence[tuple[bytes, bytes]] = ()) -> None:
    await _answer(send, status, html.encode(), [(b"content-type", b"text/html; charset=utf-8"), *more])


async def _answer(send: Send, status: int, body: bytes, headers: Sequence[tuple[bytes, bytes]]) -> None:
    whole = [*headers, (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": whole})
    await send({"type": "http.response.body", "body": body})
