"""One task at a time, whose state anybody sees, and which ends when it is told to."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from corpus.errors import IndexingError
from ui.jobs import Job, Jobs, Steps


def ended(jobs: Jobs) -> Job:
    for _ in range(500):
        job = jobs.now()
        if job and not job.running:
            return job
        threading.Event().wait(0.01)
    raise AssertionError("the task did not end")


def test_a_task_shows_its_steps_and_its_figures() -> None:
    jobs, seen, go = Jobs(), [], threading.Event()

    def task(steps: Steps) -> dict[str, Any]:
        steps.planned(100)
        steps.encoded(40)
        seen.append(jobs.now())
        go.wait(5)
        steps.encoded(60)
        seen.append(jobs.now())
        return {"outcome": 1}

    assert jobs.now() is None
    assert jobs.start("rebuild", task)
    assert not jobs.start("check", task)
    go.set()
    done = ended(jobs)
    assert [(job.phase, job.done, job.total) for job in seen if job] == [("encoding", 40, 100), ("writing", 100, 100)]
    assert (done.kind, done.phase, done.figures) == ("rebuild", "done", {"outcome": 1})
    assert jobs.rate is not None
    assert jobs.start("check", lambda _: {})
    assert ended(jobs).kind == "check"


def test_a_task_that_is_cancelled_stops_at_its_next_step() -> None:
    jobs, begun, go = Jobs(), threading.Event(), threading.Event()

    def task(steps: Steps) -> dict[str, Any]:
        steps.planned(10)
        begun.set()
        go.wait(5)
        steps.encoded(1)
        raise AssertionError("it went on")

    jobs.start("rebuild", task)
    begun.wait(5)
    jobs.cancel()
    go.set()
    assert (ended(jobs).phase, jobs.rate) == ("cancelled", None)
    assert jobs.start("check", lambda _: {})
    assert ended(jobs).phase == "done"


def test_a_mistake_is_said() -> None:
    jobs = Jobs()

    def task(_: Steps) -> dict[str, Any]:
        raise IndexingError("another process is rebuilding the index")

    jobs.start("rebuild", task)
    assert (ended(jobs).phase, ended(jobs).said) == ("failed", "another process is rebuilding the index")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_a_bug_the_next_task_can_run() -> None:
    jobs = Jobs()

    def task(_: Steps) -> dict[str, Any]:
        raise ZeroDivisionError

    jobs.start("rebuild", task)
    assert jobs._thread
    jobs._thread.join(60)  # its exception is reported now, and not in the next test
    assert ended(jobs).phase == "failed"
    assert "a fault of the program itself" in ended(jobs).said
    assert jobs.start("check", lambda _: {})


def test_closing_waits_for_the_end() -> None:
    jobs = Jobs()

    def task(steps: Steps) -> dict[str, Any]:
        while True:
            steps.encoded(0)

    jobs.start("rebuild", task)
    jobs.close(5)
    job = jobs.now()
    assert job
    assert job.phase == "cancelled"
