"""10 Learn: trust, efficacy, perceived power, habit, skill and links follow what happened.

Those who took part learn more than those who heard of it; a decision left undone teaches too.

Reads: news of issues, the power outcomes show, tickets handled, command style.
Writes: trust, efficacy, perceived power, habit, satisfaction, history; skill, mindset, legitimacy,
    aspiration; links of units.
Chance: none.
Levers: committee_training, instrumentality, power rungs.
Holds: trust, efficacy, power, habit stay shares; without news nothing but fading happens.
Source: T07, T21, T22, T23; MECH-28, PROB-13, PROB-21.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.enterprise import Pledging
from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.residents_committee import CommitteeTime
from gongzhi.agents.words import Arena, Scope
from gongzhi.scenarios.units import RUNGS, TINY

from ..issues import Issues
from ..learning import teach
from ..month import Month
from ..organisations import Organisations

__all__ = ["Hearing", "learn"]


class Hearing(NamedTuple):
    """How news travels, and how legitimacy follows decisions."""

    street_news: float
    tickets: float
    aspiration_pace: float
    street_legitimacy_pace: float
    office_unit: float
    unsolved_most: float
    command_usual: float


def learn(
    month: Month,
    residents: Residents,
    places: Neighbourhoods,
    buildings: Buildings,
    organisations: Organisations,
    issues: Issues,
) -> None:
    """Let everybody learn from the month, and clear its news."""
    h = month.weights(Hearing)
    rows = np.nonzero((issues.news != 0) | (issues.power_seen >= 0))[0]
    local_good, local_bad, house_good, house_bad = _news(places, buildings, issues, rows, h)
    street = places.street
    announced = (
        np.stack(
            [month.lever("committee_power", street), month.lever("meeting_power", street)], axis=1
        )
        / RUNGS
    )
    mindset = np.array([committee.mindset for committee in organisations.committees])
    command = (1.0 - mindset) * (h.command_usual + month.lever("instrumentality", street))
    head = h.tickets * places.tickets / np.maximum(places.people, 1)
    teach(
        month, residents, places, issues, local_good, local_bad, house_good, house_bad,
        _heard_power(places, issues, rows), head * places.handled, head * (1.0 - places.handled),
        places.aspiration, np.minimum(places.unsolved / h.unsolved_most, 1.0), announced, command,
    )  # fmt: skip
    _expect(places, local_good, local_bad, h)
    _organisations_learn(month, organisations, issues, rows, h)
    issues.news[rows] = 0.0
    issues.power_seen[rows] = -1.0


def _news(
    places: Neighbourhoods, buildings: Buildings, issues: Issues, rows: np.ndarray, h: Hearing
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Add up good and bad news by neighbourhood and arena, and by building."""
    local, house = [], []
    for sign in (1.0, -1.0):
        told = rows[issues.news[rows] * sign > 0]
        scope = issues.scope[told]
        near = told[scope == Scope.NEIGHBOURHOOD]
        held = 2 * issues.neighbourhood[near] + issues.arena[near]
        heard = np.bincount(held, minlength=2 * len(places)).reshape(-1, 2).astype(float)
        inside = issues.building[told[scope == Scope.BUILDING]]
        house.append(np.bincount(inside, minlength=len(buildings)).astype(float))
        wide = issues.street[told[scope >= Scope.STREET]]
        count = np.bincount(wide, minlength=int(places.street.max()) + 1)
        heard[:, Arena.STREET] += h.street_news * count[places.street]
        local.append(heard)
    return local[0], local[1], house[0], house[1]


def _heard_power(places: Neighbourhoods, issues: Issues, rows: np.ndarray) -> np.ndarray:
    """Mean power that this month's outcomes show, by neighbourhood and arena; -1 for no evidence."""
    told = rows[(issues.power_seen[rows] >= 0) & (issues.scope[rows] != Scope.BUILDING)]
    seen = np.full((len(places), 2), -1.0)
    local = told[issues.arena[told] == Arena.COMMITTEE]
    for column, keys, of, group in (
        (0, issues.neighbourhood[local], local, np.arange(len(places))),
        (1, issues.street[told], told, places.street),
    ):
        if column == 1:
            wide = issues.arena[of] == Arena.STREET
            keys, of = keys[wide], of[wide]
        size = int(group.max()) + 1
        count = np.bincount(keys, minlength=size)
        total = np.bincount(keys, issues.power_seen[of], size)
        mean = np.where(count > 0, total / np.maximum(count, 1), -1.0)
        seen[:, column] = mean[group]
    return seen


def _expect(places: Neighbourhoods, good: np.ndarray, bad: np.ndarray, h: Hearing) -> None:
    """Let aspirations follow the share of good news (T22)."""
    wins, all_news = good.sum(axis=1), (good + bad).sum(axis=1)
    share = wins / np.maximum(all_news, TINY)
    step = h.aspiration_pace * (share - places.aspiration)
    places.aspiration[:] += np.where(all_news > 0, step, 0.0)


def _organisations_learn(
    month: Month, organisations: Organisations, issues: Issues, rows: np.ndarray, h: Hearing
) -> None:
    """Let skill, mindset, legitimacy and links follow practice."""
    o, w, p = organisations, month.weights(CommitteeTime), month.weights(Pledging)
    # Decided in a meeting this month, whatever came of it since: simple cases have no agreement.
    met = np.nonzero((issues.decided == month.number) & (issues.agreement > 0))[0]
    solved = rows[issues.news[rows] > 0]
    size = len(o.committees)
    joint = solved[issues.collective[solved]]
    both = issues.neighbourhood[np.concatenate([met, joint])]
    practice = np.bincount(both, minlength=size).tolist()
    local = met[issues.arena[met] == Arena.COMMITTEE]
    place = issues.neighbourhood[local]
    held = np.bincount(place, minlength=size).tolist()
    legitimacy = np.bincount(place, issues.legitimacy[local], size).tolist()
    for n, committee in enumerate(o.committees):
        levers = month.levers[committee.street]
        afforded = float(month.afforded[committee.street])
        training = levers.committee_training * committee.duties_met * afforded
        committee.learn(training, levers.instrumentality, practice[n], w)
        if held[n]:
            seen = legitimacy[n] / held[n]
            committee.legitimacy += w.legitimacy_pace * (seen - committee.legitimacy)
    wide = met[issues.arena[met] == Arena.STREET]
    for office in o.offices:
        mine = wide[issues.street[wide] == office.street]
        if len(mine):
            seen = float(issues.legitimacy[mine].mean())
            office.legitimacy += h.street_legitimacy_pace * (seen - office.legitimacy)
    helped = solved[issues.pledged[solved] > 0]
    total = np.bincount(issues.street[helped], minlength=len(month.levers))
    success = np.minimum(total * h.office_unit, 1.0).tolist()
    for unit in o.enterprises:
        unit.see(success[unit.street] * unit.pledged_this_year, p)
