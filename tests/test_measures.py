"""Measures: the registry, and the tidy series."""

from itertools import pairwise

import pandas as pd
import pytest

from gongzhi.agents.social_organization import Origin
from gongzhi.agents.words import Segment, labels
from gongzhi.model import CommunityModel
from gongzhi.model.measures import MEASURES

GROUPS = [*labels(Segment)[: Segment.MINOR], "all"]


# The registry


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_two_measures_have_the_same_label(language):
    found = [getattr(m, language) for m in MEASURES.values()]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda m: m.name)
def test_every_measure_has_a_unit_labels_a_formula_and_a_direction(measure):
    assert measure.better in {"up", "down", "none"}
    formulas = measure.formula, measure.formula_zh
    for text in (measure.name, measure.unit, measure.en, measure.zh, *formulas):
        assert text
        assert text == text.strip()
    for text in (measure.zh, measure.formula_zh):
        assert any("\u4e00" <= c <= "\u9fff" for c in text)
    assert not any("\u4e00" <= c <= "\u9fff" for c in measure.formula)
    assert [formulas[0].count(sign) for sign in "÷√Σ"] == [
        formulas[1].count(sign) for sign in "÷√Σ"
    ]
    assert measure.en.isascii()
    assert measure.name.isidentifier()
    assert MEASURES[measure.name] is measure


def test_the_headline_measures_are_those_that_the_comparison_promises():
    assert {name: m.better for name, m in MEASURES.items() if m.headline} == {
        "participation_rate": "up",
        "unique_participants": "up",
        "representation": "none",
        "evenness": "up",
        "resolution_rate": "up",
        "time_to_resolution": "down",
        "lasting_share": "up",
        "backlog": "down",
        "admin_share": "down",
        "trust_committee": "up",
        "trust_street": "up",
        "spending_per_resolved": "down",
    }


# The series


@pytest.fixture(scope="module")
def classroom() -> CommunityModel:
    return CommunityModel("classroom", rng=3, months=14, spin_up=2).run()


def test_the_series_has_a_row_for_each_month_street_and_segment(classroom):
    series = classroom.series
    assert len(series) == 14 * 1 * 8
    assert not series.duplicated(["month", "street", "segment"]).any()
    assert series["month"].drop_duplicates().tolist() == list(range(14))
    assert series["segment"].tolist() == GROUPS * 14
    assert list(series.columns) == ["month", "date", "street", "segment", *MEASURES]
    assert (series.loc[series["month"] == 12, "date"] == "2014-01").all()


# What 300 people may not have: issues solved a year ago, organisations.
RARE = {"lasting_share", "organizations_contracted", "organizations_registered", "time_p90"}
RARE |= {"contracts_quasi_official"} | {f"organizations_{origin.name.lower()}" for origin in Origin}


def test_measures_that_are_not_by_segment_stand_in_the_row_of_all_alone(classroom):
    series = classroom.series
    groups = series[series["segment"] != "all"]
    for name, measure in MEASURES.items():
        if not measure.by_segment:
            assert groups[name].isna().all(), name
            assert series.loc[series["segment"] == "all", name].notna().any() or name in RARE, name
    assert groups["adults"].notna().all()


def test_all_is_the_sum_of_the_segments(classroom):
    series = classroom.series.set_index(["month", "segment"])
    for month, block in series.groupby("month"):
        groups, whole = block.drop(index="all", level="segment"), block.loc[(month, "all")]
        assert groups["adults"].sum() == whole["adults"]
        for name in ("participation_rate", "unique_participants", "efficacy"):
            mean = (groups[name] * groups["adults"]).sum() / groups["adults"].sum()
            assert mean == pytest.approx(whole[name]), name


def test_every_share_lies_between_zero_and_one(classroom):
    series = classroom.series
    for name, measure in MEASURES.items():
        values = series[name].dropna()
        assert (values >= 0).all(), name
        if measure.unit == "share":
            assert (values <= 1 + 1e-6).all(), name


def test_the_collector_of_mesa_shows_the_headline_measures_of_the_whole_street(classroom):
    frame = classroom.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == [name for name, m in MEASURES.items() if m.headline]
    whole = classroom.series.query("segment == 'all'").reset_index(drop=True)
    for name in frame.columns:
        pd.testing.assert_series_equal(frame[name], whole[name], check_names=False)


def test_what_entered_a_stage_in_a_month_is_what_the_log_says():
    street = CommunityModel(
        "full-package", residents=5000, neighbourhoods=2, months=14, rng=4
    ).run()
    log = street.issues.log()
    whole = street.series.query("segment == 'all'").set_index("month")
    stages = {"placed_on_agenda": "agenda", "raised": "raised", "decided": "decided",
              "resourced": "resourced", "lost": "lost", "stalled": "stalled"}  # fmt: skip
    for name, stage in stages.items():
        logged = log[log["after"] == stage].groupby("month").size()
        assert whole[name].tolist() == logged.reindex(whole.index, fill_value=0).tolist(), name
        assert whole[name].sum() > 0


def test_organisations_that_were_founded_and_not_closed_are_those_alive():
    street = CommunityModel(residents=30_000, neighbourhoods=7, months=49, rng=2).run()
    whole = street.series.query("segment == 'all'").set_index("month")
    change = whole["organizations_founded"] - whole["organizations_closed"]
    assert whole["social_organizations"].diff().iloc[1:].tolist() == change.iloc[1:].tolist()
    assert whole["organizations_founded"].sum() > 2
    assert whole["organizations_closed"].sum() > 2
    origins = [f"organizations_{origin.name.lower()}" for origin in Origin]
    assert whole[origins].sum(axis=1).to_numpy() == pytest.approx(1.0)


def test_months_in_order_follow_each_other_without_a_gap(classroom):
    dates = pd.PeriodIndex(classroom.series["date"].drop_duplicates(), freq="M")
    assert all(b - a == pd.offsets.MonthEnd(1) for a, b in pairwise(dates))
