"""quoth eval: ask a file of questions and measure the answers."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import SettingError
from rag.evals.questions import load_questions
from rag.evals.report import Mean, Report, judge
from rag.evals.runs import Where, dump, run
from ui.commands import options as o
from ui.opening import open_engine
from ui.progress import bar
from ui.settings import settings


def evaluate(
    questions: Annotated[Path, typer.Argument(help="Question file: JSON lines.")],
    library: o.LibraryOption = None,
    index: o.IndexOption = None,
    encoder: o.EncoderOption = None,
    scope: Annotated[str, typer.Option("--scope", help="Search the question's own 'transcript', or the whole 'library'.")] = "library",
    run_file: Annotated[Path | None, typer.Option("--run", metavar="FILE", help="Write the run (what was found for each question) here.")] = None,
    require: Annotated[list[str] | None, typer.Option("--require", metavar="MEASURE=VALUE", help="Exit 1 if the mean is lower, e.g. gold@1000w=0.60.")] = None,
    as_json: o.JsonOption = False,
) -> None:
    """Ask every question of a file and print the measures with their 95 % intervals."""
    needs = [_requirement(text) for text in require or ()]
    if scope not in ("transcript", "library"):
        raise SettingError(f"--scope {scope!r}: choose 'transcript' or 'library'")
    where: Where = "transcript" if scope == "transcript" else "library"
    engine = open_engine(settings(library, index, encoder), quiet=as_json)
    asked = load_questions(questions, engine.transcripts)
    with bar("Asking", len(asked), quiet=as_json) as (advance, _):
        records = list(run(engine, asked, where, lambda: advance(1)))
    if run_file:
        _write(run_file, "".join(dump(record) + "\n" for record in records))
    report = judge(asked, {record.id: record for record in records}, engine.transcripts)
    if as_json:
        o.print_json(report_json(report))
    else:
        print(report_text(report))
    short = [f"{name} is {_mean(report, name):.3f}, {least} was required" for name, least in needs if _mean(report, name) < least]
    for line in short:
        print(line) if not as_json else None
    raise typer.Exit(1 if short else 0)


def report_text(report: Report) -> str:
    """The report as a table for a terminal."""
    head = f"{report.questions} questions, {report.answerable} answerable, {report.failed} failed, {report.missing} missing"
    return "\n".join([head, *(_row(name, mean) for name, mean in report.means.items())])


def report_json(report: Report) -> dict[str, Any]:
    """The report as JSON: counts, means, every question's values."""
    return dataclasses.asdict(report)


def _row(name: str, mean: Mean) -> str:
    interval = f"  [{mean.low:.3f}, {mean.high:.3f}]" if mean.low is not None else ""
    return f"{name:16} {mean.mean:.3f}{interval}  n={mean.n}"


def _requirement(text: str) -> tuple[str, float]:
    name, _, value = text.replace(">=", "=").partition("=")
    try:
        return name.strip(), float(value)
    except ValueError as error:
        raise SettingError(f"--require {text!r} is not MEASURE=VALUE, for instance gold@1000w=0.60") from error


def _mean(report: Report, name: str) -> float:
    if name not in report.means:
        raise SettingError(f"--require: there is no measure {name!r} in this run; there are {', '.join(report.means)}")
    return report.means[name].mean


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingError(f"{path} cannot be written: {error.strerror}") from error
