"""A hearing and a conversation about it, for the tests of exports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.library import read_file
from corpus.transcript import Place, Span
from rag.as_json import quote_json
from rag.quote import Proof, Quote
from rag.talks import Asked, Talk, new_id

FIRST, SECOND = "The gate *was* shut at four.", "I <b>never</b> said otherwise."
TEXT = f"Harbour hearing, 3 May 2022\n\nMara Oduya: {FIRST} {SECOND}\n\nPiet Hain: Who [saw] it?\n\nMara Oduya: 1. The crew.\n"


def quotation(path: Path, turn: int, start: int, end: int) -> dict[str, Any]:
    transcript = read_file(path, path.parent)
    place = Place(transcript.id, turn, Span(start, end))
    text = transcript.turns[turn].text[start:end]
    return quote_json(Quote(place, text, transcript.turns[turn].speaker, Proof(True, transcript.sha256, "")), transcript)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    (tmp_path / "hearing & more.txt").write_text(TEXT)
    return tmp_path


@pytest.fixture
def talk(library: Path) -> Talk:
    path = library / "hearing & more.txt"
    quotes = [quotation(path, 0, 0, 28), quotation(path, 0, 29, 59), quotation(path, 1, 0, 13), quotation(path, 2, 0, 12)]
    failed = {**quotes[0], "text": "made up words", "verified": False, "why": "the file has changed"}
    asked = (
        Asked("What about the *gate*?", {"text": "Mara Oduya, 3 May 2022.", "quotes": quotes[:2]}),
        Asked("And who?", {"text": "Two.", "quotes": [*quotes[2:], failed]}),
    )
    return Talk(new_id(), "What about the *gate*?", "", asked)
