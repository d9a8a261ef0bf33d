"""3 Reach: committees, teams, the party and online channels reach residents, within their hours.

Reads: outreach hours, housing, segments, team stages, convening strength.
Writes: asked, awareness.
Chance: FORTUNE (asked).
Levers: door_knocking, notices, online_groups, interest_groups, information_platform,
    affairs_disclosure.
Holds: more hours of door-knocking never lower contact under the same luck; awareness stays a share.
Source: T10 (being asked); PROB-25, MECH-01; REF-20, REF-21, REF-40.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.activity_team import TeamLife, TeamStage
from gongzhi.agents.compiling import kernel, rows_of, rule
from gongzhi.agents.party_organization import Convening
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.resident_rules import (
    Awareness,
    aware_next,
)
from gongzhi.agents.residents_committee import ResidentsCommittee
from gongzhi.agents.words import Segment
from gongzhi.scenarios.society import society_facts
from gongzhi.scenarios.units import MINUTES, THOUSAND, TINY

from ..month import Month
from ..organisations import Organisations

__all__ = ["Channels", "reach"]

SEGMENTS, MINOR = len(Segment), int(Segment.MINOR)


class Channels(NamedTuple):
    """How far an hour of each channel reaches, and which segments it reaches (8 shares)."""

    door_minutes: float
    notice_reach: float
    notice_hours: float
    online_reach: float
    online_hours: float
    interest_reach: float
    interest_hours: float
    disclosure_informs: float
    notice_accept: tuple[float, ...]
    online_accept: tuple[float, ...]
    interest_accept: tuple[float, ...]
    platform_accept: tuple[float, ...]


@rule
def not_asked(missed, team_reach, party_reach):
    """Probability of not being asked by any channel, one's team or the party."""
    return missed * (1.0 - team_reach) * (1.0 - party_reach)


@kernel
def asked_and_aware(
    first, last, place_first, place_people, fortune, segment, contact, team, party,
    missed, informed, team_reach, party_reach, w, awareness, asked,
):  # fmt: skip
    """For the residents of some neighbourhoods: who is asked this month, and awareness after it."""
    for n in range(first, last):
        for i in rows_of(place_first[n], place_people[n]):
            s = segment[i]
            if s == MINOR:
                continue
            by_team = team_reach[team[i]] if team[i] >= 0 else 0.0
            by_party = party_reach[n] if party[i] else 0.0
            asked[i] = fortune[i, 0] < 1.0 - not_asked(missed[n, s], by_team, by_party)
            awareness[i] = aware_next(awareness[i], asked[i], informed[n, s], contact[i], w)


def reach(
    month: Month,
    residents: Residents,
    places: Neighbourhoods,
    organisations: Organisations,
) -> None:
    """Reach residents by every channel."""
    o, w = organisations, month.weights(Channels)
    t, c = month.weights(TeamLife), month.weights(Convening)
    missed = _missed(month, places, o.committees, w)
    platform = month.delivered("information_platform", places.street)
    disclosed = w.disclosure_informs * month.delivered("affairs_disclosure", places.street)
    informed = platform[:, None] * np.array(w.platform_accept) + disclosed[:, None]
    governing = np.array([team.stage >= TeamStage.GOVERN for team in o.teams])
    team_reach = np.where(governing, t.reach_governing, t.reach)
    party_reach = c.member_reach * np.array([p.strength for p in o.parties])[places.street]
    r = residents
    month.for_all_neighbourhoods(
        asked_and_aware, len(places), places.first, places.people,
        month.fortunes(r, places), r.segment, r.contact,
        r.team, r.party, missed, informed, team_reach, party_reach,
        month.weights(Awareness), r.awareness, r.asked,
    )  # fmt: skip
    if month.witness:
        month.witness.keep("reach", missed, team_reach, party_reach, month.fortunes(r, places))


def _missed(
    month: Month,
    places: Neighbourhoods,
    committees: list[ResidentsCommittee],
    w: Channels,
) -> np.ndarray:
    """Probability of not being reached by any general channel; shape (neighbourhoods, segments).

    asked = 1 − Π over channels (1 − reach · accept).
    """
    hours = np.array([committee.outreach_hours for committee in committees])
    names = ("door_knocking", "notices", "online_groups", "interest_groups")
    weights = np.array([month.lever(name, places.street) for name in names])
    share = weights / np.maximum(weights.sum(axis=0), TINY) * hours
    knocks = share[0] * MINUTES / w.door_minutes
    doors = np.minimum(knocks / np.maximum(places.households, 1), 1.0)
    missed = np.repeat(1.0 - doors * society_facts().door[places.housing], SEGMENTS).reshape(
        -1, SEGMENTS
    )
    # A notice board, a chat group or an interest group serves everybody at once, but levels off with
    # the hours that go into it.
    per_thousand = THOUSAND / np.maximum(places.adults, 1)
    for hours_in, reach_at_most, scale, accept in (
        (share[1], w.notice_reach, w.notice_hours, w.notice_accept),
        (share[2], w.online_reach, w.online_hours, w.online_accept),
        (share[3], w.interest_reach, w.interest_hours, w.interest_accept),
    ):
        level = reach_at_most * (1.0 - np.exp(-hours_in * per_thousand / scale))
        missed *= 1.0 - level[:, None] * np.array(accept)
    return missed
