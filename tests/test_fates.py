"""How far issues get and how long they wait: closed forms, and other people's estimates."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight

from gongzhi.experiments.figures.fates import OUTS, STEPS, fates, funnel_counts
from gongzhi.experiments.figures.survival import waits
from gongzhi.experiments.figures.waiting_times import waiting_curve
from gongzhi.model.statistics import kaplan_meier

LAST = 60
PATHS = {
    # what happened, resolved, relapsed: furthest step, where it ended, steps it went through
    "never raised": ("latent>lost:faded", None, None, "arose", "faded", 1),
    "forgotten": ("latent>raised:voiced raised>lost:faded", None, None, "raised", "faded", 2),
    "petition": (
        "latent>raised:voiced raised>escalated:petition", None, None, "raised", "escalated", 2),
    "no quorum, then forgotten": (
        "latent>raised:voiced raised>agenda:chosen agenda>raised:no_quorum raised>lost:faded",
        None, None, "agenda", "undecided", 3),
    "no agreement, then a petition": (
        "latent>raised:voiced raised>agenda:chosen agenda>raised:no_agreement "
        "raised>escalated:petition", None, None, "agenda", "escalated", 3),
    "on the agenda": (
        "latent>raised:voiced raised>agenda:chosen", None, None, "agenda", "open", 3),
    "unfunded": (
        "latent>raised:voiced raised>agenda:chosen agenda>decided:agreed decided>stalled:unfunded",
        None, None, "decided", "stalled", 4),
    "simple and under way": (
        "latent>raised:voiced raised>under_way:simple_case", None, None, "under_way", "open", 3),
    "poor work, then forgotten": (
        "latent>raised:voiced raised>under_way:simple_case under_way>raised:poor_work "
        "raised>lost:faded", None, None, "under_way", "faded", 3),
    "solved for good": (
        "latent>raised:voiced raised>under_way:simple_case under_way>resolved:work_done",
        48, None, "lasted", "", 5),
    "solved lately": (
        "latent>raised:voiced raised>under_way:simple_case under_way>resolved:work_done",
        49, None, "resolved", "early", 4),
    "came back": (
        "latent>raised:voiced raised>under_way:simple_case under_way>resolved:work_done "
        "resolved>raised:came_back raised>lost:faded", 20, 32, "resolved", "back", 4),
    "came back after more than a year": (
        "latent>raised:voiced raised>under_way:simple_case under_way>resolved:work_done "
        "resolved>raised:came_back", 20, 33, "lasted", "", 5),
}  # fmt: skip


def told() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the issues and moves of all paths."""
    moves, issues = [], []
    for n, (path, resolved, relapsed, *_) in enumerate(PATHS.values()):
        stage = "latent"
        for move in path.split():
            (before, rest), why = move.split(":")[0].split(">"), move.split(":")[1]
            assert before == stage
            stage = rest
            moves.append({"issue": n + 100, "before": before, "after": stage, "why": why})
        issues.append(
            {"issue": n + 100, "stage": stage, "resolved": resolved, "relapsed": relapsed}
        )
    frame = pd.DataFrame(issues).astype({"resolved": "Int16", "relapsed": "Int16"})
    return frame, pd.DataFrame(moves)


@pytest.mark.parametrize("name", PATHS)
def test_an_issue_counts_by_the_furthest_step_and_by_where_it_ended(name):
    fate = fates(*told(), LAST).iloc[list(PATHS).index(name)]
    *_, step, out, through = PATHS[name]
    assert (STEPS[fate["step"]], fate["out"]) == (step, out)
    assert int(fate["through"]).bit_count() == through


def check_balance(counts: pd.DataFrame, total: int) -> None:
    """Assert that those who reach a step go on or end there, and that none is lost."""
    left = counts[list(OUTS)].sum(axis=1)
    onward = counts["reached"].shift(-1, fill_value=counts["reached"].iloc[-1])
    assert (counts["reached"] - onward == left).all()
    assert left.sum() + counts["reached"].iloc[-1] == total
    assert (counts["through"] <= counts["reached"]).all()


def test_a_funnel_balances():
    counts = funnel_counts(fates(*told(), LAST))
    check_balance(counts, len(PATHS))
    assert counts["reached"].tolist() == [13, 12, 10, 7, 6, 6, 4, 2]
    assert counts.loc["agenda", "through"] == 4
    assert counts.loc["under_way", "reached"] == counts.loc["under_way", "through"] == 6


def test_the_funnel_of_a_street_balances(lived_street):
    model = lived_street()
    issues = model.issues.table()
    issues = issues[issues["arose"] >= 0]
    fate = fates(issues, model.issues.log(), model.month_number - 1)
    counts = funnel_counts(fate)
    check_balance(counts, len(issues))
    resolved = issues["resolved"].notna().sum()
    assert counts.loc["resolved", "reached"] == resolved > 0
    assert (counts.loc[["raised", "under_way", "resolved"], "through"]
            == counts.loc[["raised", "under_way", "resolved"], "reached"]).all()  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")
def test_the_curve_and_its_band_are_those_of_scipy(seed):
    luck = np.random.default_rng(seed)
    months, limit = luck.geometric(0.08, 150), luck.integers(1, 40, 150)
    ended = months <= limit
    time = np.minimum(months, limit)
    ours = waiting_curve(time, ended, 60)
    sample = stats.CensoredData.right_censored(time, ~ended)
    theirs = stats.ecdf(sample).sf
    band = theirs.confidence_interval(method="log-log")
    at = theirs.quantiles.astype(int)
    np.testing.assert_allclose(ours.share[at], theirs.probabilities, atol=1e-12)
    sure = np.isfinite(ours.low[at])
    np.testing.assert_allclose(ours.low[at][sure], band.low.probabilities[sure], atol=1e-9)
    np.testing.assert_allclose(ours.high[at][sure], band.high.probabilities[sure], atol=1e-9)
    assert sure.sum() > 10


@pytest.mark.parametrize("seed", range(4))
def test_the_curve_of_the_figures_and_that_of_the_measures_are_those_of_statsmodels(seed):
    luck = np.random.default_rng(seed)
    months, limit = luck.geometric(0.05, 400), luck.integers(0, 48, 400)
    ended, time = months <= limit, np.minimum(months, limit)
    theirs = SurvfuncRight(time, ended.astype(int))
    at = theirs.surv_times.astype(int)
    ours = waiting_curve(time, ended, 48)
    np.testing.assert_allclose(kaplan_meier(time, ended, 48)[at], theirs.surv_prob, atol=1e-12)
    np.testing.assert_allclose(ours.share[at], theirs.surv_prob, atol=1e-12)
    share, error = theirs.surv_prob[:-1], theirs.surv_prob_se[:-1]
    reach = stats.norm.ppf(0.975) * error / (share * np.log(share))
    np.testing.assert_allclose(ours.low[at][:-1], share ** np.exp(-reach), atol=1e-9)
    np.testing.assert_allclose(ours.high[at][:-1], share ** np.exp(reach), atol=1e-9)
    assert len(at) > 20


def test_the_curve_is_that_of_the_measures():
    luck = np.random.default_rng(5)
    months, ended = luck.integers(0, 50, 300), luck.random(300) < 0.6
    ours = waiting_curve(months, ended, 36)
    np.testing.assert_allclose(ours.share, kaplan_meier(months, ended, 36))
    assert ours.risk[0] == 300
    assert ours.risk[10] == (months >= 10).sum()


def test_greenwoods_formula_by_hand():
    curve = waiting_curve(np.array([1, 2, 2, 4]), np.array([True, True, False, True]), 5)
    np.testing.assert_allclose(curve.share, [1.0, 0.75, 0.5, 0.5, 0.0, 0.0])
    np.testing.assert_array_equal(curve.risk, [4, 4, 3, 1, 1, 0])
    variance = 1 / (4 * 3) + 1 / (3 * 2)
    half = 1.959963984540054 * variance**0.5 / abs(np.log(0.5))
    np.testing.assert_allclose(curve.low[2:4], 0.5 ** np.exp(half))
    np.testing.assert_allclose(curve.high[2:4], 0.5 ** np.exp(-half))
    assert np.isnan(curve.low[[0, 4]]).all()


def test_an_issue_without_resolution_is_censored_at_the_last_month():
    issues = pd.DataFrame({"raised": [3, 10, 20], "resolved": [5, None, 20]}).astype("Int16")
    months, ended = waits(issues, 30)
    assert months.tolist() == [2, 20, 0]
    assert ended.tolist() == [True, False, True]
