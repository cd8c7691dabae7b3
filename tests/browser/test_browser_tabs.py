"""Many tabs of one browser: it opens six connections to one server, so no page may hold one for itself."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.visit import Visit

RECORD = "busy"  # one question is answered at once
TABS = 8


def test_more_tabs_than_a_browser_has_connections_all_answer(visit: Callable[..., Visit]) -> None:
    tabs = [visit() for _ in range(TABS)]
    for here in (tabs[-1], tabs[0]):
        here.page.bring_to_front()
        reply = here.ask("Who paid for the harbour?")
        reply.locator(".q-cite").nth(1).click()
        here.opened(1)
        assert here.ask("What about the farmers?").locator(".q-words").count() == 1


def test_a_page_that_is_closed_no_longer_holds_the_place_of_its_question(visit: Callable[..., Visit], site: str) -> None:
    gone = visit().page.context.new_page()
    gone.goto(site)
    gone.fill("#q-box textarea", "What about the harbour, for ever?")
    gone.press("#q-box textarea", "Enter")
    gone.locator(".q-coming .q-words").first.wait_for()
    gone.close()
    assert visit().ask("Who paid for the harbour?").locator(".q-words").count() == 3
