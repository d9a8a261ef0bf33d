"""The committee and its tasks, in closed form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.agents.residents_committee import (
    CommitteeTime,
    mindset_goal,
    self_governance_hours,
    serve,
)
from gongzhi.agents.street_office import admit, push_down, relabel
from gongzhi.scenarios import default_book

BOOK = default_book()

share = st.floats(0.0, 1.0)
hours = st.floats(0.0, 5000.0)


@given(hours, hours, share)
def test_a_priority_queue_serves_tasks_up_to_its_cap_and_logs_the_rest(load, capacity, cap):
    served, for_show = serve(load, capacity, cap)
    assert served == min(load, cap * capacity)
    assert served + for_show == pytest.approx(load)
    assert for_show >= 0


def test_a_priority_queue_below_capacity_serves_everything():
    assert serve(800.0, 1050.0, 0.9) == (800.0, 0.0)
    assert serve(1200.0, 1000.0, 0.9) == (900.0, 300.0)


@given(hours, share, hours)
def test_what_a_street_keeps_and_what_it_pushes_down_are_its_load(load, habit, capacity):
    kept, pushed = push_down(load, habit, capacity)
    assert kept + pushed == pytest.approx(load)
    assert 0 <= kept <= capacity
    assert pushed >= load * habit - 1e-9


def test_an_overloaded_street_pushes_down_all_above_its_capacity():
    assert push_down(1000.0, 0.25, 500.0) == (500.0, 500.0)
    assert push_down(1000.0, 0.75, 500.0) == (250.0, 750.0)


@given(hours, share)
def test_tasks_are_admitted_or_refused(pushed, refusal):
    admitted, refused = admit(pushed, refusal)
    assert admitted + refused == pytest.approx(pushed)
    assert refused == pytest.approx(pushed * refusal)


@given(share, st.integers(1, 60), hours)
def test_refused_tasks_have_come_back_by_half_after_their_half_life(rebound, half_life, refused):
    back = 0.0
    for _ in range(half_life):
        back = relabel(back, refused, rebound, half_life)
    assert back == pytest.approx(rebound * refused / 2)


def test_relabelled_tasks_fade_by_half_once_nothing_is_refused():
    back = 100.0
    for _ in range(18):
        back = relabel(back, 0.0, 0.5, 18.0)
    assert back == pytest.approx(50.0)


@given(st.floats(-100, 1000), share)
def test_only_hours_that_are_left_become_self_governance(left, mindset):
    assert self_governance_hours(left, mindset) == pytest.approx(max(left, 0) * mindset)


@given(st.floats(0, 200), share)
def test_training_raises_the_mindset_and_utilitarian_superiors_lower_it(training, means):
    w = BOOK.section(CommitteeTime)
    goal = mindset_goal(training, means, w)
    assert 0.05 <= goal <= 0.95
    assert mindset_goal(training + 10, means, w) >= goal >= mindset_goal(training, means + 0.1, w)


def test_an_untrained_committee_under_the_superiors_of_2013_keeps_its_first_mindset():
    w = BOOK.section(CommitteeTime)
    assert mindset_goal(0.0, 0.4, w) == pytest.approx(w.mindset_start)
