"""quoth eval: ask a file of questions and measure the answers."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import QuothError, SettingError
from corpus.library import read_library
from rag.ask import Engine
from rag.evals.arms import parse_sweep
from rag.evals.gate import drops, requirement, shortfalls
from rag.evals.kept import Kept
from rag.evals.page import page
from rag.evals.provenance import of_questions, provenance
from rag.evals.questions import Question, load_questions
from rag.evals.report import Report, judge, load_report
from rag.evals.resume import resumed
from rag.evals.runs import Record, Where, load_run, run
from rag.evals.sweep import sweep_json
from ui.commands import options as o
from ui.commands.sweep import judging_engine, show_sweep, sweep_shown
from ui.escape import visible
from ui.opening import open_engine
from ui.progress import bar, say
from ui.settings import Settings, settings

RunOption = Annotated[Path | None, typer.Option("--run", metavar="FILE", help="Write what was found for each question here. An interrupted run goes on.")]
ReportOption = Annotated[list[Path] | None, typer.Option("--report", metavar="FILE", help="Write the report: .json, or .html to browse. May be repeated.")]
RequireOption = Annotated[list[str] | None, typer.Option("--require", metavar="MEASURE>=X", help="Exit 1 unless the mean is so, e.g. 'gold@1000w>=0.60'.")]


def evaluate(
    questions: Annotated[Path, typer.Argument(help="Question file: JSON lines.", show_default=False)],
    library: o.LibraryOption = None,
    index: o.IndexOption = None,
    encoder: o.EncoderOption = None,
    route: o.RouteOption = None,
    reranker: o.RerankerOption = None,
    scope: Annotated[str, typer.Option("--scope", help="Search the question's own 'transcript', or the whole 'library'.")] = "library",
    run_file: RunOption = None,
    scored: Annotated[Path | None, typer.Option("--score", metavar="RUN", help="Ask nothing: score this run, made here or by another system.")] = None,
    report_files: ReportOption = None,
    sample: Annotated[int | None, typer.Option("--sample", min=1, help="Ask only so many questions, drawn by --seed.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Which sample is drawn.")] = 0,
    require: RequireOption = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", metavar="REPORT", help="An earlier report to compare with --max-drop.")] = None,
    max_drop: Annotated[float, typer.Option("--max-drop", min=0, help="Exit 1 if a measure is lower than the baseline's by more.")] = 0.01,
    by: Annotated[str | None, typer.Option("--by", metavar="TAG", help="Show the measures for each value of a tag too.")] = None,
    swept: Annotated[Path | None, typer.Option("--sweep", metavar="TOML", help="Ask with every combination of the settings in this file; one table.")] = None,
    as_json: o.JsonOption = False,
) -> None:
    """Ask every question of a file and print the measures with their 95 % intervals. `quoth eval init` drafts such a file."""
    needs = [requirement(text) for text in require or ()]
    earlier = load_report(baseline) if baseline else None
    _refuse_unknown_kinds(report_files or ())
    held, where = settings(library, index, encoder, reranker=reranker, route=route), _where(scope)
    if scored:
        report = _scored(questions, held, scored, sample, seed)
    elif swept:
        _sweep(swept, questions, held, where, sample, seed, as_json)
        return
    else:
        base = open_engine(held, quiet=as_json)
        engine = judging_engine(load_questions(questions, base.transcripts), base, held, quiet=as_json)
        report = _asked(questions, engine, where, run_file, sample, seed, quiet=as_json)
    made = _stamped(report, run_file or scored)
    _deliver(made, report_files or (), None if scored else held)
    if as_json:
        o.print_json(made)
    else:
        print(report_text(made, by))
    short = shortfalls(made["means"], needs) + (drops(made["means"], earlier["means"], max_drop) if earlier else [])
    for line in short:
        say(f"not met: {line}")
    raise typer.Exit(1 if short else 0)


def _stamped(report: Report, run_file: Path | None) -> dict[str, Any]:
    """The report's JSON, told when it was made and of which run file."""
    held = report.as_json()
    when = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return {**held, "provenance": {**held["provenance"], "when": when, "run": str(run_file or "")}}


def _deliver(report: Mapping[str, Any], files: Sequence[Path], kept_by: Settings | None) -> None:
    """Write the report where it was asked for, and keep it beside the index for the web app."""
    for path in files:
        _write(path, page(report) if path.suffix == ".html" else json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    if kept_by:
        try:
            Kept(kept_by.index / "evals").save(report)
        except QuothError as error:
            say(visible(f"not kept for the web app: {error}"))


def _sweep(file: Path, questions: Path, held: Settings, where: Where, sample: int | None, seed: int, as_json: bool) -> None:
    arms = parse_sweep(file)
    base = open_engine(held, quiet=as_json)
    asked = _sampled(load_questions(questions, base.transcripts), sample, seed)
    drawn = (sample, seed) if sample else None
    outcomes, ranking = sweep_shown(arms, asked, base, held, where, lambda engine: provenance(questions, engine, where, drawn), quiet=as_json)
    if as_json:
        o.print_json(sweep_json(outcomes, ranking))
    else:
        show_sweep(outcomes, ranking)


def report_text(report: Mapping[str, Any], by: str | None = None) -> str:
    """The report as a table for a terminal."""
    counts = report["counts"]
    head = f"{counts['questions']} questions, {counts['answerable']} answerable, {counts['failed']} failed, {counts['missing']} missing"
    lines = [head, *(_row(name, mean) for name, mean in report["means"].items())]
    if by is not None:
        if by not in report["slices"]:
            raise SettingError(f"--by {by!r}: the questions do not differ in that tag; there are {', '.join(report['slices']) or 'none'}")
        for name, means in report["slices"][by].items():
            lines += ["", f"{by} = {name}", *(_row(measure, mean) for measure, mean in means.items())]
    return "\n".join(lines)


def _asked(questions: Path, engine: Engine, where: Where, run_file: Path | None, sample: int | None, seed: int, quiet: bool) -> Report:
    asked = _sampled(load_questions(questions, engine.transcripts), sample, seed)
    origin = provenance(questions, engine, where, (sample, seed) if sample else None)
    with bar("Asking", len(asked), quiet) as (advance, _):

        def ask(rest: Sequence[Question]) -> Iterator[Record]:
            return run(engine, rest, where)

        records = []
        for record in resumed(run_file, origin, asked, ask) if run_file else ask(asked):
            records.append(record)
            advance(1)
    return judge(asked, {record.id: record for record in records}, engine.transcripts, provenance=origin)


def _scored(questions: Path, held: Settings, run_file: Path, sample: int | None, seed: int) -> Report:
    """The report of a run that is there already; needs the library, no index."""
    transcripts = read_library(held.library).transcripts
    asked = _sampled(load_questions(questions, transcripts), sample, seed)
    return judge(asked, load_run(run_file), transcripts, provenance=of_questions(questions, transcripts))


def _sampled(questions: Sequence[Question], sample: int | None, seed: int) -> Sequence[Question]:
    if sample is None or sample >= len(questions):
        return questions
    chosen = set(random.Random(seed).sample(range(len(questions)), sample))
    return [question for i, question in enumerate(questions) if i in chosen]


def _where(scope: str) -> Where:
    if scope not in ("transcript", "library"):
        raise SettingError(f"--scope {scope!r}: choose 'transcript' or 'library'")
    return "transcript" if scope == "transcript" else "library"


def _refuse_unknown_kinds(paths: Sequence[Path]) -> None:
    for path in paths:
        if path.suffix not in (".json", ".html"):
            raise SettingError(f"--report {path}: name a file that ends in .json or .html")


def _row(name: str, mean: Mapping[str, Any]) -> str:
    interval = f"  [{mean['low']:.3f}, {mean['high']:.3f}]" if mean["low"] is not None else ""
    return f"{name:16} {mean['mean']:.3f}{interval}  n={mean['n']}"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingError(f"{path} cannot be written: {error.strerror}") from error
