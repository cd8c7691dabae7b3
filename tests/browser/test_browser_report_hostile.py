"""Words of a report that try to be markup, script or address stay words, and none is so long that the page gives way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.report_visit import Opener, eventually, reports, texts
from tests.rag.made_report import broken, found, mean, report
from tests.ui.web_fakes import HOSTILE
from ui.escape import unseen

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


@pytest.fixture
def visit(profile: BrowserContext, tmp_path: Path) -> Iterator[Opener]:
    with reports(profile, tmp_path) as opener:
        yield opener


def spoilt(value: Any, words: str, key: str = "") -> Any:
    """The report with every text in it, and every name that a file can choose, led by `words`."""
    if isinstance(value, dict):
        chosen = key in {"tags", "slices", "parts", "settings", "versions", "machine", "means", "values", *report()["slices"]}
        return {words + name if chosen else name: spoilt(held, words, name) for name, held in value.items()}
    if isinstance(value, list):
        return [spoilt(held, words, key) for held in value]
    return words + value if isinstance(value, str) and value and key != "scope" else value


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_every_field_do_nothing_and_are_shown_verbatim(visit: Opener, words: str) -> None:
    held = spoilt(report(), words)
    here = visit(held, width=390)
    assert texts(here.page.locator("h1")) == [held["provenance"]["questions"]["file"]]
    assert sorted(texts(here.page.locator(".list .asks"))) == sorted(each["question"] for each in held["questions"])
    for each in held["questions"]:
        here.page.locator(".list a").filter(has_text=each["question"][-20:]).first.click()
    at = next(number for number, each in enumerate(held["questions"]) if each["id"].endswith("pumps-deep"))
    shown = held["questions"][at]
    address = next(link for link in here.page.locator(".list a").all() if "pumps-deep" in str(link.get_attribute("href"))).get_attribute("href")
    here.page.evaluate("address => { location.hash = address; }", address)
    eventually(here, "id => document.querySelector('.id').textContent === id", shown["id"])
    assert texts(here.page.locator(".hits .text")) == [hit["text"] for hit in shown["hits"]]
    assert texts(here.page.locator(".hits .who")) == [hit["speaker"] or "Unnamed speaker" for hit in shown["hits"]]
    assert texts(here.page.locator(".lead .tag")) == [f"{tag}: {value}" for tag, value in shown["tags"].items()]
    assert here.page.evaluate("window.pwned") is None
    assert here.page.locator("img, iframe, object, embed, form, video, audio, script:not([id]) ~ script, a:not([href^='#']), body style").count() == 0
    assert not here.scrolls_sideways()


def test_names_that_scripts_know_are_names(visit: Opener) -> None:
    names = ("__proto__", "constructor", "toString", "hasOwnProperty")
    each = found() | {"tags": dict.fromkeys(names, "yes"), "values": dict.fromkeys(names, 0.5)}
    held = report([each]) | {"means": {name: mean(0.5, 30) for name in names}, "slices": {name: {name: {name: mean(0.5, 30)}} for name in names}}
    here = visit(held)
    assert texts(here.page.locator("#measures .measure")) == list(names)
    assert texts(here.page.locator(".lead .tag")) == [f"{name}: yes" for name in names]
    assert texts(here.page.locator(".values dt"))[:4] == list(names)


def test_unseen_characters_are_the_ones_that_the_app_shows(visit: Opener) -> None:
    edges = [code for code in range(1, sys.maxunicode) if bool(unseen(chr(code - 1))) != bool(unseen(chr(code)))]
    plain = {chr(at) for code in [*edges, sys.maxunicode] for at in (code - 1, code)}
    text = " ".join(sorted(plain)) + " a\u200cb می\u200cخواهم 👩\u200d🔬 x\u200d é\u200c"
    here = visit(report([broken() | {"question": text}]))
    badges = here.page.locator("h2.question .unseen").evaluate_all("badges => badges.map(badge => badge.dataset.name)")
    assert badges == [name for _, name in unseen(text)]
    assert texts(here.page.locator("h2.question")) == [text]


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_nothing_scrolls_sideways(visit: Opener, width: int) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitän" * 8
    here = visit(spoilt(report(), long), width=width)
    here.page.get_by_text("Provenance").click()
    for id in ("pumps-deep", "mayor-refused", "vote-error"):
        here.page.locator(f".list a[href$='{id}']").click()
        here.page.wait_for_selector(f".id:has-text('{id}')")
        assert not here.scrolls_sideways()
