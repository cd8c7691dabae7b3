"""quoth read: how files are read, before anything is indexed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.library import read_file
from corpus.transcript import Transcript, Turn
from ui.commands import options as o
from ui.escape import visible
from ui.render import transcript_json

_SHOWN = 72


def read(
    files: Annotated[list[Path], typer.Argument(help="Transcript files.", show_default=False)],
    as_json: o.JsonOption = False,
) -> None:
    """Show how each file is read: its turns and speakers, what was skipped and why, and that nothing was lost."""
    transcripts = [read_file(path) for path in files]
    if as_json:
        o.print_json([{**transcript_json(transcript), "file": str(path)} for path, transcript in zip(files, transcripts, strict=True)])
        return
    console = Console(highlight=False)
    for transcript in transcripts:
        _show(console, transcript)


def _show(console: Console, transcript: Transcript) -> None:
    date = transcript.date.isoformat() if transcript.date else "no date found"
    console.print(Text(visible(transcript.title), style="bold"))
    facts = (visible(transcript.file), transcript.reader, date, f"{len(transcript.turns)} turns", f"{transcript.accounted:.0%} of the lines accounted for")
    console.print(Text(" · ".join(facts)))
    for note in transcript.notes:
        console.print(Text(f"note: {visible(note)}", style="yellow"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, style in (("turn", "dim"), ("lines", "dim"), ("speaker", "cyan"), ("text", "")):
        table.add_column(name, style=style, no_wrap=name != "text", overflow="ellipsis")
    for turn in transcript.turns:
        table.add_row(str(turn.index), f"{turn.lines[0]}-{turn.lines[1]}" if turn.lines else "", Text(_who(turn)), Text(_short(turn.text)))
    console.print(table)
    for skipped in transcript.skipped:
        console.print(Text(f"skipped {skipped.lines[0]}-{skipped.lines[1]}: {skipped.why}: {_short(skipped.text)}", style="dim"))
    console.print()


def _who(turn: Turn) -> str:
    marks = {"person": "", "role": " (role)", "unknown": " (unnamed)"}[turn.speaker.kind]
    note = f" {turn.speaker.note}" if turn.speaker.note else ""
    return visible(f"{turn.speaker.name}{note}{marks}{' (inferred)' if turn.speaker.inferred else ''}")


def _short(text: str) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
