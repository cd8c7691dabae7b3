"""The lead line: who is quoted and when, in plain words, and never a word of a transcript."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from corpus.speakers import speaker
from corpus.transcript import NOBODY, Speaker
from rag.ask import Engine
from rag.lead import day, who
from rag.scope import Scope
from tests.rag.made_record import engine, library, native

WALL = "The harbour wall will be raised by half a metre."


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    files = {
        "a.json": native("2022-06-08", ("Ann Lee", WALL)),
        "b.json": native("2024-04-17", ("Ann Lee", WALL)),
        "c.json": native(None, ("Bob Ray (through an interpreter)", WALL)),
        "d.json": native("2023-01-01", ("", WALL)),
    }
    return engine(library(tmp_path_factory.mktemp("lead"), files))


@pytest.mark.parametrize(
    ("transcripts", "text"),
    [
        (("a",), "Ann Lee, 8 June 2022."),
        (("a", "b"), "Ann Lee, 8 June 2022 and 17 April 2024."),
        (("c",), "Bob Ray (through an interpreter)."),
        (("d",), "An unnamed speaker, 1 January 2023."),
    ],
)
def test_each_speaker_once_with_every_date(town: Engine, transcripts: tuple[str, ...], text: str) -> None:
    assert town.ask("By how much will the harbour wall be raised?", Scope(transcripts=transcripts)).text == text


def test_several_speakers_in_the_order_of_their_quotations(town: Engine) -> None:
    answer = town.ask("By how much will the harbour wall be raised?")
    order = list(dict.fromkeys(who(quote.speaker) for quote in answer.quotes))
    assert [part.split(",")[0].rstrip(".") for part in answer.text.split("; ")] == order


@pytest.mark.parametrize(
    ("held", "text"),
    [(speaker("Ann Lee"), "Ann Lee"), (speaker("Ann Lee (speaking after Bob Ray)"), "Ann Lee (speaking after Bob Ray)"), (NOBODY, "An unnamed speaker")],
)
def test_a_speaker_is_named_with_the_note(held: Speaker, text: str) -> None:
    assert who(held) == text


def test_a_date_is_written_out() -> None:
    assert day(datetime.date(2021, 1, 6)) == "6 January 2021"


def test_no_word_of_a_transcript_gets_into_it(tmp_path: Path) -> None:
    files = {"a.json": native(None, ("Ann Lee", "xylophone quartz jackdaw sphinx"), ("Bob Ray", "quartz is what the sphinx was made of, not jackdaw."))}
    town = engine(library(tmp_path / "a", files))
    for question in ("xylophone quartz jackdaw", "sphinx", "What did Bob Ray say about quartz?", "What of zebras?", ""):
        assert not {"xylophone", "quartz", "jackdaw", "sphinx"} & set(town.ask(question).text.casefold().replace(".", "").split())


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        (Scope(speakers=("Ann Lee",), since=datetime.date(2019, 1, 1), until=datetime.date(2019, 12, 31)),
         "There are no words of Ann Lee in these transcripts from 2019; there are from 8 June 2022 and 17 April 2024."),
        (Scope(speakers=("Ann Lee",), transcripts=("d",)), "There are no words of Ann Lee in D; there are from 8 June 2022 and 17 April 2024."),
        (Scope(speakers=("Bob Ray",), since=datetime.date(2024, 5, 1)), "There are no words of Bob Ray in these transcripts from 1 May 2024 or later."),
        (Scope(until=datetime.date(2019, 12, 31)),
         "There is nothing in these transcripts from 31 December 2019 or earlier. The transcripts are from 8 June 2022 to 17 April 2024."),
    ],
)  # fmt: skip
def test_an_empty_scope_is_said(town: Engine, scope: Scope, text: str) -> None:
    answer = town.ask("By how much will the harbour wall be raised?", scope)
    assert (answer.status, answer.text, answer.hits) == ("refused", text, ())
