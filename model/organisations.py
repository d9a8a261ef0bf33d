"""The organisations of all streets: founding, closing, and the network of ties among them."""

from __future__ import annotations

from typing import Any, NamedTuple

import networkx as nx
import numpy as np

from gongzhi.agents.activity_team import ActivityTeam
from gongzhi.agents.enterprise import Enterprise, Pledging
from gongzhi.agents.line_department import MANDATES, Cooperation, LineDepartment
from gongzhi.agents.organisation import Organisation
from gongzhi.agents.party_organization import PartyOrganization
from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.property_side import OwnersCommittee, PropertyCompany, PropertySide
from gongzhi.agents.residents_committee import CommitteeTime, ResidentsCommittee
from gongzhi.agents.social_organization import (
    Origin,
    SocialLife,
    SocialOrganization,
    first_quality,
)
from gongzhi.agents.street_office import StreetOffice, StreetTime
from gongzhi.agents.words import Domain, Housing
from gongzhi.scenarios.parameters import Book
from gongzhi.scenarios.setting import Setting
from gongzhi.scenarios.society import society_facts
from gongzhi.scenarios.units import MIDDLE, TEN_THOUSAND

from .chance import Chance, Purpose
from .running_costs import Size
from .society import SocietyTraits, normal

__all__ = ["Founding", "Organisations", "found_organisations"]

UNITS_A_STREET = 100_000  # at the most: they name the luck of units and of organisations


class Founding(NamedTuple):
    """Mixes at the start: origins of social organisations, and how units differ."""

    origins: tuple[float, ...]
    responsibility: float
    link: float
    size_least: float
    size_spread: float
    leader: float
    guidance_tie: float
    coordination_tie: float
    contract_tie: float
    support_tie: float


class Organisations:
    """Lists of organisations by kind, and the live networkx multigraph of their ties.

    Committees, owners' committees and property companies stand in the order of the neighbourhoods,
    offices and parties in that of the streets.
    """

    def __init__(self, model: Any, streets: int) -> None:
        self.model = model
        self.graph: nx.MultiGraph = nx.MultiGraph()
        self.offices: list[StreetOffice] = []
        self.parties: list[PartyOrganization] = []
        self.departments: list[LineDepartment] = []
        self.committees: list[ResidentsCommittee] = []
        self.owners_committees: list[OwnersCommittee] = []
        self.companies: list[PropertyCompany] = []
        self.teams: list[ActivityTeam] = []
        self.enterprises: list[Enterprise] = []
        self.social_organizations: list[SocialOrganization] = []
        self.founded = [0]  # social organisations so far, in each world
        self.sizes = [Size(0, 0, 0, 0, 0, 0)] * streets

    def kinds(self) -> tuple[list[Any], ...]:
        """Return the list of each kind."""
        return (
            self.offices, self.parties, self.departments, self.committees, self.owners_committees,
            self.companies, self.teams, self.enterprises, self.social_organizations,
        )  # fmt: skip

    def add(self, to: list, organisation: Organisation) -> Organisation:
        """Put an organisation on its list and into the network."""
        to.append(organisation)
        self.graph.add_node(
            organisation,
            kind=type(organisation).__name__,
            street=organisation.street,
            neighbourhood=organisation.neighbourhood,
        )
        return organisation

    def tie(self, a: Organisation, b: Organisation, kind: str, strength: float) -> None:
        """Tie two organisations, or set the strength of the tie of that kind."""
        self.graph.add_edge(a, b, key=kind, strength=strength)

    def found_social_organization(
        self, street: int, origin: Origin, domain: Domain, quality: float
    ) -> SocialOrganization:
        """Found a social organisation."""
        world = street // (len(self.sizes) // len(self.founded))
        made = SocialOrganization(self.model, street, self.founded[world], origin, domain, quality)
        self.founded[world] += 1
        self.add(self.social_organizations, made)
        return made

    def close(self, closed: list[SocialOrganization]) -> None:
        """Close social organisations: they leave the list, the network and the model."""
        for organisation in closed:
            self.social_organizations.remove(organisation)
            self.graph.remove_node(organisation)
            organisation.remove()

    def tie_owners(self, n: int, f: Founding) -> None:
        """Tie the owners' committee of a neighbourhood, once it exists."""
        owners = self.owners_committees[n]
        self.tie(self.committees[n], owners, "coordination", f.coordination_tie)
        self.tie(owners, self.companies[n], "contract", f.contract_tie)

    def tie_contract(self, organisation: SocialOrganization) -> None:
        """Tie an organisation to its street while it holds a contract."""
        office = self.offices[organisation.street]
        if organisation.contract > 0:
            self.tie(office, organisation, "contract", organisation.quality)
        elif self.graph.has_edge(office, organisation, key="contract"):
            self.graph.remove_edge(office, organisation, key="contract")

    def tie_members(self, street: int) -> None:
        """Tie the units of a street to the party's joint meeting, with the strength of their link."""
        party = self.parties[street]
        for unit in (u for u in self.enterprises if u.street == street):
            if unit.member:
                self.tie(party, unit, "platform", unit.link)
            elif self.graph.has_edge(party, unit, key="platform"):
                self.graph.remove_edge(party, unit, key="platform")

    def expertise(self, streets: int) -> np.ndarray:
        """Expertise bought from social organisations by street and domain, share."""
        lacking = np.ones((streets, len(Domain)))
        for so in self.social_organizations:
            if so.contract > 0:
                lacking[so.street, so.domain] *= 1.0 - so.quality
        return 1.0 - lacking

    def cooperation(self, streets: int) -> np.ndarray:
        """Readiness of departments to answer, by street and domain, share; mean where two share."""
        total, count = np.zeros((streets, len(Domain))), np.zeros((streets, len(Domain)))
        for department in self.departments:
            for domain in department.mandate:
                total[department.street, domain] += department.cooperation
                count[department.street, domain] += 1.0
        return total / np.maximum(count, 1.0)


def found_organisations(
    model: Any,
    places: Neighbourhoods,
    buildings: Buildings,
    streets: int,
    book: Book,
    chance: Chance,
) -> Organisations:
    """Found the organisations of all streets; ``chance`` is the society's."""
    orgs = Organisations(model, streets)
    people = np.bincount(places.street, places.people, streets)
    for street in range(streets):
        _found_street(orgs, model, street, float(people[street]), book, chance)
    _share_revenue(orgs.offices, people, model.case.setting, book.section(SocietyTraits), chance)
    for n in range(len(places)):
        _found_neighbourhood(orgs, model, n, places, book, chance)
    count_sizes(orgs, places, buildings)
    return orgs


def _share_revenue(
    offices: list[StreetOffice],
    people: np.ndarray,
    setting: Setting,
    traits: SocietyTraits,
    chance: Chance,
) -> None:
    """Give each street its own revenue per head, against the mean of all (PROB-30)."""
    luck = chance.draw(Purpose.REVENUE, 0, len(offices))
    revenue = np.exp(setting.revenue_spread * normal(luck[:, 0], luck[:, 1]))
    revenue[len(offices) - setting.towns :] *= traits.town_revenue
    revenue *= people.sum() / (revenue * people).sum()
    for office, share in zip(offices, revenue.tolist(), strict=True):
        office.revenue = share


def count_sizes(orgs: Organisations, places: Neighbourhoods, buildings: Buildings) -> None:
    """Count what running costs depend on, for every street."""
    streets = len(orgs.sizes)
    where = places.street[buildings.neighbourhood]
    teams = np.bincount([team.street for team in orgs.teams], minlength=streets)
    units = np.bincount([unit.street for unit in orgs.enterprises], minlength=streets)
    orgs.sizes = [
        Size(
            people=float(places.people[places.street == s].sum()),
            committees=float((places.street == s).sum()),
            buildings=float((where == s).sum()),
            teams=float(teams[s]),
            units=float(units[s]),
            volunteer_hours=orgs.sizes[s].volunteer_hours,
        )
        for s in range(streets)
    ]


def _found_street(
    orgs: Organisations, model: Any, street: int, people: float, book: Book, chance: Chance
) -> None:
    """Found the street office, the party, departments, units and social organisations."""
    f, c = book.section(Founding), book.section(Cooperation)
    office = orgs.add(orgs.offices, StreetOffice(model, street, street, book.section(StreetTime)))
    party = orgs.add(orgs.parties, PartyOrganization(model, street, street))
    orgs.tie(office, party, "leadership", 1.0)
    for k, name in enumerate(MANDATES):
        row = street * len(MANDATES) + k
        made = LineDepartment(model, street, row, name, 1.0 / len(MANDATES), c)
        orgs.add(orgs.departments, made)
        orgs.tie(office, made, "joint work", c.base)
    units = max(round(book.section(Pledging).units_per_ten_thousand * people / TEN_THOUSAND), 1)
    luck = chance.draw(Purpose.UNITS, 0, street * UNITS_A_STREET + np.arange(units))
    for draw in luck:
        unit = Enterprise(
            model, street, len(orgs.enterprises), float(np.exp(f.size_spread * draw[0] + f.size_least)),
            float(f.responsibility * 2.0 * draw[1]), float(f.link * 2.0 * draw[2]),
            Domain(int(draw[3] * len(Domain))),
        )  # fmt: skip
        orgs.add(orgs.enterprises, unit)
        orgs.tie(office, unit, "acquaintance", unit.link)
    life = book.section(SocialLife)
    number = max(round(life.per_ten_thousand * people / TEN_THOUSAND), 1)
    luck = chance.draw(Purpose.ORGANISATIONS, 0, street * UNITS_A_STREET + np.arange(number))
    for draw in luck:
        origin = Origin(int((draw[0] > np.cumsum(f.origins)[:-1]).sum()))
        domain, quality = Domain(int(draw[2] * len(Domain))), first_quality(draw[1], life)
        orgs.found_social_organization(street, origin, domain, quality)


def _found_neighbourhood(
    orgs: Organisations,
    model: Any,
    n: int,
    places: Neighbourhoods,
    book: Book,
    chance: Chance,
) -> None:
    """Found the residents' committee, the owners' side and the activity teams of a neighbourhood."""
    side, f = book.section(PropertySide), book.section(Founding)
    street = int(places.street[n])
    luck = chance.draw(Purpose.PLACES, 0, np.array([n]), 1)[0]
    committee = orgs.add(
        orgs.committees, ResidentsCommittee(model, street, n, n, book.section(CommitteeTime))
    )
    orgs.tie(orgs.offices[street], committee, "guidance", f.guidance_tie)
    eligible = bool(places.housing[n] != Housing.LANES)
    exists = bool(eligible and luck[0] < side.committee_share)
    capture = float(2.0 * side.capture * luck[1])
    orgs.add(
        orgs.owners_committees,
        OwnersCommittee(model, street, n, n, eligible, exists, capture),
    )
    service = society_facts().service[places.housing[n]] + side.quality_spread * (luck[2] - MIDDLE)
    quality = float(np.clip(service, side.quality_least, side.quality_most))
    company = orgs.add(orgs.companies, PropertyCompany(model, street, n, n, quality))
    orgs.tie(committee, company, "coordination", f.coordination_tie)
    if exists:
        orgs.tie_owners(n, f)
    for _ in range(int(book.section(SocietyTraits).teams)):
        row = len(orgs.teams)
        leader = float(f.leader * 2.0 * chance.draw(Purpose.TEAMS, 0, np.array([row]), 5)[0, 0])
        team = orgs.add(orgs.teams, ActivityTeam(model, street, n, row, leader))
        orgs.tie(committee, team, "support", f.support_tie)
