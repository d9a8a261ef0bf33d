"""5 Set agenda: arenas choose topics for scarce slots by their rule.

Simple cases take a direct route: committees handle them in case hours, the grid by its capacity, and
a mediation association takes disputes as far as its money goes. The others wait for a slot of the
committee's meetings or of the street's meeting; those not chosen fade, or turn into a petition.

Reads: raised issues, meeting and case hours, official preference.
Writes: stage, arena.
Chance: AGENDA, DIRECT, FADE.
Levers: agenda_rule, affair_typing, instrumentality, grid, grid_cell_people, block_linkage,
    committee_monopoly, survey_committee, dialogue_committee, supervision_committee, mediation_per_head.
Holds: an arena never takes more than its slots; a higher score is never passed over for a lower one.
Source: T04, T15; PROB-23, REF-08 to REF-11, PRIN-03, PLT-23.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.residents_committee import ResidentsCommittee
from gongzhi.agents.street_office import StreetOffice
from gongzhi.agents.words import Arena, Domain, Stage
from gongzhi.scenarios.units import HUNDRED_THOUSAND, MONTHS, TEN_THOUSAND

from ..activities import MEETINGS
from ..chance import Purpose
from ..choosing import first_of
from ..issues import Issues, Mover, Why
from ..month import Month
from ..organisations import Organisations
from ..platforms import cell_factor
from ..running_costs import Prices

__all__ = ["AgendaRules", "agenda_score", "set_agenda"]


class AgendaRules(NamedTuple):
    """Slots, direct route, and what each rule looks at (voices, severity, officials' taste)."""

    meeting_hours: float
    case_hours: float
    street_slots: float
    committee_slots: float
    salience_half: float
    grid_cases: float
    grid_none: float
    grid_street: float
    grid_district: float
    simple_conflict: float
    typing_gain: float
    simple_fill: float
    simple_legitimacy: float
    ad_hoc: tuple[float, ...]
    top_down: tuple[float, ...]
    bottom_up: tuple[float, ...]
    full: tuple[float, ...]
    fade: float
    fade_heard: float
    fade_full: float
    fade_top_down: float
    petition: float
    petition_salience: float
    monopoly_handling: float
    screening: float
    mediation_case: float


def agenda_score(salience, severity, taste, weights, half):
    """Score of a topic: what is heard, what hurts and what officials like; arrays or scalars.

    ``half`` is the salience at which what is heard has half its weight.
    """
    return weights[0] * salience / (half + salience) + weights[1] * severity + weights[2] * taste


class Queue(NamedTuple):
    """Raised topics: row, neighbourhood and street of each, and their order, the best score first."""

    rows: np.ndarray
    place: np.ndarray
    street: np.ndarray
    order: np.ndarray

    def first(self, able: np.ndarray, group: np.ndarray, slots: np.ndarray) -> np.ndarray:
        """Mark the best of those that are able, as many as their group has slots."""
        return first_of(able, self.order, group, slots)


def set_agenda(
    month: Month,
    places: Neighbourhoods,
    organisations: Organisations,
    issues: Issues,
) -> None:
    """Route simple cases, fill the slots of every arena, and let the rest fade or turn petition."""
    o, w = organisations, month.weights(AgendaRules)
    rows = issues.at(Stage.RAISED)
    score = _score(month, issues, rows, o.offices, w)
    order = np.argsort(-score, kind="stable")
    queue = Queue(rows, issues.neighbourhood[rows], issues.street[rows], order)
    waits = ~_handle_simple_cases(month, places, o.committees, issues, queue, w)
    at_street = issues.arena[rows] == Arena.STREET
    local = _choose_local(month, places, o.committees, issues, queue, waits & ~at_street, w)
    wide = _choose_wide(month, places, queue, waits & at_street, w)
    for chosen, mover, actor in (
        (local, Mover.COMMITTEE, queue.place),
        (wide, Mover.STREET_OFFICE, queue.street),
    ):
        issues.move(rows[chosen], Stage.AGENDA, month.number, mover, actor[chosen], Why.CHOSEN)
    _let_go(month, issues, rows[waits & ~local & ~wide], w)


def _score(
    month: Month,
    issues: Issues,
    rows: np.ndarray,
    offices: list[StreetOffice],
    w: AgendaRules,
) -> np.ndarray:
    """Score raised issues by the rule of their street."""
    score = np.zeros(len(rows))
    luck = month.draw(Purpose.AGENDA, issues.key[rows])
    for office in offices:
        levers = month.levers[office.street]
        mine = issues.street[rows] == office.street
        weights = getattr(w, levers.agenda_rule.replace("-", "_"))
        taste = office.preference(issues.domain[rows[mine]], luck[mine, 0], levers.instrumentality)
        salience, severity = issues.salience[rows[mine]], issues.severity[rows[mine]]
        score[mine] = agenda_score(salience, severity, taste, weights, w.salience_half)
    return score


def _handle_simple_cases(
    month: Month,
    places: Neighbourhoods,
    committees: list[ResidentsCommittee],
    issues: Issues,
    queue: Queue,
    w: AgendaRules,
) -> np.ndarray:
    """Send simple cases on the direct route: committees, the grid, and mediators for disputes."""
    rows = queue.rows
    limit = w.simple_conflict + w.typing_gain * month.lever("affair_typing", queue.street)
    simple = ~issues.collective[rows] & (issues.conflict[rows] < limit)
    by_committee = _taken_by_committees(month, places, committees, queue, simple, w)
    _start(month, issues, rows[by_committee], Arena.COMMITTEE, Mover.COMMITTEE, w)
    by_grid = _taken_by_grid(month, places, queue, simple & ~by_committee, w)
    _start(month, issues, rows[by_grid], Arena.STREET, Mover.GRID, w)
    taken = by_committee | by_grid
    disputes = ~taken & (issues.domain[rows] == Domain.DISPUTES)
    mediated = _taken_by_mediators(month, places, queue, disputes, w)
    _start(month, issues, rows[mediated], Arena.STREET, Mover.MEDIATOR, w)
    return taken | mediated


def _taken_by_committees(
    month: Month,
    places: Neighbourhoods,
    committees: list[ResidentsCommittee],
    queue: Queue,
    simple: np.ndarray,
    w: AgendaRules,
) -> np.ndarray:
    """Mark the simple cases that committees take in their case hours."""
    if not simple.any():
        return simple
    hours = np.array([committee.case_hours for committee in committees])
    keeps = month.lever("committee_monopoly", places.street)
    each = w.case_hours * (1.0 + w.monopoly_handling * keeps)
    can = np.floor(hours / each + month.draw(Purpose.DIRECT, len(places))[:, 0])
    own = queue.first(simple, queue.place, can)
    # Blocks: what is left of a committee's capacity helps the others of its street.
    spare = can - np.bincount(queue.place[own], minlength=len(places))
    lent = np.bincount(places.street, spare, len(month.levers)) * month.delivered("block_linkage")
    return own | queue.first(simple & ~own, queue.street, np.floor(lent))


def _taken_by_grid(
    month: Month, places: Neighbourhoods, queue: Queue, left: np.ndarray, w: AgendaRules
) -> np.ndarray:
    """Mark the cases left that the grid takes; streets linked to the district pool their capacity."""
    if not left.any():
        return left
    capacity = {"none": w.grid_none, "street": w.grid_street, "district": w.grid_district}
    factor = month.choice("grid", capacity)
    cells = cell_factor(month.lever("grid_cell_people"), month.weights(Prices))
    adults = np.bincount(places.street, places.adults, len(factor))
    can = w.grid_cases * factor * cells * adults / TEN_THOUSAND
    linked = (month.lever("grid") == "district").reshape(month.worlds, -1)
    streets = np.arange(linked.size).reshape(linked.shape)
    first = streets[:, 0] + np.argmax(linked, axis=1)
    pool = np.where(linked, first[:, None], streets).ravel()
    return queue.first(left, pool[queue.street], np.floor(np.bincount(pool, can, len(can))))


def _taken_by_mediators(
    month: Month, places: Neighbourhoods, queue: Queue, disputes: np.ndarray, w: AgendaRules
) -> np.ndarray:
    """Mark the disputes that a mediation association takes, as many as its money allows (PLT-23)."""
    if not disputes.any():
        return disputes
    people = np.bincount(places.street, places.people, len(month.levers))
    money = month.delivered("mediation_per_head") * people / MONTHS
    luck = month.draw(Purpose.DIRECT, len(people), 1)[:, 0]
    can = np.floor(money / w.mediation_case + luck * (money > 0))
    return queue.first(disputes, queue.street, can)


def _start(
    month: Month, issues: Issues, rows: np.ndarray, arena: Arena, mover: Mover, w: AgendaRules
) -> None:
    """Begin work on simple cases at once: no meeting, no joint resources."""
    if not len(rows):
        return
    issues.arena[rows] = arena
    issues.fill[rows] = w.simple_fill
    issues.legitimacy[rows] = w.simple_legitimacy
    issues.decided[rows] = month.number
    issues.move(
        rows, Stage.UNDER_WAY, month.number, mover, issues.neighbourhood[rows], Why.SIMPLE_CASE
    )


def _choose_local(
    month: Month,
    places: Neighbourhoods,
    committees: list[ResidentsCommittee],
    issues: Issues,
    queue: Queue,
    waits: np.ndarray,
    w: AgendaRules,
) -> np.ndarray:
    """Choose topics for the meetings of committees; mark them."""
    if not waits.any():
        return waits
    held_over = issues.at(Stage.AGENDA)
    held_over = held_over[issues.arena[held_over] == Arena.COMMITTEE]
    earlier = np.bincount(issues.neighbourhood[held_over], minlength=len(places))
    hours = np.array([committee.meeting_hours for committee in committees])
    spare = month.draw(Purpose.AGENDA, len(places), 1)[:, 0]
    # An agenda can be flooded: every topic in the queue takes time to look at (T15).
    waiting = np.bincount(queue.place[waits], minlength=len(places))
    hours = np.maximum(hours - w.screening * waiting, 0.0)
    slots = np.floor(hours / w.meeting_hours + spare)
    slots = np.maximum(np.minimum(slots, MEETINGS) - earlier, 0)
    return queue.first(waits, queue.place, slots)


def _choose_wide(
    month: Month, places: Neighbourhoods, queue: Queue, waits: np.ndarray, w: AgendaRules
) -> np.ndarray:
    """Choose topics for the meetings of streets; mark them."""
    if not waits.any():
        return waits
    size = np.bincount(places.street, places.adults) / HUNDRED_THOUSAND
    existing = sum(
        month.lever(f"{name}_committee").astype(float)
        for name in ("survey", "dialogue", "supervision")
    )
    slots = (w.street_slots + w.committee_slots * existing * month.afforded) * size
    slots = np.floor(slots + month.draw(Purpose.AGENDA, len(size), 2)[:, 0])
    return queue.first(waits, queue.street, slots)


def _let_go(month: Month, issues: Issues, rows: np.ndarray, w: AgendaRules) -> None:
    """Let topics without a slot fade away, or turn into a petition to higher levels."""
    if not len(rows):
        return
    luck = month.draw(Purpose.FADE, issues.key[rows])
    fading = {"ad-hoc": 1.0, "bottom-up": 1.0, "top-down": w.fade_top_down, "full": w.fade_full}
    kept = month.choice("agenda_rule", fading, issues.street[rows])
    quiet = w.salience_half / (w.salience_half + issues.salience[rows])
    fades = luck[:, 0] < w.fade * kept * (w.fade_heard + quiet)
    loud = issues.salience[rows] > w.petition_salience
    petitions = ~fades & loud & (luck[:, 1] < w.petition * issues.severity[rows])
    issues.move(rows[fades], Stage.LOST, month.number, Mover.CIRCUMSTANCE, -1, Why.FADED)
    gone = rows[petitions]
    issues.move(
        gone,
        Stage.ESCALATED,
        month.number,
        Mover.RESIDENT,
        issues.neighbourhood[gone],
        Why.PETITION,
    )
    issues.news[gone] = -1.0
