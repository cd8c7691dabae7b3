"""Asking and reading, as a person does it: citations open the record at the quoted words, by mouse, by keyboard, by address."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rag import lead
from tests.browser.visit import Visit
from tests.ui.web_fakes import FakeEngine, long, press
from ui.web.links import link

RECORD = "long"
QUESTION = "Who paid for the harbour?"
QUOTES = FakeEngine(press()).ask(QUESTION).quotes
ADDRESSES = [link(quote.place, press().sha256) for quote in QUOTES]


def middle(visit: Visit) -> float:
    """Where the highlight's middle lies in the reader: 0 is the top edge, 1 the bottom edge."""
    return float(
        visit.page.evaluate(
            """() => {
                const mark = document.querySelector('#q-reader mark').getBoundingClientRect();
                const body = document.querySelector('.r-body').getBoundingClientRect();
                return (mark.top + mark.height / 2 - body.top) / body.height;
            }"""
        )
    )


def test_each_citation_opens_the_record_at_its_quotation(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask(QUESTION)
    assert reply.locator(".q-words").all_inner_texts() == [quote.text for quote in QUOTES]
    for number, quote in enumerate(QUOTES):
        reply.locator(".q-cite").nth(number).click()
        row = here.opened(quote.place.turn)
        here.until(lambda: here.mark(), quote.text)
        assert row.locator(".r-who").inner_text() == quote.speaker.name
        assert row.locator(".r-text").evaluate("text => text.textContent") == press().turns[quote.place.turn].text
        here.until(lambda: here.page.locator("#q-reader mark").count(), 1)
        assert here.page.url == here.base + ADDRESSES[number]
    here.until(lambda: here.page.locator(".r-title").inner_text(), press().title)
    here.until(lambda: here.page.locator(".r-turn").count(), len(press().turns))


def test_an_answer_shows_its_first_quotation_and_marks_the_citation_that_is_open(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask(QUESTION)
    here.opened(QUOTES[0].place.turn)
    here.until(lambda: here.mark(), QUOTES[0].text)
    reply.locator(".q-cite[aria-current]").wait_for()
    assert reply.locator(".q-cite[aria-current]").all_inner_texts() == ["[1]"]
    here.until(lambda: here.page.evaluate("document.activeElement.tagName"), "TEXTAREA")


def test_inferred_speakers_roles_and_unnamed_ones_are_marked_in_the_reader(visit: Callable[..., Visit]) -> None:
    here = visit(ADDRESSES[0])
    here.opened(0)
    turns = here.page.locator(".r-turn")
    assert turns.nth(0).locator(".r-tag").all_inner_texts() == ["inferred from the title"]
    assert turns.nth(1).locator(".r-tag").all_inner_texts() == ["role", "translated"]
    assert turns.nth(2).locator(".r-tag").count() == 0
    assert turns.nth(3).locator(".r-who").inner_text() == "Unnamed speaker"


def test_a_deep_link_opens_on_load(visit: Callable[..., Visit]) -> None:
    here = visit(ADDRESSES[2])
    here.opened(QUOTES[2].place.turn)
    here.until(lambda: here.mark(), QUOTES[2].text)
    here.page.locator(".r-changed").wait_for(state="hidden")


def test_a_link_to_another_version_of_the_file_says_so(visit: Callable[..., Visit]) -> None:
    here = visit(ADDRESSES[2].rsplit(".", 1)[0] + ".00000000")
    here.opened(QUOTES[2].place.turn)
    assert "has changed since the link was made" in here.page.locator(".r-changed").inner_text()


@pytest.mark.parametrize(("path", "sentence"), [("#turn=nowhere.1.0-5", "is not in the record"), (f"{ADDRESSES[0].split('.')[0]}.999", "has no such turn")])
def test_a_link_to_nothing_says_so_and_leads_to_the_list(visit: Callable[..., Visit], path: str, sentence: str) -> None:
    here = visit(path)
    assert sentence in here.page.locator(".r-say").inner_text()
    here.page.click(".r-all")
    here.page.locator(".r-item").first.wait_for()


def test_back_and_forward_follow_what_was_read(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask(QUESTION)
    here.opened(QUOTES[0].place.turn)
    for number in (1, 2):
        reply.locator(".q-cite").nth(number).click()
        here.opened(QUOTES[number].place.turn)
    here.page.go_back()
    here.opened(QUOTES[1].place.turn)
    here.page.go_back()
    here.opened(QUOTES[0].place.turn)
    here.page.go_forward()
    here.opened(QUOTES[1].place.turn)
    here.until(lambda: here.mark(), QUOTES[1].text)
    assert reply.locator(".q-cite").count() == len(QUOTES)


def test_all_of_it_can_be_done_by_keyboard(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.until(lambda: here.page.evaluate("document.activeElement.tagName"), "TEXTAREA")
    here.page.keyboard.type(QUESTION)
    here.page.keyboard.press("Enter")
    here.page.locator(".q-cite").nth(2).wait_for()
    focused = "document.activeElement.className"
    here.page.keyboard.press("Shift+Tab")
    passed = [""]
    while here.page.evaluate(focused) != "q-cite":
        passed.append(here.page.evaluate(focused))
        assert passed[-1] in ("q-on q-add", "q-on", "q-about"), passed  # what an answer offers
        here.page.keyboard.press("Shift+Tab")
    assert passed[-1] == "q-about"
    here.until(lambda: here.page.evaluate("document.activeElement.textContent"), "[3]")
    here.until(lambda: here.page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), "solid")
    here.page.keyboard.press("Enter")
    here.opened(QUOTES[2].place.turn)
    here.until(lambda: here.mark(), QUOTES[2].text)
    here.page.wait_for_function("document.activeElement.className === 'r-body'")
    here.page.keyboard.press("Escape")
    assert here.page.evaluate(focused) == "q-cite"


def test_a_refusal_folds_its_nearest_passages_and_they_open_too(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask("xylophone")
    assert reply.locator(".q-lead").inner_text() == lead.NOT_IN_THE_RECORD
    assert reply.locator("blockquote").count() == 0
    reply.locator(".q-near li").first.wait_for(state="hidden")
    reply.locator("summary").click()
    reply.locator(".q-read").first.click()
    here.opened(0)
    here.until(lambda: here.page.locator("#q-reader mark").count(), 0)


def test_an_example_question_is_asked_by_one_click(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.click("text=What about the farmers?")
    here.page.locator(".q-reply").wait_for()
    here.until(lambda: here.page.locator(".q-words").all_inner_texts(), ["Nobody asked the farmers."])
    here.until(lambda: here.page.locator("#q-chat .user-row").inner_text(), "What about the farmers?")
    here.page.locator("#q-welcome").wait_for(state="hidden")


def test_a_follow_up_is_shown_as_it_was_understood_and_a_new_conversation_forgets(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.ask(QUESTION)
    assert f"Understood as: What about the farmers? (after {QUESTION})" in here.ask("What about the farmers?").inner_text()
    here.page.click("#q-again")
    here.page.locator("#q-welcome").wait_for()
    here.until(lambda: here.page.locator(".q-reply").count(), 0)
    assert "Understood as" not in here.ask("What about the farmers?").inner_text()


def test_a_question_sent_while_another_is_answered_is_answered_too(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.fill("#q-box textarea", QUESTION)
    here.page.press("#q-box textarea", "Enter")
    here.page.wait_for_function("document.querySelector('#q-box textarea').value === ''")
    here.page.fill("#q-box textarea", "What about the farmers?")
    here.page.press("#q-box textarea", "Enter")
    here.page.locator(".q-reply").nth(1).wait_for()
    here.until(lambda: here.page.locator("#q-chat .user-row").all_inner_texts(), [QUESTION, "What about the farmers?"])
    here.until(lambda: here.page.locator(".q-reply").nth(1).locator(".q-words").all_inner_texts(), ["Nobody asked the farmers."])


def test_a_fault_of_the_program_is_a_sentence_and_the_next_question_works(visit: Callable[..., Visit]) -> None:
    here = visit()
    assert "No answer came" in here.ask("crash").inner_text()
    assert "Traceback" not in here.page.content()
    assert here.ask(QUESTION).locator(".q-cite").count() == len(QUOTES)


def test_five_thousand_turns_open_at_the_quotation(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.evaluate("location.hash = '#turn=long.3333.3-40'")
    here.opened(3333)
    here.until(lambda: here.mark(), long().turns[3333].text[3:40])
    here.page.wait_for_function(
        """() => {
            const mark = document.querySelector('#q-reader mark').getBoundingClientRect();
            const body = document.querySelector('.r-body').getBoundingClientRect();
            return Math.abs((mark.top + mark.height / 2 - body.top) / body.height - 0.5) < 0.05;
        }"""
    )
    here.page.wait_for_function("document.querySelectorAll('.r-turn').length === 5000")
    here.until(lambda: here.page.locator(".r-on .r-place").inner_text(), "11:34:22")
    here.page.evaluate("location.hash = '#turn=long.4000.0-20'")
    here.opened(4000)
    here.page.wait_for_timeout(300)
    assert middle(here) == pytest.approx(0.5, abs=0.05)


def test_every_control_has_a_name_and_no_message_is_named_by_its_markup(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.ask(QUESTION)
    here.page.get_by_role("button", name="Ask", exact=True).wait_for()
    for name in ("Limit to…", "New conversation", "All transcripts"):
        here.page.get_by_role("button", name=name).wait_for()
    assert here.page.get_by_label("Question", exact=True).count() == 1
    here.page.wait_for_function("document.querySelectorAll('#q-chat [aria-label*=\"<\"]').length === 0")


def test_a_new_question_stands_at_the_top_with_its_answer_below(visit: Callable[..., Visit]) -> None:
    here = visit()
    for _ in range(3):
        here.ask("marker")
    here.page.wait_for_function(
        """() => {
            const chat = document.querySelector('#q-chat').getBoundingClientRect();
            const asked = [...document.querySelectorAll('#q-chat .user-row')].pop().getBoundingClientRect();
            return Math.abs(asked.top - chat.top) < 2;
        }"""
    )
