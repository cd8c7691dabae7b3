"""Teaching an adapter (`embeddings.encoders.adapter`): a matrix that moves questions to the passages that answer them.

Passages stay where they are, so nothing is encoded while it learns, and minutes of one processor are enough. The loss is the
cross-entropy between what a question's cosines say (softmax, sharpened by a temperature) and which passages hold what
answers: among the turns of its transcript, among its windows, and, at half weight, among the windows of all transcripts.
The matrix starts at zero, where every question stays as it is.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Lesson:
    """A question and where its answer lies.

    `wordings` (n, dimension): unit vectors of the question, the first, and of other texts that ask for the same. `turns` (rows,
    dimension): its transcript's passages of single turns; `right` (rows,) how much each answers, summing to 1 or to 0.
    `windows` is the half-open range of its transcript's rows in the pool, `right_windows` the same for them.
    """

    wordings: Floats
    turns: Floats
    right: Floats
    windows: tuple[int, int]
    right_windows: Floats


@dataclass(frozen=True, eq=False)
class Course:
    """The lessons over one library, whose windows are `pool` (rows, dimension)."""

    pool: Floats
    lessons: Sequence[Lesson]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what comes out."""

    seed: int = 0
    epochs: int = 8
    batch: int = 32
    rate: float = 1e-3
    warmup: float = 0.1
    decay: float = 0.1
    temperature: float = 0.05
    reworded: float = 0.35
    """How often another wording stands for the question."""
    everywhere: float = 0.5
    """The weight of finding the window among those of all transcripts."""


def learn(courses: Sequence[Course], recipe: Recipe = Recipe()) -> Floats:
    """float32 (dimension, dimension): the matrix that was learned."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    dimension = courses[0].pool.shape[1]
    matrix = torch.nn.Parameter(torch.zeros(dimension, dimension))
    optimiser = torch.optim.AdamW([matrix], lr=recipe.rate, weight_decay=recipe.decay)
    pools = [torch.from_numpy(np.array(course.pool)) for course in courses]
    plan = [batch for _ in range(recipe.epochs) for batch in _batches(courses, recipe.batch, chance)]
    for step, (course, lessons) in enumerate(plan):
        for group in optimiser.param_groups:
            group["lr"] = recipe.rate * min(1.0, (step + 1) / max(recipe.warmup * len(plan), 1)) * (1 - step / len(plan))
        asked = torch.from_numpy(np.stack([_worded(lesson, recipe.reworded, chance) for lesson in lessons]))
        loss = _loss(torch.nn.functional.normalize(asked + asked @ matrix, dim=1), lessons, pools[course], recipe)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    learned: Floats = matrix.detach().numpy()
    return learned


def _batches(courses: Sequence[Course], size: int, chance: random.Random) -> list[tuple[int, list[Lesson]]]:
    """Every lesson once, a batch of one course, in any order; what fills no batch waits for the next epoch."""
    found: list[tuple[int, list[Lesson]]] = []
    for number, course in enumerate(courses):
        order = chance.sample(list(course.lessons), len(course.lessons))
        whole = max(len(order) - len(order) % size, min(len(order), size))
        found += [(number, order[at : at + size]) for at in range(0, whole, size)]
    return chance.sample(found, len(found))


def _worded(lesson: Lesson, reworded: float, chance: random.Random) -> Floats:
    is_reworded = len(lesson.wordings) > 1 and chance.random() < reworded
    worded: Floats = lesson.wordings[chance.randrange(1, len(lesson.wordings)) if is_reworded else 0]
    return worded


def _loss(asked: Tensor, lessons: Sequence[Lesson], pool: Tensor, recipe: Recipe) -> Tensor:
    """The mean loss of a batch: row i of `asked` is the question of `lessons[i]`, moved."""
    cross = torch.nn.functional.cross_entropy
    everywhere = asked @ pool.T / recipe.temperature
    total = torch.zeros(())
    for at, lesson in enumerate(lessons):
        if lesson.right.any():
            scores = torch.from_numpy(lesson.turns) @ asked[at] / recipe.temperature
            total = total + cross(scores[None], torch.from_numpy(lesson.right)[None])
        if lesson.right_windows.any():
            right, own = torch.from_numpy(lesson.right_windows), everywhere[at, slice(*lesson.windows)]
            total = total + cross(own[None], right[None])
            total = total + recipe.everywhere * (torch.logsumexp(everywhere[at], 0) - right @ own)
    return total / len(lessons)
