"""Logging in by hand: the page, a wrong password, the way back to the deep link, and out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.visit import Visit
from tests.ui.web_site import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RECORD = "login"
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark"), (320, "light")])  # two tries each: an address has six at once
def test_in_and_out(browser: Browser, site: str, width: int, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    here = Visit(context.new_page(), site)
    here.watch()
    here.page.goto(f"{site}#turn=press%2F2021%2E01%2E26%20wall.2")
    here.page.wait_for_selector("#password")
    assert axe.Axe().run(here.page).response["violations"] == []
    assert not here.scrolls_sideways()
    for part in ("h1", ".line", "label", "button"):
        assert here.contrast(part) >= 4.5, part
    here.page.keyboard.type("ada")  # the field has the focus
    here.page.keyboard.press("Tab")
    here.page.keyboard.type("not the password")
    here.page.keyboard.press("Enter")
    here.page.get_by_role("alert").wait_for()
    here.until(lambda: here.page.locator("#name").input_value(), "ada")
    assert axe.Axe().run(here.page).response["violations"] == []
    here.page.keyboard.type(PASSWORD)
    here.page.keyboard.press("Enter")
    here.opened(2) if width > 860 else here.page.locator("#q-box textarea").wait_for()
    if width > 860:
        assert here.ask("Who paid for the harbour?").locator(".q-words").count() == 3
        here.page.get_by_role("button", name="Log out").click()
        here.page.wait_for_selector("#password")
        here.page.goto(site)
        here.page.wait_for_selector("#password")
    assert (here.foreign, here.faults) == ([], [])
    context.close()
