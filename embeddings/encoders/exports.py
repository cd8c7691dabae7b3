"""Exported encoders, kept in the user's cache by what they were made from, and made at first use."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from filelock import FileLock
from platformdirs import user_cache_path

from corpus.errors import EncoderError
from embeddings.encoders import Encoder, brain_float
from embeddings.encoders.exported import ExportedEncoder
from embeddings.encoders.routes import BF16, FP32
from embeddings.encoders.sentence_transformer import SentenceTransformerEncoder

_VERSION: Final = "quoth-export/1"


def exported(name: str, files: Mapping[str, str], original: Callable[[], SentenceTransformerEncoder], route: str = FP32) -> Encoder:
    """The encoder that the model's files (name to SHA-256) make: its export, made now where there is none that is whole, run by that route.

    By fp32 the original itself where it cannot be exported, which is remembered, or where the cache cannot be written; by another
    route EncoderError then. EncoderError where `original` cannot be had, or the route cannot be taken here.
    """
    if route == BF16:
        brain_float.refuse_where_there_is_none()
    folder = place(files)
    found = _opened(folder, name) or _made(folder, name, original())
    if route == FP32:
        return found
    if not isinstance(found, ExportedEncoder):
        raise EncoderError(f"the encoder {name} cannot be exported, or not be kept in {folder.parent}, so it has no route {route}; leave --route out")
    return ExportedEncoder(folder, name, brain_float.opened, brain_float.ROUTE) if route == BF16 else _quantised(folder, name)


def _quantised(folder: Path, name: str) -> ExportedEncoder:
    from embeddings.encoders.quantising import quantise

    made = folder.with_name(f"{folder.name}-int8")
    found = _opened(made, name)
    if found:
        return found
    try:
        with FileLock(made.with_suffix(".lock")):
            found = _opened(made, name)  # another process may have made it meanwhile
            if not found:
                quantise(folder, made)
    except OSError as error:
        raise EncoderError(f"the route int8 cannot be kept in {made.parent} ({error.strerror}); leave --route out") from error
    return found or ExportedEncoder(made, name)


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
