"""4 Raise: residents, the grid and committee members notice issues and put them forward.

Reads: latent and raised issues, demand, awareness, efficacy.
Writes: voices, salience, stage, form of taking part.
Chance: FORTUNE (picks an issue, speaks up), DETECT.
Levers: grid, grid_cell_people, local_members, online_groups, survey_committee.
Holds: only those an issue touches raise it; without voices attention fades.
Source: T15; CTX-18 (online amplification), PLT-07, MECH-22, CLM-10.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.compiling import kernel, largest, rows_of
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.resident_rules import (
    Raising,
    raising,
    speaks,
)
from gongzhi.agents.words import Domain, Segment, Stage
from gongzhi.scenarios.units import BYTE

from ..chance import Purpose
from ..issues import NOT_YET, Fact, Issues, Mover, Why
from ..month import Month
from ..platforms import cell_factor
from ..running_costs import Prices

__all__ = ["Noticing", "raise_issues"]

MINOR = int(Segment.MINOR)

SEEN_ON_PATROL = np.isin(
    np.arange(len(Domain)),
    [Domain.ENVIRONMENT, Domain.SAFETY, Domain.REPAIR, Domain.PARKING, Domain.PROPERTY],
)


class Noticing(NamedTuple):
    """How the grid and members notice issues, and how attention fades and spreads."""

    grid_none: float
    grid_street: float
    grid_district: float
    local_member: float
    survey: float
    fading: float
    online: float
    online_most: float
    unsaid: float


@kernel
def who_may_speak(first, people, draw, awareness, efficacy, choices, severity, w, may):
    """Find who of a neighbourhood would raise the worst issue if it met their greatest need.

    ``may`` (out) counts from the first resident. A loop without a branch and with few arrays, so that
    the compiler works on several residents at once.
    """
    stake = severity * np.uint8(BYTE) / BYTE
    for i in rows_of(first, people):
        most = raising(stake, awareness[i], efficacy[i], choices, w)
        may[i - np.uint64(first)] = draw[i] < most


@kernel
def speak_up(
    first, last, place_first, place_people, fortune, segment, building, demand, awareness,
    efficacy, list_first, where, domain, severity, w,
    voices, form,
):  # fmt: skip
    """Let residents of some neighbourhoods raise issues; count the voices for each listed issue."""
    may = np.empty(largest(place_people, first, last), np.bool_)
    for n in range(first, last):
        choices = list_first[n + 1] - list_first[n]
        if choices == 0:
            continue
        # Most would not even raise the worst of the issues.
        who_may_speak(
            place_first[n], place_people[n], fortune[:, 2], awareness, efficacy, choices,
            largest(severity, list_first[n], list_first[n + 1]), w, may,
        )  # fmt: skip
        for i in rows_of(place_first[n], place_people[n]):
            if not may[i - np.uint64(place_first[n])] or segment[i] == MINOR:
                continue
            at = list_first[n] + int(fortune[i, 1] * choices)
            if where[at] >= 0 and where[at] != building[i]:
                continue
            stake = severity[at] * demand[i, domain[at]] / BYTE
            hazard = raising(stake, awareness[i], efficacy[i], choices, w)
            if speaks(hazard, fortune[i, 2]):
                voices[at] += 1
                form[i] = 1


def raise_issues(
    month: Month, residents: Residents, places: Neighbourhoods, issues: Issues
) -> None:
    """Notice issues and put them forward."""
    w = month.weights(Noticing)
    listed = issues.at(Stage.LATENT, Stage.RAISED)
    listed = listed[np.argsort(issues.neighbourhood[listed], kind="stable")]
    starts = np.searchsorted(issues.neighbourhood[listed], np.arange(len(places) + 1))
    voices = np.zeros(len(listed), np.int64)
    r = residents
    r.form[:] = 0
    month.for_all_neighbourhoods(
        speak_up, len(places), places.first, places.people,
        month.fortunes(r, places), r.segment, r.building, r.demand, r.awareness, r.efficacy,
        starts, issues.building[listed], issues.domain[listed], issues.severity[listed],
        month.weights(Raising), voices, r.form,
    )  # fmt: skip
    if month.witness:
        about = issues.building[listed], issues.domain[listed], issues.severity[listed]
        month.witness.keep("raise", listed, starts, *about, month.fortunes(r, places))
    issues.voices[:] = 0.0
    issues.voices[listed] = voices
    spoken = voices > 0
    issues.note(listed[spoken], month.number, Fact.VOICES, voices[spoken])
    online = month.lever("online_groups", issues.street[listed])
    loud = voices * (1.0 + w.online * np.minimum(online, w.online_most))
    issues.salience[listed] = (1.0 - w.fading) * issues.salience[listed] + np.log1p(loud)
    _bring_forward(month, issues, listed, voices, w)


def _bring_forward(
    month: Month, issues: Issues, listed: np.ndarray, voices: np.ndarray, w: Noticing
) -> None:
    """Move latent issues that somebody noticed; some of the rest are never said."""
    latent = issues.stage[listed] == Stage.LATENT
    rows, heard = listed[latent], voices[latent] > 0
    if not len(rows):
        return
    street = issues.street[rows]
    watched = {"none": w.grid_none, "street": w.grid_street, "district": w.grid_district}
    cells = cell_factor(month.lever("grid_cell_people"), month.weights(Prices))
    watch = month.choice("grid", watched) * cells
    luck_ = month.draw(Purpose.DETECT, issues.key[rows])
    seen = luck_[:, 0] < watch[street] * SEEN_ON_PATROL[issues.domain[rows]]
    member = w.local_member * month.lever("local_members")
    member = member + w.survey * month.delivered("survey_committee")
    told = luck_[:, 1] < member[street]
    fades = luck_[:, 2] < w.unsaid
    number = month.number
    for mask, mover, why in (
        (heard, Mover.RESIDENT, Why.VOICED),
        (seen & ~heard, Mover.GRID, Why.DETECTED),
        (told & ~seen & ~heard, Mover.COMMITTEE_MEMBER, Why.DETECTED),
    ):
        moved = rows[mask]
        if not len(moved):
            continue
        issues.move(moved, Stage.RAISED, number, mover, issues.neighbourhood[moved], why)
        issues.raised[moved[issues.raised[moved] == NOT_YET]] = number
    silent = rows[fades & ~heard & ~seen & ~told]
    issues.move(silent, Stage.LOST, number, Mover.CIRCUMSTANCE, -1, Why.FADED)
