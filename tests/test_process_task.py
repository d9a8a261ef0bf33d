"""Task: what committees have time for, and what lands on their desk (2)."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongzhi.agents.residents_committee import CommitteeTime, ResidentsCommittee
from gongzhi.agents.words import Stage
from gongzhi.model.books import Use
from gongzhi.model.processes import task
from gongzhi.scenarios import default_book

share = st.floats(0.0, 1.0)


burdens = st.fixed_dictionaries(
    {},
    optional={
        "duty_return": share,
        "push_down_share": share,
        "admission_filter": share,
        "affairs_station": share,
        "committee_staff": st.floats(3, 20),
        "committee_training": st.floats(0, 200),
        "team_support": st.floats(0, 80),
        "affairs_disclosure": share,
        "hearing_meeting": st.booleans(),
        "coordination_meeting": st.booleans(),
        "appraisal_meeting": st.booleans(),
    },
)
tasks = st.floats(10, 250)


def work(street, month_of, **changes):
    """Let a street have its tasks for a month; return its committees."""
    month = month_of(street, **changes)
    task(month, street.places, street.organisations, street.issues, street.hours)
    return street.organisations.committees


def self_governance(committees):
    return np.array([c.outreach_hours + c.meeting_hours + c.case_hours for c in committees])


@settings(max_examples=40)
@given(burdens, tasks, st.floats(0, 1), st.integers(0, 100))
def test_the_hours_of_a_committee_are_used_or_idle(
    new_street, month_of, burden, assisted, afforded, n
):
    street = new_street()
    changes = {**burden, "assisted_tasks": assisted, "afforded": afforded, "number": n}
    committees = work(street, month_of, **changes)
    hours = street.hours
    assert hours.used.sum(axis=1) == pytest.approx(hours.available)
    assert (hours.used >= 0).all()
    per_head = default_book().section(CommitteeTime).hours
    assert hours.available == pytest.approx([c.staff * per_head for c in committees])


@settings(max_examples=40)
@given(burdens, tasks, st.integers(0, 100))
def test_no_load_is_ever_below_zero(new_street, month_of, burden, assisted, number):
    street = new_street()
    for committee in work(street, month_of, **burden, assisted_tasks=assisted, number=number):
        assert committee.load >= 0
        assert committee.relabelled >= 0
        assert committee.perfunctory >= 0
    assert all(office.load >= 0 for office in street.organisations.offices)


@settings(max_examples=40)
@given(burdens, tasks, tasks)
def test_more_tasks_never_leave_more_free_hours(lived_street, month_of, burden, some, more):
    few, many = (
        self_governance(work(lived_street(), month_of, **burden, assisted_tasks=assisted))
        for assisted in sorted((some, more))
    )
    assert (many <= few + 1e-9).all()


def test_the_short_task_list_leaves_half_as_many_hours_again_for_self_governance(
    lived_street, month_of
):
    street = lived_street()
    free = [
        self_governance(work(street, month_of, assisted_tasks=t, admission_filter=0.0)).sum()
        for t in (140.0, 37.0)
    ]
    assert free[1] > 1.5 * free[0]


def test_an_admission_filter_lowers_the_load_even_after_tasks_have_crept_back(
    lived_street, month_of
):
    loads = []
    for refusal in (0.0, 0.4, 0.8):
        street = lived_street()
        for number in range(60):
            committees = work(
                street, month_of, number=number, assisted_tasks=140.0, admission_filter=refusal
            )
        loads.append(np.array([committee.load for committee in committees]))
        assert refusal == 0 or min(committee.relabelled for committee in committees) > 10
    assert (loads[1] < loads[0]).all()
    assert (loads[2] < loads[1]).all()


@pytest.mark.parametrize("relief", ["duty_return", "affairs_station", "admission_filter"])
def test_each_way_to_relieve_committees_lowers_their_load(lived_street, month_of, relief):
    loads = [
        np.array([c.load for c in work(lived_street(), month_of, assisted_tasks=140.0,
                                       **{relief: level})])
        for level in (0.0, 0.5, 1.0)
    ]  # fmt: skip
    assert (loads[1] < loads[0]).all()
    assert (loads[2] <= loads[1]).all()


def test_tasks_grow_with_the_population_and_staff_does_not(new_street, month_of):
    street = new_street()
    for committee in street.organisations.committees:
        committee.relabelled = 0.0  # what was refused earlier does not grow with the population
    loads = []
    for size in (1, 2):
        street.places.planned_people[:] = 500
        street.places.people[:] = 500 * size
        committees = work(street, month_of)
        loads.append([committee.load for committee in committees])
        assert {committee.staff for committee in committees} == {7.0}
    assert loads[1] == pytest.approx(np.multiply(2, loads[0]))


def test_staff_that_the_street_pays_comes_only_as_far_as_it_can_pay(lived_street, month_of):
    street = lived_street()
    posts = street.book.parameters["prices.posts"].value
    for afforded, extra in ((1.0, 5.0), (0.4, 2.0), (0.0, 0.0)):
        committee = work(street, month_of, committee_staff=posts + 5, afforded=afforded)[0]
        assert committee.staff == pytest.approx(posts + extra)
    assert work(street, month_of, committee_staff=4.0, afforded=0.0)[0].staff == 4.0


@given(st.floats(0, 2000), st.floats(0, 300), st.floats(0, 500), share)
def test_a_committee_plans_just_the_hours_it_has(load, duties, tickets, mindset):
    w = default_book().section(CommitteeTime)
    committee = SimpleNamespace(load=load, mindset=mindset)
    plan = ResidentsCommittee.plan(committee, 1050.0, duties, tickets, w)
    assert sum(plan.values()) == pytest.approx(1050.0)
    assert min(plan.values()) >= -1e-9
    assert plan["administration"] == pytest.approx(min(load, w.cap * 1050.0))
    assert plan["administration"] + committee.perfunctory == pytest.approx(load)


def test_every_joint_project_takes_its_committees_time_and_crowds_the_other_duties(
    lived_street, month_of
):
    met = []
    for projects in (0, 40):
        street = lived_street()
        issues = street.issues
        issues.stage[:] = Stage.LOST
        issues.stage[:projects], issues.collective[:projects] = Stage.UNDER_WAY, True
        issues.neighbourhood[:projects] = 0
        work(street, month_of, team_support=60.0, assisted_tasks=220.0)
        committees = street.organisations.committees
        met.append([committee.duties_met for committee in committees])
        used = street.hours.used[:, Use.DUTIES]
    assert met[1][0] < met[0][0]
    assert met[1][1] == met[0][1]
    assert used[0] > used[1]


def test_a_place_planned_for_nobody_is_loaded_like_one_that_was_planned_for_one(
    lived_street, month_of
):
    loads = []
    for planned in (0, 1):
        street = lived_street()
        street.places.planned_people[0] = planned
        loads.append([committee.load for committee in work(street, month_of)])
    assert loads[0] == loads[1]
    assert np.isfinite(loads[0]).all()
