"""Reach: whom committees, teams, the party and online channels reach (3)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongzhi.agents.words import Segment
from gongzhi.model.processes import reach

share = st.floats(0.0, 1.0)


def asked(street, month_of, hours, **weights):
    """Reach residents with so many hours of outreach in each committee; return who was asked."""
    for committee in street.organisations.committees:
        committee.outreach_hours = hours
    reach(month_of(street, number=1, **weights), street.people, street.places, street.organisations)
    return street.people.asked.copy()


channel_hours = st.floats(0.0, 5.0)


@settings(max_examples=25)
@given(channel_hours, channel_hours, channel_hours, channel_hours, st.floats(0.0, 1.0))
def test_more_hours_at_doors_never_lower_contact_under_the_same_luck(
    new_street, month_of, doors, notices, online, groups, more
):
    """Hours of the other channels stay as they are; the weights say how the sum is shared."""
    others = {"notices": notices, "online_groups": online, "interest_groups": groups}
    doors_then = doors + more * (5.0 - doors)
    few, many = (
        asked(
            new_street(), month_of, 12 * (d + notices + online + groups), door_knocking=d, **others
        )
        for d in (doors, doors_then)
    )
    assert (many >= few).all()


def test_door_knocking_reaches_people_in_all_housing_and_most_in_old_lanes(new_street, month_of):
    none = {"notices": 0.0, "online_groups": 0.0, "interest_groups": 0.0}
    idle = asked(new_street(), month_of, 0.0, **none)
    much = asked(new_street(), month_of, 2000.0, door_knocking=1.0, **none)
    place = new_street().people.neighbourhood
    adult = new_street().people.segment != Segment.MINOR
    rate = np.bincount(place[much & adult], minlength=3) / np.bincount(place[adult], minlength=3)
    assert much.sum() > 3 * idle.sum()
    assert (rate > 0.1).all()


@pytest.mark.parametrize("channel", ["notices", "online_groups", "interest_groups"])
def test_every_channel_reaches_more_the_more_hours_go_into_it(new_street, month_of, channel):
    weights = {"door_knocking": 0.0, "notices": 0.0, "online_groups": 0.0, "interest_groups": 0.0}
    reached = [
        asked(new_street(), month_of, hours, **{**weights, channel: 1.0})
        for hours in (0.0, 5.0, 50.0)
    ]
    assert (reached[1] >= reached[0]).all()
    assert (reached[2] >= reached[1]).all()
    assert reached[2].sum() > reached[0].sum()


@settings(max_examples=20)
@given(channel_hours, share, share, st.floats(0, 500))
def test_awareness_stays_a_share(new_street, month_of, weight, platform, disclosure, hours):
    street = new_street()
    people = street.people
    people.awareness[::3], people.awareness[1::3] = 0.0, 1.0
    asked(
        street, month_of, hours, door_knocking=weight, information_platform=platform,
        affairs_disclosure=disclosure,
    )  # fmt: skip
    assert not people.out_of_range()


def test_no_child_is_asked(new_street, month_of):
    everybody = asked(new_street(), month_of, 1e5, door_knocking=5.0)
    assert not everybody[new_street().people.segment == Segment.MINOR].any()


def test_an_information_platform_makes_people_aware_without_asking_anybody(lived_street, month_of):
    known = []
    for platform in (0.0, 1.0):
        street = lived_street()
        seen = asked(street, month_of, 20.0, information_platform=platform)
        known.append((seen, street.people.awareness.mean()))
    assert (known[0][0] == known[1][0]).all()
    assert known[1][1] > known[0][1] + 0.01


def test_a_platform_that_is_not_paid_for_informs_nobody(lived_street, month_of):
    known = []
    for platform in (0.0, 1.0):
        street = lived_street()
        reach(
            month_of(street, information_platform=platform, afforded=0.0),
            street.people, street.places, street.organisations,
        )  # fmt: skip
        known.append(street.people.awareness.copy())
    assert (known[0] == known[1]).all()
