"""What residents believe, in closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.agents import resident_rules
from gongzhi.scenarios import default_book

BOOK = default_book()
LEARNING = BOOK.section(resident_rules.Learning)
AWARENESS = BOOK.section(resident_rules.Awareness)

share = st.floats(0.0, 1.0)


news = st.lists(st.tuples(st.floats(0, 3), st.floats(0, 3)), min_size=1, max_size=30)


@given(news)
def test_trust_is_the_mean_of_a_beta_with_memory_and_prior(months):
    """T = (r + κT0)/(r + s + κ), where successes r and failures s are forgotten alike."""
    w, r, s = LEARNING, 0.0, 0.0
    trust, evidence = w.trust_prior_mean, 0.0
    for success, failure in months:
        trust, evidence = resident_rules.trust_next(trust, evidence, success, failure, w)
        r = w.trust_memory * r + success
        s = w.trust_memory * s + failure
        by_hand = (r + w.trust_prior * w.trust_prior_mean) / (r + s + w.trust_prior)
        assert trust == pytest.approx(by_hand)
        assert evidence == pytest.approx(r + s)


def test_trust_without_news_returns_to_its_prior_and_not_to_one_half():
    trust, evidence = resident_rules.trust_next(0.6, 0.0, 50.0, 0.0, LEARNING)
    assert trust > 0.9
    for _ in range(600):
        trust, evidence = resident_rules.trust_next(trust, evidence, 0.0, 0.0, LEARNING)
    assert trust == pytest.approx(LEARNING.trust_prior_mean, abs=1e-4)


@given(share, st.floats(0, 3), st.floats(0, 3), share, share)
def test_efficacy_follows_its_formula_by_hand(efficacy, win, loss, aspiration, announced):
    w = LEARNING
    by_hand = (
        efficacy
        + w.efficacy_step_up * win * (1 - aspiration) * (1 - efficacy)
        - w.efficacy_step_down * loss * (0.5 + aspiration) * (0.5 + announced) * efficacy
        + w.efficacy_drift * (w.efficacy_rest - efficacy)
    )
    after = resident_rules.efficacy_next(efficacy, win, loss, aspiration, announced, w)
    assert after == pytest.approx(min(max(by_hand, 0.0), 1.0))


@given(st.floats(0.05, 1), share, share)
def test_a_broken_promise_costs_more_efficacy_the_more_power_was_announced(e, aspiration, rung):
    after = [
        resident_rules.efficacy_next(e, 0.0, 1.0, aspiration, a, LEARNING) for a in (0, rung, 1)
    ]
    assert after[0] >= after[1] >= after[2]
    assert after[0] > after[2]


@given(st.floats(0, 0.95), share)
def test_a_win_gives_more_efficacy_to_those_who_expect_less(efficacy, expects):
    after = [
        resident_rules.efficacy_next(efficacy, 1.0, 0.0, aspiration, 0.5, LEARNING)
        for aspiration in (0.0, expects, 1.0)
    ]
    assert after[0] >= after[1] >= after[2]
    assert after[0] > after[2]


@given(share)
def test_efficacy_without_news_comes_to_rest(efficacy):
    for _ in range(1500):
        efficacy = resident_rules.efficacy_next(efficacy, 0.0, 0.0, 0.5, 0.5, LEARNING)
    assert efficacy == pytest.approx(LEARNING.efficacy_rest, abs=1e-6)


@given(share, share)
def test_the_habit_of_the_ever_active_is_one_less_what_command_crowds_out(habit, command):
    for _ in range(500):
        habit = resident_rules.habit_next(habit, 1.0, command, LEARNING)
    assert habit == pytest.approx(1 - LEARNING.crowding * command, abs=1e-6)


@given(share, share)
def test_the_habit_of_the_idle_fades_by_its_pace(habit, command):
    after = resident_rules.habit_next(habit, 0.0, command, LEARNING)
    assert after == pytest.approx(habit * (1 - LEARNING.habit_pace))


@given(share, st.booleans(), share, share)
def test_awareness_has_the_fixed_point_of_what_is_learned_and_forgotten(
    a, asked, informed, contact
):
    w = AWARENESS
    for _ in range(600):
        a = resident_rules.aware_next(a, asked, informed, contact, w)
    learned = w.gain * asked + w.informed * informed
    rest = w.floor + w.per_contact * contact
    assert a == pytest.approx((learned + w.decay * rest) / (learned + w.decay), abs=1e-6)


@given(share, share, share)
def test_nobody_raises_what_does_not_touch_them_or_what_they_know_nothing_of(stake, a, e):
    w = BOOK.section(resident_rules.Raising)
    assert resident_rules.raising(0.0, a, e, 5, w) == 0
    assert resident_rules.raising(stake, 0.0, e, 5, w) == 0
    assert resident_rules.raising(stake, a, 0.0, 5, w) == 0
    assert 0 <= resident_rules.raising(stake, a, e, 5, w) < 1


@given(share, share, share, share, share)
def test_the_quick_bound_of_the_gate_is_never_below_it(tie, aware, efficacy, power, belonging):
    w = BOOK.section(resident_rules.TakingPart)
    factors = (tie, aware, efficacy, power, belonging)
    assert resident_rules.gate_at_most(*factors, w) >= resident_rules.gate(*factors, w)


@given(st.one_of(st.floats(-3, 0), st.floats(-30, 30)), st.floats(0, 5), st.floats(1e-7, 2.0))
def test_the_quick_look_rules_out_nobody_who_comes(u, more, part):
    chance = 1 / (1 + np.exp(-u))
    for draw in (part * chance, (1 - 1e-9) * chance):
        assert resident_rules.comes(u, draw) == (draw < chance)
        assert draw >= chance or resident_rules.may_come(u + more, draw)


reals = st.floats(0, 1)


@given(reals, reals, reals, reals, reals)
def test_the_bound_of_the_gate_is_never_below_the_gate(tie, awareness, efficacy, power, belonging):
    w = BOOK.section(resident_rules.TakingPart)
    exact = resident_rules.gate(tie, awareness, efficacy, power, belonging, w)
    assert exact <= resident_rules.gate_at_most(tie, awareness, efficacy, power, belonging, w)


@given(st.floats(-12, 12), st.floats(1e-7, 1 - 1e-7))
def test_whoever_comes_was_never_ruled_out_beforehand(u, draw):
    happens = draw < resident_rules.logistic(u)
    assert resident_rules.may_come(u, draw) or not happens
    assert resident_rules.comes(u, draw) == happens
