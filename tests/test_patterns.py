"""Readings of patterns against closed forms, libraries and the model's own measures."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from gongzhi.agents.words import Arena, Scope, Segment, Stage
from gongzhi.experiments.validation.patterns import patterns
from gongzhi.experiments.validation.patterns.crowding_out import bend
from gongzhi.experiments.validation.patterns.form_and_participation import (
    double_contact,
    double_tie,
)
from gongzhi.experiments.validation.patterns.issue_readings import (
    attendance,
    giving,
    lasting,
    of_residents,
    reaching,
    waiting,
)
from gongzhi.experiments.validation.patterns.readings import (
    active,
    adults,
    adults_aged,
    housing_of,
    mean,
    representation,
    share_of_adults,
    turnout,
)
from gongzhi.model import CommunityModel
from gongzhi.model.issues import Fact, Issues, Mover, Why
from gongzhi.scenarios import default_book


@pytest.fixture(scope="module")
def model() -> CommunityModel:
    place = {"residents": 2400, "neighbourhoods": 5, "spin_up": 14, "months": 26}
    return CommunityModel("baseline-2013", **place, rng=3).run()


# ---- residents -----------------------------------------------------------------------------------


@pytest.mark.parametrize("segment", ["ELDERLY", "WHITE_COLLAR"])
def test_representation_is_the_models_own_measure_of_a_segment(model, segment):
    own = representation(lambda m: m.people.segment == Segment[segment])
    measured = mean("representation", segment.lower(), window=1)
    assert own(model) == pytest.approx(measured(model), rel=1e-6)


def test_groups_are_of_adults_by_age_and_housing(model):
    young, old = adults_aged(18, 40)(model), adults_aged(60)(model)
    age = model.people.age
    assert age[young].min() >= 18
    assert age[young].max() < 40
    assert age[old].min() >= 60
    kinds = [
        housing_of(kind)(model)
        for kind in ("LANES", "WORKERS", "COMMODITY", "UPSCALE", "RESETTLEMENT")
    ]
    assert np.array_equal(np.sum(kinds, axis=0) > 0, adults(model))
    assert sum(kind.sum() for kind in kinds) == adults(model).sum()


def test_a_share_of_a_group_is_of_its_adults(model):
    told = share_of_adults(adults_aged(60))(model)
    mine = model.people.age >= 60
    assert told == pytest.approx(active(model)[mine].mean())
    assert np.isnan(share_of_adults(adults_aged(130))(model))


def test_a_mean_over_a_window_may_stop_before_the_end(model):
    series = model.series
    whole = series[series["segment"] == "all"].set_index("month")["awareness"]
    assert mean("awareness", window=5)(model) == pytest.approx(whole.loc[21:25].mean())
    assert mean("awareness", window=5, before=4)(model) == pytest.approx(whole.loc[17:21].mean())


def elections(*counts):
    """Return one counted election and one of the spin-up: entitled and own votes by age and party."""
    rows = [
        {"month": month, "age": age, "party": party, "entitled": n, "own": own, "ballot": own}
        for month, factor in ((-12, 0), (24, 1))
        for age, party, n, own in counts
        for own in [own * factor]
    ]
    return SimpleNamespace(elections=[pd.DataFrame(rows)])


COUNTS = (
    ("18-29", False, 300, 45),
    ("18-29", True, 20, 8),
    ("70-79", False, 200, 150),
    ("70-79", True, 60, 52),
)


def test_turnout_is_of_counted_elections_and_of_those_entitled():
    assert turnout(["18-29"])(elections(*COUNTS)) == pytest.approx(53 / 320)
    assert turnout()(elections(*COUNTS)) == pytest.approx(255 / 580)


def test_the_odds_ratio_of_party_members_is_that_of_mantel_and_haenszel():
    pattern = patterns()["V02"]
    told = pattern.tests[0].formula({"baseline": pattern.read(elections(*COUNTS))})
    tables = [
        np.array([[8, 12], [45, 255]]),
        np.array([[52, 8], [150, 50]]),
    ]
    assert told == pytest.approx(StratifiedTable(tables).oddsratio_pooled)


def test_doubling_ends_at_one_and_contact_is_doubled_once():
    people = SimpleNamespace(contact=np.array([0.2, 0.7]), community_tie=np.array([0.3, 0.9]))
    for month in range(25):
        before = people.community_tie.copy()
        doubled = SimpleNamespace(month_number=month, people=people)
        double_contact(doubled)
        double_tie(doubled)
        assert (before != people.community_tie).any() == (month in (0, 1))
        if month == 0:
            assert people.community_tie == pytest.approx([0.6, 1.0])
    assert people.contact == pytest.approx([0.4, 1.0])


# ---- issues --------------------------------------------------------------------------------------


def community(*stories, months=48, scope=Scope.NEIGHBOURHOOD, collective=True, **columns):
    """Return what readings need of a community whose issues moved as told: (stage, month) each."""
    issues = Issues(len(stories), **columns)
    issues.collective[:] = collective
    issues.scope[:] = scope
    issues.arena[:] = Arena.COMMITTEE
    for name in ("arose", "raised", "decided", "resolved", "relapsed"):
        getattr(issues, name)[:] = -32_768
    moves = sorted(
        (month, row, stage, *more)
        for row, story in enumerate(stories)
        for stage, month, *more in story
    )
    for month, row, stage, *more in moves:
        mover, why = more or (Mover.MEETING, Why.AGREED)
        issues.move(np.array([row]), Stage[stage], month, mover, -1, why)
    return SimpleNamespace(issues=issues, month_number=months, book=default_book())


def test_of_issues_that_came_to_a_stage_those_count_that_reach_the_other_within_a_year():
    there = [("RAISED", 0), ("AGENDA", 12)]
    late = [("RAISED", 0), ("AGENDA", 13)]
    never = [("RAISED", 35)]
    unfollowed = [("RAISED", 36)]
    spin_up = [("RAISED", -1), ("AGENDA", 1)]
    told = reaching("raised", "agenda")
    assert told(community(there, late, never, unfollowed, spin_up)) == pytest.approx(1 / 3)
    assert np.isnan(told(community(there, collective=False)))


def test_the_wait_is_a_year_at_most_and_ends_when_a_topic_is_taken_up():
    stories = [
        [("RAISED", 0), ("AGENDA", 3)],
        [("RAISED", 2), ("UNDER_WAY", 3)],
        [("RAISED", 4)],
        [("RAISED", 40), ("AGENDA", 41)],
    ]
    assert waiting(community(*stories)) == pytest.approx((3 + 1 + 12) / 3)
    assert np.isnan(waiting(community(*stories, scope=Scope.STREET)))


def test_what_lasts_is_solved_within_a_year_and_does_not_come_back_within_another():
    made = community(*[[] for _ in range(5)])
    made.issues.arose[:] = [0, 0, 0, 0, 30]
    made.issues.resolved[:] = [5, 12, 13, 4, 31]
    made.issues.relapsed[:] = [-32_768, 20, -32_768, 17, -32_768]
    assert lasting("solved")(made) == pytest.approx(3 / 4)
    assert lasting("kept")(made) == pytest.approx(2 / 3)
    assert lasting("both")(made) == pytest.approx(2 / 4)


def test_attendance_is_the_mean_of_the_meetings_of_some_months():
    made = community([], [])
    for month, came in ((0, 10.0), (11, 20.0), (12, 90.0)):
        made.issues.note(np.array([1]), month, Fact.CAME, np.array([came]))
    made.issues.note(np.array([1]), 3, Fact.LABOUR, np.array([500.0]))
    assert attendance(0, 12)(made) == pytest.approx(15.0)
    made.issues.scope[:] = Scope.BUILDING
    assert np.isnan(attendance(0, 12)(made))


def test_giving_counts_times_somebody_gave_hours_against_those_touched():
    made = community([("UNDER_WAY", 1)], [("UNDER_WAY", 2)], [("UNDER_WAY", -3)])
    made.issues.touched[:] = [100.0, 300.0, 50.0]
    made.issues.need_labour[:] = 10.0
    hours = default_book().parameters["activity_hours.volunteer"].value
    for row in (0, 0, 2):
        made.issues.note(np.array([row]), 4, Fact.LABOUR, np.array([5 * hours]))
    assert giving("NEIGHBOURHOOD")(made) == pytest.approx(10 / 400)
    assert np.isnan(giving("STREET")(made))


def test_a_decision_is_the_residents_if_they_raised_it_and_officials_left_it():
    by_residents = ("RAISED", 1, Mover.RESIDENT, Why.VOICED)
    by_grid = ("RAISED", 1, Mover.GRID, Why.DETECTED)
    agreed = ("DECIDED", 3, Mover.MEETING, Why.AGREED)
    changed = ("DECIDED", 3, Mover.STREET_OFFICE, Why.OVERRIDDEN)
    again = ("RAISED", 2, Mover.RESIDENT, Why.POOR_WORK)
    stories = [
        [by_residents, agreed],
        [by_residents, changed],
        [by_grid, again, agreed],
        [by_residents],
    ]
    assert of_residents(community(*stories)) == pytest.approx(1 / 3)


# ---- formulas ------------------------------------------------------------------------------------


def test_the_wait_bends_where_its_slope_rises():
    def world(load, wait):
        return {"load": load, "wait": wait}

    straight = {"light": world(300, 1), "middle": world(500, 2), "heavy": world(900, 4)}
    assert bend(straight) == pytest.approx(0.0)
    assert bend({**straight, "heavy": world(900, 8)}) == pytest.approx(1.0)


def test_the_elasticity_is_one_where_both_grow_alike():
    test = patterns()["V06"].tests[0]
    base, more = {"committee": 50.0, "street": 80.0}, {"committee": 60.0, "street": 96.0}
    assert test.formula({"baseline": base, "baseline, more tasks": more}) == pytest.approx(1.0)
    still = {**more, "committee": 50.0}
    assert test.formula({"baseline": base, "baseline, more tasks": still}) == pytest.approx(0.0)


def test_the_correlation_is_across_segments_and_not_across_people():
    segment = np.repeat([0, 1, 2], [100, 10, 1])
    people = SimpleNamespace(
        age=np.full(111, 40.0), segment=segment,
        demand=np.repeat([[10.0, 30.0], [40.0, 40.0], [70.0, 50.0]], [100, 10, 1], axis=0),
        history=np.zeros(111, int),
    )  # fmt: skip
    people.history[:50] = 1
    people.history[100:103] = 1
    read = patterns()["V03"].readings["correlation"]
    assert read(SimpleNamespace(people=people)) == pytest.approx(
        np.corrcoef([20.0, 40.0, 60.0], [0.5, 0.3, 0.0])[0, 1]
    )
