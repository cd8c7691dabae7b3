"""What an adapter is taught with: which passages of a record are right for a question, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings.encoders.hashed import HashedEncoder
from rag.evals.questions import Question
from rag.record import Record
from rag.tuning.adapting import adapter, course, held_out
from tests.rag.made_record import engine, library, native

LINES = [("Ann Lee", f"The harbour wall is item {at} of the long list.") for at in range(6)]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return Record(engine(library(tmp_path_factory.mktemp("adapting"), {"a.json": native(None, *LINES), "b.json": native(None, *LINES)})).snapshot)


def question(transcript: str, answer: str, *turns: int) -> Question:
    gold = tuple((turn, 0, len(LINES[turn][1])) for turn in turns)
    return Question(f"{transcript}{turns}", "What is on the list?", True, transcript, transcript, gold, frozenset(), (), answer)


def test_the_turns_that_answer_are_right_in_equal_shares_and_no_other(record: Record) -> None:
    (lesson,) = course(record, [question("b", "", 1, 4)], HashedEncoder()).lessons
    assert lesson.right.tolist() == pytest.approx([0, 0.5, 0, 0, 0.5, 0])
    start = int(record.starts[1])
    rows = [row for row in range(record.kinds["turn"].start, record.kinds["turn"].stop) if start <= record.first[row] < start + 6]
    assert lesson.turns.tolist() == record.snapshot.vectors[rows].tolist()


def test_windows_are_those_of_the_transcript_in_the_pool_of_all(record: Record) -> None:
    made = course(record, [question("a", "", 0), question("b", "", 0)], HashedEncoder())
    windows = record.kinds["window"]
    assert made.pool.tolist() == record.snapshot.vectors[windows].tolist()
    (first, second) = (lesson.windows for lesson in made.lessons)
    assert (first[0], first[1], second[1]) == (0, second[0], windows.stop - windows.start)
    for lesson in made.lessons:
        assert lesson.right_windows.sum() == pytest.approx(1)
        assert lesson.right_windows[0] == lesson.right_windows.max()


def test_an_answer_that_a_person_wrote_is_another_wording_and_one_from_the_transcript_is_not(record: Record) -> None:
    asked = [question("a", "Ann lists what is to be done.", 2), question("a", LINES[2][1], 2), question("a", "", 2)]
    lessons = course(record, asked, HashedEncoder()).lessons
    assert [len(lesson.wordings) for lesson in lessons] == [2, 1, 1]
    assert lessons[0].wordings.tolist() == HashedEncoder().encode([asked[0].question, asked[0].answer]).tolist()


def test_a_held_out_adapter_has_not_seen_its_fold(record: Record) -> None:
    made, fold = course(record, [question("a", "", turn) for turn in range(4)], HashedEncoder()), np.array([0, 0, 1, 1])
    found = held_out([made], [fold])
    alone = adapter([type(made)(made.pool, made.lessons[2:])], [fold[2:]])
    assert found[0].matrix.tolist() == alone.matrix.tolist()
    assert found[0].matrix.tolist() != adapter([made], [fold]).matrix.tolist()
