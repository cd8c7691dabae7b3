"""The engines of a sweep, its table, and the command that drafts questions."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.errors import IndexStale, QuestionFileError
from embeddings.encoders import Report, Vectors, silent
from embeddings.encoders.hashed import HashedEncoder
from embeddings.generations import Generations
from rag.ask import Engine
from rag.evals.provenance import provenance
from rag.evals.questions import Question, load_questions
from rag.evals.sweep import Arm, parse_sweep
from ui.commands.draft import init
from ui.commands.sweep import engines, judging_engine, show_sweep, sweep_shown
from ui.opening import open_engine
from ui.settings import Settings, settings

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


@pytest.fixture
def held(tmp_path: Path) -> Settings:
    """Three of the samples, indexed with the hashed encoder."""
    library = tmp_path / "library"
    library.mkdir()
    for name in ("foreign-ministry-briefing.txt", "low-water-episode-41.json", "senate-hearing-welds.txt"):
        shutil.copy(SAMPLES / name, library)
    return settings(library, encoder="hashed")


def arms(text: str, folder: Path) -> tuple[Arm, ...]:
    path = folder / "sweep.toml"
    path.write_text(f"[grid]\n{text}\n", encoding="utf-8")
    return parse_sweep(path)


def test_a_drafted_file_is_swept_and_the_table_shown(held: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drafted = tmp_path / "questions.jsonl"
    init(drafted, held.library, count=6, unanswerable=0.0, seed=1)
    base = open_engine(held, quiet=True)
    questions = load_questions(drafted, base.transcripts)

    def origin(engine: Engine) -> dict[str, object]:
        return provenance(drafted, engine, "transcript", None)

    outcomes, ranking = sweep_shown(arms("writer.margin = [0.25, 0.1]", tmp_path), questions, base, held, "transcript", origin, quiet=True)
    capsys.readouterr()
    show_sweep(outcomes, ranking)
    out = capsys.readouterr().out
    assert len(questions) == 6
    assert out.startswith("No winner by gold@1000w")
    assert [line.split()[:2] for line in out.splitlines() if line.startswith("arm ")] == [["arm", "1"], ["arm", "2"]]
    assert sorted(path.name for path in held.index.iterdir()) == ["current", "generations", "lock", "sweep"]
    # The index without the turns that the questions strike; what was kept of the arms is gone.
    assert [path.name[:6] for path in (held.index / "sweep").iterdir()] == ["index-"]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second encoder, called "small"."""
    monkeypatch.setattr("ui.commands.sweep.open_encoder", lambda name: HashedEncoder(64 if name == "small" else 256))


@pytest.mark.usefixtures("small")
def test_another_encoder_gets_an_index_of_its_own_that_is_made_once(held: Settings, tmp_path: Path) -> None:
    base = open_engine(held, quiet=True)
    mine = arms('encoder = ["hashed", "small"]', tmp_path)
    for _ in range(2):
        engine_for = engines(mine, base, held, quiet=True)
        assert [engine_for(arm).snapshot.manifest.encoder.dimension for arm in mine] == [256, 64]
        assert [arm.name for arm in mine] == ["encoder=hashed", "encoder=small"]
        (folder,) = (held.index / "sweep").iterdir()
        assert Generations(folder).numbers() == [1]
    assert Generations(held.index).numbers() == [1]


def test_other_windows_get_an_index_of_their_own_that_reuses_the_vectors(held: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = open_engine(held, quiet=True)
    seen: list[str] = []

    class Counting(HashedEncoder):
        def encode(self, texts: Sequence[str], report: Report = silent) -> Vectors:
            seen.extend(texts)
            return super().encode(texts, report)

    monkeypatch.setattr("ui.commands.sweep.open_encoder", lambda _: Counting())
    mine = arms("passages.window_words = [120, 60]", tmp_path)
    engine_for = engines(mine, base, held, quiet=True)
    long, short = (engine_for(arm).snapshot.manifest for arm in mine)
    assert (long.passages, short.passages) == ("passages/2", "passages/2, windows of 60 words")
    assert short.counts["window"] > long.counts["window"]
    assert 0 < len(seen) <= short.counts["window"]


@pytest.mark.usefixtures("small")
def test_the_files_must_be_those_of_the_index(held: Settings, tmp_path: Path) -> None:
    base = open_engine(held, quiet=True)
    (held.library / "low-water-episode-41.json").unlink()
    with pytest.raises(IndexStale, match="quoth index"):
        engines(arms('encoder = ["small"]', tmp_path), base, held, quiet=True)


def test_init_overwrites_nothing_and_says_what_it_drafted(held: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "questions.jsonl"
    init(path, held.library, count=5, unanswerable=0.2, seed=0, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"file": str(path), "questions": 5, "answerable": 4, "unanswerable": 1}
    before = path.read_bytes()
    with pytest.raises(QuestionFileError, match="not overwritten"):
        init(path, held.library, count=5, unanswerable=0.2, seed=1)
    assert path.read_bytes() == before


def test_init_says_when_there_is_nothing_to_draft(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("Ada: Good morning to you all.\n\nJon: Good morning, Ada, and thank you.\n")
    with pytest.raises(QuestionFileError, match="write questions by hand"):
        init(tmp_path / "questions.jsonl", tmp_path)


def test_questions_are_judged_by_an_index_without_their_own_words(held: Settings, tmp_path: Path) -> None:
    drafted = tmp_path / "questions.jsonl"
    init(drafted, held.library, count=9, unanswerable=0.0, seed=1)
    base = open_engine(held, quiet=True)
    questions = load_questions(drafted, base.transcripts)
    engine = judging_engine(questions, base, held, quiet=True)
    struck = {(question.transcript_id, turn) for question in questions for turn in question.exclude_turns}
    for before, after in zip(base.transcripts, engine.transcripts, strict=True):
        assert [turn.text for turn in after.turns] == ["" if (before.id, turn.index) in struck else turn.text for turn in before.turns]
    hits = [hit for question in questions for hit in engine.search(question.question)]
    assert not struck & {(hit.place.transcript, hit.place.turn) for hit in hits}
    assert Generations(held.index).numbers() == [1]


def test_questions_that_strike_nothing_are_judged_by_the_index_at_hand(held: Settings) -> None:
    base = open_engine(held, quiet=True)
    question = Question("q", "Who counts it?", False, "low-water-episode-41", "low-water-episode-41", (), frozenset(), ())
    assert judging_engine([question], base, held, quiet=True) is base
