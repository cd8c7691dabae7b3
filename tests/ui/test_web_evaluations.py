"""What the page of evaluations is sent: runs and comparisons as data, and a sentence for whatever else is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.evals.kept import Kept
from tests.ui.web_evals import ASKED, LOST, WON, evil, fill, newer, older
from tests.ui.web_fakes import HOSTILE
from ui.escape import visible
from ui.web.evaluations import LONGEST_KEY, MAIN, comparison, contents, script
from ui.web.links import key

NEWER, OLDER, OTHER, EVIL = "2026-11-21-093000", "2026-11-20-080000", "2026-11-19-080000", "2026-11-18-080000"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return fill(tmp_path / "evals")


def test_runs_are_sent_newest_first_with_what_they_asked_of_what(kept: Kept) -> None:
    sent = contents(kept)["runs"]
    assert [run["key"] for run in sent[:4]] == [NEWER, OLDER, OTHER, EVIL]
    assert {name: sent[0][name] for name in ("when", "file", "scope", "encoder", "asked", "failed", "problem")} == {
        "when": "21 November 2026, 09:30 UTC",
        "file": "harbour.jsonl",
        "scope": "whole library",
        "encoder": "all-MiniLM-L6-v2",
        "asked": ASKED + 1,
        "failed": 0,
        "problem": "",
    }
    assert sent[2]["scope"] == "own transcript"


def test_the_main_measures_are_sent_with_their_intervals(kept: Kept) -> None:
    sent = contents(kept)
    assert [name for name, _ in sent["measures"]] == ["gold@1000w", "hit@5", "mrr@10", "quote_recall", "refused", "kept"]
    held = newer()["means"]
    assert sent["runs"][0]["means"] == {name: held[name] for name, _ in MAIN}
    assert sent["runs"][0]["means"]["hit@5"]["mean"] == pytest.approx((12 + WON - LOST) / ASKED)


def test_a_file_that_is_no_report_is_shown_as_that(kept: Kept) -> None:
    problems = [run["problem"] for run in contents(kept)["runs"] if run["problem"]]
    assert len(problems) == 2
    assert any("'list'" in problem for problem in problems)


def test_nothing_kept_is_said_with_what_to_run(tmp_path: Path) -> None:
    sent = contents(Kept(tmp_path / "evals"))
    assert (sent["runs"], sent["made"], sent["empty"]) == ([], [0, str(tmp_path / "evals" / "questions.jsonl")], "quoth eval corpus/samples/questions.jsonl")


def test_test_questions_are_counted(kept: Kept) -> None:
    kept.add_question({"question": "Who?", "transcript": "t"})
    assert contents(kept)["made"][0] == 1


def test_two_runs_are_compared_question_by_question(kept: Kept) -> None:
    sent = comparison(kept, [OLDER, NEWER])
    assert sent["conclusion"].startswith(f"B against A on {ASKED + 1} questions: better on ")
    assert sent["changed"] == [["settings.retrieve.dense.turn", "1", "2"]]
    by = {held["measure"]: held for held in sent["measures"]}
    hit = by["hit@5"]
    assert (hit["won"], hit["lost"], hit["tied"], hit["verdict"], hit["gap"]) == (WON, LOST, ASKED - WON - LOST, "better", "+30.0 points")
    assert hit["low"] < hit["difference"] < hit["high"]
    assert (by["refused"]["verdict"], by["refused"]["text"]) == ("within noise", "within noise: no question changed")
    assert hit["changes"][0] == {"hash": "#q=q0", "question": "What of item 0?", "a": 1.0, "b": 0.0}
    assert [(change["a"], change["b"]) for change in hit["changes"]] == [(1.0, 0.0)] * LOST + [(0.0, 1.0)] * 5


def test_the_other_way_round_better_is_worse(kept: Kept) -> None:
    hit = next(held for held in comparison(kept, [NEWER, OLDER])["measures"] if held["measure"] == "hit@5")
    assert (hit["verdict"], hit["won"], hit["lost"]) == ("worse", LOST, WON)


def test_runs_of_unlike_questions_are_not_compared_but_told_apart(kept: Kept) -> None:
    assert list(comparison(kept, [OTHER, NEWER])) == ["error"]
    assert "A and B cannot be compared, they asked different questions" in comparison(kept, [OTHER, NEWER])["error"]


ASKED_FOR: list[Any] = [None, 3, "x", {}, [], [NEWER], [NEWER] * 3, [NEWER, 3], [NEWER, None], [NEWER, "x" * (LONGEST_KEY + 1)]]
NAMES = ("", "..", "../x", "%2e%2e%2fx", "/etc/passwd", "%ff", "\ud800", "\x00", "list", "questions", f"{NEWER}.json", key(HOSTILE[0]))
ASKED_FOR += [[NEWER, name] for name in NAMES]


@pytest.mark.parametrize("asked", ASKED_FOR)
def test_anything_else_gets_a_sentence(kept: Kept, asked: object) -> None:
    sent = comparison(kept, asked)
    assert list(sent) == ["error"]
    assert sent["error"].endswith(".")
    json.dumps(sent).encode("utf-8")


@pytest.mark.parametrize("questions", [[{"id": "x"}], [{"id": "x", "question": "y", "answerable": True, "values": 3}], [{}]])
def test_a_report_that_is_not_whole_gets_a_sentence_too(tmp_path: Path, questions: list[Any]) -> None:
    kept = Kept(tmp_path)
    keys = [kept.save(one).stem for one in ({**older(), "questions": questions}, newer())]
    assert "A is not a report to compare" in comparison(kept, keys)["error"]


def test_a_provenance_of_a_strange_shape_gets_a_sentence_too(tmp_path: Path) -> None:
    kept, strange = Kept(tmp_path), older()
    strange["provenance"]["questions"]["sha256"] = ["no", "text"]
    strange["provenance"]["settings"] = None
    keys = [kept.save(one).stem for one in (strange, newer())]
    assert [run["problem"] for run in contents(kept)["runs"]] == ["", ""]
    assert ["settings", "none", "other"] not in comparison(kept, keys)["changed"]


def test_a_comparison_of_a_report_that_was_replaced_is_made_anew(kept: Kept) -> None:
    before = comparison(kept, [OLDER, NEWER])
    (kept.folder / f"{NEWER}.json").write_text(json.dumps({**older(), "extra": ""}), encoding="utf-8")
    assert comparison(kept, [OLDER, NEWER])["conclusion"] != before["conclusion"]


def test_a_comparison_of_a_report_that_is_gone_is_a_sentence(kept: Kept) -> None:
    assert "conclusion" in comparison(kept, [OLDER, NEWER])
    (kept.folder / f"{NEWER}.json").unlink()
    assert "there is no evaluation called" in comparison(kept, [OLDER, NEWER])["error"].lower()


def test_what_cannot_be_seen_is_written_out(kept: Kept) -> None:
    run = next(run for run in contents(kept)["runs"] if run["key"] == EVIL)
    assert (run["file"], run["scope"], run["encoder"]) == (visible(HOSTILE[1]), visible(HOSTILE[0]), visible(HOSTILE[8]))
    again = evil()
    again["questions"][0]["values"]["hit@5"] = 0.0
    again["provenance"]["when"] = "2026-11-18T09:00:00+00:00"
    sent = comparison(kept, [EVIL, kept.save(again).stem])
    assert visible(HOSTILE[0]) in {change["question"] for held in sent["measures"] for change in held["changes"]}
    assert "\u202e" not in json.dumps(sent, ensure_ascii=False)


def test_the_script_makes_text_and_never_markup() -> None:
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert sink not in script()
