"""New year: people age, die, are born, leave and arrive; ties follow.

Reads: age, households, tenure. Writes: residents, places, neighbourly ties.
Chance: DEATHS, BIRTHS, MOVES, NEWCOMERS, NEW_TIES. Levers: none (growth is the scenario's setting).
Holds: ids are never reused; demography does not depend on policy, so paired runs share it.
Source: CTX-15, CASE-01; mortality after Gompertz.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.resident import Residents, segment_of
from gongzhi.agents.words import Segment, Work
from gongzhi.scenarios.society import SocietyFacts, society_facts

from ..chance import Purpose
from ..month import Month
from ..neighbours import Homophily, NeighbourTies, meet_neighbours
from ..society import SocietyTraits, move_in, number_rows

__all__ = ["Demography", "renew_population"]

NEWBORN_IDS = 1 << 50


class Demography(NamedTuple):
    """Death, birth and the turning points of work."""

    death_level: float
    death_slope: float
    birth_rate: float
    first_job: float
    retirement: float
    tie_fading: float
    tie_joint: float
    tie_end: float


def renew_population(
    month: Month,
    growth: float,
    residents: Residents,
    places: Neighbourhoods,
    buildings: Buildings,
    ties: NeighbourTies,
) -> NeighbourTies:
    """Let a year pass for the population; return the ties among those who are there now."""
    d, t, facts = month.weights(Demography), month.weights(SocietyTraits), society_facts()
    r = residents
    r.age += 1.0
    stays = _stay(month, r, places, facts, d)
    born = _births(month, r, stays, d)
    vacated = _vacated(r, stays)
    new = _arrive(month, growth, vacated, r, places, buildings, facts, t)
    a, b, strength = _fade(r, ties, stays, d)
    old_id = r.id[stays]
    kept = r.take(stays)
    _turn(month, kept, facts, t, d)
    kept.append(born)
    kept.append(new)
    residents.become(kept)
    before = np.full(len(stays), -1)
    before[np.nonzero(stays)[0]] = np.arange(len(old_id))
    order = np.lexsort((residents.building, residents.neighbourhood))
    place_now = np.empty(len(order), np.int64)
    place_now[order] = np.arange(len(order))
    number_rows(residents, places, buildings)
    a, b = place_now[before[a]], place_now[before[b]]
    fresh = place_now[len(old_id) + len(born) :]
    more = meet_neighbours(
        np.sort(fresh), Purpose.NEW_TIES, month.number, month.chance, residents, places, buildings,
        month.weights(Homophily),
    )  # fmt: skip
    grown = np.nonzero((r.age >= 18) & (r.age < 19))[0]
    adult = meet_neighbours(
        grown, Purpose.NEW_TIES, month.number, month.chance, residents, places, buildings,
        month.weights(Homophily),
    )  # fmt: skip
    joined = [np.concatenate(parts) for parts in zip((a, b, strength), more, adult, strict=True)]
    return NeighbourTies.from_pairs(
        len(residents), joined[0].astype(np.int32), joined[1].astype(np.int32), joined[2]
    )


def _stay(
    month: Month, r: Residents, places: Neighbourhoods, facts: SocietyFacts, d: Demography
) -> np.ndarray:
    """Mark those who neither die nor move away this year; households move as one."""
    hazard = d.death_level * np.exp(d.death_slope * r.age)
    dies = month.draw(Purpose.DEATHS, r.id)[:, 0] < hazard
    dies |= r.age > 118
    tenure = np.where(r.owner, 0, 1)
    rate = facts.moves[places.housing[r.neighbourhood], tenure]
    leaves = month.draw(Purpose.MOVES, r.household)[:, 0] < rate
    return ~dies & ~leaves


def _births(month: Month, r: Residents, stays: np.ndarray, d: Demography) -> Residents:
    """Let children be born to adults of 24 to 38; a child shares the household and its place."""
    parent = stays & (r.age >= 24) & (r.age < 38)
    luck = month.draw(Purpose.BIRTHS, r.id)
    rows = np.nonzero(parent & (luck[:, 0] < d.birth_rate))[0]
    child = Residents(len(rows))
    for name in ("household", "building", "neighbourhood", "hukou", "owner", "hardship"):
        getattr(child, name)[:] = getattr(r, name)[rows]
    child.id[:] = NEWBORN_IDS + (month.number + 1_200) * (1 << 33) + r.id[rows]
    child.segment[:] = Segment.MINOR
    child.contact[:] = r.contact[rows]
    child.spare_hours[:] = 10.0
    child.team[:] = child.last_issue[:] = -1
    return child


def _vacated(r: Residents, stays: np.ndarray) -> np.ndarray:
    """Rows of one former member of each household of which nobody stays."""
    homes, first, which = np.unique(r.household, return_index=True, return_inverse=True)
    left = np.bincount(which, stays, len(homes))
    return first[left == 0]


def _arrive(
    month: Month,
    growth: float,
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
    if growth < 0:
        luck = month.draw(Purpose.NEWCOMERS, len(vacated), 6)[:, 0]
        gone = np.bincount(place, minlength=len(places))
        filled = luck < 1.0 + (growth * places.households)[place] / np.maximum(gone[place], 1)
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
    new = move_in(
        ids, places.housing[place], Purpose.NEWCOMERS, month.number, facts, t, month.chance
    )
    at = np.searchsorted(ids, new.household)
    at = at if np.all(np.diff(ids) > 0) else np.array([list(ids).index(h) for h in new.household])
    new.neighbourhood[:], new.building[:] = place[at], building[at]
    return new


def _fade(
    r: Residents, ties: NeighbourTies, stays: np.ndarray, d: Demography
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Let ties fade, strengthen where both took part within the year, and end with who leaves."""
    a, b, strength = ties.pairs()
    both = (r.history[a] != 0) & (r.history[b] != 0)
    warmth = np.sqrt(r.contact[a] * r.contact[b])
    strength = strength + d.tie_fading * (0.2 + 0.8 * warmth - strength)
    strength = strength + d.tie_joint * both * (1.0 - strength)
    keep = stays[a] & stays[b] & (strength > d.tie_end)
    return a[keep], b[keep], strength[keep].astype(np.float32)


def _turn(month: Month, r: Residents, facts: SocietyFacts, t: SocietyTraits, d: Demography) -> None:
    """Let the young begin to work and the old stop, and needs change with the segment."""
    luck = month.draw(Purpose.BIRTHS, r.id, 1)
    starts = (r.age >= 22) & (r.age < 23) & (r.work == Work.NONE) & (luck[:, 0] < d.first_job)
    r.work[starts] = np.where(luck[starts, 1] < 0.4, Work.WHITE_COLLAR, Work.WORKER)
    stops = (r.age >= 60) & (r.age < 61) & (luck[:, 0] < d.retirement)
    r.work[stops] = Work.NONE
    r.spare_hours[stops] = t.spare_free
    old = r.segment.copy()
    r.segment[:] = segment_of(r.age, r.hukou, r.work, r.hardship)
    grown = np.nonzero(old != r.segment)[0]
    scale = 0.7 + 0.6 * luck[grown, 2]
    need = facts.demand[r.segment[grown]] * scale[:, None]
    r.demand[grown] = np.rint(255 * need.clip(0.0, 1.0)).astype(np.uint8)
    came_of_age = grown[old[grown] == Segment.MINOR]
    for name, value in (
        ("awareness", 0.1), ("efficacy", t.efficacy_start), ("power_committee", t.power_start),
        ("power_street", t.power_start), ("trust_committee", t.trust_start),
        ("trust_street", t.trust_start), ("satisfaction", t.satisfaction_start),
    ):  # fmt: skip
        getattr(r, name)[came_of_age] = value
