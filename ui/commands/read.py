"""quoth read: how files are read, before anything is indexed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.errors import ReadError
from corpus.library import read_file
from corpus.readers.registry import of_format
from corpus.transcript import Transcript, Turn, unit_of
from ui.commands import options as o
from ui.escape import visible
from ui.render import transcript_json

_SHOWN = 72


def read(
    files: Annotated[list[Path], typer.Argument(help="Transcript files.", show_default=False)],
    format: Annotated[str | None, typer.Option("--format", metavar="NAME", help="Read the files as this format, whatever they look like.")] = None,
    as_json: o.JsonOption = False,
) -> None:
    """Show how each file is read: its turns and speakers, what was skipped and why, and that nothing was lost.

    Files that cannot be read are named in one line at the end; the others are shown all the same. A format is recognised by what the
    file holds; --format is for looking at another reading and is not kept: an index is always made by recognition.
    """
    if format:
        of_format(format)
    found = [(path, _read(path, format or "")) for path in files]
    good = [(path, held) for path, held in found if isinstance(held, Transcript)]
    if as_json and good:
        o.print_json([{**transcript_json(transcript), "file": str(path)} for path, transcript in good])
    console = Console(highlight=False)
    for _, transcript in good if not as_json else ():
        _show(console, transcript)
    bad = [held for _, held in found if isinstance(held, str)]
    if bad:
        raise ReadError("; ".join(bad))


def _read(path: Path, format: str) -> Transcript | str:
    """The file as a transcript, or in words why it is none, under the name it was asked for by."""
    try:
        return read_file(path, format=format)
    except ReadError as error:
        return f"{path}: {str(error).removeprefix(f'{path.name}: ')}"


def _show(console: Console, transcript: Transcript) -> None:
    date = transcript.date.isoformat() if transcript.date else "no date found"
    console.print(Text(visible(transcript.title), style="bold"))
    facts = (visible(transcript.file), transcript.reader, date, f"{len(transcript.turns)} turns", f"{transcript.accounted:.0%} of the lines accounted for")
    console.print(Text(" · ".join(facts)))
    how = "as asked" if transcript.confidence is None else f"recognised with confidence {transcript.confidence:.1f}"
    console.print(Text(f"format: {transcript.reader.partition('/')[0]} ({how})"))
    if transcript.media:
        console.print(Text(f"recording: {visible(transcript.media)}"))
    for note in transcript.notes:
        console.print(Text(f"note: {visible(note)}", style="yellow"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, style in (("turn", "dim"), (f"{unit_of(transcript.reader)}s", "dim"), ("speaker", "cyan"), ("text", "")):
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
