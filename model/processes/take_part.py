"""6 Take part: each resident picks at most one open activity, or none.

Reads: ties, awareness, efficacy, perceived power, trust, habit, being asked, contacts' activity.
Writes: form of taking part, last issue, attendance by segment, hours volunteered.
Chance: FORTUNE (comes).
Levers: public_spirit, those that open and ease activities (``activities.py``).
Holds: with no tie nearly nobody comes; choices do not depend on threads; at most one activity each.
Source: T10, T11, T03, T22; gate of PROB-20 (op. T08).
"""

from __future__ import annotations

import numpy as np

from gongzhi.agents.activity_team import TeamStage
from gongzhi.agents.compiling import kernel, largest, rows_of
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.resident_rules import (
    Identity,
    TakingPart,
    comes,
    gate,
    gate_at_most,
    identity,
    may_come,
    utility,
)
from gongzhi.agents.words import Arena, Form, Segment
from gongzhi.scenarios.units import BYTE

from ..activities import Activities
from ..issues import Fact, Issues
from ..month import Month
from ..neighbours import NeighbourTies
from ..organisations import Organisations

__all__ = ["choose_activities", "take_part"]

MINOR, VOLUNTEER, LEAD = int(Segment.MINOR), int(Form.VOLUNTEER), int(Form.LEAD)


@kernel
def count_active_contacts(start, target, strength, history, around, social):
    """Share of each resident's contacts, by strength, who were active last month; ``social`` is out.

    Goes from those who were active to whom they know: there are few of them. ``around`` is the total
    strength of each resident's ties.
    """
    for i in range(social.shape[0]):
        social[i] = 0.0
    for j in range(social.shape[0]):
        if history[j] & 1:
            for t in range(start[j], start[j + 1]):
                social[target[t]] += strength[t] / around[target[t]]


@kernel
def who_may_come(
    first, people, draw, hukou, owner, spare_hours, reluctance, community_tie, awareness, efficacy,
    power_committee, power_street, trust_committee, habit, contact, asked, social,
    street_meets, most_weight, most_drawn, most_valued, least_takes, w, b, belonging, most, may,
):  # fmt: skip
    """Find the residents of a neighbourhood who may come to an activity with the best of each offer.

    ``belonging``, ``most`` and ``may`` (out) count from the first resident. Three loops without a
    branch and with few arrays each, so that the compiler works on several residents at once.
    """
    start = np.uint64(first)
    for i in rows_of(first, people):
        belonging[i - start] = identity(contact[i], trust_committee[i], hukou[i] == 0, owner[i], b)
    for i in rows_of(first, people):
        power = max(power_committee[i], power_street[i]) if street_meets else power_committee[i]
        most[i - start] = gate_at_most(
            community_tie[i], awareness[i], efficacy[i], power, belonging[i - start], w
        )
    for i in rows_of(first, people):
        u = utility(
            most[i - start], most_weight, asked[i] + most_drawn, social[i], habit[i], most_valued,
            least_takes / spare_hours[i], reluctance[i], w,
        )  # fmt: skip
        may[i - start] = may_come(u, draw[i])


@kernel
def choose_activities(
    first, last, place_first, place_people, fortune, segment, building, hukou, owner, spare_hours,
    reluctance, demand, community_tie, awareness, efficacy, power_committee, power_street,
    trust_committee, habit, contact, team, leads, asked, social,
    is_open, issue, arena, where, domain, stake, hours, pull, form_of, legitimacy,
    w, b, came, last_issue, form,
):  # fmt: skip
    """For the residents of some neighbourhoods: the activity each takes part in, if any.

    ``is_open`` … ``legitimacy`` have shape (neighbourhoods, slots); ``came`` (out) counts attendance
    by neighbourhood, slot and segment; ``form`` and ``last_issue`` (out) are set for those who come.
    """
    slots = is_open.shape[1]
    slot = np.empty(slots, np.int64)
    house = np.empty(slots, np.int64)
    topic = np.empty(slots, np.int64)
    at_street = np.empty(slots, np.int64)
    weight = np.empty(slots)
    drawn = np.empty(slots)
    valued = np.empty(slots)
    takes = np.empty(slots)
    room = largest(place_people, first, last)
    belonging, most = np.empty(room), np.empty(room)
    may = np.empty(room, np.bool_)
    draw = fortune[:, 3]
    for n in range(first, last):
        # Copy the open slots, so that the loop over residents stays in registers and cache.
        offers = 0
        street_meets = False
        most_weight, most_drawn, most_valued, least_takes = -np.inf, -np.inf, -np.inf, np.inf
        for o in range(slots):
            if is_open[n, o]:
                slot[offers], house[offers], topic[offers] = o, where[n, o], domain[n, o]
                at_street[offers] = arena[n, o]
                weight[offers], drawn[offers] = stake[n, o], pull[n, o]
                valued[offers], takes[offers] = legitimacy[n, o], hours[n, o]
                most_weight, most_drawn = max(most_weight, stake[n, o]), max(most_drawn, pull[n, o])
                most_valued = max(most_valued, legitimacy[n, o])
                least_takes = min(least_takes, hours[n, o])
                street_meets = street_meets or arena[n, o] == 1
                offers += 1
        if offers == 0:
            continue
        # Most would stay away even from an activity that had the best of each of those open.
        who_may_come(
            place_first[n], place_people[n], draw, hukou, owner, spare_hours, reluctance,
            community_tie, awareness, efficacy, power_committee, power_street, trust_committee,
            habit, contact, asked, social, street_meets, most_weight, most_drawn, most_valued,
            least_takes, w, b, belonging, most, may,
        )  # fmt: skip
        for i in rows_of(place_first[n], place_people[n]):
            at = i - np.uint64(place_first[n])
            if not may[at] or segment[i] == MINOR:
                continue
            drive = gate(
                community_tie[i], awareness[i], efficacy[i], power_committee[i], belonging[at], w
            )
            drive_street = 0.0
            if street_meets:
                drive_street = gate(
                    community_tie[i], awareness[i], efficacy[i], power_street[i], belonging[at], w
                )
            best = -1
            best_u = -np.inf
            for k in range(offers):
                if house[k] >= 0 and house[k] != building[i]:
                    continue
                need = demand[i, topic[k]] / BYTE if topic[k] >= 0 else 1.0
                u = utility(
                    drive_street if at_street[k] == 1 else drive,
                    weight[k] * need,
                    asked[i] + drawn[k],
                    social[i],
                    habit[i],
                    valued[k],
                    takes[k] / spare_hours[i],
                    reluctance[i],
                    w,
                )
                if u > best_u:
                    best = slot[k]
                    best_u = u
            if best < 0:
                continue
            if comes(best_u, draw[i]):
                came[n, best, segment[i]] += 1
                form[i] = max(form[i], form_of[n, best])
                if form_of[n, best] == VOLUNTEER and team[i] >= 0 and leads[team[i]]:
                    form[i] = LEAD
                if issue[n, best] >= 0:
                    last_issue[i] = issue[n, best]


def take_part(
    month: Month,
    residents: Residents,
    places: Neighbourhoods,
    ties: NeighbourTies,
    organisations: Organisations,
    activities: Activities,
    issues: Issues,
) -> None:
    """Let every resident choose, and count who came and how many hours were volunteered."""
    r, a = residents, activities
    by_committee = np.array([committee.legitimacy for committee in organisations.committees])[
        :, None
    ]
    by_street = np.array([office.legitimacy for office in organisations.offices])[places.street][
        :, None
    ]
    leads = np.array([team.stage >= TeamStage.GOVERN for team in organisations.teams], np.bool_)
    social = np.empty(len(r), np.float32)
    count_active_contacts(ties.start, ties.target, ties.strength, r.history, ties.around, social)
    w = month.weights(TakingPart)
    spirit = month.lever("public_spirit", places.street)[:, None]
    legitimacy = np.where(a.arena == Arena.STREET, by_street, by_committee) * (
        w.without_spirit + spirit
    )
    month.for_all_neighbourhoods(
        choose_activities, len(places), places.first, places.people,
        month.fortunes(r, places), r.segment, r.building, r.hukou, r.owner, r.spare_hours,
        r.reluctance, r.demand, r.community_tie, r.awareness, r.efficacy, r.power_committee,
        r.power_street, r.trust_committee, r.habit, r.contact, r.team, leads, r.asked, social,
        a.open, a.issue, a.arena, a.building, a.domain, a.stake, a.hours, a.pull, a.form,
        legitimacy, w, month.weights(Identity), a.came, r.last_issue, r.form,
    )  # fmt: skip
    if month.held:
        month.held.attend(month, r, a)
    if month.witness:
        month.witness.see_choices(month, r, places, a, social, legitimacy)
    work = a.open & (a.form == Form.VOLUNTEER)
    hours = a.came[work].sum(axis=1) * a.hours[work]
    np.add.at(issues.labour, a.issue[work], hours.astype(np.float32))
    worked = hours > 0
    issues.note(a.issue[work][worked], month.number, Fact.LABOUR, hours[worked])
    given = np.bincount(places.street[np.nonzero(work)[0]], hours, len(month.levers))
    for street, size in enumerate(organisations.sizes):
        organisations.sizes[street] = size._replace(volunteer_hours=float(given[street]))
