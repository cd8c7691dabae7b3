"""Laws of reading: nothing is lost, words stay in order, and no bytes make a reader fail in any other way than by saying so."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.dates import find_date
from corpus.decoding import clean, decode, lines
from corpus.errors import ReadError
from corpus.library import read_bytes
from corpus.speakers import is_collective, match_key, speaker

ANY_TEXT = st.text(st.characters(codec="utf-8"))
WORDS = st.lists(
    st.sampled_from(
        [
            "yes",
            "no",
            "the",
            "levy",
            "is",
            "310",
            "million",
            "—",
            "Mr.",
            "Osei’s",
            "gate:",
            "seven",
            "(Laughter.)",
            "I\xa0say",
            "so?",
            "“Well”",
            "été",
            "你好",
            "<laugh/>",
            "3.1",
        ]
    ),
    min_size=1,
    max_size=12,
)
LABELS = [
    "MS. PSAKI: ",
    "Q    ",
    "Question (translated): ",
    "Jane Doe: ",
    "Bob van der Roe: ",
    "",
    "",
    "(PERSON1) ",
    "[00:01:02] Ann Lee: ",
    "**Max Low:** ",
    "note: ",
    "A. ",
]
PARAGRAPHS = st.lists(st.tuples(st.sampled_from(LABELS), WORDS), min_size=1, max_size=25)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(paragraphs=PARAGRAPHS, joint=st.sampled_from(["\n\n", "\n", "\r\n\r\n", "\r", "\n \n\n"]))
@settings(max_examples=200, deadline=None)
def test_every_word_is_said_or_skipped_in_order(paragraphs: list[tuple[str, list[str]]], joint: str) -> None:
    source = joint.join(label + " ".join(words) for label, words in paragraphs)
    reading = read_bytes(source.encode(), "talk.txt")
    assert reading.accounted == 1.0
    pieces = [(turn.lines, squeezed(turn.text)) for turn in reading.turns] + [
        (entry.lines, squeezed(entry.text)) for entry in reading.skipped
    ]
    numbered = re.split(r"\r\n|\n|\r", source)
    skipped = {entry.lines[0] for entry in reading.skipped}
    for turn in reading.turns:
        assert turn.lines is not None
        first, last = turn.lines
        spoken = squeezed("".join(line for at, line in enumerate(numbered[first - 1 : last], start=first) if at not in skipped))
        assert spoken.endswith(squeezed(turn.text))
        label = spoken.removesuffix(squeezed(turn.text))
        assert squeezed(turn.speaker.label) in label or (turn.speaker.inferred or not turn.speaker.label)
        assert len(label) <= 60
    covered = {line for place, _ in pieces if place for line in range(place[0], place[1] + 1)}
    assert {at for at, line in enumerate(numbered, start=1) if line.strip()} <= covered


@given(paragraphs=PARAGRAPHS)
@settings(max_examples=100, deadline=None)
def test_line_ends_make_no_difference(paragraphs: list[tuple[str, list[str]]]) -> None:
    source = "\n\n".join(label + " ".join(words) for label, words in paragraphs)
    unix, windows = (read_bytes(source.replace("\n", end).encode(), "talk.txt") for end in ("\n", "\r\n"))
    assert [(turn.speaker, turn.text, turn.lines) for turn in unix.turns] == [
        (turn.speaker, turn.text, turn.lines) for turn in windows.turns
    ]


@given(data=st.binary(max_size=2_000), name=st.sampled_from(["a.txt", "a.md", "a.json", "a", "a.vtt"]))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        reading = read_bytes(data, name)
    except ReadError:
        return
    assert reading.accounted == 1.0
    assert reading.turns


@given(text=ANY_TEXT, name=st.sampled_from(["a.txt", "a.md", "a.json"]))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    test_any_bytes_are_read_or_refused.hypothesis.inner_test(text.encode(), name)  # type: ignore[attr-defined]


@given(turns=st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=1, max_size=20), indent=st.sampled_from([None, 1]), ascii_only=st.booleans())
@settings(max_examples=200, deadline=None)
def test_native_gives_back_every_text_from_its_place(turns: list[tuple[str, str]], indent: int | None, ascii_only: bool) -> None:
    document = {"turns": [{"speaker": label, "text": text} for label, text in turns]}
    data = json.dumps(document, indent=indent, ensure_ascii=ascii_only).encode()
    reading = read_bytes(data, "talk.json")
    assert [turn.text for turn in reading.turns] == [text for _, text in turns]
    assert [turn.speaker.label for turn in reading.turns] == [label.strip() for label, _ in turns]
    for turn in reading.turns:
        assert turn.bytes is not None
        assert json.loads(data[turn.bytes.start : turn.bytes.end])["text"] == turn.text


@given(text=ANY_TEXT, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
@settings(max_examples=200, deadline=None)
def test_lines_tile_the_file(text: str, encoding: str) -> None:
    data = text.removeprefix("\ufeff").encode(encoding)
    try:
        decoded = decode(data, "f")
    except ReadError:
        return
    at = decoded.mark
    for line in lines(decoded):
        assert data[at : line.bytes.start].decode(decoded.encoding) in {"", "\n", "\r\n", "\r"}
        assert data[line.bytes.start : line.bytes.end].decode(decoded.encoding) == line.text
        at = line.bytes.end
    assert data[at:].decode(decoded.encoding) in {"", "\n", "\r\n", "\r"}


@given(label=ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_any_label_is_a_speaker(label: str) -> None:
    found = speaker(label)
    assert found.label == label.strip()
    assert re.sub("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", squeezed(found.name + found.note)) == re.sub(
        "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", squeezed(found.label)
    )
    assert is_collective(found) in {True, False}
    assert match_key(match_key(found.name)) == match_key(found.name) or "(" in label or "," in label
    assert clean(clean(label)) == clean(label)


@given(text=ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_dates_are_found_or_not(text: str) -> None:
    assert find_date(text + " 2021-01-26") is not None or any(character.isdigit() for character in text)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("pump", ["A", "Ab ", "Ab. ", "Q ", "(", "[1:", "**", "O'", "a-", "、", "你", "1:01:", "MR. ", "The council "])
def test_long_lines_take_no_time(pump: str) -> None:
    reading = read_bytes((pump * (5_000_000 // len(pump.encode()))).encode() + b": x\n", "talk.txt")
    assert reading.accounted == 1.0
