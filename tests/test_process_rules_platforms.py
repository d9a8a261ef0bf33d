"""Rules of platforms: seats, delegates, links between committees and beyond the street."""

import numpy as np
import pytest

from gongzhi.agents.property_side import PropertySide
from gongzhi.agents.words import Arena, Domain, Scope, Segment, Stage
from gongzhi.model.activities import Activities, Slot
from gongzhi.model.books import Account
from gongzhi.model.processes import resource, set_agenda
from gongzhi.model.processes.decide import Deliberation, _attendance
from gongzhi.model.processes.set_agenda import AgendaRules
from gongzhi.model.yearly import hold_representative_meeting, make_budget
from gongzhi.scenarios.units import MONTHS

ELDERLY = int(Segment.ELDERLY)


def start_simple_cases(street, month):
    """Put all issues in the queue as simple cases and give neighbourhood 0 hours for all; count starts."""
    issues = street.issues
    issues.stage[:], issues.collective[:], issues.conflict[:] = Stage.RAISED, False, 0.0
    for committee in street.organisations.committees:
        committee.case_hours = 1e5 if committee.neighbourhood == 0 else 0.0
    set_agenda(month, street.places, street.organisations, issues)
    taken = (issues.stage == Stage.UNDER_WAY) & (issues.arena == Arena.COMMITTEE)
    return np.bincount(issues.neighbourhood[taken], minlength=len(street.places))


@pytest.mark.parametrize(
    ("linked", "afforded", "helps"), [(0, 1, False), (1, 0, False), (1, 1, True)]
)
def test_a_committee_with_hours_to_spare_helps_the_others_of_a_linked_block(
    lived_street, month_of, linked, afforded, helps
):
    street = lived_street()
    month = month_of(street, afforded=afforded, block_linkage=linked, grid="none")
    own, *others = start_simple_cases(street, month)
    assert own > 0
    assert (sum(others) > 2) == helps


def delegates(street, month):
    """Return who sits in the street's meeting where 10 elderly people are all who come."""
    issues = street.issues
    issues.stage[:] = Stage.RAISED
    issues.stage[0], issues.arena[0], issues.scope[0] = Stage.AGENDA, Arena.STREET, Scope.STREET
    a = Activities(len(street.places))
    a.came[0, Slot.STREET_MEETING, ELDERLY] = 10
    rows = issues.at(Stage.AGENDA)
    return _attendance(month, street.places, street.crowd, a, issues, rows)[0]


@pytest.mark.parametrize("chosen", ["recommended", "elected", "lot"])
def test_delegates_are_like_those_who_come_or_like_the_people_by_how_they_are_chosen(
    lived_street, month_of, chosen
):
    street = lived_street()
    w = street.book.section(Deliberation)
    month = month_of(street, delegates_chosen=chosen, resident_seats=0.5)
    came = delegates(street, month)
    adults = street.crowd.people.sum(axis=0).astype(float)
    adults[Segment.MINOR] = 0.0
    regular = getattr(w, f"delegates_{chosen}")
    share = adults[ELDERLY] / adults.sum()
    seats = 0.5 * w.delegates
    assert came.sum() == pytest.approx(10 + seats)
    assert came[ELDERLY] == pytest.approx(10 + seats * (regular + (1 - regular) * share))


def test_the_ways_of_choosing_delegates_differ(founded):
    w = founded.book.section(Deliberation)
    assert w.delegates_recommended > w.delegates_elected > w.delegates_lot


def test_units_with_all_seats_want_business_and_parking(lived_street, month_of):
    street = lived_street()
    month = month_of(street, meeting_power=8.0, resident_seats=0.0, unit_seats=1.0)
    o = street.organisations
    hold_representative_meeting(
        month, street.people, street.crowd, street.places.street, o.offices, street.issues
    )
    priorities = o.offices[0].priorities
    wanted = np.isin(np.arange(len(Domain)), (Domain.BUSINESS, Domain.PARKING))
    assert priorities[wanted] == pytest.approx(1.0)
    assert priorities[~wanted] == pytest.approx(0.0)


def test_priorities_match_what_residents_wish_only_as_far_as_residents_sit(lived_street, month_of):
    street = lived_street()
    match = []
    for seats in (0.0, 1.0):
        month = month_of(street, meeting_power=8.0, resident_seats=seats)
        o = street.organisations
        hold_representative_meeting(
            month, street.people, street.crowd, street.places.street, o.offices, street.issues
        )
        match.append(o.offices[0].match)
    assert match[0] < 0.8
    assert match[1] == pytest.approx(1.0)


def fill_of(street, month, **columns):
    """Return how far the needs of fresh decisions that need authority alone are met."""
    issues = street.issues
    issues.stage[:], issues.since[:], issues.domain[:] = Stage.DECIDED, street.month_number, 0
    issues.need_authority[:], issues.ambiguity[:] = 1.0, 0.0
    issues.need_money[:] = issues.need_expertise[:] = issues.need_venue[:] = 0.0
    for name, value in columns.items():
        getattr(issues, name)[:] = value
    o, a = street.organisations, Activities(len(street.places))
    resource(month, street.crowd, o, a, issues, street.money)
    return float(issues.fill.mean())


@pytest.mark.parametrize(("grid", "lost"), [("none", True), ("street", True), ("district", False)])
def test_beyond_the_street_authority_needs_a_grid_linked_to_the_district(
    lived_street, month_of, grid, lost
):
    fill = {
        scope: fill_of(street := lived_street(), month_of(street, grid=grid), scope=scope)
        for scope in (Scope.STREET, Scope.CROSS_STREET)
    }
    assert 0.0 < fill[Scope.STREET] < 1.0
    assert (fill[Scope.CROSS_STREET] < fill[Scope.STREET]) == lost


def test_a_committee_that_keeps_all_to_itself_leaves_expertise_out(lived_street, month_of):
    experts = lived_street().organisations.expertise(1)[0]
    needs = {"need_authority": 0.0, "need_expertise": 1.0, "domain": int(experts.argmax())}
    assert experts.max() > 0.0
    fill = [
        fill_of(street := lived_street(), month_of(street, committee_monopoly=keeps), **needs)
        for keeps in (0.0, 1.0)
    ]
    assert fill[1] < fill[0]


@pytest.mark.parametrize(
    ("money", "afforded", "some"), [(0.0, 1, False), (5.0, 0, False), (5.0, 1, True)]
)
def test_a_mediation_association_takes_disputes_alone_as_far_as_its_money_goes(
    lived_street, month_of, money, afforded, some
):
    street = lived_street()
    issues = street.issues
    issues.stage[:], issues.collective[:] = Stage.RAISED, True
    month = month_of(street, afforded=afforded, mediation_per_head=money)
    before = len(issues.log())
    set_agenda(month, street.places, street.organisations, issues)
    taken = issues.log()[before:].query("mover == 'mediator'")["issue"].to_numpy()
    w = street.book.section(AgendaRules)
    most = money * len(street.people) / MONTHS / w.mediation_case + 1
    assert (len(taken) > 0) == some
    assert len(taken) <= most
    assert (issues.domain[taken] == Domain.DISPUTES).all()
    assert (issues.stage[taken] == Stage.UNDER_WAY).all()


def test_fees_of_swapped_spaces_go_to_the_maintenance_fund_as_far_as_rules_say_so(
    lived_street, month_of
):
    street = lived_street()
    issues, o = street.issues, street.organisations
    for owners in o.owners_committees:
        owners.exists = owners.neighbourhood != 2
    w = street.book.section(PropertySide)
    issues.stage[:], issues.pledged[:] = Stage.LOST, 0.0
    before = budget(street, month_of(street))
    rows = np.arange(5)
    issues.stage[rows], issues.domain[rows] = Stage.RESOLVED, Domain.PARKING
    issues.neighbourhood[rows] = [0, 0, 1, 1, 2]
    issues.pledged[rows] = [1.0, 1.0, 0.0, 1.0, 1.0]  # the third without a unit's spaces
    issues.rules[rows] = [1.0, 0.5, 1.0, 0.2, 1.0]  # the last where no owners' committee is
    fees = budget(street, month_of(street)) - before
    assert fees == pytest.approx(w.swap_fee * np.array([1.5, 0.2, 0.0]), rel=1e-6)


def budget(street, month):
    """Make the year's budget and return what the maintenance funds received."""
    o, money = street.organisations, street.money
    had = money.held[Account.MAINTENANCE].copy()
    make_budget(month, street.places, o.offices, o.owners_committees, street.issues, money)
    return money.held[Account.MAINTENANCE] - had
