"""What loading the files of any model has in common: they are the ones expected, only safetensors, and nothing is said on the terminal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from logging import ERROR, getLogger
from pathlib import Path
from typing import Any

from corpus.errors import EncoderError


def check(folder: Path, pinned: Mapping[str, str]) -> None:
    """EncoderError when a file below `folder` is missing or its SHA-256 is not the one that `pinned` gives for its name."""
    for file, digest in pinned.items():
        path = folder / file
        if not path.is_file():
            raise EncoderError(f"the encoder's file {path} is missing: reinstall its package")
        found = _digest([path])
        if found != digest:
            raise EncoderError(
                f"the encoder's file {path} is not the one Quoth was built for (SHA-256 {found[:12]}…, expected {digest[:12]}…): reinstall its package"
            )


def change(model: Any, path: Path) -> None:
    """Put the weights of a safetensors file in the place of those of the same names; EncoderError for one that the model does not have."""
    from safetensors.torch import load_file

    held = model[0].auto_model.state_dict()
    for name, tensor in load_file(path).items():
        if name not in held or held[name].shape != tensor.shape:
            raise EncoderError(f"{path.name} is not for this encoder: it has no weights {name!r} of that shape; reinstall Quoth")
        held[name].copy_(tensor)


def weights(source: str, model: Any, changed: Path | None = None) -> str:
    """The SHA-256 of the weights of a loaded model: of its .safetensors files where `source` is a folder (with those `changed`), else of the tensors.

    EncoderError for a folder without such files.
    """
    folder = Path(source)
    return _digest([*sorted(folder.glob("*.safetensors")), *([changed] if changed else [])]) if folder.is_dir() else _of_tensors(model)


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a model's folder that can change its vectors: settings, vocabularies and safetensors."""
    kinds = (".json", ".txt", ".model", ".safetensors")
    return {path.relative_to(folder).as_posix(): _digest([path]) for path in sorted(folder.rglob("*")) if path.suffix in kinds and path.is_file()}


def quiet() -> None:
    """Keep progress bars and retries of the model libraries off the terminal: what a person must know is in the error."""
    from transformers.utils import logging

    logging.disable_progress_bar()
    getLogger("huggingface_hub").setLevel(ERROR)


def first_line(error: Exception) -> str:
    """The beginning of what a library says went wrong."""
    return str(error).strip().split("\n", 1)[0][:160]


def _digest(paths: Sequence[Path]) -> str:
    if not paths:
        raise EncoderError("the encoder's folder holds no .safetensors weights: only safetensors are loaded")
    digests = []
    for path in paths:
        with path.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256"))
    return digests[0].hexdigest() if len(digests) == 1 else hashlib.sha256(b"".join(digest.digest() for digest in digests)).hexdigest()


def _of_tensors(model: Any) -> str:
    """A digest of the loaded weights themselves, for a model that came from the hub's cache."""
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.cpu().numpy().tobytes())
    return digest.hexdigest()
