"""One long task at a time, in a thread of its own, whose state anybody may ask for and which can be cancelled.

Nothing is lost by a page that is closed: the task belongs to the server.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from corpus.errors import QuothError

Phase = Literal["reading", "encoding", "writing", "checking", "done", "failed", "cancelled"]
ENDED = frozenset({"done", "failed", "cancelled"})


class Cancelled(QuothError):
    """Raised inside a task that was told to stop."""


@dataclass(frozen=True, slots=True)
class Job:
    """A task as it stands. `done` of `total` texts are encoded since `began`; `seconds` is how long it took or has taken so far.

    `said` is the sentence of a failure; `figures` are what it came to.
    """

    kind: str
    phase: Phase = "reading"
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    encoding_since: float | None = None
    said: str = ""
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.phase not in ENDED


class Steps:
    """What a task calls on its way; each call raises Cancelled once it was told to stop."""

    def __init__(self, jobs: Jobs) -> None:
        """For the one task of `jobs`."""
        self._jobs = jobs

    def planned(self, total: int) -> None:
        """`total` texts are to be encoded."""
        self._jobs.step(lambda job: replace(job, phase="encoding" if total else "writing", total=total, encoding_since=time.monotonic()))

    def encoded(self, more: int) -> None:
        """`more` texts were encoded since the last call; after the last one the index is written."""
        self._jobs.step(lambda job: replace(job, done=job.done + more, phase="writing" if job.done + more >= job.total else "encoding"))

    def checking(self) -> None:
        """The files are read again."""
        self._jobs.step(lambda job: replace(job, phase="checking"))


Task = Callable[[Steps], dict[str, Any]]


class Jobs:
    """The task of a server. Safe to use from several threads at once."""

    def __init__(self) -> None:
        """No task yet."""
        self._lock = threading.Lock()
        self._job: Job | None = None
        self._thread: threading.Thread | None = None
        self._began = 0.0
        self._stop = threading.Event()
        self.rate: float | None = None
        """Texts a second, as the last task that encoded at least a batch measured it."""

    def now(self) -> Job | None:
        """The task that runs, or the last one; None before the first."""
        with self._lock:
            job = self._job
            return replace(job, seconds=time.monotonic() - self._began) if job and job.running else job

    def start(self, kind: str, task: Task) -> bool:
        """Begins `task` unless another one runs; whether it was begun."""
        with self._lock:
            if self._job and self._job.running:
                return False
            self._stop.clear()
            self._began = time.monotonic()
            self._job = Job(kind)
            self._thread = threading.Thread(target=self._run, args=(task,), name=f"quoth-{kind}", daemon=True)
            self._thread.start()
            return True

    def cancel(self) -> None:
        """Tells the task to stop at its next step; what is half made is thrown away by it."""
        self._stop.set()

    def close(self, seconds: float = 30.0) -> None:
        """Cancels the task and waits until it has ended, at most `seconds`."""
        self.cancel()
        if self._thread:
            self._thread.join(seconds)

    def step(self, change: Callable[[Job], Job]) -> None:
        """Notes progress; Cancelled once the task was told to stop."""
        if self._stop.is_set():
            raise Cancelled("stopped, as asked; the index that was there goes on answering")
        with self._lock:
            if self._job:
                self._job = change(self._job)

    def _run(self, task: Task) -> None:
        ended: Callable[[Job], Job] = _crashed
        try:
            figures = task(Steps(self))
            ended = lambda job: replace(job, phase="done", figures=figures)  # noqa: E731
        except Cancelled as stopped:
            said = str(stopped)
            ended = lambda job: replace(job, phase="cancelled", said=said)  # noqa: E731
        except QuothError as error:
            said = str(error)
            ended = lambda job: replace(job, phase="failed", said=said)  # noqa: E731
        finally:
            with self._lock:
                if self._job:
                    self._job = replace(ended(self._job), seconds=time.monotonic() - self._began)
                    self._measure(self._job)

    def _measure(self, job: Job) -> None:
        if job.phase == "done" and job.encoding_since is not None and job.done >= 64:
            self.rate = job.done / max(time.monotonic() - job.encoding_since, 1e-3)


def _crashed(job: Job) -> Job:
    """After a bug: its traceback is in the terminal."""
    return replace(job, phase="failed", said="a fault of the program itself: its terminal says more; the index that was there goes on answering")
