"""A server over the samples that takes its time: `python -m benchmarks.unhurried`, prints its address. For pictures of answers on their way.

The engine is the real one; only a pause stands before each of its steps, one question is answered at a time, and one may wait.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rag.ask import Engine
from rag.scope import Scope
from rag.steps import Asking
from ui.opening import open_engine
from ui.people import People
from ui.settings import settings
from ui.web.app import serve
from ui.web.desk import Desk
from ui.web.site import Site

PAUSE: Final = 1.2
"""Seconds before each step."""
NAME, PASSWORD = "ada", "a password for pictures"


class Unhurried:
    """The engine with a pause before each step; for everything else the engine itself."""

    def __init__(self, engine: Engine) -> None:
        """Slows `engine` down."""
        self._engine = engine

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def asking(self, question: str, scope: Scope = Scope(), history: Sequence[tuple[str, str]] = (), *, without: Sequence[str] = ()) -> Asking:  # noqa: B008
        """`Engine.asking`, slowly."""
        steps = self._engine.asking(question, scope, history, without=without)
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                answer: object = end.value
                return answer  # type: ignore[return-value]
            yield step
            time.sleep(PAUSE)


def main(auth: bool) -> None:
    """Serves until interrupted; with `auth` behind a login."""
    with tempfile.TemporaryDirectory() as folder:
        people = People(Path(folder) / "people.json") if auth else None
        if people:
            people.add(NAME, PASSWORD)
        engine, site = Unhurried(open_engine(settings(), quiet=True)), Site(people=people, desk=Desk(1, 1))
        serve(engine, "127.0.0.1", 0, (), lambda address: print(address, flush=True), site)  # type: ignore[arg-type]


if __name__ == "__main__":
    main("auth" in sys.argv[1:])
