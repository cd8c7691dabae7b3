"""Why a question went as it did: its gold, what stood above it and on what evidence, what was quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.transcript import Transcript
from rag.evals.measures import Judged
from rag.evals.runs import Spot

_FIRST = 5
_CLIP = 320


def explained(judged: Judged, values: Mapping[str, float], transcripts: Sequence[Transcript]) -> dict[str, Any]:
    """One question of a report as JSON values.

    `gold_rank` is the 1-based rank of the first hit that overlaps gold, None when there is none. `hits` are the first five
    and, if deeper, that one; a hit's `parts` are the shares of its score, where the run tells them.
    """
    question, record = judged.question, judged.record
    texts = {transcript.id: transcript for transcript in transcripts}
    rank = next((rank for rank, yes in enumerate(judged.relevant, 1) if yes), None)
    shown = [*range(1, min(_FIRST, len(judged.hits)) + 1), *([rank] if rank and rank > _FIRST else [])]
    return {
        "id": question.id,
        "question": question.question,
        "answerable": question.answerable,
        "transcript": question.transcript,
        "tags": dict(question.tags),
        "history": [list(pair) for pair in question.history],
        "error": record.error if record else "missing from the run",
        "answered": record.answered if record else None,
        "confidence": record.confidence if record else None,
        "seconds": record.seconds if record else None,
        "values": dict(values),
        "gold": [_gold(texts[question.transcript_id], turn, start, end) for turn, start, end in question.gold],
        "gold_rank": rank,
        "quotes": _quotes(judged, texts),
        "hits": [_hit(judged, rank, texts) for rank in shown],
    }


def _gold(transcript: Transcript, turn: int, start: int, end: int) -> dict[str, Any]:
    held = transcript.turns[turn]
    return {"turn": turn, "speaker": held.speaker.name, "text": _clipped(held.text[start:end])}


def _quotes(judged: Judged, texts: Mapping[str, Transcript]) -> list[dict[str, Any]]:
    if judged.record is None or judged.record.quotes is None or judged.quotes is None:
        return []
    return [{**_spot(spot, judged, texts), "gold": good} for spot, good in zip(judged.record.quotes, judged.quotes, strict=True)]


def _hit(judged: Judged, rank: int, texts: Mapping[str, Transcript]) -> dict[str, Any]:
    """A hit by its 1-based rank among those that hold words, shown by its own turn where the run names it, else by its first span."""
    held = judged.places[rank - 1]
    return {"rank": rank, **_spot(held.shown, judged, texts), "score": round(held.score, 6), "gold": judged.relevant[rank - 1], "parts": dict(held.parts)}


def _spot(spot: Spot, judged: Judged, texts: Mapping[str, Transcript]) -> dict[str, Any]:
    name, turn, start, end = spot
    transcript = texts.get(judged.question.transcript_id if name == judged.question.transcript else name)
    if transcript is None or not 0 <= turn < len(transcript.turns):
        return {"transcript": name, "turn": turn, "speaker": "", "text": ""}
    held = transcript.turns[turn]
    return {"transcript": name, "turn": turn, "speaker": held.speaker.name, "text": _clipped(held.text[start:end])}


def _clipped(text: str) -> str:
    return text if len(text) <= _CLIP else text[: _CLIP - 1] + "…"
