"""What the routes bf16 and int8 lose in retrieval against fp32: the same transcripts indexed and asked by each, question by question.

    python -m benchmarks.route_losses FOLDER [--transcripts 10] [--known INDEX]

FOLDER holds transcripts and questions.jsonl; so many transcripts are drawn evenly, each question searches its own. Printed: the cosine of every
passage's vector to that of fp32, the share of the five nearest passages that stay, and what `quoth compare` says of gold@1000w and hit@5. `--known` is a
copy of an index by fp32 whose vectors are used again; it is changed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.peers import ROOT
from embeddings.arrays import load_array
from embeddings.encoders import Vectors
from embeddings.encoders.registry import open_encoder
from embeddings.encoders.routes import FP32, ROUTES
from embeddings.generations import Generations
from embeddings.snapshot import HASHES, TABLE, VECTORS

MEASURES = ("gold@1000w", "hit@5")
Made = tuple[Vectors, Vectors, list[int]]
"""Vectors of passages, vectors of questions, and the transcript of each passage, by its number."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--transcripts", type=int, default=10)
    parser.add_argument("--known", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        place = Path(held)
        asked = drawn(given.folder, place, given.transcripts)
        if given.known:
            shutil.copytree(given.known, place / FP32)
        for route in ROUTES:
            quoth("index", "--library", place / "library", "--index", place / route, "--route", route)
            where = ("--library", place / "library", "--index", place / route, "--route", route)
            quoth("eval", place / "questions.jsonl", *where, "--scope", "transcript", "--report", place / f"{route}.json")
        right = made(place, FP32, asked)
        print(f"{given.folder.name}: {len(set(right[2]))} transcripts, {len(right[0]):,} passages, {len(asked)} questions", flush=True)
        for route in (name for name in ROUTES if name != FP32):
            told(place, route, made(place, route, asked), right)


def drawn(folder: Path, place: Path, count: int) -> list[str]:
    """Copies so many transcripts and their questions, whose words are returned."""
    files = sorted((folder / "transcripts").iterdir())
    chosen = [files[at] for at in np.unique(np.linspace(0, len(files) - 1, count).astype(int))]
    (place / "library").mkdir()
    for file in chosen:
        shutil.copy(file, place / "library")
    stems = {file.stem for file in chosen}
    lines = [line for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines() if json.loads(line).get("transcript") in stems]
    (place / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [json.loads(line)["question"] for line in lines]


def quoth(*arguments: str | Path) -> str:
    """What the command printed."""
    command = [sys.executable, "-m", "ui.cli", *map(str, arguments)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"quoth {arguments[0]} ended with {ran.returncode}: {ran.stderr[-2000:]}")
    return ran.stdout


def made(place: Path, route: str, questions: list[str]) -> Made:
    """What an index holds, in the order of its texts' hashes, so that two can be laid side by side, and the questions by its route."""
    folder, _ = Generations(place / route).opened()
    table = load_array(folder / TABLE)
    keys = [(digest.tobytes(), *row) for digest, row in zip(load_array(folder / HASHES), table.tolist(), strict=True)]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return load_array(folder / VECTORS)[order], open_encoder(route=route).encode(questions), table["transcript"][order].tolist()


def told(place: Path, route: str, ours: Made, right: Made) -> None:
    cosines = np.sum(ours[0] * right[0], axis=1)
    five = [np.argsort(-(questions @ rows.T), axis=1, kind="stable")[:, :5] for rows, questions, _ in (ours, right)]
    same = np.mean([len({*one.tolist()} & {*other.tolist()}) / 5 for one, other in zip(*five, strict=True)])
    print(f"{route}: cosine to {FP32} mean {cosines.mean():.5f}, least {cosines.min():.5f}; the same five nearest {same:.3f}", flush=True)
    compared = ["compare", place / f"{FP32}.json", place / f"{route}.json", *(part for name in MEASURES for part in ("--measure", name)), "--changes", "0"]
    print(quoth(*compared), flush=True)


if __name__ == "__main__":
    main()
