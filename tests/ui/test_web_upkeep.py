"""The pages of library and index without a browser: real files, a real index, and whatever a program may send."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from corpus.holdings import Holdings
from embeddings.encoders.hashed import HashedEncoder
from embeddings.generations import Generations
from rag.ask import Engine
from tests.ui.web_site import SAMPLES, indexed
from ui.jobs import Jobs
from ui.upkeep import Upkeep
from ui.web import indexing, library, library_files
from ui.web.library import Access, Shelves

TALK = b"MARA ODUYA: The gate was shut.\n\nPIET HAIN: By whom?\n"


class Place:
    """A library of two samples with its index, and what the pages are given."""

    def __init__(self, folder: Path) -> None:
        self.library = folder / "library"
        self.library.mkdir()
        self.samples = sorted(SAMPLES.glob("council-*.txt"))[:2]
        for file in self.samples:
            shutil.copy(file, self.library)
        engine = indexed(self.library, folder / "index")
        assert isinstance(engine, Engine)
        self.engine = engine
        self.upkeep = Upkeep(self.library, Generations(folder / "index"), HashedEncoder, Holdings(self.library))
        self.jobs = Jobs()
        self.shelves = Shelves(self.upkeep)

    def run(self, kind: str) -> dict[str, Any]:
        assert indexing.start(self.upkeep, self.jobs, kind, read_only=False) == {}
        for _ in range(1000):
            job = indexing.state(self.upkeep, self.jobs, read_only=False)["job"]
            if not job["running"]:
                assert isinstance(job, dict)
                return job
            threading.Event().wait(0.01)
        raise AssertionError("the task did not end")

    def states(self) -> dict[str, str]:
        return {row["file"]: row["state"] for row in library.contents(self.engine, self.shelves, Access())["files"]}

    def client(self, access: Access = Access()) -> TestClient:  # noqa: B008 - a frozen value
        return TestClient(Starlette(routes=library_files.routes(self.shelves, access)))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_the_life_of_a_file(place: Place) -> None:
    """Added, it waits; rebuilt, it answers; taken out, it answers until the next rebuild; then it is gone."""
    first, second = (file.name for file in place.samples)
    assert place.states() == {first: "indexed", second: "indexed"}
    put = place.client().post("/library/files?name=gate.txt", content=TALK, headers={"x-quoth-upload": "1"})
    assert (put.status_code, put.json()) == (200, {"file": "gate.txt", "new": True})
    assert place.states()["gate.txt"] == "new"
    assert indexing.state(place.upkeep, place.jobs, read_only=False)["waiting"] == {"added": 1, "changed": 0, "removed": 0, "files": ["gate.txt"]}
    assert place.run("plan")["plan"]["files"] == {"added": 1, "changed": 0, "removed": 0, "kept": 2}
    assert place.run("rebuild")["outcome"]["files"] == {"added": 1, "changed": 0, "removed": 0, "kept": 2}
    assert place.engine.refresh()
    assert place.states()["gate.txt"] == "indexed"
    (place.library / "gate.txt").write_bytes(TALK.replace(b"shut", b"open"))
    assert place.states()["gate.txt"] == "changed"
    pane = {function.__name__: function for function in library.pane(place.engine, place.shelves, Access()).functions}
    removed = pane["library_remove"]("gate.txt")["removed"]
    assert place.states()["gate.txt"] == "removed"
    assert pane["library_restore"](removed) == {"file": "gate.txt"}
    pane["library_remove"]("gate.txt")
    place.run("rebuild")
    place.engine.refresh()
    assert place.states() == {first: "indexed", second: "indexed"}
    assert place.run("rebuild")["outcome"]["needed"] is False


def test_a_recording_beside_a_transcript_waits_for_a_rebuild_and_is_shown_with_it(place: Place) -> None:
    recording = place.samples[0].with_suffix(".mp3").name
    (place.library / recording).write_bytes(b"ID3")
    assert indexing.state(place.upkeep, place.jobs, read_only=False)["waiting"] == {"added": 0, "changed": 1, "removed": 0, "files": [place.samples[0].name]}
    assert place.run("rebuild")["outcome"]["files"]["changed"] == 1
    place.engine.refresh()
    rows = {row["file"]: row["media"] for row in library.contents(place.engine, place.shelves, Access())["files"]}
    assert rows == {place.samples[0].name: recording, place.samples[1].name: ""}
    assert place.run("rebuild")["outcome"]["needed"] is False


def test_a_file_that_cannot_be_read_is_listed_with_its_reason_and_makes_one_new_generation(place: Place) -> None:
    (place.library / "talk.ass").write_bytes(b"[Script Info]\nTitle: a")
    rows = library.contents(place.engine, place.shelves, Access())["files"]
    assert [(row["state"], row["why"]) for row in rows if row["file"] == "talk.ass"] == [("unreadable", next(row["why"] for row in rows if "why" in row))]
    assert "there are no captions with words" in next(row["why"] for row in rows if "why" in row)
    assert place.run("rebuild")["outcome"]["generation"] == "000002"
    status = indexing.state(place.upkeep, place.jobs, read_only=False)
    assert status["status"]["unread"] == 1
    assert status["waiting"]["added"] == 0
    assert place.run("rebuild")["outcome"]["needed"] is False


def test_rolling_back_pruning_and_checking(place: Place) -> None:
    (place.library / "gate.txt").write_bytes(TALK)
    place.run("rebuild")
    assert place.run("check")["problems"] == []
    state = indexing.changed(place.upkeep, place.jobs, False, lambda: place.upkeep.answer_from(1))
    assert [(one["name"], one["current"]) for one in state["generations"]] == [("000002", False), ("000001", True)]
    problems = place.run("check")["problems"]
    assert problems == []
    (place.library / "gate.txt").unlink()
    place.run("full")
    place.run("full")
    pruned = indexing.changed(place.upkeep, place.jobs, False, lambda: place.upkeep.generations.prune(2))
    assert [one["name"] for one in pruned["generations"]] == ["000004", "000003"]


def test_a_damaged_generation_is_never_rolled_back_to(place: Place) -> None:
    place.run("full")
    folder = place.upkeep.generations.path(1)
    victim = max((path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"), key=lambda path: path.stat().st_size)
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(data)
    pane = {function.__name__: function for function in indexing.pane(place.engine, place.upkeep, place.jobs, False).functions}
    assert "is damaged" in pane["index_answer_from"](1)["error"]
    assert place.upkeep.generations.current() == 2


def test_a_damaged_index_is_found_and_mended_from_scratch(place: Place) -> None:
    folder = place.upkeep.generations.path(1)
    victim = max((path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"), key=lambda path: path.stat().st_size)
    victim.write_bytes(victim.read_bytes()[:-1])
    assert "is damaged" in place.run("check")["problems"][0]
    place.run("rebuild")
    assert place.run("check")["problems"] == []


def test_with_read_only_nothing_is_changed(place: Place) -> None:
    before = place.states()
    pane = {function.__name__: function for function in indexing.pane(place.engine, place.upkeep, place.jobs, True).functions}
    for name, argument in (("index_start", "rebuild"), ("index_start", "full"), ("index_answer_from", 1), ("index_prune", 1)):
        assert pane[name](argument) == {"error": indexing.READ_ONLY}
    access = Access("Closed.")
    held = {function.__name__: function for function in library.pane(place.engine, place.shelves, access).functions}
    assert held["library_remove"](place.samples[0].name) == {"error": "Closed."}
    put = place.client(access).post("/library/files?name=gate.txt", content=TALK, headers={"x-quoth-upload": "1"})
    assert (put.status_code, put.json()) == (403, {"error": "Closed."})
    assert place.states() == before


@pytest.mark.parametrize("sent", [None, 7, -1, 1.5, True, "", "x", [], {}, {"a": 1}, "rebuild\x00", "9" * 100])
def test_whatever_is_sent_gets_data_or_a_sentence(place: Place, sent: Any) -> None:
    functions = [*indexing.pane(place.engine, place.upkeep, place.jobs, False).functions, *library.pane(place.engine, place.shelves, Access()).functions]
    for function in functions:
        said = function(sent)
        assert isinstance(said, dict)
    assert len(place.states()) == 2


@pytest.mark.parametrize(
    ("query", "headers", "body", "status"),
    [
        ("?name=a.txt", {}, TALK, 403),
        ("?name=a.html", {"x-quoth-upload": "1"}, b"<!DOCTYPE html><nav>x</nav>", 422),
        ("", {"x-quoth-upload": "1"}, TALK, 422),
        ("?name=..", {"x-quoth-upload": "1"}, TALK, 422),
        ("?name=a.txt", {"x-quoth-upload": "1"}, b"", 422),
        ("?name=a.txt", {"x-quoth-upload": "1"}, b"x" * (library_files.LARGEST + 1), 413),
    ],
)
def test_an_upload_that_cannot_be_is_refused_with_a_sentence(place: Place, query: str, headers: dict[str, str], body: bytes, status: int) -> None:
    said = place.client().post(f"/library/files{query}", content=body, headers=headers)
    assert said.status_code == status
    assert said.json()["error"].endswith((".", "”."))
    assert len(place.states()) == 2


def test_a_name_that_leads_elsewhere_stays_in_the_library(place: Place, tmp_path: Path) -> None:
    put = place.client().post("/library/files?name=..%2F..%2Fgate.txt", content=TALK, headers={"x-quoth-upload": "1"})
    assert put.json() == {"file": "gate.txt", "new": True}
    assert not (tmp_path / "gate.txt").exists()


def test_a_file_is_fetched_as_it_lies_there_and_nothing_else_is(place: Place) -> None:
    name = place.samples[0].name
    got = place.client().get(f"/library/files/{name}")
    assert got.content == place.samples[0].read_bytes()
    assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert (got.headers["content-type"], got.headers["x-content-type-options"]) == ("application/octet-stream", "nosniff")
    for path in ("../index/current", "..%2Findex%2Fcurrent", "%2Fetc%2Fpasswd", "nowhere", ""):
        assert place.client().get(f"/library/files/{path}").status_code == 404


def test_skipped_lines_are_shown_with_their_reasons(place: Place) -> None:
    said = library.skipped(place.shelves, place.samples[0].name)
    assert said["more"] == 0
    assert all(len(entry) == 4 and entry[2] for entry in said["skipped"])
    assert library.skipped(place.shelves, "../x") == {"error": library.NOTHING}
