"""What is kept beside an index: nothing is overwritten, nothing half written, no name leads out of the folder."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import QuestionFileError
from corpus.transcript import Speaker, Transcript, Turn
from rag.evals.kept import Kept
from rag.evals.questions import load_questions
from rag.evals.report import load_report
from tests.rag.made_report import report

WALL = "The city paid for the harbour wall."


def record() -> Transcript:
    return Transcript("talk", "Talk", None, "0" * 64, "native/1", (Turn(0, Speaker("A", "A", "person"), WALL),))


def asked(text: str = "Who paid?", **more: Any) -> dict[str, Any]:
    return {"question": text, "transcript": "talk", "answerable": True, "gold_quotes": [WALL], "tags": {"kind": "silver"}, **more}


def at(when: str) -> dict[str, Any]:
    held = report()
    held["provenance"]["when"] = when
    return held


def test_a_report_is_kept_under_its_time_and_read_back_as_it_was(tmp_path: Path) -> None:
    path = Kept(tmp_path / "evals").save(report())
    assert path == tmp_path / "evals" / "2025-11-23-191004.json"
    assert Kept(tmp_path / "evals").report("2025-11-23-191004") == report() == load_report(path)


def test_a_second_report_of_the_same_second_takes_no_place_of_the_first(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    paths = [kept.save(at(when)) for when in ("2025-11-23T19:10:04+00:00", "2025-11-23T20:10:04+01:00", "2025-11-23T19:10:04")]
    assert [path.stem for path in paths] == ["2025-11-23-191004", "2025-11-23-191004-2", "2025-11-23-191004-3"]
    assert load_report(paths[0])["provenance"]["when"] == "2025-11-23T19:10:04+00:00"


@pytest.mark.parametrize("when", ["", "yesterday", "9999-12-31T23:59:59-14:00"])
def test_a_report_without_a_time_that_can_be_told_is_kept_under_the_present_one(tmp_path: Path, when: str) -> None:
    assert Kept(tmp_path).save(at(when)).stem.startswith("20")


def test_a_number_that_json_cannot_say_is_not_kept(tmp_path: Path) -> None:
    held = report()
    held["means"]["hit@5"]["mean"] = float("nan")
    with pytest.raises(ValueError, match="JSON"):
        Kept(tmp_path).save(held)
    assert list(tmp_path.glob("*.json")) == []


def test_the_list_is_newest_first_whatever_zone_the_times_were_written_in(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    for when in ("2025-11-23T10:00:00+00:00", "2025-11-23T10:30:00+01:00", "2025-11-24T00:00:00+00:00"):
        kept.save(at(when))
    assert [run.when[:16] for run in kept.names()] == ["2025-11-24T00:00", "2025-11-23T10:00", "2025-11-23T10:30"]


def test_a_run_in_short_says_what_was_asked_of_what_and_how_well(tmp_path: Path) -> None:
    Kept(tmp_path).save(report())
    (run,) = Kept(tmp_path).names()
    assert (run.questions, run.scope, run.encoder, run.asked, run.failed) == ("harbour.jsonl", "library", "all-MiniLM-L6-v2", 8, 2)
    assert (run.means["hit@5"].mean, run.means["latency_p50"].low, run.problem) == (0.613, None, "")


def test_a_run_that_was_made_elsewhere_says_less(tmp_path: Path) -> None:
    held = report()
    held["provenance"] = {"questions": {"file": "q.jsonl", "sha256": "ab"}}
    Kept(tmp_path).save(held)
    (run,) = Kept(tmp_path).names()
    assert (run.questions, run.scope, run.encoder, run.when, run.problem) == ("q.jsonl", "", "", "", "")


BROKEN = ["", "{", "[]", "{}", "[" * 100_000, '{"schema": 2}', '{"schema": 1}', '{"schema": 1, "provenance": [], "counts": {}, "means": {}, "questions": []}']


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_report_is_listed_with_the_reason_and_cannot_be_opened(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.json").write_text(text, encoding="utf-8")
    (run,) = Kept(tmp_path).names()
    assert "mine" in run.problem
    assert run.means == {}
    with pytest.raises(QuestionFileError, match="mine"):
        Kept(tmp_path).report("mine")


def test_a_mean_that_is_no_number_makes_it_none(tmp_path: Path) -> None:
    path = Kept(tmp_path).save(report())
    path.write_text(path.read_text(encoding="utf-8").replace("0.613", "NaN"), encoding="utf-8")
    assert "no number" in Kept(tmp_path).names()[0].problem


def test_a_report_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    path = kept.save(report())
    stamp = kept.stamp(path.stem)
    assert kept.names()[0].asked == 8
    path.write_text(path.read_text(encoding="utf-8").replace('"questions": 8', '"questions": 800'), encoding="utf-8")
    assert kept.names()[0].asked == 800
    assert kept.stamp(path.stem) != stamp


NAMES = ["", ".", "..", "../secret", "a/../secret", "/etc/passwd", "secret.json", "\x00", "x" * 5000, ".hidden", "questions", "*", "sub/deep", "~"]


@pytest.mark.parametrize("name", NAMES)
def test_no_other_name_leads_anywhere(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "evals"
    (folder / "sub").mkdir(parents=True)
    for place in (tmp_path / "secret.json", folder / "sub" / "deep.json", folder / ".hidden.json"):
        place.write_text(json.dumps(report()), encoding="utf-8")
    (folder / "dir.json").mkdir()
    for ask in (Kept(folder).report, Kept(folder).stamp):
        with pytest.raises(QuestionFileError, match="there is no evaluation called"):
            ask(name)
    assert Kept(folder).names() == []


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "none")
    assert (kept.names(), kept.count()) == ([], 0)
    assert not kept.folder.exists()


# ---- test questions


def test_a_question_is_appended_under_an_id_of_its_words_and_can_be_evaluated(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "evals")
    assert kept.add_question(asked("Who paid for the wall, and when was it?")) == "who-paid-for-the-wall-and-1"
    assert kept.add_question(asked("Who paid?", id="mine", answerable=False)) == "who-paid-2"
    first, second = load_questions(kept.questions, [record()])
    assert (first.id, first.gold, first.tags) == ("who-paid-for-the-wall-and-1", ((0, 0, len(WALL)),), {"kind": "silver"})
    assert (second.id, second.answerable) == ("who-paid-2", False)
    assert kept.count() == 2


def test_the_same_question_is_stored_once(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.add_question(asked("Who paid?"))
    with pytest.raises(QuestionFileError, match=r"already, as 'who-paid-1'"):
        kept.add_question(asked("  who\nPAID? "))
    history = [{"question": "What of the bridge?", "answer": "Nothing."}]
    assert kept.add_question(asked("Who paid?", history=history)) == "who-paid-2"
    assert kept.add_question(asked("Who paid?", transcript="other")) == "who-paid-3"
    with pytest.raises(QuestionFileError, match="already"):
        kept.add_question(asked("Who paid?", history=[{"question": "what of  the bridge?", "answer": "Another lead."}]))


def test_an_id_is_never_given_twice(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    for text in ("one?", "two?", "three?"):
        kept.add_question(asked(text))
    lines = kept.questions.read_text(encoding="utf-8").splitlines(keepends=True)
    kept.questions.write_text("".join(lines[1:]), encoding="utf-8")  # a person struck the first
    assert kept.add_question(asked("THREE, again?")) == "three-again-3"
    assert kept.add_question(asked("three!")) == "three-4"


@pytest.mark.parametrize("before", [b'{"id": "a", "question": "mine"}', b'\xef\xbb\xbf{"id": "a", "question": "mine"}\r\n\n', b"\n\n"])
def test_what_a_person_wrote_stays_as_it_is(tmp_path: Path, before: bytes) -> None:
    kept = Kept(tmp_path)
    kept.questions.write_bytes(before)
    kept.add_question(asked())
    assert kept.questions.read_bytes().startswith(before)
    assert json.loads(kept.questions.read_bytes().splitlines()[-1])["question"] == "Who paid?"


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"id": "a"}', b"\xff\xfe", b"3", b"[" * 100_000])
def test_a_line_that_is_no_question_is_named_and_nothing_is_written(tmp_path: Path, line: bytes) -> None:
    kept = Kept(tmp_path)
    kept.questions.write_bytes(b'{"id": "a", "question": "q"}\n' + line)
    with pytest.raises(QuestionFileError, match="line 2 is no test question"):
        kept.add_question(asked())
    assert kept.questions.read_bytes().endswith(line)


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    threads = [threading.Thread(target=Kept(tmp_path).add_question, args=(asked(f"Question {n}?"),)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {question.question for question in load_questions(Kept(tmp_path).questions, [record()])} == {f"Question {n}?" for n in range(12)}


@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=40).filter(str.strip))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_come_back_as_they_were_asked(tmp_path: Path, text: str) -> None:
    kept = Kept(tmp_path)
    kept.questions.unlink(missing_ok=True)
    kept.add_question(asked(text))
    assert load_questions(kept.questions, [record()])[0].question == text


@pytest.mark.parametrize("code", ["EROFS", "EACCES", "ENOSPC"])
def test_a_folder_that_cannot_be_written_is_said_in_one_sentence_and_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    import errno
    import os

    kept = Kept(tmp_path)
    kept.add_question(asked("first?"))
    before = sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir())

    def fail(_: object, __: object) -> None:
        raise OSError(getattr(errno, code), os.strerror(getattr(errno, code)))

    monkeypatch.setattr(Path, "replace", fail)
    for write in (lambda: kept.add_question(asked("second?")), lambda: kept.save(report())):
        with pytest.raises(QuestionFileError, match=r"cannot be written \(.*\): make it writable, or keep the index elsewhere with --index"):
            write()
    assert sorted((path.name, path.read_bytes()) for path in tmp_path.iterdir()) == before


def test_so_is_a_file_that_stands_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "evals").write_text("", encoding="utf-8")
    with pytest.raises(QuestionFileError, match="cannot be written"):
        Kept(tmp_path / "evals").add_question(asked())
    assert Kept(tmp_path / "evals").names() == []
