"""New year: people age, die, are born, leave and arrive; ties follow.

Reads: age, households, tenure. Writes: residents, places, neighbourly ties.
Chance: LIFE, MOVES, NEWCOMERS, NEW_TIES. Levers: none (growth is the scenario's setting).
Holds: ids are never reused; demography does not depend on policy, so paired runs share it.
Source: CTX-15, CASE-01; mortality after Gompertz.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.resident import (
    ADULT_AGE,
    Residents,
    segments,
)
from gongzhi.agents.words import Segment, Work
from gongzhi.scenarios.society import SocietyFacts, society_facts
from gongzhi.scenarios.units import BYTE

from ..chance import MONTHS_BEFORE, WORD, Purpose, around_one
from ..month import Month
from ..neighbours import Homophily, NeighbourTies, carry_over, meet_neighbours
from ..rows import household_heads, number_rows, row_order
from ..society import HOUSEHOLDS_A_NEIGHBOURHOOD, SocietyTraits, join_teams, move_in

__all__ = ["Demography", "renew_population"]

NEWBORN_IDS = 1 << 50


class Demography(NamedTuple):
    """Death, birth and the turning points of work."""

    death_level: float
    death_slope: float
    oldest: float
    birth_rate: float
    parent_from: float
    parent_until: float
    child_hours: float
    first_job: float
    first_job_office: float
    retirement: float
    demand_spread: float
    tie_fading: float
    tie_joint: float
    tie_end: float


def renew_population(
    month: Month,
    growth: np.ndarray,
    residents: Residents,
    places: Neighbourhoods,
    buildings: Buildings,
    ties: NeighbourTies,
) -> NeighbourTies:
    """Let a year pass for the population; return the ties among those who are there now.

    Args:
        growth: growth of the number of households of each neighbourhood, share a year.
    """
    d, t, facts = month.weights(Demography), month.weights(SocietyTraits), society_facts()
    r = residents
    r.age += 1.0
    luck = month.draw(Purpose.LIFE, r.id)
    heads = household_heads(r)
    leaves = _move_away(month, r, heads, places, facts)
    stays = (
        ~(luck[:, 0] < d.death_level * np.exp(d.death_slope * r.age))
        & (r.age <= d.oldest)
        & ~leaves
    )
    born = _births(month, r, places, stays, luck[:, 1], d)
    empty = heads[~np.logical_or.reduceat(stays, heads)]
    new = _arrive(month, growth, empty, r, places, buildings, facts, t)
    _turn(r, luck[:, 2], luck[:, 3], facts, t, d)
    join_teams(new, month.number, t, month.chance)
    here = np.concatenate([stays, np.ones(len(born) + len(new), bool)])
    order = row_order([r, born, new], buildings)
    order = order[here[order]]
    row_now = np.full(len(here), -1)
    row_now[order] = np.arange(len(order))
    before = (r.history, r.contact)
    residents.become(Residents.gather([r, born, new], order))
    number_rows(residents, places, buildings)
    return _renew_ties(month, ties, row_now, before, residents, places, buildings, d)


def _move_away(
    month: Month, r: Residents, heads: np.ndarray, places: Neighbourhoods, facts: SocietyFacts
) -> np.ndarray:
    """Mark the members of households that move away this year."""
    rate = facts.moves[places.housing[r.neighbourhood[heads]], np.where(r.owner[heads], 0, 1)]
    moves = month.draw(Purpose.MOVES, r.household[heads])[:, 0] < rate
    return np.repeat(moves, np.diff(heads, append=len(r)))


def _births(
    month: Month,
    r: Residents,
    places: Neighbourhoods,
    stays: np.ndarray,
    luck: np.ndarray,
    d: Demography,
) -> Residents:
    """Let children be born to those of the age; a child shares the household and its place."""
    parent = stays & (r.age >= d.parent_from) & (r.age < d.parent_until)
    rows = np.nonzero(parent & (luck < d.birth_rate))[0]
    number = month.numbers(places.street[r.neighbourhood[rows]])
    child = Residents(len(rows))
    for name in ("household", "building", "neighbourhood", "hukou", "owner", "hardship"):
        getattr(child, name)[:] = getattr(r, name)[rows]
    child.id[:] = NEWBORN_IDS + ((month.number + MONTHS_BEFORE) << WORD) + number
    child.segment[:] = Segment.MINOR
    child.contact[:] = r.contact[rows]
    child.spare_hours[:] = d.child_hours
    child.team[:] = child.last_issue[:] = -1
    return child


def _arrive(
    month: Month,
    growth: np.ndarray,
    vacated: np.ndarray,
    r: Residents,
    places: Neighbourhoods,
    buildings: Buildings,
    facts: SocietyFacts,
    t: SocietyTraits,
) -> Residents:
    """Let new households move into vacated flats, and into new buildings where the place grows."""
    place, building = r.neighbourhood[vacated], r.building[vacated]
    extra = growth * places.households + month.draw(Purpose.NEWCOMERS, len(places), 5)[:, 0]
    extra = np.floor(extra).astype(int)
    if (growth < 0).any():
        luck = month.draw(Purpose.NEWCOMERS, month.numbers(places.street[place]), 6)[:, 0]
        gone = np.bincount(place, minlength=len(places))
        shrinks = np.minimum(growth, 0.0) * places.households
        filled = luck < 1.0 + shrinks[place] / np.maximum(gone[place], 1)
        place, building = place[filled], building[filled]
    extra = np.maximum(extra, 0)
    size = facts.building_size[places.housing]
    houses = -(-extra // size)
    more = Buildings(int(houses.sum()), neighbourhood=np.repeat(np.arange(len(places)), houses))
    first = len(buildings) + np.cumsum(houses) - houses
    rank = np.arange(extra.sum()) - np.repeat(np.cumsum(extra) - extra, extra)
    where = np.repeat(np.arange(len(places)), extra)
    buildings.append(more)
    place = np.concatenate([place, where])
    building = np.concatenate([building, first[where] + rank // size[where]])
    order = np.argsort(place, kind="stable")
    place, building = place[order], building[order]
    count = np.bincount(place, minlength=len(places))
    start = np.cumsum(count) - count
    ids = places.next_household[place] + np.arange(len(place)) - start[place]
    places.next_household += count
    full = places.next_household > (month.numbers(places.street) + 1) * HOUSEHOLDS_A_NEIGHBOURHOOD
    if full.any():
        crowded = int(np.nonzero(full)[0][0])
        raise ValueError(
            f"{month.name}: neighbourhood {crowded} has seen more than "
            f"{HOUSEHOLDS_A_NEIGHBOURHOOD:,} households; use more neighbourhoods or less growth"
        )
    new, at = move_in(
        ids, places.housing[place], Purpose.NEWCOMERS, month.number, facts.arrival_mix, facts, t,
        month.chance,
    )  # fmt: skip
    new.neighbourhood[:], new.building[:] = place[at], building[at]
    return new


def _renew_ties(
    month: Month,
    ties: NeighbourTies,
    row_now: np.ndarray,
    before: tuple[np.ndarray, np.ndarray],
    residents: Residents,
    places: Neighbourhoods,
    buildings: Buildings,
    d: Demography,
) -> NeighbourTies:
    """Carry ties over, and let newcomers and those come of age meet their neighbours.

    Args:
        row_now: new row of each of last year's rows, then of newborns and newcomers; -1 if gone.
        before: activity and contact by last year's rows.
    """
    w = month.weights(Homophily)
    history, contact = before
    old = len(history)
    room = len(ties.target) // 2 + 1
    a, b, strength = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.float32)
    made = carry_over(
        ties.start, ties.target, ties.strength, row_now[:old], history, contact,
        w.strength_floor, d.tie_fading, d.tie_joint, d.tie_end, a, b, strength,
    )  # fmt: skip
    fresh = np.zeros(len(residents), bool)
    fresh[row_now[old:]] = True
    fresh |= _reach(residents.age, ADULT_AGE)
    met = meet_neighbours(
        np.nonzero(fresh)[0], Purpose.NEW_TIES, month.number, month.chance, residents, places,
        buildings, w, effort=2.0,
    )  # fmt: skip
    lasting = (a[:made], b[:made], strength[:made])
    a, b, strength = (np.concatenate(pair) for pair in zip(lasting, met, strict=True))
    return NeighbourTies.from_pairs(len(residents), a, b, strength, distinct=made)


def _reach(age: np.ndarray, birthday: float) -> np.ndarray:
    """Mark those who came to an age within the year."""
    return (age >= birthday) & (age < birthday + 1.0)


def _turn(
    r: Residents,
    luck: np.ndarray,
    other: np.ndarray,
    facts: SocietyFacts,
    t: SocietyTraits,
    d: Demography,
) -> None:
    """Let the young begin to work and the old stop, and needs change with the segment."""
    starts = _reach(r.age, t.work_from) & (r.work == Work.NONE) & (luck < d.first_job)
    r.work[starts] = np.where(other[starts] < d.first_job_office, Work.WHITE_COLLAR, Work.WORKER)
    stops = _reach(r.age, t.work_until) & (luck < d.retirement)
    r.work[stops] = Work.NONE
    r.spare_hours[stops] = t.spare_free
    old = r.segment.copy()
    segments(r.age, r.hukou, r.work, r.hardship, t.elderly_from, t.young_until, r.segment)
    grown = np.nonzero(old != r.segment)[0]
    scale = around_one(other[grown], d.demand_spread)
    need = facts.demand[r.segment[grown]] * scale[:, None]
    r.demand[grown] = np.rint(BYTE * need.clip(0.0, 1.0)).astype(np.uint8)
    came_of_age = grown[old[grown] == Segment.MINOR]
    for name, value in (
        ("awareness", t.awareness_start), ("efficacy", t.efficacy_start),
        ("power_committee", t.power_start), ("power_street", t.power_start),
        ("trust_committee", t.trust_start), ("trust_street", t.trust_start),
        ("satisfaction", t.satisfaction_start),
    ):  # fmt: skip
        getattr(r, name)[came_of_age] = value
