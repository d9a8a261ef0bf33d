"""How topics are decided, resourced, carried out, and come back (processes 7, 8 and 9)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongzhi.agents.property_side import OwnersCommittee
from gongzhi.agents.words import Arena, Domain, Scope, Segment, Stage
from gongzhi.model.activities import Activities, Slot, open_activities
from gongzhi.model.books import Account
from gongzhi.model.processes import carry_out, decide, resource
from gongzhi.model.processes.decide import Deliberation
from gongzhi.model.voting import divide
from gongzhi.scenarios import default_book

FROM = (Account.PROJECTS, Account.RESERVE, Account.AUTONOMY, Account.MAINTENANCE)
RESIDENTS_RULES = ("greedy", "knapsack", "equal-shares", "quadratic")


# --- decide --------------------------------------------------------------------------------------


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
    people, demand = street.crowd
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
        book = street.book.changed(**{"deliberation.override": 1.0})
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


# --- resource ------------------------------------------------------------------------------------


def decisions(street, **columns):
    """Make every issue a fresh decision of its neighbourhood that needs money, and little else."""
    issues = street.issues
    issues.stage[:], issues.since[:] = Stage.DECIDED, street.month_number
    issues.arena[:], issues.scope[:] = Arena.COMMITTEE, Scope.NEIGHBOURHOOD
    issues.paid[:] = issues.pledged[:] = issues.need_authority[:] = 0.0
    issues.need_expertise[:] = issues.need_venue[:] = 0.0
    issues.need_money[:] = 10_000.0
    for name, value in columns.items():
        getattr(issues, name)[:] = value
    return issues


def find_means(street, month, a=None):
    """Resource the decisions; return what each account paid."""
    money = street.money
    before = {account: spent.copy() for account, spent in money.spent.items()}
    resource(
        month, street.crowd, street.organisations, a or Activities(len(street.places)),
        street.issues, money,
    )  # fmt: skip
    return {account: money.spent[account] - before[account] for account in money.spent}


def fund(street, held):
    """Give each account what it holds, and nothing to the others."""
    for account in Account:
        street.money.give_back(account)
    for account, amount in held.items():
        street.money.receive(account, amount)


@settings(max_examples=40)
@given(
    st.lists(st.floats(0, 300_000), min_size=4, max_size=4),
    st.floats(10, 1e6),
    st.sampled_from(["officials", *RESIDENTS_RULES]),
    st.floats(0, 1),
    st.integers(0, 23),
)
def test_no_payment_goes_beyond_an_account(lived_street, month_of, held, need, rule, heard, number):
    street = lived_street()
    issues = decisions(street, need_money=need)
    fund(street, dict(zip(FROM, held, strict=True)))
    had = {account: amount.copy() for account, amount in street.money.held.items()}
    a = Activities(len(street.places))
    a.open[:, Slot.BUDGET] = rule != "officials"
    a.came[:, Slot.BUDGET, :6] = 10
    month = month_of(street, number=number, voting_rule=rule, project_money_share=heard)
    paid = find_means(street, month, a)
    for account, amount in paid.items():
        assert (amount <= had[account] + 1e-6).all()
        assert (amount >= 0).all()
    assert issues.paid.sum() == pytest.approx(
        sum(amount.sum() for amount in paid.values()), rel=1e-4, abs=0.01
    )
    assert (issues.paid <= need * 1.0001).all()


@pytest.mark.parametrize("means", ["paid", "need_authority", "need_expertise", "need_venue"])
def test_a_need_that_is_better_met_never_lowers_the_fill(lived_street, month_of, means):
    fills = []
    for met in (0.0, 0.3, 0.6, 1.0):
        street = lived_street()
        for unit in street.organisations.enterprises:
            unit.link, unit.csr, unit.member = -99.0, 0.0, False  # none pledges
        fund(street, {})
        needs = {"need_authority": 0.5, "need_expertise": 0.5, "need_venue": 0.5, "paid": 5_000.0}
        needs[means] = 10_000.0 * met if means == "paid" else 1.0 - met
        issues = decisions(street, **needs)
        find_means(street, month_of(street))
        fills.append(issues.fill.copy())
    assert (np.diff(fills, axis=0) >= -1e-6).all()
    assert (fills[-1] > fills[0]).all()


def test_no_work_begins_without_enough_money(lived_street, month_of):
    enough = default_book().parameters["resourcing.enough_money"].value
    for funded, begins in ((enough - 0.01, False), (enough + 0.01, True)):
        street = lived_street()
        issues = decisions(street, paid=10_000.0 * funded, ambiguity=0.0)
        for unit in street.organisations.enterprises:
            unit.link, unit.csr, unit.member = -99.0, 0.0, False
        fund(street, {})
        find_means(street, month_of(street))
        assert (issues.stage == Stage.RESOURCED).any() == begins


def test_decisions_that_wait_too_long_for_money_die_unfunded(lived_street, month_of):
    street = lived_street()
    fund(street, {})
    patience = int(street.book.parameters["resourcing.patience"].value)
    issues = decisions(street, since=street.month_number - patience - 1)
    issues.since[::2] = street.month_number
    before = len(issues.log())
    find_means(street, month_of(street, tracking=1.0))
    ended = issues.log()[before:]
    assert (issues.stage[1::2] == Stage.STALLED).sum() == (ended.why == "unfunded").sum() > 5
    assert not (issues.stage[::2] == Stage.STALLED).any()
    assert (issues.news[issues.stage == Stage.STALLED] == -1).all()


def test_full_tracking_lets_nobody_drop_a_decision_or_a_project(lived_street, month_of):
    stalled = []
    for tracking in (0.0, 1.0):
        street = lived_street()
        issues = decisions(street, need_money=0.0)
        for number in range(12):
            find_means(street, month_of(street, number=number, tracking=tracking))
            issues.stage[issues.stage == Stage.RESOURCED] = Stage.DECIDED
            month = month_of(street, number=number, tracking=tracking)
            under_way = issues.stage[::2].copy()
            issues.stage[::2] = np.where(under_way == Stage.DECIDED, Stage.UNDER_WAY, under_way)
            carry_out(month, street.organisations.committees, issues)
        stalled.append((issues.stage == Stage.STALLED).sum())
    assert stalled[0] > 5
    assert stalled[1] == 0


def projects(street, voters, rule, month_of, held):
    """Let a fund of so much in each neighbourhood be divided; return what each project got."""
    issues = decisions(street)
    issues.need_money[:] = np.linspace(3_000, 20_000, len(issues))
    fund(street, {Account.AUTONOMY: held})
    a = Activities(len(street.places))
    a.open[:, Slot.BUDGET] = True
    a.came[:, Slot.BUDGET, : len(voters)] = voters
    month = month_of(street, voting_rule=rule)
    paid = find_means(street, month, a)
    assert paid[Account.AUTONOMY].sum() == pytest.approx(issues.paid.sum(), rel=1e-5)
    return issues


@pytest.mark.parametrize("rule", RESIDENTS_RULES)
def test_an_autonomy_fund_pays_the_chosen_projects_whole_and_no_others(
    lived_street, month_of, rule
):
    voters, held = np.array([12, 3, 9, 2, 4, 1, 0]), 40_000.0
    street = lived_street()
    for unit in street.organisations.enterprises:
        unit.link, unit.csr, unit.member = -99.0, 0.0, False
    issues = projects(street, voters, rule, month_of, held)
    bought = issues.paid > 0
    for n in range(len(street.places)):
        asks = np.nonzero(issues.neighbourhood == n)[0]
        gain = street.crowd.demand[: Segment.MINOR, issues.domain[asks]] * issues.severity[asks]
        chosen = divide(rule, issues.need_money[asks].astype(float), held, voters, gain)
        assert (bought[asks] == chosen).all()
        assert 0 < chosen.sum() < len(asks)
    assert issues.paid[bought] == pytest.approx(issues.need_money[bought])


@pytest.mark.parametrize("rule", RESIDENTS_RULES)
def test_an_autonomy_fund_of_residents_pays_nothing_if_nobody_votes(lived_street, month_of, rule):
    assert not projects(lived_street(), [0] * 7, rule, month_of, 40_000.0).paid.any()


def test_officials_spend_an_autonomy_fund_without_a_vote(lived_street, month_of):
    street = lived_street()
    issues = decisions(street)
    fund(street, {Account.AUTONOMY: 40_000.0})
    paid = find_means(street, month_of(street, voting_rule="officials"))
    assert paid[Account.AUTONOMY].sum() == pytest.approx(issues.paid.sum())
    assert issues.paid.sum() > 0


def test_a_maintenance_fund_pays_for_what_owners_own_and_half_of_it(lived_street, month_of):
    street = lived_street()
    owners: list[OwnersCommittee] = street.organisations.owners_committees
    for owner in owners:
        owner.exists, owner.capture = True, 0.0
    owners[1].exists, owners[2].capture = False, 1.0
    issues = decisions(street, agreement=1.0)
    fund(street, {Account.MAINTENANCE: 1e6})
    find_means(street, month_of(street))
    own = np.isin(issues.domain, [Domain.PROPERTY, Domain.PARKING, Domain.REPAIR])
    pays = own & (issues.neighbourhood == 0) & (issues.pledged == 0)
    assert pays.any()
    assert issues.paid[pays] == pytest.approx(5_000.0)
    assert not issues.paid[~own | (issues.neighbourhood > 0)].any()


def test_the_reserve_opens_only_for_what_is_severe(lived_street, month_of):
    street = lived_street()
    severe = street.book.parameters["resourcing.reserve_severity"].value
    issues = decisions(street)
    issues.severity[:] = severe - 0.01
    issues.severity[::2] = severe + 0.01
    fund(street, {Account.RESERVE: 1e7})
    find_means(street, month_of(street))
    assert issues.paid[::2].all()
    assert not issues.paid[1::2].any()


def test_a_month_spends_no_more_than_its_part_of_the_project_money(lived_street, month_of):
    at_most = default_book().parameters["resourcing.pay_at_most"].value
    for number, left in ((0, 12), (6, 6), (11, 1)):
        street = lived_street()
        decisions(street, need_money=1e6)
        fund(street, {Account.PROJECTS: 120_000.0})
        paid = find_means(street, month_of(street, number=number))
        assert paid[Account.PROJECTS][0] == pytest.approx(min(1.0, at_most / left) * 120_000)


def test_units_pledge_to_what_lacks_and_their_gifts_are_counted_once(lived_street, month_of):
    street = lived_street()
    issues = decisions(street)
    given = sum(unit.given for unit in street.organisations.enterprises)
    fund(street, {})
    for number in range(24):
        find_means(street, month_of(street, number=number, csr_incentive=5000.0))
        issues.stage[:] = Stage.DECIDED
    gifts = sum(unit.given for unit in street.organisations.enterprises) - given
    assert gifts == pytest.approx(issues.pledged.sum(), rel=1e-5)
    assert gifts > 0


# --- carry out and appraise ----------------------------------------------------------------------


def finished(street, month_of, months=12, **columns):
    """Let all issues be solved, and watch them for a year; return how many came back."""
    issues = street.issues
    issues.stage[:], issues.since[:], issues.resolved[:] = Stage.RESOLVED, -1, -1
    issues.relapses[:] = 0
    for name, value in columns.items():
        getattr(issues, name)[:] = value
    for number in range(months):
        carry_out(month_of(street, number=number), street.organisations.committees, issues)
    return issues.relapses > 0


def test_what_is_supervised_by_rules_comes_back_less_under_the_same_luck(lived_street, month_of):
    poor = {"quality": 0.1}
    back = [
        finished(lived_street(), month_of, months=24, **poor, supervised=watched, rules=rules)
        for watched, rules in ((0.0, 0.0), (0.5, 0.5), (1.0, 1.0))
    ]
    assert (back[1] <= back[0]).all()
    assert (back[2] <= back[1]).all()
    assert back[2].sum() < back[0].sum()


def test_only_resolved_issues_relapse(lived_street):
    street = lived_street()
    street.book = street.book.changed(**{"work.relapse_base": 0.03, "work.relapse_quality": 0.15})
    for _ in range(24):
        street.step()
    moves = street.issues.log()
    back = moves[moves.why == "came_back"]
    assert len(back) > 5
    assert set(back.before) == {"resolved"}
    assert set(back.after) == {"raised"}
    again = street.issues.relapsed > -2000
    assert (street.issues.relapsed[again] > street.issues.resolved[again]).all()
    assert (street.issues.resolved[again] > -2000).all()


def test_after_its_watch_an_issue_stays_solved(lived_street, month_of):
    street = lived_street()
    watch = street.book.parameters["work.watch_months"].value
    book = street.book.changed(**{"work.relapse_base": 0.03, "work.relapse_quality": 0.15})
    issues = street.issues
    issues.stage[:], issues.quality[:], issues.supervised[:] = Stage.RESOLVED, 0.0, 0.0
    issues.since[:] = 0
    issues.since[::2] = 1
    for number in range(int(watch) + 1, int(watch) + 2):
        for _ in range(3):
            carry_out(month_of(street, number=number, book=book), [], issues)
    assert (issues.stage[1::2] == Stage.RESOLVED).all()
    assert not (issues.stage[::2] == Stage.RESOLVED).all()


def test_an_issue_that_comes_back_needs_hands_and_money_again(lived_street, month_of):
    street = lived_street()
    back = finished(street, month_of, months=30, quality=0.0, labour=50.0, paid=9.0, pledged=9.0)
    issues = street.issues
    assert back.any()
    for name in ("labour", "paid", "pledged"):
        assert not getattr(issues, name)[back].any()
        assert getattr(issues, name)[~back].all()


def works(street, month_of, months=3, **columns):
    """Let every issue be under way, and carry it out; return the issues."""
    issues = street.issues
    issues.stage[:], issues.collective[:], issues.resolved[:] = Stage.UNDER_WAY, True, -32_768
    issues.fill[:], issues.legitimacy[:], issues.supervised[:] = 0.7, 0.7, 0.0
    issues.need_labour[:], issues.labour[:] = 100.0, 0.0
    for name, value in columns.items():
        getattr(issues, name)[:] = value
    for number in range(months):
        carry_out(
            month_of(street, number=number, tracking=1.0), street.organisations.committees, issues
        )
    return issues


@pytest.mark.parametrize("part", ["fill", "legitimacy", "labour", "supervised"])
def test_work_is_no_worse_for_better_means_more_legitimacy_hands_or_supervision(
    lived_street, month_of, part
):
    better = 100.0 if part == "labour" else 1.0
    poor, good = (
        works(lived_street(), month_of, months=1, **{part: level}) for level in (0.2, better)
    )
    both = (poor.quality > 0) & (good.stage != Stage.UNDER_WAY) & (poor.stage != Stage.UNDER_WAY)
    assert both.any()
    assert (good.quality[both] >= poor.quality[both]).all()
    assert (good.quality[both] > poor.quality[both]).any()


def test_hands_speed_a_project_up_and_never_slow_it(lived_street, month_of):
    alone = works(lived_street(), month_of, months=1).stage == Stage.UNDER_WAY
    helped = works(lived_street(), month_of, months=1, labour=100.0).stage == Stage.UNDER_WAY
    assert (helped <= alone).all()
    assert helped.sum() < alone.sum()


def test_nothing_is_finished_without_means(lived_street, month_of):
    issues = works(lived_street(), month_of, months=6, fill=0.0)
    assert (issues.stage == Stage.UNDER_WAY).all()


def test_what_is_solved_is_good_news_and_poor_work_goes_back_to_the_queue(lived_street, month_of):
    issues = works(lived_street(), month_of, months=1, fill=1.0, legitimacy=0.05)
    solved, poor = issues.stage == Stage.RESOLVED, issues.stage == Stage.RAISED
    assert solved.any()
    assert poor.any()
    assert (issues.news[solved] == 1).all()
    assert (issues.news[poor] == -1).all()
    assert (issues.resolved[solved] == 0).all()
    assert (issues.power_seen[poor] == 0).all()
    assert (issues.power_seen[solved] > 0).all()


def test_an_overridden_decision_shows_less_power_even_where_the_work_is_done(
    lived_street, month_of
):
    seen = []
    for overridden in (False, True):
        issues = works(
            lived_street(), month_of, months=1, fill=1.0, legitimacy=1.0, overridden=overridden
        )
        seen.append(issues.power_seen[issues.stage == Stage.RESOLVED])
    discount = default_book().parameters["work.override_discount"].value
    assert seen[1] == pytest.approx((1 - discount) * seen[0])
    assert (seen[0] > 0).all()
