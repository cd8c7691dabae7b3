"""People who may log in: hashed, kept in one file that only its owner reads, seen at once by a server that runs."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from corpus.errors import SettingError
from ui.people import LONGEST, SHORTEST, People

PASSWORD = "correct horse battery"


@pytest.fixture
def people(tmp_path: Path) -> People:
    made = People(tmp_path / "index" / "people.json")
    made.add("ada", PASSWORD)
    return made


def test_the_right_password_of_the_right_name_and_nothing_else(people: People) -> None:
    people.add("bo", "another password")
    assert people.may("ada", PASSWORD)
    for name, password in (("ada", "another password"), ("bo", PASSWORD), ("Ada", PASSWORD), ("", ""), ("nobody", PASSWORD), ("ada", PASSWORD + "\0")):
        assert not people.may(name, password)


def test_no_password_is_in_the_file_and_two_of_the_same_look_different(people: People) -> None:
    people.add("bo", PASSWORD)
    text = people.file.read_text()
    assert PASSWORD not in text
    hashes = [line for line in text.split('"') if len(line) == 64]
    assert len(set(hashes)) == 2
    assert stat.S_IMODE(os.stat(people.file).st_mode) == 0o600
    assert os.listdir(people.file.parent) == ["people.json"]


def test_what_another_process_changes_is_seen_at_the_next_look(people: People) -> None:
    other = People(people.file)
    assert other.names() == ["ada"]
    assert people.add("ada", "an even longer password") is False
    assert not other.may("ada", PASSWORD)
    assert other.may("ada", "an even longer password")
    people.remove("ada")
    assert other.names() == []


@pytest.mark.parametrize("name", ["", " ada", "a b", "<b>", "a" * 65, "-a", "ä", "a\n"])
def test_a_name_is_plain(people: People, name: str) -> None:
    with pytest.raises(SettingError, match="will not do as a name"):
        people.add(name, PASSWORD)


@pytest.mark.parametrize("password", ["", "x" * (SHORTEST - 1), "x" * (LONGEST + 1)])
def test_a_password_has_a_length(people: People, password: str) -> None:
    with pytest.raises(SettingError, match=f"10 to 200 characters; this one has {len(password)}"):
        people.add("bo", password)


def test_who_is_not_there_cannot_be_removed(people: People) -> None:
    with pytest.raises(SettingError, match="nobody called 'bo' may log in; there are: ada"):
        people.remove("bo")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"ada": 3}', '{"ada": {"salt": "zz", "scrypt": ""}}'])
def test_a_file_that_is_none_is_refused_by_name(people: People, text: str) -> None:
    people.file.write_text(text)
    if text != "[]":
        with pytest.raises(SettingError, match=r"people\.json does not hold names"):
            people.may("ada", PASSWORD)
