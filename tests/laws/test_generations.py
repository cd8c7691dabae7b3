"""The index is never half there: whatever moment its writer is killed at, a whole generation answers."""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from tests.embeddings.made import READERS, CountingEncoder, town, village
from tests.laws.rebuilder import FINISHED, INTERRUPTED, REFUSED
from tests.laws.running import KILLED, Run, answering, is_clean, rebuilding


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with rebuilding() as ask:
        yield ask


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three generations: town, village, town."""
    root = tmp_path_factory.mktemp("base") / "index"
    for held in (town(), village(), town()):
        rebuild(held, Generations(root), CountingEncoder(), READERS)
    return root


WHOLE = {
    "village": (town().transcripts, village().transcripts),
    "rollback": (town().transcripts, village().transcripts),
    "prune": (town().transcripts, town().transcripts),
}


@pytest.mark.parametrize(("job", "cases"), [("village", 44), ("prune", 30), ("rollback", 20)])
def test_killed_before_any_change_to_the_disk_the_old_or_the_new_one_answers(
    run: Run, base: Path, tmp_path: Path, job: str, cases: int
) -> None:
    before, after = WHOLE[job]
    shutil.copytree(base, tmp_path / "whole")
    steps = run(tmp_path / "whole", job)["steps"]
    assert answering(tmp_path / "whole") == after
    # The last steps are those that publish: all of them, and a sample of the writing before.
    early = random.Random(7).sample(range(1, steps + 1), min(steps, cases // 2))
    chosen = sorted({*early, *range(max(1, steps - cases // 2), steps + 1)})
    seen = []
    for step in chosen:
        root = tmp_path / f"{step}"
        shutil.copytree(base, root)
        assert run(root, job, step=step)["ended"] == [KILLED]
        seen.append(answering(root))
        rebuild(village(), Generations(root), CountingEncoder(), READERS)
        assert answering(root) == village().transcripts
        assert is_clean(root)
        shutil.rmtree(root)
    assert set(seen) <= {before, after}
    assert seen == sorted(seen, key=lambda held: held == after)


def test_killed_during_the_first_rebuild_there_is_none_or_a_whole_one(run: Run, tmp_path: Path) -> None:
    steps = run(tmp_path / "whole", "town")["steps"]
    for step in random.Random(3).sample(range(1, steps + 1), 8):
        root = tmp_path / f"{step}"
        assert run(root, "town", step=step)["ended"] == [KILLED]
        if Generations(root).current() is not None:
            assert answering(root) == town().transcripts
        rebuild(town(), Generations(root), CountingEncoder(), READERS)
        assert answering(root) == town().transcripts
        assert is_clean(root)


def test_interrupted_at_any_time_a_whole_one_answers(run: Run, base: Path, tmp_path: Path) -> None:
    root, dice = tmp_path / "index", random.Random(13)
    shutil.copytree(base, root)
    usual = run(root, "village")["seconds"]
    for i in range(12):
        how = run(root, "village" if i % 2 else "town", after=dice.uniform(0.002, usual), signal=int(signal.SIGINT))
        assert how["ended"][0] in {INTERRUPTED, FINISHED, -signal.SIGINT}
        assert answering(root) in {town().transcripts, village().transcripts}


def test_a_disk_that_takes_no_more_leaves_the_old_one(run: Run, base: Path, tmp_path: Path) -> None:
    root = tmp_path / "index"
    shutil.copytree(base, root)
    sizes = {path.stat().st_size for path in Generations(root).path(2).rglob("*") if path.is_file()}
    assert len(sizes) > 8
    for size in sizes:
        assert run(root, "village", largest=size - 1)["ended"] == [REFUSED]
        assert Generations(root).current() == 3
        assert answering(root) == town().transcripts
        assert is_clean(root, resumable=True)


def test_several_at_once_follow_one_another(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "index"
    assert run(root, "town", "village", "town", "village")["ended"] == [FINISHED] * 4
    assert answering(root) in {town().transcripts, village().transcripts}
    numbers = Generations(root).numbers()
    assert numbers == list(range(1, len(numbers) + 1))
    assert is_clean(root)


def test_two_that_want_the_same_make_it_once(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path / "index", "town", "town")["ended"] == [FINISHED] * 2
    assert Generations(tmp_path / "index").numbers() == [1]


def test_readers_are_never_refused_while_generations_come_and_go(run: Run, base: Path, tmp_path: Path) -> None:
    shutil.copytree(base, tmp_path / "index")
    assert run(tmp_path / "index", "churn", "read", "read")["ended"] == [FINISHED] * 3
    assert is_clean(tmp_path / "index")
