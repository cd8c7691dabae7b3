"""Whoever asks while generations are swapped is answered from exactly one, never an older one than before, and is never refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.library import Library, read_library
from corpus.readers.native import NativeReader
from embeddings.encoders.hashed import HashedEncoder
from embeddings.generations import Generations
from embeddings.rebuild import rebuild
from rag.answer import Answer
from rag.ask import Engine
from tests.laws.rebuilder import FINISHED
from tests.laws.running import is_clean, rebuilding
from tests.laws.torture import TIMES, scratch
from tests.rag.made_record import native

SWAPS = 200 * TIMES
READERS = 8
NATIVE = {"native": NativeReader.name}
PAYS = "The ministry pays two thirds of the harbour wall, as paper {} has it."
FINDS = "The town finds the rest of the harbour wall out of mooring fees, as paper {} has it."


@pytest.fixture
def place() -> Iterator[Path]:
    with scratch() as folder:
        yield folder


@pytest.mark.timeout(900 * TIMES)
def test_processes_that_read_while_another_swaps(place: Path) -> None:
    (place / "acknowledged").write_text(f"{SWAPS}")
    with rebuilding() as run:
        assert run(place / "index", "swap", *["history"] * READERS)["ended"] == [FINISHED] * (READERS + 1)
    assert (place / "acknowledged.last").read_text() == f"{SWAPS}"
    assert is_clean(place / "index")


def written(folder: Path, number: int) -> Library:
    """The library of that generation alone, its two files added to the folder; those before stay, so that every quotation can be proved."""
    for name, words in (("a", PAYS), ("b", FINDS)):
        (folder / f"{name}-{number}.json").write_text(native(None, ("Ada Brook", words.format(number)), ("Jon Vale", f"So paper {number} says.")))
    whole = read_library(folder)
    return Library(folder, tuple(held for held in whole.transcripts if held.id.endswith(f"-{number}")))


@pytest.mark.timeout(900 * TIMES)
def test_one_engine_asked_by_many_while_it_moves_on(place: Path) -> None:
    """What a running chat does: eight conversations, each moving the one engine to the newest generation before it asks."""
    library, index, encoder = place / "library", Generations(place / "index"), HashedEncoder()
    library.mkdir()
    rebuild(written(library, 1), index, encoder, NATIVE)
    engine, stop = Engine(library, index, encoder, NATIVE), threading.Event()
    given: list[list[Answer]] = [[] for _ in range(READERS)]
    faults: list[BaseException] = []

    def converse(answers: list[Answer]) -> None:
        try:
            while not stop.is_set():
                engine.refresh()
                answers.append(engine.ask("Who pays for the harbour wall?"))
        except BaseException as fault:  # a thread's fault is the test's
            faults.append(fault)

    threads = [threading.Thread(target=converse, args=(answers,)) for answers in given]
    for thread in threads:
        thread.start()
    for number in range(2, SWAPS + 1):
        rebuild(written(library, number), index, encoder, NATIVE)
        index.prune(2)
        for name in "ab":
            (library / f"{name}-{number - 20}.json").unlink(missing_ok=True)
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    for answers in given:
        assert answers
        numbers = [int(answer.generation) for answer in answers]
        assert numbers == sorted(numbers)
        for answer, number in zip(answers, numbers, strict=True):
            assert answer.status == "answered"
            assert {hit.place.transcript for hit in answer.hits} == {f"a-{number}", f"b-{number}"}
            assert all(quote.proof.verified and f"paper {number} " in quote.text for quote in answer.quotes)
    assert len({answer.generation for answers in given for answer in answers}) > SWAPS // 10
