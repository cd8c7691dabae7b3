"""When and where something was said: by date, by a date counted from the newest transcript, by a transcript's name."""

from __future__ import annotations

import datetime

import pytest

from rag.cast import Cast
from rag.limits import dates_in_words, limits_in
from rag.occasions import Programme, occasions
from rag.question import understand
from rag.when import when_said
from tests.rag.made_record import transcript

NEWEST = datetime.date(2024, 5, 16)  # a Thursday
SAID = len("What did Lee say")


def days(since: str | None, until: str | None) -> tuple[datetime.date | None, datetime.date | None]:
    first, last = (datetime.date.fromisoformat(text) if text else None for text in (since, until))
    return first, last


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("yesterday", "2024-05-15", "2024-05-15"),
        ("today", "2024-05-16", "2024-05-16"),
        ("this week", "2024-05-13", "2024-05-19"),
        ("last week", "2024-05-06", "2024-05-12"),
        ("this month", "2024-05-01", "2024-05-31"),
        ("last month", "2024-04-01", "2024-04-30"),
        ("this year", "2024-01-01", "2024-12-31"),
        ("last year", "2023-01-01", "2023-12-31"),
        ("since last month", "2024-04-01", None),
        ("before this year", None, "2023-12-31"),
        ("in the last two weeks", "2024-05-02", "2024-05-16"),
        ("over the past 10 days", "2024-05-06", "2024-05-16"),
        ("in March", "2024-03-01", "2024-03-31"),
        ("in May", "2024-05-01", "2024-05-31"),
        ("in December", "2023-12-01", "2023-12-31"),
        ("since February", "2024-02-01", None),
        ("until the end of 2023", None, "2023-12-31"),
        ("since the beginning of 2024", "2024-01-01", None),
        ("in 2021", "2021-01-01", "2021-12-31"),
    ],
)
def test_dates_are_counted_from_the_newest_transcript(words: str, since: str | None, until: str | None) -> None:
    found = when_said(f"What did Lee say {words} about fish?", SAID, NEWEST)
    assert found is not None
    assert ((found.since, found.until), found.is_sure) == (days(since, until), True)


@pytest.mark.parametrize(
    "words", ["about last week's rain", "in the end", "in march order", "may it rain", "in 2022 and 2024", "in May's rain", "about the last two weeks"]
)
def test_other_words_set_no_date(words: str) -> None:
    assert when_said(f"What did Lee say {words}?", SAID, NEWEST) is None


@pytest.mark.parametrize("words", ["yesterday", "last year", "in March"])
def test_without_a_dated_transcript_yesterday_means_nothing(words: str) -> None:
    assert when_said(f"What did Lee say {words}?", SAID, None) is None


@pytest.mark.parametrize(
    ("since", "until", "text"),
    [
        ("2022-01-01", "2022-12-31", "2022"),
        ("2021-03-01", "2021-03-31", "March 2021"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2023-12-01", "2023-12-31", "December 2023"),
        ("2024-05-15", "2024-05-15", "15 May 2024"),
        ("2022-06-01", "2023-03-31", "1 June 2022 to 31 March 2023"),
        ("2023-10-10", None, "since 10 October 2023"),
        (None, "2023-12-31", "until 31 December 2023"),
    ],
)
def test_dates_are_shown_as_people_say_them(since: str | None, until: str | None, text: str) -> None:
    assert dates_in_words(*days(since, until)) == text


COUNCIL_22 = transcript("council/2022-06-08", "2022-06-08", ("Ann Lee", "Not one crown."), title="City council: regular meeting")
COUNCIL_24 = transcript("council/2024-04-17", "2024-04-17", ("Ann Lee", "Four crowns."), ("Bo Ray", "Three."), title="City council: regular meeting")
FLOOD = transcript("flood-2023", "2023-02-19", ("Ann Lee", "It is wet."), ("Q", "How wet?"), title="Press briefing on the flooding of the quays")
SHOW = transcript("low-water-41", "2024-01-20", ("Bo Ray", "Hello."), title="Low Water, episode 41: Close the Bicycle")
LECTURE = transcript("tides", None, ("Cy Doe", "It has one hand."), title="A lecture on tidal clocks")
LIBRARY = (COUNCIL_22, COUNCIL_24, FLOOD, SHOW, LECTURE)
CAST = Cast(LIBRARY)


@pytest.mark.parametrize(
    ("text", "how", "words", "id"),
    [
        ("What was said in the April 2024 council meeting?", "in", "in the April 2024 council meeting", "council/2024-04-17"),
        ("What was said at the council meeting of June 2022 about x?", "at", "at the council meeting of June 2022", "council/2022-06-08"),
        ("Since the flood briefing, what was said?", "since", "Since the flood briefing", "flood-2023"),
        ("Who spoke in episode 41?", "in", "in episode 41", "low-water-41"),
        ("What was said in flood-2023 about x?", "in", "in flood-2023", "flood-2023"),
        ("What did Doe say in the lecture on tidal clocks about hands?", "in", "in the lecture on tidal clocks", "tides"),
    ],
)
def test_a_transcript_is_named_by_words_that_fit_it_alone(text: str, how: str, words: str, id: str) -> None:
    found = next(occasions(text, Programme(LIBRARY)))
    assert (found.transcript.id, found.how, text[slice(*found.at)]) == (id, how, words)


@pytest.mark.parametrize(
    "text",
    [
        "What was said in the council meeting?",  # which of two
        "What was said in the meeting?",
        "What was said in the harbour meeting?",
        "What was said in episode 42?",
        "What was said in the flood?",
        "What was said about the flood briefing?",
        "in",
        "",
    ],
)
def test_other_words_name_no_transcript(text: str) -> None:
    assert list(occasions(text, Programme(LIBRARY))) == []


@pytest.mark.parametrize(
    ("question", "transcripts", "since", "until"),
    [
        ("What did Lee say in the flood briefing?", {"flood-2023"}, None, None),
        ("What did Lee say about the levy in the flood briefing?", {"flood-2023"}, None, None),
        ("What did Ray say about Lee's words in the flood briefing?", set(), None, None),  # he was not there
        ("What has Lee said since the flood briefing?", set(), "2023-02-19", None),
        ("What did Lee say after the flood briefing?", set(), "2023-02-20", None),
        ("What did Lee say before the flood briefing?", set(), None, "2023-02-18"),
        ("What did Lee say about what Ray said in 2024?", set(), None, None),  # it was he who said it then
        ("What was decided in the April 2024 council meeting?", {"council/2024-04-17"}, None, None),
        ("Who mocked the flood briefing?", set(), None, None),
        ("Who laughed in the flood briefing?", set(), None, None),
        ("What was said in 2023 about the quays?", set(), "2023-01-01", "2023-12-31"),
        ("What was said about the quays in 2019?", set(), None, None),  # nothing was: it may be the quays of then
        ("What was said in 2019 about the quays?", set(), "2019-01-01", "2019-12-31"),  # an honest nothing
        ("What did the insurers say in 2023?", set(), None, None),  # it is not they who speak here
    ],
)
def test_a_limit_holds_where_it_says_when_or_where_they_spoke(question: str, transcripts: set[str], since: str | None, until: str | None) -> None:
    scope = understand(question, (), CAST).scope
    assert set(scope.transcripts) == transcripts
    assert (scope.since, scope.until) == days(since, until)


def test_a_transcript_and_a_date_are_both_limits_and_a_day_within_a_name_is_not_one_twice() -> None:
    assert [limit.kind for limit in limits_in("What did Lee say in the April 2024 council meeting?", SAID, CAST)] == ["transcript"]
    both = limits_in("In 2022, what did Lee say in the flood briefing?", 0, CAST)
    assert [(limit.kind, limit.value) for limit in both] == [("transcript", FLOOD.title), ("dates", "2022")]
