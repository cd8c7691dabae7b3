"""An address in the app leads back to the very place it was made for, whatever the transcript is called."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.transcript import Place, Span
from ui.web.links import key, link, transcript_id

ANY_ID = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)
ADDRESS = re.compile(r"#turn=([A-Za-z0-9_~%-]*)\.(\d+)(?:\.(\d+)-(\d+))?\.([0-9a-f]{8})")


@given(ANY_ID, st.integers(0, 99999), st.integers(0, 500), st.integers(1, 500))
def test_a_link_can_be_taken_apart_again(id: str, turn: int, start: int, length: int) -> None:
    found = ADDRESS.fullmatch(link(Place(id, turn, Span(start, start + length)), "0123456789abcdef"))
    assert found
    assert (transcript_id(found[1]), int(found[2]), int(found[3]), int(found[4]), found[5]) == (id, turn, start, start + length, "01234567")


def test_a_whole_turn_has_no_span() -> None:
    assert link(Place("a.b/c d", 3), "f" * 64) == "#turn=a%2Eb%2Fc%20d.3.ffffffff"


@pytest.mark.parametrize("wrong", ["%", "%zz", "%ff", "%ED%A0", "\ud800", "a.b", ""])
def test_what_is_no_key_is_taken_calmly(wrong: str) -> None:
    assert isinstance(transcript_id(wrong), str)


def test_two_ids_never_share_a_key() -> None:
    ids = ["a.b", "a%2Eb", "a/b", "a%2Fb", "a b", "a+b", "a\ufffdb", "a\ud800b"]
    assert len({key(id) for id in ids}) == len(ids)
