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


MARKS = (
    st.sampled_from(["*A:\t", "*MOT:\t", "@Date:\t", "%mor:\t", "\t", "", "@Participants:\t", "*:", "@End", "\x151_20\x15", "\x15", "hello .", " ", ","])
    | XML_TEXT
)


@given(rows=st.lists(st.lists(MARKS, max_size=4).map("".join), max_size=20), end=st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=300, deadline=None)
def test_any_lines_of_chat_are_accounted_for_or_refused(rows: list[str], end: str) -> None:
    holds_the_law(end.join(["@UTF8", "@Begin", *rows]), "a.cha")


GRID = (
    st.sampled_from(
        ['"IntervalTier"', '"TextTier"', '"A"', '"words"', '"he ""said"""', '""', "0", "1", "2", "1.5", "<exists>", "<absent>", "! x", "xmin =", '"']
    )
    | XML_TEXT
)


@given(tokens=st.lists(GRID, max_size=30), between=st.sampled_from(["\n", " ", "\r\n"]))
@settings(max_examples=300, deadline=None)
def test_any_tokens_of_praat_are_accounted_for_or_refused(tokens: list[str], between: str) -> None:
    holds_the_law(
        between.join(['File type = "ooTextFile"', 'Object class = "TextGrid"', "0 2 <exists> 1", '"IntervalTier" "A" 0 2 2', "0 1", *tokens]), "a.TextGrid"
    )


TIMES = st.sampled_from(["0", "1s", "00:00:01", "x", "25f", "00:00:01:02", "9999999999h"])
SPAN = st.builds(lambda text, agent: f"<span ttm:agent='{agent}'>{text}</span>", XML_TEXT, st.sampled_from(["a", "b", ""]))
CAPTION = st.builds(
    lambda begin, end, rows: f"<p begin='{begin}' end='{end}'>{'<br/>'.join(rows)}</p>",
    TIMES,
    TIMES,
    st.lists(XML_TEXT | SPAN | st.just("&gt;&gt; BEN: so"), max_size=4),
)


@given(captions=st.lists(CAPTION | XML_TEXT, max_size=12), begin=TIMES)
@settings(max_examples=300, deadline=None)
def test_any_captions_of_ttml_are_accounted_for_or_refused(captions: list[str], begin: str) -> None:
    names = "<head><ttm:agent xml:id='a'><ttm:name>Ann</ttm:name></ttm:agent></head>"
    holds_the_law(f"<tt>{names}<body><div begin='{begin}'>{''.join(captions)}</div></body></tt>", "a.ttml")


def annotation(identifier: str, to: str, text: str) -> str:
    tag, place = ("REF_ANNOTATION", f"ANNOTATION_REF='{to}'") if to != "t" else ("ALIGNABLE_ANNOTATION", "TIME_SLOT_REF1='t1' TIME_SLOT_REF2='t2'")
    return f"<ANNOTATION><{tag} ANNOTATION_ID='{identifier}' {place}><ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></{tag}></ANNOTATION>"


ANNOTATION = st.builds(annotation, st.sampled_from("abcd"), st.sampled_from("abcdt"), XML_TEXT | st.just("so <!-- it --> is"))
TIER = st.builds(
    lambda name, above, rows: f"<TIER TIER_ID='{name}' PARENT_REF='{above}'>{''.join(rows)}</TIER>",
    st.sampled_from(["A", "A-text", "words", "ref@A", "gest", "text"]),
    st.sampled_from(["A", "words", "ref@A", ""]),
    st.lists(ANNOTATION | XML_TEXT, max_size=6),
)


@given(tiers=st.lists(TIER | XML_TEXT, max_size=6))
@settings(max_examples=300, deadline=None)
def test_any_tiers_of_elan_are_accounted_for_or_refused(tiers: list[str]) -> None:
    slots = "<TIME_ORDER><TIME_SLOT TIME_SLOT_ID='t1' TIME_VALUE='10'/><TIME_SLOT TIME_SLOT_ID='t2' TIME_VALUE='5'/></TIME_ORDER>"
    holds_the_law(f"<ANNOTATION_DOCUMENT>{slots}{''.join(tiers)}</ANNOTATION_DOCUMENT>", "a.eaf")


def holds_the_law(text: str, name: str) -> None:
    """Read whole, each turn with words and a place of its own in the file, or refused."""
    data = text.encode()
    try:
        reading = read_bytes(data, name)
    except ReadError:
        return
    assert reading.accounted == 1.0
    assert [turn.index for turn in reading.turns] == list(range(len(reading.turns)))
    for turn in reading.turns:
        assert turn.text.strip()
        assert turn.lines is not None
        assert 1 <= turn.lines[0] <= turn.lines[1]
        assert turn.bytes is not None
        assert 0 <= turn.bytes.start < turn.bytes.end <= len(data)
        assert turn.time is None or turn.time[1] is None or 0 <= turn.time[0] <= turn.time[1]
