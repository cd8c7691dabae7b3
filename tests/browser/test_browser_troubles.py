"""What goes wrong while one asks, as the page says it: a calm sentence with what to do, the question kept, and no notice of Gradio's own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import ROOT
from tests.browser.visit import Visit
from tests.ui.web_site import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

RECORD = "fake"
AWAY = "The server does not answer. Is Quoth still running? As soon as it is, this page opens again, and what you wrote is kept."


class Server:
    """A server that can be killed and started again at the same address."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.address = self.start()

    def start(self, port: int = 0) -> str:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.ui.web_site", self.kind, str(port)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def again(self) -> None:
        self.start(urlsplit(self.address).port or 0)

    def kill(self) -> None:
        with self.process:  # closes its pipe and waits
            self.process.send_signal(signal.SIGKILL)


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    made = Server(request.param)
    yield made
    if made.process.poll() is None:
        made.kill()


def opened(profile: BrowserContext, server: Server, width: int, scheme: Literal["light", "dark"]) -> Visit:
    page = profile.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(server.address)
    return Visit(page, server.address)


def send(here: Visit, question: str) -> None:
    here.page.fill("#q-box textarea", question)
    here.page.press("#q-box textarea", "Enter")


def told(here: Visit, sentence: str) -> None:
    """The sentence stands on the page, can be read, covers no more than its place, and Gradio says nothing."""
    here.page.locator(".q-lost").get_by_text(sentence, exact=True).wait_for(timeout=30_000)
    assert here.contrast(".q-lost p") >= 4.5
    assert here.contrast(".q-lost button") >= 4.5
    assert here.page.locator(".toast-body:visible, [data-testid=status-tracker]:visible").count() == 0
    assert not here.scrolls_sideways()


@pytest.mark.parametrize("server", ["fake"], indirect=True)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_a_server_that_is_gone_while_one_asks_is_said_and_the_question_kept_until_it_is_back(
    profile: BrowserContext, server: Server, width: int, scheme: Literal["light", "dark"]
) -> None:
    here = opened(profile, server, width, scheme)
    here.page.locator(".r-list").wait_for(state="attached")
    send(here, "What about the harbour, for ever?")
    here.page.locator(".q-coming .q-words").first.wait_for()
    server.kill()
    told(here, AWAY)
    here.until(lambda: here.page.input_value("#q-box textarea"), "What about the harbour, for ever?")
    here.until(lambda: here.page.evaluate("getComputedStyle(document.querySelector('.q-step'), '::before').animationName"), "none")
    assert here.page.locator("#q-stop").is_hidden()
    here.page.click(".q-lost button")
    told(here, f"Still no answer. {AWAY}")
    server.again()
    here.page.locator(".q-welcome, .q-first").first.wait_for(timeout=30_000)  # by itself
    here.page.wait_for_function("document.querySelector('#q-box textarea')?.value === 'What about the harbour, for ever?'", timeout=30_000)
    assert here.page.locator(".q-lost").is_hidden()
    assert here.ask("Who paid for the harbour?").locator(".q-words").count() == 3
    here.page.close()


@pytest.mark.parametrize("server", ["fake"], indirect=True)
def test_a_server_that_was_gone_before_is_said_too(profile: BrowserContext, server: Server) -> None:
    here = opened(profile, server, 320, "light")
    here.page.locator(".r-list").wait_for(state="attached")
    server.kill()
    send(here, "Who paid for the harbour?")
    told(here, AWAY)
    here.until(lambda: here.page.input_value("#q-box textarea"), "Who paid for the harbour?")
    here.page.close()


@pytest.mark.parametrize("server", ["login"], indirect=True)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (390, "light")])
def test_a_login_that_is_over_leads_to_a_new_one_and_back_to_the_question(
    profile: BrowserContext, server: Server, width: int, scheme: Literal["light", "dark"]
) -> None:
    here = opened(profile, server, width, scheme)

    def log_in() -> None:
        here.page.fill("#name", "ada")
        here.page.fill("#password", PASSWORD)
        here.page.keyboard.press("Enter")
        here.page.wait_for_selector("#q-box textarea")
        here.page.locator(".r-list").wait_for(state="attached")

    log_in()
    profile.clear_cookies()
    send(here, "Who paid for the harbour wall?")
    told(here, "You are no longer logged in. What you wrote is kept.")
    here.page.get_by_role("button", name="Log in").click()
    here.page.wait_for_selector("#password")
    log_in()
    here.page.wait_for_function("document.querySelector('#q-box textarea').value === 'Who paid for the harbour wall?'")
    here.page.press("#q-box textarea", "Enter")
    here.page.locator(".q-reply .q-words").first.wait_for()
    here.page.close()


def test_a_question_that_is_too_long_is_said_with_both_numbers_and_stays_to_be_shortened(visit: Callable[..., Visit]) -> None:
    here = visit()
    question = "Who paid for the harbour wall? " + "Because " * 300
    send(here, question)
    lead = here.page.locator(".q-trouble .q-lead")
    lead.wait_for()
    assert lead.inner_text() == f"A question has at most 2,000 characters; this one has {len(question):,}. Shorten it and ask again."
    here.page.wait_for_function("wanted => document.querySelector('#q-box textarea').value === wanted", arg=question)
    here.until(lambda: here.page.locator(".q-coming").count(), 0)
    send(here, "Who paid for the harbour?")
    here.page.locator(".q-reply .q-words").nth(2).wait_for()


@pytest.mark.parametrize("empty", ["", "   ", "\n\n"])
def test_an_empty_question_is_none(visit: Callable[..., Visit], empty: str) -> None:
    here = visit()
    here.page.fill("#q-box textarea", empty)
    here.page.click("#q-box .submit-button")
    assert here.ask("Who paid for the harbour?").locator(".q-words").count() == 3
    here.until(lambda: here.page.locator("#q-chat .user-row").all_inner_texts(), ["Who paid for the harbour?"])


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_takes_no_more_is_said_and_the_question_stays(visit: Callable[..., Visit], status: int) -> None:
    here = visit()
    here.page.route(re.compile("/queue/join"), lambda route: route.fulfill(status=status, json={"detail": "full"}))
    send(here, "Who paid for the harbour?")
    told(here, "The server is asked for too much at once, so this was not done. Try again in a moment.")
    here.until(lambda: here.page.input_value("#q-box textarea"), "Who paid for the harbour?")
    here.page.unroute(re.compile("/queue/join"))
    here.page.get_by_role("button", name="Close").last.click()
    assert here.page.locator(".q-lost").is_hidden()
    here.page.press("#q-box textarea", "Enter")
    here.page.locator(".q-reply .q-words").nth(2).wait_for()


def test_a_server_that_says_when_to_come_again_is_asked_again_then(visit: Callable[..., Visit]) -> None:
    here = visit()
    refusals = iter([1, 2])
    here.page.route(
        re.compile("/record"), lambda route: route.fulfill(status=429, headers={"retry-after": "1"}) if next(refusals, 0) else route.continue_()
    )
    here.page.click(".r-item >> nth=0")
    here.page.locator(".r-turn").first.wait_for(timeout=20_000)
    assert here.page.locator(".q-lost").is_hidden()
