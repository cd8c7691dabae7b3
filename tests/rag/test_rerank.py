"""A reranker puts the best hits in its order: none is lost, none doubled, those below it stay, and the writer follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.encoders.hashed import HashedEncoder
from embeddings.rerankers.cross_encoder import CrossEncoderReranker
from rag.answer import Hit
from rag.ask import Engine
from rag.record import Record
from rag.rerank import FIRST, follow, reranked
from rag.retrieve import BY_RANKS, Ranking, hits, rank
from rag.scope import Scope
from rag.writers import Choice
from tests.embeddings.made_reranker import SharedWords, share, tiny_cross_encoder
from tests.rag.made_record import engine, library, native

QUESTION = "Who pays for the harbour wall?"
TOPICS = (
    "the wall", "the harbour wall", "the water levy", "who pays the crowns", "the town fees", "for the sea", "the harbour fees that the town pays for",
)
PEOPLE = ("Ada Brook", "Jon Vale", "Mira Sund")
LINES = [
    (PEOPLE[i % 3], f"On item {i} we spoke of {TOPICS[i % 7]} and of {TOPICS[(i * 3 + 1) % 7]}. It was {i} metres long.") for i in range(40)
]
FILES = {"council.json": native("2024-04-17", *LINES), "works.json": native("2024-05-02", *LINES[3:12])}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine(library(tmp_path_factory.mktemp("town"), FILES))


@pytest.fixture(scope="module")
def record(town: Engine) -> Record:
    return Record(town.snapshot)


@pytest.fixture(scope="module")
def ranking(record: Record) -> Ranking:
    return rank(record, QUESTION, HashedEncoder().encode([QUESTION])[0], Scope(), weights=BY_RANKS)


@pytest.fixture(scope="module")
def found(record: Record, ranking: Ranking) -> tuple[Hit, ...]:
    made = tuple(hits(record, ranking, BY_RANKS))
    assert len(made) >= 8
    return made


def read_as(record: Record, hit: Hit) -> str:
    """A short hit as a person would write it down: a line a turn, the speaker before it."""
    turns = [record.transcript(place.transcript).turns[place.turn] for place in hit.context]
    return "\n".join(f"{turn.speaker.name}: {turn.text}" for turn in turns)


def places(found: tuple[Hit, ...]) -> list[tuple[str, int]]:
    return [(hit.place.transcript, hit.place.turn) for hit in found]


@pytest.mark.parametrize("first", [0, 1, 3, 8, 500])
def test_the_first_hits_are_ordered_by_score_and_the_others_stay(record: Record, found: tuple[Hit, ...], first: int) -> None:
    read = reranked(record, QUESTION, found, SharedWords(), first)
    expected = sorted(found[:first], key=lambda hit: -share(QUESTION, read_as(record, hit)))  # sorted is stable: ties stay as they stood
    assert places(read) == places((*expected, *found[first:]))
    assert read[first:] == found[first:]


def test_no_hit_is_lost_doubled_or_changed_but_for_its_evidence(record: Record, found: tuple[Hit, ...]) -> None:
    read = reranked(record, QUESTION, found, SharedWords())
    assert sorted(places(read)) == sorted(places(found))
    before = {hit.place: hit for hit in found}
    for hit in read[:FIRST]:
        why = {**before[hit.place].why, "reranker": pytest.approx(share(QUESTION, read_as(record, hit)))}
        assert hit.why == why
        assert hit.context == before[hit.place].context
    assert [hit.score for hit in read] == [hit.score for hit in found]


def test_equal_scores_leave_the_order(record: Record, found: tuple[Hit, ...]) -> None:
    assert places(reranked(record, "zebra", found, SharedWords())) == places(found)


def test_no_hits_are_none(record: Record) -> None:
    assert reranked(record, QUESTION, (), SharedWords()) == ()


@settings(max_examples=40, deadline=None)
@given(limit=st.integers(24, 120), first=st.integers(0, 12))
def test_a_long_hit_is_read_in_parts_and_its_best_counts(record: Record, found: tuple[Hit, ...], limit: int, first: int) -> None:
    reader = SharedWords(limit)
    read = reranked(record, QUESTION, found, reader, first)
    texts = [text for _, text in reader.read]
    assert all(reader.count(QUESTION, text) <= limit for text in texts)
    for hit in read[:first]:
        said = {word for place in hit.context for word in record.transcript(place.transcript).turns[place.turn].text.split()}
        assert said <= {word for text in texts for word in text.split()}
        assert any(hit.why["reranker"] == pytest.approx(share(QUESTION, text)) for text in texts)


def test_a_question_over_the_limit_is_cut_and_the_words_of_the_record_are_not(record: Record, found: tuple[Hit, ...]) -> None:
    reader = SharedWords(40)
    reranked(record, f"{QUESTION} {'and then ' * 60}", found, reader, 3)
    (asked,) = {question for question, _ in reader.read}
    assert asked.startswith(QUESTION)
    assert len(asked.split()) <= 20
    assert all(reader.count(asked, text) <= 40 for _, text in reader.read)


def test_the_ranking_follows_the_hits(record: Record, ranking: Ranking, found: tuple[Hit, ...]) -> None:
    read = reranked(record, QUESTION, found, SharedWords())
    led = follow(record, ranking, found, read)
    hit_turns = {record.number(hit.place) for hit in found}
    assert [turn for turn in led.turns.tolist() if turn in hit_turns] == [record.number(hit.place) for hit in read]
    assert [at for at, turn in enumerate(led.turns.tolist()) if turn not in hit_turns] == [
        at for at, turn in enumerate(ranking.turns.tolist()) if turn not in hit_turns
    ]
    assert sorted(led.turns.tolist()) == sorted(ranking.turns.tolist())
    np.testing.assert_array_equal(led.scores, ranking.scores)
    for name, part in ranking.parts.items():
        assert dict(zip(led.turns.tolist(), led.parts[name].tolist(), strict=True)) == dict(zip(ranking.turns.tolist(), part.tolist(), strict=True))


class Backwards(SharedWords):
    """Prefers what shares least."""

    def scores(self, question: str, texts: object) -> np.ndarray:  # type: ignore[type-arg, override]
        return -super().scores(question, texts)  # type: ignore[arg-type]


def with_reranker(town: Engine, folder: Path, reranker: SharedWords | CrossEncoderReranker | None) -> Engine:
    return Engine(folder, town._generations, town._encoder, town._readers, reranker=reranker, weights=BY_RANKS)


def test_the_engine_shows_and_records_the_new_order(town: Engine, tmp_path: Path) -> None:
    plain, other = with_reranker(town, tmp_path, None), with_reranker(town, tmp_path, Backwards())
    record = Record(town.snapshot)
    expected = reranked(record, QUESTION, plain.search(QUESTION), Backwards())
    assert other.search(QUESTION) == expected == other.ask(QUESTION).hits
    assert places(expected) != places(plain.search(QUESTION))
    assert plain.search(QUESTION) == with_reranker(town, tmp_path, None).search(QUESTION)


def test_settings_name_the_reranker_only_where_there_is_one(town: Engine, tmp_path: Path) -> None:
    assert not any(name.startswith("reranker") for name in town.settings())
    held = with_reranker(town, tmp_path, SharedWords()).settings()
    assert {name: held[name] for name in held if name.startswith("reranker")} == {
        "reranker": "shared words", "reranker.weights": "shared words/1", "reranker.first": FIRST,
    }


class Noting:
    """A writer that notes the ranking it was given and chooses nothing."""

    name = "noting"

    def __init__(self) -> None:
        self.given: list[int] = []

    def settings(self) -> dict[str, object]:
        return {}

    def choose(self, record: Record, question: str, query: object, ranking: Ranking, most_words: int | None = None) -> Choice:
        self.given = ranking.turns.tolist()
        return Choice((), 0.0)


def test_the_writer_is_given_the_turns_in_the_new_order(town: Engine, record: Record, tmp_path: Path) -> None:
    writer = Noting()
    asked = Engine(tmp_path, town._generations, town._encoder, town._readers, writer, reranker=Backwards())
    shown = [record.number(hit.place) for hit in asked.ask(QUESTION).hits]
    assert [turn for turn in writer.given if turn in set(shown)] == shown
    assert sorted(set(writer.given)) == sorted(writer.given)


def test_a_real_cross_encoder_orders_hits_by_its_own_scores(town: Engine, record: Record, found: tuple[Hit, ...], tmp_path: Path) -> None:
    """By hand: the bare network scores each hit as written down; the long limit spares parting."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    folder = tiny_cross_encoder(tmp_path, limit=1024)
    tokenizer, network = AutoTokenizer.from_pretrained(folder), AutoModelForSequenceClassification.from_pretrained(folder).eval()
    with torch.no_grad():
        logits = [float(network(**tokenizer([QUESTION], [read_as(record, hit)], return_tensors="pt")).logits[0, 0]) for hit in found]
    gaps = np.diff(np.sort(logits))
    assert gaps.min() > 1e-5  # no order hangs on rounding
    expected = [found[i] for i in np.argsort(-np.array(logits), kind="stable")]
    read = with_reranker(town, tmp_path, CrossEncoderReranker(str(folder))).search(QUESTION)
    assert places(read) == places(tuple(expected))
    assert places(read) != places(found)
    np.testing.assert_allclose([hit.why["reranker"] for hit in read], sorted((1 / (1 + np.exp(-x)) for x in logits), reverse=True), atol=1e-5)
    assert replace(read[0], why={}, score=0.0) in [replace(hit, why={}, score=0.0) for hit in found]
