"""The failure browser of the HTML report in a real browser: a newcomer finds why a question failed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.report_visit import Opener, eventually, listed, opened, reports, texts
from tests.rag.made_report import broken, deep, every, found, many, report

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

WHY = {
    "levy-found": (
        "What was quoted is gold. The gold turn came first. Words in common with the question: mooring and levy. "
        "It was found by meaning in turn and window, by words in turn."
    ),
    "pumps-deep": (
        "What was quoted is not gold: Dr. Hana Sato (turn 4). The gold turn came at rank 14. "
        "Above it: Dr. Hana Sato, Clerk Vale, an unnamed speaker, Councillor Reyes and 8 more hits. "
        "Words in common with the question: 0 (what came first has 3). It was found by meaning in window only."
    ),
    "mayor-refused": (
        "Nothing was quoted: the confidence 0.31 is under the threshold (0.4). The first gold turn came at rank 2. Above it: Councillor Reyes. "
        "Words in common with the question: change and mind (what came first has 0). It was found by meaning in turn, by words in turn."
    ),
    "light-wrong": (
        "The record does not hold the answer, yet 1 quotation was given; the confidence 0.55 is not under the threshold (0.4). "
        "What came first was found by meaning in turn and window."
    ),
    "light-right": "Refused rightly: the record does not hold the answer, and the confidence 0.12 is under the threshold (0.4).",
    "vote-error": "The run has an error: EncoderError: the model's weights are not what their hash says. It scores 0.",
    "vote-missing": "This question is missing from the run. It scores 0.",
    "vote-lost": "The gold turn did not come up at all. What came first: Clerk Vale. Words in common with the question: votes (what came first has 0).",
}


@pytest.fixture
def visit(profile: BrowserContext, tmp_path: Path) -> Iterator[Opener]:
    with reports(profile, tmp_path) as opener:
        yield opener


def test_a_newcomer_finds_why_a_question_failed(visit: Opener) -> None:
    here = visit()
    here.page.get_by_label("Only failures").check()
    here.page.get_by_label("Filter the questions by words").fill("quays diesel")
    assert texts(here.page.locator(".size")) == ["1 of 8 questions"]
    here.page.locator(".list a").click()
    assert texts(here.page.locator("h2.question, .why")) == [deep()["question"], WHY["pumps-deep"]]
    assert texts(here.page.locator(".hits .right .rank")) == ["14"]
    assert texts(here.page.locator(".gap")) == ["Ranks 6 to 13 are not shown"]
    assert texts(here.page.locator(".hits > li").first.locator(".share")) == ["meaning in turn 0.0164", "words in turn 0.0082", "words in window 0.0328"]


@pytest.mark.parametrize("id", WHY)
def test_each_way_to_end_has_its_sentence(visit: Opener, id: str) -> None:
    here = visit(address=f"#q={id}")
    assert (opened(here), texts(here.page.locator(".why"))) == (id, [WHY[id]])


def test_every_question_of_the_made_report_has_a_sentence_here() -> None:
    assert sorted(WHY) == sorted(each["id"] for each in every())


def test_a_question_shows_its_gold_its_quotations_and_what_was_asked_before_it(visit: Opener) -> None:
    here = visit(address="#q=mayor-refused")
    assert texts(here.page.locator(".history p")) == ["What did the mayor say about the levy?", "That it would not rise."]
    assert [text.startswith("Mayor Solheim") and "turn 7" in text for text in texts(here.page.locator(".block:has(h3:text-is('Gold')) li"))] == [True, True]
    assert texts(here.page.locator(".block:has(h3:text-is('Quoted')) .note")) == ["Nothing was quoted."]
    assert texts(here.page.locator(".values div")) == ["hit@51.000", "gold@300w0.500", "kept0.000", "confidence0.310", "time190 ms"]
    here.page.evaluate("location.hash = '#q=levy-found'")
    here.page.wait_for_selector(".id:text-is('levy-found')")
    assert texts(here.page.locator(".block:has(h3:text-is('Quoted')) .chip")) == ["hits gold"]


def test_the_worst_come_first_and_those_without_a_value_last(visit: Opener) -> None:
    held = report()
    here = visit(held)
    for measure in ("hit@5", "gold@300w", "quote_recall", "refused"):
        here.page.get_by_label("Worst first by").select_option(measure)

        def badness(each: dict[str, Any], measure: str = measure) -> tuple[float, float]:
            return each["values"].get(measure, float("inf")), -(each["gold_rank"] or float("inf"))

        assert listed(here) == [each["id"] for each in sorted(held["questions"], key=badness)]
    here.page.get_by_label("Worst first by").select_option("time, slowest first")
    assert listed(here)[:4] == ["pumps-deep", "levy-found", "light-wrong", "light-right"]


def test_the_list_narrows_by_tag_by_failure_and_by_wrong_answer(visit: Opener) -> None:
    here = visit()
    here.page.get_by_label("Only", exact=True).select_option(label="reason (1)")
    assert listed(here) == ["pumps-deep"]
    here.page.get_by_label("Only", exact=True).select_option(label="all questions")
    here.page.get_by_label("Only failures").check()
    assert set(listed(here)) == {each["id"] for each in every()} - {"levy-found", "light-right"}
    here.page.get_by_label("Only unanswerable that were answered").check()
    assert listed(here) == ["light-wrong"]
    assert texts(here.page.locator(".size")) == ["1 of 8 questions"]


def test_keys_move_through_the_questions_and_the_address_follows(visit: Opener) -> None:
    here = visit()
    order = listed(here)
    assert opened(here) == order[0]
    for key, at in (("j", 1), ("j", 2), ("ArrowDown", 3), ("ArrowUp", 2), ("k", 1)):
        here.page.keyboard.press(key)
        assert (opened(here), here.page.evaluate("location.hash")) == (order[at], f"#q={order[at]}")
        here.until(lambda: here.page.evaluate("document.activeElement.getAttribute('aria-current')"), "true")
    here.page.keyboard.press("/")
    here.page.keyboard.type("jkjk/")
    assert here.page.locator("input[type=search]").input_value() == "jkjk/"
    assert (opened(here), listed(here)) == (order[1], [])
    here.page.keyboard.press("Escape")
    assert here.page.evaluate("document.activeElement === document.body")


def test_keys_held_down_lose_no_step(visit: Opener) -> None:
    here = visit(many(60))
    order = listed(here)
    here.page.evaluate("for (let n = 0; n < 40; n++) document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}))")
    assert opened(here) == order[40]


def test_arrows_scroll_the_page_where_no_question_is_at_hand(visit: Opener) -> None:
    here = visit()
    here.page.keyboard.press("ArrowDown")
    eventually(here, "scrollY > 0")
    assert opened(here) == listed(here)[0]


@pytest.mark.parametrize("id", ["plain", "a b/c?#%&.é", "%41", "<b>", "q=1", "lone \ud800 half", "__proto__", ""])
def test_each_question_has_an_address_that_opens_it(visit: Opener, id: str) -> None:
    held = report([found(), broken() | {"id": id}, deep()])
    first = visit(held)
    address = first.page.locator(".list a").filter(has_text=broken()["question"]).get_attribute("href")
    assert address is not None
    again = visit(held, address=address)
    assert texts(again.page.locator("h2.question")) == [broken()["question"]]


@pytest.mark.parametrize("address", ["#q=nobody", "#q=%E0%A4%A", "#q=", "#%", "#measures"])
def test_an_address_of_no_question_opens_the_first(visit: Opener, address: str) -> None:
    here = visit(address=address)
    assert opened(here) == listed(here)[0]
