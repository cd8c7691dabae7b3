"""A long transcript comes in parts, and can be read, searched, filtered and printed as if it had come at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

import pytest

from tests.browser.visit import Visit
from tests.ui.web_fakes import long

RECORD = "long"
WHOLE = "**/record?of=long"


def test_the_place_is_shown_before_the_rest_has_come(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.route(WHOLE, lambda route: None)  # never answered
    here.page.evaluate("location.hash = '#turn=long.2500.3-40'")
    row = here.opened(2500)
    here.until(lambda: here.mark(), long().turns[2500].text[3:40])
    here.until(row.locator(".r-place").inner_text, "8:40:50")
    for turn in (2490, 2510):
        said = here.page.locator(f'.r-turn[data-turn="{turn}"] .r-text')
        here.until(lambda said=said: said.inner_text().strip(), long().turns[turn].text.strip())  # nothing is shown of a row until the page has scrolled to it
    assert here.page.locator(".r-turn").count() < 200
    here.until(lambda: here.page.locator(".r-only option").all_inner_texts(), ["All speakers", "Clerk Vale (1667)", "Bram de Vries (1667)", "Chen Li (1666)"])


def test_the_page_is_about_as_high_before_the_rest_has_come_as_after(visit: Callable[..., Visit]) -> None:
    here = visit()
    held: list[Callable[[], None]] = []
    here.page.route(WHOLE, lambda route: held.append(route.continue_))
    here.page.evaluate("location.hash = '#turn=long.2500'")
    here.opened(2500)
    height = "document.querySelector('.r-body').scrollHeight"
    before = here.page.evaluate(height)
    here.page.wait_for_timeout(700)
    assert len(held) == 1
    held[0]()
    here.page.wait_for_function("document.querySelectorAll('.r-turn').length === 5000")
    assert here.page.evaluate(height) == pytest.approx(before, rel=0.05)
    here.page.evaluate("document.querySelectorAll('.r-block').forEach(block => { block.style.contentVisibility = 'visible'; })")
    assert here.page.evaluate(height) == pytest.approx(before, rel=0.15)


def test_a_rest_that_does_not_come_is_said_and_asked_for_again(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.route(WHOLE, lambda route: route.abort())
    here.page.evaluate("location.hash = '#turn=long.2500'")
    here.opened(2500)
    here.page.fill(".r-find", "item 4321 the")
    here.page.press(".r-find", "Enter")
    here.page.locator(".r-count:text-is('The rest of this transcript has not come. Try again.')").wait_for()
    here.page.unroute(WHOLE)
    here.page.press(".r-find", "Enter")
    here.opened(4321)


def test_a_citation_far_from_the_first_is_fetched_by_itself_while_the_rest_is_on_its_way(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.route(WHOLE, lambda route: None)
    for turn in (2500, 100, 4999):
        here.page.evaluate(f"location.hash = '#turn=long.{turn}'")
        here.opened(turn)
        here.until(lambda: here.page.locator(".r-on .r-text").inner_text().strip(), long().turns[turn].text.strip())


def test_a_filtered_transcript_has_no_holes(visit: Callable[..., Visit]) -> None:
    here = visit("#turn=long.1")
    here.opened(1)
    here.page.wait_for_function("document.querySelectorAll('.r-turn').length === 5000")
    here.page.evaluate("document.querySelector('.r-body').scrollTop = 200000")
    full = here.page.evaluate("document.querySelector('.r-body').scrollHeight")
    here.page.select_option(".r-only", label="Chen Li (1666)")
    here.page.wait_for_function("document.querySelectorAll('.r-turn.r-off').length > 3000")
    here.page.wait_for_function("full => document.querySelector('.r-body').scrollHeight < full / 2", arg=full)
    here.settled()
    here.page.evaluate("document.querySelector('.r-body').scrollTop = 1e9")
    here.settled()
    here.page.evaluate("document.querySelector('.r-body').scrollTop = 1e9")
    here.settled()
    last = max(turn.index for turn in long().turns if turn.speaker.name == "Chen Li")
    seen = here.page.evaluate(
        """() => { const body = document.querySelector('.r-body').getBoundingClientRect();
            return [...document.querySelectorAll('.r-turn')].filter(row => { const box = row.getBoundingClientRect();
                return box.height && box.bottom > body.top && box.top < body.bottom; }).map(row => +row.dataset.turn); }"""
    )
    assert seen[-1] == last
    assert {long().turns[turn].speaker.name for turn in seen} == {"Chen Li"}
    here.page.select_option(".r-only", label="All speakers")
    here.page.wait_for_function("full => Math.abs(document.querySelector('.r-body').scrollHeight / full - 1) < .1", arg=full)


def test_the_browsers_own_search_finds_words_that_are_off_the_screen(visit: Callable[..., Visit]) -> None:
    here = visit("#turn=long.1")
    here.opened(1)
    here.page.wait_for_function("document.querySelectorAll('.r-turn').length === 5000")
    assert here.page.evaluate("window.find('On item 4444 the committee')")
    here.until(lambda: here.page.evaluate("getSelection().anchorNode.parentElement.closest('.r-turn').dataset.turn"), "4444")


def test_on_paper_stands_the_transcript_where_that_was_asked_for(visit: Callable[..., Visit]) -> None:
    here = visit("#turn=long.20", scheme="dark")
    here.opened(20)
    here.page.evaluate("window.print = () => { window.printed = true; }")
    here.page.get_by_role("button", name="Print", exact=True).click()
    here.page.wait_for_function("window.printed")
    here.page.emulate_media(media="print")
    for part in ("#q-talk", "#q-top", ".r-tools", ".r-strip"):
        here.page.locator(part).first.wait_for(state="hidden")
    here.page.locator(".r-title").wait_for(state="visible")
    here.until(lambda: here.page.locator(".r-text").count(), 5000)
    here.page.locator(".r-text").last.wait_for(state="visible")
    assert here.page.locator(".r-text").first.evaluate("node => getComputedStyle(node).color") == "rgb(0, 0, 0)"
    assert here.page.locator(".r-body").evaluate("body => body.scrollHeight <= body.clientHeight + 1")
    here.page.evaluate("dispatchEvent(new Event('afterprint'))")
    here.page.locator(".r-title").wait_for(state="hidden")


def test_a_transcript_that_was_read_before_is_not_sent_again(visit: Callable[..., Visit]) -> None:
    here = visit("#turn=long.7")
    here.opened(7)
    here.page.wait_for_function("document.querySelectorAll('.r-turn').length === 5000")
    known = Event()
    here.page.on("response", lambda response: known.set() if response.url.endswith("record?of=long") and response.status == 304 else None)
    here.page.reload()
    here.opened(7)
    here.page.wait_for_function("document.querySelectorAll('.r-turn').length === 5000")
    until = time.monotonic() + 5
    while not known.is_set() and time.monotonic() < until:
        here.page.wait_for_timeout(50)
    size = here.page.evaluate("performance.getEntriesByType('resource').filter(one => one.name.endsWith('record?of=long')).map(one => one.transferSize)")
    assert size == [300]  # what a browser counts for an answer without a body
