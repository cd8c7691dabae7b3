"""On a phone: nothing scrolls sideways, a tap brings the record into view, and there is a way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit

RECORD = "fake"


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ask_tap_read_and_go_back(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = visit(width=width, height=700, scheme=scheme)
    assert not here.scrolls_sideways()
    reply = here.ask("Who paid for the harbour?")
    assert not here.scrolls_sideways()
    cite = reply.locator(".q-cite").nth(1)
    cite.click()
    here.opened(1)
    here.page.wait_for_function("Math.abs(document.querySelector('#q-reader').getBoundingClientRect().top) < 5")
    here.until(lambda: here.mark(), "Who paid for the harbour wall?")
    assert here.page.locator("#q-reader mark").evaluate("mark => mark.getBoundingClientRect().bottom < innerHeight")
    assert not here.scrolls_sideways()
    here.page.click(".r-back")
    here.page.wait_for_function("document.activeElement.className === 'q-cite'")
    assert cite.evaluate("cite => cite.getBoundingClientRect().top >= 0 && cite.getBoundingClientRect().bottom <= innerHeight")


@pytest.mark.parametrize("width", [390, 320])
def test_hostile_words_and_open_filters_do_not_widen_the_page(visit: Callable[..., Visit], width: int) -> None:
    here = visit(width=width, height=700)
    here.ask("marker")
    here.page.click(".l-add")
    here.page.locator(".l-option").first.wait_for()
    assert not here.scrolls_sideways()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1024, "dark"), (861, "light")])
def test_on_a_wide_screen_both_stand_side_by_side_and_the_page_itself_never_scrolls(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = visit(width=width, height=768, scheme=scheme)
    here.ask("marker")
    tops = [here.page.locator(part).evaluate("part => part.getBoundingClientRect().top") for part in ("#q-talk", "#q-side")]
    assert tops[0] == tops[1]
    assert not here.scrolls_sideways()
    assert here.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_the_page_follows_the_scheme_with_text_that_can_be_read(visit: Callable[..., Visit], scheme: str, dark: bool) -> None:
    here = visit(scheme=scheme)
    here.ask("Who paid for the harbour?")
    here.opened(0)
    for part in (".q-lead", ".q-words", ".q-cite", ".q-source", ".q-scope", ".r-text", ".r-about", "#q-reader mark", ".q-size", ".q-tag"):
        assert here.contrast(part) >= 4.5, part
    assert (here.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 20, 17)") is dark
