"""More people than are answered at once: the ones behind are told how many are before them, one too many is told so and keeps the question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.visit import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

RECORD = "busy"  # one question at once, two that wait


@pytest.fixture
def person(browser: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """A page of somebody else each: a browser opens six connections to one server, and every page holds some of them."""
    contexts: list[BrowserContext] = []

    def made(width: int, scheme: Literal["light", "dark"]) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        here = Visit(context.new_page(), site)
        here.page.goto(site)
        here.page.locator(".r-list").wait_for(state="attached")
        return here

    yield made
    for context in contexts:
        context.close()


def send(here: Visit, question: str) -> None:
    here.page.fill("#q-box textarea", question)
    here.page.press("#q-box textarea", "Enter")


def says(here: Visit, sentence: str) -> None:
    here.page.locator("#q-chat").get_by_text(sentence, exact=True).wait_for(timeout=20_000)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark"), (1440, "dark"), (390, "light")])
def test_waiting_and_busy(person: Callable[..., Visit], width: int, scheme: Literal["light", "dark"]) -> None:
    first, second, third, fourth = (person(width, scheme) for _ in range(4))
    send(first, f"What about the harbour ({width} {scheme}), never?")
    says(first, "Searching 1 transcript…")
    send(second, "Who paid for the harbour wall?")
    says(second, "Waiting: this question is next")
    send(third, "Who paid for the harbour?")
    says(third, "Waiting: 1 question before this one")
    assert third.contrast(".q-step") >= 4.5
    third.page.locator("#q-stop").wait_for(state="visible")
    assert not third.scrolls_sideways()

    send(fourth, "What about the farmers?")
    says(fourth, "2 questions are waiting already, so this one was not taken: ask again in a moment.")
    assert fourth.contrast(".q-trouble .q-lead") >= 4.5
    assert fourth.contrast(".q-trouble .q-anew") >= 4.5
    assert fourth.page.locator("#q-stop").is_hidden()
    assert not fourth.scrolls_sideways()

    third.page.click("#q-stop")  # whoever gives up waiting makes room
    says(third, "Stopped before there was an answer.")
    fourth.page.get_by_role("button", name="Ask again").click()
    says(fourth, "Waiting: 1 question before this one")

    first.page.click("#q-stop")
    says(first, "Stopped before there was an answer.")
    for here, words in ((second, "The city paid for the harbour wall"), (fourth, "Nobody asked the farmers.")):
        here.page.locator(".q-reply .q-words", has_text=words).wait_for(timeout=20_000)
        here.page.locator(".q-coming, .q-trouble").first.wait_for(state="detached")
