"""Who may call: only our own names, only our own pages; and every response carries its headers."""

import asyncio

import pytest

from ui.web.security import HEADERS, Guard, Message, Receive, Scope, Send, host_name, served_names

Headers = tuple[tuple[str, str], ...]


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-inner", b"1")]})
    await send({"type": "http.response.body", "body": b"inside"})


def call(headers: Headers, bound: str = "127.0.0.1", path: str = "/", kind: str = "http") -> list[Message]:
    """One request through the guard: every message it sent."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    scope = {"type": kind, "path": path, "headers": [(key.encode(), value.encode("latin-1")) for key, value in headers]}
    asyncio.run(Guard(inner, served_names(bound))(scope, receive, send))
    return sent


def status(*headers: tuple[str, str], bound: str = "127.0.0.1", path: str = "/") -> int:
    return int(call(headers, bound, path)[0]["status"])


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "LOCALHOST", "localhost", "[::1]:7860", "[::1]", "127.0.0.1:9000"])
def test_our_own_names_are_answered_on_any_port(host: str) -> None:
    assert status(("host", host)) == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:7860", "127.0.0.1.evil.example", "localhost.evil.example:7860", "localhost@evil.example"),
        *("", ":7860", "192.168.1.2:7860", "[::2]:7860", "::1", "[::1", "[::1]x", "127.0.0.1:7860:7860"),
    ],
)
def test_another_name_is_misdirected(host: str) -> None:
    assert status(("host", host)) == 421


def test_no_host_or_two_hosts_are_misdirected() -> None:
    assert status() == 421
    assert status(("host", "localhost"), ("host", "evil.example")) == 421


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "[::1]:7860", "localhost"])
def test_our_own_pages_may_call(host: str) -> None:
    assert status(("host", host), ("origin", f"http://{host}")) == 200
    assert status(("host", host), ("origin", f"https://{host}")) == 200


@pytest.mark.parametrize(
    "origin",
    [
        *("http://evil.example", "null", "", "http://localhost:7861", "http://localhost", "http://127.0.0.1:7860"),
        *("ftp://localhost:7860", "http://localhost:7860.evil.example", "http://localhost:7860/"),
    ],
)
def test_other_pages_may_not(origin: str) -> None:
    assert status(("host", "localhost:7860"), ("origin", origin)) == 403


def test_a_good_origin_does_not_excuse_a_bad_host() -> None:
    assert status(("host", "evil.example"), ("origin", "http://evil.example")) == 421


@pytest.mark.parametrize("headers", [(("host", "localhost"),), (("host", "evil.example"),), (("host", "localhost"), ("origin", "null"))])
def test_every_response_carries_the_headers(headers: Headers) -> None:
    got = call(headers)[0]["headers"]
    assert [got.count(header) for header in HEADERS] == [1] * len(HEADERS)
    policy = dict(got)[b"content-security-policy"].decode()
    assert "default-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in policy


def test_what_the_app_sends_passes_unchanged_otherwise() -> None:
    start, body = call((("host", "localhost"),))
    assert start["headers"][0] == (b"x-inner", b"1")
    assert body == {"type": "http.response.body", "body": b"inside"}


def test_a_refusal_never_reaches_the_app() -> None:
    assert b"inside" not in b"".join(message.get("body", b"") for message in call((("host", "evil.example"),)))


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/upload_progress", "//gradio_api/upload/"])
def test_uploads_are_closed(path: str) -> None:
    assert status(("host", "localhost"), path=path) == 404


def test_websockets_meet_the_same_test() -> None:
    assert call((("host", "evil.example"),), kind="websocket") == [{"type": "websocket.close", "code": 1008}]


def test_start_and_stop_of_the_server_pass() -> None:
    assert call((), kind="lifespan")[0]["status"] == 200


def test_bound_to_every_address_any_address_is_served_but_no_foreign_name() -> None:
    for bound in ("0.0.0.0", "::", "[::]"):
        assert status(("host", "192.168.1.2:7860"), bound=bound) == 200
        assert status(("host", "[fe80::1]:7860"), bound=bound) == 200
        assert status(("host", "localhost:7860"), bound=bound) == 200
        assert status(("host", "evil.example:7860"), bound=bound) == 421


def test_bound_to_one_address_only_that_is_served() -> None:
    assert status(("host", "192.168.1.2:7860"), bound="192.168.1.2") == 200
    assert status(("host", "localhost:7860"), bound="192.168.1.2") == 421


def test_host_names_are_taken_without_their_port() -> None:
    assert [host_name(host) for host in ("A.b:80", "[::1]:80", "a", "a:b:c", "[::1")] == ["a.b", "::1", "a", "", ""]
