"""Activity teams 居民活动团队: from recreation to help, to governance, to registration."""

from __future__ import annotations

from typing import Any, NamedTuple

from .organisation import Organisation
from .words import Code

__all__ = ["ActivityTeam", "TeamLife", "TeamStage"]


class TeamStage(Code):
    """What a team has grown into (MECH-26)."""

    RECREATE = 0
    HELP = 1
    GOVERN = 2
    REGISTERED = 3


class TeamLife(NamedTuple):
    """How teams advance and fall back in a year, and how far they reach their members."""

    advance: float
    supported: float
    led: float
    fall_back: float
    support_scale: float
    grant_scale: float
    advance_most: float
    reach: float
    reach_governing: float
    monopoly_closes: float


def advance_chance(support: float, leader: float, w: TeamLife) -> float:
    """Probability of a step in a year, from committee hours a team and a leader's strength."""
    supported = w.supported * support / (support + w.support_scale)
    return min(w.advance + supported + w.led * leader, w.advance_most)


class ActivityTeam(Organisation):
    """A team with its stage and the strength of its leader."""

    zh = "居民活动团队"

    def __init__(
        self, model: Any, street: int, neighbourhood: int, row: int, leader: float
    ) -> None:
        super().__init__(model, street, neighbourhood, row)
        self.leader = leader
        self.stage = TeamStage.RECREATE

    def live_a_year(
        self, support: float, grant: float, monopoly: float, luck: float, w: TeamLife
    ) -> None:
        """Advance or fall back (Fu 2021 found that many are not sustained); registered is for good.

        Args:
            support: committee hours for this team a month.
            grant: yuan a year for its leader.
            monopoly: how far the residents' committee leaves no room to others, share (PROB-16).
            luck: a draw in (0, 1).
        """
        leader = self.leader * (1.0 + grant / (grant + w.grant_scale))
        up = advance_chance(support, leader, w) * (1.0 - w.monopoly_closes * monopoly)
        if luck < up and self.stage < TeamStage.REGISTERED:
            self.stage = TeamStage(self.stage + 1)
        elif luck > 1.0 - w.fall_back * (1.0 - up) and self.stage in (
            TeamStage.HELP,
            TeamStage.GOVERN,
        ):
            self.stage = TeamStage(self.stage - 1)
