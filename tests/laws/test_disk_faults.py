"""The disk may refuse any one request: the index that was there still answers, nothing is left lying about, and the next rebuild works."""

from __future__ import annotations

import builtins
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import IndexingError
from embeddings.generations import Generations
from embeddings.plan import Plan
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot
from tests.embeddings.made import READERS, CountingEncoder, town, village

OPEN = open
REQUESTS: dict[str, tuple[Any, str]] = {
    "fsync": (os, "fsync"),
    "rename": (os, "rename"),
    "replace": (os, "replace"),
    "mkdir": (os, "mkdir"),
    "open (pathlib)": (io, "open"),
    "open": (builtins, "open"),
}
ENDS: dict[str, Callable[[], BaseException]] = {
    "disk full": lambda: OSError(28, "No space left on device"),
    "input/output error": lambda: OSError(5, "Input/output error"),
    "Ctrl-C": lambda: KeyboardInterrupt(),
}


class Refusing:
    """Stands for one function of the system and fails at its n-th call; calls of `open` to read do not count."""

    def __init__(self, real: Callable[..., Any], at: int, end: Callable[[], BaseException]) -> None:
        self.real, self.at, self.end, self.calls = real, at, end, 0

    def __call__(self, *given: Any, **named: Any) -> Any:
        mode = named.get("mode", given[1] if len(given) > 1 else "r")
        if self.real is not OPEN or (isinstance(mode, str) and "w" in mode):
            self.calls += 1
            if self.calls == self.at:
                raise self.end()
        return self.real(*given, **named)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("faults") / "index"
    rebuild(town(), Generations(root), CountingEncoder(), READERS)
    return root


def attempt(base: Path, root: Path, request: str, at: int, end: Callable[[], BaseException]) -> tuple[BaseException | None, int]:
    """Rebuild a copy of `base` for the village with the n-th request refused: what was raised, and how many were made."""
    shutil.copytree(base, root)
    module, name = REQUESTS[request]
    refusing = Refusing(getattr(module, name), at, end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, refusing)
        try:
            rebuild(village(), Generations(root), CountingEncoder(), READERS)
        except (IndexingError, KeyboardInterrupt) as error:
            return error, refusing.calls
    return None, refusing.calls


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("request_", REQUESTS)
def test_the_old_one_answers_after_any_refused_request(base: Path, tmp_path: Path, request_: str, ends: str) -> None:
    _, calls = attempt(base, tmp_path / "whole", request_, 0, ENDS[ends])
    assert calls >= 1
    for at in range(1, calls + 1):
        root = tmp_path / f"{at}"
        error, _ = attempt(base, root, request_, at, ENDS[ends])
        # A folder that is there already need not be made; the fsync after the pointer was replaced finds the new one in place.
        needless, is_last = request_ == "mkdir" and error is None, request_ == "fsync" and at == calls
        assert needless or isinstance(error, KeyboardInterrupt if ends == "Ctrl-C" else IndexingError)
        expected = village() if needless or is_last else town()
        assert open_snapshot(Generations(root), CountingEncoder().identity, READERS).transcripts == expected.transcripts
        assert list((root / "generations").glob("new-*")) == []
        rebuild(village(), Generations(root), CountingEncoder(), READERS)
        assert open_snapshot(Generations(root), CountingEncoder().identity, READERS).transcripts == village().transcripts
        shutil.rmtree(root)


def test_everything_is_on_the_disk_before_the_pointer_names_it(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut keeps what was fsynced: vectors as they are made; files and folders, then the note, the name, the pointer's words, the pointer."""
    shutil.copytree(base, tmp_path / "index")
    done: list[tuple[str, str]] = []
    fsync, rename, replace = os.fsync, os.rename, os.replace

    def note(what: str, real: Callable[..., None]) -> Callable[..., None]:
        def noted(*given: Any) -> None:
            path = Path(os.readlink(f"/proc/self/fd/{given[0]}")) if what == "fsync" else Path(given[1])
            done.append((what, path.relative_to(tmp_path / "index").as_posix()))
            real(*given)

        return noted

    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not name open files")
    for name, real in (("fsync", fsync), ("rename", rename), ("replace", replace)):
        monkeypatch.setattr(os, name, note(name, real))
    rebuild(village(), Generations(tmp_path / "index"), CountingEncoder(), READERS)
    made = {
        path.relative_to(tmp_path / "index/generations/000002").as_posix() for path in (tmp_path / "index/generations/000002").rglob("*")
    }
    encoded, written = done[0], [name for _, name in done[1 : len(made) + 2]]
    assert encoded[1].startswith("encoded/")
    assert {name.removeprefix("generations/new-000002/") for name in written} == made | {"generations/new-000002"}
    assert done[len(made) + 2 :] == [
        ("fsync", "publishing"),
        ("fsync", "."),
        ("rename", "generations/000002"),
        ("fsync", "generations"),
        ("fsync", "current.new"),
        ("replace", "current"),
        ("fsync", "."),
    ]


@pytest.mark.parametrize("texts", [1, 5, 9])
def test_ctrl_c_while_encoding_leaves_the_old_one_and_no_litter(base: Path, tmp_path: Path, texts: int) -> None:
    shutil.copytree(base, tmp_path / "index")
    index, done = Generations(tmp_path / "index"), [0]

    def report(count: int) -> None:
        done[0] += count
        if done[0] >= texts:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(village(), index, CountingEncoder(), READERS, full=True, report=report)
    assert open_snapshot(index, CountingEncoder().identity, READERS).transcripts == town().transcripts
    assert sorted(path.relative_to(index.root).as_posix() for path in index.root.glob("*")) == ["current", "generations", "lock"]
    assert [path.name for path in (index.root / "generations").iterdir()] == ["000001"]


def test_ctrl_c_while_the_plan_is_shown_leaves_everything(base: Path, tmp_path: Path) -> None:
    shutil.copytree(base, tmp_path / "index")

    def refuse(_: Plan) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(village(), Generations(tmp_path / "index"), CountingEncoder(), READERS, on_plan=refuse)
    assert Generations(tmp_path / "index").numbers() == [1]
