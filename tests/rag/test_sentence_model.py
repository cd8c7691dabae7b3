"""The shipped model of sentences that answer, and how one is learned."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest

from corpus.transcript import Place, Span
from rag.evals.questions import Question
from rag.record import Record
from rag.trees import Trees
from rag.tuning.sentences_fit import GROWTH, KEPT, folds, held_out, support, trees
from rag.tuning.sentences_seen import Seen
from rag.writers.candidates import AT, FEATURES, Candidates
from rag.writers.model import EVIDENCE, FILE, Model, Support, evidence, shipped
from tests.rag.made_record import engine, library, native

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return Record(engine(library(tmp_path_factory.mktemp("one"), {"a.json": native(None, ("Ann", "One two three four five."))})).snapshot)


def made(record: Record, number: int, source: str, answerable: bool, rows: int = 12) -> Seen:
    """A question whose answer, if it has one, is the sentence with the highest cosine; all else is noise."""
    draws = np.random.default_rng(number)
    features = draws.normal(size=(rows, len(FEATURES))).astype(np.float32)
    features[:, AT["cosine"]] -= 0 if answerable else 3
    answers = (features[:, AT["cosine"]] == features[:, AT["cosine"]].max()) & answerable
    places = tuple(Place(f"t{number % 10}", i, Span(0, 5)) for i in range(rows))
    question = Question(f"q{number}", "?", answerable, f"t{number % 10}", f"t{number % 10}", (), frozenset(), ())
    return Seen(source, question, Candidates(places, (0,) * rows, features), answers, record)


@pytest.fixture(scope="module")
def questions(record: Record) -> list[Seen]:
    return [made(record, number, "meetings", number % 3 > 0) for number in range(240)]


def test_what_marks_the_answer_is_learned(record: Record, questions: list[Seen]) -> None:
    growth = dataclasses.replace(GROWTH, least=10, features=1.0)
    model = Trees.parse(trees(questions, growth))
    unseen = [made(record, number, "meetings", answerable=True) for number in range(1000, 1050)]
    right = [one.answers[np.argmax(model.scores(one.candidates.features))] for one in unseen]
    assert np.mean(right) > 0.7


def test_questions_of_one_transcript_are_held_out_together(questions: list[Seen]) -> None:
    pairs = {(one.question.transcript_id, int(fold)) for one, fold in zip(questions, folds(questions), strict=True)}
    assert len(pairs) == 10
    assert len({fold for _, fold in pairs}) == 5


def test_confidence_keeps_its_share_of_the_answerable_and_no_evidence_counts_against(questions: list[Seen]) -> None:
    scores = held_out(questions, lambda _: True)
    held = support(questions, scores, lambda _: True)
    assert min(held["weights"].values()) >= 0
    model = Support(held["weights"], held["bias"])
    told = {True: [], False: []}
    for one, (own, _) in zip(questions, scores, strict=True):
        told[one.question.answerable].append(model.confidence(evidence(one.candidates.features, own)) >= 0.5)
    assert np.mean(told[True]) == pytest.approx(KEPT, abs=0.02)
    assert np.mean(told[False]) < 0.5


def test_confidence_is_a_logistic_of_the_evidence() -> None:
    weights = {name: float(i) for i, name in enumerate(EVIDENCE)}
    found = np.linspace(-1, 1, len(EVIDENCE))
    total = sum(i * value for i, value in enumerate(found)) - 0.5
    assert Support(weights, -0.5).confidence(found) == pytest.approx(1 / (1 + math.exp(-total)))


def test_evidence_is_of_the_best_sentence_and_of_the_whole_pool() -> None:
    features = np.zeros((2, len(FEATURES)), dtype=np.float32)
    features[0, AT["cosine"]], features[1, AT["shared"]], features[1, AT["offered"]] = 2.0, 0.5, 1.0
    assert evidence(features, np.array([-1.0, 3.0])).tolist() == [3.0, 2.0, 0.0, 0.0, 0.5, 0.0, 1.0]


def test_the_shipped_model_is_plain_numbers_for_the_features_of_today() -> None:
    model = shipped()
    assert model.trees.names == FEATURES
    assert FILE.stat().st_size < 300_000
    held = json.loads(FILE.read_text(encoding="utf-8"))
    assert held["made"]["by"] == "python -m rag.tuning.sentences"
    assert all(np.isfinite(value) for value in held["support"]["weights"].values())


def test_a_model_for_other_features_is_refused() -> None:
    held = json.loads(FILE.read_text(encoding="utf-8"))
    held["sentences"]["features"] = list(reversed(held["sentences"]["features"]))
    with pytest.raises(ValueError, match="make tune"):
        Model.parse(held)


def test_the_near_misses_are_halved_and_their_gold_stands_once() -> None:
    """The questions beside the samples' own: half to learn from, half to report on, gold verbatim in one turn."""
    held = [json.loads(line) for line in (ROOT / "tests/data/near_misses.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({one["id"] for one in held}) == len(held) == 169
    assert sum(one["answerable"] for one in held) == 60
    for answerable in (True, False):
        parts = [one["tags"]["part"] for one in held if one["answerable"] is answerable]
        assert abs(parts.count("fit") - parts.count("report")) <= 10
    assert all(bool(one["gold_quotes"]) is one["answerable"] for one in held)
