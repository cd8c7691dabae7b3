"""Follow-ups, measured: floors a little below what `python benchmarks/follow_ups.py` prints, on the half that no rule was tuned on and on both."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.follow_ups import SAMPLES, FollowUp, Values, changed, difference, follow_ups, retrieval, scopes, standing, without_history
from corpus.library import read_library
from corpus.transcript import Transcript
from embeddings.encoders import Encoder
from tests.rag.made_record import engine, names

LEAST_UNCHANGED = 0.95
"""Share of questions that stand alone and are left so; 0.98 when this was written, 0.57 by the rules before."""
LEAST_PRECISION, LEAST_RECALL = {"speakers": 0.94, "dates": 0.97}, {"speakers": 0.93, "dates": 0.93}
"""Of the scopes that follow-ups have; 0.958 and 1, 0.972 and 1 when this was written."""
LEAST_GAIN = {"hit@5": 0.30, "gold@1000w": 0.30, "mrr@10": 0.20}
"""What the history adds on the half that no rule was tuned on; 0.389, 0.403 and 0.298 when this was written."""


@pytest.fixture(scope="module")
def transcripts() -> tuple[Transcript, ...]:
    return read_library(SAMPLES).transcripts


@pytest.fixture(scope="module")
def asked(transcripts: tuple[Transcript, ...]) -> tuple[FollowUp, ...]:
    return follow_ups(transcripts)


def test_the_set_holds_every_kind_in_both_halves(asked: tuple[FollowUp, ...], transcripts: tuple[Transcript, ...]) -> None:
    kinds = Counter((one.question.tags["kind"], one.question.tags["half"]) for one in asked)
    assert len(asked) == 144
    assert len(kinds) == 28
    assert min(kinds.values()) >= 2
    assert {name for one in asked for name in one.scope.speakers} <= set(names(transcripts))


def test_questions_that_stand_alone_are_left_so(transcripts: tuple[Transcript, ...]) -> None:
    alone = standing()
    harmed = changed(alone, transcripts)
    assert 1 - len(harmed) / len(alone) >= LEAST_UNCHANGED, harmed


def test_the_scope_of_a_follow_up_is_found(asked: tuple[FollowUp, ...], transcripts: tuple[Transcript, ...]) -> None:
    for part, found in scopes(asked, transcripts).items():
        assert found.precision >= LEAST_PRECISION[part], (part, found)
        assert found.recall >= LEAST_RECALL[part], (part, found)


@pytest.fixture(scope="module")
def found(encoder: Encoder, asked: tuple[FollowUp, ...], tmp_path_factory: pytest.TempPathFactory) -> tuple[Values, Values]:
    """Without their history and with it, the follow-ups that no rule was tuned on."""
    town = engine(SAMPLES, tmp_path_factory.mktemp("follow-ups"), encoder)
    unseen = [one for one in asked if one.question.tags["half"] == "report"]
    return retrieval(town, [without_history(one) for one in unseen]), retrieval(town, [one.question for one in unseen])


@pytest.mark.model
@pytest.mark.parametrize("measure", LEAST_GAIN)
def test_history_finds_what_a_follow_up_alone_does_not(found: tuple[Values, Values], measure: str) -> None:
    gain = difference(*found, measure)
    assert gain.difference >= LEAST_GAIN[measure]
    assert gain.low is not None
    assert gain.low > 0.1


@pytest.mark.model
def test_a_question_amid_a_conversation_keeps_its_place(found: tuple[Values, Values]) -> None:
    """After a turn to another subject the history changes nothing."""
    without, with_ = found
    assert all(with_[id]["hit@5"] >= without[id]["hit@5"] for id in without if id.startswith("switch-"))
