"""Conversations are kept whole or not at all, and nothing that is no conversation of ours is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.talks import MOST_EXCHANGES, Asked, Talk, TalkError, Talks, first_title, is_id, new_id, parse


def talk(*questions: str) -> Talk:
    asked = tuple(Asked(question, {"text": f"about {question}", "quotes": []}, {"since": "2021"}, ("speaker:Ada",)) for question in questions)
    return Talk(new_id(), first_title(asked), "", asked)


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    talks = Talks(tmp_path / "conversations")
    kept = talks.keep(talk("Who paid?", "Why?"))
    assert talks.get(kept.id) == kept
    assert kept.title == "Who paid?"
    assert [path.name for path in (tmp_path / "conversations").iterdir()] == [f"{kept.id}.json"]
    assert parse(kept.as_json(), "here") == kept


def test_the_newest_comes_first_and_files_that_are_none_are_named_and_left(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    first, second = talk("a"), talk("b")
    (tmp_path / f"{first.id}.json").write_text(json.dumps({**first.as_json(), "when": "2021-01-01T00:00:00+00:00"}))
    talks.keep(second)
    (tmp_path / "20210101-000000-0123456789abcdef.json").write_text("{")
    (tmp_path / "notes.json").write_text("[]")
    assert [one.id if isinstance(one, Talk) else one for one in talks.all()] == [second.id, first.id, "notes.json", "20210101-000000-0123456789abcdef.json"]
    assert (tmp_path / "notes.json").read_text() == "[]"


def test_a_title_of_ones_own_stays_and_an_empty_one_is_the_first_question(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    kept = talks.keep(talk("Who paid?"))
    assert (talks.rename(kept.id, "  The   levy ").title, talks.get(kept.id).named) == ("The levy", True)
    assert (talks.rename(kept.id, " ").title, talks.get(kept.id).named) == ("Who paid?", False)


def test_what_is_deleted_is_gone_and_can_be_kept_again(tmp_path: Path) -> None:
    talks = Talks(tmp_path)
    kept = talks.keep(talk("Who paid?"))
    gone = talks.delete(kept.id)
    with pytest.raises(TalkError, match="no longer kept"):
        talks.get(kept.id)
    talks.keep(gone)
    assert talks.get(kept.id).asked == kept.asked


@pytest.mark.parametrize("id", ["", "x", "../../etc/passwd", "20210101-000000-0123456789ABCDEF", "20210101-000000-0123456789abcdef/..", None, 7, [], {}])
def test_only_an_id_is_looked_for(tmp_path: Path, id: object) -> None:
    assert not is_id(id)
    with pytest.raises(TalkError, match="there is no such conversation"):
        Talks(tmp_path).get(id)


@pytest.mark.parametrize(
    "held",
    [
        None,
        [],
        {},
        {"schema": "other"},
        {"schema": "quoth-conversation/1", "id": "x"},
        {"schema": "quoth-conversation/1", "id": new_id(), "title": "", "when": "", "exchanges": [3]},
    ],
)
def test_what_is_no_conversation_is_refused(held: object) -> None:
    with pytest.raises(TalkError, match="holds no conversation"):
        parse(held, "a.json")


def test_a_conversation_has_an_end(tmp_path: Path) -> None:
    with pytest.raises(TalkError, match=f"at most {MOST_EXCHANGES}"):
        Talks(tmp_path).keep(talk(*["q"] * (MOST_EXCHANGES + 1)))
    assert list(tmp_path.iterdir()) == []
