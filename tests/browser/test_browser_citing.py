"""Keys, and copying a quotation with its citation, as a person does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit
from tests.ui.web_fakes import FakeEngine, press
from ui.web.citing import styles
from ui.web.links import link

RECORD = "fake"
QUESTION = "Who paid for the harbour?"
QUOTES = FakeEngine(press()).ask(QUESTION).quotes


def test_keys_walk_through_the_citations_and_stop_at_the_ends(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.ask(QUESTION)
    here.opened(QUOTES[0].place.turn)
    here.page.locator(".r-body").focus()
    for key, number in (("n", 1), ("n", 2), ("p", 1), ("p", 0), ("p", 0)):
        here.page.keyboard.press(key)
        here.page.locator(f'.q-cite[aria-current]:text-is("[{number + 1}]")').wait_for()
        here.opened(QUOTES[number].place.turn)
        here.until(lambda: here.mark(), QUOTES[number].text)


def test_the_slash_leads_to_the_question_and_is_a_slash_there(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.locator(".r-body").focus()
    here.page.keyboard.press("/")
    here.until(lambda: here.page.evaluate("document.activeElement.tagName"), "TEXTAREA")
    here.page.keyboard.type("n/p?")
    here.until(lambda: here.page.input_value("#q-box textarea"), "n/p?")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark"), (320, "light")])
def test_the_list_of_keys_opens_and_closes(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = visit(width=width, scheme=scheme)
    here.page.evaluate("document.activeElement.blur()")
    here.page.keyboard.press("?")
    keys = here.page.get_by_role("dialog", name="Keys")
    keys.wait_for()
    assert keys.locator("kbd").all_inner_texts() == ["/", "n", "p", "[", "]", "space", "← →", "Esc", "?"]
    here.page.keyboard.press("Escape")
    keys.wait_for(state="hidden")
    # A phone has no keys, so that its narrow head does not offer them.
    assert here.page.locator(".q-keys").is_visible() == (width > 860)
    if width > 860:
        here.page.click(".q-keys")
    else:
        here.page.evaluate("document.activeElement.blur()")
        here.page.keyboard.press("?")
    keys.get_by_role("button", name="Close").click()
    keys.wait_for(state="hidden")
    assert not here.scrolls_sideways()


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_highlighted_is_copied_with_its_citation(visit: Callable[..., Visit], width: int) -> None:
    here = visit(width=width)
    here.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    here.page.locator(".r-copy").wait_for(state="hidden")
    here.ask(QUESTION).locator(".q-cite").nth(1).click()
    here.opened(QUOTES[1].place.turn)
    for style, text in {**styles(QUOTES[1], press()), "link": f"{here.base}{link(QUOTES[1].place, press().sha256)}"}.items():
        here.page.select_option(".r-style", style)
        here.page.click(".r-take")
        here.page.locator(".r-taken:text-is('Copied.')").wait_for()
        here.until(lambda: here.page.evaluate("navigator.clipboard.readText()"), text)
    assert not here.scrolls_sideways()


def test_without_the_right_to_the_clipboard_it_is_copied_all_the_same(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    here.ask(QUESTION)
    here.opened(QUOTES[0].place.turn)
    here.page.evaluate("document.addEventListener('copy', () => { window.copied = document.activeElement.value; })")
    here.page.click(".r-take")
    here.page.locator(".r-taken:text-is('Copied.')").wait_for()
    here.until(lambda: here.page.evaluate("window.copied"), styles(QUOTES[0], press())["plain"])
