"""The evaluations in the web app, as a person uses them: choose, compare, open, and make a test question of an answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag.evals.questions import load_questions
from tests.browser.visit import Visit
from tests.ui.web_evals import LOST, WON
from tests.ui.web_fakes import HOSTILE, FakeEngine, hostile, press
from ui.escape import visible

if TYPE_CHECKING:
    from playwright.sync_api import Locator

RECORD = "kept"
NEWER, OLDER, OTHER, EVIL = "2026-11-21-093000", "2026-11-20-080000", "2026-11-19-080000", "2026-11-18-080000"
QUESTION = "Who paid for the harbour?"
STRANGERS = "img, script, form, iframe, object, embed, video, audio"


def opened(visit: Callable[..., Visit], chosen: str = "", **size: object) -> Visit:
    here = visit("#evaluations" + chosen, **size)
    here.page.locator(".e-table").first.wait_for()
    return here


def compared(here: Visit) -> Locator:
    here.page.locator(".e-differences").wait_for()
    return here.page.locator(".e-comparison")


def row(here: Visit, key: str) -> Locator:
    return here.page.locator(f'.e-runs tr:has(a[href="evaluations/{key}"])')


def bars(here: Visit, measure: str) -> list[str]:
    chart = here.page.locator(f'.e-chart:has(.e-measure:text-is("{measure}"))')
    return [str(label) for label in chart.locator("svg").evaluate_all("plots => plots.map(plot => plot.getAttribute('aria-label'))")]


def test_the_header_leads_there_and_back_and_the_conversation_stays(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.locator("#q-evaluations").wait_for(state="hidden")
    here.ask(QUESTION)
    here.opened(0)
    reading = here.page.url
    here.page.get_by_role("link", name="Evaluations").click()
    here.page.locator(".e-table").first.wait_for()
    assert (here.page.url, here.page.title()) == (here.base + "#evaluations", "Evaluations · Quoth")
    here.page.locator("#q-desk").wait_for(state="hidden")
    here.until(lambda: here.page.locator(".q-nav [aria-current]").all_inner_texts(), ["Evaluations"])
    here.page.get_by_role("link", name="Ask", exact=True).click()
    assert here.page.url == reading
    here.until(lambda: here.page.locator(".q-reply").count(), 1)
    here.until(lambda: here.mark(), press().turns[0].text.split("\n")[0].removeprefix("Good morning. "))
    here.page.go_back()
    here.page.locator(".e-table").first.wait_for()
    here.page.go_back()
    here.opened(0)
    here.page.locator("#q-desk").wait_for(state="visible")


def test_an_answer_that_comes_while_away_is_there_on_return(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.fill("#q-box textarea", QUESTION)
    here.page.evaluate("document.querySelector('#q-box .submit-button').click(); document.querySelector('.q-to-evaluations').click()")
    here.page.locator(".q-reply").wait_for(state="attached")
    here.page.locator('#q-reader [data-state="open"], #q-reader[data-state="open"], .r-turn.r-on').first.wait_for(state="attached")
    assert here.page.url == here.base + "#evaluations"
    here.page.get_by_role("link", name="Ask", exact=True).click()
    here.opened(0)
    assert "#turn=" in here.page.url


def test_the_list_is_newest_first_with_numbers_and_intervals(visit: Callable[..., Visit]) -> None:
    here = opened(visit)
    links = here.page.locator(".e-open").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == [f"evaluations/{key}" for key in (NEWER, OLDER, OTHER, EVIL)]
    newest = row(here, NEWER).inner_text()
    for part in ("harbour.jsonl", "21 November 2026, 09:30 UTC", "41 questions, whole library", "all-MiniLM-L6-v2", "0.600", "0.450 to 0.750"):
        assert part in newest
    here.until(lambda: here.page.locator(".e-problem").count(), 2)


def test_the_newest_two_of_one_file_are_charted_and_compared_at_once(visit: Callable[..., Visit]) -> None:
    here = opened(visit)
    assert bars(here, "hit@5") == ["A, hit@5: 0.300, 95 % interval 0.175 to 0.450", "B, hit@5: 0.600, 95 % interval 0.450 to 0.750"]
    here.until(lambda: here.page.locator(".e-chart").count(), 6)
    widths = "bar => [bar, bar.ownerSVGElement].map(node => node.getBoundingClientRect().width)"
    width, whole = here.page.locator(".e-chart .e-fill").nth(1).evaluate(widths)
    assert width / whole == pytest.approx(0.6, abs=0.005)
    text = compared(here).inner_text()
    assert "B against A on 41 questions: better on" in text
    assert "settings.retrieve.dense.turn 1 → 2" in text
    hit = here.page.locator('.e-differences tr:has(.e-measure:text-is("hit@5"))')
    assert [hit.locator("td").nth(at).inner_text() for at in (0, 1, 4, 5)] == ["0.300", "0.600", "better", f"{WON} / {LOST} / 22"]
    assert "+30.0 points" in hit.inner_text()
    assert here.page.locator('.e-differences tr:has(.e-measure:text-is("refused"))').locator(".e-noise").inner_text() == "within noise: no question changed"


def test_other_runs_can_be_chosen_and_stand_in_the_address(visit: Callable[..., Visit]) -> None:
    here = opened(visit)
    row(here, OLDER).locator("input").uncheck()
    assert len(bars(here, "hit@5")) == 1
    here.until(lambda: here.page.locator(".e-differences").count(), 0)
    row(here, OTHER).locator("input").check()
    here.page.locator(".e-conclusion").wait_for()
    assert "cannot be compared, they asked different questions" in here.page.locator(".e-conclusion").inner_text()
    assert here.page.url == f"{here.base}#evaluations={NEWER},{OTHER}"
    here.page.reload()
    here.page.locator(".e-conclusion").wait_for()
    assert [row(here, key).locator(".e-letter").inner_text() for key in (NEWER, OTHER)] == ["B", "A"]
    row(here, OLDER).locator("input").check()
    assert len(bars(here, "hit@5")) == 3
    assert "Choose only two" in here.page.locator(".e-runs").inner_text()
    for key in (NEWER, OLDER, OTHER):
        row(here, key).locator("input").uncheck()
    here.until(lambda: here.page.locator(".e-chart").count(), 0)


def test_it_can_be_done_by_keyboard(visit: Callable[..., Visit]) -> None:
    here = opened(visit)
    row(here, OTHER).locator("input").focus()
    here.page.keyboard.press("Space")
    assert len(bars(here, "hit@5")) == 3
    here.until(lambda: here.page.evaluate("document.activeElement.closest('tr').querySelector('a').getAttribute('href')"), f"evaluations/{OTHER}")
    here.page.keyboard.press("Space")
    assert len(bars(here, "hit@5")) == 2


def test_the_questions_that_changed_most_lead_into_both_reports(visit: Callable[..., Visit]) -> None:
    here = opened(visit)
    compared(here)
    here.page.get_by_label("Questions that changed most by").select_option("kept")
    changes = here.page.locator(".e-changes li")
    assert changes.count() == LOST + 5
    assert "What of item 0?" in changes.first.inner_text()
    with here.page.context.expect_page() as tab:
        changes.first.get_by_role("link", name="B 0.000").click()
    report = tab.value
    report.locator(".detail").wait_for()
    assert report.url == f"{here.base}evaluations/{NEWER}#q=q0"
    assert "What of item 0?" in report.locator(".detail").inner_text()
    report.close()


def test_a_run_opens_its_report_whose_browser_says_why_and_there_is_a_way_back(visit: Callable[..., Visit]) -> None:
    here = opened(visit)
    with here.page.context.expect_page() as tab:
        row(here, NEWER).locator(".e-open").click()
    report = tab.value
    there = Visit(report, here.base)
    there.watch()
    report.locator(".item").first.wait_for()
    assert report.locator("h1").inner_text() == "harbour.jsonl"
    report.locator('.item:has-text("What of item 39?")').click()
    assert "The gold turn did not come up" in report.locator(".why").inner_text()
    assert report.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 247)"
    report.get_by_role("link", name="All evaluations").click()
    report.locator(".e-table").first.wait_for()
    assert report.url == here.base + "#evaluations"
    assert (there.foreign, there.faults) == ([], [])
    report.close()


def stored(here: Visit, reply: Locator) -> str:
    """What is said once the action under a reply was taken."""
    foot = reply.locator("xpath=following-sibling::p")
    foot.locator(".q-keep").click()
    note = foot.locator('.q-kept:not(:text-is("Storing…"))')
    note.wait_for()
    return note.inner_text()


def test_an_answer_and_a_refusal_become_test_questions_that_can_be_evaluated(visit: Callable[..., Visit]) -> None:
    here = visit()
    first = here.ask(QUESTION)
    said = stored(here, first)
    assert said.startswith("Stored as “who-paid-for-the-harbour-1” in ")
    assert "with 3 quotations as its gold. It is tagged silver: a person should check it there before it counts." in said
    first.locator("xpath=following-sibling::p").locator(".q-keep").wait_for(state="hidden")
    assert "as one that the record does not answer" in stored(here, here.ask("And the xylophone?"))
    here.until(lambda: here.page.locator(".q-kept").first.inner_text(), said )  # the messages were drawn anew
    file = Path(said.partition(" in ")[2].partition(", with")[0])
    asked, refused = load_questions(file, [press(), hostile()])[-2:]
    quotes = FakeEngine(press(), hostile()).ask(QUESTION).quotes
    assert asked.gold == tuple((quote.place.turn, quote.place.span.start, quote.place.span.end) for quote in quotes)
    assert (refused.answerable, refused.history[0][0]) == (False, QUESTION)
    here.page.click("#q-again")
    here.page.locator("#q-welcome").wait_for()
    assert "among the test questions already" in stored(here, here.ask(QUESTION))
    here.page.get_by_role("link", name="Evaluations").click()
    here.page.locator(".e-made").wait_for()
    assert f"quoth eval {file}" in here.page.locator(".e-made").inner_text()


def test_a_token_from_nowhere_stores_nothing(visit: Callable[..., Visit]) -> None:
    here = visit()
    foot = here.ask("What about the farmers?").locator("xpath=following-sibling::p")
    foot.locator(".q-keep").evaluate("link => link.setAttribute('href', '#keep=' + '<img src=x onerror=window.pwned=1>')")
    foot.locator(".q-keep").click()
    foot.locator('.q-kept:has-text("too old to be stored")').wait_for()
    assert here.page.evaluate("window.pwned") is None


def test_hostile_names_and_words_do_nothing(visit: Callable[..., Visit]) -> None:
    here = opened(visit, f"={EVIL}")
    assert row(here, EVIL).locator(".e-open").inner_text() == visible(HOSTILE[1])
    assert HOSTILE[0] in row(here, EVIL).inner_text()
    here.until(lambda: here.page.locator("#q-evaluations").locator(STRANGERS).count(), 0)
    here.page.get_by_role("link", name="Ask", exact=True).click()
    foot = here.ask(f"{HOSTILE[1]} {HOSTILE[0]} marker-marker-marker").locator("xpath=following-sibling::p")
    foot.locator(".q-keep").click()
    foot.locator(".q-kept:has-text('questions.jsonl')").wait_for()
    here.until(lambda: here.page.locator("#q-chat").locator(STRANGERS).count(), 0)
    with here.page.context.expect_page() as tab:
        here.page.evaluate(f"open('evaluations/{EVIL}')")
    there = Visit(tab.value, here.base)
    there.watch()
    tab.value.locator(".item").first.wait_for()
    tab.value.reload()
    tab.value.locator(".item").first.wait_for()
    assert tab.value.evaluate("window.pwned") is None
    assert (there.foreign, there.faults) == ([], [])
    tab.value.close()
    assert here.page.evaluate("window.pwned") is None


@pytest.mark.parametrize("chosen", ["=%3Cimg%20src=x%20onerror=alert(1)%3E", "=../../etc/passwd", "=,,,", "=" + "x" * 5000])
def test_a_strange_address_chooses_nothing(visit: Callable[..., Visit], chosen: str) -> None:
    here = opened(visit, chosen)
    here.until(lambda: here.page.locator(".e-chart").count(), 0)
    here.until(lambda: here.page.locator(".e-choice input:checked").count(), 0)


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_scrolls_sideways(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    here = opened(visit, width=width, height=700, scheme=scheme)
    compared(here)
    assert not here.scrolls_sideways()
    header = here.page.locator(".q-head").evaluate("head => [head.scrollWidth <= head.clientWidth, head.scrollHeight <= head.clientHeight + 1]")
    assert header == [True, True]
    here.page.get_by_role("link", name="Ask", exact=True).click()
    stored_or_not = here.ask("marker").locator("xpath=following-sibling::p")
    stored_or_not.locator(".q-keep").click()
    stored_or_not.locator(".q-kept").wait_for()
    assert not here.scrolls_sideways()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_text_can_be_read(visit: Callable[..., Visit], scheme: str) -> None:
    here = opened(visit, scheme=scheme)
    compared(here)
    parts = ("about", "open", "when", "spread", "letter", "meaning", "conclusion", "verdict", "noise", "problem", "at")
    for part in (*(f".e-{part}" for part in parts), ".q-nav a"):
        assert here.contrast(part) >= 4.5, part
    assert here.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
