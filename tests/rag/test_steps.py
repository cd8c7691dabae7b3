"""An answer on its way: every step before it is done, quotations as they are proved, and nothing more once nobody goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.transcript import Place, Transcript
from rag.answer import Answer
from rag.ask import Engine
from rag.quote import Quote
from rag.rerank import AT_A_TIME
from rag.steps import Proving, Reading, Searching, Step, result
from tests.embeddings.made_reranker import SharedWords
from tests.rag.made_record import engine, library, native

LINES = [(f"Ada Brook {at % 2}", f"The harbour wall cost {at} million crowns in all.") for at in range(90)]
QUESTION = "What did the harbour wall cost?"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine(library(tmp_path_factory.mktemp("town"), {"a.json": native("2022-06-08", *LINES[:45]), "b.json": native("2023-06-08", *LINES[45:])}))


def told(town: Engine, question: str) -> tuple[list[Step], Answer]:
    steps: list[Step] = []
    asking = town.asking(question)
    try:
        while True:
            steps.append(next(asking))
    except StopIteration as end:
        return steps, end.value


def test_the_answer_is_that_of_asking_without_steps(town: Engine) -> None:
    assert told(town, QUESTION)[1] == town.ask(QUESTION) == result(town.asking(QUESTION))


def test_each_step_is_told_in_its_order(town: Engine) -> None:
    steps, answer = told(town, QUESTION)
    assert steps[0] == Searching(answer.understood, answer.scope, answer.parts)
    assert steps[1] == Reading(0, len(answer.hits))
    proving = [step for step in steps if isinstance(step, Proving)]
    assert steps[2:] == proving
    assert [len(step.quotes) for step in proving] == list(range(len(answer.quotes)))
    assert {step.of for step in proving} == {len(answer.quotes)}
    assert set(proving[-1].quotes) < set(answer.quotes)


def test_a_refusal_proves_nothing(town: Engine) -> None:
    steps, answer = told(town, "Who baked the zebra cakes of Timbuktu?")
    assert answer.status == "refused"
    assert [type(step) for step in steps] == [Searching, Reading]


def test_once_nobody_goes_on_no_more_files_are_read(town: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    proved: list[Place] = []
    real = town._verifier.quote

    def quote(transcript: Transcript, place: Place) -> Quote:
        proved.append(place)
        return real(transcript, place)

    monkeypatch.setattr(town._verifier, "quote", quote)
    asking = town.asking(QUESTION)
    assert any(isinstance(step, Proving) and step.quotes for step in asking)  # goes on until one is proved
    asking.close()
    assert len(proved) == 1


def test_a_reranker_tells_how_far_it_is_and_reads_no_further_than_asked(tmp_path: Path) -> None:
    folder = library(tmp_path, {"a.json": native("2022-06-08", *LINES)})
    town = engine(folder)
    town.reranker = reranker = SharedWords()
    asking = town.asking(QUESTION)
    steps = [next(asking) for _ in range(3)]
    assert steps[1:] == [Reading(0, 4), Reading(0, 4)]  # found, then about to be read
    asking.close()
    assert reranker.read == []
    every, answer = told(town, QUESTION)
    done = [step.done for step in every if isinstance(step, Reading)]
    assert done == sorted(done)
    assert len(done) - 1 == -(-len(reranker.read) // AT_A_TIME)
    assert answer == town.ask(QUESTION)
