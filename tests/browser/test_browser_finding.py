"""Finding words in a transcript, and a long transcript that is whole although it opens before all of it is written."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.visit import Visit
from tests.ui.web_fakes import long, press
from ui.web.links import key

RECORD = "long"
WORDS = [turn.text for turn in long().turns]


def test_words_are_found_forwards_and_backwards_and_round(visit: Callable[..., Visit]) -> None:
    here = visit(f"#turn={key(press().id)}.0")
    here.opened(0)
    places = [turn.index for turn in press().turns for _ in range(turn.text.lower().count("harbour"))]
    assert len(places) >= 2
    find = here.page.locator(".r-find")
    find.fill("HARBOUR")
    for number in [*range(len(places)), 0]:
        find.press("Enter")
        here.page.locator(f".r-count:text-is('{number + 1} of {len(places)}')").wait_for()
        here.opened(places[number])
        assert here.mark().lower() == "harbour"
    find.press("Shift+Enter")
    here.page.locator(f".r-count:text-is('{len(places)} of {len(places)}')").wait_for()


def test_what_is_not_there_is_said_and_no_pattern_is_meant(visit: Callable[..., Visit]) -> None:
    here = visit(f"#turn={key(press().id)}.0")
    here.opened(0)
    find = here.page.locator(".r-find")
    for text in (".*", "[a-z]", "(", "\\", "harbour wall of glass"):
        find.fill(text)
        find.press("Enter")
        here.page.locator(".r-count:text-is('Not in this transcript.')").wait_for()


def test_escape_empties_the_field_first_and_only_then_goes_back(visit: Callable[..., Visit]) -> None:
    here = visit(f"#turn={key(press().id)}.0")
    here.opened(0)
    find = here.page.locator(".r-find")
    find.fill("wall")
    find.press("Escape")
    here.until(lambda: here.page.evaluate("document.activeElement.className"), "r-find")
    assert find.input_value() == ""
    find.press("Escape")
    here.until(lambda: here.page.evaluate("document.activeElement.tagName"), "TEXTAREA")


def test_a_long_transcript_is_whole_soon_after_it_opened(visit: Callable[..., Visit]) -> None:
    here = visit(f"#turn=long.{len(WORDS) - 10}")
    here.opened(len(WORDS) - 10)
    here.page.wait_for_function(f"document.querySelectorAll('.r-text').length === {len(WORDS)}")
    here.until(lambda: here.page.evaluate("[...document.querySelectorAll('.r-text')].map(text => text.textContent)"), WORDS)


def test_going_on_to_another_transcript_while_one_is_being_written_mixes_nothing(visit: Callable[..., Visit]) -> None:
    here = visit("#turn=long.0")
    here.opened(0)
    here.page.evaluate(f"history.pushState(null, '', '#turn={key(press().id)}.1'); dispatchEvent(new PopStateEvent('popstate'))")
    here.page.locator(".r-title:text-is('Remarks by Ada Brook on the harbour wall')").wait_for()
    here.page.wait_for_timeout(1000)
    assert here.page.evaluate("[...document.querySelectorAll('.r-text')].map(text => text.textContent)") == [turn.text or "No words." for turn in press().turns]
