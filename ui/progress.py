"""Progress for people: a bar on stderr where there is a terminal, silence elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

STDERR = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def bar(what: str, total: int | None, quiet: bool = False) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """(advance, set_total) of a bar labelled `what`; `total` may be set later. Gone when done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=STDERR, transient=True, disable=quiet or not STDERR.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield (lambda n: progress.advance(task, n), lambda n: progress.update(task, total=n))


def say(text: str) -> None:
    """One line for a person, on stderr."""
    STDERR.print(text, markup=False)
