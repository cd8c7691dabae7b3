"""A conversation that is opened again shows what was answered, proved anew; a document of it proves itself."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rag.lead import NOT_IN_THE_RECORD
from rag.talks import Talks, is_id
from tests.ui.web_fakes import FakeEngine, hostile, press
from ui.web.conversation import trouble
from ui.web.filters import Filters
from ui.web.reopening import REFUSED, reopened
from ui.web.saved import keep, pane
from ui.web.talk import Conversation, Exchange, ask_without, chosen, talk
from ui.web.talk_files import routes


def asked(engine: FakeEngine, *questions: str) -> Conversation:
    past: Conversation = ()
    for question in questions:
        past = (*past, talk(engine, question, Filters(since="2020"), past))
    return past


def said(exchange: Exchange) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", exchange.message))


def test_a_conversation_is_shown_again_as_it_was(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press(), hostile()), Talks(tmp_path)
    past = asked(engine, "harbour", "unanswerable zebra", "marker")
    id = keep(talks, "", past)
    assert is_id(id)
    again, back = reopened(engine, talks, id)
    assert again == id
    assert [(one.question, one.lead, one.opens, one.filters) for one in back] == [(one.question, one.lead, one.opens, one.filters) for one in past]
    for one, other in zip(back, past, strict=True):
        assert one.message.split("Searched:")[0] == other.message.split("Searched:")[0]


def test_it_grows_under_one_address_and_keeps_its_name(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    first = asked(engine, "harbour")
    id = keep(talks, "", first)
    talks.rename(id, "The wall")
    assert keep(talks, id, (*first, talk(engine, "farmers", Filters(), first))) == id
    assert (talks.get(id).title, len(talks.get(id).asked)) == ("The wall", 2)


def test_nothing_is_kept_before_something_was_answered(tmp_path: Path) -> None:
    assert keep(Talks(tmp_path), "", (Exchange("?", trouble("No.")),)) == ""
    assert list(tmp_path.iterdir()) == []


def test_words_that_no_longer_hold_are_never_shown_as_a_quotation(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    id = keep(talks, "", asked(engine, "harbour"))
    for changed in (FakeEngine(press(), verified=False), FakeEngine(hostile())):
        (one,) = reopened(changed, talks, id)[1]
        assert "q-words" not in one.message
        assert one.opens == ""
    assert "could not be verified" in reopened(FakeEngine(press(), verified=False), talks, id)[1][0].message
    assert "no longer in the record" in reopened(FakeEngine(hostile()), talks, id)[1][0].message


def test_a_file_that_was_tampered_with_shows_no_words_of_its_own(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    id = keep(talks, "", asked(engine, "harbour"))
    path = tmp_path / f"{id}.json"
    path.write_text(path.read_text().replace("forty million", "fifty million").replace("Ada Brook", "Eve Brook"))
    message = reopened(engine, talks, id)[1][0].message
    assert "fifty million" not in message
    assert "Eve" not in message


def test_who_is_quoted_and_when_is_what_the_record_says_today(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    past = asked(engine, "harbour")
    id = keep(talks, "", past)
    path = tmp_path / f"{id}.json"
    held = json.loads(path.read_text())
    held["exchanges"][0]["answer"]["text"] = "Eve Brook, who has confessed."
    path.write_text(json.dumps(held))
    (one,) = reopened(engine, talks, id)[1]
    assert one.lead == past[0].lead
    assert "confessed" not in one.message
    assert "confessed" not in TestClient(Starlette(routes=routes(engine, talks))).get(f"/conversations/{id}.md").text


def test_how_a_question_is_understood_is_found_anew_with_its_limits_as_chips(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    past = asked(engine, "harbour", "What did Ada Brook say about the harbour since 2020?")
    at, part = chosen(past, 1, 0) or (-1, None)
    assert part is not None
    past = ask_without(engine, past, at, part)
    id = keep(talks, "", past)
    (_, again) = reopened(engine, talks, id)[1]
    assert (again.parts, again.without) == (past[1].parts, past[1].without)
    assert "Understood as: What did Ada Brook say about the harbour since 2020? (after harbour)" in said(again)
    assert "Not limited to: said by Ada Brook" in said(again)
    assert "otherwise" not in said(again)


def test_a_wording_that_was_put_into_the_file_is_not_shown_but_that_it_differs_is(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    id = keep(talks, "", asked(engine, "harbour"))
    path = tmp_path / f"{id}.json"
    held = json.loads(path.read_text())
    held["exchanges"][0]["answer"]["understood"] = "What did Eve confess?"
    path.write_text(json.dumps(held))
    (one,) = reopened(engine, talks, id)[1]
    assert "Eve" not in one.message
    assert "This question is understood otherwise than when it was answered" in said(one)


def test_of_a_refusal_no_words_of_the_file_are_shown(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    id = keep(talks, "", asked(engine, "zebra"))
    path = tmp_path / f"{id}.json"
    held = json.loads(path.read_text())
    for text, shown in (("Eve confessed.", REFUSED), (NOT_IN_THE_RECORD, NOT_IN_THE_RECORD)):
        held["exchanges"][0]["answer"]["text"] = text
        path.write_text(json.dumps(held))
        (one,) = reopened(engine, talks, id)[1]
        assert one.lead == shown
        assert "Eve" not in one.message


@pytest.mark.parametrize("wrong", [3, "x", None, True, {"a": 1}, [[]], [{}], [3, {"transcript": []}]])
@pytest.mark.parametrize("name", ["quotes", "hits", "scope", "text", "status", "understood", "generation"])
def test_a_conversation_whose_file_holds_something_else_opens_all_the_same(tmp_path: Path, name: str, wrong: Any) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    id = keep(talks, "", asked(engine, "harbour", "zebra"))
    path = tmp_path / f"{id}.json"
    held = json.loads(path.read_text())
    for exchange in held["exchanges"]:
        exchange["answer"][name] = {"transcripts": wrong, "speakers": wrong, "since": wrong} if name == "scope" else wrong
    held["exchanges"][0]["filters"] = {"transcripts": wrong, "speakers": wrong, "since": wrong}
    path.write_text(json.dumps(held))
    assert len(reopened(engine, talks, id)[1]) == 2
    assert TestClient(Starlette(routes=routes(engine, talks))).get(f"/conversations/{id}.md").status_code == 200


@pytest.mark.parametrize("id", [None, 3, "", "x", "../../x", "20210101-000000-0123456789abcdef"])
def test_an_address_that_is_none_opens_nothing(tmp_path: Path, id: Any) -> None:
    assert reopened(FakeEngine(press()), Talks(tmp_path), id) == ("", ())


def test_documents_are_sent_to_be_saved(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    id = keep(talks, "", asked(engine, "harbour"))
    client = TestClient(Starlette(routes=routes(engine, talks)))
    text = client.get(f"/conversations/{id}.md")
    assert text.headers["content-disposition"] == "attachment; filename*=UTF-8''harbour.md"
    assert text.headers["x-content-type-options"] == "nosniff"
    assert text.text.count("[^") == 2 * len(engine.ask("harbour").quotes)
    word = client.get(f"/conversations/{id}.docx")
    assert zipfile.ZipFile(io.BytesIO(word.content)).testzip() is None
    for path in (f"{id}.html", "x.md", "20210101-000000-0123456789abcdef.docx", "..%2Fx.md"):
        assert client.get(f"/conversations/{path}").status_code == 404


def test_a_document_holds_only_what_is_proved_now(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    id = keep(talks, "", asked(FakeEngine(press()), "harbour"))
    client = TestClient(Starlette(routes=routes(FakeEngine(press(), verified=False), talks)))
    text = client.get(f"/conversations/{id}.md").text
    assert "[^" not in text
    assert "A passage could not be verified" in text


def test_a_document_says_of_a_quotation_what_the_record_says_today(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    id = keep(talks, "", asked(engine, "harbour"))
    path = tmp_path / f"{id}.json"
    path.write_text(path.read_text().replace(press().title, "Another day"))
    text = TestClient(Starlette(routes=routes(engine, talks))).get(f"/conversations/{id}.md").text
    assert press().title in text
    assert "Another day" not in text


def test_the_page_lists_renames_and_deletes_with_a_way_back(tmp_path: Path) -> None:
    engine, talks = FakeEngine(press()), Talks(tmp_path)
    id = keep(talks, "", asked(engine, "harbour"))
    does = {function.__name__: function for function in pane(engine, talks).functions}
    assert [row[:2] for row in does["talks_list"](None)["talks"]] == [[id, "harbour"]]
    assert does["talks_rename"]({"id": id, "title": "The wall"}) == {"title": "The wall"}
    assert does["talks_delete"](id) == {"id": id}
    assert does["talks_list"](None)["talks"] == []
    assert does["talks_restore"](id) == {"id": id}
    assert [row[1] for row in does["talks_list"](None)["talks"]] == ["The wall"]
    for function in does.values():
        for sent in (None, 7, "", "../x", [], {}, {"id": 3, "title": 3}, {"id": id, "title": "x" * 10_000}, "x" * 100_000):
            assert isinstance(function(sent), dict)
