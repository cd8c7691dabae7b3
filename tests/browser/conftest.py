"""One real browser and one server for each module of tests. Both are skipped, with the reason, where there is no browser."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.visit import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with playwright.sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One cache for a module's pages, so that only the first has to load the app."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, browser: Browser) -> Iterator[str]:
    """The address of a server over the record that the module names in `RECORD`; it must end cleanly when interrupted."""
    command = [sys.executable, "-m", "tests.ui.web_site", request.module.RECORD]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    with server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        yield address
        server.send_signal(signal.SIGINT)
        try:
            assert server.wait(timeout=60) == 0
        except subprocess.TimeoutExpired:
            # Killed, so that waiting for it does not take the whole run with it; not ending is a failure all the same.
            server.kill()
            raise
    assert address, "the server did not start"


@pytest.fixture
def visit(profile: BrowserContext, site: str) -> Iterator[Callable[..., Visit]]:
    """Opens a fresh page: `visit(path, width, height, scheme)`. At the end no other host was asked and no script failed."""
    visits: list[Visit] = []

    def go(path: str = "", width: int = 1440, height: int = 900, scheme: Literal["light", "dark"] = "light") -> Visit:
        page = profile.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        visit = Visit(page, site)
        visits.append(visit)
        visit.watch()
        page.goto(site + path)
        page.wait_for_selector("#q-box textarea", state="attached" if path.startswith(("#evaluations", "#index", "#library")) else "visible")
        page.wait_for_selector(".r-list, .r-turn, .r-say", state="attached")
        return visit

    yield go
    for visit in visits:
        assert (visit.foreign, visit.faults) == ([], [])
        visit.page.close()
