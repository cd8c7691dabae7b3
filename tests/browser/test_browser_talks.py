"""A conversation has an address of its own: it is there after a reload, is listed, renamed, saved as a document, deleted with Undo."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.browser.visit import Visit

RECORD = "upkeep"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark"), (320, "light")])
def test_the_life_of_a_conversation(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = visit(width=width, scheme=scheme)
    said = here.ask("Who spoke about the levy?").inner_text()
    here.page.wait_for_function("location.search.startsWith('?c=')")
    address = here.page.url
    assert not here.scrolls_sideways()
    here.page.reload()
    reply = here.page.locator(".q-reply")
    reply.wait_for()
    assert reply.inner_text().split("Searched")[0] == said.split("Searched")[0]
    if width < 860:
        here.page.locator("#q-side").wait_for(state="hidden")
    here.ask("And the bond?")
    assert here.page.url.split("#")[0] == address.split("#")[0]
    with here.page.expect_download() as saved:
        here.page.locator(".q-ways a").first.click()
    text = saved.value.path().read_text()
    assert "## And the bond?" in text
    assert re.search(r"\[\^1\]: .*quoth:council", text)
    here.page.click("#q-again")
    here.page.wait_for_function("!location.search.includes('c=')")
    here.page.locator(".q-reply").first.wait_for(state="detached")
    here.page.click(".q-to-conversations")
    row = f"#q-conversations tr:has(a[href='{address.split('/')[-1].split('#')[0]}'])"
    here.page.locator(row).wait_for()
    here.page.locator(f"{row} button:has-text('Rename')").click()
    here.page.fill("#q-conversations td input", f"The levy {width}")
    here.page.press("#q-conversations td input", "Enter")
    here.page.locator(f"{row} a:has-text('The levy {width}')").wait_for()
    assert not here.scrolls_sideways()
    here.page.locator(f"{row} button:has-text('Delete')").click()
    here.page.locator("#q-conversations .u-row button").click()
    here.page.locator(f"{row} .u-title").click()
    here.page.locator(".q-reply").nth(1).wait_for()


@pytest.mark.parametrize(
    ("id", "why"),
    [
        ("20260101-000000-0123456789abcdef", "This conversation is not kept, or no longer kept."),
        ("../../etc/passwd", "There is no such conversation."),
        ("<img src=x onerror=alert(1)>", "There is no such conversation."),
    ],
)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (320, "light")])
def test_an_address_of_no_conversation_says_so_and_one_can_ask(visit: Callable[..., Visit], id: str, why: str, width: int, scheme: str) -> None:
    here = visit(f"?c={quote(id)}", width=width, scheme=scheme)
    here.page.locator(".q-lost").get_by_text(f"{why} Ask anew: what is answered is kept under an address of its own.", exact=True).wait_for()
    assert here.contrast(".q-lost p") >= 4.5
    assert not here.scrolls_sideways()
    here.page.wait_for_function("!location.search.includes('c=')")
    here.page.get_by_role("button", name="Close").last.click()
    assert here.ask("Who spoke about the levy?").locator(".q-words").count() > 0
