"""Tallies: what organisations did in a month, and with what hours, money and ties.

Together with what ``observing`` counts among residents and issues, these are the measures of a street.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.activity_team import ActivityTeam, TeamStage
from gongzhi.agents.enterprise import Enterprise
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.property_side import PropertyCompany
from gongzhi.agents.residents_committee import ResidentsCommittee
from gongzhi.agents.social_organization import Origin, SocialOrganization
from gongzhi.agents.words import Stage
from gongzhi.scenarios.units import MONTHS

from .books import STREET_ACCOUNTS, Account, Hours, Money, Use
from .counting import add_decisions, count_moves
from .issues import Fact, Issues, Mover
from .neighbours import NeighbourTies
from .organisations import Organisations

__all__ = ["Flows", "tally"]

ENTERED = {
    "raised": Stage.RAISED, "placed_on_agenda": Stage.AGENDA, "decided": Stage.DECIDED,
    "resourced": Stage.RESOURCED, "lost": Stage.LOST, "stalled": Stage.STALLED,
}  # fmt: skip
RAISERS = {
    "raised_by_residents": Mover.RESIDENT,
    "raised_by_grid": Mover.GRID,
    "raised_by_members": Mover.COMMITTEE_MEMBER,
}
DECIDED = ("needs_met", "decision_legitimacy", "rules_settled", "supervision")
HOURS = {f"hours_{use.name.lower()}": int(use) for use in Use}
SPENT = {f"spent_{account.name.lower()}": int(account) for account in Account}
ORIGINS = {f"organizations_{origin.name.lower()}": origin for origin in Origin}


class Flows:
    """What flowed in each month: payments by account, pledges, organisations founded and closed.

    Attributes:
        spent: yuan paid this month, shape (streets, accounts).
        pledged: yuan of other people's goods and money this month, shape (streets,).
        founded, closed: social organisations founded and closed this month, shape (streets,).
    """

    def __init__(self, streets: int) -> None:
        self.spent = np.zeros((streets, len(Account)))
        self.pledged = np.zeros(streets)
        self.founded = self.closed = np.zeros(streets, int)
        self._alive: set[tuple[int, int]] = set()
        self._paid = np.zeros_like(self.spent)
        self._given = np.zeros(streets)
        self._year_spent = np.zeros((MONTHS, *self.spent.shape))  # the last twelve months
        self._year_pledged = np.zeros((MONTHS, streets))

    def repeat(self, times: int) -> Flows:
        """Return the flows of as many communities that went the same way so far, side by side."""
        streets = len(self.pledged)
        flows = Flows(streets * times)
        for name in ("spent", "pledged", "founded", "closed", "_paid", "_given"):
            setattr(flows, name, np.concatenate([getattr(self, name)] * times))
        flows._alive = {
            (street + k * streets, row) for street, row in self._alive for k in range(times)
        }
        flows._year_spent = np.concatenate([self._year_spent] * times, axis=1)
        flows._year_pledged = np.concatenate([self._year_pledged] * times, axis=1)
        return flows

    def follow(self, places: Neighbourhoods, organisations: Organisations, money: Money) -> None:
        """Take the totals at the end of a month."""
        streets = len(self._given)
        paid = np.empty_like(self._paid)
        for account, spent in money.spent.items():
            own = account in STREET_ACCOUNTS
            paid[:, account] = spent if own else np.bincount(places.street, spent, streets)
        given: np.ndarray = np.bincount(
            [unit.street for unit in organisations.enterprises],
            [unit.given for unit in organisations.enterprises],
            streets,
        )
        alive = {(so.street, so.row) for so in organisations.social_organizations}
        self.founded = _by_street(alive - self._alive, streets)
        self.closed, self._alive = _by_street(self._alive - alive, streets), alive
        self.spent, self._paid = paid - self._paid, paid
        self.pledged, self._given = given - self._given, given
        for year, month in ((self._year_spent, self.spent), (self._year_pledged, self.pledged)):
            year[:-1] = year[1:]
            year[-1] = month

    def year(self) -> tuple[np.ndarray, np.ndarray]:
        """Return payments by account and pledges of the last twelve months."""
        return self._year_spent.sum(axis=0), self._year_pledged.sum(axis=0)


def _by_street(organisations: set[tuple[int, int]], streets: int) -> np.ndarray:
    """Count organisations, told by street and row, by street."""
    count = np.zeros(streets, int)
    for street, _ in organisations:
        count[street] += 1
    return count


def tally(
    places: Neighbourhoods,
    issues: Issues,
    organisations: Organisations,
    hours: Hours,
    flows: Flows,
    ties: NeighbourTies,
    month: int,
) -> list[dict[str, float]]:
    """Return the measures that are about hours, money, organisations, moves and ties, a street each."""
    streets = len(flows.pledged)
    ends = np.searchsorted(places.street, np.arange(streets + 1)).tolist()
    moved, decided = _move(streets, issues), _decide(streets, issues, month)
    spent, pledged = flows.year()
    told = []
    for street, members in enumerate(_sorted_by_street(organisations, streets)):
        mine = slice(ends[street], ends[street + 1])
        values = _spend(street, flows, spent[street], pledged[street]) | _work(mine, hours)
        values |= moved[street] | decided[street]
        values["organizations_founded"] = flows.founded[street]
        values["organizations_closed"] = flows.closed[street]
        sizes, office = organisations.sizes[street], organisations.offices[street]
        values["volunteer_hours"] = sizes.volunteer_hours
        values["legitimacy_street"], values["priorities_match"] = office.legitimacy, office.match
        told.append(values | _organise(members) | _tie(mine, places, ties))
    return told


class Members(NamedTuple):
    """The organisations of one street that are many."""

    committees: list[ResidentsCommittee]
    units: list[Enterprise]
    alive: list[SocialOrganization]
    teams: list[ActivityTeam]
    companies: list[PropertyCompany]


def _sorted_by_street(o: Organisations, streets: int) -> list[Members]:
    """Sort organisations by street, going once through each kind."""
    sorted_ = [Members([], [], [], [], []) for _ in range(streets)]
    kinds = (o.committees, o.enterprises, o.social_organizations, o.teams, o.companies)
    for kind, organisations in enumerate(kinds):
        for one in organisations:
            sorted_[one.street][kind].append(one)
    return sorted_


def _work(mine: slice, hours: Hours) -> dict[str, float]:
    """Measure what committees did with their hours; ``mine`` are their rows."""
    used = hours.used[mine]
    mean = (used.T.copy().sum(axis=1) / len(used)).tolist()
    values = {name: mean[use] for name, use in HOURS.items()}
    values["admin_share"] = used[:, Use.ADMINISTRATION].sum() / hours.available[mine].sum()
    values["self_governance_hours"] = hours.self_governance()[mine].sum() / len(used)
    return values


def _spend(street: int, flows: Flows, spent: np.ndarray, pledged: float) -> dict[str, float]:
    """Measure what was paid from which account, and what others gave; the last two are of a year."""
    paid = flows.spent[street].tolist()
    values = {name: paid[account] for name, account in SPENT.items()}
    values["spending"] = flows.spent[street].sum()
    values["pledged"] = flows.pledged[street]
    owners = spent[Account.MAINTENANCE]
    public = spent.sum() - owners
    values["leverage"] = (pledged + owners) / public if public > 0 else np.nan
    return values


def _move(streets: int, issues: Issues) -> list[dict[str, float]]:
    """Count the issues that entered each stage this month, and by whom new ones were raised."""
    moves, of_month = issues.logged.moves, issues.logged.moves_of_month()
    entered = np.zeros((streets, len(Stage)), np.int64)
    raisers = np.zeros((streets, len(Mover)), np.int64)
    count_moves(
        issues.street, moves.issue[of_month], moves.before[of_month], moves.after[of_month],
        moves.mover[of_month], entered, raisers,
    )  # fmt: skip
    told = []
    for count, who in zip(entered.tolist(), raisers.tolist(), strict=True):
        values = {name: float(count[stage]) for name, stage in ENTERED.items()}
        first = sum(who)
        told.append(values | {name: _ratio(who[mover], first) for name, mover in RAISERS.items()})
    return told


def _decide(streets: int, issues: Issues, month: int) -> list[dict[str, float]]:
    """Measure this month's meetings, whose money went where, and the decisions of the last year."""
    sums = np.zeros((streets, 1 + len(DECIDED)))
    add_decisions(
        month, MONTHS, issues.street, issues.decided, issues.agreement, issues.fill,
        issues.legitimacy, issues.rules, issues.supervised, sums,
    )  # fmt: skip
    notes, of_month = issues.logged.notes, issues.logged.notes_of_month()
    issue, fact, value = notes.issue[of_month], notes.fact[of_month], notes.value[of_month]
    agreed, paid = fact == Fact.AGREEMENT, fact == Fact.STREET_PAID
    where, salience = issues.street[issue], issues.salience[issue]
    told = []
    for street, (decisions, *totals) in enumerate(sums.tolist()):
        mine = where == street
        agreement, money = value[agreed & mine], value[paid & mine]
        heard = salience[paid & mine]
        values = {
            name: _ratio(total, decisions) for name, total in zip(DECIDED, totals, strict=True)
        }
        values["meeting_agreement"] = _ratio(agreement.sum(dtype=float), len(agreement))
        values["attention_paid"] = _ratio((money * heard).sum(), money.sum())
        told.append(values)
    return told


def _organise(members: Members) -> dict[str, float]:
    """Measure the state of committees, units, social organisations and teams."""
    committees, units, alive, teams, companies = members
    origins = [so.origin for so in alive]
    mix = {name: _mean([o == origin for o in origins]) for name, origin in ORIGINS.items()}
    return mix | {
        "committee_skill": _mean([c.skill for c in committees]),
        "committee_mindset": _mean([c.mindset for c in committees]),
        "legitimacy_committee": _mean([c.legitimacy for c in committees]),
        "property_quality": _mean([company.quality for company in companies]),
        "units_pledging": _mean([u.pledged_this_year for u in units]),
        "units_link": _mean([u.link for u in units]),
        "social_organizations": len(alive),
        "organizations_contracted": _mean([so.contract > 0 for so in alive]),
        "contracts_quasi_official": _ratio(
            sum(so.contract for so in alive if so.origin == Origin.QUASI_OFFICIAL),
            sum(so.contract for so in alive),
        ),
        "organizations_registered": _mean([so.registered for so in alive]),
        "teams_governing": _mean([team.stage >= TeamStage.GOVERN for team in teams]),
    }


def _tie(mine: slice, places: Neighbourhoods, ties: NeighbourTies) -> dict[str, float]:
    """Measure the neighbourly ties of the residents of these neighbourhoods."""
    starts = places.first[mine]
    first, last = int(starts.min()), int((starts + places.people[mine]).max())
    contacts, isolated, strength = ties.describe(first, last)
    return {
        "contacts": contacts,
        "tie_density": contacts / max(last - first - 1, 1),
        "isolated": isolated,
        "tie_strength": strength,
    }


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else np.nan


def _mean(values: list) -> float:
    return sum(values) / len(values) if values else np.nan
