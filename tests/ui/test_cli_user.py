"""Who may log in is said on the command line; a door that is open to everybody is refused unless it is meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from corpus.errors import SettingError
from ui.cli import app
from ui.commands.chat import chat
from ui.people import People
from ui.web.addresses import is_loopback

PASSWORD = "correct horse battery"


def run(folder: Path, *words: str, typed: str = "") -> str:
    result = CliRunner().invoke(app, ["user", *words, "--index", str(folder)], input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_somebody_is_added_listed_given_another_password_and_removed(tmp_path: Path) -> None:
    assert run(tmp_path, "list") == "Nobody yet: quoth user add NAME\n"
    assert run(tmp_path, "add", "ada", typed=f"{PASSWORD}\n") == "ada may log in to quoth chat --auth.\n"
    assert People(tmp_path / "people.json").may("ada", PASSWORD)
    assert json.loads(run(tmp_path, "add", "ada", "--json", typed="an even longer password\n")) == {"name": "ada", "new": False}
    assert json.loads(run(tmp_path, "list", "--json")) == ["ada"]
    assert run(tmp_path, "remove", "ada") == "ada can no longer log in.\n"
    assert People(tmp_path / "people.json").names() == []


def test_a_short_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="10 to 200 characters; this one has 5"):
        CliRunner().invoke(app, ["user", "add", "ada", "--index", str(tmp_path)], input="short\n", catch_exceptions=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "quoth.example"])
def test_beyond_this_machine_nobody_is_let_in_by_chance(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingError, match=r"listening on .* would let everybody .* add --auth .* or --open if that is meant"):
        chat(index=tmp_path, host=host)


def test_what_contradicts_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="--auth lets in those who log in and --open lets in everybody: give one of them"):
        chat(index=tmp_path, auth=True, everybody=True)


def test_where_nobody_may_log_in_there_is_no_door(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="nobody may log in yet: add somebody with quoth user add NAME"):
        chat(index=tmp_path, auth=True)


@pytest.mark.parametrize(
    ("host", "alone"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True), ("127.0.0.9", True), ("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("a.b", False)],  # noqa: E501
)
def test_which_addresses_are_this_machine_alone(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone


def test_the_help_of_chat_names_both_ways() -> None:
    shown = CliRunner().invoke(app, ["chat", "-h"], env={"COLUMNS": "200"}).stdout
    assert "--auth" in shown
    assert "--open" in shown
    assert isinstance(app, typer.Typer)
