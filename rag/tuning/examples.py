"""What the fusion is learned from: for every question the evidence of its turns and which of them are gold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.library import read_library
from corpus.readers.registry import READERS
from embeddings.encoders import Encoder
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot
from rag.evals.questions import Question, load_questions
from rag.evidence import Evidence, gather
from rag.fitting import shortened
from rag.record import Record
from rag.retrieve import DEPTH, WEIGHED
from rag.scope import Scope

_SERIES = re.compile(r"(?<=\d)[a-d]$")


@dataclass(frozen=True)
class Example:
    """A question with the evidence for the turns that were proposed; `gold` (turns,) says which answer.

    `source` names the dev set, `group` the transcripts that must not be parted by a fold: those of one series of meetings.
    """

    question: Question
    source: str
    group: str
    evidence: Evidence
    gold: npt.NDArray[np.bool_]


def open_record(folder: Path, index: Path, encoder: Encoder) -> Record:
    """The record over the transcripts below `folder`, indexed in `index` (brought up to date first)."""
    readers = {reader.name.partition("/")[0]: reader.name for reader in READERS}
    generations = Generations(index)
    rebuild(read_library(folder), generations, encoder, readers)
    return Record(open_snapshot(generations, encoder.identity, readers))


def examples(record: Record, folder: Path, encoder: Encoder) -> Iterator[Example]:
    """Every answerable question of `folder`/questions.jsonl twice: within its transcript, and among all."""
    questions = [question for question in load_questions(folder / "questions.jsonl", record.transcripts) if question.answerable]
    texts = [shortened(" ".join(question.question.split()), lambda text: encoder.count(text) <= encoder.identity.limit) for question in questions]
    for question, text, query in zip(questions, texts, encoder.encode(texts), strict=True):
        start = int(record.starts[record.by_id[question.transcript_id]])
        gold = [start + turn for turn, _, _ in question.gold]
        for scope in (Scope(transcripts=(question.transcript_id,)), Scope()):
            evidence = gather(record, text, query, record.allowed(scope), DEPTH).best(WEIGHED)
            yield Example(question, f"{folder.name}, {'closed' if scope else 'open'}", group(question.transcript_id), evidence, np.isin(evidence.turns, gold))


def group(transcript: str) -> str:
    """The series a transcript belongs to: the four meetings ES2002a to ES2002d are one team's."""
    return _SERIES.sub("", transcript)


def folds(groups: Sequence[str], count: int, seed: int = 0) -> npt.NDArray[np.int64]:
    """A fold for every entry, the same for equal groups."""
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names)) % count
    by_name = dict(zip(names, order.tolist(), strict=True))
    return np.array([by_name[name] for name in groups], dtype=np.int64)
