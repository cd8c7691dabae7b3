"""The measures: what a run is worth, question by question.

A word is a run of non-space characters; it counts as covered by a span when its first character is. Gold words are the
words of the gold turns and of the gold quotations. Turns that a question excludes are struck from every ranking.
A question missing from a run, or failed in it, scores 0 where a measure is over all answerable questions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from corpus.transcript import Transcript
from rag.evals.questions import Question
from rag.evals.runs import Record, Spot

BUDGETS = (300, 1000, 2000)
DEPTHS = (1, 5, 10)
_WORD = re.compile(r"\S+")
Word = tuple[str, int, int]


class Words:
    """Where the words of each turn begin."""

    def __init__(self, transcripts: Iterable[Transcript]) -> None:
        """Words of `transcripts`; a turn's are found when first asked for."""
        self._texts = {transcript.id: transcript for transcript in transcripts}
        self._starts: dict[tuple[str, int], list[int]] = {}

    def covered(self, transcript: str, turn: int, start: int, end: int) -> range:
        """The numbers of the words of a turn that begin in [start, end); none for a turn that is not there."""
        key = (transcript, turn)
        if key not in self._starts:
            held = self._texts.get(transcript)
            text = held.turns[turn].text if held and 0 <= turn < len(held.turns) else ""
            self._starts[key] = [found.start() for found in _WORD.finditer(text)]
        return range(bisect_left(self._starts[key], start), bisect_left(self._starts[key], end))


def score(question: Question, record: Record | None, words: Words) -> dict[str, float]:
    """The measures of one answerable question, by name.

    `hit@k` 1 if one of the first k hits overlaps gold. `mrr@10` 1 / rank of the first such hit among ten, else 0.
    `gold@Nw` the share of gold words among the first N distinct words read down the ranking. `quote_recall` 1 if a
    quotation overlaps gold; `quote_precision` the share of quotations that do (absent where nothing is quoted).
    """
    gold = {(question.transcript_id, turn, word) for turn, start, end in question.gold for word in words.covered(question.transcript_id, turn, start, end)}
    hits = [list(_words_of(spots, question, words)) for _, spots in (record.hits if record else ())]
    hits = [hit for hit in hits if hit]
    relevant = [not gold.isdisjoint(hit) for hit in hits[: max(DEPTHS)]]
    values = {f"hit@{k}": float(any(relevant[:k])) for k in DEPTHS}
    values["mrr@10"] = next((1 / rank for rank, yes in enumerate(relevant, 1) if yes), 0.0)
    values |= _gold_at(gold, hits)
    if record is not None and record.quotes is not None:
        good = [not gold.isdisjoint(_words_of([quote], question, words)) for quote in record.quotes]
        values["quote_recall"] = float(any(good))
        if good:
            values["quote_precision"] = sum(good) / len(good)
    return values


def _gold_at(gold: set[Word], hits: Sequence[Sequence[Word]]) -> dict[str, float]:
    seen: set[Word] = set()
    found, at_budget = 0, {}
    for word in (word for hit in hits for word in hit):
        if word not in seen:
            seen.add(word)
            found += word in gold
            if len(seen) in BUDGETS:
                at_budget[len(seen)] = found
    return {f"gold@{budget}w": at_budget.get(budget, found) / len(gold) for budget in BUDGETS}


def _words_of(spots: Iterable[Spot], question: Question, words: Words) -> Iterable[Word]:
    for name, turn, start, end in spots:
        transcript = question.transcript_id if name == question.transcript else name
        if not (transcript == question.transcript_id and turn in question.exclude_turns):
            yield from ((transcript, turn, word) for word in words.covered(transcript, turn, start, end))


def auroc(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """The probability that a random answerable question has a higher confidence than a random unanswerable one.

    Ties count half; 0..1; both sides must have values. Mann and Whitney 1947.
    """
    low = np.sort(np.asarray(unanswerable, dtype=np.float64))
    below = np.searchsorted(low, answerable, side="left")
    upto = np.searchsorted(low, answerable, side="right")
    return float((below + upto).sum() / 2 / (len(answerable) * len(low)))


def told(questions: Iterable[Question], records: Mapping[str, Record]) -> list[bool]:
    """Whether each question was answered, for those of which a run says so."""
    found = (records.get(question.id) for question in questions)
    return [record.answered for record in found if record is not None and record.answered is not None]
