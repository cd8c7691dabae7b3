"""Records that run from right to left, alone and mixed with Latin names and numbers: where the words really stand on the page."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tests.browser.visit import Visit
from tests.ui.web_fakes import FakeEngine
from tests.ui.web_recordings import CONTROLS, controls, right_to_left
from ui.web.citing import styles
from ui.web.links import key, link

RECORD = "recorded"
ID = key(right_to_left().id)
TURNS = right_to_left().turns
END = TURNS[0].text.index("،")

WHERE = """([root, word]) => {
    const walk = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.data.indexOf(word);
        if (at < 0) continue;
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        const {left, right, top, bottom} = range.getBoundingClientRect();
        return {left, right, top, bottom};
    }
    throw new Error(`${word} is not in ${root}`);
}"""


def where(here: Visit, root: str, word: str) -> dict[str, float]:
    """The box of the first occurrence of `word` below the element `root`, in pixels of the window."""
    return dict(here.page.evaluate(WHERE, [root, word]))


def box(here: Visit, selector: str) -> dict[str, float]:
    return dict(here.page.locator(selector).first.evaluate("node => node.getBoundingClientRect().toJSON()"))


def row(turn: int) -> str:
    return f'.r-turn[data-turn="{turn}"]'


@pytest.fixture
def record(visit: Callable[..., Visit]) -> Visit:
    here = visit(f"#turn={ID}.0.6-{END}")
    here.opened(0)
    return here


def test_a_turn_begins_at_its_right_and_its_margin_is_there_too(record: Visit) -> None:
    first, later, name = where(record, row(0), "أعتقد"), where(record, row(0), "جديدة"), box(record, f"{row(0)} .r-who")
    assert first["top"] == pytest.approx(later["top"], abs=3)
    assert first["left"] > later["right"]
    assert name["right"] == pytest.approx(first["right"], abs=2)
    assert box(record, f"{row(0)} .r-place")["left"] > first["right"]


def test_numbers_and_latin_names_stay_in_their_own_order_within_it(record: Visit) -> None:
    assert where(record, row(0), "2")["left"] < where(record, row(0), "4")["left"]
    assert where(record, row(0), "N")["left"] < where(record, row(0), "O")["left"]
    before, name, after = where(record, row(2), "כולל"), where(record, row(2), "VAT"), where(record, row(2), "הדייגים")
    assert before["left"] > name["right"] > name["left"] > after["right"]


def test_a_latin_name_at_its_head_does_not_turn_it_round(record: Visit) -> None:
    name, next_word = where(record, row(1), "NATO"), where(record, row(1), "أكد")
    assert name["left"] > next_word["right"]
    assert name["right"] == pytest.approx(box(record, f"{row(1)} .r-who")["right"], abs=2)


def test_a_turn_from_left_to_right_keeps_its_way_with_a_name_from_right_to_left_in_it(record: Visit) -> None:
    ada, first, last = where(record, row(4), "نورا حداد"), where(record, row(4), "The budget"), where(record, row(4), "said")
    assert first["right"] < ada["left"] < ada["right"] < last["left"]
    assert where(record, row(4), "نورا")["left"] > where(record, row(4), "حداد")["right"]
    assert box(record, f"{row(4)} .r-place")["right"] < first["left"]


def test_each_line_of_a_mixed_turn_runs_its_own_way(record: Visit) -> None:
    persian, english, stop = where(record, row(3), "می‌خواهم"), where(record, row(3), "This line"), where(record, row(3), "English.")
    assert persian["right"] == pytest.approx(where(record, row(3), "ماهیگیران")["right"], abs=2)
    assert english["left"] < persian["left"]
    assert stop["left"] > english["right"]
    assert record.page.evaluate(WHERE, [row(3), "."])["left"] < persian["left"]  # the Persian sentence ends at its left
    assert where(record, row(3), "This line is English.")["right"] > where(record, row(3), "English")["right"]


def test_the_highlight_lies_on_the_quoted_words_and_nowhere_else(record: Visit) -> None:
    assert record.mark() == TURNS[0].text[6:END]
    mark, before = box(record, "#q-reader mark"), where(record, row(0), "أعتقد")
    assert mark["right"] <= before["left"] + 6
    assert mark["left"] > where(record, row(0), "NATO")["right"]


def test_a_role_is_marked_beside_its_name(record: Visit) -> None:
    assert box(record, f"{row(5)} .r-tag")["right"] <= box(record, f"{row(5)} .r-who")["left"]


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_a_quotation_in_the_conversation_runs_from_right_to_left_and_its_citation_stands_at_its_end(visit: Callable[..., Visit], width: int) -> None:
    here = visit(width=width)
    here.ask("ماذا عن ميزانية؟")
    quote = "#q-chat .q-said blockquote"
    words, cite, line = where(here, quote, "أعتقد"), box(here, f"{quote} .q-cite"), box(here, quote)
    last = where(here, quote, "شيئا" if "شيئا" in here.page.locator(quote).first.inner_text() else "مارس")
    assert here.page.locator(quote).first.evaluate("quote => getComputedStyle(quote).direction") == "rtl"
    assert words["right"] > line["left"] + line["width"] / 2
    assert cite["right"] <= last["left"] + 2
    assert here.page.locator(quote).first.evaluate("quote => parseFloat(getComputedStyle(quote).borderRightWidth)") > 1
    assert not here.scrolls_sideways()


def test_the_card_of_a_citation_runs_as_the_quotation_does(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.ask("ماذا عن الاتفاق؟").locator(".q-cite").first.hover()
    here.page.locator("#q-peek").wait_for()
    assert here.page.locator("#q-peek .p-words").evaluate("words => getComputedStyle(words).direction") == "rtl"
    assert where(here, "#q-peek", "NATO")["left"] > where(here, "#q-peek", "أكد")["right"]


def test_copied_words_are_the_files_words_in_their_order(record: Visit) -> None:
    record.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    place = next(quote.place for quote in FakeEngine(right_to_left()).ask("NATO").quotes if quote.place.turn == 1)
    record.page.evaluate(f"location.hash = '{link(place, right_to_left().sha256)}'")
    record.opened(1)
    expected: dict[str, Any] = styles(FakeEngine(right_to_left()).quote(place), right_to_left())
    for style, text in expected.items():
        record.page.select_option(".r-style", style)
        record.page.click(".r-take")
        record.page.locator(".r-taken:text-is('Copied.')").wait_for()
        assert record.page.evaluate("navigator.clipboard.readText()") == text
    record.page.evaluate("getSelection().selectAllChildren(document.querySelector('.r-on .r-text'))")
    assert record.page.evaluate("getSelection().toString().trim()") == TURNS[1].text


def in_order(here: Visit, root: str, *words: str) -> None:
    """The words stand on one line from left to right."""
    boxes = [where(here, root, word) for word in words]
    assert all(one["right"] <= other["left"] + 1 and abs(one["top"] - other["top"]) < 4 for one, other in pairwise(boxes)), boxes


def test_characters_that_turn_text_round_are_badges_and_turn_nothing(visit: Callable[..., Visit]) -> None:
    here = visit("#turn=controls.0")
    here.opened(0)
    for turn, char in enumerate(CONTROLS):
        in_order(here, row(turn), "Start", "abc", "123", "def", "ghi", "Then", "the end")
        badges = here.page.locator(f"{row(turn)} .r-unseen").evaluate_all("badges => badges.map(badge => [badge.textContent, badge.dataset.name])")
        assert badges == [[char, f"U+{ord(char):04X}"]] * 2
        here.page.evaluate(f"location.hash = '#turn=controls.{turn}.4-20'")
        here.opened(turn)
        here.until(lambda: here.mark(), controls().turns[turn].text[4:20])
    assert here.page.evaluate("window.pwned") is None
    here.page.wait_for_function("document.querySelector('.r-mute').textContent.includes('<img src=x')")
    here.until(lambda: here.page.locator("#q-reader img").count(), 0)
    assert "\u202e" not in here.page.locator(".r-mute").inner_text()


def test_they_turn_nothing_in_the_conversation_and_in_its_card(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask("ghi")
    for number, char in list(enumerate(CONTROLS))[:12]:
        assert f"⟨U+{ord(char):04X}⟩" in reply.locator(".q-words").nth(number).inner_text()
        reply.locator(".q-cite").nth(number).hover()
        here.page.wait_for_function("document.querySelector('#q-peek .p-words').textContent.includes('the end')")
        in_order(here, "#q-peek .p-words", "Start", "abc", "123", "def")
        assert char not in here.page.locator("#q-peek mark").inner_text()


def test_words_are_found_in_it(record: Visit) -> None:
    record.page.fill(".r-find", "45 מיליון")
    record.page.press(".r-find", "Enter")
    record.opened(2)
    assert record.mark() == "45 מיליון"
