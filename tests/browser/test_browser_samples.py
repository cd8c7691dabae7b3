"""The whole way, with nothing made up: the samples' files, the real index and engine, a real browser."""

from __future__ import annotations

from collections.abc import Callable

from corpus.library import read_library
from tests.browser.visit import Visit
from tests.ui.web_site import SAMPLES
from ui.web.links import transcript_id

RECORD = "samples"
QUESTION = "Does Kalvia want observers on boats, on one vessel in five above fifteen metres?"


def test_a_question_a_click_and_the_words_of_the_file(visit: Callable[..., Visit]) -> None:
    record = {transcript.id: transcript for transcript in read_library(SAMPLES).transcripts}
    here = visit()
    here.until(lambda: here.page.locator(".r-item").count(), len(record))
    reply = here.ask(QUESTION)
    quotations = reply.locator(".q-words").all_inner_texts()
    assert any("Kalvia wants observers on boats" in quotation for quotation in quotations)
    for number, quotation in enumerate(quotations):
        cite = reply.locator(".q-cite").nth(number)
        _, key, turn, span, _ = (cite.get_attribute("href") or "").replace("#turn=", ".").split(".")
        cite.click()
        here.opened(int(turn))
        start, end = (int(edge) for edge in span.split("-"))
        said = record[transcript_id(key)].turns[int(turn)]
        assert here.mark() == said.text[start:end] == quotation
        assert said.speaker.name in reply.locator(".q-who").all_inner_texts()
        here.until(lambda: here.page.locator(".r-title").inner_text(), record[transcript_id(key)].title)


def test_what_nobody_said_is_refused(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask("What did Zarif say about oil exports?")
    assert reply.locator("blockquote").count() == 0
    assert reply.locator(".q-lead").inner_text()
