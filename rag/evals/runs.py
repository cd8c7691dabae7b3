"""Runs: the engine asked every question of a file, one by one, and what it answered, as JSON lines.

A question that fails is recorded with its error; it scores 0 and is counted. Records of other systems need only `id`
and `hits`; all else is optional.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from corpus.errors import QuestionFileError, QuothError
from corpus.transcript import Place
from rag.answer import Hit
from rag.ask import Engine
from rag.evals.questions import Question
from rag.retrieve import DEPTH
from rag.scope import Scope

Where = Literal["transcript", "library"]
DEPTH_WORDS = 2000
Spot = tuple[str, int, int, int]
"""(transcript as the question file names it, turn, start, end): half-open code points of the turn's text."""


@dataclass(frozen=True, slots=True)
class RunHit:
    """One hit of a run: its spans in reading order, the span it is about (`own`), and the shares of its score."""

    score: float
    spans: tuple[Spot, ...]
    own: Spot | None = None
    parts: Mapping[str, float] = field(default_factory=dict)

    @property
    def shown(self) -> Spot:
        """The span to show for the hit."""
        return self.own or self.spans[0]


@dataclass(frozen=True, slots=True)
class Record:
    """What a system answered to one question, hits best first.

    `answered`, `confidence`, `quotes` and `verified` are None where a system does not say; `seconds` is the time it took,
    None where unknown; `error` is why there is no answer.
    """

    id: str
    hits: tuple[RunHit, ...]
    answered: bool | None = None
    confidence: float | None = None
    quotes: tuple[Spot, ...] | None = None
    verified: bool | None = None
    seconds: float | None = None
    error: str = ""


def run(engine: Engine, questions: Sequence[Question], where: Where, done: Callable[[], None] = lambda: None) -> Iterator[Record]:
    """One record a question, in order. With "transcript" only the question's own transcript is searched."""
    for question in questions:
        began = time.perf_counter()
        try:
            yield _asked(engine, question, where, began)
        except QuothError as error:
            yield Record(question.id, (), seconds=time.perf_counter() - began, error=str(error))
        done()


def _asked(engine: Engine, question: Question, where: Where, began: float) -> Record:
    scope = Scope(transcripts=(question.transcript_id,)) if where == "transcript" else Scope()
    answer = engine.ask(question.question, scope, question.history)
    seconds = time.perf_counter() - began
    hits, depth = answer.hits, DEPTH
    while _depth(engine, hits) < DEPTH_WORDS and depth < len(engine.snapshot.table):
        depth *= 4
        hits = engine.search(answer.understood, answer.scope, depth)
    return Record(
        id=question.id,
        hits=tuple(_run_hit(hit, question) for hit in hits),
        answered=answer.status == "answered",
        confidence=answer.confidence,
        quotes=tuple(_spot(quote.place, question) for quote in answer.quotes),
        verified=all(quote.proof.verified for quote in answer.quotes) if answer.quotes else None,
        seconds=seconds,
    )


def _depth(engine: Engine, hits: Sequence[Hit]) -> int:
    # As measures count: by white space alone, whatever the script.
    return sum(len(engine.transcript(place.transcript).turns[place.turn].text.split()) for hit in hits for place in hit.context)


def _run_hit(hit: Hit, question: Question) -> RunHit:
    """A hit with the evidence for its rank, from which a miss is explained."""
    spans = tuple(_spot(place, question) for place in hit.context)
    return RunHit(hit.score, spans, _spot(hit.place, question), {name: round(part, 6) for name, part in hit.why.items()})


def _spot(place: Place, question: Question) -> Spot:
    """A place with its transcript named as the question file names it."""
    name = question.transcript if place.transcript == question.transcript_id else place.transcript
    return name, place.turn, place.span.start, place.span.end


def dump(record: Record, timed: bool = False) -> str:
    """One line of a run file. Without `timed` it holds no seconds: the same run gives the same bytes."""
    held: dict[str, Any] = {"id": record.id, "hits": [_dumped(hit) for hit in record.hits]}
    for key in ("answered", "confidence", "verified"):
        if getattr(record, key) is not None:
            held[key] = getattr(record, key)
    if record.quotes is not None:
        held["quotes"] = [list(spot) for spot in record.quotes]
    if record.error:
        held["error"] = record.error
    if timed:
        held["seconds"] = record.seconds
    return json.dumps(held, ensure_ascii=False)


def _dumped(hit: RunHit) -> dict[str, Any]:
    held: dict[str, Any] = {"score": hit.score, "spans": [list(spot) for spot in hit.spans]}
    if hit.own:
        held["own"] = list(hit.own)
    if hit.parts:
        held["parts"] = dict(hit.parts)
    return held


def load_run(path: Path) -> Mapping[str, Record]:
    """The records of a run file by question id, made here or elsewhere; QuestionFileError naming the bad line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path}: the run file cannot be read ({error})") from error
    records: dict[str, Record] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            record = load_record(line, f"{path}, line {number}")
            if record.id in records:
                raise QuestionFileError(f"{path}, line {number}: {record.id!r} stands twice")
            records[record.id] = record
    return records


def load_record(line: str, where: str) -> Record:
    """The record that a line of a run file holds; QuestionFileError, beginning with `where`, when it holds none."""
    try:
        held = json.loads(line)
        quotes = held.get("quotes")
        return Record(
            id=str(held["id"]),
            hits=tuple(_loaded(hit) for hit in held["hits"]),
            answered=held.get("answered"),
            confidence=held.get("confidence"),
            quotes=None if quotes is None else tuple(_loaded_spot(spot) for spot in quotes),
            verified=held.get("verified"),
            seconds=held.get("seconds"),
            error=str(held.get("error", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise QuestionFileError(f"{where}: not a record of a run ({type(error).__name__}: {error})") from error


def _loaded(held: Mapping[str, Any]) -> RunHit:
    own = held.get("own")
    spans = tuple(_loaded_spot(spot) for spot in held["spans"])
    return RunHit(float(held.get("score", 0.0)), spans, _loaded_spot(own) if own else None, held.get("parts", {}))


def _loaded_spot(held: Sequence[Any]) -> Spot:
    transcript, turn, start, end = held
    return str(transcript), int(turn), int(start), int(end)
