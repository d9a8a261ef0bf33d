"""The rule of taking part as ordinary Mesa agents: a measure of speed, and a check of the kernel.

Each month a resident looks at the open activities and comes to at most one of them:

- A minor does not come. An activity of one building is open only to those who live in it.
- Whether anything is worth it is decided by a gate of three factors, each against its usual value:
  interest (the tie to the community as far as one knows of it), strength (one's efficacy times the
  power that the meeting seems to have, the committee's or the street's) and identity (contacts,
  trust in the committee, being local, owning the home).
- An activity then draws by what is at stake for oneself, by being asked, by the share of one's
  neighbours, weighed by the strength of the ties, who were active last month, by habit, and by the
  legitimacy of who calls, which counts for more where there is public spirit; it costs its hours
  against one's spare hours, a common threshold and a personal reluctance.
- Of the best activity (the first of equals) one draw decides, with the logistic probability of its
  utility, whether the resident comes. A volunteer from a team that governs leads.

This file is written from that description and shares no rule with the model. ``World`` makes agents
of Mesa's from what the model's process is about to be called with. The timed twin draws from Mesa's
own random; with the model's keyed luck it must make the very choices that the kernel makes
(``docking.py``).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import mesa
import numpy as np
from calls import Call

from gongzhi.agents.resident_rules import (
    Identity,
    TakingPart,
)

__all__ = ["TwinResident", "World"]

MINOR = 7
LOCAL = 0
STREET = 1
VOLUNTEER, LEAD = 4, 5
GOVERNS = 2  # the stage from which a team governs


@dataclass(eq=False)
class Activity:
    """Something to take part in; ``building`` or ``domain`` is None where it does not matter."""

    slot: int
    issue: int
    building: int | None
    domain: int | None
    of_street: bool
    form: int
    stake: float
    hours: float
    pull: float
    legitimacy: float
    came: list[int] = field(default_factory=lambda: [0] * 8)


@dataclass(eq=False)
class Place:
    """A neighbourhood and what is open there this month."""

    activities: list[Activity]
    street_meets: bool


class TwinResident(mesa.Agent):
    """A resident with plain attributes, who knows neighbours as (agent, strength)."""

    def __init__(self, model: World, place: Place, facts: dict[str, Any]) -> None:
        super().__init__(model)
        self.place = place
        self.__dict__.update(facts)
        self.neighbours: list[tuple[TwinResident, float]] = []
        self.strength_of_all = 0.0
        self.choice: Activity | None = None

    def befriend(self, neighbours: list[tuple[TwinResident, float]]) -> None:
        """Know these neighbours."""
        self.neighbours = neighbours
        self.strength_of_all = sum(strength for _, strength in neighbours)

    def take_part(self) -> None:
        """Come to the best open activity, or to none."""
        self.choice = None
        if self.segment == MINOR:
            return
        offered = [
            activity
            for activity in self.place.activities
            if activity.building is None or activity.building == self.building
        ]
        if not offered:
            return
        by_committee = self.readiness(self.power_committee)
        by_street = self.readiness(self.power_street) if self.place.street_meets else 0.0
        social = self.active_neighbours()
        best, best_utility = None, -math.inf
        for activity in offered:
            ready = by_street if activity.of_street else by_committee
            utility = ready + self.attraction(activity, social)
            if utility > best_utility:
                best, best_utility = activity, utility
        if self.model.draw(self) < 1.0 / (1.0 + math.exp(-best_utility)):
            self.come(best)

    def readiness(self, power: float) -> float:
        """The gate of three factors, towards a meeting that seems to have so much power."""
        w, b = self.model.weights, self.model.identity
        interest = self.community_tie * self.awareness
        strength = self.efficacy * power
        identity = (
            b.contact * self.contact
            + b.trust * self.trust_committee
            + b.local * self.local
            + b.owner * self.owner
        )
        product = (
            (interest + w.floor)
            / (w.tie_ref + w.floor)
            * (strength + w.floor)
            / (w.power_ref + w.floor)
            * (identity + w.floor)
            / (w.identity_ref + w.floor)
        )
        return w.gamma * math.log(product)

    def active_neighbours(self) -> float:
        """Share of the neighbours, by strength of the tie, who were active last month."""
        if not self.neighbours:
            return 0.0
        active = sum(strength for other, strength in self.neighbours if other.was_active)
        return active / self.strength_of_all

    def attraction(self, activity: Activity, social: float) -> float:
        """What speaks for an activity, less what it costs."""
        w = self.model.weights
        need = 1.0 if activity.domain is None else self.needs[activity.domain] / 255.0
        return (
            w.stake * activity.stake * need
            + w.asked * (self.asked + activity.pull)
            + w.social * social
            + w.habit * self.habit
            + w.duty * activity.legitimacy
            - w.cost * activity.hours / self.spare_hours
            - w.threshold
            - self.reluctance
        )

    def come(self, activity: Activity) -> None:
        """Take part, be counted, and remember the issue."""
        self.choice = activity
        activity.came[self.segment] += 1
        self.form = LEAD if activity.form == VOLUNTEER and self.leads else activity.form
        if activity.issue >= 0:
            self.last_issue = activity.issue


class World(mesa.Model):
    """The residents of one call of the process, as agents; ``draw`` is Mesa's random or given."""

    def __init__(
        self, call: Call, draw: Callable[[TwinResident], float] | None = None, seed: int = 1
    ) -> None:
        super().__init__(rng=seed)
        self.draw = draw or (lambda agent: agent.random.random())
        self.weights = call.month.weights(TakingPart)
        self.identity = call.month.weights(Identity)
        self.places = _places(call)
        self.people = _people(self, call)

    def step(self) -> None:
        """Let everybody choose."""
        self.agents.do("take_part")

    def choices(self) -> np.ndarray:
        """Return the slot that each resident came to, in the order of rows; -1 for none."""
        return np.array([-1 if p.choice is None else p.choice.slot for p in self.people])


def _places(call: Call) -> list[Place]:
    """Turn the open slots into activities."""
    a, street = call.activities, call.places.street
    spirit = call.month.lever("public_spirit", street).tolist()
    made = []
    for n in range(len(call.places)):
        committee = call.organisations.committees[n].legitimacy
        office = call.organisations.offices[street[n]].legitimacy
        activities = []
        for slot in np.nonzero(a.open[n])[0].tolist():
            of_street = int(a.arena[n, slot]) == STREET
            building, domain = int(a.building[n, slot]), int(a.domain[n, slot])
            activities.append(
                Activity(
                    slot,
                    int(a.issue[n, slot]),
                    None if building < 0 else building,
                    None if domain < 0 else domain,
                    of_street,
                    int(a.form[n, slot]),
                    float(a.stake[n, slot]),
                    float(a.hours[n, slot]),
                    float(a.pull[n, slot]),
                    (office if of_street else committee) * (0.5 + spirit[n]),
                )
            )
        made.append(Place(activities, any(activity.of_street for activity in activities)))
    return made


NAMES = (
    "building", "segment", "owner", "spare_hours", "reluctance", "community_tie", "awareness",
    "efficacy", "power_committee", "power_street", "trust_committee", "habit", "contact", "asked",
    "last_issue", "form",
)  # fmt: skip


def _people(world: World, call: Call) -> list[TwinResident]:
    """Turn rows into agents, and rows of ties into lists of neighbours."""
    r, ties = call.residents, call.ties
    columns = {name: getattr(r, name).tolist() for name in NAMES}
    columns["needs"] = r.demand.tolist()
    columns["local"] = (r.hukou == LOCAL).tolist()
    columns["was_active"] = (r.history & 1 == 1).tolist()
    stages = [team.stage for team in call.organisations.teams]
    columns["leads"] = [team >= 0 and stages[team] >= GOVERNS for team in r.team.tolist()]
    names = tuple(columns)
    people = [
        TwinResident(world, world.places[n], dict(zip(names, values, strict=True)))
        for n, values in zip(
            r.neighbourhood.tolist(), zip(*columns.values(), strict=True), strict=True
        )
    ]
    start, target, strength = ties.start.tolist(), ties.target.tolist(), ties.strength.tolist()
    for i, person in enumerate(people):
        mine = range(start[i], start[i + 1])
        person.befriend([(people[target[t]], strength[t]) for t in mine])
    return people
