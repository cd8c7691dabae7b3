"""What a generation holds is not made again: vectors by their text, passages of transcripts that stayed as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.library import read_library
from corpus.passages import RULE, Passage, passages
from corpus.transcript import Transcript
from embeddings.earlier import earlier
from embeddings.encoders.hashed import HashedEncoder
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from tests.embeddings.made import BUDGET, COUNCIL, READERS, CountingEncoder, library, town, transcript

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
ENCODER = CountingEncoder().identity


@pytest.fixture
def index(tmp_path: Path) -> Generations:
    generations = Generations(tmp_path / "index")
    rebuild(town(), generations, CountingEncoder(), READERS)
    return generations


def cut(held: Transcript) -> Iterator[Passage]:
    encoder = CountingEncoder()
    return passages(held, encoder.count, encoder.identity.limit)


def refuse(held: Transcript) -> Iterator[Passage]:
    raise AssertionError(f"{held.id} was cut again")


def test_vectors_are_known_by_the_texts_they_were_made_of(index: Generations) -> None:
    held = earlier(index.opened(), ENCODER, RULE, ("budget",))
    texts = {digest: passage.text for one in town().transcripts for passage, digest in held.passages(one, cut)}
    assert set(texts) == set(held.known)
    for digest, text in texts.items():
        np.testing.assert_array_equal(held.vectors[held.known[digest]], CountingEncoder().encode([text])[0])


@pytest.mark.parametrize("other", [replace(ENCODER, name="other"), replace(ENCODER, route="other"), replace(ENCODER, limit=9)])
def test_of_another_encoders_generation_nothing_is_used(index: Generations, other: object) -> None:
    held = earlier(index.opened(), other, RULE, ("budget",))  # type: ignore[arg-type]
    assert (held.known, held.rows) == ({}, {})


def test_under_another_passage_rule_vectors_are_used_and_passages_are_not(index: Generations) -> None:
    held = earlier(index.opened(), ENCODER, "passages/0", ("budget",))
    assert held.known
    assert not held.rows


def test_a_kept_transcript_is_cut_as_it_was(index: Generations) -> None:
    held = earlier(index.opened(), ENCODER, RULE, ("budget", "council"))
    for one in town().transcripts:
        assert [passage for passage, _ in held.passages(one, refuse)] == list(cut(one))


@pytest.mark.parametrize("turns", [BUDGET[:2], BUDGET[::-1], [(name.upper(), text) for name, text in BUDGET], [(name, text[:-9]) for name, text in BUDGET]])
def test_rows_that_do_not_give_the_embedded_text_are_not_believed(index: Generations, turns: list[tuple[str, str]]) -> None:
    """Even of a transcript that is said to have stayed: the text's own hash decides."""
    other = transcript("budget", turns)
    held = earlier(index.opened(), ENCODER, RULE, ("budget",))
    assert [passage for passage, _ in held.passages(other, cut)] == list(cut(other))


def test_one_changed_file_of_the_samples_is_the_only_one_that_is_cut(tmp_path: Path) -> None:
    """And the generation is, byte for byte, the one that is made from nothing."""
    whole = read_library(SAMPLES)
    readers = {one.reader.partition("/")[0]: one.reader for one in whole.transcripts}
    changed = replace(whole, transcripts=(replace(whole.transcripts[0], sha256="0" * 64, turns=whole.transcripts[0].turns[:5]), *whole.transcripts[1:]))
    index, fresh = Generations(tmp_path / "index"), Generations(tmp_path / "fresh")
    rebuild(whole, index, HashedEncoder(), readers)

    class Asked(HashedEncoder):
        texts: tuple[str, ...] = ()

        def count(self, text: str) -> int:
            self.texts += (text,)
            return super().count(text)

    encoder = Asked()
    rebuild(changed, index, encoder, readers)
    rebuild(changed, fresh, HashedEncoder(), readers)
    said = "\n".join(turn.text for turn in changed.transcripts[0].turns)
    assert all(any(line.partition(": ")[2] in said or line in said for line in text.split("\n")) for text in encoder.texts)
    assert index.opened()[1].hashes == fresh.opened()[1].hashes


def test_a_renamed_transcript_is_cut_again_and_not_encoded(index: Generations) -> None:
    encoder = CountingEncoder()
    rebuild(library(transcript("elsewhere", BUDGET), transcript("council", COUNCIL)), index, encoder, READERS)
    assert encoder.seen == []
