"""Why a resident did or did not take part: the terms of the utility, from the rules the model runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gongzhi.agents.resident_rules import (
    TakingPart,
    chance_within,
    comes,
    gate,
    logistic,
    raising,
    speaks,
    utility,
)
from gongzhi.agents.words import Arena, Domain, Form, Segment

from .activities import Slot
from .explanation import Change, Explanation, Line, Term, Who, log_odds

if TYPE_CHECKING:
    from gongzhi.agents.resident_rules import Raising

__all__ = ["Heard", "Offer", "Person", "explain_resident", "explain_voice", "weigh"]

F = np.float32  # columns of residents; the rules are compiled for them


class Person(NamedTuple):
    """What a resident brings to the choice, and the month's luck."""

    tie: Any
    awareness: Any
    efficacy: Any
    power_committee: Any
    power_street: Any
    belonging: float
    asked: float
    social: Any
    habit: Any
    spare_hours: Any
    reluctance: Any
    draw: float


class Offer(NamedTuple):
    """An open activity as one resident sees it."""

    slot: int
    issue: int
    arena: int
    domain: int
    form: int
    stake: float
    pull: float
    legitimacy: float
    hours: float


class Heard(NamedTuple):
    """The issue that a resident might have raised, and what it takes."""

    issue: int
    domain: int
    near: bool
    stake: float
    choices: int
    awareness: Any
    efficacy: Any
    draw: float


def worth(p: Person, offer: Offer, w: TakingPart) -> float:
    """Utility of an open activity, as the compiled loop has it."""
    power = p.power_street if offer.arena == Arena.STREET else p.power_committee
    drive = gate(p.tie, p.awareness, p.efficacy, power, p.belonging, w)
    cost = offer.hours / float(p.spare_hours)
    return utility(
        drive, offer.stake, p.asked + offer.pull, p.social, p.habit, offer.legitimacy, cost,
        p.reluctance, w,
    )  # fmt: skip


def weigh(p: Person, offers: list[Offer], w: TakingPart) -> tuple[Offer | None, float]:
    """Return the best of the open activities, the first among equals, and its utility."""
    values = [worth(p, offer, w) for offer in offers]
    if not values:
        return None, -np.inf
    best = int(np.argmax(values))
    return offers[best], values[best]


def terms_of(p: Person, offer: Offer, w: TakingPart) -> tuple[Term, ...]:
    """Return the terms of a utility: the same rules with all other factors at reference or zero."""
    power = p.power_street if offer.arena == Arena.STREET else p.power_committee
    one, tie, felt, here = F(1.0), F(w.tie_ref), F(w.power_ref), float(w.identity_ref)
    nothing: dict[str, Any] = dict.fromkeys(("drive", "stake", "asked", "duty", "cost"), 0.0)
    nothing |= {"social": F(0.0), "habit": F(0.0), "reluctance": F(0.0)}

    def only(**given: Any) -> float:
        v = nothing | given
        return utility(
            v["drive"], v["stake"], v["asked"], v["social"], v["habit"], v["duty"], v["cost"],
            v["reluctance"], w,
        )  # fmt: skip

    base = only()
    given: dict[str, dict[str, Any]] = {
        "interest": {"drive": gate(p.tie, p.awareness, one, felt, here, w)},
        "power": {"drive": gate(tie, one, p.efficacy, power, here, w)},
        "identity": {"drive": gate(tie, one, one, felt, p.belonging, w)},
        "stake": {"stake": offer.stake},
        "asked": {"asked": p.asked},
        "pull": {"asked": offer.pull},
        "contacts": {"social": p.social},
        "habit": {"habit": p.habit},
        "legitimacy": {"duty": offer.legitimacy},
        "hours": {"cost": offer.hours / float(p.spare_hours)},
        "reluctance": {"reluctance": p.reluctance},
    }
    parts = [Term(name, only(**one_given) - base) for name, one_given in given.items()]
    return (*parts, Term("threshold", base))


def explain_resident(
    who: Who,
    month: int,
    p: Person,
    offers: list[Offer],
    w: TakingPart,
    segment: Segment,
    parts: tuple[Explanation, ...],
) -> Explanation:
    """Explain whether a resident came to one of the open activities."""
    lines = [Line("resident", {"segment": segment, "awareness": float(p.awareness)})]
    if segment == Segment.MINOR:
        return Explanation(who, month, "take_part", (), "minor")
    best, u = weigh(p, offers, w)
    if best is None:
        return Explanation(
            who, month, "take_part", (), "nothing_open", lines=tuple(lines), parts=parts
        )
    came = bool(comes(u, p.draw))
    lines.append(_about(best, len(offers)))
    lines.append(_needed(log_odds(p.draw) - u))
    return Explanation(
        who, month, "take_part", terms_of(p, best, w), "came" if came else "stayed",
        float(logistic(u)), p.draw, tuple(_changes(p, offers, w, came)), lines=tuple(lines),
        parts=parts,
    )  # fmt: skip


def _needed(change: float) -> Line:
    """Say by how much the utility would have had to change for another answer."""
    key = "needed_lower" if change < 0.0 else "needed_higher"
    return Line(key, {"change": change, "size": abs(change)})


def _about(offer: Offer, count: int) -> Line:
    """Name the best activity."""
    values: dict[str, Any] = {"form": Form(offer.form), "count": count, "slot": offer.slot}
    if offer.slot == Slot.BUDGET:
        return Line("best_budget", values)
    values |= {
        "issue": offer.issue,
        "domain": Domain(offer.domain),
        "arena": Arena(offer.arena),
    }
    return Line("best", values)


def _changes(p: Person, offers: list[Offer], w: TakingPart, came: bool) -> list[Change]:
    """Change one thing at a time, under the same luck; the best activity may be another one then."""
    one, none = F(1.0), F(0.0)
    asked = {"not_asked": p._replace(asked=0.0)} if p.asked else {"asked": p._replace(asked=1.0)}
    persons = {
        **asked,
        "contacts_all": p._replace(social=one),
        "contacts_none": p._replace(social=none),
        "aware": p._replace(awareness=one),
        "power": p._replace(power_committee=one, power_street=one),
        "tie": p._replace(tie=one),
        "identity": p._replace(belonging=1.0),
        "hours": p._replace(spare_hours=2.0 * p.spare_hours),
        "habit": p._replace(habit=one),
        "no_habit": p._replace(habit=none),
    }
    worlds = {name: (person, offers) for name, person in persons.items()}
    worlds["no_stake"] = (p, [offer._replace(stake=0.0) for offer in offers])
    changes = []
    for name, (person, others) in worlds.items():
        _, u = weigh(person, others, w)
        changes.append(Change(name, float(logistic(u)), bool(comes(u, p.draw)) != came))
    return changes


def explain_voice(who: Who, month: int, heard: Heard | None, w: Raising) -> Explanation:
    """Explain whether a resident raised an issue."""
    if heard is None:
        return Explanation(who, month, "raise", (), "nothing_to_raise")
    line = Line(
        "heard",
        {
            "issue": heard.issue,
            "domain": Domain(heard.domain),
            "choices": heard.choices,
            "stake": float(heard.stake),
            "pace": float(w.pace),
        },
    )
    if not heard.near:
        return Explanation(who, month, "raise", (), "elsewhere", lines=(line,))

    def hazard(aware: Any, efficacy: Any) -> float:
        return raising(heard.stake, aware, efficacy, heard.choices, w)

    now = hazard(heard.awareness, heard.efficacy)
    spoke = bool(speaks(now, heard.draw))
    others = {
        "aware": hazard(F(1.0), heard.efficacy),
        "efficacy": hazard(heard.awareness, F(1.0)),
    }
    changes = tuple(
        Change(name, float(chance_within(h)), bool(speaks(h, heard.draw)) != spoke)
        for name, h in others.items()
    )
    terms = (
        Term("raise_stake", float(heard.stake)),
        Term("raise_awareness", float(heard.awareness)),
        Term("raise_efficacy", float(heard.efficacy)),
    )
    return Explanation(
        who, month, "raise", terms, "raised" if spoke else "silent", float(chance_within(now)),
        heard.draw, changes, "share", (line,),
    )  # fmt: skip
