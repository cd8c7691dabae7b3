"""The API answers as the command line does, to those who have the token, and describes itself."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from corpus.errors import SettingError
from rag.ask import Engine
from rag.scope import Scope
from tests.ui.web_site import SAMPLES, indexed
from ui.render import answer_json, transcript_json
from ui.web.api.app import LONGEST_QUESTION, MOST_TURNS, api
from ui.web.api.limits import LARGEST_BODY, allowed, token
from ui.web.buckets import Bucket, Buckets

TOKEN = "a-token-that-is-long-enough"
KEY = {"authorization": f"Bearer {TOKEN}"}
QUESTION = "What did Solheim say about the levy?"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = indexed(SAMPLES, tmp_path_factory.mktemp("index"))
    assert isinstance(made, Engine)
    return made


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[TestClient]:
    with TestClient(api(engine, TOKEN, Buckets(1000, 1000))) as client:
        yield client


def test_an_answer_is_that_of_the_command_line(client: TestClient, engine: Engine) -> None:
    said = client.post("/ask", json={"question": QUESTION}, headers=KEY)
    assert said.status_code == 200
    assert said.json() == answer_json(engine.ask(QUESTION), engine)
    assert said.json()["quotes"]


def test_limits_and_history_are_heeded(client: TestClient, engine: Engine) -> None:
    history = [{"question": QUESTION, "answer": "Something."}]
    asked = {"question": "And the bond?", "history": history, "since": "2024-01-01", "speakers": ["Tomas Reyes"]}
    import datetime

    scope = Scope(speakers=("Tomas Reyes",), since=datetime.date(2024, 1, 1))
    wanted = engine.ask("And the bond?", scope, [(QUESTION, "Something.")])
    assert client.post("/ask", json=asked, headers=KEY).json() == answer_json(wanted, engine)


def test_hits_are_those_of_the_engine_with_their_words(client: TestClient, engine: Engine) -> None:
    said = client.get("/search", params={"q": "levy", "limit": 3}, headers=KEY).json()
    hits = engine.search("levy", Scope())[:3]
    assert [(hit["transcript"], hit["turn"], hit["score"]) for hit in said["hits"]] == [(hit.place.transcript, hit.place.turn, hit.score) for hit in hits]
    for hit in said["hits"]:
        text = engine.transcript(hit["transcript"]).turns[hit["turn"]].text
        assert text[hit["span"][0] : hit["span"][1]] == hit["text"]
        assert hit["turn"] in [turn["turn"] for turn in hit["context"]]


def test_turns_are_read_in_ranges(client: TestClient, engine: Engine) -> None:
    listed = client.get("/transcripts", headers=KEY).json()["transcripts"]
    assert [one["id"] for one in listed] == [one.id for one in engine.transcripts]
    first = engine.transcripts[0]
    said = client.get(f"/transcripts/{first.id}", params={"from": 2, "to": 5}, headers=KEY).json()
    assert said["turns"] == transcript_json(first)["turns"][2:5]
    assert (said["from"], said["to"], said["of"]) == (2, 5, len(first.turns))
    assert len(client.get(f"/transcripts/{first.id}", headers=KEY).json()["turns"]) == min(MOST_TURNS, len(first.turns))


@pytest.mark.parametrize(
    "header", [{}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}, {"authorization": f"Basic {TOKEN}"}, {"authorization": f"Bearer {TOKEN} "[:-5]}]
)
def test_nothing_is_answered_without_the_token(client: TestClient, header: dict[str, str]) -> None:
    for method, path in (("POST", "/ask"), ("GET", "/search?q=a"), ("GET", "/transcripts"), ("GET", "/transcripts/x")):
        assert client.request(method, path, json={"question": "a"} if method == "POST" else None, headers=header).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/ask", {}, 422),
        ("POST", "/ask", {"question": ""}, 422),
        ("POST", "/ask", {"question": "a" * (LONGEST_QUESTION + 1)}, 422),
        ("POST", "/ask", {"question": "a", "other": 1}, 422),
        ("POST", "/ask", {"question": "a", "since": "yesterday"}, 422),
        ("POST", "/ask", {"question": "a", "transcripts": ["nowhere"]}, 404),
        ("POST", "/ask", {"question": "a", "history": [{"question": "b"}] * 51}, 422),
        ("POST", "/ask", {"question": "a", "answer": "x" * LARGEST_BODY}, 413),
        ("GET", "/search", None, 422),
        ("GET", "/search?q=a&limit=0", None, 422),
        ("GET", "/search?q=a&speaker=Nobody%20At%20All", None, 404),
        ("GET", "/transcripts/nowhere", None, 404),
        ("GET", "/transcripts/..%2F..%2Fetc%2Fpasswd", None, 404),
        ("GET", "/docs", None, 404),
    ],
)
def test_a_mistake_has_its_status_and_a_sentence(client: TestClient, method: str, path: str, body: Any, status: int) -> None:
    said = client.request(method, path, json=body, headers=KEY)
    assert said.status_code == status
    assert said.json()


def test_who_asks_too_often_is_told_when_to_try_again(engine: Engine) -> None:
    app = api(engine, TOKEN, Buckets(0.1, 2))
    with TestClient(app, client=("192.0.2.1", 1)) as client:
        codes = [client.get("/transcripts", headers=KEY) for _ in range(3)]
    assert [said.status_code for said in codes] == [200, 200, 429]
    assert 1 <= int(codes[2].headers["retry-after"]) <= 11
    with TestClient(app, client=("192.0.2.2", 1)) as other:  # nobody is slowed by another address, whoever sends the same token
        assert other.get("/transcripts", headers=KEY).status_code == 200


def test_who_has_no_token_takes_nothing_from_who_has(engine: Engine) -> None:
    with TestClient(api(engine, TOKEN, Buckets(0.1, 1))) as client:
        assert [client.get("/transcripts").status_code for _ in range(5)] == [401] * 5
        assert client.get("/transcripts", headers=KEY).status_code == 200


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    bucket = Bucket(2.0, 3, lambda: now[0])
    assert [bucket.wait() for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]
    now[0] = 0.5
    assert bucket.wait() == 0.0
    now[0] = 100.0
    assert [bucket.wait() > 0 for _ in range(4)] == [False, False, False, True]


def test_the_api_describes_itself(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert {path: set(does) for path, does in document["paths"].items()} == {
        "/ask": {"post"}, "/search": {"get"}, "/transcripts": {"get"}, "/transcripts/{id}": {"get"},
    }  # fmt: skip
    assert set(document["components"]["schemas"]["Ask"]["properties"]) == {"question", "history", "transcripts", "speakers", "since", "until"}


def test_a_token_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "index" / "api-token"
    made = token(file)
    assert len(made) >= 32
    assert token(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert token(file, "x" * 16) == "x" * 16
    for short in ("x", "x" * 15):
        with pytest.raises(SettingError, match="fewer than 16"):
            token(file, short)
    file.write_text("x")
    with pytest.raises(SettingError, match="holds no token"):
        token(file)


def test_a_token_is_only_taken_as_a_bearer() -> None:
    assert allowed(f"Bearer {TOKEN}", TOKEN)
    assert allowed(f"bearer {TOKEN}", TOKEN)
    for header in (None, "", "Bearer", "Bearer ", f"Basic {TOKEN}", "Bearer é"):
        assert not allowed(header, TOKEN)
