"""Sessions outlive the server, in a file of its owner's that tells no token; they end by themselves, with the person, and with the password."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from ui.people import People
from ui.web.sessions import LASTS, MOST, Sessions

PASSWORD = "correct horse battery"


@pytest.fixture
def people(tmp_path: Path) -> People:
    made = People(tmp_path / "people.json")
    made.add("ada", PASSWORD)
    made.add("bo", PASSWORD)
    return made


@pytest.fixture
def file(people: People) -> Path:
    return people.file.with_name("sessions.json")


def at(seconds: float) -> Callable[[], float]:
    return lambda: seconds


def test_a_server_that_is_started_anew_knows_who_is_logged_in(people: People, file: Path) -> None:
    token = Sessions(people, file).open("ada")
    again = Sessions(people, file)
    assert (again.who(token), again.who(token[:-1]), again.who("")) == ("ada", "", "")
    again.close(token)
    assert Sessions(people, file).who(token) == ""


def test_the_file_is_its_owners_and_tells_no_token(people: People, file: Path) -> None:
    old = os.umask(0)
    try:
        token = Sessions(people, file).open("ada")
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert token not in file.read_text()
    for held in json.loads(file.read_text()):
        assert Sessions(people, file).who(held) == ""  # what stands in the file opens nothing


@pytest.mark.parametrize("end", [lambda people: people.remove("ada"), lambda people: people.add("ada", "another long password")])
def test_a_session_ends_with_the_person_and_with_the_password(people: People, file: Path, end: Callable[[People], object]) -> None:
    sessions = Sessions(people, file)
    ada, bo = sessions.open("ada"), sessions.open("bo")
    end(people)
    for one in (sessions, Sessions(people, file)):
        assert (one.who(ada), one.who(bo)) == ("", "bo")


def test_a_name_that_is_taken_off_and_added_again_logs_in_again(people: People, file: Path) -> None:
    token = Sessions(people, file).open("ada")
    people.remove("ada")
    people.add("ada", PASSWORD)
    assert Sessions(people, file).who(token) == ""


def test_a_session_ends_by_itself_also_over_a_restart(people: People, file: Path) -> None:
    token = Sessions(people, file, at(1000)).open("ada")
    assert Sessions(people, file, at(1000 + LASTS - 1)).who(token) == "ada"
    assert Sessions(people, file, at(1000 + LASTS + 1)).who(token) == ""


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"x": 3}', '{"x": {"name": "ada"}}', '{"x": {"name": "ada", "mark": "", "until": "soon"}}'])
def test_a_file_that_is_none_holds_nobody_and_stops_nothing(people: People, file: Path, text: str) -> None:
    file.write_text(text)
    sessions = Sessions(people, file)
    assert sessions.who("x") == ""
    token = sessions.open("ada")
    assert Sessions(people, file).who(token) == "ada"


def test_where_nothing_can_be_written_logging_in_works_all_the_same(people: People, tmp_path: Path) -> None:
    sessions = Sessions(people, tmp_path / "nowhere" / "sessions.json")
    assert sessions.who(sessions.open("ada")) == "ada"


def test_sessions_are_not_kept_without_end(people: People, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.web.sessions.MOST", 3)
    sessions = Sessions(people, file)
    tokens = [sessions.open("ada") for _ in range(5)]
    assert [sessions.who(token) for token in tokens] == ["", "", "ada", "ada", "ada"]
    assert MOST > 1_000
