"""The HTML report in a real browser: a newcomer finds why a question failed; hostile words stay words; nothing is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from rag.evals.measures import STANDARD
from rag.evals.page import page as drawn
from tests.browser.visit import Visit
from tests.rag.made_report import SATO, broken, deep, every, found, many, mean, report
from tests.ui.web_fakes import HOSTILE
from ui.escape import unseen

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator

Opener = Callable[..., Visit]
WHY = {
    "levy-found": (
        "What was quoted is gold. The gold turn came first. Words in common with the question: mooring and levy. "
        "It was found by meaning in turn and window, by words in turn."
    ),
    "pumps-deep": (
        "What was quoted is not gold: Dr. Hana Sato (turn 4). The gold turn came at rank 14. "
        "Above it: Dr. Hana Sato, Clerk Vale, an unnamed speaker, Councillor Reyes and 8 more hits. "
        "Words in common with the question: 0 (what came first has 3). It was found by meaning in window only."
    ),
    "mayor-refused": (
        "Nothing was quoted: the confidence 0.31 is under the threshold (0.4). The first gold turn came at rank 2. Above it: Councillor Reyes. "
        "Words in common with the question: change and mind (what came first has 0). It was found by meaning in turn, by words in turn."
    ),
    "light-wrong": (
        "The record does not hold the answer, yet 1 quotation was given; the confidence 0.55 is not under the threshold (0.4). "
        "What came first was found by meaning in turn and window."
    ),
    "light-right": "Refused rightly: the record does not hold the answer, and the confidence 0.12 is under the threshold (0.4).",
    "vote-error": "The run has an error: EncoderError: the model's weights are not what their hash says. It scores 0.",
    "vote-missing": "This question is missing from the run. It scores 0.",
    "vote-lost": "The gold turn did not come up at all. What came first: Clerk Vale. Words in common with the question: votes (what came first has 0).",
}


@pytest.fixture
def visit(profile: BrowserContext, tmp_path: Path) -> Iterator[Opener]:
    """Opens a report from a file: `visit(report, address, width, scheme)`. At the end it asked for nothing and no script failed."""
    visits: list[Visit] = []

    def go(held: dict[str, Any] | None = None, address: str = "", width: int = 1440, scheme: Literal["light", "dark"] = "light") -> Visit:
        file = tmp_path / f"report-{len(visits)}.html"
        file.write_text(drawn(held or report()), encoding="utf-8", newline="\n")
        here = Visit(profile.new_page(), file.as_uri())
        visits.append(here)
        here.page.set_viewport_size({"width": width, "height": 900})
        here.page.emulate_media(color_scheme=scheme)
        here.page.on("console", lambda message: here.faults.append(message.text))
        here.watch()
        here.page.goto(here.base + address)
        here.page.wait_for_selector(".detail h2", state="attached")
        return here

    yield go
    for here in visits:
        assert (here.foreign, here.faults) == ([], [])
        here.page.close()


def texts(found: Locator) -> list[str]:
    return list(found.evaluate_all("nodes => nodes.map(node => node.textContent)"))


def listed(here: Visit) -> list[str]:
    """The ids of the listed questions, from their addresses."""
    return [address.removeprefix("#q=") for address in here.page.locator(".list a").evaluate_all("links => links.map(link => link.getAttribute('href'))")]


def eventually(here: Visit, expression: str, argument: object = None) -> None:
    """Waits until the expression is true; Playwright's own wait evaluates text inside the page, which the page's policy forbids."""
    for _ in range(100):
        if here.page.evaluate(expression, argument):
            return
        here.page.wait_for_timeout(30)
    pytest.fail(f"it never came true: {expression}")


def opened(here: Visit) -> str:
    return str(here.page.locator(".id").text_content())


def test_a_newcomer_finds_why_a_question_failed(visit: Opener) -> None:
    here = visit()
    here.page.get_by_label("Only failures").check()
    here.page.get_by_label("Filter the questions by words").fill("quays diesel")
    assert texts(here.page.locator(".size")) == ["1 of 8 questions"]
    here.page.locator(".list a").click()
    assert texts(here.page.locator("h2.question, .why")) == [deep()["question"], WHY["pumps-deep"]]
    assert texts(here.page.locator(".hits .right .rank")) == ["14"]
    assert texts(here.page.locator(".gap")) == ["Ranks 6 to 13 are not shown"]
    assert texts(here.page.locator(".hits > li").first.locator(".share")) == ["meaning in turn 0.0164", "words in turn 0.0082", "words in window 0.0328"]


@pytest.mark.parametrize("id", WHY)
def test_each_way_to_end_has_its_sentence(visit: Opener, id: str) -> None:
    here = visit(address=f"#q={id}")
    assert (opened(here), texts(here.page.locator(".why"))) == (id, [WHY[id]])


def test_every_question_of_the_made_report_has_a_sentence_here() -> None:
    assert sorted(WHY) == sorted(each["id"] for each in every())


def test_a_question_shows_its_gold_its_quotations_and_what_was_asked_before_it(visit: Opener) -> None:
    here = visit(address="#q=mayor-refused")
    assert texts(here.page.locator(".history p")) == ["What did the mayor say about the levy?", "That it would not rise."]
    assert [text.startswith("Mayor Solheim") and "turn 7" in text for text in texts(here.page.locator(".block:has(h3:text-is('Gold')) li"))] == [True, True]
    assert texts(here.page.locator(".block:has(h3:text-is('Quoted')) .note")) == ["Nothing was quoted."]
    assert texts(here.page.locator(".values div")) == ["hit@51.000", "gold@300w0.500", "kept0.000", "confidence0.310", "time190 ms"]
    here.page.evaluate("location.hash = '#q=levy-found'")
    here.page.wait_for_selector(".id:text-is('levy-found')")
    assert texts(here.page.locator(".block:has(h3:text-is('Quoted')) .chip")) == ["hits gold"]


def test_the_worst_come_first_and_those_without_a_value_last(visit: Opener) -> None:
    held = report()
    here = visit(held)
    for measure in ("hit@5", "gold@300w", "quote_recall", "refused"):
        here.page.get_by_label("Worst first by").select_option(measure)

        def badness(each: dict[str, Any], measure: str = measure) -> tuple[float, float]:
            return each["values"].get(measure, float("inf")), -(each["gold_rank"] or float("inf"))

        assert listed(here) == [each["id"] for each in sorted(held["questions"], key=badness)]
    here.page.get_by_label("Worst first by").select_option("time, slowest first")
    assert listed(here)[:4] == ["pumps-deep", "levy-found", "light-wrong", "light-right"]


def test_the_list_narrows_by_tag_by_failure_and_by_wrong_answer(visit: Opener) -> None:
    here = visit()
    here.page.get_by_label("Only", exact=True).select_option(label="reason (1)")
    assert listed(here) == ["pumps-deep"]
    here.page.get_by_label("Only", exact=True).select_option(label="all questions")
    here.page.get_by_label("Only failures").check()
    assert set(listed(here)) == {each["id"] for each in every()} - {"levy-found", "light-right"}
    here.page.get_by_label("Only unanswerable that were answered").check()
    assert listed(here) == ["light-wrong"]
    assert texts(here.page.locator(".size")) == ["1 of 8 questions"]


def test_keys_move_through_the_questions_and_the_address_follows(visit: Opener) -> None:
    here = visit()
    order = listed(here)
    assert opened(here) == order[0]
    for key, at in (("j", 1), ("j", 2), ("ArrowDown", 3), ("ArrowUp", 2), ("k", 1)):
        here.page.keyboard.press(key)
        assert (opened(here), here.page.evaluate("location.hash")) == (order[at], f"#q={order[at]}")
        assert here.page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
    here.page.keyboard.press("/")
    here.page.keyboard.type("jkjk/")
    assert here.page.locator("input[type=search]").input_value() == "jkjk/"
    assert (opened(here), listed(here)) == (order[1], [])
    here.page.keyboard.press("Escape")
    assert here.page.evaluate("document.activeElement === document.body")


def test_keys_held_down_lose_no_step(visit: Opener) -> None:
    here = visit(many(60))
    order = listed(here)
    here.page.evaluate("for (let n = 0; n < 40; n++) document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}))")
    assert opened(here) == order[40]


def test_arrows_scroll_the_page_where_no_question_is_at_hand(visit: Opener) -> None:
    here = visit()
    here.page.keyboard.press("ArrowDown")
    eventually(here, "scrollY > 0")
    assert opened(here) == listed(here)[0]


@pytest.mark.parametrize("id", ["plain", "a b/c?#%&.é", "%41", "<b>", "q=1", "lone \ud800 half", "__proto__", ""])
def test_each_question_has_an_address_that_opens_it(visit: Opener, id: str) -> None:
    held = report([found(), broken() | {"id": id}, deep()])
    first = visit(held)
    address = first.page.locator(".list a").filter(has_text=broken()["question"]).get_attribute("href")
    assert address is not None
    again = visit(held, address=address)
    assert texts(again.page.locator("h2.question")) == [broken()["question"]]


@pytest.mark.parametrize("address", ["#q=nobody", "#q=%E0%A4%A", "#q=", "#%", "#measures"])
def test_an_address_of_no_question_opens_the_first(visit: Opener, address: str) -> None:
    here = visit(address=address)
    assert opened(here) == listed(here)[0]


# ---- the summary


def leaves(held: dict[str, Any], path: str = "") -> list[str]:
    """The dotted names of what is no object."""
    return [name for key, value in held.items() for name in (leaves(value, f"{path}{key}.") if isinstance(value, dict) else [path + key])]


def test_the_head_says_what_was_evaluated_and_what_failed(visit: Opener) -> None:
    here = visit()
    assert texts(here.page.locator("h1")) == ["harbour.jsonl"]
    facts = ("8 questions, 2 of them unanswerable", "each asked of the whole library", "10 transcripts, 591 turns", "all-MiniLM-L6-v2", "23 November 2025, 19:10 UTC")
    assert texts(here.page.locator(".about")) == [" · ".join(facts)]
    assert texts(here.page.locator(".trouble strong")) == ["1 question failed with an error, 1 question is missing from the run."]
    here.page.get_by_role("button", name="Show the failures").click()
    assert here.page.get_by_label("Only failures").is_checked()
    eventually(here, "document.getElementById('questions').getBoundingClientRect().top < innerHeight")


def test_a_bar_is_as_long_as_its_value_and_its_whisker_is_the_interval(visit: Opener) -> None:
    here = visit()
    row = here.page.locator("#measures tr:has(.measure:text-is('hit@5'))")
    assert texts(row.locator("td")) == ["", "0.613", "0.571–0.655", "6"]
    assert row.locator(".fill").get_attribute("width") == "61.30%"
    assert [row.locator(".whisker").first.get_attribute(end) for end in ("x1", "x2")] == ["57.10%", "65.50%"]
    box, fill = row.locator("svg").bounding_box(), row.locator(".fill").bounding_box()
    assert box is not None
    assert fill is not None
    assert fill["width"] / box["width"] == pytest.approx(0.613, abs=0.005)


def test_every_measure_is_explained_and_none_is_lost(visit: Opener) -> None:
    names = [str(measure) for measure in STANDARD]
    here = visit(report() | {"means": {name: mean(0.5, 30) for name in [*names, "a new one"]}})
    shown = dict(zip(texts(here.page.locator("#measures .measure")), texts(here.page.locator("#measures .means")), strict=True))
    assert set(shown) == {*names, "a new one"} - {"latency_p50"}
    assert [name for name, said in shown.items() if not said] == ["a new one"]


def test_slices_show_intervals_and_grey_what_few_questions_say(visit: Opener) -> None:
    here = visit()
    rows = here.page.locator("#slices tbody tr")
    assert texts(rows) == ["council0.5500.500–0.60031", "press0.2000.500–0.6007"]
    assert rows.evaluate_all("rows => rows.map(row => row.className)") == ["", "few"]
    here.page.get_by_label("By", exact=True).select_option("transcript")
    assert rows.count() == 12
    here.page.get_by_role("button", name="Show all 14").click()
    assert texts(rows.locator("th")) == [f"council/{2000 + at}" for at in range(14)]
    here.page.get_by_label("By", exact=True).select_option("speaker")
    assert texts(rows.locator("th")) == [SATO]
    here.page.get_by_role("button", name=SATO).click()
    assert listed(here) == ["pumps-deep"]


def test_the_curve_is_read_at_any_threshold(visit: Opener) -> None:
    here = visit()
    assert texts(here.page.locator(".reading")) == ["Refusing below 0.400: 60 % answered, 24 % of them wrongly."]
    here.page.get_by_label("Confidence threshold").press("End")
    assert texts(here.page.locator(".reading")) == ["Refusing below 0.000: 100 % answered, 40 % of them wrongly."]


def test_provenance_is_folded_and_whole(visit: Opener) -> None:
    here = visit()
    assert not here.page.locator(".from").is_visible()
    here.page.get_by_text("Provenance").click()
    shown = dict(zip(texts(here.page.locator(".from dt")), texts(here.page.locator(".from dd")), strict=True))
    assert shown.items() >= {"questions.sha256": "ab" * 32, "settings.ask.refuse_below": "0.4", "sample": "none", "machine.cores": "2"}.items()
    assert list(shown) == leaves(report()["provenance"])


def test_a_run_made_elsewhere_is_drawn_from_what_there_is(visit: Opener) -> None:
    bare = report([every()[-1]]) | {"provenance": {}, "calibration": None, "slices": {}, "means": {"hit@5": mean(0.0, 1, None)}}
    here = visit(bare | {"counts": {"questions": 1, "answerable": 1, "missing": 0, "failed": 0}})
    assert texts(here.page.locator("main section[id] > h2")) == ["Measures", "Questions"]
    assert texts(here.page.locator("#measures .interval")) == ["no interval"]
    assert here.page.locator(".trouble").count() == 0


def test_a_report_without_a_question_is_drawn(profile: BrowserContext, tmp_path: Path) -> None:
    file = tmp_path / "empty.html"
    file.write_text(drawn(report([])), encoding="utf-8")
    here = Visit(profile.new_page(), file.as_uri())
    here.watch()
    here.page.goto(here.base)
    assert texts(here.page.locator(".size")) == ["0 questions"]
    here.page.keyboard.press("j")
    assert (here.foreign, here.faults) == ([], [])
    here.page.close()


# ---- hostile words


def spoilt(value: Any, words: str, key: str = "") -> Any:
    """The report with every text in it, and every name that a file can choose, led by `words`."""
    if isinstance(value, dict):
        chosen = key in {"tags", "slices", "parts", "settings", "versions", "machine", "means", "values", *report()["slices"]}
        return {words + name if chosen else name: spoilt(held, words, name) for name, held in value.items()}
    if isinstance(value, list):
        return [spoilt(held, words, key) for held in value]
    return words + value if isinstance(value, str) and value and key != "scope" else value


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_every_field_do_nothing_and_are_shown_verbatim(visit: Opener, words: str) -> None:
    held = spoilt(report(), words)
    here = visit(held, width=390)
    assert texts(here.page.locator("h1")) == [held["provenance"]["questions"]["file"]]
    assert sorted(texts(here.page.locator(".list .asks"))) == sorted(each["question"] for each in held["questions"])
    for each in held["questions"]:
        here.page.locator(".list a").filter(has_text=each["question"][-20:]).first.click()
    at = next(number for number, each in enumerate(held["questions"]) if each["id"].endswith("pumps-deep"))
    shown = held["questions"][at]
    address = next(link for link in here.page.locator(".list a").all() if "pumps-deep" in str(link.get_attribute("href"))).get_attribute("href")
    here.page.evaluate("address => { location.hash = address; }", address)
    eventually(here, "id => document.querySelector('.id').textContent === id", shown["id"])
    assert texts(here.page.locator(".hits .text")) == [hit["text"] for hit in shown["hits"]]
    assert texts(here.page.locator(".hits .who")) == [hit["speaker"] or "Unnamed speaker" for hit in shown["hits"]]
    assert texts(here.page.locator(".lead .tag")) == [f"{tag}: {value}" for tag, value in shown["tags"].items()]
    assert here.page.evaluate("window.pwned") is None
    assert here.page.locator("img, iframe, object, embed, form, video, audio, script:not([id]) ~ script, a:not([href^='#']), body style").count() == 0
    assert not here.scrolls_sideways()


def test_names_that_scripts_know_are_names(visit: Opener) -> None:
    names = ("__proto__", "constructor", "toString", "hasOwnProperty")
    each = found() | {"tags": dict.fromkeys(names, "yes"), "values": dict.fromkeys(names, 0.5)}
    held = report([each]) | {"means": {name: mean(0.5, 30) for name in names}, "slices": {name: {name: {name: mean(0.5, 30)}} for name in names}}
    here = visit(held)
    assert texts(here.page.locator("#measures .measure")) == list(names)
    assert texts(here.page.locator(".lead .tag")) == [f"{name}: yes" for name in names]
    assert texts(here.page.locator(".values dt"))[:4] == list(names)


def test_unseen_characters_are_the_ones_that_the_app_shows(visit: Opener) -> None:
    edges = [code for code in range(1, sys.maxunicode) if bool(unseen(chr(code - 1))) != bool(unseen(chr(code)))]
    plain = {chr(at) for code in [*edges, sys.maxunicode] for at in (code - 1, code)}
    text = " ".join(sorted(plain)) + " a\u200cb می\u200cخواهم 👩\u200d🔬 x\u200d é\u200c"
    here = visit(report([broken() | {"question": text}]))
    badges = here.page.locator("h2.question .unseen").evaluate_all("badges => badges.map(badge => badge.dataset.name)")
    assert badges == [name for _, name in unseen(text)]
    assert texts(here.page.locator("h2.question")) == [text]


# ---- every screen and paper


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_nothing_scrolls_sideways(visit: Opener, width: int) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitän" * 8
    here = visit(spoilt(report(), long), width=width)
    here.page.get_by_text("Provenance").click()
    for id in ("pumps-deep", "mayor-refused", "vote-error"):
        here.page.locator(f".list a[href$='{id}']").click()
        here.page.wait_for_selector(f".id:has-text('{id}')")
        assert not here.scrolls_sideways()


def test_on_a_narrow_screen_a_question_opens_in_view_and_leads_back(visit: Opener) -> None:
    here = visit(width=390)
    here.page.locator(".list a").nth(3).click()
    eventually(here, "Math.abs(document.querySelector('.detail').getBoundingClientRect().top) < 5")
    here.page.get_by_role("link", name="Back to the list").click()
    eventually(here, "Math.abs(document.getElementById('questions').getBoundingClientRect().top) < 5")


def test_dark_and_paper(visit: Opener) -> None:
    here = visit(scheme="dark", address="#q=pumps-deep")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert here.page.evaluate(ground) == "rgb(22, 20, 17)"
    here.page.emulate_media(media="print")
    assert here.page.evaluate(ground) == "rgb(251, 250, 247)"
    assert not here.page.locator(".list").is_visible()
    assert here.page.locator(".why").is_visible()
