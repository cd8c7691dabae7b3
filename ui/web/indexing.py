"""The page of the index: what answers, what a rebuild would do, the rebuild itself, older generations, a check of everything.

The functions can be called by any program that reaches the server: they take anything and answer with data or with a
sentence under "error". Rebuilds belong to the server, so that a page may come and go.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.resources import files
from typing import Any, Final

from corpus.errors import QuothError
from embeddings.manifest import Manifest
from embeddings.plan import Plan
from ui.escape import visible
from ui.jobs import Job, Jobs, Steps
from ui.upkeep import Upkeep
from ui.web.port import Engine
from ui.web.sentences import sentence
from ui.web.site import Pane

Json = dict[str, Any]

READ_ONLY: Final = "This server was opened with --read-only: the index is not changed from here."
BUSY: Final = "Another task is running: wait for it, or cancel it."
SHOWN: Final = 50
"""Files that are named one by one; of more, how many there are."""

_ABOUT: Final = "What questions are answered from. A rebuild is made beside it and takes its place only when it is complete and checked."
PAGE: Final = f"""<section class="e-page u-page" aria-label="Index" tabindex="-1">
<header class="e-head"><h2>Index</h2><p class="e-about">{_ABOUT}</p></header>
<div class="u-problem" role="alert" hidden></div><div class="u-status"></div><div class="u-job" aria-live="polite"></div>
<div class="u-plan"></div><div class="u-generations"></div></section>"""

_SCRIPTS: Final = ("nodes.js", "indexing.js")


def pane(engine: Engine, upkeep: Upkeep, jobs: Jobs, read_only: bool) -> Pane:
    """The page over the index of `upkeep`, from which `engine` answers; with `read_only` it shows everything and changes nothing."""

    def index_state(_asked: object = None) -> Json:
        def now() -> Json:
            found = state(upkeep, jobs, read_only)
            return {**found, "refused": "" if found["job"] and found["job"]["running"] else refused(engine)}

        return guarded(now)

    def index_start(kind: object) -> Json:
        return guarded(lambda: start(upkeep, jobs, kind, read_only))

    def index_cancel(_asked: object = None) -> Json:
        jobs.cancel()
        return {}

    def index_answer_from(number: object) -> Json:
        return guarded(lambda: changed(upkeep, jobs, read_only, lambda: upkeep.answer_from(_number(number))))

    def index_prune(keep: object) -> Json:
        return guarded(lambda: changed(upkeep, jobs, read_only, lambda: upkeep.generations.prune(max(1, _number(keep)))))

    return Pane("index", "Index", PAGE, script(), (index_state, index_start, index_cancel, index_answer_from, index_prune))


def script() -> str:
    """The JavaScript of the page."""
    return "\n".join(files("ui.web").joinpath("upkeep_parts", name).read_text(encoding="utf-8") for name in _SCRIPTS)


def guarded(work: Callable[[], Json]) -> Json:
    """What `work` answers; a mistake a person can mend as a sentence under "error"."""
    try:
        return work()
    except QuothError as error:
        return {"error": visible(sentence(error))}


def state(upkeep: Upkeep, jobs: Jobs, read_only: bool) -> Json:
    """What answers, what waits, what runs, and every generation."""
    manifest = upkeep.current()
    added, other, removed = upkeep.waiting()
    waiting = [*added, *other, *removed]
    job = jobs.now()
    return {
        "library": visible(str(upkeep.library)),
        "index": visible(str(upkeep.generations.root)),
        "read_only": read_only,
        "status": _status(manifest) if manifest else None,
        "waiting": {
            "added": len(added),
            "changed": len(other),
            "removed": len(removed),
            "files": [visible(file) for file in waiting[:SHOWN]],
        },
        "job": as_json(job, jobs.rate) if job else None,
        "generations": [_generation(*found, manifest.generation if manifest else -1) for found in upkeep.manifests()],
    }


def refused(engine: Engine) -> str:
    """Why the current generation is not the one that answers, as a sentence; "" where it is."""
    try:
        engine.refresh()
    except QuothError as error:
        return visible(sentence(error))
    return ""


def start(upkeep: Upkeep, jobs: Jobs, kind: object, read_only: bool) -> Json:
    """Begins a task: "plan", "check", "rebuild" or "full"; an "error" while another one runs."""
    tasks: dict[str, Callable[[Steps], Json]] = {
        "plan": lambda _: {"plan": _plan(upkeep.plan())},
        "check": partial(_checked, upkeep),
        "rebuild": partial(_rebuilt, upkeep, False),
        "full": partial(_rebuilt, upkeep, True),
    }
    if not isinstance(kind, str) or kind not in tasks:
        return {"error": "There is no such task."}
    if read_only and kind in ("rebuild", "full"):
        return {"error": READ_ONLY}
    return {} if jobs.start(kind, tasks[kind]) else {"error": BUSY}


def changed(upkeep: Upkeep, jobs: Jobs, read_only: bool, change: Callable[[], object]) -> Json:
    """Makes a change at once, unless nothing may be changed or a task runs; then the state as it is now."""
    job = jobs.now()
    if read_only:
        return {"error": READ_ONLY}
    if job and job.running:
        return {"error": BUSY}
    change()
    return state(upkeep, jobs, read_only)


def as_json(job: Job, rate: float | None) -> Json:
    """A task as the page takes it; `left` is about how many seconds its texts still take, null while that is unknown."""
    spent = job.seconds
    left = None
    if job.phase == "encoding" and job.done >= 64 and spent > 1:
        left = (job.total - job.done) * spent / job.done
    elif job.phase == "encoding" and rate:
        left = (job.total - job.done) / rate
    return {
        "kind": job.kind, "phase": job.phase, "running": job.running, "done": job.done, "total": job.total, "seconds": round(spent, 1),
        "rate": round(job.done / spent, 1) if job.done >= 64 and spent > 1 else None, "left": None if left is None else round(left),
        "said": visible(job.said), "rated": None if rate is None else round(rate, 1), **job.figures,
    }  # fmt: skip


def _rebuilt(upkeep: Upkeep, full: bool, steps: Steps) -> Json:
    outcome = upkeep.rebuild(full, lambda plan: steps.planned(plan.encode if plan.needed else 0), steps.encoded)
    return {
        "outcome": {
            "generation": f"{outcome.generation:06d}", "needed": outcome.plan.needed, "files": _files(outcome.plan), "passages": outcome.plan.passages,
            "reused": outcome.reused, "encoded": outcome.encoded, "seconds": round(outcome.seconds, 1), "unreadable": len(outcome.unreadable),
        }
    }  # fmt: skip


def _checked(upkeep: Upkeep, steps: Steps) -> Json:
    steps.checking()
    found = upkeep.problems()
    return {"problems": [visible(problem) for problem in found[:SHOWN]], "more": max(0, len(found) - SHOWN)}


def _plan(plan: Plan) -> Json:
    return {"needed": plan.needed, "files": _files(plan), "passages": plan.passages, "encode": plan.encode, "reason": visible(plan.reason)}


def _files(plan: Plan) -> dict[str, int]:
    return {"added": len(plan.added), "changed": len(plan.changed), "removed": len(plan.removed), "kept": len(plan.kept)}


def _status(manifest: Manifest) -> Json:
    return {
        "generation": f"{manifest.generation:06d}",
        "encoder": visible(manifest.encoder.name),
        "passages_rule": visible(manifest.passages),
        "kind": visible(manifest.index),
        "counts": {name: int(count) for name, count in manifest.counts.items()},
        "unreadable": [[visible(file), visible(why)] for file, why in list(manifest.unreadable.items())[:SHOWN]],
        "unread": len(manifest.unreadable),
    }


def _generation(number: int, manifest: Manifest | None, size: int, current: int) -> Json:
    counts, encoder = (manifest.counts, manifest.encoder.name) if manifest else ({}, "")
    return {
        "number": number, "name": f"{number:06d}", "current": number == current, "sound": manifest is not None, "bytes": size,
        "transcripts": int(counts.get("transcripts", 0)), "passages": int(counts.get("passages", 0)), "encoder": visible(encoder),
    }  # fmt: skip


def _number(value: object) -> int:
    return value if type(value) is int and 0 <= value < 10**9 else 0
