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

from gongzhi.agents.compiling import kernel, largest
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

BUILDING, NEIGHBOURHOOD = int(Scope.BUILDING), int(Scope.NEIGHBOURHOOD)
COMMITTEE, STREET = int(Arena.COMMITTEE), int(Arena.STREET)


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
    told = _tell(places, buildings, issues, rows, h)
    street = places.street
    announced = np.empty((len(places), 2))
    announced[:, Arena.COMMITTEE] = month.lever("committee_power", street) / RUNGS
    announced[:, Arena.STREET] = month.lever("meeting_power", street) / RUNGS
    mindset = np.array([committee.mindset for committee in organisations.committees])
    command = (1.0 - mindset) * (h.command_usual + month.lever("instrumentality", street))
    head = h.tickets * places.tickets / np.maximum(places.people, 1)
    teach(
        month, residents, places, issues, *told, head * places.handled,
        head * (1.0 - places.handled),
        places.aspiration, np.minimum(places.unsolved / h.unsolved_most, 1.0), announced, command,
    )  # fmt: skip
    _expect(places, told.good, told.bad, h)
    _organisations_learn(month, organisations, issues, rows, h)
    issues.news[rows] = 0.0
    issues.power_seen[rows] = -1.0


class Told(NamedTuple):
    """What is told of this month's outcomes: by neighbourhood and arena, and by building.

    ``power`` is the mean power that the outcomes show, -1 for no evidence.
    """

    good: np.ndarray
    bad: np.ndarray
    house_good: np.ndarray
    house_bad: np.ndarray
    power: np.ndarray


def _tell(
    places: Neighbourhoods, buildings: Buildings, issues: Issues, rows: np.ndarray, h: Hearing
) -> Told:
    """Let the outcomes of the month be known where they matter."""
    n, i = len(places), issues
    good, bad = np.zeros((2, n, 2))
    house_good, house_bad = np.zeros((2, len(buildings)))
    told = Told(good, bad, house_good, house_bad, power=np.full((n, 2), -1.0))
    spread_word(
        rows, i.news, i.power_seen, i.scope, i.arena, i.building, i.neighbourhood, i.street,
        places.street, h.street_news, *told,
    )  # fmt: skip
    return told


@kernel
def spread_word(
    rows, news, seen, scope, arena, building, neighbourhood, street, street_of, street_news,
    good, bad, house_good, house_bad, power,
):  # fmt: skip
    """Fill ``Told`` from the issues in ``rows``: in a building, a neighbourhood, or a street."""
    places, streets = street_of.shape[0], largest(street_of, 0, street_of.shape[0]) + 1
    wide_good, wide_bad = np.zeros(streets), np.zeros(streets)
    shown, times = np.zeros(places), np.zeros(places)  # to the committees
    wide_shown, wide_times = np.zeros(streets), np.zeros(streets)
    for i in rows:
        n, s, won, lost = neighbourhood[i], street[i], news[i] > 0, news[i] < 0
        if scope[i] == BUILDING:
            house_good[building[i]] += won
            house_bad[building[i]] += lost
            continue
        if scope[i] == NEIGHBOURHOOD:
            good[n, arena[i]] += won
            bad[n, arena[i]] += lost
        else:
            wide_good[s] += won
            wide_bad[s] += lost
        if seen[i] >= 0 and arena[i] == COMMITTEE:
            shown[n] += seen[i]
            times[n] += 1.0
        elif seen[i] >= 0:
            wide_shown[s] += seen[i]
            wide_times[s] += 1.0
    for n in range(places):
        s = street_of[n]
        good[n, STREET] += street_news * wide_good[s]
        bad[n, STREET] += street_news * wide_bad[s]
        if times[n] > 0:
            power[n, COMMITTEE] = shown[n] / times[n]
        if wide_times[s] > 0:
            power[n, STREET] = wide_shown[s] / wide_times[s]


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
