from __future__ import annotations

import math
import random

import ir_measures
import pytest

from corpus.errors import QuestionFileError
from rag.evals.measures import STANDARD, Measure, Words, auroc, parse, score
from tests.rag.made_questions import hit, question, record, transcript

T = transcript("t", "one two three", "four five", "six seven eight nine", "ten")
WORDS = Words([T])


def whole(turn: int) -> tuple[str, int, int, int]:
    return "t", turn, 0, len(T.turns[turn].text)


@pytest.mark.parametrize("measure", STANDARD, ids=str)
def test_a_measure_prints_as_it_parses(measure: Measure) -> None:
    assert parse(str(measure)) == measure


@pytest.mark.parametrize("bad", ["hit", "hit@0", "hit@5w", "gold@5", "gold@w", "quote_recall@3", "accuracy", "", "hit@-1", "HIT@5"])
def test_an_unknown_measure_is_refused_with_those_there_are(bad: str) -> None:
    with pytest.raises(QuestionFileError, match=r"hit@K.*gold@Nw.*auroc"):
        parse(bad)


def test_values_worked_out_by_hand() -> None:
    asked = question("q", ((1, 0, 9), (2, 4, 9)))  # "four five" and "seven": three gold words in two turns
    found = record("q", hit(whole(0)), hit(whole(3), whole(2)), hit(whole(1)), quotes=(whole(0), whole(1)), verified=True, answered=True)
    values = score(asked, found, WORDS, [parse(m) for m in "hit@1 hit@5 mrr@10 recall@2 recall@10 ndcg@10 gold@5w gold@300w".split()])  # noqa: SIM905
    ideal = 1 + 1 / math.log2(3)
    assert values == {
        "hit@1": 0.0,
        "hit@5": 1.0,
        "mrr@10": 0.5,
        "recall@2": 0.5,
        "recall@10": 1.0,
        "ndcg@10": pytest.approx((1 / math.log2(3) + 1 / math.log2(4)) / ideal),
        "gold@5w": 0.0,  # one two three ten six
        "gold@300w": 1.0,
    }
    quoted = score(asked, found, WORDS)
    assert (quoted["quote_precision"], quoted["quote_recall"], quoted["verified"], quoted["kept"]) == (0.5, 1.0, 1.0, 1.0)


def test_words_read_twice_cost_nothing() -> None:
    asked = question("q", ((2, 0, 20),))
    found = record("q", hit(whole(0)), hit(whole(0), whole(2)))
    assert score(asked, found, WORDS, [parse("gold@5w")]) == {"gold@5w": 0.5}


def test_excluded_turns_are_struck_before_ranks_are_counted() -> None:
    asked = question("q", ((1, 0, 9),), exclude_turns=frozenset({0}))
    found = record("q", hit(whole(0)), hit(whole(0), whole(1)))
    assert score(asked, found, WORDS, [parse("mrr@10")]) == {"mrr@10": 1.0}


def test_a_missing_question_scores_nothing_but_is_no_refusal() -> None:
    values = score(question("q", ((1, 0, 9),)), None, WORDS)
    assert set(values.values()) == {0.0}
    assert "kept" not in values
    assert "quote_precision" not in values


def test_an_unanswerable_question_is_only_refused_or_not() -> None:
    asked = question("u", ())
    assert score(asked, record("u", hit(whole(0)), answered=False, quotes=()), WORDS) == {"refused": 1.0}
    assert score(asked, record("u", answered=True, quotes=(whole(0),), verified=True), WORDS) == {"refused": 0.0, "verified": 1.0}


def test_a_failed_question_is_worth_nothing_in_every_measure() -> None:
    values = score(question("q", ((1, 0, 9),)), record("q", error="no index"), WORDS)
    assert (values["quote_recall"], values["kept"], values["hit@10"]) == (0.0, 0.0, 0.0)
    assert score(question("u", ()), record("u", error="no index"), WORDS) == {"refused": 0.0}


def test_single_turn_hits_agree_with_ir_measures() -> None:
    rng = random.Random(7)
    many = transcript("t", *(f"word{i} more" for i in range(40)))
    words = Words([many])
    ours = [parse(name) for name in ("hit@5", "recall@10", "mrr@10", "ndcg@10")]
    theirs = [ir_measures.Success @ 5, ir_measures.R @ 10, ir_measures.RR @ 10, ir_measures.nDCG @ 10]
    for _ in range(200):
        gold = rng.sample(range(40), rng.randint(1, 8))
        ranking = rng.sample(range(40), rng.randint(0, 40))
        asked = question("q", tuple((turn, 0, 5) for turn in gold))
        found = record("q", *(hit(("t", turn, 0, len(many.turns[turn].text))) for turn in ranking))
        qrels = [ir_measures.Qrel("q", str(turn), 1) for turn in gold]
        run = [ir_measures.ScoredDoc("q", str(turn), float(-at)) for at, turn in enumerate(ranking)]
        expected = ir_measures.calc_aggregate(theirs, qrels, run) if run else dict.fromkeys(theirs, 0.0)
        values = score(asked, found, words, ours)
        assert [values[str(m)] for m in ours] == pytest.approx([expected[m] for m in theirs], abs=1e-9)


def test_auroc_counts_pairs_and_halves_ties() -> None:
    rng = random.Random(3)
    for _ in range(50):
        a = [rng.randint(0, 5) / 5 for _ in range(rng.randint(1, 9))]
        b = [rng.randint(0, 5) / 5 for _ in range(rng.randint(1, 9))]
        pairs = [(x > y) + (x == y) / 2 for x in a for y in b]
        assert auroc(a, b) == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)
