"""The chips under an answer, in a real browser: by mouse and by keyboard, light, dark and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit
from tests.ui.web_fakes import hostile
from ui.escape import visible

RECORD = "fake"
QUESTION = "What did Ada Brook say about the harbour since 2020?"
SPEAKER, SINCE = "said by Ada Brook", "since 1 January 2020"


def chips(here: Visit, answer: int = 0) -> list[str]:
    return here.page.locator(".q-reply").nth(answer).locator(".q-part bdi").all_inner_texts()


def take_off(here: Visit, limit: str) -> None:
    here.page.get_by_role("button", name=f"Ask again without: {limit}", exact=True).click()
    here.page.locator(".q-not", has_text=limit).wait_for()


def test_a_click_asks_the_same_question_again_in_its_place(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask(QUESTION)
    assert (chips(here), reply.locator(".q-words").count()) == ([SPEAKER, SINCE], 2)
    here.ask("Who paid for the budget?")
    take_off(here, SPEAKER)
    first = here.page.locator(".q-reply").first
    assert (chips(here), first.locator(".q-words").count()) == ([SINCE], 3)
    take_off(here, SINCE)
    assert chips(here) == []
    assert first.locator(".q-not").inner_text() == f"Not limited to: {SPEAKER} · {SINCE}"
    here.until(lambda: here.page.locator("#q-chat .user-row").all_inner_texts(), [QUESTION, "Who paid for the budget?"])
    here.until(lambda: here.page.locator(".q-reply").count(), 2)
    here.ask("And the farmers?")
    here.until(lambda: here.page.locator(".q-reply").count(), 3)


def test_by_keyboard_each_button_is_reached_and_focus_goes_on_to_the_new_answer(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask(QUESTION)
    reply.locator(".q-about").last.focus()
    for limit in (SPEAKER, SINCE):
        here.page.keyboard.press("Tab")
        here.until(lambda: here.page.evaluate("document.activeElement.textContent"), f"Ask again without: {limit}")
        here.until(lambda: here.page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), "solid")
    here.page.keyboard.press("Enter")
    here.page.wait_for_function("document.activeElement.className.includes('q-not')")
    here.until(lambda: here.page.evaluate("document.activeElement.textContent"), f"Not limited to: {SINCE}")
    assert chips(here) == [SPEAKER]


def test_a_second_click_while_it_is_asked_is_one_click(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.ask(QUESTION)
    here.page.evaluate("for (const button of document.querySelectorAll('.q-off')) button.click()")
    here.page.locator(".q-not").wait_for()
    here.until(lambda: here.page.locator(".q-not").inner_text(), f"Not limited to: {SPEAKER}")
    assert chips(here) == [SINCE]


def test_a_new_conversation_has_none_of_it(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.ask(QUESTION)
    take_off(here, SPEAKER)
    here.page.click("#q-again")
    here.page.locator(".q-reply").wait_for(state="detached")
    here.ask(QUESTION)
    assert chips(here) == [SPEAKER, SINCE]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark"), (320, "light")])
def test_chips_can_be_read_and_hit_and_do_not_widen_the_page(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = visit(width=width, height=800, scheme=scheme)
    here.ask(QUESTION)
    for part in (".q-part bdi", ".q-off"):
        assert here.contrast(part) >= 4.5, part
    boxes = here.page.locator(".q-off").evaluate_all("all => all.map(one => [one.offsetWidth, one.offsetHeight])")
    assert all(side >= 24 for box in boxes for side in box)
    assert not here.scrolls_sideways()
    take_off(here, SPEAKER)
    assert here.contrast(".q-not") >= 4.5
    assert not here.scrolls_sideways()


def test_hostile_names_stay_words_on_a_phone_too(visit: Callable[..., Visit]) -> None:
    here = visit(width=390, height=800)
    name = next(turn.speaker.name for turn in hostile().turns if "img" in turn.speaker.name and "\n" not in turn.speaker.name)
    here.ask(f"What marker did {name} say?")
    assert here.page.locator(".q-part bdi").evaluate_all("all => all.map(one => one.textContent)") == [f"said by {visible(name)}"]
    here.page.locator(".q-off").click()
    here.page.locator(".q-not").wait_for()
    assert here.page.locator(".q-not").evaluate("line => line.textContent") == f"Not limited to: said by {visible(name)}"
    assert here.page.evaluate("window.pwned") is None
    here.until(lambda: here.page.locator("#q-chat .message-content").locator("img, script, form, style").count(), 0)
    assert not here.scrolls_sideways()
