"""The page of the library: every file with what was read of it, and the way to add, take out and fetch one.

The functions can be called by any program that reaches the server: they take anything and answer with data or with a
sentence under "error". Files come and go by the routes of `library_files`.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from corpus.errors import QuothError
from corpus.holdings import Holding, put_back, take_out
from corpus.library import read_file
from corpus.transcript import Transcript, unit_of
from ui.escape import visible
from ui.upkeep import Upkeep
from ui.web.indexing import guarded
from ui.web.links import SHA_DIGITS, key
from ui.web.names import day, name
from ui.web.port import Engine
from ui.web.site import Pane

Json = dict[str, Any]

SPEAKERS: Final = 6
"""Named in the list; of more, how many there are."""

SKIPPED: Final = 200
"""Skipped lines that are shown of one file."""

LONGEST_FILE: Final = 4000
NOTHING: Final = "This is not the name of a file."

PAGE: Final = """<section class="e-page u-page" aria-label="Library" tabindex="-1">
<header class="e-head"><h2>Library</h2><p class="e-about"></p></header>
<div class="u-problem" role="alert" hidden></div><div class="u-adding"></div><div class="u-tools" hidden></div><div class="u-list"></div></section>"""

_SCRIPTS: Final = ("nodes.js", "adding.js", "library.js")


@dataclass(frozen=True, slots=True)
class Access:
    """What may be done with the files. `why` says why nothing may ("" where files may be added and taken out)."""

    why: str = ""


class Shelves:
    """The files of the library as they are read, each once for each of its contents. Safe to use from several threads."""

    def __init__(self, upkeep: Upkeep) -> None:
        """The library of `upkeep`."""
        self.upkeep = upkeep
        self._lock = threading.Lock()
        self._read: dict[tuple[str, str], Transcript | str] = {}

    def look(self, held: Holding) -> Transcript | str:
        """The file as a transcript, or why it is none."""
        known = (held.file, held.sha256)
        with self._lock:
            found = self._read.get(known)
        if found is None:
            found = self._open(held.file)
            with self._lock:
                self._read[known] = found
        return found

    def _open(self, file: str) -> Transcript | str:
        try:
            return read_file(self.upkeep.library / file, self.upkeep.library)
        except QuothError as error:
            return str(error).removeprefix(f"{file}: ")

    def bin(self) -> Path:
        """Where files go that are taken out."""
        return self.upkeep.generations.root / "removed"


def pane(engine: Engine, shelves: Shelves, access: Access) -> Pane:
    """The page over the library of `shelves`, whose indexed part `engine` holds."""

    def library_list(_asked: object = None) -> Json:
        return guarded(lambda: contents(engine, shelves, access))

    def library_skipped(file: object) -> Json:
        return guarded(lambda: skipped(shelves, file))

    def library_remove(file: object) -> Json:
        if access.why or not isinstance(file, str) or len(file) > LONGEST_FILE:
            return {"error": access.why or NOTHING}
        return guarded(lambda: {"removed": take_out(shelves.upkeep.holdings, file, shelves.bin())})

    def library_restore(removed: object) -> Json:
        if access.why or not isinstance(removed, str):
            return {"error": access.why or NOTHING}
        return guarded(lambda: {"file": visible(put_back(shelves.upkeep.holdings, removed, shelves.bin()))})

    return Pane("library", "Library", PAGE, script(), (library_list, library_skipped, library_remove, library_restore))


def script() -> str:
    """The JavaScript of the page."""
    return "\n".join(files("ui.web").joinpath("upkeep_parts", part).read_text(encoding="utf-8") for part in _SCRIPTS)


def contents(engine: Engine, shelves: Shelves, access: Access) -> Json:
    """Every file, what was read of it, and whether questions are answered from it already."""
    with suppress(QuothError):  # to a newer generation, if there is a sound one
        engine.refresh()
    indexed = {transcript.file: transcript for transcript in engine.transcripts}
    holdings = shelves.upkeep.holdings.files()
    rows = [_row(shelves, held, indexed.get(held.file)) for held in holdings]
    gone = [_gone(transcript) for file, transcript in indexed.items() if file not in {held.file for held in holdings}]
    return {"folder": visible(str(shelves.upkeep.library)), "closed": visible(access.why), "files": [*rows, *gone]}


def _row(shelves: Shelves, held: Holding, indexed: Transcript | None) -> Json:
    current = indexed is not None and indexed.sha256 == held.sha256
    found = indexed if current and indexed else shelves.look(held)
    base = {"file": visible(held.file), "name": held.file.encode(errors="replace").decode(), "bytes": held.size}
    if isinstance(found, str):
        return {**base, "state": "unreadable", "title": "", "why": visible(found)}
    return {**base, "state": "indexed" if current else "changed" if indexed else "new", **_about(found), "key": key(found.id) if current else ""}


def _gone(transcript: Transcript) -> Json:
    file = visible(transcript.file)
    return {"file": file, "name": "", "bytes": 0, "state": "removed", **_about(transcript), "key": key(transcript.id)}


def _about(transcript: Transcript) -> Json:
    turns: dict[str, int] = {}
    for turn in transcript.turns:
        if turn.speaker.kind == "person":
            turns[name(turn.speaker)] = turns.get(name(turn.speaker), 0) + 1
    people = sorted(turns, key=lambda who: -turns[who])
    unit = unit_of(transcript.reader)
    lines = sum(entry.lines[1] - entry.lines[0] + 1 if unit == "line" else 1 for entry in transcript.skipped)
    return {
        "title": visible(transcript.title), "date": transcript.date.isoformat() if transcript.date else "", "day": day(transcript.date),
        "format": transcript.reader.partition("/")[0], "turns": len(transcript.turns), "speakers": [visible(who) for who in people[:SPEAKERS]],
        "others": max(0, len(people) - SPEAKERS), "accounted": transcript.accounted, "skipped": lines, "unit": unit,
        "notes": [visible(note) for note in transcript.notes],
        "sha": transcript.sha256[:SHA_DIGITS], "media": visible(transcript.media or ""),
    }  # fmt: skip


def skipped(shelves: Shelves, file: object) -> Json:
    """The lines of a file that are in no turn, with their reasons; an "error" for what is no file of the library."""
    held = next((held for held in shelves.upkeep.holdings.files() if held.file == file), None) if isinstance(file, str) else None
    found = shelves.look(held) if held else None
    if not isinstance(found, Transcript):
        return {"error": NOTHING}
    entries = [[*entry.lines, visible(entry.why), visible(entry.text[:300])] for entry in found.skipped[:SKIPPED]]
    return {"skipped": entries, "more": max(0, len(found.skipped) - SKIPPED)}
