"""Proof: a quotation is read again from its file, by the reader it was indexed with, and told apart from anything else."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.library import read_file
from corpus.speakers import speaker
from corpus.transcript import Place, Span, Transcript
from rag import verify
from rag.verify import Verifier

TEXT = "Ann Lee: The ferry sails at midnight. It is never late.\n\nBob Ray: It was late on Friday, and on Sunday too.\n"


@pytest.fixture
def page(tmp_path: Path) -> Transcript:
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    return read_file(tmp_path / "ferry.txt", tmp_path)


def test_what_the_file_says_is_proved(tmp_path: Path, page: Transcript) -> None:
    quote = Verifier(tmp_path).quote(page, Place("ferry", 0, Span(0, 27)))
    assert (quote.text, quote.speaker.name) == ("The ferry sails at midnight", "Ann Lee")
    assert (quote.proof.verified, quote.proof.sha256, quote.proof.why) == (True, page.sha256, "")
    assert Verifier(tmp_path).transcript(page) == ""


def test_other_words_are_not(tmp_path: Path, page: Transcript) -> None:
    verifier, place = Verifier(tmp_path), Place("ferry", 0, Span(0, 27))
    assert verifier.prove(page, place, "The ferry sails at midday..").why == "ferry.txt has other words at turn 0"
    assert verifier.prove(page, replace(place, span=Span(1, 28)), "The ferry sails at midnight").why
    assert verifier.prove(page, replace(place, turn=7), "x").why == "ferry.txt has no turn 7"


def test_another_speaker_is_not(tmp_path: Path, page: Transcript) -> None:
    forged = replace(page, turns=tuple(replace(turn, speaker=speaker("Eve Moe")) for turn in page.turns))
    proof = Verifier(tmp_path).quote(forged, Place("ferry", 0, Span(0, 27))).proof
    assert (proof.verified, proof.why) == (False, "ferry.txt gives turn 0 to another speaker")
    assert "read differently" in Verifier(tmp_path).transcript(forged)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda path: path.write_text(TEXT + " ", encoding="utf-8"), "has changed"),
        (lambda path: path.write_text(TEXT.replace("midnight", "midday"), encoding="utf-8"), "has changed"),
        (lambda path: path.write_bytes(b""), "has changed"),
        (lambda path: path.unlink(), "cannot be read: No such file"),
        (lambda path: (path.unlink(), path.mkdir()), "cannot be read: Is a directory"),
    ],
)
def test_a_file_that_is_another_proves_nothing(tmp_path: Path, page: Transcript, change: object, why: str) -> None:
    change(tmp_path / "ferry.txt")  # type: ignore[operator]
    proof = Verifier(tmp_path).quote(page, Place("ferry", 0, Span(0, 27))).proof
    assert not proof.verified
    assert why in proof.why
    assert why in Verifier(tmp_path).transcript(page)


def test_a_reader_that_is_gone_proves_nothing(tmp_path: Path, page: Transcript) -> None:
    old = replace(page, reader="plain/0")
    assert "plain/0" in Verifier(tmp_path).quote(old, Place("ferry", 0, Span(0, 3))).proof.why


def test_a_place_beyond_the_text_is_a_bug_not_a_quotation(tmp_path: Path, page: Transcript) -> None:
    for place in (Place("ferry", 0, Span(0, 10_000)), Place("ferry", 9, Span(0, 1)), Place("other", 0, Span(0, 1))):
        with pytest.raises(ValueError, match=r"beyond|not in transcript"):
            Verifier(tmp_path).quote(page, place)


def test_a_file_that_was_proved_before_is_not_trusted_afterwards(tmp_path: Path, page: Transcript) -> None:
    verifier, place, file = Verifier(tmp_path), Place("ferry", 0, Span(0, 27)), tmp_path / "ferry.txt"
    assert verifier.quote(page, place).proof.verified
    assert verifier.quote(page, place).proof.verified
    before = file.stat()
    file.write_text(TEXT.replace("midnight", "midnighT"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # same length, same time: only the bytes tell
    assert "has changed" in verifier.quote(page, place).proof.why
    file.write_text(TEXT, encoding="utf-8")
    assert verifier.quote(page, place).proof.verified


def test_a_proof_of_one_reading_is_none_of_another(tmp_path: Path, page: Transcript) -> None:
    """The same file with the same bytes, but turns, or a reader, that were never compared with it."""
    verifier, place = Verifier(tmp_path), Place("ferry", 0, Span(0, 27))
    assert verifier.quote(page, place).proof.verified
    forged = replace(page, turns=tuple(replace(turn, text=turn.text.replace("midnight", "midnighT")) for turn in page.turns))
    assert "other words" in verifier.quote(forged, place).proof.why
    assert "plain/0" in verifier.quote(replace(page, reader="plain/0"), place).proof.why
    assert "has changed" in verifier.quote(replace(page, sha256="0" * 64), place).proof.why


def test_a_file_is_parsed_once_while_its_bytes_stay(tmp_path: Path, page: Transcript, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    again = verify.read_bytes
    monkeypatch.setattr(verify, "read_bytes", lambda data, name, reader: parsed.append(name) or again(data, name, reader))
    verify._read.cache_clear()
    verifier = Verifier(tmp_path)
    for end in (3, 9, 27):
        verify._read.cache_clear()
        assert verifier.quote(page, Place("ferry", 0, Span(0, end))).proof.verified
    assert parsed == ["ferry.txt"]
