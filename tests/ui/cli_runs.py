"""The command line run in this process, and a small town to run it on."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from tests.rag.made_record import library, native
from ui.cli import main

NO_LEVY = "There will be no levy on the water bill, not one crown of it."
LEVY = "I propose a levy on the water bill of four crowns a month."
COST = "The barrier will cost 310 million crowns and the harbour pays a third."
WHO = "Who pays for the barrier?"
FILES = {
    "council/2022.json": native(
        "2022-06-08", ("MAYOR SOLHEIM", NO_LEVY), ("Question", "Who pays for the barrier then?"), ("COUNCILLOR REYES", COST), title="June meeting"
    ),
    "2024.json": native("2024-04-17", ("Ingrid Solheim", LEVY), title="April meeting"),
    "notes.txt": "Ann Okafor: The herring quota on the water is nine thousand tonnes.\n\nDan Okafor: The surge on the water was three metres high.\n",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)

    @property
    def mistake(self) -> str:
        """The one line on stderr of a command that ended with the user's mistake; nothing else was said."""
        assert (self.code, self.out) == (2, ""), self
        assert self.err.startswith("quoth: ")
        assert self.err.count("\n") == 1, self.err
        assert self.err.endswith("\n")
        return self.err.removeprefix("quoth: ").rstrip("\n")


def quoth(*arguments: str | Path) -> Ran:
    """Run `quoth ARGUMENTS` in this process; anything but a clean exit is raised."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True) for _ in range(2))
    with mock.patch.object(sys, "argv", ["quoth", *map(str, arguments)]), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    return Ran(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]


def town(folder: Path) -> Path:
    """A small library in the folder."""
    (folder / "council").mkdir(parents=True, exist_ok=True)
    return library(folder, FILES)


def hashed(folder: Path) -> tuple[str | Path, ...]:
    """The options that name a library and the encoder without weights."""
    return ("--library", folder, "--encoder", "hashed")
