"""Reports made by hand for comparing: only what a comparison reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

JSON = dict[str, Any]


def asked(id: str, answerable: bool = True, gold: str = "It passed.", **more: Any) -> JSON:
    """A question of a report, `more` says what the system did."""
    held: JSON = {"id": id, "question": f"What of {id}?", "answerable": answerable, "transcript": "council", "history": [], "error": "", "tags": {}}
    held |= {"answered": None, "confidence": None, "seconds": None, "values": {}, "gold": [{"turn": 4, "speaker": "Clerk", "text": gold}] if answerable else []}
    return {**held, **more}


def report(questions: Sequence[JSON], file: str = "a" * 64, **provenance: Any) -> JSON:
    """A report over `questions`, which came from a file with that hash."""
    return {"schema": 1, "provenance": {"questions": {"file": "q.jsonl", "sha256": file}, **provenance}, "questions": list(questions)}


def scored(values: Mapping[str, Sequence[float]], **provenance: Any) -> JSON:
    """A report of as many questions as each measure has values."""
    count = len(next(iter(values.values())))
    return report([asked(f"q{at}", values={name: held[at] for name, held in values.items()}) for at in range(count)], **provenance)
