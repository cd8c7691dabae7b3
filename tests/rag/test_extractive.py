"""The extractive writer: whole sentences of the turns that were found, the few that answer, replies before questions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.passages import words
from corpus.sentences import sentences
from corpus.transcript import cut
from embeddings.encoders.hashed import HashedEncoder
from rag.record import Record
from rag.retrieve import rank
from rag.scope import Scope
from rag.writers import Choice
from rag.writers.extractive import ExtractiveWriter, Settings
from tests.rag.made_record import Line, engine, library, native

TALK = [
    ("Question", "Who will pay for the new harbour wall and the pumps?"),
    ("Ann Lee", "Good morning. The city will pay for the harbour wall. The state will pay for the pumps. It rained on Tuesday. The fish was good."),
    ("Bob Ray", "I had a cold. Nobody will pay for the harbour wall twice!"),
]
WALL = "Who will pay for the harbour wall?"


def chosen(folder: Path, lines: Sequence[Line], question: str, settings: Settings | None = None) -> tuple[Record, Choice]:
    record = Record(engine(library(folder, {"a.json": native(None, *lines)})).snapshot)
    query = HashedEncoder().encode([question])[0]
    return record, ExtractiveWriter(settings).choose(record, question, query, rank(record, question, query, Scope()))


def texts(record: Record, choice: Choice) -> list[str]:
    return [cut(record.transcript(place.transcript), place) for place in choice.places]


def test_the_sentences_that_answer_are_chosen_the_best_first(tmp_path: Path) -> None:
    assert texts(*chosen(tmp_path, TALK, WALL))[0] == "The city will pay for the harbour wall."


def test_every_place_is_a_run_of_whole_sentences_and_none_overlaps_another(tmp_path: Path) -> None:
    record, choice = chosen(tmp_path, TALK, WALL, Settings(margin=9.0))
    for place in choice.places:
        spans = sentences(record.transcript(place.transcript).turns[place.turn].text)
        assert place.span.start in {span.start for span in spans}
        assert place.span.end in {span.end for span in spans}
    ordered = sorted(choice.places)
    assert all(a.turn < b.turn or a.span.end <= b.span.start for a, b in pairwise(ordered))


def test_neighbouring_sentences_are_one_quotation(tmp_path: Path) -> None:
    record, choice = chosen(tmp_path, TALK, "Who will pay for the harbour wall, who for the pumps?", Settings(margin=0.6))
    assert "The city will pay for the harbour wall. The state will pay for the pumps." in texts(record, choice)


def test_a_question_is_quoted_only_where_nothing_else_was_found(tmp_path: Path) -> None:
    record, choice = chosen(tmp_path / "both", TALK, WALL, Settings(margin=9.0))
    assert all(place.turn != 0 for place in choice.places)
    record, choice = chosen(tmp_path / "alone", TALK[:1], WALL)
    assert texts(record, choice) == [TALK[0][1]]


@pytest.mark.parametrize(("most_words", "most_quotes"), [(120, 4), (20, 4), (120, 1), (9, 1)])
def test_no_more_is_quoted_than_asked_for(tmp_path: Path, most_words: int, most_quotes: int) -> None:
    many = [(f"Ann {n}", f"The harbour wall number {n} will be paid for. It will rain on day {n}. The wall will be green.") for n in range(8)]
    record, choice = chosen(tmp_path, many, WALL, Settings(margin=9.0, most_words=most_words, most_quotes=most_quotes))
    assert 1 <= len(choice.places) <= most_quotes
    assert sum(words(text) for text in texts(record, choice)) <= most_words


def test_a_sentence_over_the_limit_is_better_than_none(tmp_path: Path) -> None:
    record, choice = chosen(tmp_path, [("Ann Lee", "The harbour wall " + "and the wall " * 60 + "will be paid for.")], WALL)
    assert len(texts(record, choice)) == 1


def test_confidence_grows_with_what_is_shared(tmp_path: Path) -> None:
    sure, unsure = (chosen(tmp_path / name, TALK, question)[1].confidence for name, question in (("a", WALL), ("b", "zebra crossings in Lisbon")))
    assert 0 <= unsure < 0.5 < sure <= 1


def test_nothing_found_is_nothing_chosen(tmp_path: Path) -> None:
    _, choice = chosen(tmp_path, [("Ann Lee", "Mm-hmm."), ("Bob Ray", "")], WALL)
    assert choice == Choice((), 0.0)


DENIED = [
    ("Question", "Did the city pay for the harbour wall?"),
    ("Ann Lee", "It rained on Tuesday. They claim that the city paid for the harbour wall. That is not true. The fish was good."),
]


def test_a_claim_is_never_quoted_without_its_denial(tmp_path: Path) -> None:
    assert texts(*chosen(tmp_path, DENIED, WALL, Settings(margin=0.0)))[0] == "They claim that the city paid for the harbour wall. That is not true."


def test_no_quotation_crosses_a_turn(tmp_path: Path) -> None:
    lines = [("Ann Lee", "The city paid for the harbour wall."), ("Bob Ray", "That is not true, the harbour wall was never paid for.")]
    record, choice = chosen(tmp_path, lines, WALL, Settings(margin=9.0))
    assert sorted(texts(record, choice)) == sorted(text for _, text in lines)


def test_a_word_between_two_quoted_sentences_is_quoted_with_them(tmp_path: Path) -> None:
    lines = [("Ann Lee", "The city will pay for the harbour wall. Oh dear. The state will pay for the harbour wall too.")]
    assert texts(*chosen(tmp_path, lines, WALL, Settings(margin=9.0))) == [lines[0][1]]


def test_what_must_be_quoted_with_a_sentence_counts_as_words(tmp_path: Path) -> None:
    record, choice = chosen(tmp_path, [*DENIED, *TALK[1:]], WALL, Settings(margin=9.0, most_words=24))
    assert sum(words(text) for text in texts(record, choice)) <= 24


def test_the_choice_is_the_same_every_time(tmp_path: Path) -> None:
    assert chosen(tmp_path / "a", TALK, WALL)[1] == chosen(tmp_path / "b", TALK, WALL)[1]


LEVY = "Who is proposing a levy?"


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("Thank you. I am proposing a levy. Four crowns a month. Cod is dear.", "I am proposing a levy. Four crowns a month."),
        ("Cod is dear today. Four crowns a month. I am proposing a levy.", "Four crowns a month. I am proposing a levy."),
        ("I am proposing a levy.", "I am proposing a levy."),
        ("I am proposing a levy on all who own a boat. Cod is dear.", "I am proposing a levy on all who own a boat."),
        ("I am proposing a levy. They say it is high. That is not true.", "I am proposing a levy. They say it is high. That is not true."),
    ],
)
def test_a_quotation_of_a_few_words_is_read_with_the_sentence_beside_it(tmp_path: Path, said: str, quoted: str) -> None:
    assert texts(*chosen(tmp_path, [("Ann Lee", said)], LEVY, Settings(margin=0.0)))[0] == quoted


def test_the_sentence_beside_a_short_quotation_counts_as_words(tmp_path: Path) -> None:
    line = ("Ann Lee", "I am proposing a levy. Four crowns a month on every bill of every household.")
    assert texts(*chosen(tmp_path, [line], LEVY, Settings(margin=0.0, most_words=12))) == ["I am proposing a levy."]
