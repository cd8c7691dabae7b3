"""quoth compare: two reports, question by question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rag.evals.compare import Comparison, Difference
from rag.evals.compare import compare as compared
from rag.evals.report import load_report
from ui.commands import options as o
from ui.escape import visible

_STYLES = {"better": "green", "worse": "red", "within noise": "dim"}
_HASH = 64
_WIDE = 112


def compare(
    a: Annotated[Path, typer.Argument(help="Report to compare with, as quoth eval --report wrote it (.json or .html).", show_default=False)],
    b: Annotated[Path, typer.Argument(help="Report to judge.", show_default=False)],
    measure: Annotated[list[str] | None, typer.Option("--measure", metavar="NAME", help="Compare by this measure only. May be repeated.")] = None,
    changes: Annotated[int, typer.Option("--changes", metavar="N", min=0, help="Show up to N questions lost and N won.")] = 5,
    as_json: o.JsonOption = False,
) -> None:
    """Compare two reports over the same questions: what got better or worse, and what is only noise."""
    comparison = compared(load_report(a), load_report(b), measures=measure or (), names=_names(a, b), changes=changes)
    if as_json:
        o.print_json(comparison.as_json())
        return
    _show(Console(highlight=False), comparison, bool(measure))


def _names(a: Path, b: Path) -> tuple[str, str]:
    """The files' names, with their folders where those alone tell them apart."""
    return (a.name, b.name) if a.name != b.name else (str(a), str(b))


def _show(console: Console, comparison: Comparison, chosen: bool) -> None:
    _say(console, comparison.conclusion, "bold")
    _say(console, f"A is {comparison.a}, B is {comparison.b}. Changes are in points of 100, that of latency is B's share of A's; brackets are 95 % intervals.")
    console.print(_table(comparison.measures, wide=console.width >= _WIDE))
    for note in comparison.notes:
        _say(console, f"note: {note}", "yellow")
    if comparison.provenance:
        _say(console, "\nWhat was not the same", "bold")
        for changed in comparison.provenance:
            _say(console, f"  {changed.name}: {_short(changed.a)} -> {_short(changed.b)}")
    for difference in comparison.measures if chosen else _telling(comparison.measures):
        _show_changes(console, difference)


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(visible(line), style=style), soft_wrap=True)


def _table(measures: Sequence[Difference], wide: bool) -> Table:
    """A row a measure; a narrow terminal is spared the p values and gets the verdict in fewer words."""
    table = Table(box=None, pad_edge=False, padding=(0, 2 if wide else 1, 0, 0))
    table.add_column("measure", no_wrap=True)
    for name in ("A", "B", "change", "", *(("p",) if wide else ()), "won/lost/tied"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("B is", overflow="fold")
    for held in measures:
        p = (f"{held.p:.3f}" if held.p >= 0.0005 else "<.001",) if wide else ()
        cells = (held.measure, f"{held.a:.3f}", f"{held.b:.3f}", _number(held.difference, held), _interval(held), *p, f"{held.won}/{held.lost}/{held.tied}")
        table.add_row(*(Text(visible(cell)) for cell in cells), Text(_verdict(held, wide), style=_STYLES[held.verdict]))
    return table


def _verdict(held: Difference, wide: bool) -> str:
    if wide or held.needed is None:
        return held.text
    return held.text.replace(": ", "\n(").replace(" points would be needed", " needed)").replace(" % would be needed", " % needed)")


def _interval(held: Difference) -> str:
    return "" if held.low is None or held.high is None else f"[{_number(held.low, held)}, {_number(held.high, held)}]"


def _number(value: float, held: Difference) -> str:
    return f"×{value:.2f}" if held.scale == "ratio" else f"{100 * value:+.1f}"


def _telling(measures: Sequence[Difference]) -> list[Difference]:
    """The one measure whose questions are worth a look: the first that is told apart, else the first in which any changed."""
    moved = [held for held in measures if held.changes]
    return sorted(moved, key=lambda held: held.verdict == "within noise")[:1]


def _show_changes(console: Console, held: Difference) -> None:
    if not held.changes:
        return
    _say(console, f"\nQuestions that changed most on {held.measure}", "bold")
    for change in held.changes:
        won = (change.b > change.a) is not held.measure.startswith("latency")
        line = f"  {'won ' if won else 'lost'}  {change.a:.3f} -> {change.b:.3f}  {change.id}  {' '.join(change.question.split())}"
        console.print(Text(visible(line), style=_STYLES["better" if won else "worse"]), no_wrap=True, overflow="ellipsis")


def _short(value: Any) -> str:
    text = "none" if value is None else str(value)
    return text[:12] + "…" if len(text) == _HASH else text
