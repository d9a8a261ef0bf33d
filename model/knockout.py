"""Knock-outs: one link of the loop is held at what it is without the reform.

A community that follows a reform lives beside its *twin*: the same society and luck, and no reform.
Month by month the twin goes first, and what is held is taken over from it. What a reform still does
then, it does past that link; what is gone went through it. This is the controlled direct effect of
mediation analysis (Pearl 2001; Imai, Keele and Tingley 2010), and under keyed luck it is exact: the
residents of both are the same, for demography does not depend on policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gongzhi.agents.words import Code, Form, Segment

from .activities import Activities
from .chance import Purpose

if TYPE_CHECKING:
    from gongzhi.agents.resident import Residents

    from .community import CommunityModel
    from .month import Month

__all__ = ["Held", "Link", "run_beside"]


class Link(Code):
    """Links of the loop that can be held."""

    LEARNING = 0
    PARTICIPATION = 1
    TIES = 2


LEARNT = {
    "people": (
        "trust_committee", "trust_street", "evidence_committee", "evidence_street", "efficacy",
        "power_committee", "power_street", "habit", "satisfaction",
    ),
    "committees": ("skill", "mindset", "legitimacy"),
    "offices": ("legitimacy",),
}  # fmt: skip


class Held:
    """Holds one link of a community at its twin's.

    Args:
        twin: the community without the reform; it has lived this month when the other begins it.
        link: what is held.
    """

    def __init__(self, twin: CommunityModel, link: Link) -> None:
        self.twin, self.link = twin, link

    def take_over(self, model: CommunityModel) -> None:
        """Set what is held to the twin's; nothing if participation is held."""
        twin = self.twin
        if self.link == Link.LEARNING:
            _copy(LEARNT["people"], model.people, twin.people)
            _copy(("aspiration",), model.places, twin.places)
            for kind in ("committees", "offices"):
                own = getattr(model.organisations, kind)
                for a, b in zip(own, getattr(twin.organisations, kind), strict=True):
                    for name in LEARNT[kind]:
                        setattr(a, name, getattr(b, name))
        elif self.link == Link.TIES:
            _copy(("community_tie",), model.people, twin.people)
            model.ties.neighbours = twin.ties.neighbours
            units = zip(
                model.organisations.enterprises, twin.organisations.enterprises, strict=True
            )
            for a, b in units:
                a.link = b.link

    def attend(self, month: Month, residents: Residents, activities: Activities) -> None:
        """If participation is held, let just as many take part as at the twin's.

        In each neighbourhood and segment attendance is scaled to the twin's of the month; what people
        come to is still the reform's. Parts of a person are rounded by luck.
        """
        if self.link != Link.PARTICIPATION:
            return
        own, others = activities.came, self.twin.activities.came.sum(axis=1)
        total = own.sum(axis=1)
        some = np.argmax(
            activities.open, axis=1
        )  # where somebody goes whom the reform kept at home
        offered = activities.open.max(axis=1)[:, None]
        n, segment = np.nonzero((total == 0) & (others > 0) & offered)
        own[n, some[n], segment] = total[n, segment] = 1
        factor = others / np.maximum(total, 1)
        names = np.arange(own.shape[0] * own.shape[1])
        luck = np.hstack([month.draw(Purpose.HELD, names, k) for k in (0, 1)])[:, : len(Segment)]
        own[:] = np.floor(own * factor[:, None, :] + luck.reshape(own.shape))
        raised = np.where(residents.form == Form.VOICE, Form.VOICE, Form.NONE)
        residents.form[:] = np.maximum(raised, self.twin.people.form)


def run_beside(model: CommunityModel, twin: CommunityModel, link: Link | None) -> CommunityModel:
    """Live to the end beside a twin, one link held at the twin's (None: nothing is held).

    Raises:
        ValueError: if the two are not of one setting, seed and month.
    """
    alike = (model.seed, model.month_number, model.case.setting)
    if alike != (twin.seed, twin.month_number, twin.case.setting):
        raise ValueError("a twin has the same setting, seed and month")
    if link is None:
        return model.run()
    model.held = Held(twin, link)
    while model.running:
        twin.step()
        model.step()
    model.held = None
    return model


def _copy(names: tuple[str, ...], to: Any, source: Any) -> None:
    for name in names:
        getattr(to, name)[:] = getattr(source, name)
