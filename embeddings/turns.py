"""Turns on disk: one line of JSON a turn, read when it is looked at, and what every question needs of all turns as columns.

Turns of all transcripts are numbered through. `turns.jsonl` holds their texts and places, `turns.npy` one row a turn (`TURN`),
`speakers.json` every speaker once, `transcripts.jsonl` a line a transcript with all but its turns.
"""

from __future__ import annotations

import datetime
import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Final, overload

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexBroken
from corpus.passages import is_question, words
from corpus.transcript import ByteSpan, Skipped, Speaker, Transcript, Turn
from embeddings.pages import Pages

TURN = np.dtype([("end", "<i8"), ("speaker", "<i4"), ("words", "<i4"), ("length", "<i4"), ("asks", "?"), ("spoken", "?")])
"""Where the turn's line ends; the number of its speaker; its words; its code points; whether it asks; whether it says anything."""
Columns = npt.NDArray[np.void]
LINES, COLUMNS, SPEAKERS, HEADS = "turns.jsonl", "turns.npy", "speakers.json", "transcripts.jsonl"
_MOST_KEPT: Final = 50_000
"""Turns of transcripts read whole that are kept at hand: some 40 MB."""


def write_transcripts(folder: Path, transcripts: Sequence[Transcript]) -> None:
    """Write the four files that hold `transcripts` into `folder`."""
    speakers: dict[Speaker, int] = {}
    columns = np.empty(sum(len(held.turns) for held in transcripts), dtype=TURN)
    end = at = 0
    with (folder / LINES).open("wb") as file:
        for held in transcripts:
            for turn in held.turns:
                end += file.write(_line(turn))
                who = speakers.setdefault(turn.speaker, len(speakers))
                columns[at] = (end, who, words(turn.text), len(turn.text), is_question(turn), bool(turn.text.strip()))
                at += 1
    np.save(folder / COLUMNS, columns, allow_pickle=False)
    (folder / SPEAKERS).write_bytes(_json([[s.label, s.name, s.kind, s.note, s.inferred] for s in speakers]))
    (folder / HEADS).write_bytes(b"".join(_head(held) for held in transcripts))


class TurnStore:
    """All turns of a generation. Safe for several threads."""

    def __init__(self, columns: Columns, speakers: Sequence[Speaker], lines: Pages) -> None:
        """The columns, the speakers by number, and the open file of the lines."""
        self.columns = columns
        self.speakers = speakers
        self._lines = lines
        self._ends = columns["end"]
        self._kept: OrderedDict[int, tuple[Turn, ...]] = OrderedDict()
        self._count = 0
        self._lock = Lock()

    def one(self, start: int, index: int) -> Turn:
        """Turn `index` of the transcript that starts at the turn `start`."""
        whole = self._kept.get(start)
        return whole[index] if whole else self._read(start + index, start + index + 1, index)[0]

    def all(self, start: int, stop: int) -> tuple[Turn, ...]:
        """The turns from `start` up to `stop`, all of one transcript."""
        if start == stop:  # the next transcript begins at the same turn
            return ()
        whole = self._kept.get(start)
        if whole is None:
            whole = self._read(start, stop, 0)
            with self._lock:
                self._kept[start] = whole
                self._count = sum(map(len, self._kept.values()))
                while self._count > _MOST_KEPT and len(self._kept) > 1:
                    self._count -= len(self._kept.popitem(last=False)[1])
        return whole

    def _read(self, start: int, stop: int, index: int) -> tuple[Turn, ...]:
        begin = int(self._ends[start - 1]) if start else 0
        data = self._lines.read(begin, int(self._ends[stop - 1]))
        whose = self.columns["speaker"][start:stop].tolist()
        try:
            lines = data.decode().split("\n")[:-1]
            return tuple(_turn(index + i, self.speakers[who], json.loads(line)) for i, (who, line) in enumerate(zip(whose, lines, strict=True)))
        except (ValueError, TypeError) as error:  # changed after it was checked: what is quoted is cut from the source file, so nothing wrong was said
            raise IndexBroken(f"{self._lines.path} was damaged while it was open; make the index again with: quoth index --full") from error


class Turns(Sequence[Turn]):
    """The turns of one transcript, equal to the tuple of them; read from disk when looked at."""

    def __init__(self, store: TurnStore, start: int, stop: int) -> None:
        """The turns of `store` from `start` up to `stop`."""
        self._store, self._start, self._stop = store, start, stop

    def __len__(self) -> int:
        """The number of turns."""
        return self._stop - self._start

    @overload
    def __getitem__(self, at: int) -> Turn: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Turn, ...]: ...
    def __getitem__(self, at: int | slice) -> Turn | tuple[Turn, ...]:
        """One turn, or some."""
        if isinstance(at, slice):
            return self._all()[at]
        index = at + len(self) if at < 0 else at
        if not 0 <= index < len(self):
            raise IndexError(f"there is no turn {at} among {len(self)}")
        return self._store.one(self._start, index)

    def __iter__(self) -> Iterator[Turn]:
        """Every turn in order."""
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        """True for the same turns, in a tuple or read from another place."""
        return self._all() == tuple(other) if isinstance(other, (tuple, Turns)) else NotImplemented

    def __hash__(self) -> int:
        """That of the tuple."""
        return hash(self._all())

    def __repr__(self) -> str:
        """The number of turns, none of their words."""
        return f"<{len(self)} turns>"

    def _all(self) -> tuple[Turn, ...]:
        return self._store.all(self._start, self._stop)


def read_speakers(data: bytes) -> tuple[Speaker, ...]:
    """The speakers by number."""
    return tuple(Speaker(*held) for held in json.loads(data))


def read_heads(data: bytes, store: TurnStore) -> tuple[Transcript, ...]:
    """The transcripts of the lines of `data`, their turns in `store`."""
    found: list[Transcript] = []
    start = 0
    for line in data.decode().split("\n")[:-1]:
        held: dict[str, Any] = json.loads(line)
        count = held.pop("count")
        turns = Turns(store, start, start + count)
        skipped = tuple(Skipped((first, last), why, text) for first, last, why, text in held.pop("skipped"))
        date = held.pop("date")
        found.append(Transcript(**held | {"notes": tuple(held["notes"])}, date=date and datetime.date.fromisoformat(date), turns=turns, skipped=skipped))
        start += count
    return tuple(found)


def _head(held: Transcript) -> bytes:
    return _json({
        "id": held.id,
        "title": held.title,
        "date": held.date.isoformat() if held.date else None,
        "sha256": held.sha256,
        "reader": held.reader,
        "media": held.media,
        "accounted": held.accounted,
        "notes": list(held.notes),
        "file": held.file,
        "count": len(held.turns),
        "skipped": [[*skipped.lines, skipped.why, skipped.text] for skipped in held.skipped],
    })  # fmt: skip


def _line(turn: Turn) -> bytes:
    held = [turn.text, turn.lines, [turn.bytes.start, turn.bytes.end] if turn.bytes else None, turn.time]
    return _json([*held, turn.pieces] if turn.pieces else held)


def _json(held: object) -> bytes:
    return (json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _turn(index: int, speaker: Speaker, held: list[Any]) -> Turn:
    text, lines, place, time, *pieces = held
    return Turn(
        index=index,
        speaker=speaker,
        text=text,
        lines=(lines[0], lines[1]) if lines else None,
        bytes=ByteSpan(*place) if place else None,
        time=(time[0], time[1]) if time else None,
        pieces=tuple((at, start) for at, start in pieces[0]) if pieces else (),
    )
