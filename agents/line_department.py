"""Line departments 条线部门: issue tasks, and answer joint calls or not."""

from __future__ import annotations

from typing import Any, NamedTuple

from .organisation import Organisation
from .words import Domain

__all__ = ["MANDATES", "Cooperation", "LineDepartment"]

MANDATES: dict[str, tuple[Domain, ...]] = {
    "police": (Domain.SAFETY, Domain.DISPUTES),
    "urban enforcement": (Domain.ENVIRONMENT, Domain.SAFETY),
    "housing": (Domain.PROPERTY, Domain.REPAIR),
    "commerce": (Domain.BUSINESS,),
    "traffic police": (Domain.PARKING,),
    "city appearance": (Domain.ENVIRONMENT,),
    "civil affairs": (Domain.ELDER_CARE, Domain.ASSISTANCE, Domain.CHILD_FAMILY),
    "culture and health": (Domain.CULTURE_HEALTH,),
}


class Cooperation(NamedTuple):
    """How readily departments answer a joint call."""

    base: float
    countersigned: float
    clear_duty: float
    pace: float


def cooperation_next(
    cooperation: float, countersign: float, clarity: float, w: Cooperation
) -> float:
    """Cooperation follows the street's weight in appraisal and the clearness of duties (MECH-05)."""
    goal = min(w.base + w.countersigned * countersign + w.clear_duty * clarity, 1.0)
    return cooperation + w.pace * (goal - cooperation)


class LineDepartment(Organisation):
    """A department with a mandate, a share of the tasks, and its readiness to cooperate."""

    zh = "条线部门"

    def __init__(
        self, model: Any, street: int, row: int, name: str, share: float, w: Cooperation
    ) -> None:
        super().__init__(model, street, -1, row)
        self.name = name
        self.mandate = MANDATES[name]
        self.share = share
        self.cooperation = w.base

    def issue_tasks(self, tasks: float, returned: float, luck: float, noise: float) -> float:
        """Tasks issued this month, after the share that the department keeps for itself (REF-33)."""
        return self.share * tasks * (1.0 - returned) * (1.0 + noise * (2.0 * luck - 1.0))

    def review(self, countersign: float, clarity: float, w: Cooperation) -> None:
        """Let cooperation follow the rules of appraisal."""
        self.cooperation = cooperation_next(self.cooperation, countersign, clarity, w)
