"""A document that shows a reader other words than the record has is never proved, however it is written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import SettingError
from rag.exports import docx, docx_claims, markdown, markdown_claims, proof
from rag.talks import Talk

Change = Callable[[str], str]


def proved(library: Path, text: str) -> list[str]:
    return [proof.disproof(library, claim, markdown.written) for claim in markdown_claims.claims(text)]


def put(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (put("at four.[^1]", "at four.[^1]\nbut I lied"), "does not end with its one footnote"),
        (put("at four.[^1]", "at four.\nAnd we knew.[^1]"), "has other words at turn 1"),
        (put("> Who ", "- > Who does not know "), "has other words at turn 2"),
        (put("> Who ", "1. > Nobody "), "has other words at turn 2"),
        (put("> Who ", "> > Nobody "), "has other words at turn 2"),
        (put("> Who ", "> - Who "), "holds markup"),
        (put("> Who ", "> # Who "), "holds markup"),
        (put("> Who ", "> ![Nobody](who.png) Who "), "holds markup"),
        (put("> Who ", "> `Who` "), "holds markup"),
        (put("> Who ", "> <s>Who</s> "), "holds markup"),
        (put("> Who ", "> W<!-- -->ho "), "holds markup"),
        (put("## And who?", "## And who?\n\n<blockquote>I confess.</blockquote>"), "HTML"),
        (put("## And who?", "## And <q>I confess</q> who?"), "HTML"),
        (put("## And who?", "## And who?\n\nShe said: I confess.[^1]"), "has other words at turn 1"),
        (put("## And who?", "## She said: I confess.[^1]"), "has other words at turn 1"),
        (put("> Who ", "> Who[^1] "), "does not end with its one footnote"),
        (lambda text: re.sub(r"(\[\^1\]:.*>)", r"\1 She meant five.", text), "no footnote with its place"),
        (lambda text: re.sub(r"(\[\^1\]:.*>)", r"\1\n    She meant five.", text), "no footnote with its place"),
        (lambda text: re.sub(r"(\[\^1\]:.*>)", r"\1\n\n    She meant five.", text), "no footnote with its place"),
        (lambda text: re.sub(r"(\[\^1\]:) (.*)", r"\1 She meant five.\n\n    \2", text), "its footnote should say"),
        (lambda text: text + "\n[^1]: Piet Hain, who else?\n", "footnote 1 is written 2 times"),
        (lambda text: re.sub(r"\[\^1\]:", "[^1]: Piet Hain.\n\n[^1]:", text), "footnote 1 is written 2 times"),
        (lambda text: re.sub(r"<(quoth:[^>]*)>", r"[\1](https://example.org)", text, count=1), "no footnote with its place"),
        (lambda text: text.replace("hearing%20%26%20more.txt", "%00.txt"), "a name that no file of the library has"),
        (lambda text: text.replace("hearing%20%26%20more.txt", "x" * 3000), "File name too long"),
        (lambda text: text.replace("hearing%20%26%20more.txt", "%ED%A0%80.txt"), "No such file"),
        (lambda text: text.replace("hearing%20%26%20more.txt", "."), "not a regular file"),
    ],
)
def test_markdown_that_shows_other_words_is_not_proved(library: Path, talk: Talk, change: Change, why: str) -> None:
    text = change(markdown.markdown(talk))
    found = [each for each in proved(library, text) if each]
    assert found
    assert all(why in each for each in found)


def test_words_around_the_quotations_are_the_persons_own(library: Path, talk: Talk) -> None:
    text = markdown.markdown(talk).replace(
        "## And who?", "## And who?\n\nI asked *twice*, see [the agenda](https://example.org) and `code`.[^note]\n\n- a list"
    )
    assert proved(library, text + "\n[^note]: An aside.\n") == [""] * 4


def test_white_space_between_words_is_not_nothing(library: Path, talk: Talk) -> None:
    assert any(proved(library, markdown.markdown(talk).replace("The crew", "Thecrew")))


def forged(talk: Talk, part: str, change: Change, **more: bytes) -> bytes:
    """The Word document of a conversation with one part changed and other parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx.docx(talk))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            target.writestr(name, change(text) if name == part else text)
        for name, data in more.items():
            target.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


WHO = '<w:r><w:t xml:space="preserve">Who [saw] it?</w:t></w:r>'
NOTE = '<w:t xml:space="preserve"> Piet Hain, '


@pytest.mark.parametrize(
    ("part", "change", "why"),
    [
        ("word/document.xml", put(WHO, WHO + "<w:r><w:rPr><w:vanish/></w:rPr><w:t> x</w:t></w:r>"), "vanish"),
        ("word/document.xml", put('<w:r><w:t xml:space="preserve">Who ', '<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">Who '), "strike"),
        ("word/document.xml", put(WHO, f"<w:ins w:id='1'><w:r><w:t>Nobody? </w:t></w:r></w:ins>{WHO}"), "(ins)"),
        ("word/document.xml", put(WHO, f"<w:del w:id='1'><w:r><w:delText>Not: </w:delText></w:r></w:del>{WHO}"), "(del)"),
        ("word/document.xml", put(WHO, f"<w:fldSimple w:instr='QUOTE x'>{WHO}</w:fldSimple>"), "(fldSimple)"),
        ("word/document.xml", put(WHO, f"{WHO}<w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r>"), "(sym)"),
        ("word/document.xml", put(WHO, f"{WHO}<w:r><w:noBreakHyphen/></w:r>"), "(noBreakHyphen)"),
        ("word/document.xml", put(WHO, f"{WHO}<w:r><w:drawing/></w:r>"), "(drawing)"),
        ("word/document.xml", put(WHO, f"{WHO}<w:r><w:pict><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:pict></w:r>"), "(pict)"),
        ("word/document.xml", put(WHO, f"<w:sdt><w:sdtContent>{WHO}</w:sdtContent></w:sdt>"), "(sdt)"),
        ("word/document.xml", put(WHO, f"{WHO}<m:oMath xmlns:m='m'><m:t>not</m:t></m:oMath>"), "(oMath)"),
        ("word/document.xml", put('<w:pStyle w:val="Quote" /></w:pPr>' + WHO, "<w:numPr/></w:pPr>" + WHO), "(numPr)"),
        (
            "word/document.xml",
            lambda text: text.replace('<w:footnoteReference w:id="3" /></w:r>', '<w:footnoteReference w:id="3" /></w:r><w:r><w:t>No!</w:t></w:r>'),
            "after its footnote",
        ),
        (
            "word/document.xml",
            put('<w:footnoteReference w:id="3" />', '<w:footnoteReference w:id="3" /><w:footnoteReference w:id="1" />'),
            "more than one footnote",
        ),
        ("word/document.xml", put('<w:footnoteReference w:id="3" />', ""), "no footnote with its place"),
        ("word/document.xml", put('<w:pStyle w:val="Quote" /></w:pPr>' + WHO, "</w:pPr><w:r><w:t>He said: Nobody.</w:t></w:r>"), "has other words at turn 2"),
        ("word/document.xml", put("</w:body>", "<w:altChunk/></w:body>"), "imports another document"),
        ("word/styles.xml", put('<w:name w:val="Quote"/>', '<w:name w:val="Quote"/><w:rPr><w:vanish/></w:rPr>'), "style Quote"),
        (
            "word/styles.xml",
            lambda text: put('<w:name w:val="Quote"/>', '<w:name w:val="Quote"/><w:basedOn w:val="Title"/>')(
                put('<w:name w:val="Title"/>', '<w:name w:val="Title"/><w:rPr><w:vanish/></w:rPr>')(text)
            ),
            "style Quote",
        ),
        ("word/styles.xml", put("<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:vanish/>"), "style"),
        ("word/footnotes.xml", lambda text: re.sub(r"(turn=1&amp;[^<]*)", r"\1 He meant nobody.", text), "no footnote with its place"),
        ("word/footnotes.xml", put(NOTE, f'<w:t xml:space="preserve"> Not </w:t></w:r><w:r>{NOTE}'), "its footnote should say"),
        ("word/footnotes.xml", put(NOTE, f"<w:sym/>{NOTE}"), "its footnote cannot be read"),
        ("word/footnotes.xml", put("</w:footnotes>", '<w:footnote w:id="3"><w:p/></w:footnote></w:footnotes>'), "footnote 3 is written 2 times"),
        ("word/footnotes.xml", put('<w:footnote w:id="3">', '<w:footnote w:id="3"><w:p><w:r><w:t>Hardly.</w:t></w:r></w:p>'), "its footnote should say"),
        ("word/footnotes.xml", put('<w:footnote w:id="3">', '<w:footnote w:id="3"><w:tbl/>'), "holds more than words"),
    ],
)
def test_a_word_file_that_shows_other_words_is_not_proved(library: Path, talk: Talk, part: str, change: Change, why: str) -> None:
    claims = list(docx_claims.claims(forged(talk, part, change), "a.docx"))
    found = [each for claim in claims if (each := proof.disproof(library, claim, docx.written))]
    assert found
    assert all(why in each for each in found)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("_rels/.rels", put('Target="word/document.xml"', 'Target="word/other.xml"')),
        ("_rels/.rels", put("<Relationship ", '<Relationship Type="x/officeDocument" Target="/other.xml" Id="r9"/><Relationship ')),
        ("word/_rels/document.xml.rels", put('Target="footnotes.xml"', 'Target="notes.xml"')),
        ("word/_rels/document.xml.rels", put('Target="styles.xml"', 'Target="../other.xml"')),
    ],
)
def test_a_word_file_whose_words_are_elsewhere_is_refused(talk: Talk, part: str, change: Change) -> None:
    with pytest.raises(SettingError, match="keeps its words in"):
        list(docx_claims.claims(forged(talk, part, change), "a.docx"))


def test_a_part_that_is_there_twice_is_refused(talk: Talk) -> None:
    with pytest.raises(SettingError, match=r"holds word/document\.xml more than once"):
        list(docx_claims.claims(forged(talk, "", str, word__Document=b"<a/>"), "a.docx"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-16-le"])
def test_declarations_are_refused_in_every_encoding(talk: Talk, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding[:6]}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx.docx(talk))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, declared if name == "word/document.xml" else source.read(name))
    with pytest.raises(SettingError, match=r"it was not read|is no XML"):
        list(docx_claims.claims(out.getvalue(), "a.docx"))


def test_what_word_adds_when_it_saves_does_no_harm(library: Path, talk: Talk) -> None:
    runs = (
        '<w:bookmarkStart w:id="0" w:name="a"/><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>Who [sa</w:t></w:r>'
        '<w:proofErr w:type="spellEnd"/><w:r><w:rPr><w:b/></w:rPr><w:lastRenderedPageBreak/><w:t>w] it?</w:t></w:r><w:bookmarkEnd w:id="0"/>'
    )
    claims = list(docx_claims.claims(forged(talk, "word/document.xml", put(WHO, runs)), "a.docx"))
    assert [proof.disproof(library, claim, docx.written) for claim in claims] == [""] * 4


def test_a_style_that_is_based_on_one_which_is_not_there_does_no_harm(library: Path, talk: Talk) -> None:
    based = put('<w:name w:val="Quote"/>', '<w:name w:val="Quote"/><w:basedOn w:val="S"/>')
    claims = list(docx_claims.claims(forged(talk, "word/styles.xml", based), "a.docx"))
    assert [proof.disproof(library, claim, docx.written) for claim in claims] == [""] * 4
