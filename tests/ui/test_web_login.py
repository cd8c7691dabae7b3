"""Logging in: nothing is behind the gate without it, whatever is asked for; the right password opens it, guesses are slowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.people import People
from ui.web.login import Gate
from ui.web.sessions import LASTS

PASSWORD = "correct horse battery"
PAGE = {"accept": "text/html,application/xhtml+xml"}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def people(tmp_path: Path) -> People:
    made = People(tmp_path / "people.json")
    made.add("ada", PASSWORD)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(people: People, clock: Clock) -> TestClient:
    async def everything(request: Request) -> Response:
        return PlainTextResponse(f"inside {request.url.path}")

    routes = [Route("/{path:path}", everything, methods=["GET", "POST", "PUT", "DELETE", "HEAD"])]
    app = Starlette(routes=routes, middleware=[Middleware(Gate, people=people, passes=("/api/",), clock=clock)])
    return TestClient(app, follow_redirects=False)


def log_in(client: TestClient, name: str = "ada", password: str = PASSWORD, **more: str) -> Response:
    return client.post("/login", data={"name": name, "password": password, **more})  # type: ignore[return-value]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD"])
@pytest.mark.parametrize(
    "path",
    ["/", "/config", "/gradio_api/queue/join", "/gradio_api/info", "/conversations/x.md", "/library/a.txt", "/api", "/apiary", "//api/ask", "/login/",
     "/logout/x", "/fonts/a/b", "/fonts/../config", "/fonts", "/%66onts/a/config", "/gradio_api/startup-events/x"],
)  # fmt: skip
def test_nothing_is_shown_without_a_login(client: TestClient, path: str, method: str) -> None:
    said = client.request(method, f"http://testserver{path}")
    assert said.status_code == 401
    assert "inside" not in said.text


def test_a_page_leads_to_the_login_and_from_there_back(client: TestClient) -> None:
    said = client.get("/?c=abc&x=1", headers=PAGE)
    assert (said.status_code, said.headers["location"]) == (303, "/login?next=%2F%3Fc%3Dabc%26x%3D1")
    page = client.get(said.headers["location"])
    assert '<input type="hidden" name="next" value="/?c=abc&amp;x=1">' in page.text
    done = log_in(client, next="/?c=abc&x=1")
    assert (done.status_code, done.headers["location"]) == (303, "/?c=abc&x=1")
    cookie = done.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie  # noqa: PT018
    assert client.get("/config").text == "inside /config"


def test_over_https_the_cookie_never_goes_without(client: TestClient) -> None:
    said = client.post("/login", data={"name": "ada", "password": PASSWORD}, headers={"x-forwarded-proto": "https"})
    assert said.headers["set-cookie"].endswith("; Secure")


@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a\r\nset-cookie: x", "", "/login?next=/"]
)
def test_a_login_never_leads_elsewhere(client: TestClient, path: str) -> None:
    assert log_in(client, next=path).headers["location"] == "/"


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("bob", PASSWORD), ("", ""), ("ada", ""), ("<b>x</b>\"'", "x")])
def test_a_wrong_one_is_told_the_same_whatever_is_wrong(client: TestClient, name: str, password: str) -> None:
    said = log_in(client, name, password)
    assert said.status_code == 401
    assert "That name and that password do not belong together." in said.text  # type: ignore[attr-defined]
    assert "set-cookie" not in said.headers
    assert "<b>" not in said.text  # type: ignore[attr-defined]
    assert client.get("/config").status_code == 401


def test_guesses_are_slowed_and_the_right_one_has_to_wait_too(client: TestClient, clock: Clock) -> None:
    codes = [log_in(client, password=f"guess {at}").status_code for at in range(8)]
    assert codes == [401] * 6 + [429] * 2
    said = log_in(client)
    assert (said.status_code, said.headers["retry-after"]) == (429, "16")
    clock.now += 16
    assert log_in(client).status_code == 303


def test_logging_out_ends_the_session_on_the_server(client: TestClient) -> None:
    cookie = log_in(client).headers["set-cookie"].partition(";")[0]
    assert client.get("/config").status_code == 200
    client.post("/logout")
    client.cookies.clear()
    assert client.get("/config", headers={"cookie": cookie}).status_code == 401


def test_a_session_ends_by_itself_and_with_the_person(client: TestClient, clock: Clock, people: People) -> None:
    log_in(client)
    clock.now = LASTS - 1
    assert client.get("/config").status_code == 200
    clock.now = LASTS + 1
    assert client.get("/config").status_code == 401
    log_in(client)
    assert client.get("/config").status_code == 200
    people.remove("ada")
    assert client.get("/config").status_code == 401


@pytest.mark.parametrize("cookie", ["quoth_session_80=", "quoth_session_80=x", "quoth_session=x; a", ";;;=", "\xff", "quoth_session_80=" + "x" * 5000])
def test_a_cookie_that_we_did_not_give_opens_nothing(client: TestClient, cookie: str) -> None:
    assert client.get("/config", headers={"cookie": cookie.encode("latin-1")}).status_code == 401  # type: ignore[dict-item]


def test_what_programs_call_with_a_token_looks_after_itself(client: TestClient) -> None:
    assert client.get("/api/search").text == "inside /api/search"
    assert client.get("/fonts/serif.ttf").status_code == 200


@pytest.mark.parametrize("body", [b"name=ada&password=" + b"x" * 5000, b"\xff\xfe", b"", b"&".join(b"a=1" for _ in range(100))])
def test_a_form_that_is_none_is_a_wrong_one(client: TestClient, body: bytes) -> None:
    assert client.post("/login", content=body).status_code == 401
