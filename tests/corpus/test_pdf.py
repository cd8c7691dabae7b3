"""PDF files: what is said in them and by whom, what of a page is nobody's, and what is refused."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import FormatError, ReadError
from corpus.library import read_bytes
from corpus.readers import Reading, Source, pdf_pages
from corpus.readers.pdf_paragraphs import unwrapper
from corpus.readers.registry import choose
from tests.corpus import made_pdf as made
from tests.corpus.made_pdf import At, pdf, set_text


def read(data: bytes) -> Reading:
    reading = read_bytes(data, "talk.pdf")
    assert reading.accounted == 1.0
    return reading


def said(data: bytes) -> list[tuple[str, str]]:
    return [(turn.speaker.label, turn.text) for turn in read(data).turns]


def skipped(data: bytes) -> list[tuple[int, str, str]]:
    return [(entry.lines[0], entry.why, entry.text) for entry in read(data).skipped]


def test_a_conference_with_running_headers_and_names_that_end_in_a_full_stop() -> None:
    words = [paragraph.split(". ", 1) if paragraph.split(". ", 1)[0].isupper() else ["", paragraph] for paragraph in made.PRESS_WORDS]
    turns: list[tuple[str, str]] = []
    for label, text in words:
        if label:
            turns.append((label, text.strip()))
        else:
            turns[-1] = (turns[-1][0], f"{turns[-1][1]}\n{text.strip()}")
    assert said(made.press()) == turns
    reading = read(made.press())
    assert (reading.title, str(reading.date)) == ("Transcript of Chair Oduya’s Press Conference", "2022-06-07")
    assert {(page, why) for page, why, _ in skipped(made.press())} == {
        *((page, f"{what} of the page") for page in (1, 2) for what in ("header", "footer")),
        (1, "heading"),
    }


def test_lines_are_the_numbers_of_pages() -> None:
    assert [(turn.lines, turn.bytes) for turn in read(made.press()).turns][:3] == [((1, 1), None), ((1, 1), None), ((1, 2), None)]


def test_a_deposition_without_the_numbers_of_its_lines() -> None:
    block = [
        ("Q", "You kept the gates, did you not?"),
        ("A", "For thirty years."),
        ("Q", "And in those thirty years, how many of them leaked?"),
        ("A", "All of them, at one time or another. It is the salt."),
        ("MS. ROTH", "Objection. Asked and answered."),
        ("Q", "You may go on."),
        ("A", "I have said it."),
    ]
    assert [turn for turn in said(made.deposition()) if turn[0]] == block * 4
    reasons = skipped(made.deposition())
    assert (1, "numbers of lines", " ".join(map(str, range(1, 26)))) in reasons
    below = "Tide Reporting, Lowmouth"
    assert {(page, text) for page, why, text in reasons if "of the page" in why} == {(1, "Page 7"), (1, below), (2, "Page 8"), (2, below)}


def test_two_columns_are_read_one_after_the_other_whatever_the_order_in_the_file() -> None:
    assert [label for label, _ in said(made.columns())] == ["Mara Oduya", "Piet Hain", "Mara Oduya", "The Speaker", "Piet Hain"]
    first = said(made.columns())[0][1]
    assert first == " ".join([made.LONG.strip()] * 3)
    assert read(made.columns()).title == "DEBATES OF THE HOUSE OF GATES, 7 JUNE 2022"


TALK = ["Ann Lee: So it is.", "Bob Ray: It is not.", "Ann Lee: Then it is not."]


def laid(lines: list[str], **more: float) -> list[At]:
    return [At(72, 100 + 20 * number, line, **more) for number, line in enumerate(lines)]


def test_words_in_bold_are_names_where_they_recur() -> None:
    names = [At(72, 100 + 20 * number, name, bold=True) for number, name in enumerate(["Ann Lee", "Bob Ray"] * 3)]
    page = [*names, *(At(140, name.y, "So it is.") for name in names)]
    assert said(pdf([page])) == [("Ann Lee", "So it is."), ("Bob Ray", "So it is.")] * 3


def test_words_that_are_not_upright_are_beside_the_text() -> None:
    assert skipped(pdf([[*laid(TALK), At(30, 600, "Digitised in Lowmouth", turned=True)]])) == [(1, "not upright", "Digitised in Lowmouth")]


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    """A page turned clockwise on which the letters run upwards."""
    page = [At(100 + 20 * number, 700, line, turned=True) for number, line in enumerate(TALK)]
    assert skipped(pdf([[*page, At(300, 400, "Upright on a turned page")]], rotate=90)) == [(1, "not upright", "Upright on a turned page")]
    assert said(pdf([page], rotate=90)) == [("Ann Lee", "So it is."), ("Bob Ray", "It is not."), ("Ann Lee", "Then it is not.")]


def test_names_in_small_capitals_are_whole() -> None:
    """As the printers of congresses set them; a raised number behind a name is no part of it."""
    said_by = [("The C", "HAIRMAN", ". The gentleman is recognized."), ("Mr. P", "ELL", ". Thank you, Mr. Chairman."), ("The C", "HAIRMAN", ". Go on.")] * 2
    page = [At(100, 100 + 24 * at, first, 10, more=((rest, 8), (words, 10))) for at, (first, rest, words) in enumerate(said_by)]
    assert said(pdf([page]))[:3] == [
        ("The CHAIRMAN", "The gentleman is recognized."),
        ("Mr. PELL", "Thank you, Mr. Chairman."),
        ("The CHAIRMAN", "Go on."),
    ]


def test_days_of_printing_are_none_of_the_talk() -> None:
    def printed(head: str, foot: str) -> object:
        return read(pdf([[At(72, 40, head, 8), *laid(TALK), At(72, 760, foot, 8)] for _ in range(3)])).date

    assert printed("4/25/2023, 10:02 AM", "https://gates.example/2023/04/25 1/3") is None
    assert printed("Gates", "VerDate Sep 11 2014 12:00 May 01, 2020 Jkt 000000") is None
    assert str(printed("Gates, 3 May 2022", "Printed on 9 May 2022")) == "2022-05-03"


def test_footnotes_and_their_marks() -> None:
    page = [*laid(TALK), At(157, 95, "1", 7), *(At(72, 700 + 10 * number, text, 8) for number, text in enumerate(["1 Ann Lee was late.", "She came at ten."]))]
    assert said(pdf([page]))[0] == ("Ann Lee", "So it is.")
    assert {(why, text) for _, why, text in skipped(pdf([page]))} == {("marks of footnotes", "1"), ("footnote", "1 Ann Lee was late.\nShe came at ten.")}


@pytest.mark.parametrize(
    ("others", "lines", "whole"),
    [
        (["The information is here."], ["He gave infor-", "mation."], "He gave information."),
        ([], ["He gave infor-", "mation."], "He gave infor-mation."),
        (["A long-term plan."], ["It is long-", "term."], "It is long-term."),
        (["A longterm, a long-term plan."], ["It is long-", "term."], "It is long-term."),
        ([], ["Well \u2014", "yes."], "Well \u2014 yes."),
        ([], ["soft\u00ad", "ly"], "softly"),
        ([], ["in 2020-", "21"], "in 2020- 21"),
        ([], ["大堤", "没有倒。"], "大堤没有倒。"),
    ],
)
def test_a_parted_word_is_joined_where_that_is_sure(others: list[str], lines: list[str], whole: str) -> None:
    assert unwrapper([*others, *lines])(lines) == whole


def test_speech_that_is_said_often_is_no_furniture() -> None:
    pages = set_text(["MS. ODUYA: " + "Order, order. " * 30, "MR. HAIN: Order."] * 12, top=90, bottom=700, leading=14)
    words = sum(text.count("Order") + text.count("order") for _, text in said(pdf(pages)))
    assert words == 12 * 61


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a"])
def test_a_pdf_is_known_by_what_it_holds(name: str) -> None:
    assert choose(Source(name, made.press())).name == "pdf/3"


def test_marks_of_notes_in_a_heading_are_told_once() -> None:
    page = [At(72, 100, "The gates", 24), At(180, 90, "1", 7), *[At(72, 200 + 20 * at, text) for at, text in enumerate(TALK)]]
    whole = pdf([laid(TALK * 4), page])
    assert {(why, text) for _, why, text in skipped(whole)} == {("marks of footnotes", "1"), ("heading", "The gates")}


def refusal(data: bytes) -> str:
    with pytest.raises(FormatError) as refused:
        read_bytes(data, "a.pdf")
    assert str(refused.value).startswith("a.pdf: ")
    return str(refused.value)


def bomb() -> bytes:
    """A page whose content unpacks to a gigabyte."""
    data = zlib.compress(b"q " * 4_000_000, 9)
    data = zlib.compress(data * 8, 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>"
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(data), data)
    return made.assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream])


REFUSED = {
    "locked": (made.encrypted(), "locked with a password"),
    "pictures": (pdf([[], []]), "no text; make its text readable first (OCR)"),
    "cut off": (made.press()[:300], "damaged or cut off"),
    "nothing": (b"%PDF-1.5\n", "damaged or cut off"),
    "itself": (made.assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]), ""),
    "only a page number": (pdf([[At(300, 760, "- 3 -")]]), "no words in the PDF"),
    "bomb": (bomb(), ""),
}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(name: str) -> None:
    data, words = REFUSED[name]
    assert words in refusal(data)


def test_a_missing_package_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        return None

    monkeypatch.setattr(importlib.util, "find_spec", missing)
    assert "pip install pypdfium2" in refusal(made.press())


def test_forms_within_forms_end_with_the_program_that_reads_them() -> None:
    """Each of twenty-four forms is drawn ten times by the next: nobody waits for the end of it."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>")
    objects.append(b"<</Length 5>>stream\n/X Do\nendstream")
    for number in range(5, 29):
        held = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 60>>stream\n%s\nendstream"
        objects.append(held % (number + 1, b"/X Do " * 10))
    objects.append(b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>stream\n\nendstream")
    assert refusal(made.assembled(objects))


def in_parts(data: bytes, parts: int) -> pdf_pages.Pages:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_pages, "_LARGE", 0 if parts == 2 else len(data))
        return pdf_pages.pages_of(data, "a.pdf")


@pytest.mark.parametrize("data", [made.press(), made.columns(), pdf([laid(TALK)]), pdf([laid(TALK)] * 3, title="Gates")])
def test_two_programs_find_the_pages_that_one_finds(data: bytes) -> None:
    assert in_parts(data, 2) == in_parts(data, 1)


SET = {
    "press": made.press(),
    "deposition": made.deposition(),
    "columns": made.columns(),
    "small capitals": pdf([[At(100, 100 + 24 * at, "The C", 10, more=(("HAIRMAN", 8), (". So, it is.", 10))) for at in range(9)]]),
    "numbers": pdf([laid(["1 2 3 Ann Lee: So.", "12 Bob Ray: In 1999 or 2000.", "123 1234 12"])]),
    "bold": pdf([laid(TALK, bold=True) + [At(300, line.y, "MR. HAIN.", bold=True, more=((" No", 12),)) for line in laid(TALK)]]),
    "far apart": pdf([[At(72, 100, "Ann"), At(94, 100, "Lee:"), At(124, 100, "so"), At(200, 100, "far")]]),
    "over each other": pdf([[At(72, 100, "Ann Lee"), At(90, 100, "Bob Ray"), At(80, 102, "12", 6)]]),
}
UPWARDS = [At(100 + 20 * at, 700, text, turned=True) for at, text in enumerate(TALK)]
SET |= {f"turned by {angle}": pdf([[*laid(TALK), *UPWARDS]], rotate=angle) for angle in (90, 180, 270)}


@pytest.mark.parametrize("name", SET)
def test_what_is_set_in_one_go_is_what_is_found_sign_by_sign(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program takes level lines whole; with that left out it goes through them letter by letter."""
    path = Path(pdf_pages.__file__).with_name("pdf_child.py")
    spec = importlib.util.spec_from_file_location("pdf_child", path)
    assert spec
    assert spec.loader
    child = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(child)
    whole = child._document(SET[name], 0, 1)
    monkeypatch.setattr(child._Setting, "even", lambda *_: False)
    assert child._document(SET[name], 0, 1) == whole


def test_the_program_imports_nothing_of_quoth() -> None:
    path = Path(pdf_pages.__file__).with_name("pdf_child.py")
    code = f"import runpy, sys; runpy.run_path({str(path)!r}); sys.exit(any(name.split('.')[0] in ('corpus', 'rag') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, cwd="/", timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.timeout(180)
def test_any_damage_is_refused_or_read_whole() -> None:
    dice, whole = random.Random(3), pdf([laid(TALK)], packed=False)
    for _ in range(25):
        at = dice.randrange(len(whole))
        try:
            reading = read_bytes(whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :], "a.pdf")
        except ReadError:
            continue
        assert reading.accounted == 1.0


PLACED = st.builds(
    At,
    x=st.floats(0, 600),
    y=st.floats(0, 790),
    text=st.sampled_from(["Ann Lee: so.", "Q. Why?", "12", "Page 3", "- 4 -", "MR. HAIN. No", "infor-", "mation.", "1 A note.", "*", "x" * 300, "(Laughter.)"]),
    size=st.sampled_from([0.1, 7.0, 12.0, 40.0]),
    bold=st.booleans(),
    turned=st.booleans(),
)


@given(pages=st.lists(st.lists(PLACED, max_size=12), min_size=1, max_size=4), rotate=st.sampled_from([0, 90, 180, 270]))
@settings(max_examples=30, deadline=None)
def test_any_page_is_read_whole_or_refused(pages: list[list[At]], rotate: int) -> None:
    try:
        reading = read_bytes(pdf(pages, rotate=rotate), "a.pdf")
    except ReadError:
        return
    assert reading.accounted == 1.0
    assert reading.turns
