"""The report as one HTML page: whole, the same each time, and closed to everything but its own script and style."""

from __future__ import annotations

import base64
import hashlib
import json
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.evals.page import embedded, page
from rag.evals.report import load_report
from tests.rag.made_report import many, question, report

TEXTS = st.text(alphabet=st.one_of(st.sampled_from("<>&\"'!-/\\\u2028\u2029\ufeff\r\n\x00script"), st.characters(exclude_categories=())), max_size=60)
ENDINGS = ("</script><script>alert(1)</script>", "<!--<script>", "]]>", "&lt;/script&gt;", "\u2028\u2029", "\\u003c", "lone \ud800 half")


class Elements(HTMLParser):
    """The elements of a page with their attributes and raw text, as a browser would find them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("", {}, ""))  # what follows is no text of the element

    def handle_data(self, data: str) -> None:
        if self.found:
            tag, attributes, text = self.found.pop()
            self.found.append((tag, attributes, text + data))

    def texts(self, tag: str) -> list[str]:
        return [text for name, _, text in self.found if name == tag]


def digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def asked(text: str) -> dict[str, Any]:
    return report([question("one", text)])


@pytest.mark.parametrize("text", ENDINGS)
def test_no_text_ends_the_script_that_holds_it(text: str) -> None:
    data, script = Elements(page(asked(text))).texts("script")
    assert json.loads(data)["questions"][0]["question"] == text
    assert script == Elements(page(report([]))).texts("script")[1]


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_the_page_holds_the_report_and_none_of_its_markup(key: str, text: str) -> None:
    held = embedded({"key": {key: text}, "list": [text]})
    assert json.loads(held) == {"key": {key: text}, "list": [text]}
    assert not set(held) & set("<>&\u2028\u2029")
    held.encode("utf-8")


@pytest.mark.parametrize("text", ENDINGS)
def test_a_report_is_read_back_from_its_page(tmp_path: Path, text: str) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(asked(text)), encoding="utf-8", newline="\n")
    assert load_report(file) == asked(text)


def test_the_policy_allows_this_script_and_this_style_and_nothing_else() -> None:
    elements = Elements(page(report()))
    policy = next(attributes["content"] for tag, attributes, _ in elements.found if tag == "meta" and "http-equiv" in attributes)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules == {
        "default-src": "'none'",
        "style-src": digest(elements.texts("style")[0]),
        "script-src": digest(elements.texts("script")[1]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_policy_stands_before_all_that_it_governs() -> None:
    elements = Elements(page(report())).found
    policy = next(at for at, (_, attributes, _) in enumerate(elements) if attributes.get("http-equiv") == "Content-Security-Policy")
    assert {tag for tag, _, _ in elements[:policy]} <= {"html", "head", "meta"}


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page(report()) == page(json.loads(json.dumps(report())))


def test_a_large_evaluation_stays_below_five_megabytes() -> None:
    assert len(page(many(935)).encode()) < 5_000_000


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_cannot_say_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        page(report() | {"means": {"hit@5": {"mean": number, "low": None, "high": None, "n": 1}}})


@pytest.mark.parametrize(
    "word", ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "fetch(", "import(", "https:", "@import", "url("]
)
def test_the_parts_make_no_markup_of_text_and_ask_for_nothing(word: str) -> None:
    parts = resources.files("rag.evals") / "page_parts"
    assert [part.name for part in parts.iterdir() if part.name.endswith((".js", ".css")) and word in part.read_text(encoding="utf-8")] == []


def test_every_part_is_in_the_page() -> None:
    parts = resources.files("rag.evals") / "page_parts"
    held = page(report())
    assert [part.name for part in parts.iterdir() if part.read_text(encoding="utf-8") not in held] == []
