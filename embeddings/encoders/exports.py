"""Exported encoders, kept in the user's cache by what they were made from, and made at first use."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from filelock import FileLock
from platformdirs import user_cache_path

from corpus.errors import EncoderError
from embeddings.encoders import Encoder
from embeddings.encoders.exported import ExportedEncoder
from embeddings.encoders.sentence_transformer import SentenceTransformerEncoder

_VERSION: Final = "quoth-export/1"


def exported(name: str, files: Mapping[str, str], original: Callable[[], SentenceTransformerEncoder]) -> Encoder:
    """The encoder that the model's files (name to SHA-256) make: its export, made now where there is none that is whole.

    The original itself where it cannot be exported, which is remembered, or where the cache cannot be written.
    EncoderError where `original` cannot be had.
    """
    folder = place(files)
    found = _opened(folder, name)
    return found or _made(folder, name, original())


def place(files: Mapping[str, str]) -> Path:
    """Where the export of a model of these files is kept, whether it is there or not."""
    lines = [_VERSION, *(f"{file} {digest}" for file, digest in sorted(files.items()))]
    return user_cache_path("quoth") / "encoders" / hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def _opened(folder: Path, name: str) -> ExportedEncoder | None:
    try:
        return ExportedEncoder(folder, name)
    except EncoderError:
        return None


def _made(folder: Path, name: str, original: SentenceTransformerEncoder) -> Encoder:
    from embeddings.encoders.exporting import export

    refused = folder.with_suffix(".refused")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_suffix(".lock")):
            if refused.exists():
                return original
            if not _opened(folder, name):  # else another process has made it meanwhile
                try:
                    export(original, folder)
                except EncoderError as error:
                    refused.write_text(f"{error}\n", encoding="utf-8")
    except OSError:
        return original
    return _opened(folder, name) or original
