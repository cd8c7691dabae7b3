"""The ends of what there is: one turn; nobody named, no date and no time; names and words without end; right to left; and how one may look at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.browser.visit import Visit
from tests.ui.web_fakes import LONG_NAME, LONG_WORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RECORD = "extremes"
QUESTION = "What of the beacon?"
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")


def objections(here: Visit) -> list[Any]:
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in axe.Axe().run(here.page).response["violations"]]


def read(here: Visit, id: str) -> None:
    """Opens the first citation of a transcript, wherever it lies."""
    here.page.locator(f'.q-cite[href*="turn={id}"]').first.evaluate("cite => cite.click()")
    here.opened(0)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1024, "dark"), (390, "light"), (390, "dark"), (320, "light"), (320, "dark")])
@pytest.mark.parametrize("id", ["one", "bare", "wide", "rtl"])
def test_it_is_whole_at_every_width(visit: Callable[..., Visit], id: str, width: int, scheme: str) -> None:
    here = visit(width=width, height=700, scheme=scheme)
    here.ask(QUESTION)
    assert not here.scrolls_sideways()
    read(here, id)
    assert not here.scrolls_sideways()
    assert here.page.locator(".r-head").evaluate("head => [...head.querySelectorAll('*')].every(node => node.getBoundingClientRect().right <= innerWidth + 1)")
    assert here.page.locator(".r-body").evaluate("body => body.scrollWidth <= body.clientWidth")
    assert objections(here) == []


def test_words_and_names_without_end_are_whole_though_broken(visit: Callable[..., Visit]) -> None:
    here = visit(width=390, height=700)
    here.ask(QUESTION)
    read(here, "wide")
    assert here.page.locator(".r-turn .r-who").first.evaluate("node => node.textContent") == LONG_NAME
    assert here.mark() == f"A beacon {LONG_WORD} and more."
    assert here.page.locator(".r-title").get_attribute("title") == f"A title {LONG_WORD}"
    assert here.page.locator(".r-file").get_attribute("title") == here.page.locator(".r-file").evaluate("node => node.textContent")


def test_of_one_turn_there_is_no_other(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.ask(QUESTION)
    read(here, "one")
    here.page.locator(".r-same").wait_for(state="hidden")
    assert here.page.locator(".r-only").is_hidden()
    assert here.page.locator(".r-time").is_hidden()


def test_a_name_from_right_to_left_takes_no_date_along(visit: Callable[..., Visit]) -> None:
    here = visit()
    lead = here.ask(QUESTION).locator(".q-lead")
    assert lead.inner_text().endswith("نورا حداد, 4 May 2021.")
    day, name = (
        lead.evaluate(
            """(lead, words) => {
                const texts = document.createTreeWalker(lead, NodeFilter.SHOW_TEXT), range = document.createRange();
                for (let node; (node = texts.nextNode());) {
                    const at = node.data.indexOf(words);
                    if (at < 0) continue;
                    range.setStart(node, at);
                    range.setEnd(node, at + words.length);
                    const boxes = [...range.getClientRects()];
                    return [boxes.length, boxes[0].left, boxes[0].top];
                }
            }""",
            words,
        )
        for words in ("4 May 2021", "نورا حداد")
    )
    assert day[0] == name[0] == 1  # each in one piece
    assert day[2] > name[2] or day[1] > name[1]  # and the date behind the name


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_quotation_from_right_to_left_stands_at_the_right(visit: Callable[..., Visit], media: Literal["screen", "print"]) -> None:
    here = visit()
    here.ask(QUESTION)
    here.page.emulate_media(media=media)
    block = here.page.locator('#q-chat blockquote[dir="rtl"]')
    assert block.evaluate("block => block.getBoundingClientRect().right - block.querySelector('.q-words').getBoundingClientRect().right") < 60


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_at_twice_the_size_nothing_is_lost(visit: Callable[..., Visit], scheme: str) -> None:
    here = visit(width=720, height=450, scheme=scheme)  # what 1440 x 900 is at 200 %
    here.ask(QUESTION)
    assert not here.scrolls_sideways()
    assert here.page.locator("#q-box textarea").is_visible()
    read(here, "bare")
    assert here.page.locator("#q-reader mark").evaluate("mark => mark.getBoundingClientRect().bottom < innerHeight")
    assert here.page.locator(".r-body").evaluate("body => body.clientHeight > innerHeight / 3")


def test_with_the_systems_colours_what_is_chosen_and_highlighted_is_still_seen(browser: Browser, site: str) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(site)
    page.wait_for_selector(".r-list")
    here = Visit(page, site)
    here.ask(QUESTION)
    read(here, "bare")

    def style(selector: str, name: str) -> str:
        return str(page.evaluate("([selector, name]) => getComputedStyle(document.querySelector(selector))[name]", [selector, name]))

    paper = style("body", "backgroundColor")
    assert style(".r-turn.r-on", "borderInlineStartColor") != style(".r-turn:not(.r-on)", "borderInlineStartColor") == paper
    assert style("#q-reader mark", "backgroundColor") != paper
    assert style("#q-chat .q-cite[aria-current]", "outlineStyle") == "solid"
    assert style(".q-nav a[aria-current]", "borderBottomColor") != style(".q-nav a:not([aria-current])", "borderBottomColor") == paper
    assert style(".r-tick.r-here", "backgroundColor") not in (paper, "rgba(0, 0, 0, 0)")
    context.close()


def test_by_keyboard_the_order_is_that_of_the_page(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.ask(QUESTION)
    here.page.locator(".q-head h1 a").focus()
    seen = []
    for _ in range(60):
        here.page.keyboard.press("Tab")
        part = here.page.evaluate("document.activeElement.closest('#q-top, #q-chat, #q-ask, #q-side')?.id || ''")
        if part and (not seen or seen[-1] != part):
            seen.append(part)
        if part == "#q-side":
            break
    assert seen[:4] == ["q-top", "q-chat", "q-ask", "q-side"]
