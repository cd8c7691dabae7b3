"""What an index was made from, and in words why it may not be opened with something else."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import IndexBroken, IndexStale
from corpus.passages import WINDOW_WORDS, rule
from embeddings.encoders import EncoderIdentity

SCHEMA = 3
REUSABLE = (1, 2, SCHEMA)
"""Schemas whose vectors a rebuild may take over: `vectors.npy` and `hashes.npy` are alike in them."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that an index depends on.

    `generation` counts from 1. `files` maps transcript ids to {"file", "sha256", "reader", "media"?}; `unreadable` maps files that
    could not be read to the reason. `counts` holds transcripts, turns and the passages of each kind. `hashes` maps
    each file of the generation (relative path) to its SHA-256, `sizes` to its bytes. `index` is the kind of its vector index
    (`embeddings.indexes.kinds`). `made_with` names program versions, and the readers that were at hand.
    """

    schema: int
    generation: int
    encoder: EncoderIdentity
    passages: str
    index: str
    files: Mapping[str, Mapping[str, str]]
    unreadable: Mapping[str, str]
    counts: Mapping[str, int]
    hashes: Mapping[str, str]
    sizes: Mapping[str, int]
    made_with: Mapping[str, str]

    def dump(self) -> str:
        """The manifest as JSON text, keys sorted, with the SHA-256 of the rest under "sha256"."""
        held = dataclasses.asdict(self)
        return _text({**held, "sha256": _digest(held)})


def load(path: Path, schemas: Sequence[int] = (SCHEMA,)) -> Manifest:
    """The manifest at `path`; IndexBroken when it is not one or not as it was written, IndexStale when its schema is another.

    Of an older schema among `schemas` the sizes are left empty.
    """
    try:
        written = path.read_bytes().decode()
        held: dict[str, Any] = json.loads(written)
        if held["schema"] not in schemas:
            raise IndexStale(f"{path}: the index has schema {held['schema']}, this Quoth reads {SCHEMA}; make it again with: quoth index")
        # The text without the one line that holds its SHA-256 is what was hashed: quicker than writing all of it anew.
        digest = held.pop("sha256")
        if hashlib.sha256(written.replace(f' "sha256": "{digest}",\n', "", 1).encode()).hexdigest() != digest:
            raise IndexBroken(f"{path} is damaged (it is not what was written); make the index again with: quoth index --full")
        return Manifest(**{"sizes": {}, **held, "encoder": EncoderIdentity(**held["encoder"])})
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexBroken(f"{path} is not a manifest of an index ({type(error).__name__}); make the index again with: quoth index --full") from error


def _text(held: Mapping[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _digest(held: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text(held).encode()).hexdigest()


def _named(route: str) -> str:
    return route.rpartition("/")[2]


def mismatch(manifest: Manifest, encoder: EncoderIdentity, readers: Mapping[str, str], window_words: int = WINDOW_WORDS) -> str | None:
    """Why an index cannot be used with this encoder, these readers (format to versioned name) and this passage rule (`window_words` is its one parameter).

    One line that names both sides and the command that mends it; None when all agree.
    """
    if manifest.encoder.name != encoder.name:
        return (
            f"the index was made with the encoder {manifest.encoder.name}, not {encoder.name}; "
            f"use --encoder {manifest.encoder.name}, or make it again with: quoth index --full --encoder {encoder.name}"
        )
    if manifest.encoder != encoder:
        ours, theirs = dataclasses.asdict(encoder), dataclasses.asdict(manifest.encoder)
        what = next(key for key in ours if ours[key] != theirs[key])
        if what == "route":
            return (
                f"the index was made with {encoder.name} by the route {theirs[what]}, not {ours[what]}; "
                f"use --route {_named(theirs[what])}, or make it again with: quoth index --route {_named(ours[what])}"
            )
        return f"the index was made with {encoder.name} of another {what} ({theirs[what]}, now {ours[what]}); make it again with: quoth index --full"
    now = rule(window_words)
    if manifest.passages != now:
        return f"the index was made with the passage rule {manifest.passages}, now {now}; make it again with: quoth index"
    for file in manifest.files.values():
        kind = file["reader"].partition("/")[0]
        if file["reader"] != readers.get(kind, file["reader"]):
            return f"{file['file']} was indexed with the reader {file['reader']}, now {readers[kind]}; bring the index up to date with: quoth index"
    return None
