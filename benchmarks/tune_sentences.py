"""`make tune`: learn which sentences answer and when to refuse; write rag/writers/sentences.json, its cross-validated figures inside.

Arguments: the file to write, a folder for indexes, the folder that holds data/qmsum, data/whpress and data/seed. Run from the repository's root.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from embeddings.encoders.registry import open_encoder
from rag.tuning.sentences import sources, tuned


def main(out: Path, indexes: Path, shared: Path) -> None:
    held = tuned(sources(shared, Path()), indexes, open_encoder())
    out.write_text(json.dumps(held, separators=(",", ":")) + "\n", encoding="utf-8")
    for source, figures in held["made"]["cross_validated"].items():
        print(source, figures)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
