"""The engine: scopes hold, quotations are proved, refusals say why, and generations change under it unnoticed."""

from __future__ import annotations

import datetime
import threading
from pathlib import Path

import pytest

from corpus.errors import IndexMissing, IndexStale, ScopeError
from corpus.passages import words
from corpus.transcript import cut
from embeddings.encoders.hashed import HashedEncoder
from embeddings.generations import Generations
from rag.ask import Engine, nearest
from rag.scope import Scope
from tests.rag.made_record import engine, library, native

LEVY_2022 = "There will be no levy on the water bill, not one crown of it."
LEVY_2024 = "I propose a levy on the water bill of four crowns a month."
COST = "The barrier will cost 310 million crowns and the harbour pays a third."
FILES = {
    "2022.json": native("2022-06-08", ("MAYOR SOLHEIM", LEVY_2022), ("Question", "Who pays for the barrier then?"), ("COUNCILLOR REYES", COST), title="June"),
    "2024.json": native("2024-04-17", ("Ingrid Solheim", LEVY_2024), ("Clerk", "Noted."), title="April"),
    "notes.txt": "Ann Okafor: The herring quota on the water is nine thousand tonnes.\n\nDan Okafor: The surge on the water was three metres high.\n",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine(library(tmp_path_factory.mktemp("town"), FILES))


def quoted(town: Engine, question: str, scope: Scope = Scope()) -> list[tuple[str, str]]:  # noqa: B008 - a frozen value
    return [(quote.speaker.name, quote.text) for quote in town.ask(question, scope).quotes]


def test_an_answer_is_a_verified_quotation_with_who_and_when(town: Engine) -> None:
    answer = town.ask("Who pays for the barrier?")
    assert answer.status == "answered"
    assert [(quote.speaker.name, quote.text, quote.proof.verified) for quote in answer.quotes] == [("COUNCILLOR REYES", COST, True)]
    assert answer.text == "COUNCILLOR REYES, 8 June 2022."
    assert answer.generation == town.generation == "000001"
    assert 0.5 <= answer.confidence <= 1


def test_a_quotation_is_cut_from_its_place(town: Engine) -> None:
    for quote in town.ask("What is said of the levy on the water bill?").quotes:
        assert quote.text == cut(town.transcript(quote.place.transcript), quote.place)


def test_a_speaker_in_the_question_is_a_scope(town: Engine) -> None:
    answer = town.ask("What did Solheim say about a levy on the water bill?")
    assert answer.quotes
    assert {quote.speaker.name for quote in answer.quotes} <= {"MAYOR SOLHEIM", "Ingrid Solheim"}
    assert {town.transcript(hit.place.transcript).turns[hit.place.turn].speaker.name for hit in answer.hits} <= {"MAYOR SOLHEIM", "Ingrid Solheim"}


def test_a_date_with_a_speaker_is_a_scope(town: Engine) -> None:
    assert quoted(town, "What did Solheim say in 2022 about a levy on the water bill?") == [("MAYOR SOLHEIM", LEVY_2022)]
    assert quoted(town, "What did Solheim say in 2024 about a levy on the water bill?") == [("Ingrid Solheim", LEVY_2024)]


@pytest.mark.parametrize(
    ("scope", "speakers"),
    [
        (Scope(speakers=("Ann Okafor",)), {"Ann Okafor"}),
        (Scope(transcripts=("2022",)), {"MAYOR SOLHEIM", "COUNCILLOR REYES", "Question"}),
        (Scope(since=datetime.date(2023, 1, 1)), {"Ingrid Solheim"}),
        (Scope(until=datetime.date(2022, 6, 8)), {"MAYOR SOLHEIM", "COUNCILLOR REYES", "Question"}),
        (Scope(transcripts=("2024",), speakers=("MAYOR SOLHEIM",)), set()),
        (Scope(transcripts=("notes",), since=datetime.date(1900, 1, 1)), set()),  # it has no date
    ],
)
def test_every_hit_lies_in_the_scope(town: Engine, scope: Scope, speakers: set[str]) -> None:
    answer = town.ask("Is there water, a levy, a barrier?", scope)
    found = {town.transcript(hit.place.transcript).turns[hit.place.turn].speaker.name for hit in answer.hits}
    assert found == speakers or found < speakers
    assert bool(found) is bool(speakers)
    if not speakers:
        assert answer.status == "refused"
        assert answer.text.startswith("There are no words of MAYOR SOLHEIM in April; there are from 8 June 2022." if scope.speakers else "There is nothing in ")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did Zarif say about the levy?", "Nobody called Zarif speaks in these transcripts, so no words can be given as theirs."),
        ("What did Okafor say about the water?", "That name fits Ann Okafor and Dan Okafor. Ask again with the full name."),
        ("Quel âge avait Rembrandt?", "The record does not answer this. The nearest passages are below; none of them is an answer."),
        ("", "Ask a question in a few words."),
        (" \n\t ", "Ask a question in a few words."),
    ],
)
def test_a_refusal_quotes_nobody_and_says_why(town: Engine, question: str, said: str) -> None:
    answer = town.ask(question)
    assert (answer.status, answer.quotes, answer.text) == ("refused", (), said)
    assert answer.confidence < 0.5
    assert len(nearest(answer)) <= 5


def test_a_person_chosen_settles_a_namesake(town: Engine) -> None:
    answer = town.ask("What did Okafor say about the water?", Scope(speakers=("Ann Okafor",)))
    assert {quote.speaker.name for quote in answer.quotes} == {"Ann Okafor"}


@pytest.mark.parametrize(
    ("scope", "said"),
    [(Scope(speakers=("Nobody",)), "Nobody"), (Scope(transcripts=("2099",)), "2099"), (Scope(speakers=("Okafor",)), "Ann Okafor and Dan Okafor")],
)
def test_a_filter_that_names_nothing_is_a_mistake_to_mend(town: Engine, scope: Scope, said: str) -> None:
    with pytest.raises(ScopeError, match=said):
        town.named(scope)


def test_names_are_found_as_the_turns_show_them(town: Engine) -> None:
    assert set(town.named(Scope(speakers=("solheim",))).speakers) == {"MAYOR SOLHEIM", "Ingrid Solheim"}
    assert town.named(Scope(speakers=("Reyes", "COUNCILLOR REYES"))).speakers == ("COUNCILLOR REYES",)


def test_the_follow_up_is_asked_of_the_same_speaker(town: Engine) -> None:
    answer = town.ask("And in 2024?", history=[("What did Solheim say in 2022 about a levy on the water bill?", "MAYOR SOLHEIM, 8 June 2022.")])
    assert [quote.text for quote in answer.quotes] == [LEVY_2024]
    assert answer.understood == "What did Solheim say in 2024 about a levy on the water bill?"


def test_the_same_question_gets_the_same_answer_in_any_thread(town: Engine) -> None:
    questions = ["Who pays for the barrier?", "What did Solheim say about a levy on the water bill?", "How high was the surge on the water?"] * 8
    alone = [town.ask(question) for question in questions]
    answers: dict[int, object] = {}
    threads = [threading.Thread(target=lambda i=i, q=q: answers.__setitem__(i, town.ask(q))) for i, q in enumerate(questions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answers[i] for i in range(len(questions))] == alone


def test_a_question_of_10_000_characters_is_only_a_question(town: Engine) -> None:
    for long in ("why " * 2500, "x" * 10_000, "Who pays for the barrier? " * 400, "\0" * 10_000, "🌊" * 10_000):
        assert town.ask(long).status in ("answered", "refused")


def test_at_most_120_words_are_quoted_unless_one_sentence_is_longer(tmp_path: Path) -> None:
    many = " ".join(f"The levy number {n} is on the water bill of the harbour." for n in range(60))
    held = engine(library(tmp_path / "many", {"a.json": native(None, ("Ann Lee", many))}))
    assert 1 <= sum(words(quote.text) for quote in held.ask("What of the levy on the water bill?").quotes) <= 120
    endless = "The levy on the water bill " + "and on the harbour and on the wall " * 25 + "is due."
    held = engine(library(tmp_path / "endless", {"a.json": native(None, ("Ann Lee", endless))}))
    assert [quote.text for quote in held.ask("What of the levy on the water bill?").quotes] == [endless]


def test_whole_sentences_are_quoted(town: Engine) -> None:
    for quote in town.ask("What is said of the levy on the water bill?").quotes:
        assert quote.text[0].isupper()
        assert quote.text[-1] in ".!?"


def test_a_changed_file_is_never_quoted(tmp_path: Path) -> None:
    folder = library(tmp_path / "town", FILES)
    held = engine(folder)
    (folder / "2022.json").write_text(FILES["2022.json"].replace("310", "311"), encoding="utf-8")
    answer = held.ask("Who pays for the barrier?")
    assert answer.status == "failed"
    assert [(quote.text, quote.proof.verified, quote.proof.why) for quote in answer.quotes] == [(COST, False, "2022.json has changed since it was indexed")]
    assert COST not in answer.text
    (folder / "2022.json").unlink()
    assert "cannot be read" in held.ask("Who pays for the barrier?").quotes[0].proof.why


def test_a_new_generation_is_moved_to_when_told(tmp_path: Path) -> None:
    folder = library(tmp_path / "town", FILES)
    held = engine(folder)
    assert not held.refresh()
    library(folder, {"new.json": native(None, ("Eve Moe", "The ferry sails at midnight on Fridays."))})
    engine(folder)
    assert held.ask("When does the ferry sail at midnight?").status == "refused"
    assert held.refresh()
    assert held.generation == "000002"
    assert [quote.speaker.name for quote in held.ask("When does the ferry sail at midnight?").quotes] == ["Eve Moe"]


def test_an_index_of_something_else_is_refused_by_name(tmp_path: Path) -> None:
    folder = library(tmp_path / "town", FILES)
    engine(folder)
    with pytest.raises(IndexStale, match="hashed/1/256, now hashed/1/128"):
        Engine(folder, Generations(folder / ".quoth"), HashedEncoder(dimension=128), {"native": "native/1"})
    with pytest.raises(IndexStale, match=r"2022\.json was indexed with the reader native/3, now native/4"):
        Engine(folder, Generations(folder / ".quoth"), HashedEncoder(), {"native": "native/4"})
    with pytest.raises(IndexMissing, match="quoth index"):
        Engine(folder, Generations(tmp_path / "nowhere"), HashedEncoder(), {})


def test_a_library_of_silence_refuses_everything(tmp_path: Path) -> None:
    held = engine(library(tmp_path / "town", {"a.json": native(None, ("Ann Lee", ""), ("Bob Ray", "Mm-hmm."))}))
    answer = held.ask("Who pays for the barrier?")
    assert (answer.status, answer.hits) == ("refused", ())


def test_everybody_who_speaks_is_listed_the_busiest_first(town: Engine) -> None:
    assert set(town.speakers) == {"MAYOR SOLHEIM", "Ingrid Solheim", "COUNCILLOR REYES", "Ann Okafor", "Dan Okafor", "Question", "Clerk"}
    assert [transcript.id for transcript in town.transcripts] == ["2022", "2024", "notes"]
    with pytest.raises(ScopeError, match=r"no transcript '2023'.*3, for instance 2022"):
        town.transcript("2023")
