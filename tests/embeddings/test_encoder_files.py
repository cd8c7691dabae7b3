"""Which encoder a name means, and what is said of one that cannot be had: before anything heavy is loaded."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import EncoderError
from embeddings.encoders.hashed import HashedEncoder
from embeddings.encoders.registry import open_encoder
from embeddings.encoders.sentence_transformer import SentenceTransformerEncoder

ROOT = Path(__file__).resolve().parents[2]


def test_hashed_is_the_encoder_without_weights() -> None:
    encoder = open_encoder("hashed")
    assert encoder.identity == HashedEncoder().identity
    assert (encoder.identity.dimension, encoder.identity.limit) == (256, 256)


def test_a_pinned_file_that_is_another_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    found = hashlib.sha256(b"other weights").hexdigest()[:12]
    with pytest.raises(EncoderError, match=rf"model\.safetensors is not the one .*{found}.*, expected 000000000000…\): reinstall"):
        SentenceTransformerEncoder("small", str(tmp_path), {"model.safetensors": "0" * 64})


def test_a_pinned_file_that_is_missing_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"config\.json is missing: reinstall its package"):
        SentenceTransformerEncoder("small", str(tmp_path), {"config.json": "0" * 64})


def test_nothing_heavy_is_imported_until_a_model_is_opened() -> None:
    code = (
        "import sys, embeddings.rebuild, embeddings.snapshot, embeddings.encoders.registry, embeddings.encoders.sentence_transformer\n"
        "embeddings.encoders.registry.open_encoder('hashed')\n"
        "sys.exit(bool({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.model
def test_a_folder_that_is_no_model_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"no encoder .*; leave --encoder out for the model that ships with Quoth"):
        open_encoder(str(tmp_path))
