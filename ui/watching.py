"""quoth index --watch: the index follows the library. The one module that imports `watchfiles`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from watchfiles import Change, watch

from corpus.errors import QuothError

_QUIET_MS = 1_600
"""A change is waited out so long, so that a file that is being copied is read once it is whole."""

_LOOK_MS = 5_000
"""What failed is tried again so often, and the system's word that nothing changed is not relied on at the beginning."""


class Following:
    """A library that is watched; `update` brings its index up to date, and `say` tells a person what went wrong."""

    def __init__(self, library: Path, index: Path, update: Callable[[], None], say: Callable[[str], None]) -> None:
        """Watch nothing yet."""
        self._library, self._index = library.resolve(), index.resolve()
        self._update, self._say = update, say
        self._told = ""

    def run(self) -> None:
        """Updates at once and whenever files change, until Ctrl-C (KeyboardInterrupt)."""
        waiting = not self._updated()
        first = True
        for changes in watch(
            self._library, watch_filter=self.concerns, debounce=_QUIET_MS, rust_timeout=_LOOK_MS, yield_on_timeout=True, raise_interrupt=True, recursive=True
        ):
            if changes or waiting or first:
                waiting = not self._updated()
            first = False

    def concerns(self, _: Change, path: str) -> bool:
        """Whether a change to that file may change the index: not to the index itself, hidden files and what a library passes over."""
        place = Path(path)
        if place.is_relative_to(self._index) or not place.is_relative_to(self._library):
            return False
        parts = place.relative_to(self._library).parts
        return not any(part.startswith(".") for part in parts) and place.suffix != ".jsonl" and place.name != "quoth.toml"

    def _updated(self) -> bool:
        """Whether the index is up to date now; what hindered it is said once, and tried again."""
        try:
            self._update()
        except QuothError as error:
            if str(error) != self._told:
                self._say(f"not rebuilt: {error}")
            self._told = str(error)
            return False
        self._told = ""
        return True
