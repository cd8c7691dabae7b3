"""Killed at any moment, over and over, the index is readable and no generation that was acknowledged is lost. The oracle is outside."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.transcript import Transcript
from embeddings.generations import Generations, check_hashes
from embeddings.rebuild import rebuild
from embeddings.snapshot import read_snapshot
from tests.embeddings.made import READERS, CountingEncoder, town, village
from tests.laws.ledger import MAKES, Ledger
from tests.laws.rebuilder import FINISHED, REFUSED
from tests.laws.running import KILLED, Run, answering, is_clean, rebuilding
from tests.laws.torture import TIMES, dice, scratch

KILLS = 2_000
ROUNDS_OF_TWO = 100
JOBS = ("town", "village", "delete", "town", "village", "delete", "prune", "rollback")


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with rebuilding() as ask:
        yield ask


@pytest.fixture(scope="module")
def base(place: Path) -> Path:
    """Three generations: town, village, town."""
    for held in (town(), village(), town()):
        rebuild(held, Generations(place / "base"), CountingEncoder(), READERS)
    return place / "base"


@pytest.mark.timeout(900 * TIMES)
def test_killed_at_random_moments_nothing_is_unreadable_and_nothing_acknowledged_is_lost(run: Run, base: Path, place: Path) -> None:
    """Half by the clock, half before a change to the disk drawn at random; what a killed one left, the next one meets."""
    throw, root, killed = dice(), place / "killed", 0
    shutil.copytree(base, root)
    usual = {job: run(place / "usual", job) for job in ("town", "village", "delete")}
    usual |= {job: run(shutil.copytree(base, place / f"usual-{job}"), job) for job in ("prune", "rollback")}
    ledger = Ledger(root)
    while killed < KILLS * TIMES:
        job = throw.choice(JOBS)
        by_clock = {"after": throw.uniform(0, usual[job]["seconds"])}
        how = run(root, job, **(by_clock if throw.random() < 0.5 else {"step": throw.randint(1, usual[job]["steps"])}))
        assert how["ended"][0] in {KILLED, FINISHED, REFUSED}
        ledger.after(job, how["ended"][0])
        killed += how["ended"] == [KILLED]
    rebuild(town(), Generations(root), CountingEncoder(), READERS, full=True)
    assert is_clean(root)


@pytest.mark.timeout(900 * TIMES)
def test_two_rebuilders_of_which_one_is_killed(run: Run, base: Path, place: Path) -> None:
    """The other waits for the lock, which the killed one cannot keep, and finishes; what answers is what it made."""
    throw, killed = dice(), 0
    for number in range(ROUNDS_OF_TWO * TIMES):
        root = place / f"two-{number}"
        shutil.copytree(base, root)
        first, second = throw.sample(("village", "delete"), 2)
        ended = run(root, first, second, after=throw.uniform(0, 0.05))["ended"]
        killed += ended[0] == KILLED
        assert ended[0] in {KILLED, FINISHED}
        assert ended[1] == FINISHED
        index = Generations(root)
        made = [held_by(index, number) for number in index.numbers() if number > 3]
        assert index.numbers()[:3] == [1, 2, 3]
        assert MAKES[second] in made
        assert made in ([MAKES[second]], [MAKES[first], MAKES[second]], [MAKES[second], MAKES[first]])
        assert answering(root) == made[-1]
        rebuild(town(), index, CountingEncoder(), READERS)
        assert is_clean(root)
        shutil.rmtree(root)
    assert killed > ROUNDS_OF_TWO // 10


def held_by(index: Generations, number: int) -> tuple[Transcript, ...]:
    check_hashes(index.path(number), index.manifest(number))
    return read_snapshot(index.path(number), index.manifest(number)).transcripts
