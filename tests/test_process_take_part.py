"""Take part: who chooses which activity, and who none (6)."""

from itertools import pairwise

import numpy as np
import pytest

from gongzhi.agents.resident_rules import (
    Identity,
    TakingPart,
    gate,
    identity,
    utility,
)
from gongzhi.agents.words import Arena, Form, Hukou, Scope, Segment, Stage
from gongzhi.model.activities import Slot, open_activities
from gongzhi.model.processes import take_part


def eager(street):
    """Give everybody good reasons to come to a meeting in each neighbourhood."""
    people, issues = street.people, street.issues
    for name in ("community_tie", "awareness", "efficacy", "power_committee", "power_street"):
        getattr(people, name)[:] = 0.7
    people.contact[:] = people.trust_committee[:] = 0.9
    people.hukou[:], people.owner[:], people.asked[:] = Hukou.LOCAL, True, False
    people.spare_hours[:], people.demand[:], people.form[:] = 30.0, 128, Form.NONE
    rows = np.nonzero(issues.scope == Scope.NEIGHBOURHOOD)[0]
    issues.stage[issues.at(Stage.AGENDA, Stage.UNDER_WAY)] = Stage.RAISED
    for place in range(len(street.places)):
        row = rows[issues.neighbourhood[rows] == place][0]
        issues.stage[row], issues.arena[row], issues.severity[row] = Stage.AGENDA, 0, 0.9
    return street


def attend(street, month):
    """Let residents take part; return the activities."""
    a = open_activities(month, street.places, street.buildings, street.issues, street.money)
    take_part(
        month, street.people, street.places, street.ties.neighbours, street.organisations, a,
        street.issues,
    )  # fmt: skip
    return a


def attendance(street, month_of):
    came = attend(street, month_of(street, number=1)).came.sum()
    return came / (street.people.segment != Segment.MINOR).sum()


FACTORS = {
    "tie": {"community_tie": 0.0},
    "awareness of the tie": {"awareness": 0.0},
    "efficacy": {"efficacy": 0.0},
    "power": {"power_committee": 0.0, "power_street": 0.0},
    "identity": {"contact": 0.0, "trust_committee": 0.0, "hukou": Hukou.NON_LOCAL, "owner": False},
}


@pytest.mark.parametrize("factor", list(FACTORS))
def test_without_one_of_the_three_factors_few_come(lived_street, month_of, factor):
    """PROB-20: where many come, the lack of one factor alone leaves nearly nobody."""
    all_three = attendance(eager(lived_street()), month_of)
    street = eager(lived_street())
    for name, value in FACTORS[factor].items():
        getattr(street.people, name)[:] = value
    without = attendance(street, month_of)
    assert all_three > 0.35
    assert without < 0.06
    assert without < all_three / 7


def test_on_a_street_as_it_is_nobody_but_a_few_come_once_their_tie_is_cut(lived_street, month_of):
    street, cut = lived_street(), lived_street()
    cut.people.community_tie[:] = 0.0
    usual, without = attendance(street, month_of), attendance(cut, month_of)
    assert usual > 0.01
    assert without < 0.015
    assert without < usual / 3


def test_fewer_come_the_smaller_the_tie_under_the_same_luck(lived_street, month_of):
    came = []
    for tie in (0.9, 0.6, 0.3, 0.1, 0.02, 0.0):
        street = eager(lived_street())
        street.people.community_tie[:] = tie
        attend(street, month_of(street, number=1))
        came.append(street.people.form > Form.VOICE)
    for more, fewer in pairwise(came):
        assert (fewer <= more).all()
        assert fewer.sum() < more.sum()


REASONS = {"habit": 1.0, "reluctance": -2.0, "spare_hours": 200.0, "asked": True}


@pytest.mark.parametrize("reason", list(REASONS))
def test_a_stronger_reason_never_keeps_anybody_away(lived_street, month_of, reason):
    came = []
    for stronger in (False, True):
        street = eager(lived_street())
        people = street.people
        people.efficacy[:] = 0.2
        people.habit[:], people.reluctance[:], people.asked[:] = 0.0, 0.0, False
        people.spare_hours[:] = 8.0
        if stronger:
            getattr(people, reason)[:] = REASONS[reason]
        attend(street, month_of(street, number=1))
        came.append(people.form > Form.VOICE)
    assert (came[1] >= came[0]).all()
    assert came[1].sum() > came[0].sum()


def test_where_contacts_were_active_more_come(lived_street, month_of):
    came = []
    for active in (0, 1):
        street = eager(lived_street())
        street.people.efficacy[:] = 0.2
        street.people.history[:] = active
        came.append(attendance(street, month_of))
    assert came[1] > came[0]


@pytest.mark.parametrize(
    "powers", [None, (0.02, 1.0), (1.0, 0.02)], ids=["as it is", "street", "committee"]
)
def test_each_takes_part_in_the_best_of_the_open_activities_or_in_none(
    lived_street, month_of, powers
):
    """The compiled loop against the rule, resident by resident and activity by activity.

    With power in one arena alone, whoever comes for it must not be left out at a first glance.
    """
    street = lived_street()
    if powers:
        street.people.power_committee[:], street.people.power_street[:] = powers
    month, people, o = month_of(street, number=2), street.people, street.organisations
    people.reluctance -= 2.0  # so that more than a few come
    street.issues.stage[:30], street.issues.stage[30:45] = Stage.AGENDA, Stage.UNDER_WAY
    street.issues.need_labour[30:45] = 500.0
    people.demand[:] = np.random.default_rng(3).integers(0, 256, people.demand.shape)
    w, b = month.weights(TakingPart), month.weights(Identity)
    fortune = month.fortunes(people, street.places)
    social = np.empty(len(people), np.float32)
    ties = street.ties.neighbours
    for i in range(len(people)):
        row = slice(ties.start[i], ties.start[i + 1])
        active = people.history[ties.target[row]] % 2 == 1
        known = ties.strength[row].sum()
        social[i] = ties.strength[row][active].sum() / known if known else 0.0
    a = open_activities(month, street.places, street.buildings, street.issues, street.money)
    people.last_issue[:] = -1
    expected = []
    spirit = 0.5 + month.lever("public_spirit")[0]
    for i in range(len(people)):
        n, best, best_u = people.neighbourhood[i], -1, -np.inf
        if people.segment[i] == Segment.MINOR:
            expected.append(-1)
            continue
        belonging = identity(
            people.contact[i], people.trust_committee[i], people.hukou[i] == 0, people.owner[i], b
        )
        for slot in np.nonzero(a.open[n])[0]:
            if a.building[n, slot] not in (-1, people.building[i]):
                continue
            street_meets = a.arena[n, slot] == Arena.STREET
            power = people.power_street[i] if street_meets else people.power_committee[i]
            held = o.offices[0] if street_meets else o.committees[n]
            topic = a.domain[n, slot]
            u = utility(
                gate(people.community_tie[i], people.awareness[i], people.efficacy[i], power,
                     belonging, w),
                a.stake[n, slot] * (people.demand[i, topic] / 255 if topic >= 0 else 1.0),
                people.asked[i] + a.pull[n, slot], social[i], people.habit[i],
                held.legitimacy * spirit, a.hours[n, slot] / people.spare_hours[i],
                people.reluctance[i], w,
            )  # fmt: skip
            if u > best_u:
                best, best_u = slot, u
        expected.append(best if best >= 0 and fortune[i, 3] < 1 / (1 + np.exp(-best_u)) else -1)
    take_part(month, people, street.places, ties, o, a, street.issues)
    expected = np.array(expected)
    came = expected >= 0
    assert 0.02 < came.mean() < 0.9
    assert len(np.unique(expected)) >= (3 if powers else 5)
    for n in range(len(street.places)):
        mine = people.neighbourhood == n
        for slot in Slot:
            chose = mine & (expected == slot)
            assert a.came[n, slot].sum() == chose.sum()
            if a.issue[n, slot] >= 0:
                assert (people.last_issue[chose] == a.issue[n, slot]).all()


def test_choices_do_not_depend_on_threads(lived_street, month_of):
    seen = []
    for threads in (1, 2, 3):
        street = eager(lived_street())
        street.people.efficacy[:] = 0.4
        a = attend(street, month_of(street, number=1, threads=threads))
        seen.append((a.came, street.people.form, street.people.last_issue))
    for other in seen[1:]:
        assert all(np.array_equal(x, y) for x, y in zip(seen[0], other, strict=True))
    assert 0 < (seen[0][1] > Form.VOICE).mean() < 0.9


def test_everybody_takes_part_in_at_most_one_activity(lived_street, month_of):
    street = eager(lived_street())
    people = street.people
    a = attend(street, month_of(street, number=2))
    active = people.form >= Form.MEETING
    assert a.open.sum(axis=1).min() >= 1
    for n in range(len(street.places)):
        mine = active & (people.neighbourhood == n)
        by_segment = np.bincount(people.segment[mine], minlength=len(Segment))
        assert (a.came[n].sum(axis=0) == by_segment).all()
    assert not a.came[~a.open].any()


def test_a_meeting_about_a_building_is_for_those_who_live_there(lived_street, month_of):
    street = eager(lived_street())
    people, issues = street.people, street.issues
    row = issues.at(Stage.AGENDA)[0]
    house = int(np.nonzero(street.buildings.neighbourhood == issues.neighbourhood[row])[0][0])
    issues.stage[issues.at(Stage.AGENDA)] = Stage.RAISED
    issues.stage[row], issues.building[row], issues.scope[row] = Stage.AGENDA, house, Scope.BUILDING
    people.last_issue[:] = -1
    attend(street, month_of(street, number=1))
    came = people.last_issue == row
    assert came.any()
    assert (people.building[came] == house).all()


def test_hours_are_volunteered_only_to_projects_that_still_need_hands(lived_street, month_of):
    street = eager(lived_street())
    issues = street.issues
    works = np.nonzero(issues.need_labour > 0)[0][:2]
    issues.stage[issues.at(Stage.AGENDA)] = Stage.RAISED
    issues.stage[works], issues.building[works] = Stage.UNDER_WAY, -1
    issues.need_labour[works] = 200.0
    issues.labour[works] = 0.0, 200.0
    a = attend(street, month_of(street, number=1))
    assert issues.labour[works[0]] > 0
    assert issues.labour[works[1]] == 200.0
    volunteers = a.came[:, Slot.WORK_1 : Slot.BUDGET].sum()
    given = volunteers * street.book.parameters["activity_hours.volunteer"].value
    assert issues.labour[works[0]] == pytest.approx(given)
    assert street.organisations.sizes[0].volunteer_hours == pytest.approx(given)
