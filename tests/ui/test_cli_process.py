"""The command as a process of its own: exit codes, streams and encodings as a shell sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.cli_runs import WHO, town

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town(tmp_path_factory.mktemp("process"))


def started(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "ui.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False, env={**os.environ, "PYTHONPATH": str(ROOT), **environment})


def test_an_answer_for_a_program(folder: Path) -> None:
    done = started("ask", WHO, "--library", folder, "--encoder", "hashed", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["status"] == "answered"


def test_settings_come_from_the_environment(folder: Path) -> None:
    done = started("ask", WHO, "--json", QUOTH_LIBRARY=str(folder), QUOTH_ENCODER="hashed")
    assert json.loads(done.stdout)["quotes"][0]["file"] == "council/2022.json"


@pytest.mark.parametrize(
    "arguments", [("ask",), ("ask", WHO, "--library", "nowhere"), ("nonsense",), ("read", "nowhere.txt"), ("index", "--plan", "--json", "--library", "nowhere")]
)
def test_a_mistake_is_exit_2_one_line_and_no_traceback(arguments: tuple[str, ...]) -> None:
    done = started(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_help_is_on_stdout_with_exit_0() -> None:
    done = started("-h")
    assert (done.returncode, done.stderr) == (0, b"")
    for command in ("ask", "chat", "index", "eval", "compare", "read", "verify"):
        assert command.encode() in done.stdout
    done = started()
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


def test_a_terminal_without_unicode_still_gets_an_answer(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"turns": [{"speaker": "Zoë", "text": "The 🌊 came over the harbour wall at dawn."}]}', encoding="utf-8")
    for options in ((), ("--json",)):
        done = started(
            "ask",
            "When did it come over the harbour wall?",
            "--library",
            tmp_path,
            "--encoder",
            "hashed",
            *options,
            PYTHONIOENCODING="ascii",
            PYTHONUTF8="0",
            LC_ALL="C",
        )
        assert done.returncode == 0
        assert done.stdout.isascii()


def test_a_reader_that_stops_listening_is_no_error(folder: Path) -> None:
    command = [sys.executable, "-m", "ui.cli", "read", *[str(folder / "notes.txt")] * 400]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(timeout=60) in (0, 1, 141)
