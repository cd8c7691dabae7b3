"""A process that rebuilds in children it can kill: `python -m tests.laws.rebuilder`, one JSON command a line.

A command is {"root", "jobs": [name, ...], "step"?, "after"?, "signal"?, "largest"?, "fault"?, "user"?}. Each job runs in a forked
child, all at once; the answer is {"ended": [exit code, or minus the signal], "steps": how many the first child took, "seconds"}.
`step` kills the child by itself before its n-th change to the disk, `after` sends `signal` to the first child after so many
seconds, `largest` lets no file grow beyond so many bytes, as a full disk would, `user` gives up all rights but that user's.
`fault` is [n, how] for `faults.c`, which must be preloaded then; `steps` counts its operations.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tqdm import tqdm  # type: ignore[import-untyped]

from corpus.errors import QuothError
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot
from tests.embeddings.made import COUNCIL, READERS, CountingEncoder, library, nearest_words, numbered, town, transcript, village

FINISHED, REFUSED, FAILED, INTERRUPTED = 0, 3, 4, 5
_CHANGES = frozenset({"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.scandir", "os.listdir"})


def _churn(index: Generations) -> None:
    """Move the pointer often and leave no old generation behind."""
    try:
        for held in (village(), town()) * 6:
            rebuild(held, index, CountingEncoder(), READERS)
            index.prune(1)
    finally:
        (index.root.parent / "done").touch()


def _read(index: Generations) -> None:
    """Open and ask until the churning is done."""
    while not (index.root.parent / "done").exists():
        nearest_words(open_snapshot(index, CountingEncoder().identity, READERS), "who pays for the wall")


def _swap(index: Generations) -> None:
    """Publish as many generations as the file `acknowledged` says, each with its number in every turn; note each once it is acknowledged."""
    told = index.root.parent / "acknowledged"
    try:
        for number in range(1, int(told.read_text()) + 1):
            rebuild(numbered(number), index, CountingEncoder(), READERS)
            index.prune(1 + number % 3)
            (told.with_suffix(".new")).write_text(f"{number}")
            (told.with_suffix(".new")).replace(told.with_suffix(".last"))
    finally:
        (index.root.parent / "done").touch()


def _history(index: Generations) -> None:
    """Ask two things at a time until the swapping is done; AssertionError unless both are of one generation, which never goes back."""
    last, seen, acknowledged = 0, set(), index.root.parent / "acknowledged.last"
    while not (index.root.parent / "done").exists():
        told = int(acknowledged.read_text()) if acknowledged.exists() else 0
        if not index.current():
            continue
        snapshot = open_snapshot(index, CountingEncoder().identity, READERS)
        answers = {nearest_words(snapshot, question).rsplit(" ", 1)[1] for question in ("who pays for the wall", "when does the library open")}
        assert len(answers) == 1, answers
        number = int(answers.pop())
        assert number == snapshot.manifest.generation
        assert number >= max(last, told), (number, last, told)
        last = number
        seen.add(number)
    assert len(seen) > 3


JOBS: Mapping[str, Callable[[Generations], object]] = {
    "town": lambda index: rebuild(town(), index, CountingEncoder(), READERS),
    "village": lambda index: rebuild(village(), index, CountingEncoder(), READERS),
    "delete": lambda index: rebuild(library(transcript("council", COUNCIL)), index, CountingEncoder(), READERS),
    "rollback": lambda index: index.rollback(),
    "prune": lambda index: index.prune(1),
    "churn": _churn,
    "read": _read,
    "swap": _swap,
    "history": _history,
}


def _count_steps(stop: int | None) -> list[int]:
    """Count every change to the disk from now on; die by SIGKILL before number `stop`."""
    steps, fsync = [0], os.fsync

    def seen(event: str, _: object) -> None:
        if event in _CHANGES or event == "fsync":
            steps[0] += 1
            if steps[0] == stop:
                os.kill(os.getpid(), signal.SIGKILL)

    def counted(descriptor: int) -> None:
        seen("fsync", None)
        fsync(descriptor)

    os.fsync = counted  # type: ignore[assignment]
    sys.addaudithook(seen)
    return steps


def _faults(command: Mapping[str, Any]) -> Any:
    """The preloaded library, armed; None where no fault was ordered."""
    if "fault" not in command:
        return None
    library = ctypes.CDLL(None)
    library.faults_arm.argtypes, library.faults_seen.restype = [ctypes.c_char_p, ctypes.c_long, ctypes.c_char], ctypes.c_long
    at, how = command["fault"]
    library.faults_arm(os.fsencode(command["root"]), at, how.encode())
    return library


def _child(job: str, command: Mapping[str, Any], tell: int) -> int:
    if "largest" in command:
        resource.setrlimit(resource.RLIMIT_FSIZE, (command["largest"], command["largest"]))
    if "user" in command:
        os.setuid(command["user"])
    faults = _faults(command)
    steps = [0] if faults else _count_steps(command.get("step"))
    try:
        JOBS[job](Generations(Path(command["root"])))
    except QuothError:
        return REFUSED
    os.write(tell, str(faults.faults_seen() if faults else steps[0]).encode())
    return FINISHED


def _run(command: Mapping[str, Any]) -> dict[str, object]:
    told, tell = os.pipe()
    began, children = time.monotonic(), []
    for job in command["jobs"]:
        child = os.fork()
        if child == 0:
            code = FAILED
            try:
                code = _child(job, command, tell)
            except KeyboardInterrupt:
                code = INTERRUPTED
            finally:
                if code == FAILED:
                    traceback.print_exc()
                    sys.stderr.flush()
                os._exit(code)
        children.append(child)
    if "after" in command:
        time.sleep(command["after"])
        os.kill(children[0], command.get("signal", signal.SIGKILL))
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    os.close(tell)
    with os.fdopen(told) as answer:
        steps = answer.read() if len(children) == 1 else ""
    return {"ended": ended, "steps": int(steps or 0), "seconds": time.monotonic() - began}


def main() -> None:
    # bm25s makes a progress bar even where none is shown; its lock is shared with forked children, and one that is killed
    # while it holds it would stop all others. A lock and no thread of the process's own is what every real process has.
    tqdm.set_lock(threading.RLock())
    tqdm.monitor_interval = 0
    # Everything is imported and warmed before the first fork, so that a child's steps are those of the rebuild.
    with tempfile.TemporaryDirectory() as folder:
        JOBS["town"](Generations(Path(folder)))
        open_snapshot(Generations(Path(folder)), CountingEncoder().identity, READERS)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
