"""Laws of reading XML: every text is said or skipped, in the order of the file, whatever the elements are called and however a file is damaged."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ReadError
from corpus.library import read_bytes

TAGS = ["u", "sp", "speaker", "seg", "note", "head", "p", "speech", "from", "heading", "question", "person", "persName", "w", "when", "pb", "choice", "reg"]
ROOTS = ["TEI", "akomaNtoso", "publicwhip", "tei:TEI"]
XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<&\ufffe\uffff"), max_size=12)
ATTRIBUTES = st.lists(
    st.sampled_from(['who="#A"', 'who="#AnnLee #Bo"', 'ana="#chair"', 'by="#x"', 'speakername="Ann Lee"', 'xml:id="A"', 'nospeaker="true"', 'join="right"'])
    | st.just('type="speaker"'),
    max_size=3,
    unique_by=lambda attribute: attribute.partition("=")[0],
)


def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def build(tag: str, attributes: list[str], children: list[str]) -> str:
        return f"<{' '.join([tag, *attributes])}>{''.join(children)}</{tag}>"

    return st.builds(build, st.sampled_from(TAGS), ATTRIBUTES, st.lists(inner, max_size=5))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(root=st.sampled_from(ROOTS), inner=st.lists(st.recursive(XML_TEXT, element, max_leaves=30), max_size=5), encoding=st.sampled_from(["utf-8", "utf-16"]))
@settings(max_examples=300, deadline=None)
def test_any_xml_is_accounted_for_or_refused(root: str, inner: list[str], encoding: str) -> None:
    data = f"<{root}>{''.join(inner)}</{root}>".encode(encoding)
    try:
        reading = read_bytes(data, "a.xml")
    except ReadError:
        return
    assert reading.accounted == 1.0
    starts = [turn.bytes.start for turn in reading.turns if turn.bytes]
    assert starts == sorted(set(starts))
    words = squeezed(re.sub("<[^>]*>", "", "".join(inner)))
    assert sorted(squeezed("".join([*(turn.text for turn in reading.turns), *(entry.text for entry in reading.skipped)]))) == sorted(words)


@given(data=st.binary(max_size=300), at=st.integers(0, 400), cut=st.booleans())
@settings(max_examples=300, deadline=None)
def test_damaged_xml_is_accounted_for_or_refused(data: bytes, at: int, cut: bool) -> None:
    whole = b'<?xml version="1.0"?><TEI><u who="#AnnLee"><seg>Now &amp; then</seg><note>x</note></u><u>So.</u></TEI>'
    try:
        reading = read_bytes(whole[:at] + data + (b"" if cut else whole[at:]), "a.xml")
    except ReadError:
        return
    assert reading.accounted == 1.0
