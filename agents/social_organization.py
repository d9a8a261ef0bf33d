"""Social organisations 社会组织: bid, deliver, grow, lose staff, close."""

from __future__ import annotations

from typing import Any, NamedTuple

from .organisation import Organisation
from .words import Code, Domain

__all__ = ["Origin", "SocialLife", "SocialOrganization"]


class Origin(Code):
    """Where a social organisation comes from."""

    QUASI_OFFICIAL = 0
    INTRODUCED = 1
    HOME_GROWN = 2
    GRASS_ROOTS = 3


class SocialLife(NamedTuple):
    """Tenders, survival and births of social organisations."""

    per_ten_thousand: float
    bias: float
    bid_luck: float
    close_base: float
    close_unfunded: float
    unregistered: float
    incubated: float
    births: float
    births_incubated: float
    home_grown: float
    quality_start: float
    quality_spread: float
    quality_most: float
    quality_pace: float
    turnover: float
    quality_kept: float
    contract: float


def bid_score(quality: float, official: bool, openness: float, luck: float, w: SocialLife) -> float:
    """Score of a bid: quality where tenders are open, closeness to officials where not.

    PROB-07, MECH-14, CLM-11, CLM-12. ``luck`` is a draw in (0, 1).
    """
    return openness * quality + (1.0 - openness) * w.bias * official + w.bid_luck * luck


def first_quality(luck: float, w: SocialLife) -> float:
    """Quality of a new organisation, spread evenly around ``quality_start``."""
    spread = 1.0 - w.quality_spread / 2.0 + w.quality_spread * luck
    return min(w.quality_start * spread, w.quality_most)


def closing_hazard(funded: bool, registered: bool, incubated: float, w: SocialLife) -> float:
    """Probability of closing within a year (PROB-08)."""
    hazard = w.close_base + w.close_unfunded * (not funded) * (
        1.0 if registered else w.unregistered
    )
    return hazard * (1.0 - w.incubated * incubated)


class SocialOrganization(Organisation):
    """A social organisation with origin, staff, quality and the year's contract."""

    zh = "社会组织"

    def __init__(
        self, model: Any, street: int, row: int, origin: Origin, domain: Domain, quality: float
    ) -> None:
        super().__init__(model, street, -1, row)
        self.origin = origin
        self.domain = domain
        self.quality = quality
        self.registered = origin != Origin.GRASS_ROOTS
        self.contract = 0.0
        self.closed = False

    def bid(self, openness: float, luck: float, w: SocialLife) -> float:
        """Score that its bid gets in this year's tender."""
        return bid_score(self.quality, self.origin == Origin.QUASI_OFFICIAL, openness, luck, w)

    def live_a_year(self, incubated: float, luck: float, staff_luck: float, w: SocialLife) -> None:
        """Close, or learn from work and lose staff (PROB-09)."""
        if luck < closing_hazard(self.contract > 0, self.registered, incubated, w):
            self.closed = True
            return
        self.quality += w.quality_pace * (self.contract > 0) * (1.0 - self.quality)
        if staff_luck < w.turnover:
            self.quality *= w.quality_kept
