"""How an index of a million turns and a million passages opens and answers: the time of each step, and the memory.

    python -m benchmarks.growth_turns FOLDER [KIND]     after `python -m benchmarks.growth FOLDER`, whose vectors it takes

The turns are those of the 939 press briefings, each cut to its first 8 words, in as many copies as make a million; the passages are
turns, and windows of 30 turns, and their vectors are those that `benchmarks.growth` made, in no relation to the words: an index
of this size in all its files, to be opened and ranked, not one whose answers mean anything. Asked in a new process each.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np

from benchmarks.growth import BRIEFINGS, make, memory
from corpus.library import Library, read_bytes
from corpus.passages import Passage, rule
from corpus.transcript import Place, Span, Transcript, Turn
from embeddings.encoders.registry import open_encoder
from embeddings.generations import MANIFEST, Generations
from embeddings.indexes.kinds import Kind, chosen
from embeddings.manifest import SCHEMA, Manifest
from embeddings.pages import seal
from embeddings.snapshot import counts, open_snapshot, write_snapshot
from embeddings.table import as_table
from rag.gathered import facts
from rag.record import Record
from rag.retrieve import hits, rank
from rag.scope import Scope

TURNS = PASSAGES = 1_000_000
WORDS, WINDOW = 8, 30
QUESTIONS = ("What did the President say about Ukraine?", "How many vaccine doses were sent abroad?", "Who asked about the price of gasoline in summer?")


def main(folder: Path, kind: Kind) -> None:
    index = folder / f"turns-{kind}"
    if Generations(index).current() is None:
        build(folder, index, kind)
    for _ in range(3):
        subprocess.run([sys.executable, "-m", "benchmarks.growth_turns", "--ask", str(index)], cwd=Path(__file__).parents[1], check=True)


def build(folder: Path, index: Path, kind: Kind) -> None:
    """Write the generation with the parts that a rebuild writes it with."""
    make(folder, PASSAGES)
    vectors = np.load(folder / f"{PASSAGES}/vectors.npy", mmap_mode="r", allow_pickle=False)
    held = Library(folder, tuple(sorted(copies(), key=lambda transcript: transcript.id)))
    found = sorted(cut(held.transcripts), key=lambda passage: passage.kind == "window")
    windows = [passage for passage in found if passage.kind == "window"]
    found = [*found[: PASSAGES - len(windows)], *windows][:PASSAGES]
    generations, began = Generations(index), time.perf_counter()
    with generations.writing():
        number, where = generations.fresh()
        table = as_table(found, held.transcripts)
        kept = facts(held.transcripts[:939])
        write_snapshot(where, held.transcripts, table, vectors[: len(found)], np.zeros((len(found), 32), np.uint8), [p.text for p in found], kind, kept)
        hashes, sizes = seal(where, MANIFEST)
        files = {t.id: {"file": t.file, "sha256": t.sha256, "reader": t.reader} for t in held.transcripts}
        identity = open_encoder().identity
        manifest = Manifest(SCHEMA, number, identity, rule(), kind, files, {}, counts(held.transcripts, table), hashes, sizes, {})
        (where / MANIFEST).write_text(manifest.dump(), encoding="utf-8")
        generations.publish(number, where)
    print(f"built in {time.perf_counter() - began:.0f} s, {sum(sizes.values()) / 1e9:.2f} GB: {manifest.counts}", flush=True)


def copies() -> Iterator[Transcript]:
    """The briefings in copies, their turns short, until there are `TURNS` turns."""
    with gzip.open(BRIEFINGS, "rt", encoding="utf-8") as lines:
        readings = {json.loads(line)["id"]: read_bytes(line.encode(), "briefing.json") for line in lines}
    made = copy = 0
    while True:
        for id, reading in readings.items():
            turns = tuple(replace(turn, text=" ".join(turn.text.split()[:WORDS])) for turn in reading.turns)[: TURNS - made]
            made += len(turns)
            yield Transcript(f"{id}-{copy}", reading.title, reading.date, f"{copy:064x}", "native/1", turns, file=f"{id}-{copy}.json")
            if made == TURNS:
                return
        copy += 1


def cut(transcripts: tuple[Transcript, ...]) -> Iterator[Passage]:
    for transcript in transcripts:
        for turn in transcript.turns:
            if len(turn.text.split()) >= 4:
                yield Passage("turn", (whole(transcript, turn),), turn.text)
        for start in range(0, len(transcript.turns), WINDOW):
            some = transcript.turns[start : start + WINDOW]
            yield Passage("window", tuple(whole(transcript, turn) for turn in some), " ".join(turn.text for turn in some))


def whole(transcript: Transcript, turn: Turn) -> Place:
    return Place(transcript.id, turn.index, Span(0, len(turn.text)))


def ask(index: Path) -> None:
    """Open the index as `quoth ask` does and put questions to it, each step timed."""
    encoder = open_encoder()
    queries = encoder.encode(QUESTIONS)
    steps: dict[str, float] = {}
    readers = {"native": "native/1"}

    def step(name: str, work: Any) -> Any:
        began, cpu = time.perf_counter(), time.process_time()
        made = work()
        steps[name] = 1e3 * (time.perf_counter() - began)
        steps[f"{name}, processor"] = 1e3 * (time.process_time() - cpu)
        return made

    before = memory()["resident"]
    snapshot = step("open", lambda: open_snapshot(Generations(index), encoder.identity, readers))
    record = cast(Record, step("record", lambda: Record(snapshot)))
    step("columns", lambda: (record.words, record.asks, record.voices, record.style, record.first, record.last, record.speakers))
    step("cast", lambda: (record.cast.speakers, record.cast.offices, record.cast.book.forms))
    for at, (question, query) in enumerate(zip(QUESTIONS, queries, strict=True), start=1):
        found = step(f"question {at}", lambda question=question, query=query: list(hits(record, rank(record, question, query, Scope()))))
        step(f"texts {at}", lambda found=found: [record.transcript(hit.place.transcript).turns[hit.place.turn].text for hit in found[:10]])
    held = ", ".join(f"{name} {mb:.0f}" for name, mb in memory().items())
    print("; ".join(f"{name} {ms:.0f}" for name, ms in steps.items()), f"ms; MB: {held}, before {before:.0f}", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--ask":
        ask(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]), cast(Kind, chosen(sys.argv[2] if len(sys.argv) > 2 else "auto", PASSAGES)))
