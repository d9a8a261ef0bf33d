"""Knock-outs: one link of the loop is held at what it is without the reform.

A community that follows a reform lives beside its *twin*: the same society and luck, and no reform.
Month by month the twin goes first, and what is held is taken over from it, when the month has begun and
when it is over. What a reform still does
then, it does past that link; what is gone went through it. This is the controlled direct effect of
mediation analysis (Pearl 2001; Imai, Keele and Tingley 2010), and under keyed luck it is exact: the
residents of both are the same, for demography does not depend on policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from gongzhi.agents.words import Code, Form, Segment

from .activities import Activities
from .chance import Purpose

if TYPE_CHECKING:
    from gongzhi.agents.resident import Residents

    from .community import CommunityModel
    from .month import Month

__all__ = ["Beside", "Held", "Link", "run_beside"]


class Link(Code):
    """Links of the loop that can be held."""

    LEARNING = 0
    PARTICIPATION = 1
    TIES = 2


COLUMNS: dict[Link, dict[str, tuple[str, ...]]] = {
    Link.LEARNING: {
        "people": (
            "trust_committee", "trust_street", "evidence_committee", "evidence_street", "efficacy",
            "power_committee", "power_street", "habit", "satisfaction",
        ),
        "places": ("aspiration",),
    },
    Link.PARTICIPATION: {},
    Link.TIES: {"people": ("community_tie",)},
}  # fmt: skip
"""What a link is: columns, by table."""

TRAITS: dict[Link, dict[str, tuple[str, ...]]] = {
    Link.LEARNING: {
        "committees": ("skill", "mindset", "legitimacy"),
        "offices": ("legitimacy",),
    },
    Link.PARTICIPATION: {},
    Link.TIES: {"enterprises": ("link",)},
}
"""What else it is: traits of organisations, by kind."""


class State:
    """What a link is in one community at one moment; participation, which has no state, is nothing."""

    def __init__(self, model: CommunityModel, link: Link) -> None:
        self.link, self.neighbours = link, model.ties.neighbours
        self.columns = {
            (table, name): getattr(getattr(model, table), name)[:].copy()
            for table, names in COLUMNS[link].items()
            for name in names
        }
        self.traits = {
            (kind, name): [getattr(one, name) for one in getattr(model.organisations, kind)]
            for kind, names in TRAITS[link].items()
            for name in names
        }

    def put(self, model: CommunityModel) -> None:
        """Set a community, of the same people and organisations, to it."""
        for (table, name), column in self.columns.items():
            getattr(getattr(model, table), name)[:] = column
        for (kind, name), values in self.traits.items():
            for one, value in zip(getattr(model.organisations, kind), values, strict=True):
                setattr(one, name, value)
        if self.link == Link.TIES:
            model.ties.neighbours = self.neighbours


class Beside(Protocol):
    """What looks on at a month that is lived beside another."""

    def open(self, model: CommunityModel) -> None:
        """The month has begun: the new year and what was announced have acted."""

    def attend(self, month: Month, residents: Residents, activities: Activities) -> None:
        """It is known who takes part."""

    def close(self, model: CommunityModel) -> None:
        """The month is over, but for the books."""


class Twin:
    """Remembers with what a twin began the month; it changes nothing."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.opened: State | None = None

    def open(self, model: CommunityModel) -> None:
        """Remember it."""
        self.opened = State(model, self.link)

    def attend(self, month: Month, residents: Residents, activities: Activities) -> None:
        """Do nothing."""

    def close(self, model: CommunityModel) -> None:
        """Do nothing."""


class Held:
    """Holds one link of a community at its twin's, from when a month has begun and when it is over.

    January and new levers act on a link before anybody takes part, so the end of the month alone
    would be too late.

    Args:
        twin: the community without the reform; it has lived this month when the other begins it.
        beginning: with what it began the month.
        link: what is held.
    """

    def __init__(self, twin: CommunityModel, beginning: Twin, link: Link) -> None:
        self.twin, self.beginning, self.link = twin, beginning, link

    def open(self, model: CommunityModel) -> None:
        """Begin the month with what the twin began it with."""
        if self.beginning.opened:
            self.beginning.opened.put(model)

    def close(self, model: CommunityModel) -> None:
        """End it with what the twin ended it with."""
        State(self.twin, self.link).put(model)

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
    twin.held = beginning = Twin(link)
    model.held = Held(twin, beginning, link)
    while model.running:
        twin.step()
        model.step()
    model.held = twin.held = None
    return model
