from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import QuestionFileError
from rag.evals.frames import means_frame, questions_frame
from rag.evals.page import page
from rag.evals.report import judge, load_report
from rag.evals.runs import RunHit
from tests.rag.made_questions import hit, question, record, transcript

T = transcript("t", "one two three four", "five six seven eight", "nine ten eleven twelve")
QUESTIONS = [
    question("a", ((0, 0, 18),), tags={"kind": "fact"}),
    question("b", ((1, 0, 20),), tags={"kind": "fact"}),
    question("c", ((2, 0, 22),), tags={"kind": "who"}),
    question("u", (), tags={"kind": "unanswerable"}),
]


def whole(turn: int) -> tuple[str, int, int, int]:
    return "t", turn, 0, len(T.turns[turn].text)


RECORDS = {
    "a": record("a", hit(whole(0)), answered=True, confidence=0.9, quotes=(whole(0),), verified=True, seconds=0.1),
    "b": record(
        "b",
        RunHit(2.0, (whole(0),), whole(0), {"turn": 1.5}),
        hit(whole(1)),
        answered=True,
        confidence=0.6,
        quotes=(whole(0),),
        verified=True,
        seconds=0.3,
    ),
    "u": record("u", hit(whole(0)), answered=False, confidence=0.2, quotes=(), seconds=0.2),
}


def test_missing_questions_count_as_nothing_and_are_counted() -> None:
    report = judge(QUESTIONS, RECORDS, [T])
    assert (report.answerable, report.missing, report.failed) == (3, 1, 0)
    assert report.means["hit@1"].mean == pytest.approx(1 / 3)
    assert report.means["mrr@10"].mean == pytest.approx((1 + 0.5 + 0) / 3)
    assert (report.means["kept"].mean, report.means["kept"].n) == (1.0, 2)
    assert report.means["refused"].mean == 1.0
    assert report.means["auroc"].mean == 1.0
    assert report.means["latency_p50"].mean == 0.2


def test_a_failed_question_scores_nothing_and_is_counted() -> None:
    report = judge(QUESTIONS, {**RECORDS, "a": record("a", error="the index is gone")}, [T])
    assert report.failed == 1
    assert report.per_question["a"]["hit@5"] == 0.0


def test_slices_by_tag_transcript_and_speaker() -> None:
    report = judge(QUESTIONS, RECORDS, [T])
    assert report.slices["kind"]["fact"]["hit@5"].mean == 1.0
    assert report.slices["kind"]["who"]["hit@5"].mean == 0.0
    assert set(report.slices["speaker"]) == {"S0", "S1"}
    assert "transcript" not in report.slices  # all share it: it tells nothing


def test_why_a_question_missed() -> None:
    told = {one["id"]: one for one in judge(QUESTIONS, RECORDS, [T]).questions}
    assert told["b"]["gold_rank"] == 2
    first = told["b"]["hits"][0]
    assert (first["rank"], first["transcript"], first["turn"], first["speaker"]) == (1, "t", 0, "S0")
    assert (first["score"], first["gold"], first["parts"]) == (2.0, False, {"turn": 1.5})
    assert told["b"]["gold"] == [{"turn": 1, "speaker": "S1", "text": "five six seven eight"}]
    assert [quote["gold"] for quote in told["b"]["quotes"]] == [False]
    assert told["c"]["error"] == "missing from the run"


def test_risk_and_coverage_by_threshold() -> None:
    calibration = judge(QUESTIONS, RECORDS, [T]).calibration
    assert calibration is not None
    assert [(point["threshold"], point["coverage"], point["risk"]) for point in calibration["curve"]] == [
        (0.9, pytest.approx(1 / 3), 0.0),
        (0.6, pytest.approx(2 / 3), 0.5),
        (0.2, 1.0, pytest.approx(2 / 3)),
    ]


def test_the_same_run_gives_the_same_report() -> None:
    assert json.dumps(judge(QUESTIONS, RECORDS, [T]).as_json()) == json.dumps(judge(QUESTIONS, dict(reversed(RECORDS.items())), [T]).as_json())


@pytest.mark.parametrize("suffix", ["json", "html"])
def test_a_report_reads_back_from_either_file(tmp_path: Path, suffix: str) -> None:
    held = judge(QUESTIONS, RECORDS, [T]).as_json()
    path = tmp_path / f"report.{suffix}"
    path.write_text(json.dumps(held) if suffix == "json" else page(held), encoding="utf-8")
    assert load_report(path) == json.loads(json.dumps(held))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": 99}', "<html></html>"])
def test_what_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionFileError, match=r"x\.json"):
        load_report(path)


def test_frames_hold_the_same_numbers() -> None:
    held = judge(QUESTIONS, RECORDS, [T]).as_json()
    assert means_frame(held).loc["mrr@10", "mean"] == held["means"]["mrr@10"]["mean"]
    frame = questions_frame(held)
    assert list(frame.index) == ["a", "b", "c", "u"]
    assert frame.loc["b", "gold_rank"] == 2
    assert frame.loc["a", "tag.kind"] == "fact"
