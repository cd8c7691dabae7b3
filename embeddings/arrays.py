"""Arrays as NumPy keeps them in files, opened by many threads at once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ONE_AT_A_TIME = threading.Lock()
"""NumPy reads a file's header with `ast`, and in CPython 3.11 two threads that do so at once may end in a SystemError: held while any array is opened."""


def load_array(path: Path) -> npt.NDArray[Any]:
    """The array of a .npy file, in memory; nothing pickled. OSError, EOFError or ValueError for a file that is missing or damaged."""
    with ONE_AT_A_TIME:
        return np.asarray(np.load(path, allow_pickle=False))


def map_array(path: Path) -> np.memmap[Any, np.dtype[Any]]:
    """The array of a .npy file, read-only and read from the disk as it is needed; errors as for `load_array`."""
    with ONE_AT_A_TIME:
        mapped: np.memmap[Any, np.dtype[Any]] = np.load(path, mmap_mode="r", allow_pickle=False)
    return mapped
