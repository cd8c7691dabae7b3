"""What the reader pane is sent: every turn, with offsets that hold, and nothing that a browser could trip over."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.transcript import Speaker, Transcript, Turn
from tests.ui.web_fakes import FakeEngine, hostile, press
from ui.escape import visible
from ui.web.links import key
from ui.web.names import clock, count
from ui.web.reader import LONGEST_KEY, as_json, contents, page


def test_a_transcript_is_sent_whole() -> None:
    sent = as_json(press())
    assert sent["title"] == "Remarks by Ada Brook on the harbour wall"
    assert sent["about"] == ["26 January 2021", "5 turns", "press/2021.01.26 wall.json"]
    assert [speaker[:2] for speaker in sent["speakers"]] == [
        ["Ada Brook", ["inferred from the title"]],
        ["Question", ["role", "translated"]],
        ["Ada Brook", []],
        ["Unnamed speaker", []],
        ["نورا حداد", []],
    ]
    assert sent["replies"] == {"2": 1}
    assert [turn[0] for turn in sent["turns"]] == [0, 1, 2, 3, 4]
    assert [turn[1] for turn in sent["turns"]] == [turn.text for turn in press().turns]
    assert (sent["key"], sent["sha"]) == (key(press().id), press().sha256[:8])


def test_times_are_shown_where_the_file_has_them_only() -> None:
    who = Speaker("A", "A", "person")
    turns = (Turn(0, who, "a", time=(3661.9, 3662.0)), Turn(1, who, "b"), Turn(2, who, "c", time=(65.0, None)))
    sent = as_json(Transcript("t", "T", None, "0" * 64, "native/1", turns))
    assert [turn[2] for turn in sent["turns"]] == ["1:01:01", None, "1:05"]


def test_unseen_characters_keep_their_place_in_words_and_are_written_out_elsewhere() -> None:
    sent = as_json(hostile())
    turn = next(turn for turn in sent["turns"] if "\u202e" in turn[1])
    assert turn[3][0] == (5, "U+202E")
    assert all(turn[1][offset] == chr(int(name[2:], 16)) for offset, name in turn[3])
    assert sent["title"] == visible(hostile().title)
    assert "\u202e" not in json.dumps([sent["title"], sent["about"], sent["speakers"]], ensure_ascii=False)


@given(st.lists(st.text(st.characters(codec=None, exclude_categories=()), max_size=20), max_size=5))
def test_any_words_can_be_sent_and_keep_their_length(texts: list[str]) -> None:
    who = Speaker("A", "A", "person")
    sent = as_json(Transcript("t", "T", None, "0" * 64, "native/1", tuple(Turn(at, who, text) for at, text in enumerate(texts))))
    back = json.loads(json.dumps(sent, ensure_ascii=False).encode("utf-8"))
    assert [len(turn[1]) for turn in back["turns"]] == [len(text) for text in texts]


def test_a_page_is_found_by_its_key() -> None:
    engine = FakeEngine(press(), hostile())
    for transcript in engine.transcripts:
        assert page(engine, key(transcript.id)) == as_json(transcript)


@pytest.mark.parametrize("asked", [None, 3, ["x"], {"a": 1}, "x" * (LONGEST_KEY + 1), "", "nowhere", "%ff", "../../etc/passwd", "\ud800"])
def test_anything_else_gets_a_sentence(asked: object) -> None:
    assert list(page(FakeEngine(press()), asked)) == ["error"]


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
