"""`make tune`: learn how the evidence for a turn is weighed; print what cross-validation gives, and write what was learned.

Arguments: a folder for indexes, the encoders ("all-MiniLM-L6-v2,speech"), then the dev sets, each a folder with questions.jsonl and
transcripts. Written: rag/fusion.json, one model for all sets, both scopes and every encoder, and, for the encoder that has an adapter,
embeddings/encoders/adapter.npy and rag/fusion_moved.json. The questions that teach the trees are moved by adapters that have not
seen them.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from embeddings.encoders import Encoder
from embeddings.encoders.adapter import FILE, Adapter
from embeddings.encoders.registry import DEFAULT, open_encoder
from rag.evals.questions import Question
from rag.record import Record
from rag.retrieve import MODEL, MOVED_MODEL
from rag.tuning.adapting import adapter, course, held_out
from rag.tuning.examples import Example, answerable, examples, folds, group, open_record
from rag.tuning.fusion import FOLDS, cross_validated, learn

Asked = tuple[str, Record, list[Question]]
"""A dev set: its name, its record for one encoder, and the questions it answers."""


def main(indexes: Path, encoders: Sequence[str], sets: Sequence[Path]) -> None:
    plain: list[tuple[str, Record, Example]] = []
    for name in encoders:
        encoder = open_encoder(name)
        asked = [_asked(folder, indexes / name / folder.name, encoder) for folder in sets]
        plain += [(name, *pair) for pair in _examples(asked, encoder, {})]
        if name == DEFAULT:
            moved = [(f"{name}, moved", *pair) for pair in _examples(asked, encoder, _adapted(asked, encoder))]
            _learned(moved, MOVED_MODEL)
    _learned(plain, MODEL)


def _asked(folder: Path, index: Path, encoder: Encoder) -> Asked:
    record = open_record(folder / "transcripts", index, encoder)
    return folder.name, record, answerable(record, folder)


def _examples(asked: Sequence[Asked], encoder: Encoder, adapters: dict[str, Adapter]) -> list[tuple[Record, Example]]:
    return [(record, example) for source, record, questions in asked for example in examples(record, questions, source, encoder, adapters)]


def _adapted(asked: Sequence[Asked], encoder: Encoder) -> dict[str, Adapter]:
    """For every question the adapter that has seen none of its group; the one that has seen all is written."""
    groups = [group(question.transcript_id) for _, _, questions in asked for question in questions]
    fold = np.split(folds(groups, FOLDS), np.cumsum([len(questions) for _, _, questions in asked])[:-1])
    courses = [course(record, questions, encoder) for _, record, questions in asked]
    np.save(FILE, adapter(courses, fold).matrix.astype(np.float16), allow_pickle=False)
    print(f"{FILE.name}: SHA-256 {hashlib.sha256(FILE.read_bytes()).hexdigest()}", flush=True)
    unseen = held_out(courses, fold)
    return {question.id: unseen[int(own)] for (_, _, questions), of in zip(asked, fold, strict=True) for question, own in zip(questions, of, strict=True)}


def _learned(held: Sequence[tuple[str, Record, Example]], out: Path) -> None:
    """Prints what cross-validation gives for each encoder and set, and writes the trees that all examples teach."""
    pairs = [(record, example) for _, record, example in held]
    names = [f"{name}, {example.source}" for name, _, example in held]
    shares = cross_validated(pairs)
    for name in dict.fromkeys(names):
        own = shares[[other == name for other in names]]
        print(f"{name}: gold@1000w {own.mean():.3f} ± {1.96 * own.std() / np.sqrt(len(own)):.3f} ({len(own)} questions)", flush=True)
    out.write_text(json.dumps(learn(pairs), separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    folder, models, *rest = sys.argv[1:]
    main(Path(folder), models.split(","), [Path(name) for name in rest])
