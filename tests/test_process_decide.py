"""Decide: quorum, talk, agreement, override (7)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongzhi.agents.words import Arena, Domain, Segment, Stage
from gongzhi.model.activities import Activities, open_activities
from gongzhi.model.processes import decide
from gongzhi.model.processes.decide import Deliberation
from gongzhi.scenarios import default_book


def meeting(street, came, **columns):
    """Put issue 0 on the agenda of its committee, with this attendance by segment.

    Returns:
        The activities; the issue is on the agenda alone, about parking, and touches everybody.
    """
    issues = street.issues
    issues.stage[issues.at(Stage.AGENDA)] = Stage.RAISED
    issues.stage[0], issues.arena[0], issues.scope[0] = Stage.AGENDA, Arena.COMMITTEE, 1
    issues.building[0], issues.neighbourhood[0], issues.domain[0] = -1, 0, Domain.PARKING
    issues.conflict[0], issues.tries[0], issues.touched[0] = 0.0, 0, street.places.adults[0]
    for name, value in columns.items():
        getattr(issues, name)[0] = value
    a = Activities(len(street.places))
    place = int(issues.neighbourhood[0])
    a.offer(np.array([place]), np.array([0]), np.array([0]), issues)
    a.came[place, 0, : len(came)] = came
    return a


def meet(street, month, a):
    decide(month, street.places, street.crowd, street.organisations.committees, a, street.issues)
    return street.issues


def test_the_topics_of_one_meeting_share_its_attendance_and_a_building_has_its_own(
    lived_street, month_of
):
    street = lived_street()
    a = meeting(street, [30], touched=60)
    issues = street.issues
    for row, building in ((1, -1), (2, 0)):
        issues.stage[row], issues.arena[row], issues.tries[row] = Stage.AGENDA, Arena.COMMITTEE, 0
        issues.neighbourhood[row], issues.building[row], issues.conflict[row] = 0, building, 0.0
        a.offer(np.array([0]), np.array([row]), np.array([row]), issues)
    a.came[0, 1, 0], a.came[0, 2, 0] = 0, 1
    noted = len(issues.notes())
    meet(street, month_of(street), a)
    came = issues.notes().iloc[noted:].query("fact == 'came'").set_index("issue")["value"]
    assert (came[0], came[1], came[2]) == (30, 30, 1)


@settings(max_examples=40)
@given(st.integers(0, 30), st.integers(1, 60))
def test_no_decision_without_quorum(lived_street, month_of, came, touched):
    """Of one mind, people decide whenever enough came, and never if too few did."""
    street, w = lived_street(), default_book().section(Deliberation)
    a = meeting(street, [came], touched=touched)
    issues = meet(street, month_of(street, instrumentality=0.0), a)
    quorum = max(min(w.quorum, w.quorum_share * touched), 2)
    assert (issues.stage[0] == Stage.DECIDED) == (came >= quorum)
    assert issues.tries[0] == (came < quorum)


def test_nothing_is_decided_in_a_month_in_which_nobody_comes(lived_street, month_of):
    street = lived_street()
    issues = street.issues
    issues.stage[:] = Stage.AGENDA
    issues.arena[:] = Arena.COMMITTEE
    month = month_of(street)
    a = open_activities(month, street.places, street.buildings, issues, street.money)
    before = len(issues.log())
    meet(street, month, a)
    assert not (issues.stage == Stage.DECIDED).any()
    assert set(issues.log()[before:].why) <= {"no_quorum"}


def test_a_topic_without_quorum_is_sent_back_after_its_last_try(lived_street, month_of):
    street = lived_street()
    a = meeting(street, [0], salience=2.0)
    tries = int(street.book.section(Deliberation).tries)
    for number in range(tries):
        assert street.issues.stage[0] == Stage.AGENDA
        meet(street, month_of(street, number=number), a)
    assert street.issues.stage[0] == Stage.RAISED
    assert street.issues.salience[0] == pytest.approx(0.6)


def test_a_divided_meeting_decides_less_often_and_talk_helps(lived_street, month_of):
    decided = {}
    for skill in (0.0, 1.0):
        for conflict in (0.0, 1.0):
            street = lived_street()
            for committee in street.organisations.committees:
                committee.skill = skill
            a = meeting(street, [30, 20, 25, 25, 20, 20], conflict=conflict)
            count = 0
            for number in range(60):
                street.issues.stage[0], street.issues.tries[0] = Stage.AGENDA, 0
                issues = meet(street, month_of(street, number=number, clarity=1.0), a)
                count += issues.stage[0] == Stage.DECIDED
            decided[skill, conflict] = count
    assert decided[0.0, 0.0] == decided[1.0, 0.0] == 60
    assert decided[0.0, 1.0] < decided[1.0, 1.0] < 60


def in_proportion(street, number=700):
    """Attendance in proportion to the people of neighbourhood 0 and their need for parking."""
    people, demand = street.crowd.people, street.crowd.demand[0]
    affected = (people[0] * demand[:, Domain.PARKING])[: Segment.MINOR]
    return number * affected / affected.sum()


def test_a_decision_pleases_the_affected_less_the_narrower_the_attendance(lived_street, month_of):
    """Of one mind, legitimacy is the square root of breadth; narrower by steps, it only falls."""
    pleased = []
    for narrow in (0.0, 0.25, 0.5, 0.75, 1.0):
        street = lived_street()
        broad = in_proportion(street)
        one_group = 700.0 * (np.arange(7) == Segment.ELDERLY)
        a = meeting(street, np.rint((1 - narrow) * broad + narrow * one_group))
        issues = meet(street, month_of(street, instrumentality=0.0), a)
        pleased.append(issues.legitimacy[0])
    assert pleased[0] == pytest.approx(1.0, abs=0.01)
    assert (np.diff(pleased) < -0.02).all()


def test_a_decision_far_from_what_the_affected_want_pleases_them_less(lived_street, month_of):
    street = lived_street()
    broad = np.rint(in_proportion(street))
    pleased = []
    for conflict in (0.0, 1.0):
        street = lived_street()
        for committee in street.organisations.committees:
            committee.skill = 0.0
        a = meeting(street, broad[::-1], conflict=conflict)
        pleased.append(meet(street, month_of(street, clarity=0.0), a).legitimacy[0])
    assert pleased[1] < pleased[0]


def test_officials_who_want_to_override_less_often_where_people_have_power(lived_street, month_of):
    overridden = []
    for rung in (0.0, 4.0, 8.0):
        street = lived_street()
        a = meeting(street, [30] * 6)
        count = 0
        for number in range(80):
            street.issues.stage[0] = Stage.AGENDA
            month = month_of(street, number=number, instrumentality=1.0, committee_power=rung)
            count += bool(meet(street, month, a).overridden[0])
        overridden.append(count)
    assert overridden[0] > overridden[1] > overridden[2] == 0


def test_an_overridden_decision_loses_most_of_its_legitimacy(lived_street, month_of):
    pleased = {}
    for means in (0.0, 1.0):
        street = lived_street()
        a = meeting(street, [30] * 6)
        book = street.book.changed(**{"deliberation.override": 2.0})
        issues = meet(
            street, month_of(street, book=book, instrumentality=means, committee_power=0.0), a
        )
        pleased[bool(issues.overridden[0])] = issues.legitimacy[0]
    assert pleased[True] == pytest.approx(0.4 * pleased[False])


@pytest.mark.parametrize("arena", list(Arena))
def test_the_stages_that_exist_make_rules_and_supervision_in_both_arenas(
    lived_street, month_of, arena
):
    names = (
        ("hearing_meeting", "coordination_meeting", "appraisal_meeting"),
        ("survey_committee", "dialogue_committee", "supervision_committee"),
    )
    wrote = {}
    for stages in ((0, 0, 0), (0, 1, 0), (1, 0, 1), (1, 1, 1)):
        street = lived_street()
        a = meeting(street, [30] * 6, arena=arena)
        levers = {name: False for pair in names for name in pair}
        levers |= dict(zip(names[arena], map(bool, stages), strict=True))
        issues = meet(street, month_of(street, **levers), a)
        wrote[stages] = issues.rules[0], issues.supervised[0]
    assert wrote[0, 0, 0] == (0, 0)
    assert 0 < wrote[0, 1, 0][0] < wrote[1, 1, 1][0]
    assert wrote[1, 0, 1] == (0, 1)
    assert wrote[1, 1, 1][1] == 1
