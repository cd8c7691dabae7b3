"""An exported conversation proves itself: every quotation with its footnote, and no edit goes unseen."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.errors import SettingError
from corpus.library import read_file
from corpus.transcript import Place, Span
from rag.as_json import quote_json
from rag.exports import docx, docx_claims, markdown, markdown_claims, package, proof
from rag.exports.place import Claim, found_place, note_of, place_of, same
from rag.quote import Proof, Quote
from rag.talks import Asked, Talk, new_id
from tests.rag.conftest import TEXT

KINDS: dict[str, tuple[Callable[[Talk], bytes], Callable[[bytes], list[Claim]], Callable[[Any], str]]] = {
    "markdown": (lambda talk: markdown.markdown(talk).encode(), lambda data: list(markdown_claims.claims(data.decode())), markdown.written),
    "docx": (docx.docx, lambda data: list(docx_claims.claims(data, "a.docx")), docx.written),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def failures(library: Path, kind: str, data: bytes) -> list[str]:
    _, claims, written = KINDS[kind]
    return [proof.disproof(library, claim, written) for claim in claims(data)]


def edited(kind: str, data: bytes, old: str, new: str) -> bytes:
    """The document with words exchanged, as an editor would."""
    if kind == "markdown":
        assert old in data.decode()
        return data.decode().replace(old, new).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        parts = {name: source.read(name).decode() for name in source.namelist()}
        assert any(old in text for text in parts.values())
        for name, text in parts.items():
            target.writestr(name, text.replace(old, new))
    return out.getvalue()


def test_every_quotation_of_an_export_is_proved(library: Path, talk: Talk, kind: str) -> None:
    assert failures(library, kind, KINDS[kind][0](talk)) == ["", "", "", ""]


def test_the_words_come_back_as_they_are(talk: Talk, kind: str) -> None:
    made, claims, _ = KINDS[kind]
    wanted = [quote["text"] for one in talk.asked for quote in one.answer["quotes"] if quote["verified"]]
    assert [claim.text for claim in claims(made(talk))] == wanted


def test_what_could_not_be_verified_is_never_a_quotation(talk: Talk, kind: str) -> None:
    data = KINDS[kind][0](talk)
    text = data.decode() if kind == "markdown" else zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "made up words" not in text
    assert "could not be verified" in text


def test_the_same_conversation_gives_the_same_bytes(talk: Talk, kind: str) -> None:
    assert KINDS[kind][0](talk) == KINDS[kind][0](talk)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("at four", "at five", "has other words at turn 1"),
        ("said otherwise", "said", "has other words at turn 1"),
        ("The crew", "The crew and I", "has other words at turn 3"),
        ("Piet Hain, ", "Mara Oduya, ", "its footnote should say: Piet Hain"),
        ("3 May 2022, turn", "4 May 2022, turn", "its footnote should say"),
        ("Harbour hearing", "Harbour meeting", "its footnote should say"),
        ("turn=1", "turn=9", "has no turn 10"),
        ("end=13", "end=14", "has no such place"),
    ],
)
def test_an_edit_fails_by_name(library: Path, talk: Talk, kind: str, old: str, new: str, why: str) -> None:
    found = [why for why in failures(library, kind, edited(kind, KINDS[kind][0](talk), old, new)) if why]
    assert found
    assert all(why in each for each in found)


def test_the_line_above_a_quotation_says_who_speaks_and_is_proved_too(library: Path, talk: Talk, kind: str) -> None:
    made, claims, _ = KINDS[kind]
    data, bys = made(talk), [claim.by for claim in claims(made(talk))]
    assert [by.partition(",")[0] for by in bys] == [quote["speaker"] for one in talk.asked for quote in one.answer["quotes"] if quote["verified"]]
    assert all(by.endswith(", 3 May 2022") for by in bys)
    name = bys[1].partition(",")[0]
    start, end = ("**", "**, ") if kind == "markdown" else (">", "</w:t></w:r><w:r><w:t xml:space=\"preserve\">, ")
    found = failures(library, kind, edited(kind, data, f"{start}{name}{end}", f"{start}Somebody Else{end}"))
    assert any(found)
    assert all(why in ("", f"the line above it should say: {by}") for why, by in zip(found, bys, strict=True))


def test_a_file_that_changes_fails_every_quotation(library: Path, talk: Talk, kind: str) -> None:
    (library / "hearing & more.txt").write_text(TEXT + "\n")
    assert failures(library, kind, KINDS[kind][0](talk)) == ["hearing & more.txt has changed since"] * 4


def test_white_space_that_an_editor_changes_does_no_harm(library: Path, talk: Talk) -> None:
    text = markdown.markdown(talk).replace("The gate \\*was\\* shut", "The gate \\*was\\*\n> shut")
    assert [proof.disproof(library, claim, markdown.written) for claim in markdown_claims.claims(text)] == [""] * 4


def test_a_quotation_without_a_footnote_is_not_proved(library: Path) -> None:
    claims = list(markdown_claims.claims("# A\n\n> I never said this.\n\nbut\n\n> nor this[^7]\n"))
    assert [proof.disproof(library, claim, markdown.written) for claim in claims] == ["it has no footnote with its place: it cannot be proved"] * 2


def test_a_place_outside_of_the_library_is_refused(library: Path) -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    (library.parent / "outside.txt").write_bytes(b"x")
    claim = Claim("x", "n", {"file": "../outside.txt", "turn": 0, "start": 0, "end": 1, "sha256": digest})
    assert proof.disproof(library, claim, str) == "its file lies outside the library"


def test_markdown_shows_the_words_and_no_markup_of_theirs(talk: Talk) -> None:
    html = MarkdownIt("commonmark").render(markdown.markdown(talk))
    assert "<em>" not in html
    assert "<b>" not in html
    assert "&lt;b&gt;never&lt;/b&gt;" in html
    assert "<ol>" not in html


@given(st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=80), st.text(max_size=30), st.text(max_size=40))
def test_any_words_come_back(text: str, speaker: str, title: str) -> None:
    held = {"text": text, "speaker": speaker, "title": title, "file": "a b.txt", "turn": 0, "start": 0, "end": len(text), "sha256": "0" * 64, "verified": True}
    talk = Talk(new_id(), title, "", (Asked("?", {"text": "", "quotes": [held]}),))
    for made, claims, written in KINDS.values():
        if not written(text).strip():
            continue
        found = claims(made(talk))
        assert len(found) == 1
        assert same(found[0].text, written(text))
        assert found[0].place == {"file": "a b.txt", "turn": 0, "start": 0, "end": len(text), "sha256": "0" * 64}
        assert same(found[0].note, written(note_of(held)))


def test_a_place_is_found_again() -> None:
    held = {"file": "a/b c?&=<>.txt", "turn": 3, "start": 1, "end": 9, "sha256": "ab" * 32}
    found = found_place(f"Somebody. <{place_of(held)}>")
    assert found
    assert found[0] == held


def test_word_can_open_the_document(talk: Talk) -> None:
    """Every part is there, is XML, and every reference leads to a footnote."""
    with zipfile.ZipFile(io.BytesIO(docx.docx(talk))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: ET.fromstring(data) for name, data in parts.items()}
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    references = [node.get(f"{w}id") for node in trees["word/document.xml"].iter(f"{w}footnoteReference")]
    notes = [node.get(f"{w}id") for node in trees["word/footnotes.xml"].iter(f"{w}footnote")]
    assert references == ["1", "2", "3", "4"]
    assert notes == ["-1", "0", *references]
    targets = re.findall(rb'Target="([^"]*)"', parts["word/_rels/document.xml.rels"])
    assert all(f"word/{target.decode()}" in parts for target in targets)


@pytest.mark.parametrize("data", [b"PK", b"PK\x03\x04" + b"x" * 100, b""])
def test_what_is_no_document_is_said(data: bytes) -> None:
    with pytest.raises(SettingError, match=r"a\.docx is no document"):
        list(docx_claims.claims(data, "a.docx"))


def test_hostile_documents_are_refused() -> None:
    def zipped(document: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", document)
            archive.writestr("word/footnotes.xml", b"<a/>")
        return out.getvalue()

    for document in (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<a>" + b" " * (package.LARGEST_PART + 1) + b"</a>"):
        with pytest.raises(SettingError, match="it was not read"):
            list(docx_claims.claims(zipped(document), "a.docx"))
    with pytest.raises(SettingError, match="is damaged"):
        list(docx_claims.claims(zipped(b"<a>"), "a.docx"))


def test_a_document_without_its_footnotes_is_not_one_of_ours(talk: Talk) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx.docx(talk))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name != package.NOTES:
                target.writestr(name, source.read(name))
    with pytest.raises(SettingError, match="is no document that Quoth exported"):
        list(docx_claims.claims(out.getvalue(), "a.docx"))


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_document_packed_as_no_word_file_is_is_refused(talk: Talk, kind: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx.docx(talk))) as source, zipfile.ZipFile(out, "w", kind) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    with pytest.raises(SettingError, match="encrypted or packed as no Word document is"):
        list(docx_claims.claims(out.getvalue(), "a.docx"))


def test_an_encrypted_document_is_refused(talk: Talk) -> None:
    """The bit that says so is set in every header, as APPNOTE 4.4.4 has it."""
    data = bytearray(docx.docx(talk))
    for head, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(head), bytes(data)):
            data[found.start() + offset] |= 1
    with pytest.raises(SettingError, match="encrypted"):
        list(docx_claims.claims(bytes(data), "a.docx"))


def test_no_flipped_byte_is_a_traceback_or_other_words(library: Path, talk: Talk) -> None:
    """A ZIP file has a checksum for every part: each flip is refused, or changes nothing that is read."""
    whole = docx.docx(talk)
    for place in range(0, len(whole), 7):
        data = bytearray(whole)
        data[place] ^= 0xFF
        try:
            claims = list(docx_claims.claims(bytes(data), "a.docx"))
        except SettingError:
            continue
        assert [proof.disproof(library, claim, docx.written) for claim in claims] == [""] * 4, place


def test_a_saved_time_is_that_of_the_quotation_or_of_its_turn(tmp_path: Path) -> None:
    """Before pieces of turns kept their times, answers told the time of the turn: that is as true."""
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One.\n\n00:03.000 --> 00:04.000\n<v Ann>Two.\n\n00:05.000 --> 00:06.000\n<v Ann>Three.\n"
    (tmp_path / "a.vtt").write_text(cues)
    transcript = read_file(tmp_path / "a.vtt", tmp_path)
    turn = transcript.turns[0]
    held = quote_json(Quote(Place("a", 0, Span(5, 9)), "Two.", turn.speaker, Proof(True, transcript.sha256, "")), transcript)
    assert (held["text"], held["time"], turn.time) == ("Two.", [3.0, 5.0], (1.0, 6.0))
    assert proof.disproof_of_saved(tmp_path, held) == ""
    assert proof.disproof_of_saved(tmp_path, held | {"time": [1.0, 6.0]}) == ""
    assert proof.disproof_of_saved(tmp_path, held | {"time": [5.0, 6.0]}) == "its time should be [3.0, 5.0], not [5.0, 6.0]"
