"""Passages: none over the limit, none of the words lost, every place a cut of the record."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.passages import KINDS, SHORTEST_TURN, Kind, Passage, is_question, passages, words
from corpus.transcript import NOBODY, Place, Span, Speaker, Transcript, Turn, cut

ADA, JON = Speaker("Ada Brook", "Ada Brook", "person"), Speaker("Jon Vale", "Jon Vale", "person")
ASKER = Speaker("Question", "Question", "role")
COUNTS: dict[str, Callable[[str], int]] = {
    "words": lambda text: len(text.split()),
    "words and markers": lambda text: len(text.split()) + 2,
    "bytes, as a byte-level tokenizer counts emoji": lambda text: len(text.encode()) + 2,
    "letters, as a Hangul syllable falls apart": lambda text: sum(3 if "가" <= c <= "힣" else 1 for c in text if c != " ") + 2,
}

_word = st.sampled_from(["so", "the", "harbour", "Mr.", "wall.", "Who?", "회의를", "😀😀", "x" * 70, "“no”", "\n", "。"])
_text = st.lists(_word, max_size=60).map(" ".join)
_turns = st.lists(st.tuples(st.sampled_from([ADA, JON, ASKER, NOBODY, Speaker("N" * 90, "N" * 90, "person")]), _text), max_size=8)


def made(*turns: tuple[Speaker, str]) -> Transcript:
    return Transcript("t", "t", None, "", "plain/5", tuple(Turn(i, who, text) for i, (who, text) in enumerate(turns)))


def of_kind(kind: Kind, found: list[Passage]) -> list[Passage]:
    return [passage for passage in found if passage.kind == kind]


def visible(transcript: Transcript, turn: Turn) -> set[int]:
    return {at for at, character in enumerate(turn.text) if not character.isspace()}


def covered(found: list[Passage], turn: int) -> set[int]:
    return {at for p in found for place in p.places if place.turn == turn for at in range(place.span.start, place.span.end)}


def is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in part)


@pytest.mark.parametrize("count", COUNTS.values(), ids=COUNTS.keys())
@settings(max_examples=40, deadline=None)
@given(turns=_turns, limit=st.integers(16, 80))
def test_no_passage_is_over_the_limit_and_no_word_is_in_none(
    count: Callable[[str], int], turns: list[tuple[Speaker, str]], limit: int
) -> None:
    transcript = made(*turns)
    found = list(passages(transcript, count, limit))
    assert all(count(passage.text) <= limit for passage in found)
    for turn in transcript.turns:
        assert visible(transcript, turn) <= covered(of_kind("window", found), turn.index)
        if len(turn.text.split()) >= SHORTEST_TURN:
            assert visible(transcript, turn) <= covered(of_kind("turn", found), turn.index)


@settings(max_examples=60, deadline=None)
@given(turns=_turns, limit=st.integers(16, 80))
def test_every_text_is_cut_from_its_places(turns: list[tuple[Speaker, str]], limit: int) -> None:
    transcript = made(*turns)
    for passage in passages(transcript, COUNTS["words"], limit):
        parts = [cut(transcript, place) for place in passage.places]
        assert all(part.strip() for part in parts)
        if passage.kind == "window":
            assert is_subsequence("".join("".join(parts).split()), "".join(passage.text.split()))
        else:
            assert passage.text == "\n".join(parts)


@settings(max_examples=60, deadline=None)
@given(turns=_turns, limit=st.integers(16, 80))
def test_places_are_one_run_of_turns_that_say_something(turns: list[tuple[Speaker, str]], limit: int) -> None:
    transcript = made(*turns)
    spoken = [turn.index for turn in transcript.turns if turn.text.strip()]
    found = list(passages(transcript, COUNTS["words"], limit))
    for passage in found:
        at = [spoken.index(place.turn) for place in passage.places]
        assert at == list(range(at[0], at[0] + len(at)))
        for place in passage.places[1:-1]:
            assert cut(transcript, place) == transcript.turns[place.turn].text.strip()
    order = [KINDS.index(passage.kind) for passage in found]
    assert order == sorted(order)


@settings(max_examples=60, deadline=None)
@given(turns=_turns, limit=st.integers(16, 80))
def test_an_exchange_is_a_question_and_another_speakers_reply(turns: list[tuple[Speaker, str]], limit: int) -> None:
    transcript = made(*turns)
    for passage in of_kind("exchange", list(passages(transcript, COUNTS["words"], limit))):
        question, reply = (transcript.turns[place.turn] for place in passage.places)
        asked, said = passage.places
        assert is_question(question)
        assert not is_question(reply)
        assert question.speaker != reply.speaker
        assert question.text[asked.span.end :].strip() == ""
        assert reply.text[: said.span.start].strip() == ""


def test_a_small_meeting_gives_exactly_these_passages() -> None:
    asking, replying = "Good morning to all. Who pays for it?", "The ministry pays two thirds. We find the rest."
    transcript = made((ASKER, asking), (ADA, replying), (JON, "Thank you."))
    asked, reply, thanks = (turn.text for turn in transcript.turns)
    assert list(passages(transcript, COUNTS["words"], 60)) == [
        Passage("turn", (Place("t", 0, Span(0, 37)),), asked),
        Passage("turn", (Place("t", 1, Span(0, 47)),), reply),
        Passage("sentence", (Place("t", 0, Span(0, 20)),), "Good morning to all."),
        Passage("sentence", (Place("t", 0, Span(21, 37)),), "Who pays for it?"),
        Passage("sentence", (Place("t", 1, Span(0, 29)),), "The ministry pays two thirds."),
        Passage("sentence", (Place("t", 1, Span(30, 47)),), "We find the rest."),
        Passage(
            "window",
            (Place("t", 0, Span(0, 37)), Place("t", 1, Span(0, 47)), Place("t", 2, Span(0, 10))),
            f"Question: {asked}\nAda Brook: {reply}\nJon Vale: {thanks}",
        ),
        Passage("exchange", (Place("t", 0, Span(0, 37)), Place("t", 1, Span(0, 47))), f"{asked}\n{reply}"),
    ]


def test_an_exchange_keeps_the_end_of_a_long_question_and_the_beginning_of_a_long_reply() -> None:
    asked = "I listened to all of this with care. " * 5 + "Who pays for the wall?"
    reply = "The ministry pays for it. " + "There is more to be said on that. " * 10
    (passage,) = of_kind("exchange", list(passages(made((ADA, asked), (JON, reply)), COUNTS["words"], 24)))
    # Four tenths of 24 words are 9: the last sentence and no more; the reply has the rest, 24 - 5 = 19 words: 5 + 8, and no 8 more.
    assert passage.text == "Who pays for the wall?\nThe ministry pays for it. There is more to be said on that."


@pytest.mark.parametrize("turns", [(), ((ADA, ""),), ((ADA, "  \n "), (JON, ""))], ids=["no turns", "one empty turn", "white space"])
def test_nothing_said_gives_no_passages(turns: tuple[tuple[Speaker, str], ...]) -> None:
    assert list(passages(made(*turns), COUNTS["words"], 60)) == []


def test_a_short_turn_alone_is_a_window_and_nothing_else() -> None:
    found = list(passages(made((ADA, "Mm-hmm.")), COUNTS["words"], 60))
    assert found == [Passage("window", (Place("t", 0, Span(0, 7)),), "Ada Brook: Mm-hmm.")]


def test_one_huge_sentence_is_cut_between_words() -> None:
    text = " ".join(f"word{i}" for i in range(5_000))
    found = of_kind("turn", list(passages(made((ADA, text)), COUNTS["words and markers"], 50)))
    assert [word for passage in found for word in passage.text.split()] == text.split()
    assert all(passage.text == passage.text.strip() for passage in found)
    assert max(words(passage.text) for passage in found) <= 48


def test_one_huge_word_is_cut_somewhere() -> None:
    text = "x" * 3_000
    found = of_kind("window", list(passages(made((ADA, text)), COUNTS["bytes, as a byte-level tokenizer counts emoji"], 100)))
    assert "".join(passage.text.removeprefix("Ada Brook: ") for passage in found) == text


def test_a_short_turn_that_ends_a_window_begins_the_next() -> None:
    turns = [(ADA if i % 2 else JON, " ".join(f"w{i}x{j}" for j in range(30))) for i in range(8)]
    found = of_kind("window", list(passages(made(*turns), COUNTS["words"], 1_000)))
    assert [[place.turn for place in passage.places] for passage in found] == [[0, 1, 2, 3], [3, 4, 5, 6], [6, 7]]
    assert all(one.places[-1] == next.places[0] for one, next in pairwise(found))


@pytest.mark.parametrize(
    ("speaker", "text", "asks"),
    [
        (ADA, "Who pays?", True),
        (ADA, "Did he say “who pays?”", True),
        (ADA, "誰が払う？", True),
        (ADA, "Who pays? Nobody.", False),
        (ASKER, "Thank you. Just on the wall.", True),
        (Speaker("Q", "Q", "role"), "And the fees", True),
        (Speaker("Reporter 2", "Reporter 2", "role"), "Good morning", True),
        (Speaker("Q", "Q", "person"), "My name is Q.", False),
        (ADA, "", False),
    ],
)
def test_what_counts_as_a_question(speaker: Speaker, text: str, asks: bool) -> None:
    assert is_question(Turn(0, speaker, text)) is asks
