"""Every single operation on a file may fail: the index that was there, or the new one, answers; the next run works and cleans up.

The operations are counted and spoilt below Python (`faults.c`): opens, writes, fsyncs, renames, mkdirs and removals of any
library, FAISS and numpy among them, the n-th for every n.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from tests.embeddings.made import COUNCIL, READERS, CountingEncoder, library, town, transcript, village
from tests.laws.rebuilder import FINISHED, REFUSED
from tests.laws.running import KILLED, Run, answering, is_clean, rebuilding
from tests.laws.torture import scratch, shim

HOW = {"EIO": "e", "disk full from there on": "f", "short write": "s", "kill -9": "k"}
COUNCIL_ALONE = library(transcript("council", COUNCIL)).transcripts
AFTER = {"village": village().transcripts, "delete": COUNCIL_ALONE, "prune": town().transcripts, "rollback": village().transcripts}


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


@pytest.fixture(scope="module")
def run(place: Path) -> Iterator[Run]:
    with rebuilding(shim(place)) as ask:
        yield ask


@pytest.fixture(scope="module")
def base(place: Path) -> Path:
    """Three generations: town, village, town."""
    for held in (town(), village(), town()):
        rebuild(held, Generations(place / "base"), CountingEncoder(), READERS)
    return place / "base"


def spoilt(run: Run, base: Path, root: Path, job: str, fault: tuple[int, str]) -> int:
    """Runs the job on a copy of `base` with that fault and holds what it leaves to the law; returns the exit code."""
    before, after = town().transcripts, AFTER[job]
    shutil.copytree(base, root)
    ended: int = run(root, job, fault=fault)["ended"][0]
    assert ended in {FINISHED, REFUSED, KILLED}, f"{job}, operation {fault[0]}, {fault[1]}: a traceback"
    assert answering(root) in ({after} if ended == FINISHED else {before, after})
    rebuild(village(), Generations(root), CountingEncoder(), READERS)
    assert answering(root) == village().transcripts
    assert is_clean(root), [path.relative_to(root).as_posix() for path in root.rglob("*")]
    shutil.rmtree(root)
    return ended


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("job", AFTER)
def test_whichever_operation_fails_the_old_or_the_new_one_answers(run: Run, base: Path, place: Path, job: str, how: str) -> None:
    shutil.copytree(base, place / "counted")
    operations = run(place / "counted", job, fault=(0, "e"))["steps"]
    assert answering(place / "counted") == AFTER[job]
    shutil.rmtree(place / "counted")
    assert operations > (5 if job == "rollback" else 20)
    ends = {spoilt(run, base, place / "spoilt", job, (at, HOW[how])) for at in range(1, operations + 1)}
    assert (KILLED in ends) == (how == "kill -9")
    needs_room = job in ("village", "delete")
    assert REFUSED in ends or how in ("kill -9", "short write") or (how == "disk full from there on" and not needs_room)


@pytest.mark.parametrize("kilobytes", [24, 48, 72, 96, 128, 192, 256])
def test_a_disk_that_is_really_full(run: Run, base: Path, place: Path, kilobytes: int) -> None:
    """A file system of that size, filled by the rebuild: refused with the old one answering, or finished."""
    disk = place / "disk"
    disk.mkdir(exist_ok=True)
    size = sum(path.stat().st_blocks * 512 for path in base.rglob("*")) // 1024 + kilobytes
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(disk)], capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        shutil.copytree(base, disk / "index")
        ended = run(disk / "index", "village")["ended"][0]
        assert ended in {FINISHED, REFUSED}
        assert answering(disk / "index") == (village() if ended == FINISHED else town()).transcripts
        shutil.copytree(disk / "index", place / "roomy")  # the disk's owner makes room
        rebuild(village(), Generations(place / "roomy"), CountingEncoder(), READERS)
        assert answering(place / "roomy") == village().transcripts
        assert is_clean(place / "roomy")
        shutil.rmtree(place / "roomy")
        assert ended == (REFUSED if kilobytes < 50 else ended)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("shut", [".", "generations", "lock"])
def test_permission_lost_leaves_the_old_one(run: Run, base: Path, shut: str) -> None:
    if os.geteuid():
        pytest.skip("only an administrator's process can give up its rights in a child")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = Path(folder) / "index"
        shutil.copytree(base, root)
        for path in [root, *root.rglob("*")]:
            os.chown(path, 65534, 65534)
        (root / shut).chmod(0o400 if shut == "lock" else 0o555)
        assert run(root, "village", user=65534)["ended"] == [REFUSED]
        assert answering(root) == town().transcripts
        (root / shut).chmod(0o755)
        assert run(root, "village", user=65534)["ended"] == [FINISHED]
        assert answering(root) == village().transcripts
        assert is_clean(root)
