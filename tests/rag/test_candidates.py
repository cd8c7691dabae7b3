"""The sentences that may be quoted, and what is told about each: values against plain sums over the same texts."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from corpus.transcript import cut
from embeddings.encoders.hashed import HashedEncoder
from rag.record import Record
from rag.retrieve import rank
from rag.scope import Scope
from rag.writers.candidates import AT, FEATURES, Candidates, gather
from rag.writers.nearness import AROUND, Nearness, Ordinary, Usual, measured, ordinary
from rag.writers.wording import asked, offered
from tests.rag.made_record import Line, engine, library, native

PLAIN: Usual = {"turn": Ordinary(0.0, 1.0), "window": Ordinary(0.0, 1.0)}
TALK: list[Line] = [
    ("Question", "Who will pay for the new harbour wall?"),
    ("Ann Lee", "Good morning to you all. The city will pay for the harbour wall in 2031. Fish."),
    ("Bob Ray", "My cold is better today. The harbour wall is a fine wall."),
]
ASKED = "Who will pay for the harbour wall?"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return Record(engine(library(tmp_path_factory.mktemp("talk"), {"a.json": native(None, *TALK)})).snapshot)


@pytest.fixture(scope="module")
def found(record: Record) -> Candidates:
    return gather(record, ASKED, query(), rank(record, ASKED, query(), Scope()), 24, PLAIN)


def query() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return HashedEncoder().encode([ASKED])[0]


def at(record: Record, found: Candidates, words: str) -> int:
    (row,) = (i for i, place in enumerate(found.places) if words in cut(record.transcript(place.transcript), place))
    return row


def told(found: Candidates, row: int, name: str) -> float:
    return float(found.features[row, AT[name]])


def test_sentences_of_replies_are_candidates_but_for_the_very_short(record: Record, found: Candidates) -> None:
    texts = {cut(record.transcript(place.transcript), place) for place in found.places}
    assert texts == {
        "Good morning to you all.", "The city will pay for the harbour wall in 2031.", "My cold is better today.", "The harbour wall is a fine wall.",
    }  # fmt: skip
    assert found.features.shape == (4, len(FEATURES))
    assert np.isfinite(found.features).all()


@pytest.mark.parametrize("text", ["The city will pay for the harbour wall in 2031.", "My cold is better today."])
def test_nearness_is_the_cosine_where_nothing_is_ordinary(record: Record, found: Candidates, text: str) -> None:
    assert told(found, at(record, found, text), "cosine") == pytest.approx(float(HashedEncoder().encode([text])[0] @ query()), abs=1e-5)


def test_nearness_counts_from_what_is_ordinary(record: Record) -> None:
    shifted = {kind: Ordinary(0.3, 0.5) for kind in PLAIN}
    assert Nearness(record, query(), shifted).turn(2) == pytest.approx((Nearness(record, query(), PLAIN).turn(2) - 0.3) / 0.5, abs=1e-5)


def test_what_stands_around_a_turn_is_its_neighbours_in_order(record: Record) -> None:
    near = Nearness(record, query(), PLAIN)
    assert near.around(1).tolist() == pytest.approx([0.0] * (AROUND - 1) + [near.turn(0), near.turn(2)] + [0.0] * (AROUND - 1), abs=1e-5)


def test_ordinary_is_the_mean_and_deviation_of_every_pair(record: Record) -> None:
    vectors = HashedEncoder().encode([text for _, text in TALK])
    pairs = [float(vectors[i] @ vectors[j]) for i in range(3) for j in range(i)]
    count, own = measured(record, "turn")
    assert (count, own.mean, own.deviation) == (3, pytest.approx(np.mean(pairs), abs=1e-5), pytest.approx(max(float(np.std(pairs)), 0.02), abs=1e-5))


def test_a_record_of_few_passages_is_judged_by_what_is_expected(record: Record) -> None:
    expected: Usual = {kind: Ordinary(0.13, 0.1) for kind in PLAIN}
    assert ordinary(record, expected)["turn"].mean == pytest.approx(0.13, abs=0.01)


def test_shared_is_the_share_of_the_questions_rarity(record: Record, found: Candidates) -> None:
    lexical = record.snapshot.lexical["turn"]
    rarity = {term: lexical.rarity(term) for term in lexical.terms(ASKED)}
    row = at(record, found, "fine wall")
    assert told(found, row, "shared") == pytest.approx((rarity["harbour"] + rarity["wall"]) / sum(rarity.values()), abs=1e-5)
    assert told(found, at(record, found, "My cold"), "shared") == 0
    assert told(found, at(record, found, "My cold"), "shared_near") == pytest.approx(told(found, row, "shared"), abs=1e-5)


def test_the_best_of_the_pool_is_none_below_itself(found: Candidates) -> None:
    for name in ("cosine_below_best", "shared_below_best", "turn_below_best", "plain_below_best"):
        assert found.features[:, AT[name]].max() == pytest.approx(0, abs=1e-6)
    assert found.features[:, AT["score"]].max() == pytest.approx(1)


def test_a_reply_to_a_question_is_told_apart(record: Record, found: Candidates) -> None:
    assert told(found, at(record, found, "The city"), "replies") == 1
    assert told(found, at(record, found, "My cold"), "replies") == 0
    assert told(found, at(record, found, "The city"), "order") == pytest.approx(math.log1p(1))
    assert told(found, at(record, found, "The city"), "has_number") == 1


def test_one_who_asks_is_a_candidate_where_nobody_replied(tmp_path: Path) -> None:
    alone = Record(engine(library(tmp_path, {"a.json": native(None, TALK[0])})).snapshot)
    assert len(gather(alone, ASKED, query(), rank(alone, ASKED, query(), Scope()), 24, PLAIN).places) == 1


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("How many boats came?", "Eleven of them.", "They were green."),
        ("When did the flood come?", "On the Tuesday morning.", "It was cold water."),
        ("Why did she leave?", "Because of the noise.", "A door was shut."),
        ("Did he sign it?", "Yes, with a pencil.", "The paper was thin."),
    ],
)
def test_a_sentence_that_offers_what_is_asked_for_is_told_apart(question: str, answer: str, other: str) -> None:
    assert offered(answer, asked(question)) > offered(other, asked(question))


def test_nothing_is_told_where_no_kind_of_answer_is_asked_for() -> None:
    assert asked("Tell me of the pier.") == ()
    assert offered("It is long.", ()) == -1.0


def test_turns_looked_at_together_are_as_near_as_one_by_one(record: Record) -> None:
    alone, together = Nearness(record, query(), PLAIN), Nearness(record, query(), PLAIN, (0, 2))
    spans = [place.span for place in (record.place(number) for number in range(3))]
    for number in range(3):  # the one between is not among those announced
        for name in ("turn", "exchange", "windows"):
            assert getattr(together, name)(number) == pytest.approx(getattr(alone, name)(number), abs=1e-6), (name, number)
        assert together.around(number).tolist() == pytest.approx(alone.around(number).tolist(), abs=1e-6)
        assert together.sentences(number, [spans[number]]).tolist() == pytest.approx(alone.sentences(number, [spans[number]]).tolist(), abs=1e-6)
