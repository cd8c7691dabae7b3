"""Word documents: what is said in them and by whom, what is left out, and what is refused."""

from __future__ import annotations

import io
import random
import zipfile
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import packages
from corpus.errors import EncodingError, FormatError, ReadError
from corpus.library import read_bytes
from corpus.readers import Reading, Source
from corpus.readers.registry import choose
from tests.corpus import made_docx as made
from tests.corpus.made_docx import b, docx, p, r, table, zipped


def read(data: bytes) -> Reading:
    reading = read_bytes(data, "talk.docx")
    assert reading.accounted == 1.0
    return reading


def said(data: bytes) -> list[tuple[str, str]]:
    return [(turn.speaker.label, turn.text) for turn in read(data).turns]


def timed(data: bytes) -> list[tuple[str, str, float | None]]:
    return [(turn.speaker.label, turn.text, turn.time[0] if turn.time else None) for turn in read(data).turns]


def skipped(data: bytes) -> dict[str, str]:
    return {entry.text: entry.why for entry in read(data).skipped}


def test_teams() -> None:
    reading = read(made.TEAMS)
    assert timed(made.TEAMS) == [
        ("Mara Oduya", "Good morning, everyone. Shall we begin?", 3.0),
        ("Hain, Piet", "Please.", 8.0),
        ("Mara Oduya", "Then: the seventh gate.", 3729.0),
        ("Hain, Piet", "It leaks.", 3735.0),
    ]
    assert (reading.title, str(reading.date)) == ("Gates and Tides-20230405_090000-Meeting Recording", "2023-04-05")
    assert {entry.why for entry in reading.skipped} == {"heading", "remark of the program"}


def test_captions_of_older_teams_are_joined_by_speaker() -> None:
    assert timed(made.OLD_TEAMS) == [
        ("Mara Oduya", "Good morning. Shall we begin?", 0.0),
        ("Piet Hain (Guest)", "Please.", 6.0),
        ("Mara Oduya", "Then let us.", 7.5),
    ]


def test_otter() -> None:
    assert timed(made.OTTER) == [
        ("Mara Oduya", "Good morning. It is the salt.", 0.0),
        ("Piet Hain", "It always is.", 8.0),
        ("Mara Oduya", "So it is.", 12.0),
    ]
    assert skipped(made.OTTER)["Transcribed by https://otter.example"] == "remark of the program"


def test_a_time_before_a_name_on_a_line_of_their_own() -> None:
    assert timed(made.DICTATED) == [("Speaker 1", "Is it on?", 3.0), ("Speaker 2", "It is.", 5.0), ("Speaker 1", "Oh.", 9.0)]


def test_a_style_for_speakers() -> None:
    assert said(made.STYLED) == [("Mara", "Is it on?"), ("Piet", "It is."), ("Mara", "Oh.")]


def test_a_table_whose_speakers_stand_behind_the_words() -> None:
    assert timed(made.SHEET) == [
        ("Interviewer", "You kept the gates?", 2.0),
        ("Mara Oduya", "For thirty years.\nAnd one.", 5.0),
        ("Interviewer", "Why stop?", 9.0),
        ("Mara Oduya", "My knees.", 12.0),
    ]
    assert read(made.SHEET).turns[1].lines == (8, 11)


def test_minutes_with_changes_hidden_words_links_and_notes() -> None:
    assert said(made.MINUTES) == [
        ("Mara Oduya", "We are nearly complete. The agenda is here.\nWe begin with the gates, then the tides."),
        ("Piet Hain", "Seven of nine leak."),
        ("Mara Oduya", "Noted."),
    ]
    assert skipped(made.MINUTES) == {
        "Board of Gates\n7 June 2022": "heading",
        "1. Opening 1": "table of contents",
        "1. Opening": "heading",
        "Piet is late.": "deleted (tracked change)",
        "secret": "hidden text",
        "2. Gates": "heading",
        "do not": "struck through",
        "Board of Gates, confidential": "header of the page",
        "Page 1": "footer of the page",
        "As tabled.": "footnote",
    }
    reading = read(made.MINUTES)
    assert (reading.title, str(reading.date)) == ("Board of Gates", "2022-06-07")
    assert "holds tracked changes, read as accepted: 1 inserted, 1 deleted" in reading.notes


def test_lines_are_numbers_of_paragraphs() -> None:
    turns = read(made.MINUTES).turns
    assert [(turn.lines, turn.bytes) for turn in turns] == [((5, 6), None), ((8, 8), None), ((9, 9), None)]


def test_the_day_a_document_was_made_is_not_taken_for_the_day_of_the_talk() -> None:
    data = docx(*(p(b(f"{name}: "), r("So.")) for name in ("Ann", "Bob", "Ann")), core="<dcterms:created>2013-12-23T23:15:00Z</dcterms:created>")
    reading = read(data)
    assert reading.date is None
    assert "the document was made on 2013-12-23, which is not taken for the day of the talk" in reading.notes


def test_the_title_of_the_properties_is_the_last_resort() -> None:
    talk = [p(b(f"{name}: "), r("So.")) for name in ("Ann", "Bob", "Ann")]
    assert read(docx(*talk, core="<dc:title>Of gates, 3 May 2022</dc:title>")).title == "Of gates, 3 May 2022"
    assert read(docx(*talk, core="<dc:title>Of gates</dc:title>")).title == "Of gates"
    assert read(docx(*talk)).title == "Talk"


def test_bold_is_what_style_and_run_make_of_it() -> None:
    data = docx(*(p(r(f"{name} "), r("So it is.", '<w:b w:val="0"/>'), style="Fett") for name in ("Ann Lee", "Bob Ray", "Ann Lee", "Bob Ray")))
    assert said(data) == [("Ann Lee", "So it is."), ("Bob Ray", "So it is."), ("Ann Lee", "So it is."), ("Bob Ray", "So it is.")]


def test_a_hidden_style_hides_and_a_run_may_show() -> None:
    talk = [p(b(f"{name}: "), r("So.")) for name in ("Ann", "Bob", "Ann")]
    data = docx(*talk, p("Never.", style="Secret"), p(r("Yes.", '<w:vanish w:val="false"/>'), style="Secret"))
    assert said(data)[-1] == ("Ann", "So.\nYes.")
    assert skipped(data)["Never."] == "hidden text"


def test_a_box_is_beside_the_text_and_its_copy_for_older_programs_is_no_more_text() -> None:
    box = f"<w:txbxContent>{p('Pull me.')}</w:txbxContent>"
    choice = f'<mc:AlternateContent xmlns:mc="m"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    data = docx(p(b("Ann: "), r("So.")), p(b("Bob: "), r("No."), f"<w:r>{choice}</w:r>"), p(b("Ann: "), r("Yes.")))
    assert said(data) == [("Ann", "So."), ("Bob", "No."), ("Ann", "Yes.")]
    assert [(entry.text, entry.why) for entry in read(data).skipped] == [("Pull me.", "text box")]


def test_an_agenda_is_no_list_of_speakers() -> None:
    data = docx(p("09:00 Opening"), p("09:30 Gates"), p("10:00 Coffee"), p("Everybody is welcome, and there will be cake for all who come in time."))
    assert {label for label, _ in said(data)} == {""}


def test_a_table_of_figures_is_no_list_of_speakers() -> None:
    rows = [("Gate", "State"), ("First", "It holds."), ("Second", "It leaks."), ("Third", "It is gone, and nobody knows where it went.")]
    assert {label for label, _ in said(docx(p("The state of the gates, as reported by the keeper of all of them."), table(*rows)))} == {""}


def test_a_strict_document_reads_like_a_transitional_one() -> None:
    with zipfile.ZipFile(io.BytesIO(made.MINUTES)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strict = {
        name: data.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, data in parts.items()
    }
    assert said(zipped(strict)) == said(made.MINUTES)


@pytest.mark.parametrize("name", ["a.docx", "a.zip", "a", "a.txt"])
def test_a_document_is_known_by_what_it_holds(name: str) -> None:
    assert choose(Source(name, made.TEAMS)).name == "docx/3"


def refusal(data: bytes) -> str:
    with pytest.raises(FormatError) as refused:
        read_bytes(data, "a.docx")
    assert str(refused.value).startswith("a.docx: ")
    return str(refused.value)


def test_what_is_no_word_document_is_named() -> None:
    with pytest.raises(EncodingError, match="a zip archive or an Office document"):
        read_bytes(zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"}), "a.xlsx")
    assert "no complete Word document" in refusal(b"PK\x03\x04" + b"x" * 100)
    assert "no complete Word document (word/document.xml)" in refusal(zipped({"[Content_Types].xml": b"<Types/>", "word/x.xml": b"<a/>"}))
    with pytest.raises(EncodingError, match="password"):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "a.docx")


def body(document: bytes, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document}, kind)


BOMBS = {
    "a bomb of spaces": (body(b"<a>" + b" " * 40_000_000 + b"</a>"), "beyond all measure"),
    "declared": (body(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "declares a document type"),
    "declared in UTF-16": (body("\ufeff<!DOCTYPE a><a/>".encode("utf-16-le")), "declares a document type"),
    "cut off": (body(b"<a><b>"), "is damaged"),
    "deep": (body(b"<a>" * 100_000), "beyond all measure"),
    "stored oddly": (body(b"<a/>", zipfile.ZIP_BZIP2), "encrypted or packed"),
    "no words": (docx(p(r(" "))), "no words"),
    "only a header": (docx(header=p("Ann: hello.")), "no words"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_hostile_documents_are_refused_in_one_line(name: str) -> None:
    data, words = BOMBS[name]
    assert words in refusal(data)


def test_more_parts_than_any_document_has() -> None:
    assert "more parts" in refusal(zipped({"word/document.xml": b"<a/>", "[Content_Types].xml": b"", **{f"word/{n}": b"" for n in range(packages.MOST_PARTS)}}))


def test_two_parts_of_one_name() -> None:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>", "WORD/Document.xml": b"<a/>"}
    assert "more than once" in refusal(zipped(parts))


def test_nothing_outside_of_the_package_is_opened() -> None:
    outside = b'<Relationships><Relationship Type="x/officeDocument" Target="../../../../etc/passwd"/></Relationships>'
    assert "no complete Word document" in refusal(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>", "_rels/.rels": outside}))


def test_a_document_in_a_document_is_not_opened() -> None:
    with zipfile.ZipFile(io.BytesIO(made.TEAMS)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert said(zipped({**parts, "word/embeddings/a.docx": made.MINUTES})) == said(made.TEAMS)


def test_any_damage_is_refused_or_changes_nothing() -> None:
    dice, whole = random.Random(7), said(made.MINUTES)
    for _ in range(300):
        at = dice.randrange(len(made.MINUTES))
        data = made.MINUTES[:at] + bytes([made.MINUTES[at] ^ 1 << dice.randrange(8)]) + made.MINUTES[at + 1 :]
        try:
            reading = read_bytes(data, "a.docx")
        except ReadError:
            continue
        assert reading.accounted == 1.0
        assert [(turn.speaker.label, turn.text) for turn in reading.turns][: len(whole)] == whole
    for to in range(0, len(made.MINUTES), 97):
        with pytest.raises(ReadError):
            read_bytes(made.MINUTES[:to], "a.docx")


PIECES = ["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>Ann: so.</w:t>", "<w:t> </w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>"]
PIECES += ["<w:rPr><w:b/></w:rPr>", "<w:br/>", "<w:del>", "</w:del>", "<w:delText>no</w:delText>", "<w:txbxContent>", "</w:txbxContent>", "<w:tab/>"]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=5).map(escape)


@given(pieces=st.lists(st.one_of(st.sampled_from(PIECES), WORDS), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_parts_are_read_whole_or_refused(pieces: list[str]) -> None:
    try:
        reading = read_bytes(docx(p(b("Ann: "), r("So.")), *_balanced(pieces)), "a.docx")
    except ReadError:
        return
    assert reading.accounted == 1.0
    assert reading.turns


def _balanced(pieces: list[str]) -> list[str]:
    """The pieces with every element that is opened closed, and none closed that is not open."""
    open_: list[str] = []
    out = []
    for piece in pieces:
        name = piece.strip("</>")
        if piece.startswith("</"):
            if not open_ or open_[-1] != name:
                continue
            open_.pop()
        elif piece.startswith("<w:") and f"</{name}>" in PIECES:
            open_.append(name)
        out.append(piece)
    return out + [f"</{name}>" for name in reversed(open_)]
