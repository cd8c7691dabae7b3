"""Arrays are read by many threads at once, whatever else runs in between."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings.arrays import load_array, map_array

HELD = np.zeros(3, dtype=[("turn", "<i4"), ("start", "<i8"), ("score", "<f4")])


@pytest.fixture
def busy() -> Iterator[None]:
    """Threads that change as often as they can, and a collector that runs Python code wherever it can."""
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(20)
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*thresholds)


class Knot:
    """Garbage that only the collector takes away, in Python."""

    def __init__(self) -> None:
        self.self = self

    def __del__(self) -> None:
        for _ in range(50):
            pass


def test_by_many_threads_at_once(busy: None, tmp_path: Path) -> None:
    path, read = tmp_path / "held.npy", []
    np.save(path, HELD, allow_pickle=False)

    def work() -> None:
        for _ in range(200):
            Knot()
            read.append(len(load_array(path)) + len(map_array(path)))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [6] * 1600


def test_as_it_was_saved_and_read_only_where_it_is_mapped(tmp_path: Path) -> None:
    rows = np.arange(12, dtype=np.float32).reshape(3, 4)
    np.save(tmp_path / "rows.npy", rows)
    assert (load_array(tmp_path / "rows.npy") == rows).all()
    assert (map_array(tmp_path / "rows.npy") == rows).all()
    with pytest.raises(ValueError, match="read-only"):
        map_array(tmp_path / "rows.npy")[0] = 1


def test_what_is_pickled_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "odd.npy", np.array([{"a": 1}], dtype=object))
    for load in (load_array, map_array):
        with pytest.raises(ValueError, match=r"pickle|Python objects"):
            load(tmp_path / "odd.npy")
