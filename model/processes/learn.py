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

from gongzhi.agents.compiling import kernel
from gongzhi.agents.enterprise import Pledging
from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.resident_rules import Learning
from gongzhi.agents.residents_committee import CommitteeTime
from gongzhi.agents.words import Arena, Scope
from gongzhi.scenarios.units import RUNGS, TINY

from ..issues import Issues
from ..learning import (
    hear,
    hear_of_power,
    live_through,
    remember_activity,
    renew_efficacy,
    renew_satisfaction,
    renew_trust,
)
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


@kernel
def learn_from_month(
    first, last, place_first, place_people, segment, building, awareness, tie, last_issue, form,
    history, news, seen, arena, local_good, local_bad, house_good, house_bad, heard_power,
    ticket_good, ticket_bad, aspiration, unsolved, announced, command, w,
    trust_committee, evidence_committee, trust_street, evidence_street, efficacy,
    power_committee, power_street, habit, satisfaction,
):  # fmt: skip
    """Update the beliefs of the residents of some neighbourhoods.

    ``local_good``, ``local_bad`` (n, 2): news of the neighbourhood by arena; ``house_good`` … by
    building; ``heard_power`` (n, 2): mean power seen, -1 for none; ``announced`` (n, 2): rung / 8.
    """
    largest = place_people[first:last].max()
    good, bad = np.empty((2, largest)), np.empty((2, largest))
    held, win, loss = np.empty(largest, np.uint8), np.empty(largest), np.empty(largest)
    for n in range(first, last):
        start, people = place_first[n], place_people[n]
        hear(
            start, people, building, awareness, local_good[n, 0], local_bad[n, 0], house_good,
            house_bad, local_good[n, 1], local_bad[n, 1], w, good, bad,
        )  # fmt: skip
        live_through(
            start, people, segment, last_issue, history, news, seen, arena, w, held, win, loss,
            power_committee, power_street,
        )  # fmt: skip
        if heard_power[n, 0] >= 0.0:
            hear_of_power(start, people, segment, awareness, heard_power[n, 0], w, power_committee)
        if heard_power[n, 1] >= 0.0:
            hear_of_power(start, people, segment, awareness, heard_power[n, 1], w, power_street)
        renew_trust(
            start, people, segment, 0, good[0], bad[0], held, win, loss, 0.0, 0.0, w,
            trust_committee, evidence_committee,
        )  # fmt: skip
        renew_trust(
            start, people, segment, 1, good[1], bad[1], held, win, loss, ticket_good[n],
            ticket_bad[n], w, trust_street, evidence_street,
        )  # fmt: skip
        renew_efficacy(
            start, people, segment, good, bad, held, win, loss, aspiration[n], announced[n], w,
            efficacy,
        )  # fmt: skip
        renew_satisfaction(start, people, segment, good, win, tie, unsolved[n], w, satisfaction)
        remember_activity(start, people, segment, form, command[n], w, habit, history)


def learn(
    month: Month,
    residents: Residents,
    places: Neighbourhoods,
    buildings: Buildings,
    organisations: Organisations,
    issues: Issues,
) -> None:
    """Let everybody learn from the month, and clear its news."""
    w, h = month.weights(Learning), month.weights(Hearing)
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
    r = residents
    month.for_all_neighbourhoods(
        learn_from_month, len(places), places.first, places.people, r.segment, r.building,
        r.awareness, r.community_tie, r.last_issue, r.form, r.history, issues.news,
        issues.power_seen, issues.arena, local_good, local_bad, house_good, house_bad,
        _heard_power(places, issues, rows), head * places.handled, head * (1.0 - places.handled),
        places.aspiration, np.minimum(places.unsolved / h.unsolved_most, 1.0), announced, command, w,
        r.trust_committee, r.evidence_committee, r.trust_street, r.evidence_street, r.efficacy,
        r.power_committee, r.power_street, r.habit, r.satisfaction,
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
