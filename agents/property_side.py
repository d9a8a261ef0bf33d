"""The owners' committee 业委会 and the property company 物业服务企业 of a neighbourhood."""

from __future__ import annotations

from typing import Any, NamedTuple

from .organisation import Organisation

__all__ = ["OwnersCommittee", "PropertyCompany", "PropertySide"]


class PropertySide(NamedTuple):
    """Property management: funds, quality, replacement."""

    committee_share: float
    capture: float
    fund_per_household: float
    swap_fee: float
    quality_spread: float
    quality_least: float
    quality_most: float
    quality_pace: float
    watched_gain: float
    watched_alone: float
    replace_below: float
    replace_chance: float
    gain_when_replaced: float
    coordination: float
    coordination_watch: float
    set_up: float
    vetting: float


class OwnersCommittee(Organisation):
    """The committee of the owners, where there is one, and how far a few have captured it."""

    zh = "业委会"

    def __init__(
        self,
        model: Any,
        street: int,
        neighbourhood: int,
        row: int,
        eligible: bool,
        exists: bool,
        capture: float,
    ):
        super().__init__(model, street, neighbourhood, row)
        self.eligible = eligible
        self.exists = exists
        self.capture = capture

    def agrees_to_pay(
        self, support: float, luck: float, coordination: float, w: PropertySide
    ) -> bool:
        """Decide whether the maintenance fund pays: owners' support against capture (REF-25).

        Args:
            support: agreement among those who decided, share.
            luck: a draw in (0, 1).
            coordination: strength of the joint meeting with committee, company and police (PLT-03).
        """
        captured = self.capture * (1.0 - w.coordination * coordination)
        return self.exists and luck < support * (1.0 - captured)

    def live_a_year(self, guidance: float, luck: float, w: PropertySide) -> bool:
        """Be set up where there is none, or lose capture by vetting (REF-30); True if newly set up.

        Args:
            guidance: how far the party organisation guides, share. luck: a draw in (0, 1).
        """
        if self.exists:
            self.capture *= 1.0 - w.vetting * guidance
            return False
        self.exists = self.eligible and luck < w.set_up * guidance
        return self.exists


class PropertyCompany(Organisation):
    """The company that manages the estate, and the quality of its service."""

    zh = "物业服务企业"

    def __init__(
        self, model: Any, street: int, neighbourhood: int, row: int, quality: float
    ) -> None:
        super().__init__(model, street, neighbourhood, row)
        self.quality = quality
        self.first_quality = quality
        self.replaced = 0

    def serve_a_year(self, watched: float, replaced: bool, w: PropertySide) -> None:
        """Let service follow how it is watched; a replaced company starts afresh and better."""
        if replaced:
            self.replaced += 1
            self.quality += w.gain_when_replaced * (1.0 - self.quality)
        goal = self.first_quality + w.watched_gain * watched
        self.quality += w.quality_pace * (min(goal, w.quality_most) - self.quality)
