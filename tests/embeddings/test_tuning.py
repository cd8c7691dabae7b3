"""What the encoder is taught with, and the loss it is taught by, held to the same done by hand."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch

from corpus.speakers import speaker
from corpus.transcript import Transcript, Turn
from embeddings.tuning.pairs import Pair, asked, batches, pairs, replied
from embeddings.tuning.train import contrast

ASKED = "Thank you for that. When will the new ferry sail to the outer islands, and who pays for it?"
REPLY = "It sails in May. " + "The county pays two thirds of it and the islands pay the rest of it over ten years. " * 2


def transcript(*lines: tuple[str, str]) -> Transcript:
    return Transcript("a", "a", None, "", "native/1", tuple(Turn(at, speaker(label), text) for at, (label, text) in enumerate(lines)))


LOHR = "MS. LOHR"
HELD = transcript(("Q", ASKED), (LOHR, REPLY), ("Q", "Why?"), (LOHR, REPLY), ("Q", ASKED), (LOHR, "In May."), (LOHR, "Thank you all for coming."))


def test_a_pair_is_a_long_question_and_the_long_reply_that_follows_it() -> None:
    assert [(pair.question, pair.reply) for pair in pairs(HELD)] == [(0, 1)]


def test_a_question_is_asked_whole_or_only_where_it_asks() -> None:
    pair = Pair(HELD, 0, 1)
    found = {asked(pair, random.Random(seed)) for seed in range(20)}
    assert found == {ASKED, "When will the new ferry sail to the outer islands, and who pays for it?"}


def test_a_reply_never_holds_its_question() -> None:
    pair = Pair(HELD, 0, 1)
    found = {replied(pair, random.Random(seed)) for seed in range(40)}
    assert REPLY in found
    assert any(text.startswith("MS. LOHR: It sails in May.") for text in found)
    assert not any("outer islands" in text.split("Why?")[0] for text in found)


def test_a_batch_is_made_of_runs_of_one_transcript() -> None:
    groups = [[Pair(transcript(("Q", "a")), at, number) for at in range(12)] for number in range(3)]
    found = list(batches(groups, 8, 4, random.Random(1)))
    assert [len(batch) for batch in found] == [8] * 4
    for batch in found:
        assert {pair.reply for pair in batch[:4]} <= {batch[0].reply}
        assert {pair.reply for pair in batch[4:]} <= {batch[4].reply}
    assert len({(pair.question, pair.reply) for batch in found for pair in batch}) == 32


def test_the_loss_is_the_mean_cross_entropy_both_ways() -> None:
    rows = np.random.default_rng(3).normal(size=(2, 5, 7))
    questions, replies = rows / np.linalg.norm(rows, axis=2, keepdims=True)
    scores = questions @ replies.T / 0.05
    expected = np.mean([np.mean([np.log(np.exp(s[i] - s[i, i]).sum()) for i in range(5)]) for s in (scores, scores.T)])
    assert float(contrast(torch.tensor(questions), torch.tensor(replies), 0.05)) == pytest.approx(expected)
