"""The evidence for a turn, held to a slow and plain account of it."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.passages import KINDS
from embeddings.encoders.hashed import HashedEncoder
from rag.evidence import FEATURES, MOVED_FEATURES, NEAR, Evidence, gather
from rag.record import Record
from rag.retrieve import MODEL, MOVED_MODEL
from rag.scope import Scope
from rag.trees import Trees
from tests.rag.made_record import engine, library, native

SAID = (
    "The harbour wall is to be raised before winter.",
    "Who pays for the wall?",
    "Yes.",
    "The ferry sails at noon on most days.",
    "The fish market stays open.",
)
WHO = ["Ann Lee", "Bob Ray"] * 20
LINES = {step: [(who, f"{SAID[at * step % 5]} Item {at}.") for at, who in enumerate(WHO)] for step in (1, 3)}
FILES = {"a.json": native(None, *LINES[1]), "b.json": native(None, *LINES[3])}
QUESTION = "Who pays for the harbour wall?"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return Record(engine(library(tmp_path_factory.mktemp("evidence"), FILES)).snapshot)


def gathered(record: Record, scope: Scope = Scope(), depth: int = 200) -> Evidence:  # noqa: B008 - a frozen value
    return gather(record, QUESTION, HashedEncoder().encode([QUESTION])[0], record.allowed(scope), depth)


def test_every_number_is_finite_and_has_a_name(record: Record) -> None:
    found = gathered(record)
    assert found.features.shape == (len(found.turns), len(FEATURES)) == (80, len(set(FEATURES)))
    assert np.isfinite(found.features).all()


def test_a_turn_has_the_best_of_the_windows_that_cover_it(record: Record) -> None:
    found, query, table = gathered(record), HashedEncoder().encode([QUESTION])[0], record.snapshot.table
    windows = [row for row in range(len(table)) if KINDS[table["kind"][row]] == "window"]
    cosines = record.snapshot.vectors[windows] @ query
    standard = (cosines - cosines.mean()) / (cosines.std() + 1e-6)
    for number, value in zip(found.turns.tolist(), found.signal("window").tolist(), strict=True):
        covering = [standard[i] for i, row in enumerate(windows) if record.first[row] <= number <= record.last[row]]
        assert value == pytest.approx(max(covering), abs=1e-5)


@pytest.mark.parametrize("spread", [1, 2, 4, 8, 16])
def test_neighbours_are_those_of_the_same_transcript(record: Record, spread: int) -> None:
    found = gathered(record)
    plain, spread_out = found.signal("turn"), found.signal(f"turn±{spread}")
    for at, number in enumerate(found.turns.tolist()):
        low, high = record.bounds(number)
        near = [plain[i] for i, other in enumerate(found.turns.tolist()) if abs(other - number) <= spread and low <= other < high]
        assert spread_out[at] == pytest.approx(np.mean(near), abs=1e-5)


def test_a_turn_near_a_proposed_one_is_proposed_but_never_across_transcripts(record: Record) -> None:
    found = gathered(record, depth=1)
    runs = np.split(found.turns, np.flatnonzero(np.diff(found.turns) != 1) + 1)
    assert all(len(run) >= NEAR + 1 for run in runs)
    assert len(found.turns) < 80
    inside = gathered(record, Scope(transcripts=("b",)))
    assert set(inside.turns.tolist()) == set(range(40, 80))


def test_of_a_speaker_only_the_turns_are_proposed_and_the_others_are_there_to_read(record: Record) -> None:
    found = gathered(record, Scope(speakers=("Ann Lee",)))
    assert [record.turn(number)[1].speaker.name == "Ann Lee" for number in found.turns.tolist()] == found.proposed.tolist()
    assert not found.proposed.all()


def test_the_best_are_some_of_all_and_unchanged(record: Record) -> None:
    found = gathered(record)
    best = found.best(30)
    rows = np.isin(found.turns, best.turns)
    assert len(best.turns) == 30
    assert best.features.tolist() == found.features[rows].tolist()


def test_a_question_that_an_adapter_leaves_alone_tells_the_same_twice(record: Record) -> None:
    query = HashedEncoder().encode([QUESTION])[0]
    plain, moved = gathered(record), gather(record, QUESTION, query, None, 200, query)
    assert moved.names == MOVED_FEATURES
    assert moved.features[:, : len(FEATURES)].tolist() == plain.features.tolist()
    for name in MOVED_FEATURES[len(FEATURES) :]:
        assert moved.signal(name).tolist() == plain.signal(name.removeprefix("moved:")).tolist()


def test_a_moved_question_finds_by_where_it_was_moved_to(record: Record) -> None:
    query, other = HashedEncoder().encode([QUESTION, "The fish market stays open."])
    found = gather(record, QUESTION, query, None, 200, other)
    asked = gather(record, QUESTION, other, None, 200)
    for name in ("turn", "window", "window±1", "window±16"):
        assert found.signal(f"moved:{name}").tolist() == pytest.approx(asked.signal(name).tolist(), abs=1e-5)
    assert found.signal("turn").tolist() == pytest.approx(gathered(record).signal("turn").tolist(), abs=1e-5)
    assert set(found.best(10).turns.tolist()) != set(gathered(record).best(10).turns.tolist())


def test_the_shipped_trees_read_these_features() -> None:
    assert Trees.load(MODEL).names == FEATURES
    assert Trees.load(MOVED_MODEL).names == MOVED_FEATURES


@pytest.mark.parametrize("most", [1, 30, 80, 500])
def test_only_the_best_can_be_gathered_and_they_are_told_the_same(record: Record, most: int) -> None:
    query, other = HashedEncoder().encode([QUESTION, "The fish market stays open."])
    for moved in (None, other):
        best = gather(record, QUESTION, query, None, 200, moved).best(most)
        found = gather(record, QUESTION, query, None, 200, moved, most)
        assert found.turns.tolist() == best.turns.tolist()
        assert found.features.tolist() == best.features.tolist()
        assert (found.proposed.tolist(), found.nearest) == (best.proposed.tolist(), best.nearest)
