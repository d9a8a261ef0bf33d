"""Enterprises and other local units 驻区单位: pledge to projects when it seems worth it."""

from __future__ import annotations

from math import exp
from typing import Any, NamedTuple

from gongzhi.scenarios.units import THOUSAND

from .organisation import Organisation
from .words import Domain

__all__ = ["Enterprise", "Pledging"]


class Pledging(NamedTuple):
    """When a unit pledges to a project, and what."""

    units_per_ten_thousand: float
    intercept: float
    link: float
    responsibility: float
    without_spirit: float
    incentive: float
    peers: float
    member: float
    yuan: float
    own_domain: float
    link_gain: float
    link_fade: float
    seat_link: float


def pledge_chance(
    link: float,
    csr: float,
    incentive: float,
    peers: float,
    spirit: float,
    member: bool,
    w: Pledging,
) -> float:
    """Probability that a unit pledges in a month (MECH-03, MECH-04, PROB-19, REF-37; op. T11).

    ``link`` and ``csr`` are shares, ``incentive`` yuan a year, ``peers`` the share of units that
    pledged in the last year, ``spirit`` the public spirit, a share (PROB-05). The incentive is for
    members of the joint meeting.
    """
    u = (
        w.intercept
        + w.link * link
        + w.responsibility * csr * (w.without_spirit + spirit)
        + w.peers * peers
        + w.member * member
    )
    return 1.0 / (1.0 + exp(-(u + w.incentive * incentive * member / THOUSAND)))


class Enterprise(Organisation):
    """A unit with size, responsibility, resources and the link it perceives."""

    zh = "驻区单位"

    def __init__(
        self,
        model: Any,
        street: int,
        row: int,
        size: float,
        csr: float,
        link: float,
        domain: Domain,
    ) -> None:
        super().__init__(model, street, -1, row)
        self.size = size
        self.csr = csr
        self.link = link
        self.domain = domain
        self.member = False
        self.given = 0.0
        self.pledged_this_year = False

    def will_pledge(
        self, incentive: float, peers: float, spirit: float, luck: float, w: Pledging
    ) -> bool:
        """Decide whether to pledge this month; ``luck`` is a draw in (0, 1)."""
        return luck < pledge_chance(self.link, self.csr, incentive, peers, spirit, self.member, w)

    def pledge(self, w: Pledging) -> float:
        """Give goods and money to a project, worth this many yuan."""
        worth = w.yuan * self.size
        self.given += worth
        self.pledged_this_year = True
        return worth

    def sit(self, seats: float, w: Pledging) -> None:
        """Let the link grow with seats of units in the representative meeting (PROB-19, MECH-18)."""
        self.link += w.seat_link * seats * (1.0 - self.link)

    def see(self, success: float, w: Pledging) -> None:
        """Let the link grow with joint work that succeeds, and fade without it (CLM-25)."""
        self.link += w.link_gain * success * (1.0 - self.link) - w.link_fade * self.link
