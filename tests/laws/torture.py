"""How long the tests of the index go on, on what, and with which dice. `make torture` sets TORTURE to make them longer."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

TIMES = int(os.environ.get("TORTURE", "1"))
"""How many times as much as on every commit."""

_MEMORY = Path("/dev/shm")


def dice() -> random.Random:
    """Other throws each time; the seed is printed, and TORTURE_SEED repeats it."""
    seed = int(os.environ.get("TORTURE_SEED", "0")) or random.SystemRandom().randrange(1, 2**32)
    sys.stdout.write(f"TORTURE_SEED={seed}\n")
    return random.Random(seed)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where there is one: a process that is killed leaves there what it leaves on a disk, some ten times sooner."""
    where = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="quoth-laws-", dir=where))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def shim(folder: Path) -> Path:
    """`faults.c` compiled into `folder`; the test is skipped where that cannot be."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or not compiler:
        pytest.skip("needs Linux and a C compiler, with which single operations on files are made to fail")
    made = folder / "faults.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(Path(__file__).with_name("faults.c")), "-ldl"], check=True)
    return made
