"""The measures, as values that print as they parse: `hit@5`, `gold@1000w`, `quote_recall`, `auroc`.

Everything is counted in words of the record. A word is a run of non-space characters; a span covers it when its first
character lies in the span. Gold words are the words of the gold turns and of the gold quotations; a gold turn is a turn
that holds gold words. Turns that a question excludes are struck from every ranking first.

Measures are means over questions, so the empty case matters: a question that is missing from a run, or failed in it,
scores 0 in every measure over the answerable questions. A question that a measure says nothing about (a precision
where nothing was quoted) is left out of that measure's mean, and the mean's `n` says so.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from corpus.errors import QuestionFileError
from corpus.transcript import Transcript
from rag.evals.questions import Question
from rag.evals.runs import Record, RunHit, Spot

_WORD = re.compile(r"\S+")
Word = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by its family and, where it has one, its cutoff: `Measure("hit", 5)` prints as "hit@5"."""

    family: str
    at: int | None = None

    def __str__(self) -> str:
        """The name that `parse` takes."""
        if self.at is None:
            return self.family
        return f"{self.family}@{self.at}{'w' if self.family == 'gold' else ''}"


def parse(text: str) -> Measure:
    """The measure called `text`; QuestionFileError for an unknown one, naming those there are."""
    found = re.fullmatch(r"([a-z_0-9]+?)(?:@([1-9]\d{0,5})(w)?)?", text)
    family, at, w = found.groups() if found else ("", None, None)
    known = family in _CUT if at else family in _PLAIN or family in _OF_RUN
    if not known or bool(w) != (family == "gold"):
        names = ", ".join([*(f"{name}@{'Nw' if name == 'gold' else 'K'}" for name in _CUT), *_PLAIN, *_OF_RUN])
        raise QuestionFileError(f"there is no measure {text!r}; there are {names}")
    return Measure(family, int(at) if at else None)


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


class Judged:
    """One question with what a system found for it, in words."""

    def __init__(self, question: Question, record: Record | None, words: Words) -> None:
        """Judge `record` (None: missing from the run) by the gold of `question`."""
        self.question = question
        self.record = record
        self._words = words
        id = question.transcript_id
        self.gold: frozenset[Word] = frozenset((id, turn, word) for turn, start, end in question.gold for word in words.covered(id, turn, start, end))
        self.gold_turns = frozenset(word[:2] for word in self.gold)

    @cached_property
    def hits(self) -> list[list[Word]]:
        """The words of each hit in reading order; hits that hold none (all struck) are left out."""
        return [words for _, words in self._held]

    @cached_property
    def places(self) -> list[RunHit]:
        """The hits of the run that `hits` holds the words of."""
        return [hit for hit, _ in self._held]

    @cached_property
    def _held(self) -> list[tuple[RunHit, list[Word]]]:
        # A hit keeps its rank though no word begins in its spans; one whose every span is struck has none.
        return [(hit, list(self._of(hit.spans))) for hit in (self.record.hits if self.record else ()) if any(map(self._stays, hit.spans))]

    @cached_property
    def relevant(self) -> list[bool]:
        """Whether each hit overlaps gold."""
        return [not self.gold.isdisjoint(hit) for hit in self.hits]

    @cached_property
    def fresh(self) -> list[int]:
        """How many gold turns each hit overlaps that no earlier hit did."""
        seen: set[tuple[str, int]] = set()
        counts = []
        for hit in self.hits:
            turns = {word[:2] for word in hit if word in self.gold} - seen
            seen |= turns
            counts.append(len(turns))
        return counts

    @cached_property
    def quotes(self) -> list[bool] | None:
        """Whether each quotation overlaps gold; None where the run does not say what was quoted."""
        if self.record is None or self.record.quotes is None:
            return None
        return [not self.gold.isdisjoint(self._of([quote])) for quote in self.record.quotes]

    def _of(self, spots: Iterable[Spot]) -> Iterable[Word]:
        for name, turn, start, end in filter(self._stays, spots):
            transcript = self._named(name)
            yield from ((transcript, turn, word) for word in self._words.covered(transcript, turn, start, end))

    def _stays(self, spot: Spot) -> bool:
        """True unless the question strikes the spot's turn."""
        return not (self._named(spot[0]) == self.question.transcript_id and spot[1] in self.question.exclude_turns)

    def _named(self, name: str) -> str:
        """The id of a transcript that a run names as the question file does."""
        return self.question.transcript_id if name == self.question.transcript else name


def hit(judged: Judged, k: int) -> float:
    """`hit@k`: 1 if one of the first k hits overlaps gold, else 0 (success at k)."""
    return float(any(judged.relevant[:k]))


def recall(judged: Judged, k: int) -> float:
    """`recall@k`: the share of gold turns that the first k hits overlap, 0..1; an empty ranking gives 0.

    For hits of one turn each this is recall as trec_eval defines it.
    """
    return sum(judged.fresh[:k]) / len(judged.gold_turns)


def mrr(judged: Judged, k: int) -> float:
    """`mrr@k`: 1 / rank of the first hit among k that overlaps gold, else 0 (reciprocal rank, TREC-8, 1999)."""
    return next((1 / rank for rank, yes in enumerate(judged.relevant[:k], 1) if yes), 0.0)


def ndcg(judged: Judged, k: int) -> float:
    """`ndcg@k`: discounted gain of the first k hits over the best possible, 0..1 (Järvelin and Kekäläinen 2002).

    A hit gains 1 when it overlaps a gold turn that no earlier hit did; the best possible gains 1 at each of the first
    min(k, gold turns) ranks. For hits of one turn each this is binary nDCG. Empty ranking: 0.
    """
    gain = sum(1 / math.log2(rank + 1) for rank, new in enumerate(judged.fresh[:k], 1) if new)
    return gain / sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(judged.gold_turns)) + 1))


def gold(judged: Judged, budget: int) -> float:
    """`gold@Nw`: the share of gold words among the first N distinct words read down the ranking, 0..1.

    Each hit's words are read in order; a word already read costs nothing; the last hit is cut. Comparable across
    passage sizes, which hit@k is not. Empty ranking: 0.
    """
    seen: set[Word] = set()
    found = 0
    for word in (word for words in judged.hits for word in words):
        if word not in seen:
            seen.add(word)
            found += word in judged.gold
            if len(seen) == budget:
                break
    return found / len(judged.gold)


def quote_precision(judged: Judged) -> float | None:
    """`quote_precision`: the share of quotations that overlap gold, 0..1; nothing where nothing was quoted."""
    return sum(judged.quotes) / len(judged.quotes) if judged.quotes else None


def quote_recall(judged: Judged) -> float | None:
    """`quote_recall`: 1 if a quotation overlaps gold, else 0; nothing where the run does not say what it quoted."""
    if _failed(judged):
        return 0.0
    return None if judged.quotes is None else float(any(judged.quotes))


def verified(judged: Judged) -> float | None:
    """`verified`: 1 if every quotation was proved against its file, else 0; nothing where nothing was quoted or told."""
    return None if judged.record is None or judged.record.verified is None else float(judged.record.verified)


def answered(judged: Judged) -> bool | None:
    """Whether the run answered the question; None where it does not say."""
    return None if judged.record is None else judged.record.answered


def _failed(judged: Judged) -> bool:
    """True for a question that the system was asked and failed on: whatever is measured, that is worth nothing."""
    return judged.record is not None and bool(judged.record.error)


def kept(judged: Judged) -> float | None:
    """`kept`: over answerable questions, 1 if it was answered, else 0; nothing where the run does not say."""
    return 0.0 if _failed(judged) else None if answered(judged) is None else float(bool(answered(judged)))


def refused(judged: Judged) -> float | None:
    """`refused`: over unanswerable questions, 1 if it was refused, else 0; nothing where the run does not say."""
    return 0.0 if _failed(judged) else None if answered(judged) is None else float(not answered(judged))


def auroc(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """`auroc`: the probability that a random answerable question has a higher confidence than a random unanswerable one.

    Ties count half; 0..1; both sides must have values (Mann and Whitney 1947).
    """
    low = np.sort(np.asarray(unanswerable, dtype=np.float64))
    below = np.searchsorted(low, answerable, side="left")
    upto = np.searchsorted(low, answerable, side="right")
    return float((below + upto).sum() / 2 / (len(answerable) * len(low)))


def latency_p50(seconds: Sequence[float]) -> float:
    """`latency_p50`: the median time of an answer in seconds; `seconds` not empty."""
    return float(np.median(seconds))


_CUT: Mapping[str, Callable[[Judged, int], float]] = {"hit": hit, "recall": recall, "mrr": mrr, "ndcg": ndcg, "gold": gold}
_PLAIN: Mapping[str, Callable[[Judged], float | None]] = {
    "quote_precision": quote_precision,
    "quote_recall": quote_recall,
    "verified": verified,
    "kept": kept,
    "refused": refused,
}
_OF_RUN = ("auroc", "latency_p50")

_NAMES = (
    *("hit@1", "hit@5", "hit@10", "recall@10", "mrr@10", "ndcg@10", "gold@300w", "gold@1000w", "gold@2000w"),
    *("quote_precision", "quote_recall", "verified", "kept", "refused", "auroc", "latency_p50"),
)
STANDARD = tuple(parse(name) for name in _NAMES)


def value(measure: Measure, judged: Judged) -> float | None:
    """The measure of one question; None where it says nothing about it, and for measures of a whole run."""
    if measure.family in _OF_RUN or (measure.family == "refused" and judged.question.answerable):
        return None
    if not judged.question.answerable and measure.family not in ("refused", "verified"):
        return None
    if measure.at is not None:
        return _CUT[measure.family](judged, measure.at)
    return _PLAIN[measure.family](judged)


def score(question: Question, record: Record | None, words: Words, measures: Iterable[Measure] = STANDARD) -> dict[str, float]:
    """Every measure that says something about the question, by name."""
    judged = Judged(question, record, words)
    return {str(measure): found for measure in measures if (found := value(measure, judged)) is not None}
