"""How each dialect reads, written out as lines: what the expected files beside the fixtures hold."""

from __future__ import annotations

from pathlib import Path

from corpus.library import read_file
from corpus.transcript import Transcript, Turn

DIALECTS = Path(__file__).resolve().parents[1] / "data" / "dialects"
KINDS = {"person": "", "role": " {role}", "unknown": " {unknown}"}


def fixtures() -> list[Path]:
    return sorted(path for path in DIALECTS.iterdir() if path.suffix != ".expected")


def as_lines(transcript: Transcript) -> str:
    """Reader, title and date, one line a turn, one for each skipped line with its reason."""
    head = f"{transcript.reader} | {transcript.title} | {transcript.date or 'no date'}"
    skipped = [f"- {entry.lines[0]} {entry.why}" for entry in transcript.skipped]
    return "\n".join([head, *map(_turn, transcript.turns), *skipped]) + "\n"


def _turn(turn: Turn) -> str:
    time = "" if turn.time is None else f"{turn.time[0]:g}s "
    text = turn.text.replace("\n", " ⏎ ")
    return f"{time}{turn.speaker.label or '?'}{KINDS[turn.speaker.kind]}{' (inferred)' if turn.speaker.inferred else ''}> {text}"


if __name__ == "__main__":  # writes what is read now: look at every line of the difference before you keep it
    for path in fixtures():
        path.with_suffix(path.suffix + ".expected").write_text(as_lines(read_file(path)), encoding="utf-8")
