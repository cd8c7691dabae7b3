"""--reranker: a real CrossEncoder from the command line, the environment or quoth.toml, recorded in what it decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from embeddings.rerankers.cross_encoder import CrossEncoderReranker
from tests.embeddings.made_reranker import tiny_cross_encoder
from tests.ui.cli_runs import WHO, hashed, quoth, town
from ui.settings import settings


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_cross_encoder(tmp_path_factory.mktemp("tiny"), limit=512)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    quoth("index", *hashed(town(tmp_path / "town")), "--json")
    return tmp_path / "town"


def read(hit: dict[str, object], folder: Path) -> tuple[object, object]:
    return hit["transcript"], hit["turn"]


def test_hits_come_in_the_models_order(place: Path, model: Path) -> None:
    plain = quoth("ask", WHO, *hashed(place), "--json").json["hits"]
    ranked = quoth("ask", WHO, *hashed(place), "--reranker", model, "--json").json["hits"]
    assert sorted(map(repr, (read(hit, place) for hit in plain))) == sorted(map(repr, (read(hit, place) for hit in ranked)))
    assert [hit["score"] for hit in ranked] == [hit["score"] for hit in plain]


def test_an_evaluation_says_which_reranker_it_used(place: Path, model: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(json.dumps({"id": "1", "question": WHO, "transcript": "2022", "gold_turns": [2]}) + "\n", encoding="utf-8")
    run = tmp_path / "run.jsonl"
    report = quoth("eval", questions, *hashed(place), "--reranker", model, "--run", run, "--json").json
    told = report["provenance"]["settings"]
    assert (told["reranker"], told["reranker.first"]) == (str(model), 50)
    assert told["reranker.weights"] == CrossEncoderReranker(str(model)).identity.weights
    parts = [hit["parts"] for hit in json.loads(run.read_text(encoding="utf-8").splitlines()[-1])["hits"]]
    scores = [part["reranker"] for part in parts]
    assert scores == sorted(scores, reverse=True)
    assert "reranker" not in quoth("eval", questions, *hashed(place), "--json").json["provenance"]["settings"]


def test_a_model_that_is_not_there_is_one_line(place: Path) -> None:
    said = quoth("ask", WHO, *hashed(place), "--reranker", place / "none", "--json").mistake
    assert said.startswith(f"no reranker '{place / 'none'}'")
    assert said.endswith("leave --reranker out to rank without one")


def test_flag_over_environment_over_file_over_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings().reranker is None
    Path("quoth.toml").write_text('reranker = "file"\n', encoding="utf-8")
    assert settings().reranker == "file"
    monkeypatch.setenv("QUOTH_RERANKER", "environment")
    assert settings().reranker == "environment"
    assert settings(reranker="flag").reranker == "flag"
    assert settings(reranker="none").reranker is None
