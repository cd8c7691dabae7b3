"""The pages of library and index in a real browser: a file is added, indexed, read, taken out; a rebuild survives a reload."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.visit import Visit

RECORD = "upkeep"
TALK = b"MARA ODUYA: The gate was shut by the night crew.\n\nPIET HAIN: By whom exactly?\n"


def go(here: Visit, page: str) -> None:
    here.page.click(f".q-to-{page}")
    here.page.wait_for_function(f"document.documentElement.dataset.page === '{page}'")


def row(here: Visit, file: str) -> str:
    return f"#q-library tr:has(.u-about:text('{file}'))"


def rebuilt(here: Visit) -> None:
    go(here, "index")
    here.page.get_by_role("button", name="Rebuild", exact=True).click()
    here.page.locator("#q-index .u-ended.u-done").wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_life_of_a_file(visit: Callable[..., Visit], tmp_path: Path, width: int, scheme: str) -> None:
    name = f"gate-{width}.txt"
    (tmp_path / name).write_bytes(TALK)
    (tmp_path / "talk.ass").write_bytes(b"[Script Info]\nTitle: no transcript")
    here = visit(width=width, scheme=scheme)
    go(here, "library")
    here.page.set_input_files("#u-files", [tmp_path / name, tmp_path / "talk.ass"])
    here.page.locator(".u-loads li:has-text('Added as')").wait_for()
    assert "there are no captions with words" in here.page.locator(".u-refused").inner_text()
    here.page.locator(f"{row(here, name)} .u-waiting").wait_for()
    assert not here.scrolls_sideways()
    rebuilt(here)
    assert "1 added" in here.page.locator(".u-ended").inner_text()
    assert not here.scrolls_sideways()
    go(here, "ask")
    reply = here.ask("Who shut the gate by night?")
    assert "The gate was shut by the night crew." in reply.inner_text()
    go(here, "library")
    here.page.locator(f"{row(here, name)} .u-title").click()
    here.opened(0)
    here.until(lambda: here.page.locator("#q-reader .r-title").inner_text(), f"Gate {width}")
    if width < 860:
        here.page.click(".r-back")
    go(here, "library")
    remove = here.page.locator(f"{row(here, name)} .u-does button")
    remove.click()
    here.page.locator(f"{row(here, name)} button:has-text('Take it out?')").click()
    here.page.locator("text=was taken out").wait_for()
    rebuilt(here)
    go(here, "library")
    here.page.wait_for_function(f"![...document.querySelectorAll('#q-library .u-about')].some((node) => node.textContent.includes('{name}'))")


def test_what_is_searched_for_is_found_by_title_speaker_and_file(visit: Callable[..., Visit]) -> None:
    here = visit()
    go(here, "library")
    here.page.locator("#q-library tbody tr").nth(1).wait_for()
    for words, found in (("quist", 2), ("2024-04", 1), ("ordinary", 1), ("tomas regular", 1), ("nowhere", 0)):
        here.page.fill("#q-library .u-search", words)
        here.page.wait_for_function(f"document.querySelectorAll('#q-library tbody tr').length === {found}")


def test_skipped_lines_are_unfolded(visit: Callable[..., Visit]) -> None:
    here = visit()
    go(here, "library")
    button = here.page.locator("#q-library .u-link:has-text('skipped')").first
    button.click()
    here.page.locator(".u-skips li").first.wait_for()
    assert "line 1" in here.page.locator(".u-skips").inner_text()


def test_a_task_is_seen_after_a_reload_and_from_a_second_page(visit: Callable[..., Visit]) -> None:
    here = visit("#index")
    here.page.get_by_role("button", name="Rebuild from scratch").click()
    here.page.locator("#q-index .u-ended.u-done").wait_for()
    said = here.page.locator(".u-ended").inner_text()
    assert "answers now" in said
    here.page.reload()
    here.page.locator("#q-index .u-ended.u-done").wait_for()
    here.until(lambda: here.page.locator(".u-ended").inner_text(), said)
    other = visit("#index")
    other.page.locator("#q-index .u-ended.u-done").wait_for()
    here.until(lambda: other.page.locator(".u-ended").inner_text(), said)


def test_rolling_back_asks_first(visit: Callable[..., Visit]) -> None:
    here = visit("#index")
    here.page.get_by_role("button", name="Rebuild from scratch").click()
    here.page.locator("#q-index .u-ended.u-done").wait_for()
    here.page.locator("#q-index tbody button").first.click()
    sure = here.page.locator("#q-index .u-sure")
    assert sure.inner_text().startswith("Answer from 0")
    number = sure.inner_text().removeprefix("Answer from ").rstrip("?")
    sure.click()
    here.page.locator(f"#q-index tr:has-text('{number}') .u-now").wait_for()
