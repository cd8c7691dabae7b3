"""How the vector index grows: build time, size, memory, opening, latency and recall of every kind at every size, up to a million passages.

    python -m benchmarks.growth FOLDER [ROWS …]          default: 10000 100000 300000 1000000

FOLDER keeps what was encoded, so that it is encoded once: 20,000 passages drawn at random from all those of the 939 press briefings
(../shared/data/whpress_all.jsonl.gz). The first rows are these; each further one is made of a random one, a, and of one of its
eight nearest, b: w a + (1 - w) b with w between 0.5 and 1, plus noise of length 0.1, made a unit vector. The questions are the first
200 of the briefings' question file. Truth is exact search in float32. Every kind is built and searched in processes of its own, on one
thread; p50 and p99 are of the second asking of each question, as the first reads and checks pages. Times of questions are of the
processor, which other work on the machine does not swell; the wall's median stands behind.
"""

from __future__ import annotations

import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import faiss
import numpy as np
import numpy.typing as npt

from corpus.library import read_library
from corpus.passages import passages
from embeddings.encoders import Vectors
from embeddings.encoders.registry import open_encoder
from embeddings.indexes import Mask, ranked
from embeddings.indexes.faiss_index import FaissIndex
from embeddings.indexes.kinds import KINDS, Kind, chosen
from embeddings.pages import opened, seal
from embeddings.stored import StoredVectors

BRIEFINGS = Path(__file__).parents[2] / "shared/data/whpress_all.jsonl.gz"
QUESTIONS = Path(__file__).parents[2] / "shared/data/whpress/questions.jsonl"
SIZES = (10_000, 100_000, 300_000, 1_000_000)
REAL, ASKED, FOUND, CHUNK = 20_000, 200, 10, 50_000
SHARES = (0.001, 0.01, 0.1, 0.5)
Truth = npt.NDArray[np.int64]


def main(folder: Path, sizes: Sequence[int]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    encode(folder)
    print("rows kind | build s, cpu s | faiss MB | open ms, first ms | p50, p99 (wall p50) ms | recall@10 | resident MB (own, of files) | share: recall, ms")
    for rows in sizes:
        make(folder, rows)
        truth(folder, rows)
        for kind in KINDS:
            if kind == "flat" and rows > 300_000:
                continue  # 1.5 GB beside the vectors, and 60 ms a question
            built = child("build", folder, rows, kind)
            told = child("search", folder, rows, kind)
            mark = "*" if chosen("auto", rows) == kind else " "
            filters = "  ".join(f"{share:g}: {recall:.3f}, {ms:.1f}" for share, recall, ms in told["filters"])
            print(
                f"{rows:>9,} {kind:8}{mark}| {built['seconds']:7.1f} {built['cpu']:7.1f} | {built['megabytes']:7.1f} | {told['open']:6.1f} {told['first']:7.1f}"
                f" | {told['p50']:6.2f} {told['p99']:7.2f} ({told['wall']:.2f}) | {told['recall']:.4f}"
                f" | {told['resident']:6.0f} ({told['own']:.0f}, {told['files']:.0f}) | {filters}",
                flush=True,
            )


def child(what: str, folder: Path, rows: int, kind: str) -> dict[str, Any]:
    """What one step says when it is done in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.growth", "--" + what, str(folder), str(rows), kind]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], check=True, stdout=subprocess.PIPE, text=True)
    return cast(dict[str, Any], json.loads(done.stdout))


def encode(folder: Path) -> None:
    """Write the real vectors and the questions', unless they are there."""
    if not (folder / "questions.npy").exists():
        asked = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()[:ASKED]]
        np.save(folder / "questions.npy", open_encoder().encode(asked), allow_pickle=False)
    if not (folder / "real.npy").exists():
        encoder = open_encoder()
        with tempfile.TemporaryDirectory() as library:
            with gzip.open(BRIEFINGS, "rt", encoding="utf-8") as lines:
                for line in lines:
                    (Path(library) / f"{json.loads(line)['id']}.json").write_text(line, encoding="utf-8")
            held = read_library(Path(library)).transcripts
        texts = [passage.text for transcript in held for passage in passages(transcript, encoder.count, encoder.identity.limit)]
        order = list(range(len(texts)))
        random.Random(7).shuffle(order)
        np.save(folder / "real.npy", encoder.encode([texts[at] for at in order[:REAL]]), allow_pickle=False)


def make(folder: Path, rows: int) -> None:
    """Write the vectors of one size, unless they are there."""
    path = folder / f"{rows}" / "vectors.npy"
    if path.exists():
        return
    path.parent.mkdir(exist_ok=True)
    real = np.load(folder / "real.npy", allow_pickle=False)
    near = np.concatenate([np.argpartition(-(real[at : at + 2_000] @ real.T), 9)[:, :9] for at in range(0, len(real), 2_000)])
    dice = np.random.default_rng(rows)
    made = np.lib.format.open_memmap(path, mode="w+", dtype=np.float32, shape=(rows, real.shape[1]))  # type: ignore[no-untyped-call]
    made[: len(real)] = real[:rows]
    for start in range(len(real), rows, CHUNK):
        count = min(CHUNK, rows - start)
        first = dice.integers(0, len(real), count)
        second = near[first, dice.integers(0, near.shape[1], count)]
        weight = dice.uniform(0.5, 1.0, (count, 1))
        noise = dice.standard_normal((count, real.shape[1])) * 0.1 / real.shape[1] ** 0.5
        some = weight * real[first] + (1 - weight) * real[second] + noise
        made[start : start + count] = some / np.linalg.norm(some, axis=1, keepdims=True)
    made.flush()


def masks(rows: int) -> list[Mask | None]:
    """No filter, then scattered rows (a speaker's) for each of `SHARES`."""
    return [None, *(np.random.default_rng(7).random(rows) < share for share in SHARES)]


def truth(folder: Path, rows: int) -> None:
    """Write the best rows of every question under every filter, unless they are there."""
    path = folder / f"{rows}.truth.npy"
    if path.exists():
        return
    vectors, questions = np.load(folder / f"{rows}/vectors.npy", mmap_mode="r", allow_pickle=False), np.load(folder / "questions.npy", allow_pickle=False)
    best: list[list[Truth]] = [[np.empty(0, np.int64) for _ in questions] for _ in masks(rows)]
    for start in range(0, rows, CHUNK):
        scores = questions @ vectors[start : start + CHUNK].T
        for held, mask in zip(best, masks(rows), strict=True):
            allowed = np.arange(scores.shape[1]) if mask is None else np.flatnonzero(mask[start : start + CHUNK])
            for at, score in enumerate(scores):
                some = np.argpartition(-score[allowed], FOUND + 5)[: FOUND + 5] if len(allowed) > 100 else slice(None)
                held[at] = np.concatenate([held[at], allowed[some] + start])
    found = np.full((len(best), len(questions), FOUND), -1, np.int64)  # fewer where a filter leaves fewer
    for filtered, held in zip(found, best, strict=True):
        for row, question, some in zip(filtered, questions, held, strict=True):
            right = ranked(vectors, question, some, FOUND)[0]
            row[: len(right)] = right
    np.save(path, found, allow_pickle=False)


def build(folder: Path, rows: int, kind: Kind) -> dict[str, float]:
    """Build one kind from vectors that stay on disk, and save it with its hashes."""
    vectors = np.load(folder / f"{rows}/vectors.npy", mmap_mode="r", allow_pickle=False)
    where = folder / f"{rows}" / "vectors.faiss"
    began, cpu = time.perf_counter(), time.process_time()
    FaissIndex.built(vectors, kind).save(where)
    took = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu, "megabytes": where.stat().st_size / 1e6}
    (folder / f"{rows}.sealed.json").write_text(json.dumps(seal(where.parent, "")), encoding="utf-8")
    return took | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def search(folder: Path, rows: int, kind: Kind) -> dict[str, Any]:
    """Open one kind as a generation is opened, and ask it."""
    where, questions = folder / f"{rows}", np.load(folder / "questions.npy", allow_pickle=False)
    right = np.load(folder / f"{rows}.truth.npy", allow_pickle=False)
    sealed = json.loads((folder / f"{rows}.sealed.json").read_text(encoding="utf-8"))
    began = time.perf_counter()
    files = opened(where, *sealed)
    vectors = StoredVectors(np.load(where / "vectors.npy", mmap_mode="r", allow_pickle=False), files["vectors.npy"])
    index = FaissIndex.load(where / "vectors.faiss", vectors, kind, files["vectors.faiss"])
    open_ms, first = 1e3 * (time.perf_counter() - began), timed(index, questions[0], None)[2]
    runs = []
    for mask, best in zip(masks(rows), right, strict=True):
        for question in questions:
            timed(index, question, mask)
        asked = [timed(index, question, mask) for question in questions]
        recall = np.mean([np.isin(wanted[wanted >= 0], found).mean() for (found, _, _), wanted in zip(asked, best, strict=True)])
        runs.append((float(recall), [ms for _, ms, _ in asked]))
        if mask is None:
            held = memory() | {"wall": float(np.median([ms for _, _, ms in asked]))}
    recall, times = runs[0]
    filters = [(share, found, float(np.median(ms))) for share, (found, ms) in zip(SHARES, runs[1:], strict=True)]
    p50, p99 = np.percentile(times, [50, 99]).tolist()
    return {"open": open_ms, "first": first, "p50": p50, "p99": p99, "recall": recall, "filters": filters, **held}


def timed(index: FaissIndex, question: Vectors, mask: Mask | None) -> tuple[Truth, float, float]:
    """The rows found, and the milliseconds that took: the processor's and the wall's."""
    began, wall = time.process_time(), time.perf_counter()
    found = index.search(question, FOUND, mask)[0]
    return found, 1e3 * (time.process_time() - began), 1e3 * (time.perf_counter() - wall)


def memory() -> dict[str, float]:
    """MB of memory that the process holds now: all, its own, and mapped from files."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    return {name: int(lines[key].split()[0]) / 1e3 for name, key in (("resident", "VmRSS"), ("own", "RssAnon"), ("files", "RssFile"))}


if __name__ == "__main__":
    faiss.omp_set_num_threads(1)
    if sys.argv[1] in ("--build", "--search"):
        step = build if sys.argv[1] == "--build" else search
        print(json.dumps(step(Path(sys.argv[2]), int(sys.argv[3]), cast(Kind, sys.argv[4]))))
    else:
        main(Path(sys.argv[1]), [int(rows) for rows in sys.argv[2:]] or SIZES)
