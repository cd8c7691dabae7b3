"""The page of evaluations: what the browser is given to build it of, as JSON. `evaluations.js` and its neighbours build it.

As with the reader, no word of a report passes through a template, and the functions take anything and answer with data or
with a sentence under "error".
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from corpus.errors import QuestionFileError, QuothError
from rag.evals.compare import Comparison, Difference, compare
from rag.evals.kept import Kept
from rag.evals.statistics import Mean
from rag.evals.summary import Summary, moment
from ui.escape import visible
from ui.web.keeping import Shelf, judge, keep
from ui.web.links import key, transcript_id
from ui.web.names import day
from ui.web.port import Engine
from ui.web.sentences import sentence
from ui.web.site import Pane

Json = dict[str, Any]

LONGEST_KEY: Final = 1000
MAIN: Final = (
    ("gold@1000w", "share of the gold in the first 1,000 words one reads"),
    ("hit@5", "gold stands among the first 5 hits"),
    ("mrr@10", "1 / rank of the first gold hit, 0 below rank 10"),
    ("quote_recall", "some quotation touches gold"),
    ("refused", "unanswerable questions that were refused"),
    ("kept", "answerable questions that were answered"),
)
"""The measures that a run is shown by, with what each means."""

EMPTY: Final = "quoth eval corpus/samples/questions.jsonl"
_SCOPES: Final = {"transcript": "own transcript", "library": "whole library"}
_SCRIPTS: Final = ("nodes.js", "bars.js", "runs.js", "comparison.js", "keeping.js", "evaluations.js")

PAGE: Final = """<section class="e-page" aria-label="Evaluations" tabindex="-1">
<header class="e-head"><h2>Evaluations</h2><p class="e-about"></p></header>
<div class="e-runs"></div><div class="e-charts"></div><div class="e-comparison" aria-live="polite"></div></section>"""


def pane(engine: Engine, shelf: Shelf) -> Pane:
    """The page of what is kept in `shelf.kept`; answers of `engine` can be stored there as test questions."""

    def list_runs(_asked: object = None) -> Json:
        return contents(shelf.kept)

    def compare_runs(keys: object) -> Json:
        return comparison(shelf.kept, keys)

    def keep_question(token: object) -> Json:
        return keep(shelf, engine, token)

    def judge_answer(sent: object) -> Json:
        return judge(shelf, sent)

    return Pane("evaluations", "Evaluations", PAGE, script(), (list_runs, compare_runs, keep_question, judge_answer))


def script() -> str:
    """The JavaScript of the page; each file may use what the ones before it define."""
    return "\n".join(files("ui.web").joinpath("evaluation_parts", name).read_text(encoding="utf-8") for name in _SCRIPTS)


def contents(kept: Kept) -> Json:
    """Every kept evaluation, newest first, the measures they are shown by, and how many test questions were made where."""
    return {
        "measures": MAIN,
        "runs": [_run(run) for run in kept.names()],
        "made": [kept.count(), visible(str(kept.questions))],
        "empty": EMPTY,
    }


def comparison(kept: Kept, asked: object) -> Json:
    """Two evaluations by their keys, the second against the first; {"error": sentence} for whatever cannot be compared."""
    if not isinstance(asked, list) or len(asked) != 2 or not all(isinstance(one, str) and len(one) <= LONGEST_KEY for one in asked):
        return {"error": "Two evaluations can be compared, no more and no less."}
    try:
        a, b = (transcript_id(one) for one in asked)
        return _compared(kept, a, b, kept.stamp(a), kept.stamp(b))
    except QuothError as error:
        return {"error": visible(sentence(error))}
    except OSError:
        return {"error": "The file of an evaluation cannot be read any more: open this page again."}


@lru_cache(maxsize=16)
def _compared(kept: Kept, a: str, b: str, *_stamps: tuple[int, int]) -> Json:
    try:
        return _comparison(compare(kept.report(a), kept.report(b), names=("A", "B")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise QuestionFileError(f"one of the two reports is not whole ({type(error).__name__}): evaluate again") from error


def _run(run: Summary) -> Json:
    return {
        "key": key(run.name),
        "name": visible(run.name),
        "when": _when(run.when),
        "file": visible(run.questions) or "questions",
        "digest": run.digest,
        "scope": _SCOPES.get(run.scope, visible(run.scope)),
        "encoder": visible(run.encoder),
        "asked": run.asked,
        "failed": run.failed,
        "means": {name: _mean(run.means[name]) for name, _ in MAIN if name in run.means},
        "problem": visible(run.problem),
    }


def _mean(mean: Mean) -> Json:
    return {"mean": mean.mean, "low": mean.low, "high": mean.high, "n": mean.n}


def _when(text: str) -> str:
    found = moment(text)
    return f"{day(found.date())}, {found.astimezone(datetime.UTC):%H:%M} UTC" if found else visible(text)


def _comparison(held: Comparison) -> Json:
    return {
        "conclusion": visible(held.conclusion),
        "notes": [visible(note) for note in held.notes],
        "changed": [[visible(change.name), _value(change.a), _value(change.b)] for change in held.provenance],
        "measures": [_difference(difference) for difference in held.measures],
    }


def _difference(held: Difference) -> Json:
    return {
        "measure": visible(held.measure),
        "meaning": dict(MAIN).get(held.measure, ""),
        "scale": held.scale,
        **{name: getattr(held, name) for name in ("a", "b", "difference", "low", "high", "n", "won", "lost", "tied", "verdict", "text", "gap")},
        "changes": [{"hash": f"#q={key(change.id)}", "question": visible(change.question), "a": change.a, "b": change.b} for change in held.changes],
    }


def _value(value: object) -> str:
    """A setting as text: short numbers, "none" for what one side lacks."""
    if value is None:
        return "none"
    if isinstance(value, Mapping | list):
        return "other"
    return visible(f"{value:g}" if isinstance(value, float) else str(value))[:80]
