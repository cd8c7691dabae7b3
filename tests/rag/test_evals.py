"""Our measures are those of the reference scorer, to 1e-9, on random runs and on a real one; a question file tells all its faults at once."""

from __future__ import annotations

import importlib.util
import json
import random
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.errors import QuestionFileError
from corpus.library import read_library
from corpus.transcript import Transcript
from rag.evals.questions import load_questions
from rag.evals.report import judge
from rag.evals.runs import dump, load_run, run
from tests.rag.made_record import engine, transcript

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "tools" / "score_run.py"
QMSUM = SHARED / "data" / "qmsum"
ALIKE = ("hit@1", "hit@5", "hit@10", "mrr@10", "gold@300w", "gold@1000w", "gold@2000w", "quote_precision", "quote_recall", "kept", "refused", "auroc")
JSON = dict[str, Any]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.is_file():
        pytest.skip("the reference scorer is not beside this repository (../shared/tools)")
    spec = importlib.util.spec_from_file_location("score_run", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reference(scorer: ModuleType, folder: Path, patch: pytest.MonkeyPatch) -> JSON:
    """What the reference scorer says of the library, questions and run in the folder."""
    paths = {"--library": folder / "library", "--questions": folder / "questions.jsonl", "--run": folder / "run.jsonl", "--json": folder / "scored.json"}
    patch.setattr(sys, "argv", ["score_run.py", *(str(part) for pair in paths.items() for part in pair)])
    assert scorer.main() == 0
    return dict(json.loads((folder / "scored.json").read_text(encoding="utf-8")))


def agrees(scorer: ModuleType, folder: Path, patch: pytest.MonkeyPatch) -> None:
    theirs = reference(scorer, folder, patch)
    transcripts = read_library(folder / "library").transcripts
    ours = judge(load_questions(folder / "questions.jsonl", transcripts), load_run(folder / "run.jsonl"), transcripts)
    assert {name for name in ALIKE if name in ours.means} == set(theirs["means"])
    for name, mean in theirs["means"].items():
        assert ours.means[name].mean == pytest.approx(mean["mean"], abs=1e-9), name
        assert ours.means[name].n == mean["n"], name
    for id, values in theirs["per_question"].items():
        assert {name: value for name, value in ours.per_question[id].items() if name in values} == pytest.approx(values, abs=1e-9)
    assert (ours.answerable, ours.missing) == (theirs["answerable"], theirs["missing"])


def lines(path: Path, values: Sequence[JSON]) -> None:
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), encoding="utf-8")


def random_evaluation(folder: Path, seed: int) -> None:
    """A library, questions and a run of every shape: spans cut through words, repeated, empty, excluded, missing, unsaid."""
    rng = random.Random(seed)
    words = ["wall", "naïve", "🌊", "levy,", "a", "B.", "x\u00a0y", "ferry\n", "  ", "pumps"]
    texts = {f"t{n}": [" ".join(rng.choices(words, k=rng.choice((0, 1, 5, 60, 400)))) for _ in range(rng.randint(1, 6))] + ["the last word"] for n in range(3)}
    (folder / "library").mkdir(parents=True)
    for id, turns in texts.items():
        held = {"id": id, "title": id, "date": None, "turns": [{"speaker": "A", "text": text} for text in turns]}
        (folder / "library" / f"{id}.json").write_text(json.dumps(held), encoding="utf-8")

    def span() -> list[str | int]:
        id = rng.choice(list(texts))
        turn = rng.randrange(len(texts[id]))
        start, end = sorted(rng.choices(range(len(texts[id][turn]) + 1), k=2)) if rng.random() < 0.5 else (0, len(texts[id][turn]))
        return [id, turn, start, end]

    questions, found = [], []
    for n in range(rng.randint(4, 14)):
        id = rng.choice(list(texts))
        asked: JSON = {"id": f"q{n}", "question": "What?", "transcript": id, "answerable": n == 0 or (n != 1 and rng.random() < 0.7)}
        asked |= {"gold_turns": [len(texts[id]) - 1, *rng.sample(range(len(texts[id])), k=1)]} if rng.random() < 0.6 else {"gold_quotes": ["last word"]}
        asked |= {"exclude_turns": rng.sample(range(len(texts[id])), k=1)} if rng.random() < 0.3 else {}
        questions.append(asked)
        if rng.random() < 0.85:
            answer: JSON = {"id": f"q{n}", "hits": [{"score": 1.0, "spans": [span() for _ in range(rng.randint(0, 4))]} for _ in range(rng.randint(0, 14))]}
            answer |= {"confidence": rng.choice((0.1, 0.5, 0.9))} if rng.random() < 0.8 else {}
            answer |= {"answered": rng.random() < 0.5} if rng.random() < 0.8 else {}
            answer |= {"quotes": [span() for _ in range(rng.randint(0, 3))]} if rng.random() < 0.8 else {}
            found.append(answer)
    lines(folder / "questions.jsonl", questions)
    lines(folder / "run.jsonl", found)


@pytest.mark.parametrize("seed", range(25))
def test_a_random_run_scores_as_the_reference_says(scorer: ModuleType, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random_evaluation(tmp_path, seed)
    agrees(scorer, tmp_path, monkeypatch)


@pytest.mark.parametrize("where", ["transcript", "library"])
def test_a_real_run_scores_as_the_reference_says(scorer: ModuleType, tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not QMSUM.is_dir():
        pytest.skip("the meetings are not beside this repository (../shared/data/qmsum)")
    (tmp_path / "library").mkdir()
    chosen = sorted(path.stem for path in (QMSUM / "transcripts").iterdir())[:2]
    for name in chosen:
        shutil.copy(QMSUM / "transcripts" / f"{name}.json", tmp_path / "library")
    asked = [
        json.loads(line) for file in ("questions", "questions_unanswerable") for line in (QMSUM / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    lines(tmp_path / "questions.jsonl", [question for question in asked if question["transcript"] in chosen])
    town = engine(tmp_path / "library", tmp_path / "index")
    questions = load_questions(tmp_path / "questions.jsonl", town.transcripts)
    records = [dump(record) + "\n" for record in run(town, questions, where)]  # type: ignore[arg-type]
    (tmp_path / "run.jsonl").write_text("".join(records), encoding="utf-8")
    assert len(records) >= 10
    agrees(scorer, tmp_path, monkeypatch)


TALK = transcript("talk", None, ("A", "one two three"), ("B", "four five six seven"), ("A", ""), ("B", "eight"))


def loaded(tmp_path: Path, *values: JSON | str, transcripts: Sequence[Transcript] = (TALK,)) -> Any:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(value if isinstance(value, str) else json.dumps(value) for value in values), encoding="utf-8")
    return load_questions(path, transcripts)


def test_means_worked_out_by_hand(tmp_path: Path) -> None:
    questions = loaded(
        tmp_path,
        {"id": "turns", "question": "?x", "transcript": "talk", "gold_turns": [1]},  # four words
        {"id": "quote", "question": "?x", "transcript": "talk", "gold_quotes": ["two three"]},
        {"id": "missing", "question": "?x", "transcript": "talk", "gold_turns": [3]},
        {"id": "none", "question": "?x", "transcript": "talk", "answerable": False},
    )
    whole = [["talk", 0, 0, 13], ["talk", 1, 0, 19], ["talk", 3, 0, 5]]
    lines(
        tmp_path / "run.jsonl",
        [
            {
                "id": "turns",
                "hits": [{"score": 2, "spans": [whole[0]]}, {"score": 1, "spans": [whole[1]]}],
                "confidence": 0.9,
                "answered": True,
                "quotes": [["talk", 1, 0, 4], whole[0]],
            },
            {"id": "quote", "hits": [{"score": 2, "spans": [["talk", 0, 0, 5]]}], "confidence": 0.2, "answered": False, "quotes": []},
            {"id": "none", "hits": [{"score": 2, "spans": whole}], "confidence": 0.2, "answered": False, "quotes": []},
        ],
    )
    report = judge(questions, load_run(tmp_path / "run.jsonl"), [TALK])
    means = {name: mean.mean for name, mean in report.means.items()}
    expected = {
        "hit@1": 1 / 3,  # only "quote": its span covers "two"
        "hit@5": 2 / 3,
        "mrr@10": (1 / 2 + 1 + 0) / 3,
        "gold@300w": (1 + 1 / 2 + 0) / 3,
        "quote_recall": 1 / 2,
        "quote_precision": 1 / 2,
        "kept": 1 / 2,
        "refused": 1.0,
        "auroc": 3 / 4,  # 0.9 above 0.2, and one tie
    }
    assert {name: means[name] for name in expected} == pytest.approx(expected)
    assert (report.answerable, report.missing, report.failed) == (3, 1, 0)


def test_every_bad_line_is_told_at_once(tmp_path: Path) -> None:
    good = {"question": "Who?", "transcript": "talk", "gold_turns": [1]}
    with pytest.raises(QuestionFileError) as caught:
        loaded(
            tmp_path,
            {"id": "a", **good},
            "{broken",
            {"question": "Who?", "transcript": "talk"},
            {"id": "b", **good, "transcript": "nowhere"},
            {"id": "c", **good, "gold_turns": [9]},
            {"id": "d", **good, "gold_quotes": ["nine"]},
            {"id": "e", **good, "gold_turns": [2]},
            {"id": "f", **good, "gold_turns": []},
            {"id": "a", **good},
            {"id": "g", **good, "question": " "},
            {"id": "h", **good, "answerable": "no"},
            {"id": "i", **good, "exclude_turns": [-1]},
            {"id": "j", **good, "gold_turns": 3},
            {"id": "k", **good, "history": ["x"]},
            "[]",
            "[" * 100_000,
        )
    said = str(caught.value)
    assert "\n" not in said
    assert "15 bad questions" in said
    for line, what in enumerate(
        (
            "not JSON",
            "'id' is missing",
            "nowhere",
            "9 is no turn",
            "'nine' is not in talk",
            "needs gold",
            "needs gold",
            "'a' stands twice",
            "texts",
            "true or false",
            "-1 is no turn",
            "wrong type",
        ),
        2,
    ):
        assert f"line {line}: " in said
        assert what in said.split(f"line {line}: ")[1].split("; line ")[0]


def test_a_file_with_hundreds_of_faults_shows_the_first(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"300 bad questions: line 1: .*; and 280 more$"):
        loaded(tmp_path, *["{"] * 300)


def test_what_a_question_may_leave_out(tmp_path: Path) -> None:
    (held,) = loaded(
        tmp_path, "", {"id": "a", "question": "Who?", "transcript": "talk", "gold_turns": [1, 3], "gold_quotes": ["two"], "note": "ours", "tags": {"n": 3}}, ""
    )
    assert held.answerable
    assert held.gold == ((1, 0, 19), (3, 0, 5), (0, 4, 7))
    assert (held.exclude_turns, held.history, held.answer, held.tags) == (frozenset(), (), "", {"n": "3"})


def test_a_transcript_may_be_named_by_its_stem_where_only_one_has_it(tmp_path: Path) -> None:
    deep, other = transcript("2022/talk", None, ("A", "one two")), transcript("2023/talk", None, ("A", "one two"))
    asked = {"id": "a", "question": "Who?", "transcript": "talk", "gold_turns": [0]}
    assert loaded(tmp_path, asked, transcripts=(deep,))[0].transcript_id == "2022/talk"
    with pytest.raises(QuestionFileError, match="several transcripts are called 'talk'"):
        loaded(tmp_path, asked, transcripts=(deep, other))
    assert loaded(tmp_path, {**asked, "transcript": "2023/talk"}, transcripts=(deep, other))[0].transcript_id == "2023/talk"


@pytest.mark.parametrize("text", ["", "\n\n", None, b"\xff\xfe\xff"])
def test_a_file_without_questions_is_refused(tmp_path: Path, text: str | bytes | None) -> None:
    path = tmp_path / "questions.jsonl"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(QuestionFileError, match=r"no question in it|cannot be read"):
        load_questions(path, [TALK])


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"id": "a"}',
        '{"id": "a", "hits": 3}',
        '{"id": "a", "hits": [{"spans": [["t", 0, 1]]}]}',
        '{"id": "a", "hits": [{"spans": 1}]}',
        "[" * 100_000,
    ],
)
def test_a_run_that_is_none_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "run.jsonl").write_text('{"id": "x", "hits": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(QuestionFileError, match=r"run\.jsonl, line 2"):
        load_run(tmp_path / "run.jsonl")


def test_a_run_reads_back_as_it_was_written(tmp_path: Path) -> None:
    record = load_run_of(
        tmp_path, '{"id": "a", "hits": [{"score": 2.5, "spans": [["t", 0, 1, 4]]}], "answered": true, "confidence": 0.25, "quotes": [["t", 0, 1, 4]]}'
    )
    assert load_run_of(tmp_path, dump(record)) == record


def load_run_of(tmp_path: Path, line: str) -> Any:
    (tmp_path / "run.jsonl").write_text(line + "\n", encoding="utf-8")
    return load_run(tmp_path / "run.jsonl")["a"]
