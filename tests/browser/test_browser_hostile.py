"""Words that try to be markup, script, template or link stay words: nothing runs, nothing is fetched, all is shown verbatim."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.visit import Visit
from tests.ui.web_fakes import HOSTILE, hostile
from ui.escape import unseen, visible
from ui.web.links import key

RECORD = "fake"
STRANGERS = "img, script, form, iframe, object, embed, style, video, audio, .mermaid, .katex, input:not([role], .r-find, .r-time, .r-position)"


def nothing_happened(here: Visit) -> None:
    assert here.page.evaluate("window.pwned") is None
    here.until(lambda: here.page.locator("#q-chat .message-content").locator(STRANGERS).count(), 0)
    here.until(lambda: here.page.locator("#q-reader").locator(STRANGERS).count(), 0)
    assert here.page.locator("body").evaluate("body => getComputedStyle(body).display") != "none"


def test_in_the_conversation(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask("marker")
    shown = reply.locator(".q-words").evaluate_all("spans => spans.map(span => span.textContent)")
    assert len(shown) == len(HOSTILE)
    assert all(text in visible(turn.text) for text, turn in zip(shown, hostile().turns, strict=True))
    names = reply.locator(".q-who").evaluate_all("spans => spans.map(span => span.textContent)")
    assert names == [visible(turn.speaker.name) for turn in hostile().turns]
    assert set(reply.locator(".q-title").evaluate_all("spans => spans.map(span => span.textContent)")) == {visible(hostile().title)}
    abouts = reply.locator("a.q-about").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert set(abouts) == {"#about"}
    links = reply.locator("a:not(.q-about)").evaluate_all("links => links.map(link => [link.getAttribute('href'), link.target])")
    assert all(href.startswith(f"#turn={key(hostile().id)}.") and target != "_blank" for href, target in links)
    nothing_happened(here)


def test_in_the_reader(visit: Callable[..., Visit]) -> None:
    here = visit(f"#turn={key(hostile().id)}.0")
    here.opened(0)
    texts = here.page.locator(".r-text").evaluate_all("texts => texts.map(text => text.textContent)")
    assert texts == [turn.text for turn in hostile().turns]
    names = here.page.locator(".r-who").evaluate_all("names => names.map(name => name.textContent)")
    assert names == [visible(turn.speaker.name) for turn in hostile().turns]
    assert here.page.locator(".r-title").evaluate("title => title.textContent") == visible(hostile().title)
    assert visible(hostile().file) in here.page.locator(".r-about").evaluate("about => about.textContent")
    nothing_happened(here)


def test_unseen_characters_are_badges_that_change_nothing_around_them(visit: Callable[..., Visit]) -> None:
    number, turn = next((turn.index, turn) for turn in hostile().turns if "\u202e" in turn.text)
    here = visit(f"#turn={key(hostile().id)}.{number}.0-20")
    row = here.opened(number)
    badges = row.locator(".r-unseen").evaluate_all("badges => badges.map(badge => [badge.textContent, badge.dataset.name])")
    assert badges == [[turn.text[offset], name] for offset, name in unseen(turn.text)]
    here.until(lambda: here.mark(), turn.text[:20])
    drawn = row.locator(".r-unseen").first.evaluate("badge => getComputedStyle(badge, '::before').content")
    assert drawn == '"U+202E"'
    order = here.page.evaluate(
        """() => {
            const texts = [...document.querySelector('.r-on .r-text').querySelectorAll('*'), document.querySelector('.r-on .r-text')]
                .flatMap(node => [...node.childNodes]).filter(node => node.nodeType === 3 && node.data.includes('000,1'));
            const range = document.createRange(), at = texts[0].data.indexOf('000,1');
            const x = offset => { range.setStart(texts[0], at + offset); range.setEnd(texts[0], at + offset + 1);
                return range.getBoundingClientRect().left; };
            return x(0) < x(4);
        }"""
    )
    assert order


def test_in_questions_and_filters(visit: Callable[..., Visit]) -> None:
    here = visit()
    for text in HOSTILE[:6]:
        here.ask(text.replace("\n", " ") + " xylophonexylophonexylophonexylophonexylophone")
    asked = here.page.locator("#q-chat .user-row").all_inner_texts()
    assert [text.removesuffix(" xylophonexylophonexylophonexylophonexylophone") for text in asked] == [text.replace("\n", " ") for text in HOSTILE[:6]]
    here.page.click(".l-add")
    here.page.locator(".l-option").first.wait_for()
    assert here.page.get_by_role("option").filter(has_text="Evil <img src=x").count() == 1
    nothing_happened(here)


def test_in_a_deep_link(visit: Callable[..., Visit]) -> None:
    here = visit("#turn=%3Cimg%20src=x%20onerror=alert(1)%3E.0.0-1")
    here.page.locator("#q-reader").wait_for()
    nothing_happened(here)
