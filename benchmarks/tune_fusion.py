"""`make tune`: learn how the evidence for a turn is weighed; print what cross-validation gives, and write rag/fusion.json.

Arguments: the file to write, a folder for indexes, the encoders ("all-MiniLM-L6-v2,speech"), then the dev sets, each a folder with
questions.jsonl and transcripts. One model is learned for all sets, both scopes and every encoder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from embeddings.encoders.registry import open_encoder
from rag.record import Record
from rag.tuning.examples import Example, examples, open_record
from rag.tuning.fusion import cross_validated, learn


def main(out: Path, indexes: Path, encoders: Sequence[str], sets: Sequence[Path]) -> None:
    held: list[tuple[Record, Example]] = []
    names: list[str] = []
    for name in encoders:
        encoder = open_encoder(name)
        for folder in sets:
            record = open_record(folder / "transcripts", indexes / name / folder.name, encoder)
            found = [(record, example) for example in examples(record, folder, encoder)]
            print(f"{name}, {folder.name}: {len(found)} examples", flush=True)
            held += found
            names += [f"{name}, {example.source}" for _, example in found]
    shares = cross_validated(held)
    for name in dict.fromkeys(names):
        own = shares[[other == name for other in names]]
        print(f"{name}: gold@1000w {own.mean():.3f} ± {1.96 * own.std() / np.sqrt(len(own)):.3f} ({len(own)} questions)", flush=True)
    out.write_text(json.dumps(learn(held), separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    target, folder, models, *rest = sys.argv[1:]
    main(Path(target), Path(folder), models.split(","), [Path(name) for name in rest])
