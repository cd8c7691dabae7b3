"""Finding one's way in a transcript: by speaker, by time, by what was asked, by where the citations lie; on a phone as a sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit
from tests.ui.web_fakes import HOSTILE, FakeEngine, hostile, long, press
from ui.web.links import key, link
from ui.web.names import clock
from ui.web.quotations import numbered

RECORD = "long"
LONG = "#turn=long."


def turn_of(visit: Visit) -> int:
    return int(visit.page.url.split(".")[-1 if visit.page.url.rsplit(".", 1)[1].isdigit() else -2])


def test_one_speakers_turns_alone_and_the_highlight_stays(visit: Callable[..., Visit]) -> None:
    here = visit(f"{LONG}1")
    here.opened(1)
    here.page.select_option(".r-only", label="Chen Li (1666)")
    here.page.wait_for_function("document.querySelectorAll('.r-turn').length === 5000 && document.querySelectorAll('.r-turn.r-off').length > 3000")
    shown = here.page.evaluate("[...document.querySelectorAll('.r-turn')].flatMap((row, at) => row.getClientRects().length ? [at] : [])")
    assert shown == sorted({1, *(turn.index for turn in long().turns if turn.speaker.name == "Chen Li")})
    here.page.fill(".r-find", "item 3 the")
    here.page.press(".r-find", "Enter")
    here.page.locator(".r-count:text-is('Not in what Chen Li says.')").wait_for()
    here.page.select_option(".r-only", label="All speakers")
    here.page.wait_for_function("!document.querySelector('.r-turn.r-off')")


def test_the_way_from_one_turn_of_a_speaker_to_the_next(visit: Callable[..., Visit]) -> None:
    here = visit(f"{LONG}4")
    here.opened(4)
    here.page.click(".r-next")
    here.opened(7)
    assert f"{LONG}7" in here.page.url
    here.page.locator(".r-body").focus()
    here.page.keyboard.press("[")
    here.opened(4)
    here.page.keyboard.press("[")
    here.opened(1)
    assert here.page.locator(".r-previous").is_disabled()
    assert here.page.locator(".r-next").get_attribute("aria-label") == "Next turn of Bram de Vries"


@pytest.mark.parametrize(("typed", "turn"), [("1:02:03", 297), ("62:03", 297), ("3723s", 297), ("1h 2m 3s", 297), ("90s", 7), ("0:00", 0), ("999:00:00", 4999)])
def test_a_time_leads_to_the_turn_that_is_spoken_then(visit: Callable[..., Visit], typed: str, turn: int) -> None:
    here = visit(f"{LONG}20")
    here.opened(20)
    here.page.fill(".r-time", typed)
    here.page.press(".r-time", "Enter")
    here.opened(turn)
    here.until(lambda: here.page.locator(".r-count").inner_text(), f"Turn at {clock(turn * 12.5)}")


@pytest.mark.parametrize("typed", ["12", "1:99", "noon", "1:2:3:4", "-1:00"])
def test_what_is_no_time_is_told_how_times_are_written(visit: Callable[..., Visit], typed: str) -> None:
    here = visit(f"{LONG}20")
    here.opened(20)
    here.page.fill(".r-time", typed)
    here.page.press(".r-time", "Enter")
    here.page.locator(".r-count:text-is('A time is written 1:02:03, 62:03 or 90s.')").wait_for()
    here.opened(20)


def test_without_times_there_is_no_time_to_go_to(visit: Callable[..., Visit]) -> None:
    here = visit(f"#turn={key(press().id)}.0")
    here.opened(0)
    here.page.locator(".r-time").wait_for(state="hidden")
    here.page.fill(".r-find", "12:30")
    here.page.press(".r-find", "Enter")
    here.page.locator(".r-count:text-is('Not in this transcript.')").wait_for()


def test_the_strip_shows_every_citation_of_the_open_transcript_and_leads_there(visit: Callable[..., Visit]) -> None:
    here = visit()
    quotes = numbered(FakeEngine(press(), hostile(), long()).ask("spring").quotes)
    addresses = [link(quote.place, long().sha256) for quote in quotes]
    here.ask("spring")
    here.opened(quotes[0].place.turn)
    ticks = here.page.locator(".r-tick:not(.r-hit)")
    here.until(lambda: [tick.get_attribute("href") for tick in ticks.all()], addresses)
    heights = [float(str(tick.get_attribute("style")).split("top: ")[1].split("%")[0]) for tick in ticks.all()]
    assert heights == pytest.approx([100 * (quote.place.turn + 0.5) / 5000 for quote in quotes], abs=0.01)
    here.page.evaluate("document.querySelectorAll('.r-tick')[5].click()")
    here.opened(quotes[5].place.turn)
    here.until(lambda: here.page.locator(".r-tick.r-here").get_attribute("href"), addresses[5])


def test_the_question_stays_above_its_reply(visit: Callable[..., Visit]) -> None:
    here = visit(f"#turn={key(press().id)}.2", height=300)
    here.opened(2)
    here.settled()
    here.page.evaluate(
        """() => {
            const body = document.querySelector('.r-body'), row = document.querySelector('.r-turn[data-turn="2"]');
            body.scrollTop += row.getBoundingClientRect().top - body.getBoundingClientRect().top + 12;
        }"""
    )
    bar = here.page.locator(".r-asked")
    bar.wait_for()
    assert bar.inner_text() == "Question Who paid for the harbour wall?"
    bar.click()
    here.opened(1)
    here.page.wait_for_function("document.querySelector('.r-asked').hidden")


def test_scrolling_is_not_fought_by_the_centring_of_the_place_that_was_opened(visit: Callable[..., Visit]) -> None:
    here = visit(f"#turn={key(long().id)}.2500")
    here.opened(2500)
    held = """new Promise(done => {
      const body = document.querySelector('.r-body'), row = document.querySelector('.r-turn[data-turn="2501"]');
      location.hash = row.previousElementSibling.querySelector('.r-place').getAttribute('href');
      const seen = setInterval(() => {
        if (!row.previousElementSibling.classList.contains('r-on')) return;
        clearInterval(seen);
        body.dispatchEvent(new WheelEvent('wheel'));
        body.scrollTop = 0;
        setTimeout(() => done(body.scrollTop), 300);
      }, 0);
    })"""
    assert here.page.evaluate(held) == 0


def test_a_citation_shows_the_words_around_it(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask("harbour")
    reply.locator(".q-cite").nth(2).hover()
    card = here.page.locator("#q-peek")
    card.wait_for()
    here.page.wait_for_function("document.querySelector('#q-peek .p-words').textContent.endsWith('Nobody asked the farmers.')")
    assert card.locator("mark").inner_text() == "The city paid for the harbour wall, and I would do it again."
    assert card.locator(".p-by").inner_text() == "Ada Brook"
    here.page.keyboard.press("Escape")
    card.wait_for(state="hidden")


def test_the_card_shows_hostile_words_as_words(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask("marker")
    for number in range(len(HOSTILE)):
        reply.locator(".q-cite").nth(number).hover()
        here.page.locator("#q-peek").wait_for()
        here.until(lambda: here.page.evaluate("document.querySelectorAll('#q-peek :is(p, mark)').length"), 4)
        here.until(lambda: here.page.evaluate("document.querySelector('#q-peek').querySelectorAll(':not(span.r-unseen, span.r-break)').length"), 4)
    assert here.page.evaluate("window.pwned === undefined")


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_reader_is_a_sheet_and_going_back_takes_it_away(visit: Callable[..., Visit], width: int) -> None:
    here = visit(width=width, height=700)
    reply = here.ask("harbour")
    side = here.page.locator("#q-side")
    side.wait_for(state="hidden")
    for leave in ("back", "button", "escape"):
        reply.locator(".q-cite").nth(1).click()
        here.opened(1)
        side.wait_for()
        here.until(lambda: here.page.evaluate("document.activeElement.className"), "r-body")
        assert side.evaluate("side => { const box = side.getBoundingClientRect(); return box.top === 0 && box.height === innerHeight; }")
        if leave == "back":
            here.page.go_back()
        elif leave == "button":
            here.page.click(".r-back")
        else:
            here.page.keyboard.press("Escape")
        side.wait_for(state="hidden")
        here.page.wait_for_function("document.activeElement.className === 'q-cite'")
    here.page.click(".q-lift")
    side.wait_for()
