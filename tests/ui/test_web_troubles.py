"""What goes wrong below the page, as whoever asks is told it: files that changed, an index that is damaged, gone, foreign or being rebuilt; no room."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from embeddings.encoders import Report, Vectors, silent
from embeddings.encoders.hashed import HashedEncoder
from embeddings.generations import Generations
from rag.ask import Engine
from rag.talks import TalkError, Talks
from tests.ui.test_web_upkeep import TALK, Place
from tests.ui.web_fakes import FakeEngine, press
from ui.web import indexing, library_files, reader
from ui.web.conversing import move
from ui.web.filters import Filters
from ui.web.links import key
from ui.web.saved import keep
from ui.web.talk import Exchange, talk

UPLOAD = {"x-quoth-upload": "1"}
QUESTION = "What did Solheim say about the levy?"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def asked(engine: Engine) -> Exchange:
    move(engine)
    return talk(engine, QUESTION, Filters(), ())


def test_of_files_that_changed_or_are_gone_nothing_is_quoted_and_the_sentence_says_what_to_do(place: Place) -> None:
    assert place.engine.ask(QUESTION).quotes
    for change, why in ((lambda file: file.write_bytes(file.read_bytes() + b"\n"), "has changed since it was indexed"), (Path.unlink, "cannot be read")):
        for file in place.library.iterdir():
            change(file)
        exchange = asked(place.engine)
        assert "q-cite" not in exchange.message
        assert why in exchange.lead
        assert exchange.lead.endswith("Bring the index up to date with: quoth index")


def test_the_reader_says_that_a_file_is_not_what_was_indexed(place: Place) -> None:
    id = place.engine.transcripts[0].id
    assert reader.unlike(place.engine, key(id)) == {"why": ""}
    file = place.library / place.engine.transcripts[0].file
    file.write_bytes(file.read_bytes() + b"\n")
    assert reader.unlike(place.engine, key(id)) == {"why": f"{file.name} has changed since it was indexed. {reader.INDEXED}"}
    assert reader.unlike(place.engine, "nothing") == {"why": ""}
    for sent in (None, 3, {}, "x" * 100_000):
        assert set(reader.unlike(place.engine, sent)) == {"error"}


def test_an_index_that_is_gone_while_it_answers_goes_on_answering_and_the_page_says_so(place: Place) -> None:
    shutil.rmtree(place.upkeep.generations.root)
    assert "q-cite" in asked(place.engine).message
    pane: dict[str, Any] = {one.__name__: one for one in indexing.pane(place.engine, place.upkeep, place.jobs, False).functions}
    state = pane["index_state"]()
    assert state["status"] is None
    assert state["refused"].startswith("There is no index in ")


def test_a_newer_index_of_another_encoder_is_refused_by_name_and_the_old_one_answers(place: Place) -> None:
    from corpus.library import read_library
    from embeddings.rebuild import rebuild
    from ui.opening import readers

    before = place.engine.generation
    rebuild(read_library(place.library), Generations(place.upkeep.generations.root), HashedEncoder(64), readers(), full=True)
    assert "q-cite" in asked(place.engine).message
    assert place.engine.generation == before
    pane: dict[str, Any] = {one.__name__: one for one in indexing.pane(place.engine, place.upkeep, place.jobs, False).functions}
    refused = pane["index_state"]()["refused"]
    assert "hashed/1/64" in refused
    assert "quoth index" in refused


def test_while_the_index_is_rebuilt_questions_are_answered(place: Place) -> None:
    (place.library / "gate.txt").write_bytes(TALK)
    going, answered = threading.Event(), threading.Event()

    class Slow(HashedEncoder):
        def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
            going.set()
            assert answered.wait(60)
            return super().encode(texts, report)

    object.__setattr__(place.upkeep, "encoder", Slow)
    assert indexing.start(place.upkeep, place.jobs, "rebuild", read_only=False) == {}
    assert going.wait(60)
    assert "q-cite" in asked(place.engine).message
    answered.set()
    place.jobs._thread.join(60)  # type: ignore[union-attr]
    move(place.engine)
    assert "q-cite" in talk(place.engine, "Who said that the gate was shut?", Filters(), ()).message


def test_a_library_that_is_full_is_said_with_its_bound(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_files, "LARGEST_LIBRARY", 1000)
    got = place.client().post("/library/files?name=gate.txt", content=TALK, headers=UPLOAD)
    assert got.status_code == 507
    assert got.json()["error"].startswith("The library would hold more than ")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_is_full_loses_nothing_and_is_said(place: Place, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    before = sorted(path.name for path in place.library.iterdir())

    def full(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("corpus.holdings.os.fsync", full)
    got = place.client().post("/library/files?name=gate.txt", content=TALK, headers=UPLOAD)
    assert got.status_code == 422
    assert got.json()["error"].endswith("nothing was stored; make room and add gate.txt again.")
    assert sorted(path.name for path in place.library.iterdir()) == before


def test_a_name_that_is_there_already_gets_a_number_and_the_same_bytes_are_stored_once(place: Place) -> None:
    name = place.samples[0].name
    said = [place.client().post(f"/library/files?name={name}", content=body, headers=UPLOAD).json() for body in (TALK, place.samples[0].read_bytes())]
    assert said == [{"file": name.replace(".txt", " (2).txt"), "new": True}, {"file": name, "new": False}]


def test_a_conversation_that_cannot_be_kept_is_told_to_whoever_asks(tmp_path: Path) -> None:
    (tmp_path / "talks").write_text("a file, not a folder")
    engine = FakeEngine(press())
    with pytest.raises(TalkError, match="cannot be kept"):
        keep(Talks(tmp_path / "talks"), "", (talk(engine, "harbour", Filters(), ()),))
