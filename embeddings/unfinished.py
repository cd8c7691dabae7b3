"""Vectors of a rebuild that has not published yet: one that is killed and begun again does not encode again what it had encoded.

    <index>/encoded/<encoder>/<SHA-256 of the file>      32 bytes of SHA-256 for each text, then its vector, float32, little-endian

The name of a file is the hash of what it holds, so one that is damaged or half written is passed over. No more is kept
than one rebuild encodes: what is published, or was encoded by another encoder, is removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

import numpy as np

from embeddings.encoders import EncoderIdentity, Vectors

ENCODED = "encoded"
_DIGEST = 32


class Unfinished:
    """What is kept below one index folder for one encoder. `anew` keeps apart what a rebuild of everything encodes, which trusts nothing older."""

    def __init__(self, root: Path, encoder: EncoderIdentity, anew: bool = False) -> None:
        """Look at the index folder `root`, which need not exist yet."""
        name = hashlib.sha256(json.dumps(asdict(encoder), sort_keys=True).encode()).hexdigest()[:16]
        self._all = root / ENCODED
        self._own = self._all / (f"{name}-full" if anew else name)
        self._usable = (f"{name}-full",) if anew else (name, f"{name}-full")
        self._dimension = encoder.dimension

    def vectors(self) -> dict[bytes, Vectors]:
        """The vector, float32 (dimension,), of each text that was encoded, by the SHA-256 of the text; of whole files only. Changes nothing."""
        found: dict[bytes, Vectors] = {}
        for name in self._usable:
            for path in sorted((self._all / name).glob("*")):
                found.update(self._held(path))
        return found

    def begin(self) -> None:
        """Removes what cannot be used: vectors of other encoders, and files that are not whole."""
        for folder in self._all.glob("*"):
            if folder.name not in self._usable:
                shutil.rmtree(folder)
                continue
            for path in folder.glob("*"):
                if not self._held(path):
                    path.unlink()

    def keep(self, digests: list[bytes], vectors: Vectors) -> None:
        """Keeps the vectors of the texts of those SHA-256, on the disk when it returns."""
        body = b"".join(digests) + np.ascontiguousarray(vectors, dtype="<f4").tobytes()
        self._own.mkdir(parents=True, exist_ok=True)
        with (self._own / hashlib.sha256(body).hexdigest()).open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())

    def clear(self) -> None:
        """Removes everything: it is in a generation now. What cannot be removed waits for the next rebuild."""
        shutil.rmtree(self._all, ignore_errors=True)

    def _held(self, path: Path) -> dict[bytes, Vectors]:
        try:
            body = path.read_bytes()
        except OSError:
            return {}
        count, rest = divmod(len(body), _DIGEST + 4 * self._dimension)
        if rest or hashlib.sha256(body).hexdigest() != path.name:
            return {}
        rows = np.frombuffer(body, dtype="<f4", offset=count * _DIGEST).reshape(count, self._dimension)
        return {body[at * _DIGEST : (at + 1) * _DIGEST]: rows[at] for at in range(count)}
