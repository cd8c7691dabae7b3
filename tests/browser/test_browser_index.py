"""The page of the index: a rebuild with its progress, seen from anywhere and stopped; what it would do; a check; damage, and the way out of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.visit import Visit

RECORD = "slow"  # the pages are those of `upkeep`; a rebuild takes some seconds, and the index is one so large that its pages are checked as they are read
QUESTION = "Who spoke about the levy?"


def press(here: Visit, name: str) -> None:
    here.page.get_by_role("button", name=name, exact=True).click()


def ended(here: Visit, how: str) -> str:
    line = here.page.locator(f"#q-index .u-ended.u-{how}")
    line.wait_for()
    return line.inner_text()


def test_damage_done_while_one_asks_is_said_by_the_files_name_and_a_rebuild_mends_it(visit: Callable[..., Visit]) -> None:
    """First in this file: a page of the index is checked once, before it is first read."""
    here = visit("#index")
    here.page.locator("#q-index .u-path").nth(1).wait_for(state="attached")
    index = Path(here.page.locator("#q-index .u-path").nth(1).inner_text())
    newest = max(manifest.parent for manifest in index.rglob("manifest.json"))
    for file in newest.rglob("*"):
        if file.is_file() and file.name not in ("manifest.json", "pages.npy"):
            file.write_bytes(bytes(byte ^ 1 for byte in file.read_bytes()))
    here.page.click(".q-to-ask")
    here.page.fill("#q-box textarea", QUESTION)
    here.page.press("#q-box textarea", "Enter")
    lead = here.page.locator(".q-trouble .q-lead")
    lead.wait_for()
    assert str(newest) in lead.inner_text()
    assert "is damaged" in lead.inner_text()
    assert lead.inner_text().endswith("make the index again with: quoth index --full.")
    here.until(lambda: here.page.input_value("#q-box textarea"), QUESTION)
    for width, scheme in ((1440, "light"), (1024, "dark"), (390, "light"), (320, "dark")):
        here.page.set_viewport_size({"width": width, "height": 800})
        here.page.emulate_media(color_scheme=scheme)
        assert not here.scrolls_sideways()
        here.until(lambda: here.contrast(".q-trouble .q-lead") >= 4.5, True)
    here.page.click(".q-to-index")
    press(here, "Health check")
    here.page.locator(".u-ended:has-text('found. A rebuild mends')").wait_for()
    press(here, "Rebuild from scratch")
    here.page.locator(".u-ended:has-text('answers now')").wait_for(timeout=60_000)
    here.page.click(".q-to-ask")
    here.page.press("#q-box textarea", "Enter")
    here.page.locator(".q-reply .q-words").first.wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark"), (320, "light"), (1024, "dark")])
def test_a_rebuild_is_seen_after_a_reload_and_can_be_cancelled_there(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = visit("#index", width=width, scheme=scheme)
    press(here, "Rebuild from scratch")
    here.page.locator("progress.u-bar[value]").wait_for()
    here.page.reload()
    here.page.wait_for_function("document.querySelector('progress.u-bar')?.value > 0")
    assert "Rebuild from scratch" in here.page.locator(".u-phase").inner_text()
    assert here.page.get_by_role("progressbar", name="Rebuild from scratch").count() == 1
    assert here.page.get_by_role("button", name="Rebuild", exact=True).is_disabled()
    assert here.contrast(".u-figures") >= 4.5
    assert not here.scrolls_sideways()
    here.page.click(".q-to-ask")
    assert here.ask(QUESTION).locator(".q-words").count()  # meanwhile
    here.page.click(".q-to-index")
    press(here, "Cancel")
    assert ended(here, "cancelled").endswith("The index that was there goes on answering.")
    assert here.page.locator("#q-index .u-now").inner_text() == "answers now"


def test_what_a_rebuild_would_do_and_that_all_is_whole(visit: Callable[..., Visit]) -> None:
    here = visit("#index")
    press(here, "What would it do?")
    assert ended(here, "done") == "A rebuild would do nothing: the index is up to date."
    press(here, "Health check")
    here.page.locator(".u-ended:has-text('The index is whole')").wait_for()
