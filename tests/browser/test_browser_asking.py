"""An answer on its way: the question at once, what is done about it, quotations as they are proved; stopped by button and by Escape."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit

RECORD = "fake"
SLOW = "What about the harbour, slowly?"


def send(here: Visit, question: str) -> None:
    here.page.fill("#q-box textarea", question)
    here.page.press("#q-box textarea", "Enter")


STEPS = [
    "0 Searching the record…",
    "0 Searching 2 transcripts…",
    "0 Reading 15 passages…",
    "0 Proving 3 quotations against the files…",
    "1 Proving 3 quotations against the files, 1 done…",
    "2 Proving 3 quotations against the files, 2 done…",
]
LISTEN = """() => {
    window.told = [];
    new MutationObserver(() => {
        const step = document.querySelector('#q-chat .q-step');
        const text = step && `${document.querySelectorAll('#q-chat .q-coming .q-words').length} ${step.textContent}`;
        if (text && text !== window.told[window.told.length - 1]) window.told.push(text);
    }).observe(document.querySelector('#q-talk'), {childList: true, subtree: true, characterData: true});
}"""


def test_the_question_is_there_at_once_then_what_is_done_then_quotations_one_by_one(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.evaluate(LISTEN)
    send(here, SLOW)
    here.page.locator(".q-coming").wait_for()
    here.until(lambda: here.page.locator("#q-chat .user-row").all_inner_texts(), [SLOW])
    here.until(lambda: here.page.locator("#q-box textarea").input_value(), "")
    here.page.locator(".q-reply").wait_for()
    told = here.page.evaluate("window.told")
    assert told == [step for step in STEPS if step in told]  # a busy machine may draw fewer of them, never others
    assert {STEPS[2], STEPS[4]} <= set(told)
    here.until(lambda: here.page.locator(".q-reply .q-words").count(), 3)
    here.until(lambda: here.page.locator(".q-coming").count(), 0)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1024, "dark"), (390, "light"), (320, "dark")])
def test_while_it_comes_it_can_be_read_and_the_button_that_sends_is_one_that_stops(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = visit(width=width, height=800, scheme=scheme)
    send(here, f"What about the harbour ({width}), for ever?")
    here.page.locator(".q-coming .q-words").first.wait_for()
    assert here.contrast(".q-step") >= 4.5
    here.page.locator("#q-stop").wait_for(state="visible")
    here.page.locator("#q-box .submit-button").wait_for(state="hidden")
    assert not here.scrolls_sideways()
    here.page.click("#q-stop")
    here.page.locator(".q-stopped").wait_for()
    here.page.locator("#q-stop").wait_for(state="hidden")
    here.page.locator("#q-box .submit-button").wait_for()


@pytest.mark.parametrize("by", ["click", "Escape", "Tab"])
def test_stop_keeps_the_question_and_what_was_proved(visit: Callable[..., Visit], by: str) -> None:
    here, question = visit(), f"What about the harbour ({by}), for ever?"
    send(here, question)
    here.page.locator(".q-coming .q-words").first.wait_for()
    if by == "click":
        here.page.click("#q-stop")
    elif by == "Escape":
        here.page.press("#q-box textarea", "Escape")
    else:
        here.page.focus("#q-box textarea")
        here.page.keyboard.press("Tab")
        here.until(lambda: here.page.evaluate("document.activeElement.textContent.trim()"), "Stop")
        here.page.keyboard.press("Enter")
    stopped = here.page.locator(".q-stopped")
    stopped.wait_for()
    assert stopped.locator(".q-lead").inner_text().endswith("had been proved by then; there may be more.")
    here.until(lambda: here.page.locator("#q-chat .user-row").all_inner_texts(), [question])
    shown = stopped.inner_text()
    here.page.wait_for_timeout(1500)
    assert stopped.inner_text() == shown
    assert here.page.evaluate("document.activeElement.tagName") in ("TEXTAREA", "BODY")
    stopped.get_by_role("button", name="Ask again").click()
    here.page.locator(".q-reply:not(.q-stopped)").wait_for(timeout=20_000)
    here.until(lambda: here.page.locator(".q-reply .q-words").count(), 3)
    here.until(lambda: here.page.locator("#q-chat .user-row").count(), 1)


def test_stopped_before_anything_was_found(visit: Callable[..., Visit]) -> None:
    here = visit()
    send(here, "What about the harbour, never?")
    here.page.locator(".q-coming").wait_for()
    here.page.click("#q-stop")
    here.until(lambda: here.page.locator(".q-stopped .q-lead").inner_text(), "Stopped before there was an answer.")
    assert here.ask("Who paid for the harbour?").locator(".q-words").count() == 3


def test_an_answer_that_is_asked_again_and_stopped_stays_as_it_was(visit: Callable[..., Visit]) -> None:
    here = visit()
    send(here, "What did Ada Brook say about the harbour, slowly?")
    reply = here.page.locator(".q-reply")
    reply.wait_for(timeout=20_000)
    before = reply.inner_text()
    reply.locator(".q-off").click()
    here.page.locator(".q-coming").wait_for()
    here.page.click("#q-stop")
    here.page.locator(".q-coming").wait_for(state="detached")
    assert reply.inner_text() == before


def test_a_question_sent_meanwhile_is_answered_next(visit: Callable[..., Visit]) -> None:
    here = visit()
    send(here, SLOW)
    here.page.locator(".q-coming").wait_for()
    send(here, "Who paid for the harbour?")
    here.page.locator(".q-reply").nth(1).wait_for(timeout=20_000)
    here.until(lambda: here.page.locator("#q-chat .user-row").all_inner_texts(), [SLOW, "Who paid for the harbour?"])


def test_with_reduced_motion_nothing_moves(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.emulate_media(reduced_motion="reduce")
    send(here, SLOW)
    still = "getComputedStyle(document.querySelector('.q-step'), '::before').animationName === 'none'"
    here.page.wait_for_function(f"document.querySelector('.q-step') && {still}")
