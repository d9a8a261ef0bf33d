"""Voting, in closed form."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.agents import resident_voting
from gongzhi.agents.street_office import StreetTime
from gongzhi.scenarios import default_book

BOOK = default_book()
VOTING = BOOK.section(resident_voting.Voting)

share = st.floats(0.0, 1.0)


VOTER = {
    "party": False, "at_home": 0.5, "contact": 0.4, "aware": 0.3, "trust": 0.55, "habit": 0.1,
    "belonging": 0.5, "power": 0.25, "direct": True,
}  # fmt: skip


def test_the_old_vote_more_than_the_middle_aged_and_these_more_than_the_young():
    chances = [
        resident_voting.vote_chance(age, *VOTER.values(), VOTING)
        for age in (22, 29, 45, 55, 70, 80)
    ]
    assert chances[0] == chances[1]
    assert all(young < old for young, old in pairwise(chances[1:]))
    assert chances[-2] > 2 * chances[0]


@pytest.mark.parametrize("reason", list(VOTER))
@given(st.floats(18, 100), st.floats(0, 0.5))
def test_a_stronger_reason_to_vote_never_lowers_the_chance(reason, age, low):
    less = {**VOTER, reason: False if reason in ("party", "direct") else low}
    more = {**VOTER, reason: True if reason in ("party", "direct") else low + 0.5}
    chance = [resident_voting.vote_chance(age, *voter.values(), VOTING) for voter in (less, more)]
    assert 0 < chance[0] < chance[1] < 1


def test_nobody_at_home_is_not_swayed_by_the_campaign():
    away = {**VOTER, "at_home": 0.0}
    swayed = {**away, "trust": 1.0, "aware": 1.0, "habit": 1.0}
    assert resident_voting.vote_chance(40, *away.values(), VOTING) == pytest.approx(
        resident_voting.vote_chance(40, *swayed.values(), VOTING)
    )


def test_the_book_of_street_time_lets_no_task_become_negative():
    """Noise below one keeps every task at or above zero, whatever the luck."""
    assert BOOK.parameters["street_time.task_noise"].high <= 1
    assert BOOK.section(StreetTime).rebound_half_life > 0
