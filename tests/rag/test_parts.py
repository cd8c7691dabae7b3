"""What a question's own words limited is shown in parts, and each can be taken off by asking again without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.ask import Engine
from rag.scope import Scope
from tests.rag.made_record import engine, library, native

LEVY_2022, LEVY_2024, REPLY = (
    "There will be no levy on the water bill.",
    "There will be a levy of four crowns on the water bill.",
    "A levy on the water bill is wrong.",
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    files = {
        "2022.json": native("2022-06-08", ("Question", "Will there be a levy on the water bill?"), ("Ingrid Solheim", LEVY_2022), ("Tomas Reyes", REPLY)),
        "2024.json": native("2024-04-17", ("Ingrid Solheim", LEVY_2024), ("Tomas Reyes", "Is a levy on the water bill fair?")),
    }
    return engine(library(tmp_path_factory.mktemp("parts"), files))


def heard(town: Engine, question: str, *without: str, scope: Scope = Scope()) -> set[str]:  # noqa: B008
    answer = town.ask(question, scope, without=without)
    return {town.transcript(hit.place.transcript).turns[hit.place.turn].text for hit in answer.hits}


def test_each_part_names_its_words_and_can_be_taken_off(town: Engine) -> None:
    question = "What did Solheim say in 2022 about a levy on the water bill?"
    answer = town.ask(question)
    assert [(part.key, part.words, part.at) for part in answer.parts] == [
        ("speaker:Ingrid Solheim", "Solheim", (9, 16)),
        ("dates:2022-01-01..2022-12-31", "in 2022", (21, 28)),
    ]
    assert heard(town, question) == {LEVY_2022}
    assert heard(town, question, "dates:2022-01-01..2022-12-31") == {LEVY_2022, LEVY_2024}
    assert REPLY in heard(town, question, "speaker:Ingrid Solheim")
    assert town.ask(question, without=[part.key for part in answer.parts]).scope == Scope()
    assert heard(town, question, "speaker:Nobody") == {LEVY_2022}


def test_what_a_person_chose_is_no_part_of_the_question(town: Engine) -> None:
    chosen = Scope(speakers=("Tomas Reyes",))
    answer = town.ask("What did Solheim say in 2022 about a levy on the water bill?", chosen)
    assert [part.kind for part in answer.parts] == ["dates"]
    assert answer.scope.speakers == ("Tomas Reyes",)


def test_who_asked_finds_turns_that_ask(town: Engine) -> None:
    assert heard(town, "Who asked about a levy on the water bill?") == {"Will there be a levy on the water bill?", "Is a levy on the water bill fair?"}
    assert heard(town, "What did Reyes ask about a levy on the water bill?") == {"Is a levy on the water bill fair?"}
    assert heard(town, "What did reporters ask about a levy on the water bill?") == {"Will there be a levy on the water bill?"}


def test_a_name_means_who_bears_it_where_the_person_looks(tmp_path: Path) -> None:
    files = {
        "a.json": native("2022-06-08", ("Ann Okafor", "The levy on water is low."), ("Bo Ray", "The levy on water is high.")),
        "b.json": native("2023-06-08", ("Dan Okafor", "The levy on water is fair."), ("Cy Doe", "No.")),
    }
    both = engine(library(tmp_path / "okafors", files))
    assert both.ask("What did Okafor say about the levy?").status == "refused"
    answer = both.ask("What did Okafor say about the levy?", Scope(transcripts=("b",)))
    assert answer.scope.speakers == ("Dan Okafor",)
    assert both.ask("What did Ray say about the levy?", Scope(transcripts=("b",))).text == "There are no words of Bo Ray in B; there are from 8 June 2022."
