"""A scenario with nothing left open: where it plays, what holds at the start, what changes when.

Months are counted from 0, which is 2013-01. Before month 0 (the spin-up) the levers of 2013 hold in
every scenario. From month 0 the scenario's own levers hold, and a reform changes some of them from
its month on, until its end if it has one. Where two reforms set the same lever, the one that began
later decides, and of two that begin in the same month the one written later.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Literal

from .document import STREETS
from .levers import Levers
from .setting import Setting
from .street_setting import told
from .writing import by_group, write_toml

__all__ = ["Case", "Look", "Reform"]


@dataclass(frozen=True)
class Reform:
    """Levers that change at ``from_month`` and fall back at ``until`` (None: never)."""

    from_month: int
    levers: Mapping[str, Any] = field(hash=False)
    until: int | None = None
    streets: Literal["all"] | tuple[str, ...] = "all"

    def holds(self, month: int, street: str) -> bool:
        """Return whether this reform is in force in a month and street."""
        return (
            self.from_month <= month
            and (self.until is None or month < self.until)
            and (self.streets == "all" or street in self.streets)
        )


@dataclass(frozen=True)
class Look:
    """What one should see: whether a measure is higher (+), lower (-) or much the same (0)."""

    measure: str
    sign: Literal["+", "-", "0"]
    against: str = "baseline-2013"
    segment: str = "all"


@dataclass(frozen=True)
class Case:
    """One scenario, resolved and checked; made by ``load_case``, never changed."""

    name: str
    months: int
    setting: Setting
    levers: Levers
    reforms: tuple[Reform, ...] = ()
    title_en: str = ""
    title_zh: str = ""
    note_en: str = ""
    note_zh: str = ""
    rows: tuple[str, ...] = ()
    look: tuple[Look, ...] = ()

    def levers_at(self, month: int, street: str = STREETS[0]) -> Levers:
        """Return the levers that hold in a month; the defaults of 2013 before month 0.

        Raises:
            ValueError: for a street that does not exist.
        """
        if street not in STREETS:
            raise ValueError(f'there is no street "{street}"; there are: {", ".join(STREETS)}')
        starts, levers = self._timelines[street]
        return levers[bisect_right(starts, month) - 1] if month >= 0 else Levers()

    @cached_property
    def changes(self) -> tuple[int, ...]:
        """The months, in order, at which levers differ from those of the month before, anywhere."""
        months = {month for starts, _ in self._timelines.values() for month in starts}
        return tuple(
            month
            for month in sorted(months)
            if any(self.levers_at(month, s) != self.levers_at(month - 1, s) for s in STREETS)
        )

    @cached_property
    def text(self) -> str:
        """TOML that says everything and loads as this same case."""
        title = {"en": self.title_en, "zh": self.title_zh}
        note = {"en": self.note_en, "zh": self.note_zh}
        tables: dict[str, Any] = {
            "months": self.months,
            "about": {"name": self.name, "rows": self.rows, "title": title, "note": note},
            "setting": told(self.setting),
            **by_group(self.levers.model_dump()),
        }
        if self.look:
            tables["about"]["look"] = [asdict(look) for look in self.look]
        if self.reforms:
            tables["reform"] = [_reform_table(reform) for reform in self.reforms]
        return write_toml(tables)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of ``text``, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def _timelines(self) -> dict[str, tuple[list[int], list[Levers]]]:
        """For each street, the months at which levers may change and the levers from there on."""
        ends = {reform.until for reform in self.reforms if reform.until is not None}
        starts = {0} | ends | {reform.from_month for reform in self.reforms}
        months = sorted(month for month in starts if month < self.months)
        return {s: (months, [self._resolve(month, s) for month in months]) for s in STREETS}

    def _resolve(self, month: int, street: str) -> Levers:
        """Return the starting levers with every reform in force laid over them, the latest last."""
        values: dict[str, Any] = {}
        for reform in sorted(self.reforms, key=lambda reform: reform.from_month):
            if reform.holds(month, street):
                values |= reform.levers
        return self.levers.changed(**values) if values else self.levers


def _reform_table(reform: Reform) -> dict[str, Any]:
    """Return a reform as the table that a file would hold."""
    end = {} if reform.until is None else {"until": reform.until}
    return {
        "from": reform.from_month,
        **end,
        "streets": reform.streets,
        **by_group(reform.levers),
    }
