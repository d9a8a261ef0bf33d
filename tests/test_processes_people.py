"""What committees have time for, whom they reach, who takes part and what all learn (2, 3, 6, 10)."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongzhi.agents.resident import (
    Identity,
    Learning,
    Residents,
    TakingPart,
    gate,
    identity,
    utility,
)
from gongzhi.agents.residents_committee import CommitteeTime, ResidentsCommittee
from gongzhi.agents.words import Arena, Form, Hukou, Scope, Segment, Stage
from gongzhi.model.activities import Slot, open_activities
from gongzhi.model.processes import learn, reach, take_part, task
from gongzhi.scenarios import default_book

BELIEFS = (
    "trust_committee", "trust_street", "efficacy", "power_committee", "power_street", "habit",
    "satisfaction",
)  # fmt: skip

share = st.floats(0.0, 1.0)


# --- task ----------------------------------------------------------------------------------------

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
    task(month_of(street, **changes), street.places, street.organisations, street.hours)
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
        street.places.first_people[:] = 500
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


# --- reach ---------------------------------------------------------------------------------------


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


# --- take part -----------------------------------------------------------------------------------


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


def test_each_takes_part_in_the_best_of_the_open_activities_or_in_none(lived_street, month_of):
    """The compiled loop against the rule, resident by resident and activity by activity."""
    street = lived_street()
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
    assert len(np.unique(expected)) >= 5
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


# --- learn ---------------------------------------------------------------------------------------


def hear(street, month):
    learn(
        month, street.people, street.places, street.buildings, street.organisations, street.issues
    )


def quiet(street):
    """Take all news from a street: no outcome, no ticket, nobody active."""
    street.issues.news[:], street.issues.power_seen[:] = 0.0, -1.0
    street.places.tickets[:], street.people.form[:] = 0.0, Form.NONE
    return street


@settings(max_examples=20)
@given(st.integers(0, 1000), st.floats(0, 1), st.floats(0, 8))
def test_whatever_the_news_beliefs_stay_shares(lived_street, month_of, seed, wins, rung):
    street, rng = lived_street(), np.random.default_rng(seed)
    people, issues = street.people, street.issues
    for name in (*BELIEFS, "awareness", "community_tie"):
        getattr(people, name)[:] = rng.choice([0.0, 1.0, rng.random()], len(people))
    people.last_issue[:] = rng.integers(-1, len(issues), len(people))
    people.form[:] = rng.integers(0, 5, len(people))
    street.places.handled[:] = rng.random(len(street.places))
    month = month_of(street, committee_power=rung, meeting_power=rung, instrumentality=wins)
    for _ in range(3):
        issues.news[:] = np.where(rng.random(len(issues)) < wins, 1.0, -1.0)
        issues.power_seen[:] = rng.choice([-1.0, 0.0, 1.0], len(issues))
        hear(street, month)
        assert not people.out_of_range()
        assert not street.places.out_of_range()
        for committee in street.organisations.committees:
            assert 0 <= committee.skill <= 1
            assert 0 <= committee.mindset <= 1
            assert 0 <= committee.legitimacy <= 1


def test_without_news_nothing_but_fading_happens(lived_street, month_of):
    street = quiet(lived_street())
    people, w = street.people, street.book.section(Learning)
    before = {name: getattr(people, name).astype(float) for name in Residents.columns
              if name != "demand"}  # fmt: skip
    legitimacy = [c.legitimacy for c in street.organisations.committees]
    aspiration = street.places.aspiration.copy()
    hear(street, month_of(street))
    adult = people.segment != Segment.MINOR

    def now(name):
        return getattr(people, name)[adult].astype(float)

    def then(name):
        return before[name][adult]

    for whom in ("committee", "street"):
        evidence = then(f"evidence_{whom}")
        gap = then(f"trust_{whom}") - w.trust_prior_mean
        weight = evidence + w.trust_prior
        faded = w.trust_memory * gap * weight / (w.trust_memory * evidence + w.trust_prior)
        assert now(f"evidence_{whom}") == pytest.approx(w.trust_memory * evidence, rel=1e-5)
        assert now(f"trust_{whom}") == pytest.approx(w.trust_prior_mean + faded, abs=1e-5)
        assert (now(f"power_{whom}") == then(f"power_{whom}")).all()
    drift = w.efficacy_drift * (w.efficacy_rest - then("efficacy"))
    assert now("efficacy") == pytest.approx(then("efficacy") + drift, abs=1e-6)
    assert now("habit") == pytest.approx((1 - w.habit_pace) * then("habit"), abs=1e-6)
    assert (now("history") == then("history").astype(int) * 2 % 4096).all()
    for name in ("awareness", "community_tie", "last_issue", "contact", "reluctance"):
        assert (getattr(people, name) == before[name]).all()
    assert [c.legitimacy for c in street.organisations.committees] == legitimacy
    assert (street.places.aspiration == aspiration).all()


def one_outcome(street, news):
    """Let one issue of neighbourhood 0 end well (1) or badly (-1); half of those aware were there."""
    issues, people = quiet(street).issues, street.people
    row = int(np.nonzero(issues.scope == Scope.NEIGHBOURHOOD)[0][0])
    issues.neighbourhood[row], issues.arena[row], issues.news[row] = 0, Arena.COMMITTEE, news
    people.last_issue[:], people.history[:], people.awareness[:] = -1, 0, 0.5
    there = (people.neighbourhood == 0) & (np.arange(len(people)) % 2 == 0)
    people.last_issue[there], people.history[there] = row, 1
    for name in ("trust_committee", "efficacy"):
        getattr(people, name)[:] = 0.5
    return there, (people.neighbourhood == 0) & ~there


@pytest.mark.parametrize("news", [1.0, -1.0])
def test_those_who_took_part_learn_more_than_those_who_heard_and_others_nothing(
    lived_street, month_of, news
):
    street, silent = lived_street(), quiet(lived_street())
    there, heard = one_outcome(street, news)
    one_outcome(silent, 0.0)
    hear(street, month_of(street))
    hear(silent, month_of(silent))
    adult = street.people.segment != Segment.MINOR
    for name in ("trust_committee", "efficacy"):
        moved = news * (getattr(street.people, name) - getattr(silent.people, name))
        assert moved[there & adult].min() > moved[heard & adult].max() > 0
        assert not moved[street.people.neighbourhood != 0].any()
        assert not moved[~adult].any()
    assert (street.people.trust_street == silent.people.trust_street).all()


@pytest.mark.parametrize(("seen", "sign"), [(1.0, 1), (0.0, -1), (-1.0, 0)])
def test_what_is_seen_of_power_moves_what_people_believe_and_no_evidence_nothing(
    lived_street, month_of, seen, sign
):
    street = lived_street()
    there, heard = one_outcome(street, 1.0)
    street.issues.power_seen[street.issues.news > 0] = seen
    street.people.power_committee[:] = street.people.power_street[:] = 0.4
    hear(street, month_of(street))
    moved = street.people.power_committee - np.float32(0.4)
    adult = street.people.segment != Segment.MINOR
    assert (np.sign(moved[there & adult]) == sign).all()
    assert (np.sign(moved[heard & adult]) == sign).all()
    assert (abs(moved[there & adult]).min() > abs(moved[heard & adult]).max()) or sign == 0
    assert (street.people.power_street == np.float32(0.4)).all()


def test_the_news_of_a_month_is_told_once(lived_street, month_of):
    street = lived_street()
    street.issues.news[:5], street.issues.power_seen[:5] = 1.0, 0.5
    hear(street, month_of(street))
    assert not street.issues.news.any()
    assert (street.issues.power_seen == -1).all()


def test_practice_teaches_a_committee_skill_and_training_more(lived_street, month_of):
    skill = {}
    for practice in (0.0, 1.0):
        for training in (0.0, 200.0):
            street = quiet(lived_street())
            for committee in street.organisations.committees:
                committee.skill = 0.3
            street.issues.news[:] = practice
            hear(street, month_of(street, committee_training=training))
            skill[practice, training] = np.mean([c.skill for c in street.organisations.committees])
    assert skill[1.0, 0.0] > skill[0.0, 0.0]
    assert skill[0.0, 200.0] > skill[0.0, 0.0]
    assert skill[1.0, 200.0] > max(skill[1.0, 0.0], skill[0.0, 200.0])
