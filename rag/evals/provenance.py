"""Where the numbers of a report come from: everything that decides them, so that two reports can be told apart."""

from __future__ import annotations

import dataclasses
import hashlib
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError
from corpus.transcript import Transcript
from rag.ask import Engine
from rag.evals.runs import Where

_PROGRAMS = ("quoth", "numpy", "faiss-cpu", "bm25s", "sentence-transformers", "torch")


def provenance(questions: Path, engine: Engine, where: Where, sample: tuple[int, int] | None) -> dict[str, Any]:
    """What decides the answers of a run: questions, library, index, encoder, passage rule, settings, scope, sample (n, seed), versions."""
    manifest = engine.snapshot.manifest
    return {
        **of_questions(questions, engine.transcripts),
        "index": {"generation": engine.generation},
        "encoder": dataclasses.asdict(manifest.encoder),
        "passages": manifest.passages,
        "settings": engine.settings(),
        "scope": where,
        "sample": {"n": sample[0], "seed": sample[1]} if sample else None,
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _PROGRAMS}},
        "machine": {"system": platform.system(), "processor": platform.machine()},
    }


def of_questions(questions: Path, transcripts: Sequence[Transcript]) -> dict[str, Any]:
    """The question file and the library by their hashes: all there is to say of a run made elsewhere."""
    try:
        digest = hashlib.sha256(questions.read_bytes()).hexdigest()
    except OSError as error:
        raise QuestionFileError(f"{questions}: the question file cannot be read ({error.strerror})") from error
    library = hashlib.sha256("\n".join(f"{t.id} {t.sha256}" for t in transcripts).encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "questions": {"file": questions.name, "sha256": digest},
        "library": {"transcripts": len(transcripts), "turns": sum(len(t.turns) for t in transcripts), "sha256": library},
    }
