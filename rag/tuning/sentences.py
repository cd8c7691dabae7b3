"""Which sentences answer, and when to refuse: learned from meetings, briefings, the samples and the first page.

The figures of the cross-validation by transcript stand in what is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.encoders import Encoder
from rag.record import Record
from rag.tuning.sentences_fit import GROWTH, KEPT, held_out, support, trees
from rag.tuning.sentences_score import figures
from rag.tuning.sentences_seen import Seen, Source, Watching, opened, seen
from rag.writers.extractive import Settings
from rag.writers.nearness import MEASURED, Ordinary, Usual, measured

_PLAIN: Usual = {kind: Ordinary(0.0, 1.0) for kind in MEASURED}


def sources(shared: Path, repository: Path) -> tuple[Source, ...]:
    """What is learned from: dev data in `shared` (data/qmsum, data/whpress, data/seed) and the repository's own questions."""
    data, tests, samples = shared / "data", repository / "tests" / "data", repository / "corpus" / "samples"
    qmsum, whpress = data / "qmsum", data / "whpress"
    return (
        Source("meetings", qmsum / "transcripts", (qmsum / "questions.jsonl", qmsum / "questions_unanswerable.jsonl"), within_transcript=True),
        Source("briefings", whpress / "transcripts", (whpress / "questions.jsonl",), within_transcript=True),
        Source("samples", samples, (samples / "questions.jsonl", tests / "near_misses.jsonl"), within_transcript=False),
        Source("page", data / "seed", (tests / "seed_questions.json",), within_transcript=False),
    )


def usable(one: Seen) -> bool:
    """False for what is kept for reporting: unanswerable questions about the samples, and half of the questions beside them."""
    return one.source != "samples" or (one.question.answerable and one.question.tags.get("part") != "report")


def tuned(kinds: Sequence[Source], indexes: Path, encoder: Encoder) -> dict[str, Any]:
    """The contents of `sentences.json`: the model, and what its cross-validation measured."""
    # Seen once on plain cosines, the records tell what is ordinary for the encoder.
    watching = Watching(Settings().turns, _PLAIN)
    engines = [(source, opened(source, indexes, encoder, watching)) for source in kinds]
    records = [Record(engine.snapshot) for source, engine in engines if source.within_transcript]
    watching.usual = _ordinary(records)
    questions = [one for source, engine in engines for one in seen(source, engine, watching)]
    scores = held_out(questions, usable)
    confidence = support(questions, scores, usable)
    return {
        "made": {
            "by": "make tune", "on": datetime.date.today().isoformat(), "questions": len(questions),
            "kept": KEPT, "cross_validated": figures(questions, scores, confidence),
        },
        "encoder": encoder.identity.weights,
        "ordinary": {kind: [round(own.mean, 4), round(own.deviation, 4)] for kind, own in watching.usual.items()},
        "support": confidence,
        "sentences": trees([one for one in questions if usable(one)], GROWTH),
    }  # fmt: skip


def _ordinary(records: Sequence[Record]) -> Usual:
    found: Mapping[Any, list[Ordinary]] = {kind: [measured(record, kind)[1] for record in records] for kind in MEASURED}
    return {kind: Ordinary(*np.mean([(own.mean, own.deviation) for own in each], axis=0).round(4).tolist()) for kind, each in found.items()}
