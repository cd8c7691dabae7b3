"""Rows give back the places they were made of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.passages import KINDS, Passage, passages
from corpus.transcript import Place, Span, Transcript
from embeddings.table import ROW, Table, as_table, rows_of
from tests.embeddings.made import BUDGET, COUNCIL, transcript


def places(row: Table, transcripts: list[Transcript]) -> tuple[Place, ...]:
    """What a row stands for, by its definition: one run of turns, those that say nothing left out."""
    held = transcripts[row["transcript"]]
    found = []
    for turn in held.turns[row["first"] : row["last"] + 1]:
        left, right = len(turn.text) - len(turn.text.lstrip()), len(turn.text.rstrip())
        start = int(row["start"]) if turn.index == row["first"] else left
        end = int(row["end"]) if turn.index == row["last"] else right
        if turn.text.strip():
            found.append(Place(held.id, turn.index, Span(start, end)))
    return tuple(found)


_words = st.lists(st.sampled_from(["the", "sea", "wall.", "Who?", "\n", "  ", "Yes."]), max_size=30).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.sampled_from(["Ada", "Jon", "Question"]), _words), max_size=6), max_size=3))
def test_rows_give_back_the_places_of_passages(libraries: list[list[tuple[str, str]]]) -> None:
    held = [transcript(f"t{i}", turns) for i, turns in enumerate(libraries)]
    made = [p for one in held for p in passages(one, lambda text: len(text.split()), 12)]
    made.sort(key=lambda p: KINDS.index(p.kind))
    table = as_table(made, held)
    assert table.dtype == ROW
    assert len(table) == len(made)
    for row, passage in zip(table, made, strict=True):
        assert (KINDS[row["kind"]], places(row, held)) == (passage.kind, passage.places)


def test_rows_of_a_kind_are_one_slice() -> None:
    held = [transcript("council", COUNCIL), transcript("budget", BUDGET)]
    made = sorted((p for one in held for p in passages(one, len, 10_000)), key=lambda p: KINDS.index(p.kind))
    table = as_table(made, held)
    for kind in KINDS:
        assert made[rows_of(table, kind)] == [p for p in made if p.kind == kind]
        assert made[rows_of(table, kind)]


def test_no_passages_are_an_empty_table() -> None:
    table = as_table([], [])
    assert (len(table), table.dtype) == (0, ROW)
    assert all(len(table[rows_of(table, kind)]) == 0 for kind in KINDS)


def test_a_row_is_of_a_passage_as_it_stands() -> None:
    one = Passage("window", (Place("t", 2, Span(5, 9)), Place("t", 3, Span(0, 4)), Place("t", 5, Span(0, 7))), "text")
    assert as_table([one], [transcript("s", ()), transcript("t", ())]).tolist() == [(KINDS.index("window"), 1, 2, 5, 5, 7)]
