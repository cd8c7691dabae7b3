"""What the fusion is learned from: for every question the evidence of its turns and which of them are gold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from corpus.library import read_library
from corpus.readers.registry import READERS
from embeddings.encoders import Encoder
from embeddings.encoders.adapter import Adapter
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot
from rag.evals.questions import Question, load_questions
from rag.evidence import Evidence, gather
from rag.fitting import shortened
from rag.question import understand
from rag.record import Record
from rag.retrieve import DEPTH, WEIGHED
from rag.scope import Scope, in_effect, together

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


def answerable(record: Record, folder: Path) -> list[Question]:
    """The questions of `folder`/questions.jsonl that the record answers."""
    return [question for question in load_questions(folder / "questions.jsonl", record.transcripts) if question.answerable]


def examples(
    record: Record, questions: Sequence[Question], source: str, encoder: Encoder, adapters: Mapping[str, Adapter] = MappingProxyType({})
) -> Iterator[Example]:
    """Every question twice: within its transcript, and among all; searched as the engine searches it, what its own words limit included.

    `adapters` holds by a question's id the adapter that moves it; a question without one is not moved.
    """
    for question in questions:
        start = int(record.starts[record.by_id[question.transcript_id]])
        gold = [start + turn for turn, _, _ in question.gold]
        for own in (Scope(transcripts=(question.transcript_id,)), Scope()):
            understood = understand(question.question, question.history, record.cast.within(own.transcripts) if own else record.cast, ())
            scope = own.narrowed(together(in_effect(understood.parts, own)))
            text = shortened(understood.text or question.question, lambda text: encoder.count(text) <= encoder.identity.limit)
            query = encoder.encode([text])[0]
            moved = adapters[question.id](query) if question.id in adapters else None
            evidence = gather(record, text, query, record.allowed(scope), DEPTH, moved, WEIGHED)
            yield Example(question, f"{source}, {'closed' if own else 'open'}", group(question.transcript_id), evidence, np.isin(evidence.turns, gold))


def group(transcript: str) -> str:
    """The series a transcript belongs to: the four meetings ES2002a to ES2002d are one team's."""
    return _SERIES.sub("", transcript)


def folds(groups: Sequence[str], count: int, seed: int = 0) -> npt.NDArray[np.int64]:
    """A fold for every entry, the same for equal groups."""
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names)) % count
    by_name = dict(zip(names, order.tolist(), strict=True))
    return np.array([by_name[name] for name in groups], dtype=np.int64)
