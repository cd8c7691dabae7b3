"""Rows give back the places they were made of; lines of JSON give back the transcripts."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.passages import KINDS, Passage, passages
from corpus.transcript import ByteSpan, Place, Skipped, Span, Speaker, Transcript, Turn
from embeddings.table import ROW, Table, as_table, dump_transcript, load_transcript, rows_of
from tests.embeddings.made import BUDGET, COUNCIL, transcript

_free = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
_pair = st.tuples(st.integers(1, 99), st.integers(1, 99))
_second = st.floats(0, 1e5, allow_nan=False)
_speaker = st.builds(Speaker, _free, _free, st.sampled_from(["person", "role", "unknown"]), _free, st.booleans())


@st.composite
def _transcripts(draw: st.DrawFn) -> Transcript:
    turns = tuple(
        Turn(
            index,
            draw(_speaker),
            draw(_free),
            draw(st.none() | _pair),
            draw(st.none() | st.builds(ByteSpan, st.integers(0, 9), st.integers(0, 9))),
            draw(st.none() | st.tuples(_second, st.none() | _second)),
        )
        for index in range(draw(st.integers(0, 4)))
    )
    skipped = tuple(draw(st.lists(st.builds(Skipped, _pair, _free, _free), max_size=3)))
    date = draw(st.none() | st.dates(min_value=datetime.date(1000, 1, 1)))
    notes = tuple(draw(st.lists(_free, max_size=2)))
    return Transcript(
        draw(_free), draw(_free), date, "ab", "plain/1", turns, skipped, draw(st.none() | _free), draw(_second), notes, draw(_free)
    )


@settings(max_examples=150, deadline=None)
@given(_transcripts())
def test_a_transcript_comes_back_from_its_line_of_json(held: Transcript) -> None:
    line = dump_transcript(held)
    assert "\n" not in line
    assert load_transcript(line.encode().decode()) == held


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
