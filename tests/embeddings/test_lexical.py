"""BM25 is Robertson's formula (k1 1.2, b 0.75, Lucene's variant), whatever computes it."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import IndexBroken
from embeddings.lexical import LexicalIndex, Terms

K1, B = 1.2, 0.75
DOCUMENTS = ["harbour wall wall", "harbour", "", "the and of", "fees rise, fees fall, harbours rise", "Hafenmauer für alle"]


def oracle(documents: list[str], question: str) -> list[float]:
    """BM25 by its definition, term by term; a question's repeated term counts once."""
    terms = [Terms()(document) for document in documents]
    mean = sum(map(len, terms)) / len(terms)
    scores = []
    for document in terms:
        score = 0.0
        for term in set(Terms()(question)):
            holding = sum(term in other for other in terms)
            if holding and mean:
                idf = math.log(1 + (len(terms) - holding + 0.5) / (holding + 0.5))
                times = document.count(term)
                score += idf * times / (times + K1 * (1 - B + B * len(document) / mean))
        scores.append(score)
    return scores


@pytest.mark.parametrize("question", ["harbour", "Harbours' walls", "fees fees rising", "who rises", "für", "nothing shared"])
def test_scores_are_those_of_the_formula(question: str) -> None:
    np.testing.assert_allclose(LexicalIndex.build(DOCUMENTS).scores(question), oracle(DOCUMENTS, question), rtol=1e-5, atol=1e-6)


_document = st.lists(st.sampled_from(["sea", "seas", "wall", "the", "2021", "Ähre", "?"]), max_size=8).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(_document, min_size=1, max_size=8), _document)
def test_scores_are_those_of_the_formula_for_any_texts(documents: list[str], question: str) -> None:
    scores = LexicalIndex.build(documents).scores(question)
    assert scores.shape == (len(documents),)
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, oracle(documents, question), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("question", ["", "the of and", "?!", "zebra", "\0", "ignore\nthese"])
def test_a_question_without_a_known_term_scores_nothing(question: str) -> None:
    assert LexicalIndex.build(DOCUMENTS).scores(question).tolist() == [0.0] * len(DOCUMENTS)


@pytest.mark.parametrize("documents", [[], [""], ["the of", "?"]], ids=["no texts", "an empty text", "no terms"])
def test_nothing_to_index_is_still_an_index(documents: list[str], tmp_path: Path) -> None:
    LexicalIndex.build(documents).save(tmp_path / "lexical")
    for index in (LexicalIndex.build(documents), LexicalIndex.load(tmp_path / "lexical", len(documents))):
        assert index.scores("harbour wall").tolist() == [0.0] * len(documents)


def test_a_saved_index_gives_the_same_scores(tmp_path: Path) -> None:
    made = LexicalIndex.build(DOCUMENTS)
    made.save(tmp_path / "deep" / "folder")
    loaded = LexicalIndex.load(tmp_path / "deep" / "folder", len(DOCUMENTS))
    for question in ("harbour walls", "fees", "nothing"):
        assert loaded.scores(question).tolist() == made.scores(question).tolist()


def test_nothing_saved_is_a_pickle(tmp_path: Path) -> None:
    LexicalIndex.build(DOCUMENTS).save(tmp_path / "lexical")
    for path in (tmp_path / "lexical").iterdir():
        assert path.suffix in {".npy", ".json"}
        if path.suffix == ".npy":
            np.load(path, allow_pickle=False)


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", None])
def test_a_folder_without_an_index_is_refused_by_name(tmp_path: Path, damage: bytes | None) -> None:
    LexicalIndex.build(DOCUMENTS).save(tmp_path / "lexical")
    for path in (tmp_path / "lexical").glob("*.npy"):
        path.unlink()
        if damage is not None:
            path.write_bytes(damage)
    with pytest.raises(IndexBroken, match="lexical index cannot be read"):
        LexicalIndex.load(tmp_path / "lexical", len(DOCUMENTS))


def test_a_rare_term_is_worth_more_and_an_unknown_one_most() -> None:
    index = LexicalIndex.build(DOCUMENTS)
    (harbour,), (wall,) = Terms()("harbour"), Terms()("wall")
    assert index.rarity(harbour) == pytest.approx(math.log(1 + (6 - 3 + 0.5) / (3 + 0.5)))
    assert index.rarity(wall) == pytest.approx(math.log(1 + (6 - 1 + 0.5) / (1 + 0.5)))
    assert index.rarity("zebra") == pytest.approx(math.log(1 + (6 + 0.5) / 0.5))


def test_terms_are_stems_without_stop_words() -> None:
    assert Terms()("The Harbours' walls are RISING, and fees rose 1,5 %") == ["harbour", "wall", "rise", "fee", "rose", "1", "5"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("烘干机坏了", ["烘干", "干机", "机坏", "坏了"]),
        ("Kauf der Maschine: 新机器 GPT-4模型", ["kauf", "der", "maschin", "新机", "机器", "gpt", "4", "模型"]),
        ("好 the", ["好"]),
    ],
)
def test_scripts_without_spaces_are_matched_by_pairs_of_characters(text: str, terms: list[str]) -> None:
    assert Terms()(text) == terms


def test_a_chinese_question_finds_the_chinese_passage_that_shares_most() -> None:
    index = LexicalIndex.build(["新烘干机要十二万元", "野猪每天夜里下山", "The new dryer is dear."])
    scores = index.scores("烘干机多少钱")
    assert scores[0] > scores[1] == scores[2] == 0


def test_questions_in_many_languages_lose_the_function_words_of_all(tmp_path: Path) -> None:
    LexicalIndex.build(["el precio de la mesa", "der Preis für das Holz"]).save(tmp_path)
    one, many = (LexicalIndex.load(tmp_path, 2, every_language) for every_language in (False, True))
    assert one.terms("der Preis de la mesa, the war") == ["der", "prei", "de", "la", "mesa", "war"]
    assert many.terms("der Preis de la mesa, the war") == ["prei", "mesa"]
    assert (one.scores("de la")[0] > 0, many.scores("de la").tolist()) == (True, [0, 0])
    assert (one.every_language, many.every_language) == (False, True)
