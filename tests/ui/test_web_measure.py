"""One address may call often, but not without end: 429 and when to come again; and send much, but not without end: 413."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.web.measure import LARGEST, MEASURES, Measured
from ui.web.security import Scope


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(clock: Clock) -> Starlette:
    async def everything(request: Request) -> Response:
        return PlainTextResponse(str(len(await request.body())))

    return Starlette(routes=[Route("/{path:path}", everything, methods=["GET", "POST"])], middleware=[Middleware(Measured, clock=clock)])


def client(app: Starlette, address: str = "10.0.0.1") -> TestClient:
    return TestClient(app, client=(address, 1))


@pytest.mark.parametrize(
    ("method", "path", "burst"),
    [
        ("POST", "/library/files?name=a.txt", 200),
        ("GET", "/conversations/1.docx", 60),
        ("GET", "/evaluations/one", 60),
        ("GET", "/record?of=a", 1000),
        ("GET", "/media?of=a", 1000),
        ("GET", "/library/files/a.txt", 1000),
        ("GET", "/api/search?q=a", 300),
        ("POST", "/gradio_api/component_server", 2000),
        ("GET", "/", 5000),
    ],
)
def test_more_than_a_burst_is_told_when_to_come_again(app: Starlette, clock: Clock, method: str, path: str, burst: int) -> None:
    here = client(app)
    assert {here.request(method, path).status_code for _ in range(burst)} == {200}
    refused = here.request(method, path)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    assert refused.json() == {"error": "Too much is asked for from this address at once: try again in 1 second."}
    assert client(app, "10.0.0.2").request(method, path).status_code == 200  # another address is not slowed
    clock.now += 1
    assert here.request(method, path).status_code == 200


def test_one_kind_of_call_does_not_use_up_another(app: Starlette) -> None:
    here = client(app)
    while here.get("/conversations/1.md").status_code == 200:
        pass
    assert here.get("/record?of=a").status_code == 200


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/login", "/anything"])
def test_more_bytes_than_any_page_sends_are_refused(app: Starlette, path: str) -> None:
    assert client(app).post(path, content=b"x" * LARGEST).text == str(LARGEST)
    assert client(app).post(path, content=b"x" * (LARGEST + 1)).status_code == 413
    assert client(app).post(path, content=iter([b"x" * LARGEST, b"x"])).status_code == 413  # however long it says that it is


def test_an_upload_has_its_own_bound(app: Starlette) -> None:
    assert client(app).post("/library/files?name=a.txt", content=b"x" * (LARGEST + 1)).status_code == 200


@pytest.mark.parametrize("path", ["/", "/x", "/gradio_api/x", "/record", "//record"])
def test_every_path_has_a_measure(path: str) -> None:
    scope: Scope = {"type": "http", "path": path, "method": "GET"}
    assert any(measure.covers(scope) for measure in MEASURES)
