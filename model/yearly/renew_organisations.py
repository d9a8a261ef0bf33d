"""New year for organisations: tenders, closings and births, teams, departments, units, property.

Reads: accounts, levers, what each organisation did. Writes: contracts, social organisations, team
stages, cooperation, membership, property quality, the party's strength.
Chance: TENDER, ORGANISATIONS, TEAMS, UNITS.
Levers: purchase_share, tender_openness, incubation_per_head, team_support, leader_support,
    countersign_weight, duty_clarity, party_units, party_meetings, unit_seats,
    owners_committee_support, property_coordination, committee_monopoly.
Holds: a contract is whole or none; a registered team stays registered.
Source: PROB-07 to PROB-09, MECH-01, MECH-05, MECH-09 to MECH-14, MECH-26; CLM-11, CLM-12, CLM-14.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.activity_team import ActivityTeam, TeamLife, TeamStage
from gongzhi.agents.enterprise import Pledging
from gongzhi.agents.line_department import Cooperation
from gongzhi.agents.party_organization import Convening
from gongzhi.agents.property_side import PropertySide
from gongzhi.agents.social_organization import (
    Origin,
    SocialLife,
    SocialOrganization,
    first_quality,
)
from gongzhi.agents.words import Domain
from gongzhi.scenarios.units import TEN_THOUSAND

from ..books import Account, Money
from ..chance import Purpose
from ..explain_organisation import explain_bid, explain_closing
from ..month import Month
from ..organisations import Founding, Organisations

__all__ = ["Growth", "renew_organisations"]

BIRTHS = 100  # the first of the draws for new organisations, one a street


class Growth(NamedTuple):
    """Incubation money that has half its effect."""

    incubation_scale: float


def renew_organisations(month: Month, orgs: Organisations, money: Money) -> None:
    """Let a year pass for every organisation but the committees."""
    _social_organisations(month, orgs, money)
    _teams(month, orgs)
    _departments_and_units(month, orgs)
    _property(month, orgs)


def _social_organisations(month: Month, orgs: Organisations, money: Money) -> None:
    """Hold this year's tender; let organisations close, learn and be born."""
    w, g = month.weights(SocialLife), month.weights(Growth)
    alive = orgs.social_organizations
    luck = month.draw(Purpose.TENDER, np.array([so.row for so in alive], int))
    life = month.draw(Purpose.ORGANISATIONS, np.array([so.row for so in alive], int))
    streets = len(month.levers) // month.worlds
    for street, levers in enumerate(month.levers):
        incubation = levers.incubation_per_head * month.afforded[street]
        incubated = incubation / (incubation + g.incubation_scale)
        mine = [k for k, so in enumerate(alive) if so.street == street]
        for k in mine:
            if month.witness:
                draw = float(life[k, 0])
                month.witness.see(explain_closing, month.number, alive[k], incubated, draw, w)
            alive[k].live_a_year(incubated, life[k, 0], life[k, 1], w)
        mine = [k for k in mine if not alive[k].closed]
        bids = {k: alive[k].bid(levers.tender_openness, luck[k, 0], w) for k in mine}
        for k in sorted(bids, key=lambda k: -bids[k]):
            affordable = money.held[Account.PURCHASE][street] >= w.contract
            alive[k].contract = money.pay(Account.PURCHASE, street, w.contract * affordable)
            orgs.tie_contract(alive[k])
        if month.witness:
            won = sum(alive[k].contract > 0 for k in mine)
            for k in mine:
                tender = levers.tender_openness, float(luck[k, 0]), list(bids.values()), won
                month.witness.see(explain_bid, month.number, alive[k], *tender, w)
        expected = (
            (w.births + w.births_incubated * incubated) * orgs.sizes[street].people / TEN_THOUSAND
        )
        tries = np.arange(int(np.ceil(expected * 2)) + 1)
        draws = month.draw(Purpose.ORGANISATIONS, tries, BIRTHS + street % streets)
        for draw in draws[draws[:, 0] < expected / len(draws)]:
            origin = Origin.HOME_GROWN if draw[1] < w.home_grown else Origin.GRASS_ROOTS
            domain = Domain(int(draw[2] * len(Domain)))
            orgs.found_social_organization(street, origin, domain, first_quality(draw[3], w))
    orgs.close([so for so in alive if so.closed])


def _teams(month: Month, orgs: Organisations) -> None:
    """Let teams advance or fall back; a team that registers becomes a social organisation."""
    w, s = month.weights(TeamLife), month.weights(SocialLife)
    luck = month.draw(Purpose.TEAMS, len(orgs.teams))[:, 0]
    count = np.bincount([team.neighbourhood for team in orgs.teams]) if orgs.teams else np.zeros(1)
    for team, draw in zip(orgs.teams, luck, strict=True):
        levers = month.levers[team.street]
        before = team.stage
        met = orgs.committees[team.neighbourhood].duties_met
        support = levers.team_support * met / count[team.neighbourhood]
        grant = levers.leader_support * month.afforded[team.street]
        team.live_a_year(support, grant, levers.committee_monopoly, float(draw), w)
        if team.stage == TeamStage.REGISTERED and before < TeamStage.REGISTERED:
            _register(orgs, team, s)


def _register(orgs: Organisations, team: ActivityTeam, w: SocialLife) -> SocialOrganization:
    domain = Domain.CULTURE_HEALTH if team.row % 2 else Domain.ELDER_CARE
    return orgs.found_social_organization(team.street, Origin.GRASS_ROOTS, domain, w.quality_start)


def _departments_and_units(month: Month, orgs: Organisations) -> None:
    """Review departments; let units join the party's joint meeting, most responsible first."""
    cooperation, convening = month.weights(Cooperation), month.weights(Convening)
    w = month.weights(Pledging)
    for department in orgs.departments:
        levers = month.levers[department.street]
        department.review(levers.countersign_weight, levers.duty_clarity, cooperation)
    for party in orgs.parties:
        levers = month.levers[party.street]
        units = [unit for unit in orgs.enterprises if unit.street == party.street]
        for unit in units:
            unit.sit(levers.unit_seats * month.afforded[party.street], w)
        for rank, unit in enumerate(sorted(units, key=lambda unit: (-unit.csr, unit.row))):
            unit.member = rank < levers.party_units
            unit.pledged_this_year = False
        joined = min(levers.party_units, len(units))
        party.convene(joined, levers.party_meetings * month.afforded[party.street], convening)
        orgs.tie_members(party.street)


def _property(month: Month, orgs: Organisations) -> None:
    """Let property companies serve, be watched and be replaced (CASE-23)."""
    w = month.weights(PropertySide)
    luck = month.draw(Purpose.UNITS, len(orgs.companies))
    for n, (company, owners, committee) in enumerate(
        zip(orgs.companies, orgs.owners_committees, orgs.committees, strict=True)
    ):
        levers, afforded = month.levers[company.street], float(month.afforded[company.street])
        draw = luck[n, 0]
        if owners.live_a_year(levers.owners_committee_support * afforded, luck[n, 1], w):
            orgs.tie_owners(n, month.weights(Founding))
        together = owners.exists * (1.0 - owners.capture)
        watched = committee.mindset * (w.watched_alone + (1.0 - w.watched_alone) * together)
        met = w.coordination_watch * levers.property_coordination * afforded
        watched += met * (1.0 - watched)
        poor = company.quality < w.replace_below
        replaced = poor and owners.exists and draw < w.replace_chance * (1.0 - owners.capture)
        company.serve_a_year(watched, replaced, w)
