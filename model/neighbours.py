"""Neighbourly ties among residents, as compressed sparse rows.

Residents know people in their building, in their neighbourhood and, now and then, across the street;
whether an encounter becomes a tie falls with social distance, p = 1/(1 + (d/b)^α) (Boguñá et al.
2004; Talaga and Nowak 2020; T12). Row i of the structure is ``target[start[i]:start[i+1]]``.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from gongzhi.agents.compiling import kernel, rule
from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.resident import ADULT_AGE, Residents

from .chance import Chance, Purpose, luck

__all__ = ["Homophily", "NeighbourTies", "meet_neighbours"]


class Homophily(NamedTuple):
    """Who becomes acquainted with whom."""

    encounters: float
    encounters_least: float
    encounters_contact: float
    in_building: float
    across_street: float
    scale: float
    exponent: float
    age_gap: float
    segment_gap: float
    hukou_gap: float
    strength_floor: float


class NeighbourTies:
    """Undirected ties, each stored from both ends.

    Attributes:
        start: shape (n + 1,), int64.
        target: rows of the neighbours, shape (2 × ties,), int32.
        strength: share, 0–1, shape (2 × ties,), float32.
        around: total strength of each row's ties, shape (n,), float32.
    """

    def __init__(self, start: np.ndarray, target: np.ndarray, strength: np.ndarray) -> None:
        self.start, self.target, self.strength = start, target, strength
        self.around = np.empty(len(start) - 1, np.float32)
        add_strength(start, strength, self.around)
        self._described: dict[tuple[int, int], tuple[float, float, float]] = {}

    def describe(self, first: int, last: int) -> tuple[float, float, float]:
        """Return mean contacts, share without any and mean strength of the rows before ``last``.

        Ties stay as they are until they are made anew, so this is worked out once.
        """
        if (first, last) not in self._described:
            start = self.start[first : last + 1]
            degree = np.diff(start)
            strength = self.strength[start[0] : start[-1]]
            tie = float(strength.mean()) if len(strength) else np.nan
            self._described[first, last] = float(degree.mean()), float((degree == 0).mean()), tie
        return self._described[first, last]

    @classmethod
    def from_pairs(
        cls, rows: int, a: np.ndarray, b: np.ndarray, strength: np.ndarray, distinct: int = 0
    ) -> NeighbourTies:
        """Build the structure from pairs (a, b), shape (m,); the first of a doubled pair stays.

        The first ``distinct`` pairs are known to hold no double.
        """
        start = np.zeros(rows + 1, np.int64)
        count_ends(a, b, start)
        target = np.empty(2 * len(a), np.int32)
        weight = np.empty(2 * len(a), np.float32)
        kept = place_ends(a, b, strength, distinct, start, target, weight)
        return cls(start, target[:kept], weight[:kept])

    def pairs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return each tie once: rows a < b and strength."""
        source = np.repeat(np.arange(len(self.start) - 1, dtype=np.int32), np.diff(self.start))
        once = source < self.target
        return source[once], self.target[once], self.strength[once]

    def degree(self) -> np.ndarray:
        """Count the ties of each row."""
        return np.diff(self.start)


@kernel
def add_strength(start, strength, around):
    """Fill ``around`` with the total strength of each row's ties."""
    for i in range(around.shape[0]):
        total = 0.0
        for t in range(start[i], start[i + 1]):
            total += strength[t]
        around[i] = total


@kernel
def carry_over(
    start, target, strength, row_now, history, contact, rest, fading, joint, end,
    out_a, out_b, out_strength,
):  # fmt: skip
    """Carry ties over a year: write those that last as pairs of new rows; return their number.

    A tie drifts to its rest, which the contacts of both set; it is strengthened where both took part
    within the year, and it ends below ``end`` or with who leaves (``row_now`` -1).
    """
    made = 0
    for i in range(row_now.shape[0]):
        if row_now[i] < 0:
            continue
        for t in range(start[i], start[i + 1]):
            j = target[t]
            if j <= i or row_now[j] < 0:
                continue
            warmth = rest + (1.0 - rest) * np.sqrt(contact[i] * contact[j])
            s = strength[t] + fading * (warmth - strength[t])
            if history[i] != 0 and history[j] != 0:
                s += joint * (1.0 - s)
            if s > end:
                out_a[made] = row_now[i]
                out_b[made] = row_now[j]
                out_strength[made] = s
                made += 1
    return made


@kernel
def count_ends(a, b, start):
    """Turn pairs into row offsets, duplicates included."""
    for e in range(a.shape[0]):
        start[a[e] + 1] += 1
        start[b[e] + 1] += 1
    for i in range(1, start.shape[0]):
        start[i] += start[i - 1]


@kernel
def place_ends(a, b, strength, distinct, start, target, weight):
    """Write both ends of each pair into its row, dropping doubles; tighten ``start``; count them."""
    free = start[:-1].copy()  # where the next end of each row goes
    for e in range(a.shape[0]):
        i, j = np.uint64(a[e]), np.uint64(b[e])  # unsigned, as in ``rows_of``
        double = False
        if e >= distinct:
            for k in range(start[i], free[i]):
                if target[k] == b[e]:
                    double = True
        if double or i == j:
            continue
        at_i, at_j = np.uint64(free[i]), np.uint64(free[j])
        target[at_i], target[at_j] = b[e], a[e]
        weight[at_i] = weight[at_j] = strength[e]
        free[i] += 1
        free[j] += 1
    to = 0
    for row in range(free.shape[0]):
        first = start[row]
        start[row] = to
        for k in range(first, free[row]):
            target[to] = target[k]
            weight[to] = weight[k]
            to += 1
    start[free.shape[0]] = to
    return to


@rule
def tie_chance(age_gap, other_segment, other_hukou, w):
    """Probability that an encounter becomes a tie, by social distance (T12)."""
    distance = age_gap / w.age_gap + w.segment_gap * other_segment + w.hukou_gap * other_hukou
    if distance <= 0.0:
        return 1.0
    return 1.0 / (1.0 + math.exp(w.exponent * math.log(distance / w.scale)))


@kernel
def draw_encounters(
    ident, purpose, month, k0, k1, house_first, house_people, place_first, place_people,
    street_first, street_people, w, whom, draw,
):  # fmt: skip
    """Draw whom a resident runs into, and the luck of each encounter; ``whom`` and ``draw`` are out.

    Draws do not wait for one another here, so that the processor works on several at once.
    """
    for t in range(whom.shape[0]):
        where, who, draw[t], _ = luck(ident, purpose, month, t + 1, k0, k1)
        indoors, nearby = where < w.in_building, where < 1.0 - w.across_street
        first = house_first if indoors else (place_first if nearby else street_first)
        people = house_people if indoors else (place_people if nearby else street_people)
        whom[t] = first + int(who * people)


@kernel
def propose_ties(
    rows, effort, purpose, month, k0, k1, ident, contact, age, segment, hukou, household,
    place, house, place_first, place_people, street_first, street_people, house_first,
    house_people, w, out_a, out_b, out_strength,
):  # fmt: skip
    """Let the residents in ``rows`` meet others; write the new pairs and return their number.

    ``street_first`` and ``street_people`` tell the rows of each neighbourhood's street.
    """
    made = 0
    most = int(effort * w.encounters * (w.encounters_least + w.encounters_contact)) + 1
    whom, draw = np.empty(most, np.int64), np.empty(most)
    for r in range(rows.shape[0]):
        i = rows[r]
        if age[i] < ADULT_AGE:
            continue
        mean = effort * w.encounters * (w.encounters_least + w.encounters_contact * contact[i])
        tries = int(mean + luck(ident[i], purpose, month, 0, k0, k1)[0])
        n, h = place[i], house[i]
        draw_encounters(
            ident[i], purpose, month, k0, k1, house_first[h], house_people[h], place_first[n],
            place_people[n], street_first[n], street_people[n], w, whom[:tries], draw[:tries],
        )  # fmt: skip
        for t in range(tries):
            j = whom[t]
            if (j == i) | (age[j] < ADULT_AGE) | (household[j] == household[i]):
                continue
            p = tie_chance(abs(age[i] - age[j]), segment[i] != segment[j], hukou[i] != hukou[j], w)
            if draw[t] < p and made < out_a.shape[0]:
                out_a[made] = i
                out_b[made] = j
                warmth = np.sqrt(contact[i] * contact[j])
                out_strength[made] = w.strength_floor + (1.0 - w.strength_floor) * warmth
                made += 1
    return made


def meet_neighbours(
    rows: np.ndarray,
    purpose: Purpose,
    month: int,
    chance: Chance,
    residents: Residents,
    places: Neighbourhoods,
    buildings: Buildings,
    w: Homophily,
    effort: float = 1.0,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Let the residents in ``rows`` meet neighbours; return the new pairs with their strength.

    Args:
        effort: encounters against those of the founding, when everybody met everybody once; a
            newcomer is met as often as they meet, so their effort is two.
    """
    most = effort * w.encounters * (w.encounters_least + w.encounters_contact)
    room = int(len(rows) * (most + 1)) + 1
    a, b = np.empty(room, np.int32), np.empty(room, np.int32)
    strength = np.empty(room, np.float32)
    r = residents
    people = np.bincount(places.street, places.people).astype(np.int64)
    first = np.cumsum(people) - people  # streets stand in the order of their neighbourhoods
    made = propose_ties(
        rows.astype(np.int64), effort, int(purpose), month, *chance.key, r.id, r.contact, r.age,
        r.segment, r.hukou, r.household, r.neighbourhood, r.building, places.first, places.people,
        first[places.street], people[places.street], buildings.first, buildings.people, w, a, b, strength,
    )  # fmt: skip
    return a[:made], b[:made], strength[:made]
