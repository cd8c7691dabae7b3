"""What the reader is sent of a transcript: every turn, with offsets that hold, and nothing that a browser could trip over."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.transcript import Speaker, Transcript, Turn
from tests.ui.web_fakes import FakeEngine, hostile, long, press
from tests.ui.web_recordings import right_to_left, spoken
from ui.directions import direction
from ui.escape import visible
from ui.web.links import key
from ui.web.names import clock, count
from ui.web.pages import AT_ONCE, near, whole
from ui.web.reader import contents

ADA = Speaker("A", "A", "person")


def made(*turns: Turn) -> Transcript:
    return Transcript("t", "T", None, "0" * 64, "native/1", turns)


def test_a_transcript_is_sent_whole() -> None:
    sent = whole(press())
    assert sent["title"] == "Remarks by Ada Brook on the harbour wall"
    assert sent["about"] == ["26 January 2021", "5 turns", "press/2021.01.26 wall.json"]
    assert [(name, remarks, turns) for name, remarks, _, turns in sent["speakers"]] == [
        ("Ada Brook", ["inferred from the title"], 1),
        ("Question", ["role", "translated"], 1),
        ("Ada Brook", [], 1),
        ("Unnamed speaker", [], 1),
        ("نورا حداد", [], 1),
    ]
    assert sent["replies"] == {"2": 1}
    assert [turn[0] for turn in sent["turns"]] == [0, 1, 2, 3, 4]
    assert [turn[1] for turn in sent["turns"]] == [turn.text for turn in press().turns]
    assert (sent["key"], sent["sha"], sent["count"], sent["from"]) == (key(press().id), press().sha256[:8], 5, 0)
    assert (sent["media"], sent["timed"]) == (None, False)


def test_times_and_lines_are_sent_as_the_file_has_them_and_nothing_for_what_it_has_not() -> None:
    turns = (
        Turn(0, ADA, "a", time=(3661.9004, 3662.0)), Turn(1, ADA, "b"), Turn(2, ADA, "c", time=(65.0, None)), Turn(3, ADA, "d", lines=(4, 7)),
        Turn(4, ADA, "e", lines=(8, 8), time=(70.0, 71.0)),
    )  # fmt: skip
    sent = whole(made(*turns))
    assert [turn[2:] for turn in sent["turns"]] == [[[3661.9, 3662.0]], [], [[65.0]], [None, None, (4, 7)], [[70.0, 71.0], None, (8, 8)]]
    assert sent["timed"]


def test_times_within_a_turn_are_sent_where_there_is_a_recording() -> None:
    transcript = made(Turn(0, ADA, "a b", time=(1.0, 4.0), pieces=((0, 1.0), (2, 3.0))))
    assert whole(transcript)["turns"][0][2:] == [[1.0, 4.0]]
    assert whole(replace(transcript, media="t.mp3"))["turns"][0][2:] == [[1.0, 4.0], None, None, None, ((0, 1.0), (2, 3.0))]


def test_a_long_transcript_is_sent_in_part_first_and_the_part_says_what_the_whole_says() -> None:
    full = whole(long())
    for turn in (0, 60, 2511, 4999, 7000):
        part = near(long(), turn)
        first, end = part["from"], part["from"] + len(part["turns"])
        assert first <= min(turn, 4999) < end
        assert end - first <= 125
        assert part["turns"] == full["turns"][first:end]
        assert {name: part[name] for name in ("key", "sha", "title", "about", "speakers", "count", "sizes", "per", "timed")} == {
            name: full[name] for name in ("key", "sha", "title", "about", "speakers", "count", "sizes", "per", "timed")
        }
    assert len(json.dumps(near(long(), 2500))) < len(json.dumps(full)) / 20


def test_the_sizes_of_its_blocks_add_up() -> None:
    sent = whole(long(1010))
    assert len(sent["sizes"]) == -(-1010 // sent["per"])
    assert sum(sent["sizes"]) == sum(len(turn.text) for turn in long(1010).turns)


def test_a_short_transcript_is_whole_at_once() -> None:
    assert near(press(), 3) == whole(press())
    assert near(long(AT_ONCE), 7) == whole(long(AT_ONCE))


def test_a_recording_is_named_with_its_kind() -> None:
    assert whole(spoken())["media"] == ["audio", "hearing.wav"]
    assert whole(replace(spoken(), media="talks/a\u202eb.MP4"))["media"] == ["video", "talks/a⟨U+202E⟩b.MP4"]


def test_each_turn_says_which_way_it_runs() -> None:
    assert [turn[5] if len(turn) > 5 else None for turn in whole(right_to_left())["turns"]] == [1, 1, 1, 3, None, 1]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("", "ltr"),
        ("12:30", "ltr"),
        ("Ja, æøå", "ltr"),
        ("שלום", "rtl"),
        ("NATO وافق على الاتفاق", "rtl"),
        ("The word سلام means peace", "ltr"),
        ("می‌خواهم", "rtl"),
        ("日本語 سلام", "rtl"),
    ],
)
def test_a_text_runs_as_most_of_its_letters_do(text: str, way: str) -> None:
    assert direction(text) == way


def test_unseen_characters_keep_their_place_in_words_and_are_written_out_elsewhere() -> None:
    sent = whole(hostile())
    turn = next(turn for turn in sent["turns"] if "\u202e" in turn[1])
    assert turn[3][0] == (5, "U+202E")
    assert all(turn[1][offset] == chr(int(name[2:], 16)) for offset, name in turn[3])
    assert sent["title"] == visible(hostile().title)
    assert "\u202e" not in json.dumps([sent["title"], sent["about"], sent["speakers"]], ensure_ascii=False)


@given(st.lists(st.text(st.characters(codec=None, exclude_categories=()), max_size=20), max_size=5))
def test_any_words_can_be_sent_and_keep_their_length(texts: list[str]) -> None:
    sent = whole(made(*(Turn(at, ADA, text) for at, text in enumerate(texts))))
    back = json.loads(json.dumps(sent, ensure_ascii=False).encode("utf-8"))
    assert [len(turn[1]) for turn in back["turns"]] == [len(text) for text in texts]


def test_the_contents_name_every_transcript() -> None:
    assert contents(FakeEngine(press(), hostile()))["transcripts"] == [
        ["press%2F2021%2E01%2E26%20wall", "Remarks by Ada Brook on the harbour wall", "26 January 2021", "5 turns"],
        [key(hostile().id), visible(hostile().title), "undated", "10 turns"],
    ]


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (59.99, "0:59"), (600, "10:00"), (3600, "1:00:00"), (360000, "100:00:00")])
def test_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_counts_agree_with_their_noun() -> None:
    assert [count(n, "turn") for n in (0, 1, 2, 5000)] == ["0 turns", "1 turn", "2 turns", "5,000 turns"]
