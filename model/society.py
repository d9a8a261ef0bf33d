"""The society: who lives on the street before the first month.

Neighbourhoods get a kind of housing and a size; households of stated kinds move into their
buildings; people get the traits of their household, and neighbourly ties (``neighbours.py``). The
society has a seed of its own, apart from the luck of a run, and every draw is keyed by household, so
that a larger street repeats the neighbourhoods of a smaller one.
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
from gongzhi.agents.words import Hukou, Segment, Work
from gongzhi.scenarios.setting import Setting
from gongzhi.scenarios.society import MEMBERS, SocietyFacts
from gongzhi.scenarios.street_table import street_of
from gongzhi.scenarios.units import BYTE, TINY

from .chance import Chance, Purpose
from .own_street import facts_of_each, own_places
from .rows import number_rows

__all__ = [
    "SocietyTraits",
    "join_teams",
    "move_in",
    "normal",
    "settle",
]

IDS_A_HOUSEHOLD = 8  # six members and two to spare
HOUSEHOLDS_A_NEIGHBOURHOOD = 100_000
ROOM, MORE_ROOM = 1.1, 12  # households made for a neighbourhood: a tenth and a few more than needed


class SocietyTraits(NamedTuple):
    """How traits are spread over people at the start."""

    households_sigma: float
    households_extreme: float
    young_until: float
    elderly_from: float
    employed: float
    employed_young: float
    employed_old: float
    work_from: float
    work_until: float
    party_base: float
    party_senior: float
    party_senior_from: float
    party_office: float
    spare_free: float
    spare_worker: float
    spare_office: float
    spare_spread: float
    spare_least: float
    spare_most: float
    reluctance_spread: float
    reluctance_most: float
    demand_spread: float
    contact_mean: float
    contact_spread: float
    contact_old: float
    contact_local: float
    awareness_start: float
    awareness_contact: float
    efficacy_start: float
    power_start: float
    trust_start: float
    satisfaction_start: float
    town_crowd: float
    town_revenue: float
    teams: float
    team_old: float
    team_other: float
    team_without_contact: float


def normal(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Turn two uniform draws into a standard normal one (Box and Muller 1958)."""
    return np.sqrt(-2.0 * np.log(u)) * np.cos(2.0 * np.pi * v)


def settle(
    setting: Setting, facts: SocietyFacts, traits: SocietyTraits
) -> tuple[Residents, Neighbourhoods, Buildings]:
    """Make the people and the places of a setting.

    Returns:
        Residents in rows grouped by neighbourhood and building, neighbourhoods, buildings.
    """
    chance = Chance(setting.society_seed)
    street = street_of(setting.neighbourhoods_csv)
    places = own_places(street, facts) if street else _places(setting, facts, traits, chance)
    places.street[:] = np.arange(len(places)) * setting.streets // len(places)
    own = facts_of_each(street, facts) if street else [facts] * len(places)
    residents, buildings = Residents(), Buildings()
    for n in range(len(places)):
        people, houses = _fill(
            n, int(places.people[n]), int(places.housing[n]), own[n], traits, chance
        )
        people.building += len(buildings)
        residents.append(people)
        buildings.append(houses)
        places.next_household[n] = people.household.max() + 1
    number_rows(residents, places, buildings)
    return residents, places, buildings


def _places(
    setting: Setting, facts: SocietyFacts, traits: SocietyTraits, chance: Chance
) -> Neighbourhoods:
    """Share housing kinds and people out over the neighbourhoods."""
    n = setting.neighbourhoods
    luck = chance.draw(Purpose.PLACES, 0, n)
    weights = np.array(
        [
            setting.old_lanes,
            setting.workers_estates,
            setting.commodity_estates,
            setting.upscale_estates,
            setting.resettlement_estates,
        ]
    )
    if weights.sum() <= 0:
        raise ValueError("setting: at least one kind of housing needs a weight above zero")
    # Largest remainders, then shuffled, so that a street has just the stated mix of housing.
    exact = weights / weights.sum() * n
    counts = np.floor(exact).astype(int)
    counts[np.argsort(-(exact - counts), kind="stable")[: n - counts.sum()]] += 1
    housing = np.repeat(np.arange(len(weights)), counts)[np.argsort(luck[:, 0], kind="stable")]
    most = traits.households_extreme
    size = np.exp(traits.households_sigma * normal(luck[:, 1], luck[:, 2]).clip(-most, most))
    street = np.arange(n) * setting.streets // n
    crowd = np.where(street >= setting.streets - setting.towns, traits.town_crowd, 1.0)
    size *= facts.household_size[housing] * crowd
    ends = np.rint(np.cumsum(size) / size.sum() * setting.residents).astype(int)
    places = Neighbourhoods(n)
    places.housing[:] = housing
    places.people[:] = np.diff(ends, prepend=0)
    places.planned_people[:] = places.people / crowd
    places.crowding[:] = facts.crowding[housing]
    return places


def _fill(
    n: int,
    people: int,
    housing: int,
    facts: SocietyFacts,
    traits: SocietyTraits,
    chance: Chance,
) -> tuple[Residents, Buildings]:
    """Fill one neighbourhood with just ``people`` residents, the last household cut short."""
    guess = int(people / facts.household_size[housing] * ROOM) + MORE_ROOM
    ids = n * HOUSEHOLDS_A_NEIGHBOURHOOD + np.arange(guess)
    kind = np.full(guess, housing)
    mix = facts.household_mix
    residents, _ = move_in(ids, kind, Purpose.HOUSEHOLDS, 0, mix, facts, traits, chance)
    residents = residents.take(np.arange(min(people, len(residents))))
    residents.neighbourhood[:] = n
    rank = residents.household - n * HOUSEHOLDS_A_NEIGHBOURHOOD
    residents.building[:] = rank // facts.building_size[housing]
    houses = Buildings(int(residents.building.max()) + 1, neighbourhood=n)
    join_teams(residents, 0, traits, chance)
    return residents, houses


def move_in(
    ids: np.ndarray,
    housing: np.ndarray,
    purpose: Purpose,
    month: int,
    mix: np.ndarray,
    facts: SocietyFacts,
    traits: SocietyTraits,
    chance: Chance,
) -> tuple[Residents, np.ndarray]:
    """Make the people of new households; the caller says where they live.

    Args:
        ids: household ids, shape (h,).
        housing: kind of housing of each, shape (h,).
        purpose: what the draws are for; ``month``: when.
        mix: shares of kinds of household by kind of housing.

    Returns:
        Residents in the order of the households, without building and neighbourhood, and which of
        the households each is of, shape (residents,).
    """
    luck = chance.draw(purpose, month, ids)
    shares = mix.cumsum(axis=1)[housing]
    kind = (luck[:, 0, None] > shares[:, :-1]).sum(axis=1)
    slots = ids[:, None] * IDS_A_HOUSEHOLD + np.arange(MEMBERS)
    member = chance.draw(purpose, month, slots.ravel(), 1).reshape(len(ids), MEMBERS, luck.shape[1])
    there = member[:, :, 0] < facts.member_chance[kind]
    young, old = facts.member_age[kind, :, 0], facts.member_age[kind, :, 1]
    house = np.nonzero(there)[0]  # the household of each person
    r = Residents(len(house))
    r.id[:] = slots[there]
    r.household[:] = ids[house]
    r.age[:] = (young + (old + 1.0 - young) * member[:, :, 1])[there]
    overseas = facts.household_names.index("international")
    local = luck[:, 1] < facts.local[kind]
    hukou = np.where(
        local, Hukou.LOCAL, np.where(kind == overseas, Hukou.OVERSEAS, Hukou.NON_LOCAL)
    )
    r.hukou[:] = hukou[house]
    owns = np.minimum(facts.owner[housing] * facts.owner_factor[kind], facts.owner_most)
    owner = luck[:, 2] < owns
    r.owner[:] = owner[house]
    r.hardship[:] = (luck[:, 3] < facts.hardship[housing])[house]
    r.hardship &= r.hukou != Hukou.OVERSEAS
    _work(
        r, member[:, :, 2][there], member[:, :, 3][there], facts.white_collar[kind][house], traits
    )
    _temperament(r, housing[house], purpose, month, facts, traits, chance)
    return r, house


def _work(
    r: Residents, luck: np.ndarray, office: np.ndarray, share: np.ndarray, t: SocietyTraits
) -> None:
    """Give work, segment and party membership."""
    grown = np.where(r.age < t.work_until, t.employed, t.employed_old)
    chance = np.where(r.age < ADULT_AGE, 0.0, grown)
    chance = np.where(r.age < t.work_from, chance * t.employed_young, chance)
    employed = luck < chance
    # The same draw, stretched, serves party membership: given work, what is left of it is uniform.
    rest = np.where(employed, luck / np.maximum(chance, TINY), (luck - chance) / (1.0 - chance))
    r.work[:] = np.where(
        employed, np.where(office < share, Work.WHITE_COLLAR, Work.WORKER), Work.NONE
    )
    segments(r.age, r.hukou, r.work, r.hardship, t.elderly_from, t.young_until, r.segment)
    member = t.party_base + t.party_senior * (r.age >= t.party_senior_from)
    member += t.party_office * (r.work == Work.WHITE_COLLAR)
    r.party[:] = (rest < member) & (r.age >= ADULT_AGE) & (r.hukou != Hukou.OVERSEAS)


def _temperament(
    r: Residents,
    housing: np.ndarray,
    purpose: Purpose,
    month: int,
    facts: SocietyFacts,
    t: SocietyTraits,
    chance: Chance,
) -> None:
    """Give time, needs, contacts and the first beliefs."""
    a, b, c, d = chance.draw(purpose, month, r.id, 2).T
    e, f, g, _ = chance.draw(purpose, month, r.id, 3).T
    hours = np.array([t.spare_free, t.spare_worker, t.spare_office])[r.work]
    spare = hours * np.exp(t.spare_spread * normal(a, b))
    r.spare_hours[:] = spare.clip(t.spare_least, t.spare_most)
    reluctance = t.reluctance_spread * normal(c, d)
    r.reluctance[:] = reluctance.clip(-t.reluctance_most, t.reluctance_most)
    scale = np.exp(t.demand_spread * normal(e, f))
    demand = facts.demand[r.segment] * scale[:, None]
    r.demand[:] = np.rint(BYTE * demand.clip(0.0, 1.0)).astype(np.uint8)
    liking = (
        t.contact_mean
        + facts.contact[housing]
        + t.contact_old * (r.age >= t.elderly_from)
        + t.contact_local * (r.hukou == Hukou.LOCAL)
        + t.contact_spread * np.log(g / (1.0 - g))
    )
    r.contact[:] = 1.0 / (1.0 + np.exp(-liking))
    r.awareness[:] = t.awareness_start + t.awareness_contact * r.contact
    r.efficacy[:] = t.efficacy_start
    r.power_committee[:] = r.power_street[:] = t.power_start
    r.trust_committee[:] = r.trust_street[:] = t.trust_start
    r.satisfaction[:] = t.satisfaction_start
    r.team[:] = r.last_issue[:] = -1


def join_teams(r: Residents, month: int, t: SocietyTraits, chance: Chance) -> None:
    """Let some of those without a team join one of their neighbourhood's activity teams."""
    luck = chance.draw(Purpose.TEAMS, month, r.id, 1)
    share = np.where(r.segment == Segment.ELDERLY, t.team_old, t.team_other)
    drawn = share * (t.team_without_contact + r.contact)
    joins = (luck[:, 0] < drawn) & (r.segment != Segment.MINOR) & (r.team < 0)
    count = int(t.teams)
    r.team[joins] = r.neighbourhood[joins] * count + np.floor(luck[joins, 1] * count).astype(int)
