"""Two reports compared: what counts as better, what is refused, what is never dropped."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from corpus.errors import QuestionFileError, SettingError
from rag.evals.compare import compare, compare_many
from tests.rag.made_pair import JSON, asked, report, scored


def hits(won: int, lost: int, tied: int) -> tuple[JSON, JSON]:
    """Two reports of one measure in which B wins, loses and ties so many questions."""
    return scored({"hit@5": [0.0] * won + [1.0] * lost + [1.0] * tied}), scored({"hit@5": [1.0] * won + [0.0] * lost + [1.0] * tied})


class TestVerdicts:
    def test_better_with_its_counts_and_the_exact_p(self) -> None:
        (held,) = compare(*hits(won=30, lost=6, tied=164)).measures
        assert (held.measure, held.n, held.won, held.lost, held.tied) == ("hit@5", 200, 30, 6, 164)
        assert (held.a, held.b, held.difference) == pytest.approx((0.85, 0.97, 0.12))
        assert (held.verdict, held.text, held.needed) == ("better", "better", None)
        assert held.p == pytest.approx(7.0e-5, rel=0.05)  # exact McNemar of 30 to 6

    def test_worse_is_the_mirror(self) -> None:
        a, b = hits(won=30, lost=6, tied=164)
        there, back = compare(a, b).measures[0], compare(b, a).measures[0]
        assert (back.verdict, back.won, back.lost) == ("worse", there.lost, there.won)
        assert (back.low, back.high) == (-(there.high or 0), -(there.low or 0))

    def test_within_noise_says_what_would_be_needed_and_never_less_than_was_seen(self) -> None:
        (held,) = compare(*hits(won=12, lost=8, tied=180)).measures
        assert held.verdict == "within noise"
        assert held.low is not None
        assert held.needed == pytest.approx(held.difference - held.low)
        assert held.needed == pytest.approx(1.96 * np.sqrt(20 / 200**2), rel=0.1)
        assert held.needed >= held.difference
        assert held.text == f"within noise: {held.needed * 100:.1f} points would be needed"

    def test_an_interval_alone_does_not_make_a_few_questions_a_verdict(self) -> None:
        (held,) = compare(*hits(won=4, lost=0, tied=2)).measures
        assert held.low is not None
        assert held.low > 0
        assert held.text == "within noise: only 4 of 6 questions changed, too few to tell"

    def test_equal_runs(self) -> None:
        comparison = compare(*hits(won=0, lost=0, tied=9))
        assert comparison.measures[0].text == "within noise: no question changed"
        assert (comparison.measures[0].p, comparison.measures[0].changes) == (1, ())

    def test_one_question(self) -> None:
        (held,) = compare(*hits(won=1, lost=0, tied=0)).measures
        assert (held.text, held.low, held.high) == ("within noise: one question cannot tell", None, None)

    def test_every_question_better_by_the_same(self) -> None:
        (held,) = compare(scored({"gold@1000w": [0.5] * 40}), scored({"gold@1000w": [0.6] * 40})).measures
        assert (held.verdict, held.won) == ("better", 40)
        assert (held.low, held.high) == pytest.approx((0.1, 0.1))

    def test_runs_that_differ_by_luck_alone_are_told_apart_at_most_one_time_in_twenty(self) -> None:
        rng = np.random.default_rng(5)
        wrong = 0
        for _ in range(200):
            a, b = (rng.random((2, 120)) < 0.6).astype(float).tolist()
            wrong += compare(scored({"hit@5": a}), scored({"hit@5": b})).measures[0].verdict != "within noise"
        assert wrong <= 16  # of 200 at 5 %, 16 or fewer in 97 of 100 such tests


class TestOtherScales:
    def test_lower_latency_is_better_and_a_ratio(self) -> None:
        seconds = np.random.default_rng(1).lognormal(-1, 0.3, size=80)
        slow = report([asked(f"q{at}", seconds=float(took)) for at, took in enumerate(seconds)])
        fast = report([asked(f"q{at}", seconds=float(took) / 2) for at, took in enumerate(seconds)])
        (held,) = compare(slow, fast).measures
        assert (held.measure, held.scale, held.verdict, held.won, held.gap) == ("latency_p50", "ratio", "better", 80, "×0.50")
        assert held.a == pytest.approx(float(np.median(seconds)))
        assert compare(fast, slow).measures[0].verdict == "worse"

    def test_latency_within_noise_needs_a_factor(self) -> None:
        rng = np.random.default_rng(2)
        a, b = (report([asked(f"q{at}", seconds=float(took)) for at, took in enumerate(rng.lognormal(size=50))]) for _ in range(2))
        (held,) = compare(a, b).measures
        assert held.needed is not None
        assert held.needed > max(held.difference, 1 / held.difference)
        assert held.text.endswith(" % would be needed")

    def test_auroc_is_over_both_kinds_of_questions(self) -> None:
        kinds = [at % 2 == 0 for at in range(60)]
        rng = np.random.default_rng(3)
        blind = report([asked(f"q{at}", yes, confidence=float(rng.random())) for at, yes in enumerate(kinds)])
        seeing = report([asked(f"q{at}", yes, confidence=float(yes + rng.random() / 2)) for at, yes in enumerate(kinds)])
        (held,) = compare(blind, seeing).measures
        assert (held.measure, held.b, held.verdict, held.n) == ("auroc", 1, "better", 60)

    def test_auroc_needs_both_kinds(self) -> None:
        only = report([asked("q1", confidence=0.2), asked("q2", confidence=0.3)])
        assert compare(only, only).measures == ()


class TestQuestions:
    def test_those_that_changed_most_lost_ones_first(self) -> None:
        a, b = scored({"gold@1000w": [0.5, 0.9, 0.2, 0.4, 0.0]}), scored({"gold@1000w": [0.5, 0.1, 0.1, 1.0, 0.1]})
        (held,) = compare(a, b, changes=1).measures
        assert [(change.id, change.question, change.a, change.b) for change in held.changes] == [
            ("q1", "What of q1?", 0.9, 0.1),
            ("q3", "What of q3?", 0.4, 1.0),
        ]

    def test_of_one_file_may_be_on_one_side_only_and_are_reported(self) -> None:
        a, b = scored({"hit@5": [1, 0, 1]}), scored({"hit@5": [1, 1, 1, 1]})
        comparison = compare(a, b, names=("old.json", "new.json"))
        assert (comparison.n, comparison.only_a, comparison.only_b) == (3, (), ("q3",))
        assert "Questions: 1 only in new.json (q3)." in comparison.notes

    def test_with_a_value_on_one_side_only_are_counted(self) -> None:
        a = report([asked("q0", values={"quote_precision": 0.5}), asked("q1", values={"quote_precision": 1.0})])
        b = report([asked("q0", values={"quote_precision": 1.0}), asked("q1", values={})])
        comparison = compare(a, b)
        assert (comparison.measures[0].n, comparison.measures[0].a, comparison.measures[0].only_a, comparison.measures[0].only_b) == (1, 0.5, 1, 0)
        assert any("1 have one in A alone" in note for note in comparison.notes)

    def test_measures_without_a_pair_are_named(self) -> None:
        a, b = report([asked("q0", values={"hit@5": 1.0, "kept": 1.0})]), report([asked("q0", values={"hit@5": 1.0})])
        assert "Not compared, because no question has a value in both: kept." in compare(a, b).notes

    def test_that_failed_are_said(self) -> None:
        a, b = report([asked("q0", values={"hit@5": 1.0})]), report([asked("q0", values={"hit@5": 0.0}, error="index gone")])
        assert "Failed or missing questions, which score 0: 0 in A, 1 in B." in compare(a, b).notes


class TestUnlikeSets:
    def test_are_refused_with_how_they_differ(self) -> None:
        a = report([asked("q1"), asked("q2"), asked("q3"), asked("q4")])
        b = report([asked("q2", question="Else?"), asked("q3", answerable=False), asked("q4", gold="No."), asked("q5")], file="b" * 64)
        with pytest.raises(QuestionFileError) as caught:
            compare(a, b, names=("a.json", "b.json"))
        said = str(caught.value)
        for part in ("1 only in a.json (q1)", "1 only in b.json (q5)", "1 with another text (q2)", "1 answerable in one and not in the other (q3)"):
            assert part in said
        assert "2 with other gold (q3, q4)" in said
        assert "\n" not in said

    def test_examples_are_few(self) -> None:
        a, b = report([asked(f"q{at}") for at in range(9)]), report([asked("other")], file="b" * 64)
        with pytest.raises(QuestionFileError, match=r"9 only in A \(q0, q1, q2, …\)"):
            compare(a, b)

    def test_without_a_common_question_are_refused_though_of_one_file(self) -> None:
        with pytest.raises(QuestionFileError, match="1 only in A"):
            compare(report([asked("q1")]), report([asked("q2")]))

    def test_same_questions_from_another_file_are_a_note(self) -> None:
        a, b = report([asked("q1", values={"hit@5": 1.0})]), report([asked("q1", values={"hit@5": 1.0})], file="b" * 64)
        assert any("question files are not the same" in note for note in compare(a, b).notes)

    def test_a_follow_up_with_another_history_asks_something_else(self) -> None:
        a, b = report([asked("q1", history=[["Who?", "Reyes."]])]), report([asked("q1", history=[["Who?", "Sato."]])], file="b" * 64)
        with pytest.raises(QuestionFileError, match="1 with another text"):
            compare(a, b)

    @pytest.mark.parametrize(
        "broken",
        [
            {},
            {"questions": 3},
            {"questions": [{"id": "q1"}]},
            report([asked("q1", values={"hit@5": float("nan")})]),
            report([asked("q1", values={"hit@5": "high"})]),
        ],
        ids=["nothing", "no list", "half a question", "not a number", "a word"],
    )
    def test_what_is_no_report_is_named(self, broken: JSON) -> None:
        with pytest.raises(QuestionFileError, match=r"bad\.json is not a report to compare"):
            compare(report([asked("q1")]), broken, names=("good.json", "bad.json"))

    def test_an_id_twice_is_named(self) -> None:
        with pytest.raises(QuestionFileError, match="'q1' is there twice"):
            compare(report([asked("q1"), asked("q1")]), report([asked("q1")]))


class TestTheWhole:
    def test_conclusion_names_what_is_better_and_worse_and_counts_the_rest(self) -> None:
        up, down, level = [0.0] * 20 + [1.0] * 20, [1.0] * 20 + [1.0] * 20, [0.0] * 40
        a = scored({"hit@5": up, "gold@1000w": down, "mrr@10": level})
        b = scored({"hit@5": down, "gold@1000w": up, "mrr@10": level})
        assert (
            compare(a, b).conclusion
            == "B against A on 40 questions: better on hit@5 (+50.0 points); worse on gold@1000w (-50.0 points); within noise on 1 of 3 measures."
        )
        assert compare(a, a).conclusion == "B against A on 40 questions: within noise on all of 3 measures."
        assert compare(a, b, measures=["hit@5"]).conclusion == "B against A on 40 questions: hit@5 +50.0 points, better."

    def test_measures_come_in_the_order_of_a_report(self) -> None:
        held = scored({"mine": [1.0], "gold@1000w": [1.0], "hit@1": [1.0]})
        assert [difference.measure for difference in compare(held, held).measures] == ["hit@1", "gold@1000w", "mine"]

    def test_unknown_measures_are_named_together(self) -> None:
        held = scored({"hit@5": [1.0]})
        with pytest.raises(SettingError, match=r"'hit@6', 'zip' in both reports; the measures that can be compared are hit@5"):
            compare(held, held, measures=["hit@6", "hit@5", "zip"])

    def test_many_measures_with_a_finding_are_warned_of(self) -> None:
        a, b = hits(won=30, lost=0, tied=0)
        for held in (a, b):
            for question in held["questions"]:
                question["values"]["mrr@10"] = 0.5
        assert any("chosen beforehand" in note or "chose beforehand" in note for note in compare(a, b).notes)
        assert not compare(a, b, measures=["hit@5"]).notes

    def test_what_was_not_the_same_is_listed_but_not_when(self) -> None:
        a = scored({"hit@5": [1.0]}, when="Monday", encoder={"name": "small", "dimension": 384}, settings={"window": 1.0, "margin": 2}, scope="library")
        b = scored(
            {"hit@5": [1.0]},
            when="Friday",
            encoder={"name": "large", "dimension": 384},
            settings={"window": 2.0, "margin": 2},
            scope="transcript",
            library={"sha256": "c"},
        )
        found = [(changed.name, changed.a, changed.b) for changed in compare(a, b).provenance]
        assert found == [("scope", "library", "transcript"), ("encoder.name", "small", "large"), ("settings.window", 1.0, 2.0), ("library.sha256", None, "c")]

    def test_same_input_same_values_and_the_reports_untouched(self) -> None:
        a, b = hits(won=3, lost=2, tied=1)
        before = copy.deepcopy((a, b))
        assert compare(a, b).as_json() == compare(a, b).as_json()
        assert (a, b) == before


class TestMany:
    def test_clear_winner(self) -> None:
        base, best = [0.0] * 60 + [1.0] * 60, [1.0] * 110 + [0.0] * 10
        ranking = compare_many(*arms([base, base, best]), measure="hit@5", names=["base", "same", "best"])
        assert (ranking.leader, ranking.level, ranking.winner) == ("best", (), "best")
        assert [arm.verdict for arm in ranking.arms] == [None, "within noise", "better"]
        assert ranking.conclusion == "best has the best hit@5, told apart from all 2 others; better than base: best."

    def test_two_that_beat_the_baseline_but_not_each_other_share_the_lead(self) -> None:
        base, one, two = [0.0] * 120, [1.0] * 80 + [0.0] * 40, [0.0] * 39 + [1.0] * 81
        ranking = compare_many(*arms([base, one, two]), measure="hit@5", names=["base", "one", "two"])
        assert (ranking.leader, ranking.level, ranking.winner) == ("two", ("one",), None)
        assert ranking.conclusion == "No winner by hit@5: two leads but is within noise of one; better than base: one, two."

    def test_p_values_are_holms(self) -> None:
        rng = np.random.default_rng(1)
        held = arms(rng.integers(0, 2, (4, 80)).astype(float).tolist())
        ranking = compare_many(*held, measure="hit@5")
        raw = sorted(arm.difference.p for arm in ranking.arms if arm.difference)
        assert sorted(arm.p for arm in ranking.arms if arm.p is not None)[0] == pytest.approx(min(1, 3 * raw[0]))

    def test_what_alone_would_be_better_is_noise_among_many(self) -> None:
        # 14 to 4 is p = 0.031 alone, but not the best of eight such tries.
        base = [0.0] * 14 + [1.0] * 4 + [1.0] * 60
        lucky = [1.0] * 14 + [0.0] * 4 + [1.0] * 60
        assert compare_many(*arms([base, lucky]), measure="hit@5").arms[1].verdict == "better"
        among = compare_many(*arms([base, lucky, *[base] * 7]), measure="hit@5")
        assert (among.arms[1].verdict, among.winner) == ("within noise", None)

    def test_noise_alone_crowns_nobody_nineteen_times_in_twenty(self) -> None:
        rng = np.random.default_rng(17)
        found = [compare_many(*arms((rng.random((6, 100)) < 0.5).astype(float).tolist()), measure="hit@5") for _ in range(40)]
        assert sum(ranking.winner is not None for ranking in found) <= 2
        assert sum(any(arm.verdict in ("better", "worse") for arm in ranking.arms) for ranking in found) <= 5

    def test_of_latency_the_lowest_leads(self) -> None:
        seconds = [[0.4 + at / 1000 for at in range(50)], [0.1 + at / 1000 for at in range(50)]]
        reports = [report([asked(f"q{at}", seconds=took) for at, took in enumerate(held)]) for held in seconds]
        assert compare_many(reports[0], reports[1:], "latency_p50", names=["slow", "fast"]).winner == "fast"

    def test_runs_without_a_name_of_their_own_are_numbered(self) -> None:
        held = [scored({"hit@5": [1.0]}, run=name) for name in ("a.jsonl", "a.jsonl", "b.jsonl", "")]
        assert [arm.name for arm in compare_many(held[0], held[1:], "hit@5").arms] == ["a.jsonl #1", "a.jsonl #2", "b.jsonl", "run #4"]

    def test_nothing_to_compare_with(self) -> None:
        ranking = compare_many(scored({"hit@5": [1.0]}), [], "hit@5", names=["alone"])
        assert (ranking.winner, ranking.conclusion) == (None, "alone is alone, there is nothing to compare it with.")

    def test_errors_are_those_of_a_comparison(self) -> None:
        with pytest.raises(SettingError, match=r"'gold@1000w' in both reports; the measures that can be compared are hit@5"):
            compare_many(scored({"hit@5": [1.0]}), [scored({"hit@5": [1.0]})])
        with pytest.raises(QuestionFileError, match="1 only in one"):
            compare_many(scored({"hit@5": [1.0]}), [report([asked("z")], file="b" * 64)], "hit@5", names=["one", "two"])


def arms(values: list[list[float]]) -> tuple[JSON, list[JSON]]:
    baseline, *others = (scored({"hit@5": held}) for held in values)
    return baseline, others
