"""1 Arise: issues and tickets come up in neighbourhoods; what is left unsolved festers.

Reads: housing, crowding, property quality, open issues.
Writes: new issues, severity of open ones, tickets.
Chance: ISSUE_ARISES, ISSUE_NATURE, ISSUE_PLACE, TICKETS, SHOCK.
Levers: none (how often shocks strike is the scenario's setting).
Holds: the number of candidates does not depend on policy; severity never falls.
Source: CTX-05, CTX-17; the arrival rate is anchored to tickets and swept.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.property_side import PropertyCompany
from gongzhi.agents.street_office import StreetOffice
from gongzhi.agents.words import Arena, Scope
from gongzhi.scenarios.society import SocietyFacts, society_facts
from gongzhi.scenarios.units import MONTHS, THOUSAND

from ..chance import MONTHS_BEFORE, WORD, Purpose, around_one
from ..issues import Issues
from ..month import Month

__all__ = ["Arising", "arise"]

LARGEST_PER_NEIGHBOURHOOD = 4_096  # candidates: they name the luck of an issue
REACH = np.array(
    [Scope.CROSS_STREET, Scope.STREET, Scope.BUILDING, Scope.NEIGHBOURHOOD], np.uint8
)  # from the rarest


class Arising(NamedTuple):
    """Rates and sizes of issues and tickets."""

    per_thousand: float
    candidates: float
    festering: float
    unsolved_breeds: float
    unsolved_most: float
    poor_service_breeds: float
    service_usual: float
    collective: float
    in_building: float
    street_wide: float
    cross_street: float
    severity_least: float
    severity_spread: float
    conflict_skew: float
    tickets: float
    ticket_noise: float
    money_median: float
    money_spread: float
    money_share: float
    money_joint: float
    money_simple: float
    labour_per_touched: float
    labour_spread: float
    needs_simple: float
    needs_spread: float
    shock_months: float
    shock_rate: float
    shock_severity: float


def issue_rate(
    base: Any, housing: Any, crowding: Any, unsolved: Any, service: Any, w: Arising
) -> Any:
    """Issues a neighbourhood can expect in a month; arrays or scalars.

    ``base`` is adults in thousands times the base rate.
    """
    more = 1.0 + w.unsolved_breeds * np.minimum(unsolved, w.unsolved_most) / w.unsolved_most
    poor = 1.0 + w.poor_service_breeds * (w.service_usual - service)
    return base * housing * np.sqrt(crowding) * more * poor


def arise(
    month: Month,
    shocks: float,
    places: Neighbourhoods,
    buildings: Buildings,
    offices: list[StreetOffice],
    companies: list[PropertyCompany],
    issues: Issues,
) -> int:
    """Let issues and tickets come up; return how many issues did; ``shocks`` is per street-year."""
    w, facts = month.weights(Arising), society_facts()
    _fester(issues, places, w)
    _file_tickets(month, places, w)
    service = np.array([company.quality for company in companies])
    rate = issue_rate(
        places.adults / THOUSAND * w.per_thousand,
        facts.issue_rate[places.housing],
        places.crowding,
        places.unsolved,
        service,
        w,
    )
    shocked = _strike(month, shocks, offices, w)[places.street]
    rate *= np.where(shocked, w.shock_rate, 1.0)
    # Candidates are fixed in number and thinned by the rate, so that paired policies share them.
    slots = np.maximum(np.ceil(places.adults / THOUSAND * w.candidates), 1.0).astype(int)
    place = np.repeat(np.arange(len(places)), slots)
    rank = np.arange(len(place)) - (np.cumsum(slots) - slots)[place]
    ident = month.numbers(places.street)[place] * LARGEST_PER_NEIGHBOURHOOD + rank
    luck = month.draw(Purpose.ISSUE_ARISES, ident)
    came = np.nonzero(luck[:, 0] < (rate / slots)[place])[0]
    if len(came):
        place = place[came]
        new = issues.add(len(came), month.number)
        _describe(month, issues, new, ident[came], place, luck[came], places, buildings, facts, w)
        severity = issues.severity[new]
        severity += np.where(shocked[place], w.shock_severity, 0.0) * (1.0 - severity)
    return len(came)


def _strike(month: Month, shocks: float, offices: list[StreetOffice], w: Arising) -> np.ndarray:
    """Let shocks strike streets (CTX-05: firms that close, floods); which streets are in one."""
    luck = month.draw(Purpose.SHOCK, len(offices))[:, 0].tolist()
    for office, draw in zip(offices, luck, strict=True):
        office.shock_months = max(office.shock_months - 1, 0)
        if month.number >= 0 and draw < shocks / MONTHS:
            office.shock_months = int(w.shock_months)
    return np.array([office.shock_months > 0 for office in offices])


def _fester(issues: Issues, places: Neighbourhoods, w: Arising) -> None:
    """Make open issues worse, and count what is unsolved in each neighbourhood."""
    open_rows = issues.still_open()
    severity = issues.severity[open_rows]
    issues.severity[open_rows] = severity + w.festering * (1.0 - severity)
    weight = np.bincount(issues.neighbourhood[open_rows], severity, len(places))
    places.unsolved[:] = THOUSAND * weight / np.maximum(places.adults, 1)


def _file_tickets(month: Month, places: Neighbourhoods, w: Arising) -> None:
    """File routine tickets; a neighbourhood's count varies like a Poisson number of its mean."""
    luck = month.draw(Purpose.TICKETS, len(places))
    mean = w.tickets / MONTHS * places.people
    wave = np.sqrt(-2.0 * np.log(luck[:, 0])) * np.cos(2.0 * np.pi * luck[:, 1])
    places.tickets[:] = np.maximum(mean + w.ticket_noise * np.sqrt(mean) * wave, 0.0)


def _describe(
    month: Month,
    issues: Issues,
    new: slice,
    ident: np.ndarray,
    place: np.ndarray,
    luck: np.ndarray,
    places: Neighbourhoods,
    buildings: Buildings,
    facts: SocietyFacts,
    w: Arising,
) -> None:
    """Give new issues their nature: domain, scope, severity, conflict, needs."""
    nature = month.draw(Purpose.ISSUE_NATURE, ident)
    size = month.draw(Purpose.ISSUE_PLACE, ident)
    i = issues
    i.key[new] = (np.int64(month.number + MONTHS_BEFORE) << WORD) | ident
    i.street[new], i.neighbourhood[new] = places.street[place], place
    mix = facts.issue_mix.cumsum(axis=1)[places.housing[place]]
    i.domain[new] = (luck[:, 1, None] > mix[:, :-1]).sum(axis=1)
    edges = np.cumsum([w.cross_street, w.street_wide, w.in_building])
    scope = REACH[(luck[:, 2, None] > edges).sum(axis=1)]
    wide, inside = scope >= int(Scope.STREET), scope == int(Scope.BUILDING)
    i.scope[new] = scope
    i.arena[new] = np.where(wide, int(Arena.STREET), int(Arena.COMMITTEE))
    pick = _pick_building(place, nature[:, 3], places, buildings)
    i.building[new] = np.where(inside, pick, -1)
    i.severity[new] = np.minimum(w.severity_least + w.severity_spread * luck[:, 3], 1.0)
    i.conflict[new] = nature[:, 0] ** w.conflict_skew
    i.ambiguity[new] = nature[:, 1]
    i.collective[new] = joint = (nature[:, 2] < w.collective) | wide
    i.touched[new] = np.where(inside, buildings.adults[pick], places.adults[place])
    _set_needs(month, issues, new, ident, joint, size, facts, w)


def _set_needs(
    month: Month,
    issues: Issues,
    new: slice,
    ident: np.ndarray,
    joint: np.ndarray,
    size: np.ndarray,
    facts: SocietyFacts,
    w: Arising,
) -> None:
    """Say what new issues need: money, labour, authority, expertise and a venue."""
    i = issues
    wants = month.draw(Purpose.ISSUE_NATURE, ident, 1)
    spread = np.sqrt(-2.0 * np.log(size[:, 0])) * np.cos(2.0 * np.pi * size[:, 1])
    larger = np.where(joint, w.money_joint, w.money_simple)
    cost = w.money_median * np.exp(w.money_spread * spread) * larger
    i.need_money[new] = np.where(size[:, 2] < w.money_share, cost, 0.0)
    labour = joint * w.labour_per_touched * np.sqrt(i.touched[new])
    i.need_labour[new] = labour * around_one(size[:, 3], w.labour_spread)
    needs = facts.needs[i.domain[new]] * around_one(wants[:, :3], w.needs_spread)
    needs = needs * np.where(joint, 1.0, w.needs_simple)[:, None]
    needs = np.minimum(np.maximum(needs, 0.0), 1.0)
    i.need_authority[new], i.need_expertise[new], i.need_venue[new] = needs.T


def _pick_building(
    place: np.ndarray, luck: np.ndarray, places: Neighbourhoods, buildings: Buildings
) -> np.ndarray:
    """Pick a building in each of these neighbourhoods."""
    order = np.argsort(buildings.neighbourhood, kind="stable")
    count = np.bincount(buildings.neighbourhood, minlength=len(places))
    first = np.cumsum(count) - count
    return order[first[place] + (luck * count[place]).astype(int)]
