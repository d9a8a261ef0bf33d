"""A scenario with nothing left open: where it plays, what holds at the start, what changes when.

Months are counted from 0, which is 2013-01. Before month 0 (the spin-up) the levers of 2013 hold in
every scenario. From month 0 the scenario's own levers hold, and a reform changes some of them from
its month on, until its end if it has one. Where two reforms set the same lever, the one that began
later decides, and of two that begin in the same month the one written later.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

from .assuming import OUTSIDE, outside_of
from .levers import Levers
from .parameters import Book, default_book
from .reforms import Reform
from .setting import Setting
from .street_setting import told
from .writing import by_group, write_toml

__all__ = ["Case", "Look"]


OF_2013 = Levers()


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
    assumptions: tuple[tuple[str, float], ...] = ()
    rows: tuple[str, ...] = ()
    look: tuple[Look, ...] = ()

    def levers_at(
        self, month: int, street: str | None = None, taken_up: frozenset[int] = frozenset()
    ) -> Levers:
        """Return the levers that hold in a month; the defaults of 2013 before month 0.

        Args:
            street: name of the street; the first if not given.
            taken_up: numbers of reforms that the street took up although not meant for it.

        Raises:
            ValueError: for a street that does not exist.
        """
        names = self.setting.street_names
        street = names[0] if street is None else street
        if street not in names:
            raise ValueError(f'there is no street "{street}"; there are: {", ".join(names)}')
        if month < 0:
            return OF_2013
        start = self._starts[bisect_right(self._starts, month) - 1]
        key = start, street, taken_up
        if key not in self._resolved:
            self._resolved[key] = self._resolve(*key)
        return self._resolved[key]

    def holds(self, number: int, street: str) -> bool:
        """Return whether a reform, by its number, is meant for a street."""
        return street in self._meant_for[number]

    @cached_property
    def changes(self) -> tuple[int, ...]:
        """The months, in order, at which levers differ from those of the month before, anywhere."""
        return tuple(
            month
            for month in self._starts
            if any(
                self.levers_at(month, s) != self.levers_at(month - 1, s)
                for s in self.setting.street_names
            )
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
        if self.assumptions:
            tables["assumptions"] = self._assumed()
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
    def book(self) -> Book:
        """The parameter book with what this scenario assumes."""
        return default_book().changed(outside=True, **dict(self.assumptions))

    @property
    def outside(self) -> list[str]:
        """Parameters whose values lie outside their ranges, as ``section.name``."""
        return outside_of(dict(self.assumptions))

    def _assumed(self) -> dict[str, Any]:
        """Return the assumptions as the tables that a file would hold."""
        tables: dict[str, Any] = {OUTSIDE: True} if self.outside else {}
        for path, value in self.assumptions:
            section, _, name = path.partition(".")
            tables.setdefault(section, {})[name] = value
        return tables

    @cached_property
    def _starts(self) -> list[int]:
        """The months at which levers may change, in order, the first being 0."""
        ends = {reform.until for reform in self.reforms if reform.until is not None}
        starts = {0} | ends | {reform.from_month for reform in self.reforms}
        return sorted(month for month in starts if month < self.months)

    @cached_property
    def _meant_for(self) -> list[frozenset[str]]:
        return [frozenset(reform.streets_in(self.setting)) for reform in self.reforms]

    @cached_property
    def _resolved(self) -> dict[tuple[int, str, frozenset[int]], Levers]:
        return {}

    def _resolve(self, month: int, street: str, taken_up: frozenset[int]) -> Levers:
        """Return the starting levers with every reform in force laid over them, the latest last."""
        levers = self.levers
        order = sorted(range(len(self.reforms)), key=lambda number: self.reforms[number].from_month)
        for number in order:
            reform = self.reforms[number]
            if not reform.in_time(month):
                continue
            if self.holds(number, street):
                levers = levers.changed(**reform.levers)
            elif number in taken_up:
                levers = levers.changed(**reform.copied(levers))
        return levers


def _reform_table(reform: Reform) -> dict[str, Any]:
    """Return a reform as the table that a file would hold."""
    end = {} if reform.until is None else {"until": reform.until}
    return {
        "from": reform.from_month,
        **end,
        "streets": reform.streets,
        **({"spreads": reform.spreads} if reform.spreads else {}),
        **by_group(reform.levers),
    }
