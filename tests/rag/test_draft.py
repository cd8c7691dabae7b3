"""Drafted questions: gold is the reply that was given, and what is called unanswerable surely is."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import QuestionFileError, SettingError
from corpus.library import read_library
from corpus.speakers import speaker
from corpus.transcript import Transcript, Turn
from rag.evals.draft import draft, write
from rag.evals.exchanges import Exchange, exchanges
from rag.evals.questions import load_questions

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
ASKED = "Who will have to pay for the new roof of the boathouse, and by when?"
REPLY = "The club pays one half of it out of the harbour fees, and the county has promised us the other half before the winter comes."


def made(*turns: tuple[str, str], id: str = "t") -> Transcript:
    return Transcript(id, id, None, "", "plain/1", tuple(Turn(i, speaker(name), text) for i, (name, text) in enumerate(turns)), file=f"{id}.txt")


def talk(id: str, who: str, *pairs: tuple[str, str]) -> Transcript:
    return made(*(turn for asked, said in pairs for turn in (("Question", asked), (who, said))), id=id)


def found(*turns: tuple[str, str]) -> list[Exchange]:
    return list(exchanges(made(*turns)))


@pytest.fixture(scope="module")
def samples() -> Sequence[Transcript]:
    return read_library(SAMPLES).transcripts


def test_a_question_and_the_reply_that_follows_are_an_exchange() -> None:
    assert found(("Question", ASKED), ("Ada Brook", REPLY)) == [Exchange("t", 0, ASKED, (1,))]


def test_the_reply_goes_on_until_somebody_asks() -> None:
    turns = (("Question", ASKED), ("Ada Brook", REPLY), ("Jon Vale", "And I may add to that a word."), ("Question", "And then?"), ("Ada Brook", REPLY))
    assert found(*turns)[0].reply == (1, 2)


def test_the_reply_ends_where_the_asker_speaks_again() -> None:
    assert found(("Jon Vale", ASKED), ("Ada Brook", REPLY), ("Jon Vale", "Thank you for saying so."), ("Ada Brook", REPLY))[0].reply == (1,)


def test_back_channels_and_empty_turns_are_no_gold_and_end_no_reply() -> None:
    assert found(("Question", ASKED), ("", ""), ("Ada Brook", REPLY), ("Jon Vale", "Mm-hmm."), ("Ada Brook", "So it was agreed."))[0].reply == (2, 4)


@pytest.mark.parametrize(
    "turns",
    [
        (("Question", "Who will pay for the roof?"), ("Ada Brook", REPLY)),
        (("Question", ASKED.replace("?", ".")), ("Ada Brook", REPLY)),
        (("Jon Vale", f"{ASKED} I only ask."), ("Ada Brook", REPLY)),
        (("Question", ASKED), ("Ada Brook", "The club pays.")),
        (("Ada Brook", ASKED), ("Ada Brook", REPLY)),
        (("Question", ASKED), ("Question", REPLY)),
        (("Jon Vale", ASKED), ("Ada Brook", f"{REPLY} Or did you mean the old roof?")),
        (("Question", ASKED),),
        (),
    ],
    ids=["short question", "no question mark", "a statement after it", "short reply", "oneself", "another asker", "asked back", "no reply", "nothing"],
)
def test_anything_else_is_none(turns: tuple[tuple[str, str], ...]) -> None:
    assert found(*turns) == []


def test_a_draft_holds_the_question_its_gold_and_what_to_strike() -> None:
    assert draft([made(("Question", f"  {ASKED}\n"), ("Ada Brook", REPLY))], 5, 0, 0.0) == [
        {
            "id": "t#0",
            "question": ASKED,
            "answerable": True,
            "transcript": "t",
            "gold_turns": [1],
            "exclude_turns": [0],
            "tags": {"kind": "silver", "made": "exchange"},
        }
    ]


def test_what_was_asked_twice_has_no_gold() -> None:
    assert draft([talk("a", "Ada Brook", (ASKED, REPLY), (ASKED.upper(), f"{REPLY} Again."))], 5, 0, 0.0) == []


def test_a_written_draft_of_the_samples_loads_without_a_problem(samples: Sequence[Transcript], tmp_path: Path) -> None:
    drafted = draft(samples, 60, 3, 0.25)
    write(tmp_path / "q.jsonl", drafted)
    loaded = {question.id: question for question in load_questions(tmp_path / "q.jsonl", samples)}
    by_id = {transcript.id: transcript for transcript in samples}
    assert len(loaded) == len(drafted)
    assert {held.answerable for held in loaded.values()} == {True, False}
    for held in drafted:
        question, turns = loaded[held["id"]], by_id[held["transcript"]].turns
        assert question.question == held["question"]
        if question.answerable:
            (own,) = question.exclude_turns
            assert question.question == " ".join(turns[own].text.split())
            assert all(turn > own and turns[turn].speaker.name not in ("Question", "Q", turns[own].speaker.name) for turn, _, _ in question.gold)


def test_the_same_seed_gives_the_same_draft_whatever_the_order_of_the_library(samples: Sequence[Transcript]) -> None:
    assert draft(samples, 30, 7, 0.3) == draft(samples[::-1], 30, 7, 0.3)
    assert draft(samples, 30, 7, 0.3) != draft(samples, 30, 8, 0.3)


def test_the_same_seed_gives_the_same_draft_in_every_process() -> None:
    code = f"""
from pathlib import Path
from corpus.library import read_library
from rag.evals.draft import draft
print(draft(read_library(Path({str(SAMPLES)!r})).transcripts, 30, 7, 0.5))
"""

    def told(seed: str) -> bytes:
        return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout

    assert told("1") == told("2") != b""


def test_questions_are_spread_evenly(samples: Sequence[Transcript]) -> None:
    there = {transcript.id: len(list(exchanges(transcript))) for transcript in samples}
    several = [transcript for transcript in samples if there[transcript.id] >= 3]
    times = Counter(question["transcript"] for question in draft(several, 2 * len(several) + 1, 0, 0.0))
    assert sorted(times.values()) == [2] * (len(several) - 1) + [3]


def test_there_are_no_more_than_the_library_gives(samples: Sequence[Transcript]) -> None:
    everything = draft(samples, 10_000, 0, 0.0)
    assert 0 < len(everything) <= sum(len(list(exchanges(transcript))) for transcript in samples)
    assert len({question["id"] for question in everything}) == len(everything)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def spoken(transcript: Transcript) -> set[str]:
    return words_of(" ".join([transcript.title, *(f"{turn.speaker.label} {turn.text}" for turn in transcript.turns)]))


def test_an_unanswerable_question_lacks_words_and_names_nobody_there(samples: Sequence[Transcript]) -> None:
    held = {transcript.id: spoken(transcript) for transcript in samples}
    people = {t.id: {word for turn in t.turns if turn.speaker.kind == "person" for word in words_of(turn.speaker.name) if len(word) > 3} for t in samples}
    moved = draft(samples, 1000, 1, 1.0)
    assert len(moved) >= 5
    for question in moved:
        there, asked = question["transcript"], words_of(question["question"])
        absent = {word for word in asked - held[there] if len(word) >= 3}
        assert len(absent) >= 2, question
        assert any(sum(word in words for words in held.values()) == 1 for word in absent), question
        assert not asked & people[there], question
        assert not question["id"].startswith(f"{there}#")
    assert {question["tags"]["made"] for question in moved} == {"transplant"}


# Eight transcripts about nothing in particular, so that half of the library does not know the words of the ninth.
QUIET = [talk(f"quiet{i}", f"Speaker {i}", (f"What was decided about item number {i} in the end?", f"{REPLY} Item {i}.")) for i in range(8)]
QUIET_IDS = {transcript.id for transcript in QUIET}
HERRING = (
    "How much herring may the boats from Tarrow land, and who counts it?",
    "The boats from Tarrow may land a tonne of herring a day, and it is the harbour master who counts it on the quay.",
)


def put_elsewhere(asked: tuple[str, str], *targets: Transcript) -> set[str]:
    """Where the drafts of many seeds put the question that is asked in a transcript of its own."""
    library = [talk("own", "Ada Brook", asked), *QUIET, *targets]
    drafts = [question for seed in range(12) for question in draft(library, 20, seed, 1.0)]
    return {question["transcript"] for question in drafts if question["question"] == asked[0]}


def test_a_question_goes_where_its_names_and_terms_never_occur() -> None:
    assert set() < put_elsewhere(HERRING) <= QUIET_IDS


def test_a_question_does_not_go_where_its_terms_occur() -> None:
    told = talk("fish", "Jon Vale", ("Is there anything to be said about the fish this year?", f"{REPLY} Herring counts for boats at Tarrow, land or sea."))
    assert set() < put_elsewhere(HERRING, told) <= QUIET_IDS


def test_a_question_does_not_go_where_somebody_it_names_speaks() -> None:
    asked = (HERRING[0].replace("who", "does Vale say who"), HERRING[1])
    silent = talk("vale", "MR. VALE", ("What was said out there about it all today?", REPLY))
    assert set() < put_elsewhere(asked, silent) <= QUIET_IDS
    assert "vale" in put_elsewhere(HERRING, silent)


def test_the_name_of_who_is_spoken_to_is_no_topic() -> None:
    assert put_elsewhere(("Thanks, Wilhelmina. So, Ottoline, would you say that it was fine?", REPLY)) == set()
    assert put_elsewhere(("So, would you say that Wilhelmina and Ottoline were fine?", REPLY)) != set()


@pytest.mark.parametrize(("count", "share"), [(0, 0.2), (-1, 0.2), (10, -0.1), (10, 1.1), (10, float("nan"))])
def test_counts_and_shares_that_cannot_be_are_refused(count: int, share: float) -> None:
    with pytest.raises(SettingError, match="cannot be drafted"):
        draft(QUIET, count, 0, share)


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text("mine\n")
    with pytest.raises(QuestionFileError, match="not overwritten"):
        write(path, [{"id": "x"}])
    assert path.read_text() == "mine\n"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"nowhere/q\.jsonl cannot be written"):
        write(tmp_path / "nowhere" / "q.jsonl", [{"id": "x"}])


def test_any_text_can_be_written_and_read_back(tmp_path: Path) -> None:
    questions: list[dict[str, Any]] = [{"id": "x", "question": "broken \udc80, line\u2028separator, 質問, “quoted”\n"}]
    write(tmp_path / "q.jsonl", questions)
    assert [json.loads(line) for line in (tmp_path / "q.jsonl").read_text(encoding="utf-8").split("\n")[:-1]] == questions
