"""What an adapter is taught with: dev questions, other texts that ask for the same, and the passages that hold the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from corpus.passages import Kind
from embeddings.encoders import Encoder
from embeddings.encoders.adapter import Adapter
from embeddings.tuning.adapter import Course, Lesson, learn
from rag.evals.questions import Question
from rag.fitting import shortened
from rag.record import Record

Floats = npt.NDArray[np.float32]
_MOST_WORDS = 60
"""Words of an answer beyond these make a turn or window no more right: a long reply is not worth ten short ones."""


def course(record: Record, questions: Sequence[Question], encoder: Encoder) -> Course:
    """The lessons of the questions, in their order.

    An answer that a person wrote is another wording: it says what is looked for. One that stands in the transcript is none.
    """
    windows = record.kinds["window"]
    written = [question.answer if _is_own(record, question) else "" for question in questions]
    texts = [shortened(text, lambda text: encoder.count(text) <= encoder.identity.limit) for text in [*(q.question for q in questions), *written]]
    vectors = encoder.encode(texts)
    wordings = [vectors[[at, at + len(questions)] if written[at] else [at]] for at in range(len(questions))]
    lessons = [_lesson(record, question, own, windows.start) for question, own in zip(questions, wordings, strict=True)]
    return Course(np.asarray(record.snapshot.vectors[windows]), lessons)


def held_out(courses: Sequence[Course], fold: Sequence[npt.NDArray[np.int64]]) -> dict[int, Adapter]:
    """For every fold the adapter that has seen none of its lessons; `fold[i][j]` is that of lesson j of course i."""
    return {number: adapter(courses, fold, number) for number in sorted({int(own) for of_course in fold for own in of_course})}


def adapter(courses: Sequence[Course], fold: Sequence[npt.NDArray[np.int64]], without: int | None = None) -> Adapter:
    """The adapter that all lessons teach but those of one fold."""
    kept = [
        Course(course.pool, [lesson for lesson, own in zip(course.lessons, numbers, strict=True) if own != without])
        for course, numbers in zip(courses, fold, strict=True)
    ]
    return Adapter(learn(kept))


def _lesson(record: Record, question: Question, wordings: Floats, first_window: int) -> Lesson:
    start, end = record.bounds(int(record.starts[record.by_id[question.transcript_id]]))
    gold = np.zeros(end - start + 1, np.int64)
    own = sorted({turn for turn, _, _ in question.gold})
    gold[own] = record.words[start:end][own]
    rows: Mapping[Kind, slice] = {kind: _rows(record, kind, start, end) for kind in ("turn", "window")}
    right = {kind: _right(record, at, start, gold) for kind, at in rows.items()}
    windows = (rows["window"].start - first_window, rows["window"].stop - first_window)
    return Lesson(wordings, np.array(record.snapshot.vectors[rows["turn"]]), right["turn"], windows, right["window"])


def _rows(record: Record, kind: Kind, start: int, end: int) -> slice:
    """The rows of one kind over the turns `start` to `end`, half-open."""
    at = record.kinds[kind]
    low, high = at.start + record.first[at].searchsorted([start, end])
    return slice(int(low), int(high))


def _right(record: Record, rows: slice, start: int, gold: npt.NDArray[np.int64]) -> Floats:
    """float32 (rows,), summing to 1 or to 0: the share of a passage's words that are gold, weighted by the root of how many those are."""
    gold_before = np.concatenate(([0], np.cumsum(gold)))
    words_before = np.concatenate(([0], np.cumsum(record.words)))
    first, last = record.first[rows], record.last[rows]
    held = gold_before[last + 1 - start] - gold_before[first - start]
    share = held / np.maximum(words_before[last + 1] - words_before[first], 1) * np.sqrt(np.minimum(held, _MOST_WORDS))
    found: Floats = (share / (share.sum() or 1.0)).astype(np.float32)
    return found


def _is_own(record: Record, question: Question) -> bool:
    """Whether the question's answer is a person's words about the transcript, not words of it."""
    turns = record.transcript(question.transcript_id).turns
    return bool(question.answer) and not any(question.answer.strip()[:80] in turn.text for turn in turns)
