"""What is known about each turn that may answer: a row of numbers, the same for a meeting and for a briefing.

Turns are proposed by the best passages of every kind, by meaning and by words, and by being near one of those. Every
score becomes a z-score against the passages in scope, so that one model can read any transcript and any encoder; a
turn is also told how its neighbours score, because speech spreads one thought over many turns.

Where the encoder has an adapter (`embeddings.encoders.adapter`), the question as it moves it is searched for as well, and
every row is longer by what that tells.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from corpus.passages import Kind
from embeddings.indexes import Mask
from rag.neighbours import Neighbours, Smoothed
from rag.record import Record

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

NEAR = 8
"""Turns this near to a proposed one are proposed too."""
_SPREADS = (1, 2, 4, 8, 16)
_FEEDBACK = 5
_KINDS: tuple[Kind, ...] = ("turn", "window")
_SIGNALS = ("turn", "window", "feedback", "words:turn", "words:window")
_MOVED = ("moved:turn", "moved:window")
_PLAINLY = ("turn", "window±1", "words:turn±1", "words:window±1", "turn±2")
_GAPS = ("turn", "window±1", "feedback±2", "words:turn", "words:window±1")
_MOVED_GAPS = ("moved:turn", "moved:window±1")
_ABOUT = ("log_words", "asks", "follows_question", "speaker_goes_on", "style", "best_window", "best_words", "place", "scope")


def _smoothed(signals: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for signal in signals for name in (signal, *(f"{signal}±{spread}" for spread in _SPREADS)))


FEATURES: tuple[str, ...] = (*_smoothed(_SIGNALS), *(f"{name}<" for name in _GAPS), *_ABOUT)
MOVED_FEATURES: tuple[str, ...] = (*FEATURES, *_smoothed(_MOVED), *(f"{name}<" for name in _MOVED_GAPS))
"""The same and what the question as an adapter moves it adds."""


@dataclass(frozen=True)
class Evidence:
    """`turns` are global turn numbers, ascending; row i of `features` (turns, len(names)) is about turn i.

    `names` are `FEATURES`, or `MOVED_FEATURES` where the question was moved by an adapter.
    `proposed` says which of them are in scope: the others are only there to be read with them. `nearest` is the
    highest cosine of a passage of one turn with the question, 0 where there is none.
    """

    turns: Numbers
    features: Floats
    proposed: Mask
    nearest: float
    names: tuple[str, ...] = FEATURES

    def signal(self, name: str) -> Floats:
        """float32 (turns,): the feature of that name."""
        return self.features[:, self.names.index(name)]

    def best(self, most: int) -> Evidence:
        """The same for at most `most` turns, those that a plain sum of the signals puts first."""
        kept = _best_of(len(self.turns), most, self.signal, self.names)
        return replace(self, turns=self.turns[kept], features=self.features[kept], proposed=self.proposed[kept])


def _best_of(turns: int, most: int, signal: Callable[[str], Floats], names: Collection[str]) -> Numbers:
    """The positions, ascending, of the `most` turns that a plain sum of the signals puts first."""
    if turns <= most:
        return np.arange(turns)
    total = np.sum([signal(f"moved:{name}" if f"moved:{name}" in names else name) for name in _PLAINLY], axis=0)
    return np.sort(np.argpartition(-total, most)[:most]).astype(np.int64)


def gather(
    record: Record, question: str, query: Floats, allowed: Mask | None, depth: int, moved: Floats | None = None, most: int | None = None
) -> Evidence:
    """The evidence for every turn that one of the `depth` best passages of a ranking proposes, and for those near it; with `most` the `best` of them.

    `query` is the question's unit vector, `moved` the same as an adapter moves it, None where the encoder has none;
    `allowed` the turns in scope, None for all.
    """
    names = FEATURES if moved is None else MOVED_FEATURES
    dense: dict[Kind, Numbers] = {
        "turn": _dense_rows(record, "turn", query, allowed, depth),
        "window": _dense_rows(record, "window", query if moved is None else moved, allowed, depth),
    }
    lexical = {kind: _lexical_rows(record, kind, question, allowed, depth) for kind in _KINDS}
    turns = _proposed(record, [*dense.values(), *(rows for rows, _ in lexical.values())])
    nearest = float(record.snapshot.vectors[dense["turn"][0]] @ query) if len(dense["turn"]) else 0.0
    near = Neighbours(record, turns)
    signals = _signals(record, near, dense["window"], lexical, query, moved, allowed)
    smoothed = Smoothed(near, signals)
    kept = _best_of(len(turns), len(turns) if most is None else most, smoothed.column, names)
    about = dict(zip(_ABOUT, _about(record, turns, near, signals, allowed), strict=True))
    columns = [about[name][kept] if name in about else _column(smoothed, name, kept) for name in names]
    proposed = np.ones(len(kept), np.bool_) if allowed is None else allowed[turns[kept]]
    return Evidence(turns[kept], np.stack(columns, axis=1).astype(np.float32), proposed, nearest, names)


def _column(smoothed: Smoothed, name: str, kept: Numbers) -> Floats:
    """A signal of the turns at `kept`; for "window<" how far "window" lies below the best of all turns, those that are not kept included."""
    signal = name.removesuffix("<")
    own = smoothed.column(signal, kept)
    below: Floats = own - smoothed.column(signal).max(initial=-np.inf) if name.endswith("<") else own
    return below


def _signals(
    record: Record, near: Neighbours, windows: Numbers, words: Mapping[Kind, tuple[Numbers, Floats]], query: Floats, moved: Floats | None, allowed: Mask | None
) -> dict[str, Floats]:
    """For each signal a value for every turn; `windows` are the rows of the best windows, best first."""
    liked = query + record.snapshot.vectors[windows[:_FEEDBACK]].mean(axis=0) if len(windows) else query
    rows: dict[Kind, Numbers] = {kind: near.rows(kind) for kind in _KINDS}
    names: dict[Kind, list[str]] = {"turn": ["turn"], "window": ["window", "feedback"]}
    asked: dict[Kind, list[Floats]] = {"turn": [query], "window": [query, liked]}
    if moved is not None:
        for kind in _KINDS:
            names[kind].append(f"moved:{kind}")
            asked[kind].append(moved)
    found: dict[str, Floats] = {}
    for kind in _KINDS:
        scores = _standard(record, rows[kind], kind, np.stack(asked[kind], axis=1), allowed)
        found |= {name: near.covered(kind, rows[kind], column) for name, column in zip(names[kind], scores.T, strict=True)}
        found[f"words:{kind}"] = near.covered(kind, *_standard_words(record, rows[kind], kind, words[kind][1]))
    return found


def _dense_rows(record: Record, kind: Kind, query: Floats, allowed: Mask | None, depth: int) -> Numbers:
    mask = record.rows(kind, allowed)
    if kind == "turn":
        # A reply is found by its own words or by what was asked, whichever is nearer.
        mask |= record.rows("exchange", allowed)
    rows: Numbers = record.snapshot.index.search(query, depth, mask)[0]
    return rows


def _lexical_rows(record: Record, kind: Kind, question: str, allowed: Mask | None, depth: int) -> tuple[Numbers, Floats]:
    """The rows with the highest BM25 scores, and the scores of all rows of the kind in scope."""
    at = record.kinds[kind]
    scores = record.snapshot.lexical[kind].scores(question)
    if allowed is not None:
        scores = np.where(record.rows(kind, allowed)[at], scores, 0)
    found = np.flatnonzero(scores)
    if len(found) > depth:
        found = found[np.argpartition(-scores[found], depth - 1)[:depth]]
    return found + at.start, scores


def _proposed(record: Record, rankings: list[Numbers]) -> Numbers:
    """The turns of these rows and those near them in the same transcript, ascending."""
    held = np.zeros(int(record.starts[-1]) + 1, np.int32)
    for rows in rankings:
        middle = record.first[rows]
        at = np.searchsorted(record.starts, middle, side="right") - 1
        np.add.at(held, np.maximum(middle - NEAR, record.starts[at]), 1)
        np.add.at(held, np.minimum(record.last[rows] + NEAR + 1, record.starts[at + 1]), -1)
    return np.flatnonzero(np.cumsum(held)[:-1]).astype(np.int64)


def _standard(record: Record, rows: Numbers, kind: Kind, queries: Floats, allowed: Mask | None) -> Floats:
    """float32 (rows, queries): the rows' inner products with each column of `queries`, as z-scores against an even sample of the kind in scope."""
    sample = (record.samples[kind] if allowed is None else record.sample(kind, allowed)) @ queries
    found = record.snapshot.vectors[rows] @ queries
    return np.stack([_zscore(own, against) for own, against in zip(found.T, sample.T, strict=True)], axis=1)


def _standard_words(record: Record, rows: Numbers, kind: Kind, scores: Floats) -> tuple[Numbers, Floats]:
    """The rows of the kind and their BM25 scores, as z-scores against all that share a term with the question."""
    at = record.kinds[kind]
    rows = rows[(rows >= at.start) & (rows < at.stop)]
    return rows, _zscore(scores[rows - at.start], scores[scores > 0])


def _zscore(values: Floats, against: Floats) -> Floats:
    if not len(against):
        return np.zeros(len(values), np.float32)
    standard: Floats = ((values - against.mean()) / (against.std() + 1e-6)).astype(np.float32)
    return standard


def _about(record: Record, turns: Numbers, near: Neighbours, signals: dict[str, Floats], allowed: Mask | None) -> list[Floats]:
    """What a turn is, whatever was asked, and how well its transcript does."""
    words = record.words[turns]
    scope = len(record.words) if allowed is None else int(allowed.sum())
    begins, ends = record.starts[near.transcripts], record.starts[near.transcripts + 1]
    before = np.maximum(turns - 1, begins)
    best = [_best(near.transcripts, signals[name]) for name in ("window", "words:window")]
    return [
        np.log1p(words).astype(np.float32),
        record.asks[turns].astype(np.float32),
        record.asks[before].astype(np.float32),
        (record.voices[before] == record.voices[turns]).astype(np.float32),
        record.style[near.transcripts],
        *best,
        ((turns - begins) / np.maximum(ends - begins, 1)).astype(np.float32),
        np.full(len(turns), np.log1p(scope), np.float32),
    ]


def _best(groups: Numbers, values: Floats) -> Floats:
    """For every row how far its group's highest value lies below the highest of all."""
    if not len(values):
        return values
    best = np.full(int(groups.max()) + 1, -np.inf, np.float32)
    np.maximum.at(best, groups, values)
    below: Floats = best[groups] - values.max()
    return below
