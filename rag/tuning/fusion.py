"""How the evidence for a turn is weighed: learned from dev questions, judged on transcripts it has not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from rag.record import Record
from rag.retrieve import hits, ranking
from rag.trees import Trees
from rag.tuning.examples import Example, folds
from rag.tuning.ranking import Growth, grow

FOLDS = 5
_NEGATIVES = 0.5
_WORDS = 1000


def learn(held: Sequence[tuple[Record, Example]], growth: Growth = Growth()) -> dict[str, object]:  # noqa: B008 - a frozen value
    """The trees, as JSON values, that put the gold turns of the examples first; all of their evidence has the same names.

    Of the turns that are not gold an even half teaches: easy ones and hard ones as they come. With the hard ones alone the
    trees put easy ones first that they have never seen.
    """
    chance = np.random.default_rng(growth.seed)
    features, labels = [], []
    for record, example in held:
        evidence = example.evidence
        kept = (record.words[evidence.turns] > 0) & (example.gold | (chance.random(len(evidence.turns)) < _NEGATIVES))
        if example.gold[kept].any():
            features.append(evidence.features[kept])
            labels.append(example.gold[kept])
    (names,) = {example.evidence.names for _, example in held}
    return grow(names, np.concatenate(features), np.concatenate(labels), [len(label) for label in labels], growth)


def gold_share(record: Record, example: Example, trees: Trees) -> float:
    """The share of the question's gold words among the first thousand that its hits hand over."""
    start = int(record.starts[record.by_id[example.question.transcript_id]])
    gold = {start + turn for turn, _, _ in example.question.gold}
    left, got = _WORDS, 0
    for hit in hits(record, ranking(record, example.evidence, trees)):
        for number in map(record.number, hit.context):
            read = min(int(record.words[number]), left)
            left -= read
            got += read if number in gold else 0
        if not left:
            break
    return got / max(int(record.words[sorted(gold)].sum()), 1)


def cross_validated(held: Sequence[tuple[Record, Example]], growth: Growth = Growth()) -> npt.NDArray[np.float64]:  # noqa: B008 - a frozen value
    """float64 (examples,): the `gold_share` of each by trees that have seen no transcript of its group."""
    fold = folds([example.group for _, example in held], FOLDS)
    shares = np.zeros(len(held))
    for number in range(FOLDS):
        trees = Trees.parse(learn([pair for pair, at in zip(held, fold, strict=True) if at != number], growth))
        for at in np.flatnonzero(fold == number).tolist():
            record, example = held[at]
            shares[at] = gold_share(record, example, trees)
    return shares
