"""The transcripts that come with Quoth are read as they are meant."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

import corpus
from corpus.library import Library, read_library

SAMPLES = Path(corpus.__file__).parent / "samples"


@pytest.fixture(scope="module")
def samples() -> Library:
    return read_library(SAMPLES)


FACTS = {
    "foreign-ministry-joint-press-conference": ("2023-03-14", {"Amara Okafor", "Yusuf Demir", "Question"}),
    "council-meeting-2022-06-08": ("2022-06-08", {"MAYOR SOLHEIM", "COUNCILLOR REYES", "MS. QUIST", "CLERK"}),
    "flood-press-briefing-2023-02-19": ("2023-02-19", {"MAYOR SOLHEIM", "DR. SATO", "MR. OSEI", "Q"}),
    "interview-daniel-okafor": ("2023-05-22", {"Leila Haddad", "Daniel Okafor"}),
    "senate-hearing-welds": ("2023-09-12", {"CHAIR ACHTERBERG", "SENATOR MALM", "MR. PELL", "MR. OSEI"}),
    "low-water-episode-41": ("2024-01-20", {"Leila Haddad", "Marcus Webb", "Jonas Pell"}),
    "council-meeting-2024-04-17": ("2024-04-17", {"Ingrid Solheim", "Tomas Reyes", "Nora Quist", "Daniel Okafor", "Clerk"}),
    "technical-working-group": ("2022-11-03", {"PERSON1", "PERSON2", "PERSON3", "PERSON4", "PERSON5"}),
    "foreign-ministry-briefing": ("2024-06-02", {"Amara Okafor", "Question"}),
}


@pytest.mark.parametrize("name", FACTS)
def test_date_and_speakers(samples: Library, name: str) -> None:
    (transcript,) = (transcript for transcript in samples.transcripts if transcript.id == name)
    assert (transcript.date, {turn.speaker.name for turn in transcript.turns}) == (
        datetime.date.fromisoformat(FACTS[name][0]),
        FACTS[name][1],
    )


def test_every_sample_is_read_whole(samples: Library) -> None:
    assert samples.unreadable == ()
    assert {transcript.accounted for transcript in samples.transcripts} == {1.0}


def test_the_unlabelled_opening_is_the_foreign_ministers(samples: Library) -> None:
    (page,) = (transcript for transcript in samples.transcripts if transcript.id == "foreign-ministry-joint-press-conference")
    assert [(turn.speaker.name, turn.index) for turn in page.turns if turn.speaker.inferred] == [("Amara Okafor", 0)]
    assert page.turns[0].text.startswith("Good afternoon, and thank you")


def test_every_gold_quotation_lies_in_one_turn(samples: Library) -> None:
    texts = {transcript.id: [turn.text for turn in transcript.turns] for transcript in samples.transcripts}
    for file in sorted(SAMPLES.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            for quote in question.get("gold_quotes", []):
                assert sum(text.count(quote) for text in texts[question["transcript"]]) == 1, (question["id"], quote)
