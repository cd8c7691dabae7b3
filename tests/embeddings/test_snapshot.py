"""An open generation: every part over the same rows; another encoder, reader or rule is refused by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import embeddings.snapshot
from corpus.errors import IndexBroken, IndexMissing, IndexStale
from corpus.library import Library
from corpus.passages import KINDS, passages
from corpus.transcript import Span
from embeddings.generations import MANIFEST, Generations
from embeddings.pages import seal
from embeddings.rebuild import rebuild
from embeddings.snapshot import open_snapshot, read_snapshot
from embeddings.table import rows_of
from tests.embeddings.made import COUNCIL, READERS, CountingEncoder, library, nearest_words, town, transcript, village

ENCODER = CountingEncoder().identity


@pytest.fixture
def index(tmp_path: Path) -> Generations:
    generations = Generations(tmp_path / "index")
    rebuild(town(), generations, CountingEncoder(), READERS)
    return generations


def test_every_part_is_over_the_same_rows(index: Generations) -> None:
    snapshot = open_snapshot(index, ENCODER, READERS)
    encoder = CountingEncoder()
    made = sorted((p for t in town().transcripts for p in passages(t, encoder.count, 60)), key=lambda p: KINDS.index(p.kind))
    assert snapshot.transcripts == town().transcripts
    np.testing.assert_array_equal(snapshot.vectors, encoder.encode([p.text for p in made]))
    assert [snapshot.transcripts[row["transcript"]].id for row in snapshot.table] == [p.places[0].transcript for p in made]
    for row in range(len(made)):
        assert snapshot.index.search(snapshot.vectors[row], 1)[1][0] == pytest.approx(1)
    for kind, lexical in snapshot.lexical.items():
        texts = [p.text for p in made][rows_of(snapshot.table, kind)]
        assert [int(np.argmax(lexical.scores(text))) for text in texts] == [texts.index(text) for text in texts]
    kinds = {str(kind): sum(p.kind == kind for p in made) for kind in KINDS}
    assert snapshot.manifest.counts == {"transcripts": 2, "turns": 8, "passages": len(made), **kinds}


def test_asking_it_gives_words_of_the_record(index: Generations) -> None:
    snapshot = open_snapshot(index, ENCODER, READERS)
    assert nearest_words(snapshot, "the library stays open on Saturdays").startswith("The library stays open")


def test_its_arrays_cannot_be_written(index: Generations) -> None:
    snapshot = open_snapshot(index, ENCODER, READERS)
    for held in (snapshot.vectors[0], snapshot.vectors[2:4], snapshot.table, snapshot.turns.columns):
        with pytest.raises(ValueError, match="read-only"):
            held[...] = 0


def test_no_index_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"there is no index in .*; make it with: quoth index"):
        open_snapshot(Generations(tmp_path), ENCODER, READERS)


@pytest.mark.parametrize(
    ("encoder", "readers", "said"),
    [
        (replace(ENCODER, name="other"), READERS, "encoder hashed, not other"),
        (replace(ENCODER, weights="else"), READERS, "of another weights"),
        (ENCODER, {"plain": "plain/2"}, "reader plain/1, now plain/2"),
    ],
)
def test_what_it_was_not_made_with_is_refused_by_name(index: Generations, encoder: object, readers: dict[str, str], said: str) -> None:
    with pytest.raises(IndexStale, match=said):
        open_snapshot(index, encoder, readers)  # type: ignore[arg-type]


def test_another_passage_rule_is_refused_by_name(index: Generations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.passages.RULE", "passages/99")
    with pytest.raises(IndexStale, match=r"passage rule passages/\d+, now passages/99"):
        open_snapshot(index, ENCODER, READERS)


def test_parts_that_do_not_fit_together_are_refused(index: Generations) -> None:
    folder, manifest = index.opened()
    for file in ("passages.npy", "turns.npy", "vectors.npy"):
        whole = np.load(folder / file)
        np.save(folder / file, whole[:-1])
        digests, sizes = seal(folder, MANIFEST)
        with pytest.raises(IndexBroken, match="do not fit together"):
            read_snapshot(folder, replace(manifest, hashes=digests, sizes=sizes))
        np.save(folder / file, whole)


def test_a_generation_pruned_while_it_is_opened_gives_way_to_the_next(index: Generations, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = read_snapshot, []

    def overtaken(folder: Path, manifest: object) -> object:
        calls.append(folder.name)
        if len(calls) == 1:
            rebuild(village(), index, CountingEncoder(), READERS)
            index.prune(1)
        return real(folder, manifest)  # type: ignore[arg-type]

    monkeypatch.setattr(embeddings.snapshot, "read_snapshot", overtaken)
    assert open_snapshot(index, ENCODER, READERS).transcripts == village().transcripts
    assert calls[-1] == "000002"


def test_an_open_snapshot_answers_on_after_its_generation_is_pruned(index: Generations) -> None:
    snapshot = open_snapshot(index, ENCODER, READERS)
    rebuild(village(), index, CountingEncoder(), READERS)
    assert index.prune(1) == [1]
    assert nearest_words(snapshot, "the library stays open on Saturdays").startswith("The library stays open")


@pytest.mark.parametrize(
    "held",
    [library(), library(transcript("t", [])), library(transcript("t", [("Ada", " ")])), library(transcript("t", [("Ada", "...")]))],
    ids=["no transcripts", "no turns", "an empty turn", "a turn without words"],
)
def test_a_library_without_words_makes_an_index_that_finds_nothing_or_little(tmp_path: Path, held: Library) -> None:
    generations = Generations(tmp_path / "index")
    rebuild(held, generations, CountingEncoder(), READERS)
    snapshot = open_snapshot(generations, ENCODER, READERS)
    assert len(snapshot.vectors) == len(snapshot.table) <= 1
    assert len(snapshot.index.search(CountingEncoder().encode(["wall"])[0], 5)[0]) == len(snapshot.table)
    assert not rebuild(held, generations, CountingEncoder(), READERS).plan.needed


def test_line_breaks_of_every_kind_inside_a_turn_survive(tmp_path: Path) -> None:
    held = library(transcript("t", [("Ada", "One two three four\u2028five\x85six\r\nseven\x0ceight"), *COUNCIL]))
    generations = Generations(tmp_path / "index")
    rebuild(held, generations, CountingEncoder(), READERS)
    snapshot = open_snapshot(generations, ENCODER, READERS)
    assert snapshot.transcripts == held.transcripts
    assert Span(0, 18).cut(snapshot.transcripts[0].turns[0].text) == "One two three four"
