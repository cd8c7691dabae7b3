from __future__ import annotations

import pytest

from corpus.errors import QuestionFileError
from rag.evals.gate import drops, requirement, shortfalls

MEANS = {"gold@1000w": {"mean": 0.6}, "latency_p50": {"mean": 0.04}}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("gold@1000w>=0.60", 0),
        ("gold@1000w=0.60", 0),
        ("gold@1000w >= 0.601", 1),
        ("latency_p50<=0.05", 0),
        ("latency_p50<=0.03", 1),
        ("hit@5>=0", 1),  # not in this run: not met, never passed over
    ],
)
def test_requirements(text: str, lines: int) -> None:
    assert len(shortfalls(MEANS, [requirement(text)])) == lines


@pytest.mark.parametrize("text", ["gold@1000w", "gold@1000w>0.5", "gold@1000w>=x", "gold@1000w>=1.2.3", "speed>=1", ""])
def test_a_requirement_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(QuestionFileError):
        requirement(text)


def test_a_drop_beyond_what_is_allowed() -> None:
    earlier = {"gold@1000w": {"mean": 0.611}, "latency_p50": {"mean": 0.01}, "hit@5": {"mean": 1.0}}
    assert drops(MEANS, earlier, 0.02) == []
    (line,) = drops(MEANS, earlier, 0.01)
    assert "0.6110" in line
    assert "0.6000" in line
