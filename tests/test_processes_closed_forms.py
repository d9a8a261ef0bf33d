"""The rules of one actor against what can be worked out by hand."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.agents import resident
from gongzhi.agents.activity_team import TeamLife, advance_chance
from gongzhi.agents.enterprise import Enterprise, Pledging, pledge_chance
from gongzhi.agents.line_department import Cooperation, cooperation_next
from gongzhi.agents.party_organization import Convening, convening_strength
from gongzhi.agents.residents_committee import (
    CommitteeTime,
    mindset_goal,
    self_governance_hours,
    serve,
)
from gongzhi.agents.social_organization import SocialLife, bid_score, closing_hazard
from gongzhi.agents.street_office import StreetTime, admit, push_down, relabel
from gongzhi.model.limiting import weakest
from gongzhi.model.platforms import Platforms, platform_strengths
from gongzhi.model.processes.carry_out import Work, relapse_hazard
from gongzhi.model.processes.decide import Deliberation, breadth, talk
from gongzhi.model.processes.set_agenda import agenda_score, top_of
from gongzhi.scenarios import Levers, default_book

BOOK = default_book()
LEARNING = BOOK.section(resident.Learning)
AWARENESS = BOOK.section(resident.Awareness)
VOTING = BOOK.section(resident.Voting)
PLEDGING = BOOK.section(Pledging)
WORK = BOOK.section(Work)
CES = BOOK.section(Platforms).ces

share = st.floats(0.0, 1.0)
hours = st.floats(0.0, 5000.0)
shares = st.lists(share, min_size=2, max_size=5)


def test_the_ranges_that_signs_rest_on_leave_no_sign_open():
    """A parameter that may be negative could turn an effect round; these may not."""
    for section in ("pledging", "convening", "cooperation", "work", "street_time", "platforms"):
        for path, parameter in BOOK.parameters.items():
            if parameter.section == section and path not in ("pledging.intercept", "platforms.ces"):
                assert parameter.low >= 0, path


# --- the committee and its tasks -----------------------------------------------------------------


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


# --- what residents believe ----------------------------------------------------------------------

news = st.lists(st.tuples(st.floats(0, 3), st.floats(0, 3)), min_size=1, max_size=30)


@given(news)
def test_trust_is_the_mean_of_a_beta_with_memory_and_prior(months):
    """T = (r + κT0)/(r + s + κ), where successes r and failures s are forgotten alike."""
    w, r, s = LEARNING, 0.0, 0.0
    trust, evidence = w.trust_prior_mean, 0.0
    for success, failure in months:
        trust, evidence = resident.trust_next(trust, evidence, success, failure, w)
        r = w.trust_memory * r + success
        s = w.trust_memory * s + failure
        by_hand = (r + w.trust_prior * w.trust_prior_mean) / (r + s + w.trust_prior)
        assert trust == pytest.approx(by_hand)
        assert evidence == pytest.approx(r + s)


def test_trust_without_news_returns_to_its_prior_and_not_to_one_half():
    trust, evidence = resident.trust_next(0.6, 0.0, 50.0, 0.0, LEARNING)
    assert trust > 0.9
    for _ in range(600):
        trust, evidence = resident.trust_next(trust, evidence, 0.0, 0.0, LEARNING)
    assert trust == pytest.approx(LEARNING.trust_prior_mean, abs=1e-4)


@given(share, st.floats(0, 3), st.floats(0, 3), share, share)
def test_efficacy_follows_its_formula_by_hand(efficacy, win, loss, aspiration, announced):
    w = LEARNING
    by_hand = (
        efficacy
        + w.efficacy_up * win * (1 - aspiration) * (1 - efficacy)
        - w.efficacy_down * loss * (0.5 + aspiration) * (0.5 + announced) * efficacy
        + w.efficacy_drift * (w.efficacy_rest - efficacy)
    )
    after = resident.efficacy_next(efficacy, win, loss, aspiration, announced, w)
    assert after == pytest.approx(min(max(by_hand, 0.0), 1.0))


@given(st.floats(0.05, 1), share, share)
def test_a_broken_promise_costs_more_efficacy_the_more_power_was_announced(e, aspiration, rung):
    after = [resident.efficacy_next(e, 0.0, 1.0, aspiration, a, LEARNING) for a in (0, rung, 1)]
    assert after[0] >= after[1] >= after[2]
    assert after[0] > after[2]


@given(st.floats(0, 0.95), share)
def test_a_win_gives_more_efficacy_to_those_who_expect_less(efficacy, expects):
    after = [
        resident.efficacy_next(efficacy, 1.0, 0.0, aspiration, 0.5, LEARNING)
        for aspiration in (0.0, expects, 1.0)
    ]
    assert after[0] >= after[1] >= after[2]
    assert after[0] > after[2]


@given(share)
def test_efficacy_without_news_comes_to_rest(efficacy):
    for _ in range(1500):
        efficacy = resident.efficacy_next(efficacy, 0.0, 0.0, 0.5, 0.5, LEARNING)
    assert efficacy == pytest.approx(LEARNING.efficacy_rest, abs=1e-6)


@given(share, share)
def test_the_habit_of_the_ever_active_is_one_less_what_command_crowds_out(habit, command):
    for _ in range(500):
        habit = resident.habit_next(habit, 1.0, command, LEARNING)
    assert habit == pytest.approx(1 - LEARNING.crowding * command, abs=1e-6)


@given(share, share)
def test_the_habit_of_the_idle_fades_by_its_pace(habit, command):
    after = resident.habit_next(habit, 0.0, command, LEARNING)
    assert after == pytest.approx(habit * (1 - LEARNING.habit_pace))


@given(share, st.booleans(), share, share)
def test_awareness_has_the_fixed_point_of_what_is_learned_and_forgotten(
    a, asked, informed, contact
):
    w = AWARENESS
    for _ in range(600):
        a = resident.aware_next(a, asked, informed, contact, w)
    learned = w.gain * asked + w.informed * informed
    rest = w.floor + w.per_contact * contact
    assert a == pytest.approx((learned + w.decay * rest) / (learned + w.decay), abs=1e-6)


@given(share, share, share)
def test_nobody_raises_what_does_not_touch_them_or_what_they_know_nothing_of(stake, a, e):
    w = BOOK.section(resident.Raising)
    assert resident.raising(0.0, a, e, 5, w) == 0
    assert resident.raising(stake, 0.0, e, 5, w) == 0
    assert resident.raising(stake, a, 0.0, 5, w) == 0
    assert 0 <= resident.raising(stake, a, e, 5, w) < 1


@given(share, share, share, share, share)
def test_the_quick_bound_of_the_gate_is_never_below_it(tie, aware, efficacy, power, belonging):
    w = BOOK.section(resident.TakingPart)
    factors = (tie, aware, efficacy, power, belonging)
    assert resident.gate_at_most(*factors, w) >= resident.gate(*factors, w)


@given(st.one_of(st.floats(-3, 0), st.floats(-30, 30)), st.floats(0, 5), st.floats(1e-7, 2.0))
def test_the_quick_look_rules_out_nobody_who_comes(u, more, part):
    chance = 1 / (1 + np.exp(-u))
    for draw in (part * chance, (1 - 1e-9) * chance):
        assert resident.comes(u, draw) == (draw < chance)
        assert draw >= chance or resident.may_come(u + more, draw)


# --- organisations -------------------------------------------------------------------------------


@given(share, share, share)
def test_an_open_tender_weighs_quality_and_a_closed_one_closeness(quality, openness, luck):
    bias = BOOK.section(SocialLife).bias
    official = bid_score(quality, True, openness, luck, bias)
    other = bid_score(quality, False, openness, luck, bias)
    assert official - other == pytest.approx((1 - openness) * bias)
    assert bid_score(1.0, False, openness, luck, bias) - bid_score(
        0.0, False, openness, luck, bias
    ) == pytest.approx(openness)


@given(st.booleans(), share)
def test_money_and_incubation_keep_social_organisations_alive(registered, incubated):
    w = BOOK.section(SocialLife)
    assert closing_hazard(True, registered, 0.0, w) == pytest.approx(w.close_base)
    assert closing_hazard(True, registered, incubated, w) <= closing_hazard(
        False, registered, incubated, w
    )
    assert closing_hazard(False, registered, 1.0, w) == pytest.approx(
        closing_hazard(False, registered, 0.0, w) / 2
    )


pledges = st.fixed_dictionaries(
    {
        "link": share,
        "csr": share,
        "incentive": st.floats(0, 5000),
        "peers": share,
        "spirit": share,
        "member": st.booleans(),
    }
)


@given(pledges, pledges)
def test_a_unit_never_pledges_less_for_a_stronger_reason(one, other):
    more = {name: max(one[name], other[name]) for name in one}
    less = {name: min(one[name], other[name]) for name in one}
    assert 0 <= pledge_chance(**less, w=PLEDGING) <= pledge_chance(**more, w=PLEDGING) <= 1


@pytest.mark.parametrize("reason", ["link", "csr", "peers", "member"])
def test_each_reason_to_pledge_counts_by_itself(reason):
    none = {
        "link": 0.0, "csr": 0.0, "incentive": 0.0, "peers": 0.0, "spirit": 0.5, "member": False,
    }  # fmt: skip
    assert pledge_chance(**{**none, reason: 1.0}, w=PLEDGING) > pledge_chance(**none, w=PLEDGING)


def test_an_incentive_moves_members_of_the_joint_meeting_only():
    unit = {"link": 0.2, "csr": 0.3, "peers": 0.1, "spirit": 0.5, "w": PLEDGING}
    for member in (False, True):
        without = pledge_chance(incentive=0.0, member=member, **unit)
        with_it = pledge_chance(incentive=3000.0, member=member, **unit)
        assert (with_it > without) == member


def test_public_spirit_makes_responsible_units_pledge_more():
    unit = {"link": 0.2, "incentive": 0.0, "peers": 0.1, "member": False, "w": PLEDGING}
    low, high = (pledge_chance(csr=0.5, spirit=spirit, **unit) for spirit in (0.1, 0.9))
    assert high > low


def test_a_link_grows_with_success_and_fades_without_it(new_street):
    unit = Enterprise(new_street(), 0, 0, 1.0, 0.2, 0.5, 0)
    unit.see(0.0, PLEDGING)
    assert unit.link == pytest.approx(0.5 * (1 - PLEDGING.link_fade))
    faded = unit.link
    unit.see(1.0, PLEDGING)
    assert unit.link > faded


@given(st.integers(0, 60), st.floats(0, 24))
def test_convening_needs_both_units_and_meetings_and_levels_off(units, meetings):
    w = BOOK.section(Convening)
    strength = convening_strength(units, meetings, w)
    assert 0 <= strength < 1
    assert convening_strength(0, meetings, w) == convening_strength(units, 0, w) == 0
    assert convening_strength(units + 1, meetings + 1, w) > strength
    gain = [convening_strength(u + 1, 6.0, w) - convening_strength(u, 6.0, w) for u in (0, 30)]
    assert gain[0] > gain[1]


@given(share, share, share)
def test_a_department_comes_to_cooperate_as_far_as_the_rules_ask(start, countersign, clarity):
    w, cooperation = BOOK.section(Cooperation), start
    for _ in range(300):
        cooperation = cooperation_next(cooperation, countersign, clarity, w)
    goal = min(w.base + w.countersigned * countersign + w.clear_duty * clarity, 1)
    assert cooperation == pytest.approx(goal, abs=1e-3)


@given(st.floats(0, 80), share, st.floats(0, 80), share)
def test_supported_and_well_led_teams_advance_no_less(support, leader, more, stronger):
    w = BOOK.section(TeamLife)
    assert (
        0
        <= advance_chance(support, leader, w)
        <= advance_chance(support + more, min(leader + stronger, 1.0), w)
        <= 0.9
    )


# --- talk, breadth, and what limits --------------------------------------------------------------


@given(shares)
def test_the_weakest_limits_softly_between_the_minimum_and_the_mean(parts):
    floored = np.maximum(parts, 0.02)
    joint = weakest(np.array(parts), CES)
    assert floored.min() - 1e-9 <= joint <= floored.mean() + 1e-9


@given(shares, st.data())
def test_no_share_that_grows_lowers_what_the_weakest_allows(parts, data):
    more = [data.draw(st.floats(part, 1.0)) for part in parts]
    assert weakest(np.array(more), CES) >= weakest(np.array(parts), CES) - 1e-12


def test_the_weakest_counts_for_more_than_the_others():
    level = weakest(np.array([0.5, 0.5, 0.5]), CES)
    assert level == pytest.approx(0.5)
    lost = level - weakest(np.array([0.2, 0.5, 0.5]), CES)
    gained = weakest(np.array([0.8, 0.5, 0.5]), CES) - level
    assert lost > 3 * gained > 0


def test_a_platform_by_itself_gains_little_and_all_three_gain_much():
    p = BOOK.section(Platforms)
    weak = platform_strengths(Levers(grid="none", meeting_power=0.0), 0.0, p)
    one = platform_strengths(Levers(grid="district", meeting_power=0.0), 0.0, p)
    every = {"survey_committee": True, "dialogue_committee": True, "supervision_committee": True}
    three = platform_strengths(Levers(grid="district", meeting_power=8.0, **every), 1.0, p)
    assert (three >= one).all()
    assert (one >= weak).all()
    joint = [weakest(strengths, CES) for strengths in (weak, one, three)]
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
    chosen = top_of(score, group, np.array(slots))
    for g in range(3):
        mine = group == g
        assert chosen[mine].sum() == min(mine.sum(), int(np.ceil(slots[g])))
        if (mine & chosen).any() and (mine & ~chosen).any():
            assert score[mine & chosen].min() >= score[mine & ~chosen].max()


@given(st.tuples(st.floats(0, 50), share, share), st.tuples(st.floats(0, 50), share, share))
def test_a_topic_never_scores_less_for_being_heard_more_hurting_more_or_liked_more(one, other):
    for rule in ("ad_hoc", "top_down", "bottom_up", "full"):
        weights = BOOK.parameters[f"agenda_rules.{rule}"].value
        more, less = np.maximum(one, other), np.minimum(one, other)
        assert agenda_score(*more, weights) >= agenda_score(*less, weights)


# --- relapse: the three stages are a chain (V10) -------------------------------------------------

STAGES = ("survey", "dialogue", "supervision")


def lasting_share(stages, quality=0.5) -> float:
    """Share of solutions that last a year with these stages, by the formulas of two processes."""
    d = BOOK.section(Deliberation)
    surveyed = ("survey" in stages) * d.survey_quality
    rules = ("dialogue" in stages) * (d.rules_alone + d.rules_surveyed * surveyed)
    return (1 - relapse_hazard(quality, "supervision" in stages, rules, WORK)) ** 12


def test_a_stage_more_never_makes_a_solution_last_less():
    for size in (0, 1, 2):
        for stages in combinations(STAGES, size):
            for more in set(STAGES) - set(stages):
                assert lasting_share({*stages, more}) >= lasting_share(stages)


def test_three_stages_last_longer_than_any_two_and_two_longer_than_one():
    three = lasting_share(STAGES)
    two = [lasting_share(stages) for stages in combinations(STAGES, 2)]
    one = [lasting_share({stage}) for stage in STAGES]
    assert three > max(two) + 0.02
    assert max(two) > max(one)
    assert np.mean(two) > np.mean(one) > lasting_share(())


def test_the_stages_are_a_chain_and_no_sum():
    """Supervision is worth most where there are rules, and rules where there was a survey."""
    worth = {
        others: lasting_share({*others, "supervision"}) - lasting_share(others)
        for others in ((), ("dialogue",), ("survey", "dialogue"))
    }
    assert worth[()] < worth[("dialogue",)] < worth[("survey", "dialogue")]
    assert lasting_share({"survey", "dialogue"}) == lasting_share(())  # rules nobody watches


@given(share, share, share, share, share)
def test_better_supervision_never_raises_relapse(quality, watched, more, rules, better):
    hazard = relapse_hazard(quality, watched, rules, WORK)
    assert 0 <= hazard <= 1
    assert relapse_hazard(quality, max(watched, more), max(rules, better), WORK) <= hazard


@given(share, share, share, share)
def test_better_work_never_comes_back_sooner(quality, better, watched, rules):
    assert relapse_hazard(max(quality, better), watched, rules, WORK) <= relapse_hazard(
        quality, watched, rules, WORK
    )


# --- voting --------------------------------------------------------------------------------------

VOTER = {
    "party": False, "at_home": 0.5, "contact": 0.4, "aware": 0.3, "trust": 0.55, "habit": 0.1,
    "belonging": 0.5, "power": 0.25, "direct": True,
}  # fmt: skip


def test_the_old_vote_more_than_the_middle_aged_and_these_more_than_the_young():
    chances = [
        resident.vote_chance(age, *VOTER.values(), VOTING) for age in (22, 29, 45, 55, 70, 80)
    ]
    assert chances[0] == chances[1]
    assert all(young < old for young, old in pairwise(chances[1:]))
    assert chances[-2] > 2 * chances[0]


@pytest.mark.parametrize("reason", list(VOTER))
@given(st.floats(18, 100), st.floats(0, 0.5))
def test_a_stronger_reason_to_vote_never_lowers_the_chance(reason, age, low):
    less = {**VOTER, reason: False if reason in ("party", "direct") else low}
    more = {**VOTER, reason: True if reason in ("party", "direct") else low + 0.5}
    chance = [resident.vote_chance(age, *voter.values(), VOTING) for voter in (less, more)]
    assert 0 < chance[0] < chance[1] < 1


def test_nobody_at_home_is_not_swayed_by_the_campaign():
    away = {**VOTER, "at_home": 0.0}
    swayed = {**away, "trust": 1.0, "aware": 1.0, "habit": 1.0}
    assert resident.vote_chance(40, *away.values(), VOTING) == pytest.approx(
        resident.vote_chance(40, *swayed.values(), VOTING)
    )


def test_the_book_of_street_time_lets_no_task_become_negative():
    """Noise below one keeps every task at or above zero, whatever the luck."""
    assert BOOK.parameters["street_time.task_noise"].high <= 1
    assert BOOK.section(StreetTime).rebound_half_life > 0


reals = st.floats(0, 1)


@given(reals, reals, reals, reals, reals)
def test_the_bound_of_the_gate_is_never_below_the_gate(tie, awareness, efficacy, power, belonging):
    w = BOOK.section(resident.TakingPart)
    exact = resident.gate(tie, awareness, efficacy, power, belonging, w)
    assert exact <= resident.gate_at_most(tie, awareness, efficacy, power, belonging, w)


@given(st.floats(-12, 12), st.floats(1e-7, 1 - 1e-7))
def test_whoever_comes_was_never_ruled_out_beforehand(u, draw):
    happens = draw < resident.logistic(u)
    assert resident.may_come(u, draw) or not happens
    assert resident.comes(u, draw) == happens
