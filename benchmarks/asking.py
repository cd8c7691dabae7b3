"""How long a question takes: `python -m benchmarks.asking LIBRARY QUESTIONS [INDEX] [QUESTIONS ASKED]`.

One engine over all of LIBRARY, asked in this process after a first pass that does not count, the question encoded anew each
time. Prints the median and the 95th percentile in milliseconds, by the wall and by the processor, and where the time goes.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import numpy as np

from corpus.library import read_library
from corpus.readers.registry import READERS
from embeddings.encoders import Encoder
from embeddings.encoders.registry import open_encoder
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from rag import ask as asking
from rag.ask import Engine
from rag.verify import Verifier
from rag.writers.extractive import ExtractiveWriter

PARTS = (
    ("understood", asking, "understand"), ("ranked", asking, "rank"), ("hits made", asking, "hits"),
    ("sentences chosen", ExtractiveWriter, "choose"), ("proved", Verifier, "quote"),
)  # fmt: skip


def main(library: Path, questions: Path, index: Path, most: int) -> None:
    readers = {reader.name.partition("/")[0]: reader.name for reader in READERS}
    encoder, generations = open_encoder(), Generations(index)
    rebuild(read_library(library), generations, encoder, readers)
    engine = Engine(library, generations, encoder, readers)
    held = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked = held[:: max(len(held) // most, 1)][:most]
    for question in asked:
        engine.ask(question)
    wall, processor = np.array([_timed(engine, question) for question in asked]).T * 1e3
    print(f"{len(engine.transcripts)} transcripts, {len(engine.snapshot.table):,} passages, {len(asked)} questions, {os.cpu_count()} processors")
    print(f"a question      median {np.median(wall):6.1f} ms   95 % {np.percentile(wall, 95):6.1f} ms   processor, median {np.median(processor):6.1f} ms")
    with _watched(encoder) as spent:
        for question in asked:
            _timed(engine, question)
    for name, seconds in spent.items():
        print(f"  {name:18} mean {1e3 * sum(seconds) / len(asked):6.1f} ms a question")


def _timed(engine: Engine, question: str) -> tuple[float, float]:
    engine._vector.cache_clear()  # type: ignore[attr-defined]  # a question that was never asked before
    wall, processor = time.perf_counter(), time.process_time()
    engine.ask(question)
    return time.perf_counter() - wall, time.process_time() - processor


@contextlib.contextmanager
def _watched(encoder: Encoder) -> Iterator[dict[str, list[float]]]:
    """Meanwhile the seconds of every call of the parts are noted."""
    spent: dict[str, list[float]] = {name: [] for name in (*(name for name, _, _ in PARTS), "encoded")}
    with contextlib.ExitStack() as stack:
        for name, owner, part in (*PARTS, ("encoded", type(encoder), "encode")):
            stack.enter_context(mock.patch.object(owner, part, _noted(getattr(owner, part), spent[name], part == "hits")))
        yield spent


def _noted(work: object, seconds: list[float], is_lazy: bool) -> object:
    def call(*args: object, **options: object) -> object:
        began = time.perf_counter()
        found = work(*args, **options)  # type: ignore[operator]
        found = list(found) if is_lazy else found
        seconds.append(time.perf_counter() - began)
        return found

    return call


if __name__ == "__main__":
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 300
    if len(sys.argv) > 3:
        main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), count)
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(sys.argv[1]), Path(sys.argv[2]), Path(made), count)
