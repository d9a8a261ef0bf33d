"""Why an organisation did what it did: pushed tasks down, planned its hours, pledged, bid or closed.

Terms are what the decision's own function returns with the other parts at nothing.
"""

from __future__ import annotations

import copy
from typing import Any

from gongzhi.agents.enterprise import Enterprise, Pledging, pledge_chance
from gongzhi.agents.residents_committee import CommitteeTime, ResidentsCommittee
from gongzhi.agents.social_organization import (
    Origin,
    SocialLife,
    SocialOrganization,
    bid_score,
    closing_hazard,
)
from gongzhi.agents.street_office import StreetOffice, StreetTime, push_down
from gongzhi.agents.words import Domain

from .books import SELF_GOVERNANCE
from .explanation import Change, Explanation, Line, Term, Who, log_odds

__all__ = ["explain_bid", "explain_closing", "explain_plan", "explain_pledge", "explain_push"]


def explain_push(month: int, office: StreetOffice, share: float, w: StreetTime) -> Explanation:
    """Explain what became of the tasks that departments issued to a street."""
    load = office.load
    kept, pushed = push_down(load, share, w.absorb)
    _, by_habit = push_down(load, share, float("inf"))
    terms = (
        Term("kept", kept),
        Term("by_habit", by_habit),
        Term("over_capacity", pushed - by_habit),
    )
    others = {
        "push_nothing": push_down(load, 0.0, w.absorb)[1],
        "push_all": push_down(load, 1.0, w.absorb)[1],
        "capacity_double": push_down(load, share, 2.0 * w.absorb)[1],
    }
    line = Line("tasks", {"load": load, "share": share, "capacity": w.absorb})
    outcome = "pushed" if pushed > 0 else "absorbed"
    changes = tuple(Change(name, value) for name, value in others.items())
    return Explanation(
        Who("office", office.row), month, "push_down", terms, outcome, would_change=changes,
        unit="hour", lines=(line,),
    )  # fmt: skip


def explain_plan(
    month: int,
    committee: ResidentsCommittee,
    hours: float,
    duties: float,
    tickets: float,
    w: CommitteeTime,
) -> Explanation:
    """Explain where the hours of a committee went."""
    uses = [use.name.lower() for use in SELF_GOVERNANCE]

    def free(tickets: float, **state: float) -> float:
        other = copy.copy(committee)
        for name, value in state.items():
            setattr(other, name, value)
        plan = other.plan(hours, duties, tickets, w)
        return sum(plan[use] for use in uses)

    plan = copy.copy(committee).plan(hours, duties, tickets, w)
    terms = tuple(Term(use, value) for use, value in plan.items())
    others = {
        "no_tasks": free(tickets, load=0.0),
        "no_tickets": free(0.0),
        "mindset_full": free(tickets, mindset=1.0),
    }
    desk = {name: getattr(committee, name) for name in ("load", "relabelled", "perfunctory")}
    mind = {"mindset": committee.mindset, "duties": committee.duties_met}
    return Explanation(
        Who("committee", committee.row), month, "plan", terms, "planned",
        would_change=tuple(Change(name, value) for name, value in others.items()), unit="hour",
        lines=(Line("desk", desk), Line("mind", mind)),
    )  # fmt: skip


def explain_pledge(
    month: int,
    unit: Enterprise,
    incentive: float,
    peers: float,
    spirit: float,
    draw: float,
    claimed: list[tuple[int, Domain]],
    w: Pledging,
) -> Explanation:
    """Explain whether a unit pledged; ``claimed``: issue and domain that it gave to, if any."""
    now: dict[str, Any] = {
        "link": unit.link, "csr": unit.csr, "incentive": incentive, "peers": peers,
        "spirit": spirit, "member": unit.member,
    }  # fmt: skip
    nothing: dict[str, Any] = dict.fromkeys(now, 0.0) | {"member": False}

    def odds(**given: float) -> float:
        return log_odds(pledge_chance(**nothing | given, w=w))

    base, joined = odds(), odds(member=unit.member)
    terms = (
        Term("constant", base),
        Term("link", odds(link=unit.link) - base),
        Term("responsibility", odds(csr=unit.csr, spirit=spirit) - base),
        Term("peers", odds(peers=peers) - base),
        Term("member", joined - base),
        Term("incentive", odds(member=unit.member, incentive=incentive) - joined),
    )
    chance = pledge_chance(**now, w=w)
    willing = draw < chance
    changed: dict[str, dict[str, Any]] = {
        "link_full": {"link": 1.0}, "spirit_full": {"spirit": 1.0}, "peers_all": {"peers": 1.0},
        "no_member" if unit.member else "member": {"member": not unit.member},
        "no_incentive": {"incentive": 0.0},
    }  # fmt: skip
    changes = []
    for name, given in changed.items():
        other = pledge_chance(**now | given, w=w)
        changes.append(Change(name, other, (draw < other) != willing))
    lines = [Line("member" if unit.member else "no_member", {})]
    lines += [Line("claimed", {"issue": row, "domain": domain}) for row, domain in claimed]
    outcome = "not_pledged" if not willing else "pledged" if claimed else "nothing_lacked"
    return Explanation(
        Who("unit", unit.row), month, "pledge", terms, outcome, chance, draw, tuple(changes),
        lines=tuple(lines),
    )  # fmt: skip


def explain_closing(
    month: int, so: SocialOrganization, incubated: float, draw: float, w: SocialLife
) -> Explanation:
    """Explain whether a social organisation closes at the new year, before it does."""
    funded = so.contract > 0
    with_work = closing_hazard(True, so.registered, 0.0, w)
    alone = closing_hazard(funded, so.registered, 0.0, w)
    chance = closing_hazard(funded, so.registered, incubated, w)
    terms = (
        Term("hazard_base", with_work),
        Term("hazard_unfunded", alone - with_work),
        Term("hazard_incubated", chance - alone),
    )
    others = {
        "unfunded" if funded else "funded": closing_hazard(not funded, so.registered, incubated, w),
        "incubated": closing_hazard(funded, so.registered, 1.0, w),
        "not_incubated": alone,
    }
    closes = draw < chance
    changes = tuple(Change(name, h, (draw < h) != closes) for name, h in others.items())
    past = {"funded": funded, "registered": so.registered, "quality": so.quality}
    return Explanation(
        Who("organization", so.row), month, "close", terms, "closed" if closes else "lives_on",
        chance, draw, changes, "share", (Line("past", past),),
    )  # fmt: skip


def explain_bid(
    month: int,
    so: SocialOrganization,
    openness: float,
    draw: float,
    scores: list[float],
    contracts: int,
    w: SocialLife,
) -> Explanation:
    """Explain whether a bid won: ``scores`` are those of all bids, the best of which win."""
    official = so.origin == Origin.QUASI_OFFICIAL
    score = bid_score(so.quality, official, openness, draw, w)
    terms = (
        Term("quality", bid_score(so.quality, False, openness, 0.0, w)),
        Term("closeness", bid_score(0.0, official, openness, 0.0, w)),
        Term("luck", bid_score(0.0, False, openness, draw, w)),
    )
    rivals = sorted(scores, reverse=True)
    rivals.remove(score)

    def wins(other: float) -> bool:
        return sum(rival > other for rival in rivals) < contracts

    won = wins(score)
    others = {
        "open_tender": bid_score(so.quality, official, 1.0, draw, w),
        "closed_tender": bid_score(so.quality, official, 0.0, draw, w),
        "official": bid_score(so.quality, True, openness, draw, w),
    }
    changes = tuple(
        Change(name, s, None if name.endswith("tender") else wins(s) != won)
        for name, s in others.items()
    )
    rank = {"rank": sum(rival > score for rival in rivals) + 1, "bids": len(scores)}
    line = Line("rank", rank | {"contracts": contracts, "openness": openness})
    return Explanation(
        Who("organization", so.row), month, "bid", terms, "contract" if won else "no_contract",
        would_change=changes, unit="score", lines=(line,),
    )  # fmt: skip
