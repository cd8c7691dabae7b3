"""A rebuild encodes what is new and nothing else, says before what it will do, and does exactly that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EncoderError, IndexStale, QuothError, SettingError
from corpus.library import Library, Unreadable
from corpus.passages import passages
from embeddings.encoders import Report, Vectors, silent
from embeddings.generations import Generations
from embeddings.manifest import SCHEMA
from embeddings.plan import Plan, compare, plan
from embeddings.rebuild import Outcome, rebuild
from embeddings.snapshot import open_snapshot
from tests.embeddings.made import BUDGET, COUNCIL, READERS, CountingEncoder, library, nearest_words, town, transcript, village

NEW_TURN = ("Ada Brook", "Nobody has ever proposed a toll on the footbridge before tonight.")


@pytest.fixture
def index(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "index")


def texts(held: Library) -> set[str]:
    """What a rebuild from nothing has to encode."""
    encoder = CountingEncoder()
    return {passage.text for one in held.transcripts for passage in passages(one, encoder.count, encoder.identity.limit)}


def rebuilt(held: Library, index: Generations, encoder: CountingEncoder | None = None, full: bool = False) -> tuple[Outcome, list[str]]:
    """The outcome and the texts that were encoded; what was planned is what was done."""
    encoder = encoder or CountingEncoder()
    planned = plan(held, index, encoder, READERS, full)
    assert encoder.seen == []
    outcome = rebuild(held, index, encoder, READERS, full)
    assert outcome.plan == planned
    assert outcome.encoded == len(encoder.seen) == len(set(encoder.seen))
    assert outcome.reused + outcome.encoded == planned.passages or not planned.needed
    assert open_snapshot(index, encoder.identity, READERS).transcripts == held.transcripts
    return outcome, encoder.seen


def test_the_first_rebuild_encodes_every_text_once(index: Generations) -> None:
    outcome, seen = rebuilt(town(), index)
    assert set(seen) == texts(town())
    assert (outcome.plan.added, outcome.plan.reason) == (("budget", "council"), "there is no index yet")
    assert outcome.generation == 1
    assert outcome.seconds > 0


def test_an_unchanged_library_is_the_same_generation(index: Generations) -> None:
    rebuilt(town(), index)
    outcome, seen = rebuilt(town(), index)
    assert (outcome.generation, outcome.encoded, seen, outcome.plan.needed) == (1, 0, [], False)
    assert outcome.plan.kept == ("budget", "council")
    assert index.numbers() == [1]


def test_only_the_texts_that_changed_are_encoded(index: Generations) -> None:
    rebuilt(town(), index)
    more = library(transcript("budget", BUDGET), transcript("council", [*COUNCIL, NEW_TURN]))
    outcome, seen = rebuilt(more, index)
    assert set(seen) == texts(more) - texts(town())
    assert NEW_TURN[1] in seen
    assert (outcome.plan.changed, outcome.plan.kept, outcome.generation) == (("council",), ("budget",), 2)


def test_a_rename_costs_nothing(index: Generations) -> None:
    rebuilt(town(), index)
    outcome, seen = rebuilt(library(transcript("2021/budget", BUDGET), transcript("council", COUNCIL)), index)
    assert seen == []
    assert (outcome.plan.added, outcome.plan.removed, outcome.generation) == (("2021/budget",), ("budget",), 2)


def test_a_file_moved_to_another_suffix_is_a_change_that_costs_nothing(index: Generations) -> None:
    rebuilt(town(), index)
    outcome, seen = rebuilt(library(transcript("budget", BUDGET), replace(transcript("council", COUNCIL), file="council.md")), index)
    assert (seen, outcome.plan.changed) == ([], ("council",))


def test_a_recording_that_comes_or_goes_is_a_change_that_costs_nothing(index: Generations) -> None:
    rebuilt(town(), index)
    heard = library(transcript("budget", BUDGET), replace(transcript("council", COUNCIL), media="council.mp3"))
    outcome, seen = rebuilt(heard, index)
    assert (seen, outcome.plan.changed, outcome.plan.kept) == ([], ("council",), ("budget",))
    assert [t.media for t in open_snapshot(index, CountingEncoder().identity, READERS).transcripts] == [None, "council.mp3"]
    assert rebuilt(heard, index)[0].plan.needed is False
    outcome, seen = rebuilt(town(), index)
    assert (seen, outcome.plan.changed) == ([], ("council",))


def test_what_was_removed_is_gone(index: Generations) -> None:
    rebuilt(town(), index)
    outcome, seen = rebuilt(library(transcript("council", COUNCIL)), index)
    assert (seen, outcome.plan.removed) == ([], ("budget",))
    folder, manifest = index.opened()
    assert list(manifest.files) == ["council"]
    assert all(b"Saturday" not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_an_empty_library_after_a_full_one_is_an_empty_index(index: Generations) -> None:
    rebuilt(town(), index)
    outcome, seen = rebuilt(library(), index)
    assert (seen, outcome.plan.passages, outcome.generation) == ([], 0, 2)


def test_a_copy_of_a_transcript_costs_nothing(index: Generations) -> None:
    rebuilt(town(), index)
    outcome, seen = rebuilt(library(*town().transcripts, transcript("copy", COUNCIL)), index)
    assert (seen, outcome.plan.added) == ([], ("copy",))
    snapshot = open_snapshot(index, CountingEncoder().identity, READERS)
    assert sum(snapshot.table["transcript"] == 1) == sum(snapshot.table["transcript"] == 2)


def test_kept_vectors_are_the_ones_that_encoding_again_would_give(index: Generations, tmp_path: Path) -> None:
    for held in (town(), village(), town()):
        rebuilt(held, index)
    other = Generations(tmp_path / "other")
    rebuilt(town(), other)
    snapshots = [open_snapshot(one, CountingEncoder().identity, READERS) for one in (index, other)]
    np.testing.assert_array_equal(snapshots[0].vectors, snapshots[1].vectors)
    np.testing.assert_array_equal(snapshots[0].table, snapshots[1].table)


def test_full_encodes_everything_again(index: Generations) -> None:
    rebuilt(town(), index)
    outcome, seen = rebuilt(town(), index, full=True)
    assert set(seen) == texts(town())
    assert (outcome.generation, outcome.plan.reason) == (2, "everything is made again, as asked")
    assert outcome.plan.kept == ("budget", "council")


def test_another_encoder_makes_everything_again_and_says_why(index: Generations) -> None:
    rebuilt(town(), index)
    outcome, seen = rebuilt(town(), index, CountingEncoder("other"))
    assert set(seen) == texts(town())
    assert "made with the encoder hashed, not other" in outcome.plan.reason


def test_another_version_of_the_reader_reads_again_and_encodes_only_new_words(index: Generations) -> None:
    rebuilt(town(), index)
    anew = library(transcript("budget", BUDGET, "plain/2"), transcript("council", COUNCIL, "plain/2"))
    encoder = CountingEncoder()
    outcome = rebuild(anew, index, encoder, {"plain": "plain/2"})
    assert (encoder.seen, outcome.plan.changed) == ([], ("budget", "council"))
    assert "reader plain/1, now plain/2" in outcome.plan.reason


@pytest.mark.parametrize("file", ["vectors.npy", "manifest.json", "passages.npy", "lexical/turn/params.index.json"])
def test_a_damaged_index_is_made_again_without_being_asked_for_full(index: Generations, file: str) -> None:
    rebuilt(town(), index)
    (index.path(1) / file).write_bytes(b"damaged")
    outcome, seen = rebuilt(town(), index)
    assert set(seen) == texts(town())
    assert file in outcome.plan.reason


def test_the_plan_is_shown_before_anything_is_encoded(index: Generations) -> None:
    encoder, shown = CountingEncoder(), []

    def show(made: Plan) -> None:
        assert encoder.seen == []
        shown.append(made)

    outcome = rebuild(town(), index, encoder, READERS, on_plan=show)
    assert shown == [outcome.plan]


def test_what_is_reported_adds_up_to_what_the_plan_promised(index: Generations) -> None:
    reported: list[int] = []
    outcome = rebuild(town(), index, CountingEncoder(), READERS, report=reported.append)
    assert sum(reported) == outcome.plan.encode == len(texts(town()))


def test_planning_writes_nothing(index: Generations) -> None:
    assert plan(town(), index, CountingEncoder(), READERS).needed
    assert not index.root.exists()


def test_files_that_could_not_be_read_are_remembered(index: Generations) -> None:
    outcome = rebuild(library(*town().transcripts, unreadable=(Unreadable("scan.pdf", "no text"),)), index, CountingEncoder(), READERS)
    assert outcome.unreadable == {"scan.pdf": "no text"}
    assert index.opened()[1].unreadable == {"scan.pdf": "no text"}


def test_what_changed_is_told_by_bytes_reader_and_file() -> None:
    then = {id: {"sha256": f"{id}1", "reader": "plain/1", "file": f"{id}.txt"} for id in "abcd"}
    base = transcript("x", ())
    now = [
        replace(base, id="a", sha256="a1", file="a.txt"),
        replace(base, id="b", sha256="b2", file="b.txt"),
        replace(base, id="c", sha256="c1", file="c.txt", reader="plain/2"),
        replace(base, id="e", sha256="d1", file="d.txt"),
    ]
    assert compare(now, then) == (("e",), ("b", "c"), ("d",), ("a",))


class Unfit(CountingEncoder):
    """An encoder whose vectors are spoilt on the way."""

    def __init__(self, spoil: Callable[[Vectors], Vectors]) -> None:
        super().__init__()
        self.spoil = spoil

    def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
        return self.spoil(super().encode(texts, report))


@pytest.mark.parametrize("spoil", [lambda rows: rows * np.nan, lambda rows: rows * 0, lambda rows: rows * 3], ids=["nan", "zero", "long"])
def test_vectors_that_are_not_unit_rows_are_never_published(index: Generations, spoil: Callable[[Vectors], Vectors]) -> None:
    rebuilt(town(), index)
    with pytest.raises(EncoderError, match="hashed gave vectors that are not of length 1"):
        rebuild(village(), index, Unfit(spoil), READERS)
    assert (index.current(), index.numbers()) == (1, [1])


def test_an_index_that_does_not_find_its_own_passages_is_never_published(index: Generations, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuilt(town(), index)
    nothing = (np.empty(0, np.int64), np.empty(0, np.float32))
    monkeypatch.setattr("embeddings.indexes.faiss_index.FaissIndex.search", lambda *_: nothing)
    with pytest.raises(QuothError, match="does not find its own passage"):
        rebuild(village(), index, CountingEncoder(), READERS)
    assert (index.current(), index.numbers()) == (1, [1])
    assert [path.name for path in (index.root / "generations").iterdir()] == ["000001"]


def test_another_kind_of_vector_index_is_made_without_encoding_anything(index: Generations) -> None:
    rebuilt(town(), index)
    assert index.opened()[1].index == "flat"
    for generation, kind in enumerate(("sq8", "ivf-sq8", "auto"), start=2):
        encoder = CountingEncoder()
        outcome = rebuild(town(), index, encoder, READERS, kind=kind)
        manifest = index.opened()[1]
        assert (outcome.generation, encoder.seen, outcome.plan.kept) == (generation, [], ("budget", "council"))
        assert manifest.index == {"auto": "flat"}.get(kind, kind)
        assert f"now {manifest.index}" in outcome.plan.reason
        assert nearest_words(open_snapshot(index, encoder.identity, READERS), "the ministry pays two thirds").startswith("The ministry pays two thirds")
        assert not rebuild(town(), index, encoder, READERS, kind=kind).plan.needed


def test_a_kind_that_is_none_is_refused_before_anything_is_read(index: Generations) -> None:
    with pytest.raises(SettingError, match=r"no kind of vector index 'hnsw'; known: auto, flat, sq8, ivf-sq8"):
        plan(town(), index, CountingEncoder(), READERS, kind="hnsw")


def test_an_index_of_the_schema_before_is_refused_by_name_and_made_anew_without_encoding(index: Generations) -> None:
    rebuilt(town(), index)
    folder, manifest = index.opened()
    (folder / "manifest.json").write_text(replace(manifest, schema=1, sizes={}).dump(), encoding="utf-8")
    with pytest.raises(IndexStale, match=rf"the index has schema 1, this Quoth reads {SCHEMA}; make it again with: quoth index"):
        open_snapshot(index, CountingEncoder().identity, READERS)
    outcome, seen = rebuilt(town(), index)
    assert (seen, outcome.generation) == ([], 2)
    assert "schema 1" in outcome.plan.reason
