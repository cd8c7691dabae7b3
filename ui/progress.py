"""Progress for people: a bar on stderr where there is a terminal, silence elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

STDERR = Console(stderr=True, highlight=False, soft_wrap=True)


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        """Empty until it is known."""
        return Text(f"{task.speed:,.0f}/s" if task.speed and task.speed >= 10 else f"{task.speed:,.1f}/s" if task.speed else "")


@contextmanager
def bar(what: str, total: int | None, quiet: bool = False) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """(advance, set_total) of a bar labelled `what`; `total` may be set later. Gone when done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=STDERR, transient=True, disable=quiet or not STDERR.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield (lambda n: progress.advance(task, n), lambda n: progress.update(task, total=n))


def span(seconds: float) -> str:
    """A length of time as people say it: "8 s", "12 min", "3 h 05 min"."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"


def say(text: str) -> None:
    """One line for a person, on stderr."""
    STDERR.print(text, markup=False)
