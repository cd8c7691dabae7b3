"""quoth eval --sweep: the engines of the arms, and the table at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpus.errors import IndexStale
from corpus.library import read_library
from corpus.passages import WINDOW_WORDS, rule
from embeddings.encoders import Encoder
from embeddings.encoders.registry import open_encoder
from embeddings.generations import Generations
from rag.ask import Engine
from rag.evals.compare import Arm as Placed
from rag.evals.compare import Ranking
from rag.evals.questions import Question
from rag.evals.runs import Where
from rag.evals.struck import Struck, emptied, struck_turns
from rag.evals.sweep import MEASURE, Arm, Outcome, conclusion, numbered, ranking, sweep
from rag.retrieve import DEFAULT
from rag.writers.extractive import ExtractiveWriter
from rag.writers.extractive import Settings as Tuned
from ui.escape import visible
from ui.opening import readers, rebuild_shown
from ui.progress import bar
from ui.settings import Settings

_SHOWN = ("hit@5", "mrr@10", "quote_recall", "refused", "latency_p50")
_WIDE = 120
_STYLES = {"better": "green", "worse": "red", "within noise": "dim"}


def sweep_shown(
    arms: Sequence[Arm],
    questions: Sequence[Question],
    base: Engine,
    held: Settings,
    where: Where,
    origin: Callable[[Engine], Mapping[str, Any]],
    measure: str = MEASURE,
    quiet: bool = False,
) -> tuple[list[Outcome], Ranking]:
    """Ask every arm the questions, with a progress bar on a terminal; what they gave, and how they stand by `measure`.

    `base` is the engine over the index of `held`. Arms with another encoder or passage rule get an index of their own below
    it, made before anything is asked; so do all where a question strikes turns (`rag.evals.struck`). An interrupted sweep
    of the same arms goes on where it stopped.
    """
    engine_for = engines(arms, base, held, quiet, struck_turns(questions, base.transcripts))
    with bar("Asking", len(arms) * len(questions), quiet) as (advance, _):
        outcomes = sweep(engine_for, arms, questions, where, origin, measure, advance, _folder(held, "asked", repr([arm.settings for arm in arms])))
    return outcomes, ranking(outcomes, measure)


def judging_engine(questions: Sequence[Question], base: Engine, held: Settings, quiet: bool = False) -> Engine:
    """The engine to judge by: `base`, or where a question strikes turns one over an index without their words, made now."""
    struck = struck_turns(questions, base.transcripts)
    if not struck:
        return base
    arm = Arm("", {}, "", WINDOW_WORDS, DEFAULT, Tuned())
    return engines([arm], base, held, quiet, struck)(arm)


def engines(arms: Iterable[Arm], base: Engine, held: Settings, quiet: bool = False, struck: Struck = frozenset()) -> Callable[[Arm], Engine]:
    """What makes the engine of each of `arms`, the turns `struck` emptied.

    Every encoder is loaded and every index made now, so that mistakes show at once.
    """
    encoders: dict[str, Encoder] = {}
    indexes: dict[tuple[str, int], Generations] = {}
    for arm in arms:
        name, key = _encoder(arm, held), (_encoder(arm, held), arm.window_words)
        if name not in encoders:
            encoders[name] = open_encoder(name)
        if key not in indexes:
            indexes[key] = _index(arm, encoders[name], base, held, struck, quiet)

    def engine_for(arm: Arm) -> Engine:
        name = _encoder(arm, held)
        index, writer = indexes[name, arm.window_words], ExtractiveWriter(arm.writer)
        return Engine(held.library, index, encoders[name], readers(), writer, arm.weights, arm.window_words, base.reranker)

    return engine_for


def show_sweep(outcomes: Sequence[Outcome], held: Ranking) -> None:
    """The table of a sweep on stdout, its conclusion first."""
    console = Console(highlight=False)
    _say(console, conclusion(outcomes, held), "bold")
    _say(console, "Changes are in points of 100 against the first arm, with 95 % paired intervals; verdicts are corrected for many arms.")
    console.print(_table(outcomes, held, console.width >= _WIDE))
    for name, outcome in numbered(outcomes).items():
        if outcome.report is None:
            _say(console, f"not asked: {name}, {outcome.arm.name}: {outcome.error}", "red")


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(visible(line), style=style), soft_wrap=True)


def _encoder(arm: Arm, held: Settings) -> str:
    return arm.encoder or held.encoder


def _folder(held: Settings, kind: str, what: str) -> Path:
    return held.index / "sweep" / f"{kind}-{hashlib.sha256(what.encode()).hexdigest()[:12]}"


def _index(arm: Arm, encoder: Encoder, base: Engine, held: Settings, struck: Struck, quiet: bool) -> Generations:
    """The index for an arm's encoder and passage rule, brought up to date; the one at hand where it is made so."""
    name = _encoder(arm, held)
    at_hand = Generations(held.index)
    if name == held.encoder and arm.window_words == WINDOW_WORDS and not struck:
        return at_hand
    generations = Generations(_folder(held, "index", f"{name}\n{rule(arm.window_words)}\n{sorted(struck)}"))
    library = read_library(held.library)
    if [(t.id, t.sha256) for t in library.transcripts] != [(t.id, t.sha256) for t in base.transcripts]:
        raise IndexStale(f"the files in {held.library} are not those of the index in {held.index}; bring it up to date first with: quoth index")
    judged = replace(library, transcripts=emptied(library.transcripts, struck))
    rebuild_shown(judged, generations, encoder, quiet=quiet, window_words=arm.window_words, also=at_hand)
    generations.prune(1)
    return generations


def _table(outcomes: Sequence[Outcome], held: Ranking, wide: bool) -> Table:
    """A row an arm that was asked; a narrow terminal is spared the other measures."""
    placed = {arm.name: arm for arm in held.arms}
    asked = [(name, outcome.arm.name, outcome.report["means"]) for name, outcome in numbered(outcomes).items() if outcome.report is not None]
    more = [shown for shown in _SHOWN if wide and shown != held.measure and any(shown in means for _, _, means in asked)]
    table = Table(box=None, pad_edge=False, padding=(0, 2 if wide else 1, 0, 0))
    table.add_column("", no_wrap=True)
    table.add_column("settings", overflow="fold")
    for column in (held.measure, "change", "", *more):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("is")
    for name, told, means in asked:
        others = [f"{means[shown]['mean']:.3f}" if shown in means else "" for shown in more]
        cells = [name, told, f"{placed[name].value:.3f}", *_change(placed[name]), *others]
        verdict = placed[name].verdict or ""
        table.add_row(*(Text(visible(cell)) for cell in cells), Text(verdict, style=_STYLES.get(verdict, "")))
    return table


def _change(arm: Placed) -> tuple[str, str]:
    pair = arm.difference
    if pair is None:
        return "", ""
    scale, sign = (1, "") if pair.scale == "ratio" else (100, "+")
    interval = f"[{scale * pair.low:{sign}.2f}, {scale * pair.high:{sign}.2f}]" if pair.low is not None and pair.high is not None else ""
    return f"{'×' if pair.scale == 'ratio' else ''}{scale * pair.difference:{sign}.2f}", interval
