"""Turns on disk are the turns that were written: read one by one, some or all, compared, and counted in columns."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import IndexBroken
from corpus.passages import is_question, words
from corpus.transcript import ByteSpan, Skipped, Speaker, Transcript, Turn
from embeddings import turns
from embeddings.pages import Pages
from embeddings.turns import COLUMNS, HEADS, LINES, SPEAKERS, TurnStore, read_heads, read_speakers, write_transcripts
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
            tuple(draw(st.lists(st.tuples(st.integers(0, 9), st.none() | _second), max_size=3))),
        )
        for index in range(draw(st.integers(0, 4)))
    )
    skipped = tuple(draw(st.lists(st.builds(Skipped, _pair, _free, _free), max_size=3)))
    date = draw(st.none() | st.dates(min_value=datetime.date(1000, 1, 1)))
    notes = tuple(draw(st.lists(_free, max_size=2)))
    return Transcript(
        draw(_free), draw(_free), date, "ab", "plain/1", turns, skipped, draw(st.none() | _free), draw(_second), notes, draw(_free)
    )


def written(folder: Path, transcripts: list[Transcript]) -> tuple[Transcript, ...]:
    write_transcripts(folder, transcripts)
    store = TurnStore(np.load(folder / COLUMNS), read_speakers((folder / SPEAKERS).read_bytes()), Pages(folder / LINES))
    return read_heads((folder / HEADS).read_bytes(), store)


@settings(max_examples=150, deadline=None)
@given(st.lists(_transcripts(), max_size=4))
def test_transcripts_come_back_as_they_were(held: list[Transcript]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = written(Path(folder), held)
        for one, original in zip(found, held, strict=True):
            assert len(one.turns) == len(original.turns)
            assert [one.turns[i] for i in range(len(one.turns))] == list(original.turns)
        assert list(found) == held
        assert held == list(found)
        assert [hash(one) for one in found] == [hash(one) for one in held]


@settings(max_examples=60, deadline=None)
@given(st.lists(_transcripts(), max_size=4))
def test_the_columns_say_what_the_turns_are(held: list[Transcript]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_transcripts(Path(folder), held)
        columns = np.load(Path(folder) / COLUMNS)
        speakers = read_speakers((Path(folder) / SPEAKERS).read_bytes())
        lines = (Path(folder) / LINES).read_bytes()
    every = [turn for one in held for turn in one.turns]
    assert [speakers[row["speaker"]] for row in columns] == [turn.speaker for turn in every]
    assert columns["words"].tolist() == [words(turn.text) for turn in every]
    assert columns["length"].tolist() == [len(turn.text) for turn in every]
    assert columns["asks"].tolist() == [is_question(turn) for turn in every]
    assert columns["spoken"].tolist() == [bool(turn.text.strip()) for turn in every]
    assert columns["end"].tolist() == [at + 1 for at, byte in enumerate(lines) if byte == ord("\n")]


def test_a_turn_is_read_alone_and_like_one_of_a_tuple(tmp_path: Path) -> None:
    held = [transcript("council", COUNCIL), transcript("empty", []), transcript("budget", BUDGET)]
    council, empty, budget = written(tmp_path, held)
    assert (budget.turns[-1], budget.turns[1:], empty.turns[:]) == (held[2].turns[-1], held[2].turns[1:], ())
    assert (list(empty.turns), list(budget.turns)) == ([], list(held[2].turns))
    assert council.turns != budget.turns
    assert council.turns != "council"
    assert repr(council.turns) == "<5 turns>"
    for at in (5, -6):
        with pytest.raises(IndexError, match=f"no turn {at} among 5"):
            council.turns[at]


def test_few_transcripts_are_kept_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_MOST_KEPT", 8)
    held = [transcript(f"t{at}", COUNCIL) for at in range(6)]
    found = written(tmp_path, held)
    assert [list(one.turns) for one in found] == [list(one.turns) for one in held]
    first, last = list(found[0].turns), list(found[-1].turns)
    assert next(iter(found[-1].turns)) is last[0]
    assert next(iter(found[0].turns)) is not first[0]


@pytest.mark.parametrize("damage", [b"\xff\xff\xff", b"\n\n\n", b"[[["])
def test_damage_done_while_it_is_open_is_refused_by_the_files_name(tmp_path: Path, damage: bytes) -> None:
    (found,) = written(tmp_path, [transcript("council", COUNCIL)])
    with (tmp_path / LINES).open("r+b") as file:
        file.seek(0)
        file.write(damage)
    with pytest.raises(IndexBroken, match=r"turns\.jsonl was damaged while it was open; make the index again with: quoth index --full"):
        tuple(found.turns)
