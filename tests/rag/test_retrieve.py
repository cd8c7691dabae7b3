"""Retrieval: rankings of several kinds of passages fused onto turns, held to a slow and plain account of the same thing."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ScopeError
from corpus.passages import KINDS
from embeddings.encoders.hashed import HashedEncoder
from rag.ask import Engine
from rag.record import Record
from rag.retrieve import BY_RANKS, DEFAULT, Ranking, Weights, hits, rank
from rag.scope import Scope
from tests.rag.made_record import engine, library, native

LINES = [
    ("Ann Lee", "The harbour wall will be raised by half a metre before the winter storms come."),
    ("Question", "Who will pay for the harbour wall?"),
    ("Bob Ray", "The city pays for two thirds of it."),
    ("Ann Lee", "Mm-hmm."),
    ("Bob Ray", "The owners of the ferry pay the rest of it over ten years, and the fish market pays nothing."),
    ("Ann Lee", "And the pumps are to be moved to the northern side of the lock before the next spring tide."),
    ("Question", "What about the fish market?"),
    ("Ann Lee", "The fish market stays where it is, whatever the newspaper says about it."),
]
OTHER = [("Bob Ray", "The wall in Tarn is a different wall altogether, and the winter there is dry."), ("Eve Moe", "The ferry to Tarn sails at midnight.")]
QUESTIONS = ["Who pays for the harbour wall?", "When does the ferry sail?", "fish market newspaper", "pumps and lock in spring", "zebra", "the"]
SCOPES = [
    Scope(),
    Scope(speakers=("Ann Lee",)),
    Scope(transcripts=("b",)),
    Scope(speakers=("Bob Ray",), until=datetime.date(2022, 12, 31)),
    Scope(since=datetime.date(2030, 1, 1)),
]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine(library(tmp_path_factory.mktemp("retrieve"), {"a.json": native("2022-06-08", *LINES), "b.json": native("2024-04-17", *OTHER)}))


@pytest.fixture(scope="module")
def record(town: Engine) -> Record:
    return Record(town.snapshot)


def ranked(record: Record, question: str, scope: Scope, depth: int = 200) -> Ranking:
    return rank(record, question, HashedEncoder().encode([question])[0], scope, depth, BY_RANKS)


def learned(record: Record, question: str, scope: Scope = Scope(), depth: int = 200) -> Ranking:  # noqa: B008 - a frozen value
    return rank(record, question, HashedEncoder().encode([question])[0], scope, depth)


def in_scope(record: Record, scope: Scope) -> set[int]:
    found = set()
    for number in range(len(LINES) + len(OTHER)):
        transcript, turn = record.turn(number)
        dated = transcript.date is not None and (not scope.since or transcript.date >= scope.since) and (not scope.until or transcript.date <= scope.until)
        named = not scope.speakers or turn.speaker.name in scope.speakers
        if dated and named and (not scope.transcripts or transcript.id in scope.transcripts):
            found.add(number)
    return found


def plainly(record: Record, question: str, scope: Scope) -> dict[int, float]:
    """The fused score of every turn, row by row: weight / (60 + rank of the best passage that covers the turn), summed."""
    allowed, table = in_scope(record, scope), record.snapshot.table
    query = HashedEncoder().encode([question])[0]
    covers: list[range] = []
    for row in table:
        base = sum(len(transcript.turns) for transcript in record.transcripts[: row["transcript"]])
        first = row["last"] if KINDS[row["kind"]] == "exchange" else row["first"]
        covers.append(range(base + first, base + row["last"] + 1))
    total: dict[int, float] = {}
    rankings = [(("turn", "exchange"), 1.0, record.snapshot.vectors @ query), (("window",), 2.0, record.snapshot.vectors @ query)]
    for kind, weight in (("turn", 0.5), ("window", 2.0)):
        scores = np.zeros(len(table), dtype=np.float32)
        scores[[KINDS[row["kind"]] == kind for row in table]] = record.snapshot.lexical[kind].scores(question)  # type: ignore[index]
        rankings.append(((kind,), weight, np.where(scores, scores, -np.inf)))
    for kinds, weight, scores in rankings:
        rows = [row for row in range(len(table)) if KINDS[table[row]["kind"]] in kinds and allowed & set(covers[row]) and scores[row] > -np.inf]
        best: dict[int, int] = {}
        for place, row in enumerate(sorted(rows, key=lambda row: (-round(float(scores[row]), 5), row)), 1):
            for turn in covers[row]:
                best.setdefault(turn, place)
        for turn, place in best.items():
            total[turn] = total.get(turn, 0.0) + weight / (60 + place)
    return {turn: score for turn, score in total.items() if turn in allowed and len(record.turn(turn)[1].text.split()) >= 4}


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_fused_scores_are_those_of_the_plain_account(record: Record, question: str, scope: Scope) -> None:
    found = ranked(record, question, scope)
    expected = plainly(record, question, scope)
    assert dict(zip(found.turns.tolist(), found.scores.tolist(), strict=True)) == pytest.approx(expected)
    assert found.scores.tolist() == pytest.approx(np.sum(list(found.parts.values()), axis=0).tolist() if expected else [])


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_best_comes_first_and_ties_by_turn(record: Record, question: str) -> None:
    found = ranked(record, question, Scope())
    pairs = list(zip((-found.scores).tolist(), found.turns.tolist(), strict=True))
    assert pairs == sorted(pairs)


def test_a_back_channel_is_no_hit_but_is_read_with_its_neighbours(record: Record) -> None:
    found = list(hits(record, ranked(record, "Who pays for the harbour wall?", Scope(transcripts=("a",)))))
    assert all(record.turn(record.number(hit.place))[1].text != "Mm-hmm." for hit in found)
    assert any(place.turn == 3 for hit in found for place in hit.context)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_hits_context_is_its_neighbourhood_and_no_turn_is_read_twice(record: Record, question: str) -> None:
    read: list[tuple[str, int]] = []
    for hit in hits(record, ranked(record, question, Scope())):
        turns = [place.turn for place in hit.context]
        assert turns == sorted(turns)
        assert hit.place in hit.context
        assert {place.transcript for place in hit.context} == {hit.place.transcript}
        assert all(abs(turn - hit.place.turn) <= DEFAULT.neighbours for turn in turns)
        read += [(place.transcript, place.turn) for place in hit.context]
    assert len(read) == len(set(read))


@pytest.mark.parametrize("weights", [BY_RANKS, DEFAULT], ids=["by ranks", "learned"])
def test_the_context_goes_on_only_while_it_is_few_words(tmp_path: Path, weights: Weights) -> None:
    long = "word " * 321
    held = engine(library(tmp_path, {"a.json": native(None, ("A", long), ("B", "The wall stands in the harbour."), ("A", "Yes."), ("B", long))}))
    record, question = Record(held.snapshot), "wall in the harbour"
    found = {hit.place.turn: hit for hit in hits(record, rank(record, question, HashedEncoder().encode([question])[0], Scope(), weights=weights), weights)}
    assert [place.turn for place in found[1].context] == [1, 2]


def test_every_hit_by_ranks_tells_what_it_was_found_by(record: Record) -> None:
    for hit in hits(record, ranked(record, "Who pays for the harbour wall?", Scope()), BY_RANKS):
        assert hit.why
        assert hit.score == pytest.approx(sum(hit.why.values()))
        assert set(hit.why) <= {"turn", "window", "words:turn", "words:window"}


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize("question", QUESTIONS)
def test_learned_hits_lie_in_scope_best_first_and_no_turn_is_read_twice(record: Record, question: str, scope: Scope) -> None:
    found = list(hits(record, learned(record, question, scope)))
    assert {record.number(hit.place) for hit in found} <= in_scope(record, scope)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    read = [(place.transcript, place.turn) for hit in found for place in hit.context]
    assert len(read) == len(set(read))
    for hit in found:
        turns = [place.turn for place in hit.context]
        assert hit.place in hit.context
        assert turns == list(range(turns[0], turns[-1] + 1))
        assert {place.transcript for place in hit.context} == {hit.place.transcript}


def test_a_reply_is_read_with_the_question_it_answers(record: Record) -> None:
    hit = next(hit for hit in hits(record, learned(record, "Who pays two thirds?", Scope(speakers=("Bob Ray",)))) if hit.place.turn == 2)
    assert 1 in [place.turn for place in hit.context]


def test_the_first_hits_are_wide_the_next_narrower_and_the_others_alone(tmp_path: Path) -> None:
    lines = [("A" if at % 2 else "B", f"Item {at} of the list. " * 8) for at in range(40)]
    record = Record(engine(library(tmp_path, {"a.json": native(None, *lines)})).snapshot)
    assert set(record.words.tolist()) == {40}
    alike = Ranking(np.arange(40), np.ones(40), {}, 0.0, dict.fromkeys(range(40), 0.0))
    assert [len(hit.context) for hit in hits(record, alike)] == [8, 6, 6, 3, 3] + [1] * 14
    apart = Ranking(np.array([*range(0, 40, 2), *range(1, 40, 2)]), np.ones(40), {}, 0.0, {at: -10.0 * (at % 2) for at in range(40)})
    assert [len(hit.context) for hit in hits(record, apart)] == [1] * 40


def test_a_deeper_search_begins_like_a_shallow_one(record: Record) -> None:
    shallow, deep = ranked(record, "harbour wall", Scope(), depth=1), ranked(record, "harbour wall", Scope(), depth=200)
    assert set(shallow.turns.tolist()) <= set(deep.turns.tolist())
    assert shallow.turns[0] == deep.turns[0]


def test_turns_are_numbered_through(record: Record) -> None:
    assert [record.number(record.place(number)) for number in range(len(LINES) + len(OTHER))] == list(range(len(LINES) + len(OTHER)))
    assert record.bounds(0) == record.bounds(7) == (0, 8)
    assert record.bounds(8) == record.bounds(9) == (8, 10)
    assert record.words.tolist() == [len(text.split()) for _, text in LINES + OTHER]


def test_speakers_hold_their_turns_the_busiest_first(record: Record) -> None:
    assert {name: turns.tolist() for name, turns in record.speakers.items()} == {
        "Ann Lee": [0, 3, 5, 7],
        "Bob Ray": [2, 4, 8],
        "Question": [1, 6],
        "Eve Moe": [9],
    }
    assert list(record.speakers)[:2] == ["Ann Lee", "Bob Ray"]


def test_a_scope_that_names_nobody_is_a_mistake(record: Record) -> None:
    with pytest.raises(ScopeError, match="nobody called 'Zoe'"):
        record.allowed(Scope(speakers=("Zoe",)))
    assert record.allowed(Scope()) is None
