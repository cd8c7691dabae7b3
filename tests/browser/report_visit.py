"""The HTML report as the browser tests use it: opened from a file, with everything on the page that they read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from rag.evals.page import page
from tests.browser.visit import Visit
from tests.rag.made_report import report

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator

Opener = Callable[..., Visit]


@contextmanager
def reports(profile: BrowserContext, folder: Path) -> Iterator[Opener]:
    """Opens a report from a file: `visit(report, address, width, scheme)`. At the end it asked for nothing and no script failed."""
    visits: list[Visit] = []

    def go(held: dict[str, Any] | None = None, address: str = "", width: int = 1440, scheme: Literal["light", "dark"] = "light") -> Visit:
        file = folder / f"report-{len(visits)}.html"
        file.write_text(page(held or report()), encoding="utf-8", newline="\n")
        here = Visit(profile.new_page(), file.as_uri())
        visits.append(here)
        here.page.set_viewport_size({"width": width, "height": 900})
        here.page.emulate_media(color_scheme=scheme)
        here.page.on("console", lambda message: here.faults.append(message.text))
        here.watch()
        here.page.goto(here.base + address)
        here.page.wait_for_selector("#questions")
        return here

    yield go
    for here in visits:
        assert (here.foreign, here.faults) == ([], [])
        here.page.close()


def texts(found: Locator) -> list[str]:
    return list(found.evaluate_all("nodes => nodes.map(node => node.textContent)"))


def listed(here: Visit) -> list[str]:
    """The ids of the listed questions, from their addresses."""
    return [address.removeprefix("#q=") for address in here.page.locator(".list a").evaluate_all("links => links.map(link => link.getAttribute('href'))")]


def eventually(here: Visit, expression: str, argument: object = None) -> None:
    """Waits until the expression is true; Playwright's own wait evaluates text inside the page, which the page's policy forbids."""
    for _ in range(100):
        if here.page.evaluate(expression, argument):
            return
        here.page.wait_for_timeout(30)
    pytest.fail(f"it never came true: {expression}")


def opened(here: Visit) -> str:
    return str(here.page.locator(".id").text_content())
