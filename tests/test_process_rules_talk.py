"""Talk, breadth and what limits, in closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.model.choosing import first_of
from gongzhi.model.limiting import weakest
from gongzhi.model.platforms import Platforms, platform_strengths
from gongzhi.model.processes.decide import Deliberation, breadth, talk
from gongzhi.model.processes.set_agenda import agenda_score
from gongzhi.scenarios import Levers, default_book

BOOK = default_book()
CES, FLOOR = BOOK.section(Platforms).ces, BOOK.section(Platforms).ces_floor

share = st.floats(0.0, 1.0)
shares = st.lists(share, min_size=2, max_size=5)


@given(shares)
def test_the_weakest_limits_softly_between_the_minimum_and_the_mean(parts):
    floored = np.maximum(parts, FLOOR)
    joint = weakest(np.array(parts), CES, FLOOR)
    assert floored.min() - 1e-9 <= joint <= floored.mean() + 1e-9


@given(shares, st.data())
def test_no_share_that_grows_lowers_what_the_weakest_allows(parts, data):
    more = [data.draw(st.floats(part, 1.0)) for part in parts]
    assert weakest(np.array(more), CES, FLOOR) >= weakest(np.array(parts), CES, FLOOR) - 1e-12


def test_the_weakest_counts_for_more_than_the_others():
    level = weakest(np.array([0.5, 0.5, 0.5]), CES, FLOOR)
    assert level == pytest.approx(0.5)
    lost = level - weakest(np.array([0.2, 0.5, 0.5]), CES, FLOOR)
    gained = weakest(np.array([0.8, 0.5, 0.5]), CES, FLOOR) - level
    assert lost > 3 * gained > 0


def test_a_platform_by_itself_gains_little_and_all_three_gain_much():
    p = BOOK.section(Platforms)
    weak = platform_strengths(Levers(grid="none", meeting_power=0.0), 0.0, p)
    one = platform_strengths(Levers(grid="district", meeting_power=0.0), 0.0, p)
    every = {"survey_committee": True, "dialogue_committee": True, "supervision_committee": True}
    three = platform_strengths(Levers(grid="district", meeting_power=8.0, **every), 1.0, p)
    assert (three >= one).all()
    assert (one >= weak).all()
    joint = [weakest(strengths, CES, FLOOR) for strengths in (weak, one, three)]
    assert 0 < joint[1] - joint[0] < (joint[2] - joint[0]) / 4


attendance = st.lists(st.integers(0, 50), min_size=7, max_size=7).filter(any)


@given(attendance, st.floats(0.1, 20))
def test_attendance_in_proportion_is_as_broad_as_can_be(people, turnout):
    people = np.array(people, float)
    assert breadth(people * turnout, people) == pytest.approx(1.0)


@given(attendance, attendance, st.permutations(range(7)))
def test_breadth_is_a_share_and_asks_not_which_group_is_which(came, people, order):
    came, people = np.array(came, float), np.array(people, float)
    broad = breadth(came, people)
    assert -1e-12 <= broad <= 1 + 1e-12
    assert breadth(came[order], people[order]) == pytest.approx(broad)


@given(attendance, st.integers(0, 6))
def test_a_meeting_of_one_group_is_as_broad_as_its_share_of_people(people, only):
    people = np.array(people, float)
    came = np.zeros(7)
    came[only] = 9.0
    assert breadth(came, people) == pytest.approx(people[only] / people.sum())


positions = st.lists(share, min_size=7, max_size=7).map(lambda x: np.array([x]))
crowds = st.lists(st.integers(0, 40), min_size=7, max_size=7).map(lambda x: np.array([x], float))


@given(positions, crowds, st.floats(0.0, 6.0))
def test_talk_never_widens_what_is_between_people_nor_lets_them_swap_places(x, weight, rounds):
    w = BOOK.section(Deliberation)
    after = talk(x, weight, np.array([rounds]), w.confidence, w.converge)
    assert (after >= x.min() - 1e-12).all()
    assert (after <= x.max() + 1e-12).all()
    assert (np.diff(after[0, np.argsort(x[0])]) >= -1e-12).all()


@given(positions, crowds, st.floats(0.5, 4.0))
def test_where_everybody_hears_everybody_talk_moves_no_mean(x, weight, rounds):
    weight = weight + 1.0
    after = talk(x, weight, np.array([rounds]), 2.0, 0.3)
    assert (after * weight).sum() == pytest.approx((x * weight).sum())
    gap = x - (x * weight).sum() / weight.sum()
    left = (1 - 0.3) ** np.floor(rounds) * (1 - 0.3 * (rounds % 1))
    assert after - after.mean() == pytest.approx(left * (gap - gap.mean()), abs=1e-9)


def test_talk_joins_those_within_reach_and_leaves_camps_apart():
    x = np.array([[0.1, 0.15, 0.2, 0.8, 0.85, 0.9, 0.9]])
    after = talk(x, np.ones((1, 7)), np.array([60.0]), 0.22, 0.3)[0]
    assert np.ptp(after[:3]) < 1e-6
    assert np.ptp(after[3:]) < 1e-6
    assert after[3] - after[0] > 0.6


def test_no_talk_moves_nobody():
    x = np.linspace(0, 1, 7)[None]
    assert (talk(x, np.ones((1, 7)), np.array([0.0]), 2.0, 0.3) == x).all()


scores = st.lists(st.tuples(st.floats(-10, 10), st.integers(0, 2)), min_size=1, max_size=25)


@given(scores, st.lists(st.floats(0, 4), min_size=3, max_size=3))
def test_the_best_scored_fill_the_slots_of_their_group_and_no_more(items, slots):
    score, group = np.array([s for s, _ in items]), np.array([g for _, g in items])
    able, order = np.ones(len(score), bool), np.argsort(-score, kind="stable")
    chosen = first_of(able, order, group, np.array(slots))
    for g in range(3):
        mine = group == g
        assert chosen[mine].sum() == min(mine.sum(), int(np.ceil(slots[g])))
        if (mine & chosen).any() and (mine & ~chosen).any():
            assert score[mine & chosen].min() >= score[mine & ~chosen].max()


@given(st.tuples(st.floats(0, 50), share, share), st.tuples(st.floats(0, 50), share, share))
def test_a_topic_never_scores_less_for_being_heard_more_hurting_more_or_liked_more(one, other):
    half = BOOK.parameters["agenda_rules.salience_half"].value
    for rule in ("ad_hoc", "top_down", "bottom_up", "full"):
        weights = BOOK.parameters[f"agenda_rules.{rule}"].value
        more, less = np.maximum(one, other), np.minimum(one, other)
        assert agenda_score(*more, weights, half) >= agenda_score(*less, weights, half)
