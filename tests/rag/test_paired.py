"""The statistics against exact enumeration, other people's implementations and simulated truth."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from rag.evals.paired import Array, auroc_difference, holm, mean_difference, mean_interval, median_ratio, placements, sign_flip_p

TENTHS = st.integers(-10, 10).map(lambda tenth: tenth / 10)


def by_enumeration(differences: Array) -> float:
    """The sign-flip p value the long way: every assignment of signs."""
    sums = [abs(np.dot(signs, differences)) for signs in itertools.product((-1, 1), repeat=len(differences))]
    return float(np.mean([held >= abs(differences.sum()) - 1e-9 for held in sums]))


def area(answerable: Array, unanswerable: Array) -> float:
    """The area under the ROC curve by its definition, pair by pair."""
    return float(np.mean([(1.0 if yes > no else 0.5 if yes == no else 0.0) for yes in answerable for no in unanswerable]))


class TestMeans:
    @pytest.mark.parametrize(
        ("chances", "n"),
        [((0.05, 0.87, 0.08), 200), ((0.2, 0.55, 0.25), 100), ((0.02, 0.93, 0.05), 900)],
        ids=["a few questions change", "many change", "a whole QMSum dev, hardly any change"],
    )
    def test_interval_of_hits_covers_the_true_difference_in_93_to_97_of_100_runs(self, chances: tuple[float, ...], n: int) -> None:
        rng, truth, covered = np.random.default_rng(2024), chances[2] - chances[0], 0
        for _ in range(1000):
            low, high = mean_interval(rng.choice([-1.0, 0.0, 1.0], size=n, p=chances))
            covered += low <= truth <= high
        assert 930 <= covered <= 970

    def test_interval_of_shares_covers_the_true_difference_in_93_to_97_of_100_runs(self) -> None:
        # One swapped weight: 40 % of the questions win or lose some quarters of their gold words.
        rng, covered, truth = np.random.default_rng(7), 0, 0.4 * 0.125
        for _ in range(1000):
            moved = rng.integers(-2, 4, size=200) / 4
            low, high = mean_interval(np.where(rng.random(200) < 0.4, moved, 0.0))
            covered += low <= truth <= high
        assert 930 <= covered <= 970

    def test_interval_agrees_with_the_bootstrap_of_scipy(self) -> None:
        rng = np.random.default_rng(1)
        a, b = rng.random(300), rng.random(300)
        theirs = stats.bootstrap((b - a,), np.mean, method="percentile", n_resamples=10_000, rng=np.random.default_rng(5)).confidence_interval
        assert mean_interval(b - a) == pytest.approx((theirs.low, theirs.high), abs=0.002)

    @given(st.lists(TENTHS, min_size=1, max_size=11))
    @settings(max_examples=60, deadline=None)
    def test_p_is_that_of_every_assignment_of_signs(self, differences: list[float]) -> None:
        held = np.array(differences)
        assert sign_flip_p(held) == pytest.approx(by_enumeration(held), abs=1e-9)

    def test_p_of_distinct_differences_is_that_of_scipy(self) -> None:
        rng = np.random.default_rng(4)
        a, b = rng.random(12), rng.random(12) + 0.15
        theirs = stats.permutation_test((a, b), lambda x, y: np.mean(y - x), permutation_type="samples", n_resamples=np.inf)
        assert sign_flip_p(b - a) == pytest.approx(theirs.pvalue, abs=1e-9)

    @pytest.mark.parametrize(("won", "lost"), [(3, 0), (12, 4), (40, 40), (530, 440)])
    def test_p_of_hits_is_the_exact_mcnemar_test(self, won: int, lost: int) -> None:
        assert sign_flip_p(np.array([1.0] * won + [-1.0] * lost + [0.0] * 50)) == pytest.approx(stats.binomtest(won, won + lost).pvalue, rel=1e-6)

    def test_p_of_many_distinct_differences_is_near_the_exact_one(self) -> None:
        held = np.random.default_rng(3).normal(0.3, 1, size=18)
        assert sign_flip_p(held) == pytest.approx(by_enumeration(held), abs=0.015)

    def test_p_is_uniform_where_nothing_differs(self) -> None:
        rng = np.random.default_rng(11)
        found = [sign_flip_p(np.round(rng.normal(size=60), 1)) for _ in range(300)]
        assert stats.kstest(found, "uniform").pvalue > 0.01

    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=40))
    @settings(max_examples=40, deadline=None)
    def test_swapping_the_systems_mirrors_every_number(self, pairs: list[tuple[int, int]]) -> None:
        a, b = (np.array(side) / 5 for side in zip(*pairs, strict=True))
        there, back = mean_difference(a, b), mean_difference(b, a)
        assert (back.a, back.b, back.p) == (there.b, there.a, pytest.approx(there.p))
        assert back.difference == pytest.approx(-there.difference)
        if abs(there.difference) > 1e-9:
            assert (back.low, back.high) == (-(there.high or 0), -(there.low or 0))

    def test_all_equal(self) -> None:
        estimate = mean_difference(np.full(30, 0.5), np.full(30, 0.5))
        assert (estimate.difference, estimate.low, estimate.high, estimate.p) == (0, 0, 0, 1)

    def test_same_difference_everywhere_has_an_interval_without_width(self) -> None:
        estimate = mean_difference(np.zeros(20), np.full(20, 0.1))
        assert (estimate.low, estimate.high) == pytest.approx((0.1, 0.1))
        assert estimate.p == pytest.approx(2 / 2**20)

    def test_one_question_has_no_interval_and_tells_nothing(self) -> None:
        estimate = mean_difference(np.array([0.0]), np.array([1.0]))
        assert (estimate.difference, estimate.low, estimate.high, estimate.p) == (1, None, None, 1)

    def test_same_input_same_numbers(self) -> None:
        a, b = np.random.default_rng(0).random((2, 80))
        assert mean_difference(a, b) == mean_difference(a.copy(), b.copy())


class TestRatios:
    def test_known_ratio_without_noise(self) -> None:
        a = np.random.default_rng(0).lognormal(size=40)
        estimate = median_ratio(a, 0.8 * a)
        assert (estimate.difference, estimate.low, estimate.high) == pytest.approx((0.8, 0.8, 0.8))
        assert estimate.p < 0.01

    def test_interval_agrees_with_the_paired_bootstrap_of_scipy(self) -> None:
        rng = np.random.default_rng(6)
        a = rng.lognormal(-1, 0.5, size=150)
        b = a * rng.lognormal(0.1, 0.4, size=150)

        def ratio(x: Array, y: Array, axis: int = -1) -> Array:
            return np.asarray(np.median(y, axis=axis) / np.median(x, axis=axis))

        theirs = stats.bootstrap((a, b), ratio, paired=True, vectorized=True, method="percentile", n_resamples=10_000, rng=np.random.default_rng(5))
        estimate = median_ratio(a, b)
        assert (estimate.low, estimate.high) == pytest.approx(tuple(theirs.confidence_interval), rel=0.02)

    def test_p_is_near_that_of_every_swap(self) -> None:
        rng = np.random.default_rng(8)
        a = rng.lognormal(size=9)
        b = a * rng.lognormal(0.4, 0.5, size=9)
        swaps = [np.array(swap) for swap in itertools.product((False, True), repeat=9)]
        seen = [abs(np.log(np.median(np.where(swap, a, b)) / np.median(np.where(swap, b, a)))) for swap in swaps]
        assert median_ratio(a, b).p == pytest.approx(np.mean(np.array(seen) >= seen[0] - 1e-9), abs=0.015)

    def test_one_question_has_no_interval_and_tells_nothing(self) -> None:
        estimate = median_ratio(np.array([1.0]), np.array([2.0]))
        assert (estimate.difference, estimate.low, estimate.high, estimate.p) == (2, None, None, 1)


class TestAuroc:
    @pytest.fixture
    def confidences(self) -> tuple[Array, Array, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
        rng = np.random.default_rng(9)
        answerable = np.arange(120) % 3 != 0
        # Rounded, so that there are ties; on another scale, which ranks do not see.
        return np.round(rng.normal(answerable * 0.8), 1), 10 + 5 * np.round(rng.normal(answerable * 1.6), 1), answerable

    def test_values_are_the_areas_by_definition(self, confidences: tuple[Array, Array, np.ndarray[tuple[int], np.dtype[np.bool_]]]) -> None:
        a, b, answerable = confidences
        estimate = auroc_difference(a, b, answerable)
        assert (estimate.a, estimate.b) == pytest.approx(tuple(area(side[answerable], side[~answerable]) for side in (a, b)))
        assert estimate.difference == pytest.approx(estimate.b - estimate.a)

    def test_interval_is_as_wide_as_delongs(self, confidences: tuple[Array, Array, np.ndarray[tuple[int], np.dtype[np.bool_]]]) -> None:
        a, b, answerable = confidences
        change = placements(b, answerable) - placements(a, answerable)
        error = np.sqrt(change[answerable].var(ddof=1) / answerable.sum() + change[~answerable].var(ddof=1) / (~answerable).sum())
        estimate = auroc_difference(a, b, answerable)
        assert (estimate.low, estimate.high) == pytest.approx((estimate.difference - 1.96 * error, estimate.difference + 1.96 * error), abs=0.1 * error)

    def test_p_is_that_of_every_swap_of_ranks(self) -> None:
        rng = np.random.default_rng(12)
        answerable = np.array([True] * 6 + [False] * 4)
        a, b = rng.permutation(10) + 1.0, np.where(answerable, 5, 0) + rng.permutation(10) + 1.0
        ranks = [stats.rankdata(side) for side in (a, b)]
        seen = []
        for swap in itertools.product((False, True), repeat=10):
            first, second = np.where(swap, ranks[1], ranks[0]), np.where(swap, ranks[0], ranks[1])
            seen.append(abs(area(second[answerable], second[~answerable]) - area(first[answerable], first[~answerable])))
        assert auroc_difference(a, b, answerable).p == pytest.approx(np.mean(np.array(seen) >= seen[0] - 1e-9))

    def test_placements_of_either_kind_have_the_area_as_their_mean(self) -> None:
        answerable = np.array([True, True, False, False, False])
        held = placements(np.array([0.9, 0.3, 0.3, 0.1, 0.5]), answerable)
        assert held == pytest.approx([1, 0.5, 0.75, 1, 0.5])
        assert held[answerable].mean() == pytest.approx(held[~answerable].mean())


class TestHolm:
    def test_worked_example(self) -> None:
        assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])

    def test_nothing_and_one(self) -> None:
        assert holm([]) == []
        assert holm([0.2]) == [0.2]

    @given(st.lists(st.floats(0, 1), max_size=12), st.floats(0.001, 0.5))
    def test_rejects_what_the_step_down_procedure_rejects(self, p_values: list[float], level: float) -> None:
        rejected: set[int] = set()
        for rank, at in enumerate(sorted(range(len(p_values)), key=lambda at: p_values[at])):
            if (len(p_values) - rank) * p_values[at] > level:
                break
            rejected.add(at)
        assert {at for at, p in enumerate(holm(p_values)) if p <= level} == rejected

    @given(st.lists(st.floats(0, 1), max_size=12))
    def test_never_below_the_p_value_nor_above_bonferroni(self, p_values: list[float]) -> None:
        for p, adjusted in zip(p_values, holm(p_values), strict=True):
            assert p <= adjusted <= min(1.0, len(p_values) * p)
