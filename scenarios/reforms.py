"""Reforms: levers that change at a date, in all streets, in some, or in a share drawn by lot.

A reform that ``spreads`` may be taken up by streets that it was not meant for (``model/yearly``). What
they copy is the form: a choice or an institution as it is, a number only part of the way, as far as
the street shares one definition of co-governance (MECH-17, PROB-33).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .errors import nearest, shown
from .levers import Levers
from .saying import Text, say
from .saying import hint as meant
from .setting import Setting, pilots

__all__ = ["Reform", "contradictions", "overdrawn"]

SUMS = {
    ("reserve_share", "purchase_share"): say("sum.money"),
    ("resident_seats", "unit_seats"): say("sum.seats"),
}
"""Levers that are parts of one whole."""


@dataclass(frozen=True)
class Reform:
    """Levers that change at ``from_month`` and fall back at ``until`` (None: never).

    Attributes:
        streets: "all", names, or a share of the streets that the society's seed draws by lot.
        spreads: chance a year that an overloaded street takes it up, were all others to have it.
    """

    from_month: int
    levers: Mapping[str, Any] = field(hash=False)
    until: int | None = None
    streets: Literal["all"] | float | tuple[str, ...] = "all"
    spreads: float = 0.0

    def in_time(self, month: int) -> bool:
        """Return whether the reform is in force in a month, somewhere."""
        return self.from_month <= month and (self.until is None or month < self.until)

    def streets_in(self, setting: Setting) -> tuple[str, ...]:
        """Return the names of the streets that it is meant for."""
        if self.streets == "all":
            return setting.street_names
        if isinstance(self.streets, float):
            return pilots(setting.street_names, self.streets, setting.society_seed)
        return self.streets

    def copied(self, over: Levers) -> dict[str, Any]:
        """Return its levers as a street takes them up that only saw them elsewhere."""
        part = over.clarity
        copied = dict(self.levers)
        for name, value in self.levers.items():
            if isinstance(value, float):
                copied[name] = getattr(over, name) + part * (value - getattr(over, name))
            elif type(value) is int:
                copied[name] = round(getattr(over, name) + part * (value - getattr(over, name)))
        return copied


def contradictions(reforms: Sequence[Reform], setting: Setting) -> list[tuple[int, str, str]]:
    """Return what is wrong with reforms in a setting: number, key or lever, and message."""
    wrong: list[tuple[int, str, str]] = []
    names = setting.street_names
    for number, reform in enumerate(reforms):
        for name in reform.streets if isinstance(reform.streets, tuple) else ():
            if name not in names:
                near = nearest(name, names)
                hint = f'did you mean "{near}"? ' if near else ""
                known = " … ".join(f'"{one}"' for one in dict.fromkeys((names[0], names[-1])))
                message = f'{shown(name)} is not a known street; {hint}allowed: "all", {known}'
                about = {"value": shown(name), "hint": meant(near), "allowed": f'"all"、{known}'}
                in_both = Text(message, say("street.unknown", **about).zh)
                wrong.append((number, "streets", in_both))
        for earlier, other in enumerate(reforms[:number]):
            same = reform.from_month == other.from_month
            shared = set(reform.streets_in(setting)) & set(other.streets_in(setting))
            for lever in reform.levers if same and shared else ():
                if lever in other.levers:
                    wrong.append((number, lever, say("reform.twice", number=earlier)))
    return wrong


def overdrawn(levers: Levers, doubtful: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return which parts of one whole exceed it: pairs of a lever and a message.

    Args:
        levers: what is set; doubtful: levers whose values are not those that somebody meant.
    """
    wrong: list[tuple[str, str]] = []
    for (a, b), what in SUMS.items():
        if a in doubtful or b in doubtful:
            continue
        total = getattr(levers, a) + getattr(levers, b)
        if total > 1.0 + 1e-9:
            wrong.append((b, say("sum", a=a, b=b, what=what, total=total)))
    return wrong
