"""What a question is limited to: chosen as one types, shown as chips, taken off; added to an answer; and a question made of a quotation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit

RECORD = "fake"
QUESTION = "Who paid for the harbour?"
WALL = "26 January 2021 · Remarks by Ada Brook on the harbour wall"


def choose(here: Visit, opener: str, typed: str, option: str) -> None:
    here.page.click(opener)
    here.page.fill(".l-find", typed)
    here.page.get_by_role("option", name=option, exact=True).click()
    here.page.locator(".l-pop").wait_for(state="hidden")


def limits(here: Visit) -> list[str]:
    return here.page.locator(".l-chips bdi").all_inner_texts()


def searched(here: Visit) -> list[str]:
    return here.page.locator(".q-reply .q-part > bdi").all_inner_texts()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1024, "dark"), (390, "light"), (320, "dark")])
def test_chosen_limits_are_chips_and_hold_for_every_question_until_they_are_taken_off(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = visit(width=width, height=800, scheme=scheme)
    choose(here, ".l-add", "ques", "Said by Question")
    choose(here, ".l-add", "2021", "When since 2021")
    here.until(lambda: limits(here), ["said by Question", "since 2021"])
    for part in (".l-chips bdi", ".l-off", ".l-add"):
        assert here.contrast(part) >= 4.5, part
    assert not here.scrolls_sideways()
    reply = here.ask(QUESTION)
    here.until(lambda: searched(here), ["said by Question", "since 2021"])
    assert reply.locator(".q-words").all_inner_texts() == ["Who paid for the harbour wall?"]
    here.page.get_by_role("button", name="No longer limited to: said by Question").click()
    here.until(lambda: limits(here), ["since 2021"])
    assert here.ask(QUESTION).locator(".q-words").count() == 3
    assert not here.scrolls_sideways()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1024, "dark"), (390, "dark"), (320, "light")])
def test_the_choice_stays_in_the_window_and_can_be_read(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = visit(width=width, height=700, scheme=scheme)
    here.page.click(".l-add")
    here.page.locator(".l-option").first.wait_for()
    for part in (".l-kind", ".l-option:nth-of-type(2)", ".l-option[aria-selected=true]", ".l-find"):
        assert here.contrast(part) >= 4.5, part
    box = here.page.locator(".l-pop").bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= width and box["y"] + box["height"] <= 700  # noqa: PT018
    assert not here.scrolls_sideways()


def test_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
    here = visit()
    keys = here.page.keyboard
    here.page.focus(".l-add")
    keys.press("Enter")
    here.page.locator(".l-option").first.wait_for()
    here.until(lambda: here.page.evaluate("document.activeElement.getAttribute('role')"), "combobox")
    keys.type("brook")
    here.page.wait_for_function("document.querySelectorAll('.l-option').length === 2")
    keys.press("ArrowDown")
    assert here.page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent").startswith("Remarks by")
    keys.press("ArrowDown")
    keys.press("Enter")
    here.until(lambda: limits(here), ["said by Ada Brook"])
    here.until(lambda: here.page.evaluate("document.activeElement.className"), "l-add")
    keys.press("Enter")
    keys.press("Escape")
    here.page.locator(".l-pop").wait_for(state="hidden")
    here.until(lambda: here.page.evaluate("document.activeElement.className"), "l-add")
    keys.press("Shift+Tab")
    here.until(lambda: here.page.evaluate("document.activeElement.getAttribute('aria-label')"), "No longer limited to: said by Ada Brook")
    keys.press("Enter")
    here.until(lambda: limits(here), [])
    here.until(lambda: here.page.evaluate("document.activeElement.className"), "l-add")


def test_who_speaks_and_who_asks_take_each_others_place(visit: Callable[..., Visit]) -> None:
    here = visit()
    choose(here, ".l-add", "ada", "Said by Ada Brook")
    choose(here, ".l-add", "quest", "Asked by Question")
    here.until(lambda: limits(here), ["asked by Question"])
    choose(here, ".l-add", "", "Asked by Anybody: questions only")
    here.until(lambda: limits(here), ["questions only"])


def test_what_is_not_there_is_said(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.click(".l-add")
    here.page.fill(".l-find", "zzz")
    here.page.get_by_text("Nobody and nothing of that name is in the record.").wait_for()
    here.page.keyboard.press("Enter")
    here.page.locator(".l-pop").wait_for(state="visible")
    here.page.click(".q-first")
    here.page.locator(".l-pop").wait_for(state="hidden")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_limit_is_added_to_an_answer_in_its_place(visit: Callable[..., Visit], width: int) -> None:
    here = visit(width=width)
    reply = here.ask(QUESTION)
    assert reply.locator(".q-words").count() == 3
    choose(here, ".q-add", "ques", "Said by Question")
    here.page.wait_for_function("document.querySelectorAll('.q-reply .q-words').length === 1")
    here.until(lambda: searched(here), ["said by Question"])
    choose(here, ".q-add", "wall", "In Remarks by Ada Brook on the harbour wall · 26 January 2021")
    here.page.wait_for_function("document.querySelectorAll('.q-reply .q-part').length === 2")
    here.until(lambda: searched(here), ["said by Question", WALL])
    here.until(lambda: here.page.locator("#q-chat .user-row").count(), 1)
    here.until(lambda: limits(here), [])
    assert not here.scrolls_sideways()


@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
def test_ask_about_a_quotation(visit: Callable[..., Visit], width: int) -> None:
    here = visit(width=width)
    here.ask("Who paid for the harbour?").locator(".q-about").nth(2).click(force=True)
    here.page.wait_for_function("document.querySelector('#q-box textarea').value.startsWith('What')")
    here.until(lambda: limits(here), ["said by Ada Brook", WALL])
    assert here.page.evaluate("[document.activeElement.tagName, getSelection().toString()]") == [
        "TEXTAREA", "What did Ada Brook say about “The city paid for the harbour wall, and I would do it…”?",
    ]  # fmt: skip
    here.page.keyboard.press("Enter")
    here.page.locator(".q-reply").nth(1).wait_for()
    here.until(lambda: here.page.locator(".q-reply").nth(1).locator(".q-part > bdi").all_inner_texts(), ["said by Ada Brook", WALL])
    assert not here.scrolls_sideways()


@pytest.mark.parametrize("width", [1440, 390])
def test_ask_about_words_selected_in_the_reader(visit: Callable[..., Visit], width: int) -> None:
    here = visit(width=width)
    here.ask(QUESTION).locator(".q-cite").first.click()
    here.opened(0)
    here.page.evaluate("""() => {
        const text = [...document.querySelectorAll('#q-reader .r-text')].find((node) => node.textContent.includes('farmers'));
        const range = document.createRange();
        range.selectNodeContents(text);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    floating = here.page.locator(".q-floating")
    floating.wait_for()
    assert here.contrast(".q-floating") >= 4.5
    floating.click()
    here.page.wait_for_function("document.querySelector('#q-box textarea').value.includes('The city paid')")
    here.until(lambda: limits(here), ["said by Ada Brook", WALL])
    here.page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    here.page.locator("#q-box textarea").wait_for(state="visible")
    floating.wait_for(state="hidden")
