"""The rebuilding process as a fixture holds it, and what an index that it left is held to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.transcript import Transcript
from embeddings.generations import Generations
from embeddings.snapshot import open_snapshot
from tests.embeddings.made import READERS, CountingEncoder, nearest_words

ROOT = Path(__file__).resolve().parents[2]
KILLED = -signal.SIGKILL
Run = Callable[..., Any]


@contextmanager
def rebuilding(preloaded: Path | None = None) -> Iterator[Run]:
    """A rebuilding process; what is yielded gives it one command and returns its answer."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **({"LD_PRELOAD": str(preloaded)} if preloaded else {})}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.laws.rebuilder"], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        to, answers = process.stdin, process.stdout
        assert to is not None
        assert answers is not None

        def ask(root: Path, *jobs: str, **how: object) -> object:
            to.write(json.dumps({"root": str(root), "jobs": jobs, **how}) + "\n")
            to.flush()
            return json.loads(answers.readline())

        yield ask


def answering(root: Path) -> tuple[Transcript, ...]:
    """What the index holds, after it was opened, every hash checked, and asked."""
    snapshot = open_snapshot(Generations(root), CountingEncoder().identity, READERS)
    assert nearest_words(snapshot, "the harbour wall is to be raised by forty centimetres").startswith("The harbour wall is to be raised")
    return snapshot.transcripts


def is_clean(root: Path, resumable: bool = False) -> bool:
    """Nothing is there but whole generations, their pointer and the lock; if `resumable` also what a refused rebuild had encoded."""
    generations = all(path.name.isdigit() and (path / "manifest.json").is_file() for path in (root / "generations").iterdir())
    return generations and {path.name for path in root.iterdir()} <= {"current", "generations", "lock", *(["encoded"] if resumable else [])}
