"""Passages as rows of numbers, and transcripts as lines of JSON: what a generation keeps of the corpus.

Rows are grouped by kind in the order of `KINDS`, inside a kind by transcript and place. A row's places are one run of
consecutive turns: from `start` in turn `first` to `end` in turn `last`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.passages import KINDS, Kind, Passage
from corpus.transcript import ByteSpan, Skipped, Speaker, Transcript, Turn

ROW = np.dtype([("kind", "i1"), ("transcript", "<i4"), ("first", "<i4"), ("last", "<i4"), ("start", "<i4"), ("end", "<i4")])
Table = npt.NDArray[np.void]


def as_table(passages: Iterable[Passage], transcripts: Sequence[Transcript]) -> Table:
    """One row of dtype `ROW` for each passage, in their order."""
    number = {transcript.id: i for i, transcript in enumerate(transcripts)}
    rows = [
        (KINDS.index(p.kind), number[p.places[0].transcript], p.places[0].turn, p.places[-1].turn, p.places[0].span.start, p.places[-1].span.end)
        for p in passages
    ]
    return np.array(rows, dtype=ROW)


def rows_of(table: Table, kind: Kind) -> slice:
    """The rows of one kind."""
    low, high = np.searchsorted(table["kind"], [KINDS.index(kind), KINDS.index(kind) + 1])
    return slice(int(low), int(high))


def dump_transcript(transcript: Transcript) -> str:
    """One line of JSON that holds the whole transcript."""
    held = {
        "id": transcript.id,
        "title": transcript.title,
        "date": transcript.date.isoformat() if transcript.date else None,
        "sha256": transcript.sha256,
        "reader": transcript.reader,
        "media": transcript.media,
        "accounted": transcript.accounted,
        "notes": list(transcript.notes),
        "file": transcript.file,
        "turns": [_turn(turn) for turn in transcript.turns],
        "skipped": [[*skipped.lines, skipped.why, skipped.text] for skipped in transcript.skipped],
    }
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def load_transcript(line: str) -> Transcript:
    """The transcript that `dump_transcript` wrote."""
    held: dict[str, Any] = json.loads(line)
    return Transcript(
        id=held["id"],
        title=held["title"],
        date=datetime.date.fromisoformat(held["date"]) if held["date"] else None,
        sha256=held["sha256"],
        reader=held["reader"],
        media=held["media"],
        accounted=held["accounted"],
        notes=tuple(held["notes"]),
        file=held["file"],
        turns=tuple(_loaded(index, turn) for index, turn in enumerate(held["turns"])),
        skipped=tuple(Skipped((first, last), why, text) for first, last, why, text in held["skipped"]),
    )


def _turn(turn: Turn) -> list[Any]:
    who = turn.speaker
    return [
        [who.label, who.name, who.kind, who.note, who.inferred],
        turn.text,
        list(turn.lines) if turn.lines else None,
        [turn.bytes.start, turn.bytes.end] if turn.bytes else None,
        list(turn.time) if turn.time else None,
    ]


def _loaded(index: int, held: list[Any]) -> Turn:
    who, text, lines, place, time = held
    return Turn(
        index=index,
        speaker=Speaker(*who),
        text=text,
        lines=(lines[0], lines[1]) if lines else None,
        bytes=ByteSpan(*place) if place else None,
        time=(time[0], time[1]) if time else None,
    )
