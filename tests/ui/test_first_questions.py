"""What somebody is offered who has not asked anything yet: the library's own names and words."""

from __future__ import annotations

import datetime

from corpus.transcript import Speaker
from tests.ui.web_fakes import extremes, person, press, transcript
from ui.first_questions import MOST, first_questions


def said(id: str, day: int, name: str, topic: str, times: int = 4, speaker: Speaker | None = None) -> object:
    who = speaker or person(name)
    lines = [(who, f"We spoke of {topic} again, and of nothing else."), (person("Piet Hain"), "And then?")] * times
    return transcript(id, id, datetime.date(2024, 1, day), lines)


def test_who_speaks_most_is_asked_about_what_they_name_newest_first() -> None:
    made = [said("a", 1, "Ada Brook", "Skerry Point"), said("b", 3, "Chen Li", "Kalvia")]
    assert first_questions(made) == ("What did Chen Li say about Kalvia?", "What did Ada Brook say about Skerry Point?")  # type: ignore[arg-type]


def test_each_person_is_asked_about_once_and_there_are_only_some_questions() -> None:
    made = [said(str(at), at + 1, f"Speaker {'ABCDE'[at % 5]}", f"Place{'abcdefghij'[at]}") for at in range(10)]
    questions = first_questions(made)  # type: ignore[arg-type]
    assert len(questions) == MOST == len({question.partition(" say ")[0] for question in questions})


def test_what_all_transcripts_name_is_less_of_a_topic_than_what_one_does() -> None:
    lines = [(person("Ada Brook"), "They asked about Estmark once more. They asked about Kalvia too.")] * 4
    others = [said(f"o{at}", at + 2, "Piet Hain", "Estmark") for at in range(4)]
    questions = first_questions([transcript("a", "a", datetime.date(2024, 2, 1), lines), *others])  # type: ignore[list-item]
    assert questions[0] == "What did Ada Brook say about Kalvia?"


def test_nobody_is_asked_about_who_is_not_named_or_is_only_guessed_or_is_many() -> None:
    roles = [Speaker("Q", "Q", "role"), Speaker("", "", "unknown"), person("Ada Brook", inferred=True)]
    assert first_questions([said(str(at), 1, "", "Kalvia", 1, role) for at, role in enumerate(roles)]) == ()  # type: ignore[misc]


def test_a_library_without_topics_is_offered_nothing() -> None:
    assert first_questions(()) == ()
    assert first_questions((press(), *extremes())) == ()
