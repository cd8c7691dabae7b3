"""Questions, records and transcripts made by hand for the tests of measures, runs and reports."""

from __future__ import annotations

from corpus.transcript import Speaker, Transcript, Turn
from rag.evals.questions import Question
from rag.evals.runs import Record, RunHit, Spot


def transcript(id: str, *texts: str) -> Transcript:
    turns = tuple(Turn(i, Speaker(f"S{i % 2}", f"S{i % 2}", "person"), text) for i, text in enumerate(texts))
    return Transcript(id, id, None, "0" * 64, "native/1", turns, file=f"{id}.json")


def question(id: str, gold: tuple[tuple[int, int, int], ...], on: str = "t", **more: object) -> Question:
    held: dict[str, object] = {"answerable": bool(gold), "exclude_turns": frozenset(), "history": (), **more}
    return Question(id=id, question=f"What of {id}?", transcript=on, transcript_id=on, gold=gold, **held)  # type: ignore[arg-type]


def hit(*spots: Spot, score: float = 1.0) -> RunHit:
    return RunHit(score, spots)


def record(id: str, *hits: RunHit, **more: object) -> Record:
    return Record(id, hits, **more)  # type: ignore[arg-type]
