"""Runs: the engine asked every question of a file, one by one, and what it answered, as JSON lines.

A question that fails is recorded with its error; it scores 0 and is counted.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from corpus.errors import QuestionFileError, QuothError
from corpus.passages import words
from corpus.transcript import Place
from rag.ask import Engine
from rag.evals.questions import Question
from rag.scope import Scope

Where = Literal["transcript", "library"]
DEPTH_WORDS = 2000
Spot = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Record:
    """What a system answered to one question: each hit as spots (transcript, turn, start, end), best first.

    `answered`, `confidence` and `quotes` are None where a system does not say. `seconds` is the time it took.
    """

    id: str
    hits: tuple[tuple[float, tuple[Spot, ...]], ...]
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
    hits, depth = answer.hits, 200
    while _depth(engine, [place for hit in hits for place in hit.context]) < DEPTH_WORDS and depth < len(engine.snapshot.table):
        depth *= 4
        hits = engine.search(answer.understood, answer.scope, depth)
    return Record(
        id=question.id,
        hits=tuple((hit.score, tuple(_spot(place, question) for place in hit.context)) for hit in hits),
        answered=answer.status == "answered",
        confidence=answer.confidence,
        quotes=tuple(_spot(quote.place, question) for quote in answer.quotes),
        verified=all(quote.proof.verified for quote in answer.quotes) if answer.quotes else None,
        seconds=seconds,
    )


def _depth(engine: Engine, places: Sequence[Place]) -> int:
    return sum(words(engine.transcript(place.transcript).turns[place.turn].text) for place in places)


def _spot(place: Place, question: Question) -> Spot:
    """A place with its transcript named as the question file names it."""
    name = question.transcript if place.transcript == question.transcript_id else place.transcript
    return name, place.turn, place.span.start, place.span.end


def dump(record: Record) -> str:
    """One line of a run file."""
    held: dict[str, Any] = {"id": record.id, "hits": [{"score": score, "spans": [list(spot) for spot in spots]} for score, spots in record.hits]}
    for key in ("answered", "confidence", "verified", "seconds"):
        if getattr(record, key) is not None:
            held[key] = getattr(record, key)
    if record.quotes is not None:
        held["quotes"] = [list(spot) for spot in record.quotes]
    if record.error:
        held["error"] = record.error
    return json.dumps(held, ensure_ascii=False)


def load_run(path: Path) -> Mapping[str, Record]:
    """The records of a run file by question id, made here or elsewhere; QuestionFileError naming the bad line."""
    records: dict[str, Record] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path}: the run file cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                record = _loaded(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise QuestionFileError(f"{path}, line {number}: not a record of a run ({type(error).__name__}: {error})") from error
            records[record.id] = record
    return records


def _loaded(held: Mapping[str, Any]) -> Record:
    def spot(value: Sequence[Any]) -> Spot:
        transcript, turn, start, end = value
        return str(transcript), int(turn), int(start), int(end)

    quotes = held.get("quotes")
    return Record(
        id=str(held["id"]),
        hits=tuple((float(hit.get("score", 0.0)), tuple(spot(s) for s in hit["spans"])) for hit in held["hits"]),
        answered=held.get("answered"),
        confidence=held.get("confidence"),
        quotes=None if quotes is None else tuple(spot(s) for s in quotes),
        verified=held.get("verified"),
        seconds=held.get("seconds"),
        error=str(held.get("error", "")),
    )
