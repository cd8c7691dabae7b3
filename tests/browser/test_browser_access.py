"""Everybody can use it: axe finds nothing on any page or state; on paper stands the answer alone; the typefaces are our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.visit import Visit

RECORD = "upkeep"
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")


def clean(here: Visit) -> list[Any]:
    """What axe objects to: rule, how bad, and where."""
    found = axe.Axe().run(here.page).response["violations"]
    return [(one["id"], one["impact"], [node["target"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (1024, "light"), (390, "light"), (390, "dark"), (320, "light")])
def test_axe_finds_nothing(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = visit(width=width, scheme=scheme)
    assert clean(here) == []
    here.ask("Who spoke about the levy?")
    here.page.wait_for_timeout(400)
    assert clean(here) == []
    here.ask("Who baked the zebra cakes of Timbuktu?")
    assert clean(here) == []
    here.page.locator(".q-cite").first.click()
    here.page.locator("#q-reader mark").wait_for()
    assert clean(here) == []
    if width < 860:
        here.page.click(".r-back")
    here.page.click(".l-add")
    here.page.locator(".l-option").first.wait_for()
    assert clean(here) == []
    for page in ("conversations", "library", "index"):
        here.page.click(f".q-to-{page}")
        here.page.locator(f"#q-{page} table").first.wait_for()
        assert clean(here) == []
        assert not here.scrolls_sideways()


def test_axe_finds_nothing_in_the_dialog(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.click(".q-keys")
    assert clean(here) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_stands_the_answer_alone(visit: Callable[..., Visit], scheme: str) -> None:
    here = visit(scheme=scheme)
    here.ask("Who spoke about the levy?")
    here.page.emulate_media(media="print")
    for part in ("#q-top", "#q-ask", "#q-side", ".q-off", ".q-more"):
        here.page.locator(part).first.wait_for(state="hidden")
    assert here.page.locator(".q-words").first.evaluate("node => getComputedStyle(node).color") == "rgb(0, 0, 0)"
    assert here.page.locator("#q-chat").evaluate("chat => chat.scrollHeight <= chat.clientHeight + 1")


def test_the_typefaces_come_from_the_app_itself(visit: Callable[..., Visit]) -> None:
    here = visit()
    for family in ("Quoth Serif", "Quoth Sans"):
        here.page.wait_for_function("family => [...document.fonts].some((font) => font.family === family && font.status === 'loaded')", arg=family)
    font = here.page.request.get(here.base + "fonts/serif.ttf")
    assert (font.status, font.headers["content-type"]) == (200, "font/ttf")
    assert "immutable" in font.headers["cache-control"]
    assert here.page.request.get(here.base + "fonts/..%2Ffonts.py").status == 404
