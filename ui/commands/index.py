"""quoth index: rebuild, and look after, the index."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Annotated

import typer

from corpus.errors import IndexBroken, IndexMissing, SettingError
from corpus.holdings import Holdings
from corpus.library import Library, read_library
from embeddings.encoders.registry import open_encoder
from embeddings.generations import Generations
from embeddings.plan import Plan, plan
from embeddings.rebuild import Outcome
from ui.commands import options as o
from ui.escape import visible
from ui.opening import readers, rebuild_shown
from ui.progress import say, span
from ui.settings import Settings, settings
from ui.upkeep import Upkeep, problems

app = typer.Typer(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
_SHOWN = 8


@app.callback()
def index(
    context: typer.Context,
    library: o.LibraryOption = None,
    index: o.IndexOption = None,
    encoder: o.EncoderOption = None,
    route: o.RouteOption = None,
    device: o.DeviceOption = None,
    kind: o.KindOption = None,
    full: Annotated[bool, typer.Option("--full", help="Encode everything again.")] = False,
    plan_only: Annotated[bool, typer.Option("--plan", help="Show what would be done and how long encoding should take, and stop.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Stay, and rebuild whenever files of the library change, until Ctrl-C.")] = False,
    as_json: o.JsonOption = False,
) -> None:
    """Bring the index up to date with the library: only what changed is encoded.

    The old index answers until the new one is complete and checked; Ctrl-C or a crash leaves it in place, and the next run goes on
    with what was encoded. A web chat that is open moves to the new index by itself.
    """
    if context.invoked_subcommand:
        how = {"--encoder": encoder, "--route": route, "--device": device, "--kind": kind}
        given = {"--library": library, "--index": index, **how, "--full": full, "--plan": plan_only, "--watch": watch, "--json": as_json}
        _refuse_before(context.invoked_subcommand, given)
        return
    held = settings(library, index, encoder, kind=kind, route=route, device=device)
    if watch:
        _watch(held, {"--full": full, "--plan": plan_only, "--json": as_json})
        return
    generations = Generations(held.index)
    if not full and (outcome := _nothing_to_do(held, generations)):
        _show_plan(outcome.plan, as_json) if plan_only else _show(outcome, held, as_json)
        return
    found = read_library(held.library)
    _warn(found)
    encode = open_encoder(held.encoder, held.route, held.device)
    if plan_only:
        _show_plan(plan(found, generations, encode, readers(), full, held.kind, timed=True), as_json)
        return
    outcome = rebuild_shown(found, generations, encode, full, quiet=as_json, kind=held.kind)
    _show(outcome, held, as_json)


def _watch(held: Settings, given: Mapping[str, object]) -> None:
    """Follow the library until Ctrl-C."""
    for option in (option for option, value in given.items() if value):
        raise SettingError(f"--watch goes on until Ctrl-C and cannot be had with {option}; leave one of them out")
    from ui.watching import Following

    generations, encode = Generations(held.index), open_encoder(held.encoder, held.route, held.device)
    upkeep = Upkeep(held.library, generations, lambda: encode, Holdings(held.library), held.kind)
    answers: list[int] = []

    def update() -> None:
        if answers and held.library.is_dir() and upkeep.nothing_to_do():
            return
        found = read_library(held.library)
        outcome = rebuild_shown(found, generations, encode, kind=held.kind)
        if answers != [outcome.generation]:
            _warn(found)
            print(_outcome_text(outcome, held), flush=True)
        answers[:] = [outcome.generation]

    try:
        say(f"Watching {held.library}: it is indexed again whenever its files change (Ctrl-C ends this).")
        Following(held.library, held.index, update, lambda text: say(visible(text))).run()
    except KeyboardInterrupt:
        say("No longer watching. The index answers as it is.")


def _nothing_to_do(held: Settings, generations: Generations) -> Outcome | None:
    """What came of a rebuild of files that are byte for byte those of the index: known without reading what they say."""
    began = time.monotonic()
    upkeep = Upkeep(held.library, generations, lambda: open_encoder(held.encoder, held.route, held.device), Holdings(held.library), held.kind)
    made = upkeep.nothing_to_do() if held.library.is_dir() else None
    manifest = upkeep.current() if made else None
    return Outcome(manifest.generation, made, made.passages, 0, time.monotonic() - began) if made and manifest else None


def _show(outcome: Outcome, held: Settings, as_json: bool) -> None:
    if as_json:
        o.print_json(_outcome_json(outcome))
    else:
        print(_outcome_text(outcome, held))


@app.command()
def status(library: o.LibraryOption = None, index: o.IndexOption = None, as_json: o.JsonOption = False) -> None:
    """Say which generation answers and what it was made from."""
    held = settings(library, index)
    generations = _there(held)
    manifest = generations.manifest(generations.current() or 0)
    value = {
        "index": str(held.index),
        "generation": f"{manifest.generation:06d}",
        "generations": [f"{n:06d}" for n in generations.numbers()],
        "encoder": manifest.encoder.name,
        "route": manifest.encoder.route,
        "kind": manifest.index,
        "counts": dict(manifest.counts),
        "unreadable": dict(manifest.unreadable),
    }
    if as_json:
        o.print_json(value)
        return
    print(f"generation {value['generation']} in {held.index} (of {len(generations.numbers())} kept)")
    counts = ", ".join(f"{manifest.counts[what]:,} {what}" for what in ("transcripts", "turns", "passages"))
    print(f"{counts}, encoder {manifest.encoder.name} ({manifest.encoder.route.rpartition('/')[2]}), vector index {manifest.index}")
    for file, why in manifest.unreadable.items():
        print(visible(f"not indexed: {file}: {why}"))


@app.command()
def rollback(library: o.LibraryOption = None, index: o.IndexOption = None, as_json: o.JsonOption = False) -> None:
    """Let the generation before the current one answer again."""
    number = _there(settings(library, index)).rollback()
    if as_json:
        o.print_json({"generation": f"{number:06d}"})
    else:
        print(f"generation {number:06d} answers now")


@app.command()
def prune(
    library: o.LibraryOption = None,
    index: o.IndexOption = None,
    keep: Annotated[int, typer.Option("--keep", min=1, help="How many of the newest generations to keep.")] = 2,
    as_json: o.JsonOption = False,
) -> None:
    """Remove old generations; the current one always stays."""
    gone = _there(settings(library, index)).prune(keep)
    if as_json:
        o.print_json({"removed": [f"{number:06d}" for number in gone]})
    else:
        print(f"removed {len(gone)} generations" if gone else "nothing to remove")


@app.command()
def check(library: o.LibraryOption = None, index: o.IndexOption = None, as_json: o.JsonOption = False) -> None:
    """Check every hash, every count and the place of every passage of the current generation, and that its transcripts still are what the files say."""
    held = settings(library, index)
    problems = index_problems(held)
    if as_json:
        o.print_json({"ok": not problems, "problems": problems})
    else:
        print("\n".join(visible(problem) for problem in problems) or "the index is whole and its files are unchanged")
    raise typer.Exit(1 if problems else 0)


def index_problems(held: Settings) -> list[str]:
    """What is wrong with the index of these settings, one line each; IndexMissing where there is none."""
    if not held.library.is_dir():
        read_library(held.library)
    try:
        generations = _there(held)
    except IndexBroken as error:
        return [str(error)]
    return problems(held.library, generations)


def _there(held: Settings) -> Generations:
    """The generations of an index that is there; IndexMissing with the command that makes it."""
    generations = Generations(held.index)
    if generations.current() is None:
        library = "" if held.samples else f" --library {held.library}"
        raise IndexMissing(f"there is no index in {held.index}; make it with: quoth index{library}{f' --index {held.index}' if held.index_named else ''}")
    return generations


def _refuse_before(command: str, given: Mapping[str, object]) -> None:
    """SettingError for options before the subcommand, where they would mean nothing."""
    named = [option for option, value in given.items() if value]
    if named:
        raise SettingError(f"{', '.join(named)} before {command!r} would be ignored; write: quoth index {command} {named[0]} …")


def _warn(library: Library) -> None:
    for file in library.unreadable[:_SHOWN]:
        say(visible(f"not indexed: {file.file}: {file.why}"))
    if len(library.unreadable) > _SHOWN:
        say(f"and {len(library.unreadable) - _SHOWN} more files that are not indexed")


def _plan_json(made: Plan) -> dict[str, object]:
    return {
        "files": {"added": len(made.added), "changed": len(made.changed), "removed": len(made.removed), "kept": len(made.kept)},
        "passages": made.passages,
        "encode": made.encode,
        "resumed": made.resumed,
        "seconds": None if made.seconds is None else round(made.seconds, 1),
        "reason": made.reason,
    }


def _show_plan(made: Plan, as_json: bool) -> None:
    if as_json:
        o.print_json(_plan_json(made))
        return
    print(_files_text(made))
    if not made.needed:
        print("nothing to do: the index is up to date")
        return
    print(f"{made.passages:,} passages, {made.encode:,} texts to encode")
    if made.resumed:
        print(f"{made.resumed:,} more were encoded by a rebuild that did not finish, and are used")
    if made.encode and made.seconds is not None:
        print(f"about {span(made.seconds)} of encoding, as a few of these texts took just now; writing the index comes on top")
    if made.reason:
        print(visible(f"why: {made.reason}"))


def _files_text(made: Plan) -> str:
    return f"{len(made.added)} added, {len(made.changed)} changed, {len(made.removed)} removed, {len(made.kept)} kept"


def _outcome_json(outcome: Outcome) -> dict[str, object]:
    made = outcome.plan
    return {
        "generation": f"{outcome.generation:06d}",
        "files": {"added": len(made.added), "changed": len(made.changed), "removed": len(made.removed), "kept": len(made.kept)},
        "passages": made.passages,
        "reused": outcome.reused,
        "encoded": outcome.encoded,
        "seconds": round(outcome.seconds, 3),
        "unreadable": dict(outcome.unreadable),
    }


def _outcome_text(outcome: Outcome, held: Settings) -> str:
    if not outcome.plan.needed:
        return f"The index in {held.index} is up to date (generation {outcome.generation:06d}, {outcome.plan.passages:,} passages)."
    resumed = f" and {outcome.plan.resumed:,} taken from a rebuild that had not finished" if outcome.plan.resumed else ""
    return (
        f"Indexed {held.library}: {_files_text(outcome.plan)}; {outcome.plan.passages:,} passages, "
        f"{outcome.encoded:,} texts encoded{resumed}, in {outcome.seconds:.1f} s. Generation {outcome.generation:06d} answers now."
    )
