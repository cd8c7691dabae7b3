"""What every driver of `benchmarks.peers` does alike, in whatever environment it runs: standard library and numpy only.

A driver opens its system and hands it to `drive`, which indexes the texts, asks the questions and prints one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import Protocol


class System(Protocol):
    """A product with the model loaded."""

    def index(self, texts: Sequence[str]) -> None:
        """Embed the texts and make them searchable, in place of what was."""

    def ask(self, question: str) -> Sequence[int]:
        """The numbers of the ten nearest texts, best first."""


def drive(opened: Callable[[str], System]) -> None:
    """Arguments: the second since the epoch at which this process was begun, the model's folder, a file of {"texts", "questions"}."""
    began, model, path = float(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(path, encoding="utf-8") as file:
        held = json.load(file)
    texts, questions = held["texts"], held["questions"]
    system = opened(model)
    system.index(texts[:1])
    system.ask(questions[0])
    first_answer, first_processor = time.time() - began, time.process_time()
    clock, processor = time.perf_counter(), time.process_time()
    system.index(texts)
    build, build_processor = time.perf_counter() - clock, time.process_time() - processor
    asked, busy, found = [], [], []
    for question in questions:
        clock, processor = time.perf_counter(), time.process_time()
        found.append([int(at) for at in system.ask(question)])
        asked.append(time.perf_counter() - clock)
        busy.append(time.process_time() - processor)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {
        "first answer": first_answer,
        "first processor": first_processor,
        "build": build,
        "build processor": build_processor,
        "queries": asked,
        "queries processor": busy,
        "memory": peak,
        "found": found,
    }
    sys.stdout.write("\n" + json.dumps(told) + "\n")
