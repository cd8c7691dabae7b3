"""The addresses that the reader asks: transcripts as JSON, and recordings, whole and in parts; and what nobody gets of them."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from corpus.media import is_media, recording
from tests.ui.web_fakes import FakeEngine, hostile, long, press
from tests.ui.web_recordings import recorded, right_to_left, spoken
from ui.people import People
from ui.web.links import LONGEST_KEY, asked_id, asked_turn, key
from ui.web.login import Gate
from ui.web.pages import near, whole
from ui.web.record import routes
from ui.web.recordings import TYPES, content_type
from ui.web.security import Guard, served_names


def client(engine: FakeEngine) -> TestClient:
    """The routes behind the guard, as the app serves them."""
    app = Starlette(routes=routes(engine), middleware=[Middleware(Guard, names=served_names("127.0.0.1"))])
    return TestClient(app, "http://127.0.0.1:7860", follow_redirects=False)


def as_sent(page: object) -> object:
    return json.loads(json.dumps(page))


def test_a_transcript_is_found_by_its_key() -> None:
    here = client(FakeEngine(press(), hostile(), right_to_left()))
    for transcript in (press(), hostile(), right_to_left()):
        found = here.get(f"/record?of={key(transcript.id)}")
        assert (found.status_code, found.json()) == (200, as_sent(whole(transcript)))


def test_a_part_is_found_by_its_turn() -> None:
    here = client(FakeEngine(long()))
    assert here.get("/record?of=long&near=3333").json() == as_sent(near(long(), 3333))


@pytest.mark.parametrize(
    "query",
    ["", "of=", "of=nowhere", "of=%ff", "of=..%2F..%2Fetc%2Fpasswd", "of=a&of=b", f"of={'x' * (LONGEST_KEY + 1)}", "near=1", "&&&&&&&&=", "of=%ED%A0%80"],
)
def test_anything_else_gets_a_sentence(query: str) -> None:
    for path in ("/record", "/media"):
        answer = client(FakeEngine(press())).get(f"{path}?{query}")
        assert answer.status_code == 404
        assert path == "/media" or list(answer.json()) == ["error"]


def test_a_turn_that_is_no_number_is_no_turn() -> None:
    assert [asked_turn(f"of=x&near={text}") for text in ("7", "-1", "1e3", "", "9999999999", "٣")] == [7, None, None, None, None, None]
    assert asked_id("of=a%2Fb%2Ec") == "a/b.c"


def test_what_was_sent_is_not_sent_again() -> None:
    here = client(FakeEngine(long()))
    first = here.get("/record?of=long")
    again = here.get("/record?of=long", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-cache" in first.headers["cache-control"]
    other = client(FakeEngine(replace(long(), sha256="1" * 64))).get("/record?of=long", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_a_transcript_is_sent_compressed_to_whoever_takes_that() -> None:
    here = client(FakeEngine(long()))
    with here.stream("GET", "/record?of=long", headers={"accept-encoding": "gzip"}) as small:
        packed = b"".join(small.iter_raw())
    plain = here.get("/record?of=long", headers={"accept-encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 5


def test_a_recording_is_sent_whole_and_in_parts(tmp_path: Path) -> None:
    here = client(recorded(tmp_path))
    data = (tmp_path / "hearing.wav").read_bytes()
    sent = here.get("/media?of=hearing")
    assert (sent.status_code, sent.headers["content-type"], sent.headers["accept-ranges"]) == (200, "audio/wav", "bytes")
    assert sent.content == data
    part = here.get("/media?of=hearing", headers={"range": "bytes=1000-1999"})
    assert (part.status_code, part.headers["content-range"]) == (206, f"bytes 1000-1999/{len(data)}")
    assert part.content == data[1000:2000]
    assert here.get("/media?of=hearing", headers={"range": "bytes=-44"}).content == data[-44:]
    assert here.get("/media?of=hearing", headers={"range": f"bytes={len(data)}-"}).status_code == 416
    assert here.head("/media?of=hearing").headers["content-length"] == str(len(data))


def test_there_is_no_recording_where_the_library_names_none_or_it_is_gone(tmp_path: Path) -> None:
    here = client(recorded(tmp_path))
    for name in ("mute", "gone", "nowhere", "hearing.wav", "..%2Fhearing"):
        assert here.get(f"/media?of={name}").status_code == 404
    assert here.post("/media?of=hearing").status_code == 405


@pytest.mark.parametrize("path", ["/record?of=hearing", "/media?of=hearing"])
def test_the_guards_of_every_other_route_stand_here_too(path: str, tmp_path: Path) -> None:
    here = client(recorded(tmp_path))
    assert here.get(path, headers={"host": "evil.example"}).status_code == 421
    assert here.get(path, headers={"origin": "http://evil.example"}).status_code == 403
    sent = here.get(path)
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert sent.headers["cross-origin-resource-policy"] == "same-origin"
    assert "media-src 'self'" in sent.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/record?of=hearing", "/media?of=hearing"])
def test_where_people_log_in_nobody_else_reads_or_hears(path: str, tmp_path: Path) -> None:
    people = People(tmp_path / "people.json")
    people.add("ada", "correct horse battery")
    app = Starlette(routes=routes(recorded(tmp_path)), middleware=[Middleware(Gate, people=people)])
    here = TestClient(app, follow_redirects=False)
    assert here.get(path).status_code == 401
    assert here.get(path, headers={"range": "bytes=0-9"}).status_code == 401
    here.post("/login", data={"name": "ada", "password": "correct horse battery"})
    assert here.get(path).status_code == 200


def test_every_kind_of_recording_has_its_type() -> None:
    assert all(is_media(f"talk.{suffix}") for suffix in TYPES)
    assert content_type("a/talk.MP3") == "audio/mpeg"


def test_only_a_file_of_the_library_is_a_recording(tmp_path: Path) -> None:
    library, outside = tmp_path / "library", tmp_path / "outside.wav"
    (library / "talks").mkdir(parents=True)
    (library / "talks" / "a.wav").write_bytes(b"x")
    (library / "secret.txt").write_bytes(b"x")
    (library / "folder.wav").mkdir()
    outside.write_bytes(b"x")
    (library / "link.wav").symlink_to(outside)
    assert recording(library, "talks/a.wav") == library / "talks" / "a.wav"
    for media in ("secret.txt", "folder.wav", "link.wav", "../outside.wav", str(outside), "gone.wav", ""):
        assert recording(library, media) is None, media


def test_the_real_engine_knows_the_recording_of_a_transcript(tmp_path: Path) -> None:
    from corpus.errors import ScopeError
    from tests.ui.web_site import indexed

    library = tmp_path / "library"
    library.mkdir()
    turns = [{"speaker": turn.speaker.name, "text": turn.text} for turn in spoken().turns]
    for name in ("hearing", "mute"):
        (library / f"{name}.json").write_text(json.dumps({"title": name, "turns": turns}), encoding="utf-8")
    (library / "hearing.mp3").write_bytes(b"not looked at")
    engine = indexed(library, tmp_path / "index")
    assert engine.recording("hearing") == library / "hearing.mp3"
    assert engine.recording("mute") is None
    (library / "hearing.mp3").unlink()
    assert engine.recording("hearing") is None
    with pytest.raises(ScopeError):
        engine.recording("nowhere")
