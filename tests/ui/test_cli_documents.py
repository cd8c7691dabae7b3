"""From a saved page, a Word document and a PDF to quotations that are proved and placed in their own units."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus import made_docx, made_pages, made_pdf
from tests.ui.cli_runs import quoth

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("documents")
    (root / "briefing.html").write_text(made_pages.BRIEFING, encoding="utf-8")
    (root / "minutes.docx").write_bytes(made_docx.MINUTES)
    (root / "press.pdf").write_bytes(made_pdf.press())
    quoth("index", "--library", root, "--json")
    return root


@pytest.mark.parametrize(
    ("question", "words", "place"),
    [
        ("What did Piet Hain say of nine gates that leak?", "Seven of nine leak.", "minutes.docx, paragraph 8"),
        ("What did Lena Roth ask about the seventh gate?", "Will the seventh gate be replaced this year", "press.pdf, page 1"),
        ("Which gates held last night?", "The gates held last night.", "briefing.html, lines 18-19"),
    ],
)
def test_a_quotation_is_proved_and_says_where_it_stands(library: Path, question: str, words: str, place: str, tmp_path: Path) -> None:
    shown = " ".join(quoth("ask", question, "--library", library).out.split())
    assert words in shown
    assert place in shown
    asked = quoth("ask", question, "--library", library, "--json")
    assert all(quote["verified"] for quote in asked.json["quotes"])
    (tmp_path / "answer.json").write_text(asked.out, encoding="utf-8")
    assert quoth("verify", tmp_path / "answer.json", "--library", library).code == 0


def test_a_document_that_changes_is_proved_no_more(library: Path, tmp_path: Path) -> None:
    asked = quoth("ask", "What did Piet Hain say of nine gates that leak?", "--library", library, "--json")
    (tmp_path / "answer.json").write_text(asked.out, encoding="utf-8")
    whole = (library / "minutes.docx").read_bytes()
    (library / "minutes.docx").write_bytes(made_docx.TEAMS)
    try:
        assert "has changed" in quoth("verify", tmp_path / "answer.json", "--library", library).out
    finally:
        (library / "minutes.docx").write_bytes(whole)
