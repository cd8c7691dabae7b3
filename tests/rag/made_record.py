"""Small records for the tests of rag/: transcripts made by hand, and engines over files in a folder, with the exact encoder."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.library import read_library
from corpus.readers.registry import READERS
from corpus.speakers import speaker
from corpus.transcript import Transcript, Turn
from embeddings.encoders import Encoder
from embeddings.encoders.hashed import HashedEncoder
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from rag.ask import Engine

Line = tuple[str, str]


def transcript(id: str, date: str | None, *lines: Line, title: str = "") -> Transcript:
    turns = tuple(Turn(at, speaker(label), text) for at, (label, text) in enumerate(lines))
    return Transcript(id, title or id, datetime.date.fromisoformat(date) if date else None, "0" * 64, "native/1", turns, file=f"{id}.json")


def names(transcripts: Sequence[Transcript]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(turn.speaker.name for held in transcripts for turn in held.turns))


def native(date: str | None, *lines: Line, title: str = "") -> str:
    """A file in native JSON."""
    return json.dumps({"title": title, "date": date, "turns": [{"speaker": who, "text": text} for who, text in lines]}, ensure_ascii=False)


def library(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder, with the files in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def engine(folder: Path, index: Path | None = None, encoder: Encoder | None = None) -> Engine:
    """An engine over the library, its index made (or brought up to date) first."""
    encoder, generations = encoder or HashedEncoder(), Generations(index or folder / ".quoth")
    readers = {reader.name.partition("/")[0]: reader.name for reader in READERS}
    rebuild(read_library(folder), generations, encoder, readers)
    return Engine(folder, generations, encoder, readers)
