"""A private file is replaced whole or stays as it was, and nobody but its owner can read it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ui.private import write_private


def test_it_is_replaced_and_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "people.json"
    file.write_text("before")
    file.chmod(0o644)
    write_private(file, "Bjørn")
    assert file.read_bytes() == b"Bj\xc3\xb8rn"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_where_it_fails_the_file_is_as_it_was_and_nothing_is_left_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    file = tmp_path / "people.json"
    file.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space left"):
        write_private(file, "after")
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]
