"""The head of the HTML report: what was run, the measures, slices and curve, on every screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rag.evals.measures import STANDARD
from tests.browser.report_visit import Opener, eventually, listed, reports, texts
from tests.rag.made_report import SATO, every, mean, report

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


@pytest.fixture
def visit(profile: BrowserContext, tmp_path: Path) -> Iterator[Opener]:
    with reports(profile, tmp_path) as opener:
        yield opener


def leaves(held: dict[str, Any], path: str = "") -> list[str]:
    """The dotted names of what is no object."""
    return [name for key, value in held.items() for name in (leaves(value, f"{path}{key}.") if isinstance(value, dict) else [path + key])]


def test_the_head_says_what_was_evaluated_and_what_failed(visit: Opener) -> None:
    here = visit()
    assert texts(here.page.locator("h1")) == ["harbour.jsonl"]
    asked, source = "8 questions, 2 of them unanswerable · each asked of the whole library", "10 transcripts, 591 turns · all-MiniLM-L6-v2"
    assert texts(here.page.locator(".about")) == [f"{asked} · {source} · 23 November 2025, 19:10 UTC"]
    assert texts(here.page.locator(".trouble strong")) == ["1 question failed with an error, 1 question is missing from the run."]
    here.page.get_by_role("button", name="Show the failures").click()
    assert here.page.get_by_label("Only failures").is_checked()
    eventually(here, "document.getElementById('questions').getBoundingClientRect().top < innerHeight")


def test_a_bar_is_as_long_as_its_value_and_its_whisker_is_the_interval(visit: Opener) -> None:
    here = visit()
    row = here.page.locator("#measures tr:has(.measure:text-is('hit@5'))")
    assert texts(row.locator("td")) == ["", "0.613", "0.571–0.655", "6"]
    assert row.locator(".fill").get_attribute("width") == "61.30%"
    assert [row.locator(".whisker").first.get_attribute(end) for end in ("x1", "x2")] == ["57.10%", "65.50%"]
    box, fill = row.locator("svg").bounding_box(), row.locator(".fill").bounding_box()
    assert box is not None
    assert fill is not None
    assert fill["width"] / box["width"] == pytest.approx(0.613, abs=0.005)


def test_every_measure_is_explained_and_none_is_lost(visit: Opener) -> None:
    names = [str(measure) for measure in STANDARD]
    here = visit(report() | {"means": {name: mean(0.5, 30) for name in [*names, "a new one"]}})
    shown = dict(zip(texts(here.page.locator("#measures .measure")), texts(here.page.locator("#measures .means")), strict=True))
    assert set(shown) == {*names, "a new one"} - {"latency_p50"}
    assert [name for name, said in shown.items() if not said] == ["a new one"]


def test_slices_show_intervals_and_grey_what_few_questions_say(visit: Opener) -> None:
    here = visit()
    rows = here.page.locator("#slices tbody tr")
    assert texts(rows) == ["council0.5500.500–0.60031", "press0.2000.500–0.6007"]
    assert rows.evaluate_all("rows => rows.map(row => row.className)") == ["", "few"]
    here.page.get_by_label("By", exact=True).select_option("transcript")
    assert rows.count() == 12
    here.page.get_by_role("button", name="Show all 14").click()
    assert texts(rows.locator("th")) == [f"council/{2000 + at}" for at in range(14)]
    here.page.get_by_label("By", exact=True).select_option("speaker")
    assert texts(rows.locator("th")) == [SATO]
    here.page.get_by_role("button", name=SATO).click()
    assert listed(here) == ["pumps-deep"]


def test_the_curve_is_read_at_any_threshold(visit: Opener) -> None:
    here = visit()
    assert texts(here.page.locator(".reading")) == ["Refusing below 0.400: 60 % answered, 24 % of them wrongly."]
    here.page.get_by_label("Confidence threshold").press("End")
    assert texts(here.page.locator(".reading")) == ["Refusing below 0.000: 100 % answered, 40 % of them wrongly."]


def test_provenance_is_folded_and_whole(visit: Opener) -> None:
    here = visit()
    here.page.locator(".from").wait_for(state="hidden")
    here.page.get_by_text("Provenance").click()
    shown = dict(zip(texts(here.page.locator(".from dt")), texts(here.page.locator(".from dd")), strict=True))
    assert shown.items() >= {"questions.sha256": "ab" * 32, "settings.ask.refuse_below": "0.4", "sample": "none", "machine.cores": "2"}.items()
    assert list(shown) == leaves(report()["provenance"])


def test_a_run_made_elsewhere_is_drawn_from_what_there_is(visit: Opener) -> None:
    bare = report([every()[-1]]) | {"provenance": {}, "calibration": None, "slices": {}, "means": {"hit@5": mean(0.0, 1, None)}}
    here = visit(bare | {"counts": {"questions": 1, "answerable": 1, "missing": 0, "failed": 0}})
    assert texts(here.page.locator("main section[id] > h2")) == ["Measures", "Questions"]
    assert texts(here.page.locator("#measures .interval")) == ["no interval"]
    here.until(lambda: here.page.locator(".trouble").count(), 0)


def test_a_report_without_a_question_is_drawn(visit: Opener) -> None:
    here = visit(report([]))
    assert texts(here.page.locator(".size")) == ["0 questions"]
    here.page.keyboard.press("j")
    here.until(lambda: here.page.locator(".detail h2").count(), 0)


def test_on_a_narrow_screen_a_question_opens_in_view_and_leads_back(visit: Opener) -> None:
    here = visit(width=390)
    here.page.locator(".list a").nth(3).click()
    eventually(here, "Math.abs(document.querySelector('.detail').getBoundingClientRect().top) < 5")
    here.page.get_by_role("link", name="Back to the list").click()
    eventually(here, "Math.abs(document.getElementById('questions').getBoundingClientRect().top) < 5")


def test_dark_and_paper(visit: Opener) -> None:
    here = visit(scheme="dark", address="#q=pumps-deep")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert here.page.evaluate(ground) == "rgb(22, 20, 17)"
    here.page.emulate_media(media="print")
    assert here.page.evaluate(ground) == "rgb(251, 250, 247)"
    here.page.locator(".list").wait_for(state="hidden")
    here.page.locator(".why").wait_for(state="visible")
