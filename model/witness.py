"""The witness: looks on while a month happens, and explains what those it watches did.

It reads what the processes hand it and changes nothing: with or without one, a run says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from gongzhi.agents.organisation import Organisation
from gongzhi.agents.resident import Residents
from gongzhi.agents.resident_rules import (
    Identity,
    Raising,
    TakingPart,
    identity,
)
from gongzhi.agents.resident_view import rows_of
from gongzhi.agents.words import Form, Segment
from gongzhi.scenarios.units import BYTE

from .explain_resident import Heard, Offer, Person, explain_resident, explain_voice
from .explanation import Explanation, Line, Term, Who

if TYPE_CHECKING:
    from gongzhi.agents.places import Neighbourhoods

    from .activities import Activities
    from .month import Month

__all__ = ["KINDS", "PICKS", "Watched", "Witness"]

PICKS = ("came", "stayed", "asked", "raised")
KINDS = {
    "StreetOffice": "office",
    "ResidentsCommittee": "committee",
    "SocialOrganization": "organization",
    "Enterprise": "unit",
}


class Witness:
    """Watches residents and organisations.

    Attributes:
        explanations: what was explained so far, in the order in which it happened.
    """

    def __init__(
        self,
        residents: Iterable[int] = (),
        organisations: Iterable[Organisation | tuple[str, int]] = (),
        month: int | None = None,
        pick: str | None = None,
    ) -> None:
        self.residents = np.array(list(residents), np.int64)
        self.organisations = {_name(one) for one in organisations}
        self.month = month
        self.pick = pick
        self.explanations: list[Explanation] = []
        self._kept: dict[str, tuple[Any, ...]] = {}

    def attends(self, month: int) -> bool:
        """Tell whether it looks on in this month."""
        return self.month is None or self.month == month

    def keep(self, process: str, *what: Any) -> None:
        """Keep what a process used, until the residents have chosen."""
        self._kept[process] = what

    def see_choices(
        self,
        month: Month,
        people: Residents,
        places: Neighbourhoods,
        activities: Activities,
        social: np.ndarray,
        legitimacy: np.ndarray,
    ) -> None:
        """Explain the choices of the watched residents, who still are as they were when they chose."""
        ids = self.residents
        if self.pick:
            ids = _picked(self.pick, people, activities)
        fortunes = month.fortunes(people, places)
        w, b = month.weights(TakingPart), month.weights(Identity)
        for name, row in zip(ids.tolist(), rows_of(people, ids).tolist(), strict=True):
            if row < 0:
                continue
            who = Who("resident", name)
            draws = fortunes[row]
            person = _person(people, row, float(social[row]), draws[3], b)
            offers = _offers(people, row, activities, legitimacy)
            parts = (self._asked(who, month, people, row), self._voice(who, month, people, row))
            segment = Segment(int(people.segment[row]))
            told = explain_resident(who, month.number, person, offers, w, segment, parts)
            self.explanations.append(told)

    def see(
        self,
        explain: Callable[..., Explanation],
        month: int,
        organisation: Organisation,
        *given: Any,
    ) -> None:
        """Explain what an organisation did, ``explain(month, organisation, *given)``, if it is watched."""
        if _name(organisation) in self.organisations:
            self.explanations.append(explain(month, organisation, *given))

    def _asked(self, who: Who, month: Month, people: Residents, row: int) -> Explanation:
        """Explain whether a resident was asked."""
        from .processes.reach import not_asked

        missed, team_reach, party_reach, fortunes = self._kept["reach"]
        place, team = people.neighbourhood[row], int(people.team[row])
        general = float(missed[place, people.segment[row]])
        by_team = float(team_reach[team]) if team >= 0 else 0.0
        by_party = float(party_reach[place]) if people.party[row] else 0.0
        terms = (
            Term("channels", 1.0 - not_asked(general, 0.0, 0.0)),
            Term("team", 1.0 - not_asked(1.0, by_team, 0.0)),
            Term("party", 1.0 - not_asked(1.0, 0.0, by_party)),
        )
        chance = 1.0 - not_asked(general, by_team, by_party)
        outcome = "asked" if people.asked[row] else "not_asked"
        lines = (Line("known", {"awareness": float(people.awareness[row])}),)
        draw = float(fortunes[row, 0])
        return Explanation(
            who, month.number, "asked", terms, outcome, chance, draw, (), "share", lines
        )

    def _voice(self, who: Who, month: Month, people: Residents, row: int) -> Explanation:
        """Explain whether a resident raised an issue."""
        listed, starts, where, domain, severity, fortunes = self._kept["raise"]
        place = int(people.neighbourhood[row])
        choices = int(starts[place + 1] - starts[place])
        heard = None
        if choices:
            at = int(starts[place]) + int(fortunes[row, 1] * choices)
            near = where[at] < 0 or where[at] == people.building[row]
            stake = float(severity[at]) * int(people.demand[row, domain[at]]) / BYTE
            heard = Heard(
                int(listed[at]), int(domain[at]), bool(near), stake, choices,
                people.awareness[row], people.efficacy[row], float(fortunes[row, 2]),
            )  # fmt: skip
        return explain_voice(who, month.number, heard, month.weights(Raising))


class Watched:
    """A model of which residents and organisations can be watched."""

    witness: Witness | None = None

    def watch(
        self,
        residents: Iterable[int] = (),
        organisations: Iterable[Organisation | tuple[str, int]] = (),
        month: int | None = None,
        pick: str | None = None,
    ) -> Witness:
        """Watch residents (ids) and organisations in the months to come, or in one of them.

        An organisation is given as itself or as a kind and a row, ("unit", 3). ``pick``, one of
        ``PICKS``, watches a resident of whom that is true instead. The witness that is returned
        holds the explanations; watching changes nothing else.
        """
        self.witness = Witness(residents, organisations, month, pick)
        return self.witness

    def witness_of(self, month: int) -> Witness | None:
        """Return the witness if it looks on in this month."""
        return self.witness if self.witness and self.witness.attends(month) else None


def _name(one: Organisation | tuple[str, int]) -> tuple[str, int]:
    """Return the kind and row of an organisation."""
    if isinstance(one, tuple):
        return one
    return KINDS[type(one).__name__], one.row


def _picked(pick: str, people: Residents, activities: Activities) -> np.ndarray:
    """Return the id of one adult of whom this is true: the one in the middle of them."""
    joined = np.asarray(people.form >= Form.MEETING)
    where = activities.building[people.neighbourhood]
    near = (where < 0) | (where == people.building[:, None])
    fits = {
        "came": joined,
        "stayed": ~joined & (activities.open[people.neighbourhood] & near).any(axis=1),
        "asked": people.asked,
        "raised": people.form == Form.VOICE,
    }[pick]
    adults = np.asarray(people.segment != Segment.MINOR)
    ids = np.sort(people.id[np.nonzero(fits & adults)[0]])
    return ids[len(ids) // 2, None] if len(ids) else ids


def _person(people: Residents, row: int, social: float, draw: np.float32, b: Identity) -> Person:
    """Return what a resident brings to the choice, in the types of the columns."""
    r = people
    local = bool(r.hukou[row] == 0)
    belonging = identity(r.contact[row], r.trust_committee[row], local, bool(r.owner[row]), b)
    return Person(
        r.community_tie[row], r.awareness[row], r.efficacy[row], r.power_committee[row],
        r.power_street[row], belonging, float(r.asked[row]), np.float32(social), r.habit[row],
        r.spare_hours[row], r.reluctance[row], float(draw),
    )  # fmt: skip


def _offers(
    people: Residents, row: int, activities: Activities, legitimacy: np.ndarray
) -> list[Offer]:
    """Return the open activities that a resident may go to, as they see them."""
    a, n = activities, int(people.neighbourhood[row])
    offers = []
    for slot in np.nonzero(a.open[n])[0].tolist():
        if a.building[n, slot] >= 0 and a.building[n, slot] != people.building[row]:
            continue
        domain = int(a.domain[n, slot])
        need = float(people.demand[row, domain]) / BYTE if domain >= 0 else 1.0
        offers.append(
            Offer(
                slot, int(a.issue[n, slot]), int(a.arena[n, slot]), domain, int(a.form[n, slot]),
                float(a.stake[n, slot]) * need, float(a.pull[n, slot]),
                float(legitimacy[n, slot]), float(a.hours[n, slot]),
            )
        )  # fmt: skip
    return offers
