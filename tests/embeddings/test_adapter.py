"""Questions that are moved: by which matrix, for which encoder, and how the matrix is learned."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from corpus.errors import EncoderError
from embeddings.encoders import adapter as shipped
from embeddings.encoders.adapter import Adapter, adapter_of
from embeddings.encoders.hashed import HashedEncoder
from embeddings.encoders.registry import DEFAULT, SPEECH, open_encoder
from embeddings.tuning.adapter import Course, Lesson, Recipe, _loss, learn

Rows = np.ndarray


def units(chance: np.random.Generator, *shape: int) -> Rows:
    rows = chance.normal(size=shape)
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def test_a_question_moves_by_the_matrix_and_keeps_its_length() -> None:
    moved = Adapter(np.array([[0, 1], [0, 0]], dtype=np.float32))
    assert moved(np.array([1, 0], dtype=np.float32)).tolist() == pytest.approx([math.sqrt(0.5)] * 2)
    two = moved(np.array([[0, 1], [0.6, 0.8]], dtype=np.float32))
    assert two.tolist() == [[0.0, 1.0], pytest.approx([0.6 / math.hypot(0.6, 1.4), 1.4 / math.hypot(0.6, 1.4)])]


def test_it_is_for_one_encoder_by_its_weights_and_leaves_the_others_alone() -> None:
    known = open_encoder(DEFAULT).identity
    found = adapter_of(replace(known, name="by another name"))
    assert found is not None
    assert found.matrix.shape == (known.dimension, known.dimension)
    assert np.isfinite(found.matrix).all()
    assert adapter_of(open_encoder(SPEECH).identity) is None
    assert adapter_of(HashedEncoder().identity) is None


def test_a_file_that_is_another_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(shipped.FILE.read_bytes())
    data[-1] ^= 1
    (tmp_path / shipped.FILE.name).write_bytes(data)
    monkeypatch.setattr(shipped, "FILE", tmp_path / shipped.FILE.name)
    shipped._shipped.cache_clear()
    try:
        with pytest.raises(EncoderError, match=r"adapter\.npy"):
            adapter_of(open_encoder(DEFAULT).identity)
    finally:
        shipped._shipped.cache_clear()


def made(chance: np.random.Generator, turned: Rows, questions: int) -> Course:
    """Every question's answer lies where `turned` moves it to, among eleven other passages of its transcript."""
    lessons, pool = [], []
    for number in range(questions):
        question, rows = units(chance, 8), units(chance, 12, 8)
        rows[3] = question @ turned
        right = np.eye(12, dtype=np.float32)[3]
        lessons.append(Lesson(question[None], rows, right, (number * 12, number * 12 + 12), right))
        pool.append(rows)
    return Course(np.concatenate(pool), lessons)


def found_first(matrix: Rows, course: Course) -> float:
    return float(np.mean([int(np.argmax(lesson.turns @ Adapter(matrix)(lesson.wordings[0]))) == 3 for lesson in course.lessons]))


def test_what_moves_questions_to_their_answers_is_learned_and_holds_for_others() -> None:
    chance = np.random.default_rng(5)
    turned = np.linalg.qr(chance.normal(size=(8, 8)))[0].astype(np.float32)
    unseen = made(chance, turned, 60)
    learned = learn([made(chance, turned, 96)], Recipe(epochs=30, rate=0.03))
    assert found_first(np.zeros((8, 8), np.float32), unseen) < 0.3
    assert found_first(learned, unseen) > 0.9


def test_the_same_lessons_give_the_same_matrix_and_none_leave_questions_as_they_are() -> None:
    course = made(np.random.default_rng(1), np.eye(8, dtype=np.float32), 40)
    assert learn([course], Recipe(epochs=2)).tolist() == learn([course], Recipe(epochs=2)).tolist()
    assert not learn([course], Recipe(epochs=0)).any()


def test_the_loss_is_three_cross_entropies() -> None:
    chance = np.random.default_rng(2)
    question, turns, pool = units(chance, 4), units(chance, 3, 4), units(chance, 6, 4)
    right, right_windows = np.array([0.25, 0.75, 0], np.float32), np.array([0.5, 0.5], np.float32)
    lesson = Lesson(question[None], turns, right, (2, 4), right_windows)

    def cross(rows: Rows, shares: Rows) -> float:
        scores = rows @ question / 0.05
        return float(np.log(np.exp(scores - scores.max()).sum()) + scores.max() - shares @ scores)

    among_all = np.zeros(6)
    among_all[2:4] = 0.5
    expected = cross(turns, right) + cross(pool[2:4], right_windows) + 0.5 * cross(pool, among_all)
    loss = _loss(torch.from_numpy(question[None]), [lesson], torch.from_numpy(pool), Recipe())
    assert float(loss) == pytest.approx(expected, rel=1e-4)
