"""What a sweep varies: levers, which somebody could choose, and uncertainties, which nobody knows.

A factor takes the values of a list, or any value of a range. ``true`` stands for the whole range: of the
schema for a lever or a fact of the setting, of the parameter book for a number of the model.
"""

from __future__ import annotations

import math
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

import numpy as np

from gongzhi.scenarios import Setting, default_book, lever_fields
from gongzhi.scenarios.checking import Report, check_tables
from gongzhi.scenarios.describing import home_of
from gongzhi.scenarios.errors import nearest, shown
from gongzhi.scenarios.lines import KeyPath
from gongzhi.scenarios.saying import Text, in_language

from .mistakes import MistakeError, in_both

__all__ = ["Factor", "Value", "read_factors"]

Value = float | int | bool | str
Kind = Literal["lever", "uncertainty"]


ALIKE = 0.7
"""How much an unknown name must be like a known one: among five hundred, some are like any by 0.6."""


@dataclass(frozen=True)
class Factor:
    """One thing that a sweep varies.

    Attributes:
        name: as the plan writes it, and the column of the results.
        key: as a scenario takes it: a lever, a fact of the setting, or ``section.name``.
        values: the values of a list; empty for a range.
        low, high: the ends of a range; NaN for a list.
        whole: whether only whole numbers are allowed.
    """

    name: str
    key: str
    kind: Kind
    values: tuple[Value, ...] = ()
    low: float = math.nan
    high: float = math.nan
    whole: bool = False

    def at(self, share: float) -> Value:
        """Return the value at a share of the range, or of the list; ``share`` runs from 0 to 1."""
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        if self.whole:
            return int(min(math.floor(self.low + share * (self.high - self.low + 1)), self.high))
        return float((1.0 - share) * self.low + share * self.high)

    def spread(self, levels: int) -> list[Value]:
        """Return the values of the list, or so many from one end of the range to the other."""
        if self.values:
            return list(self.values)
        shares = np.linspace(0.0, 1.0, levels).tolist()
        if self.whole:
            return list(dict.fromkeys(round(self.low + s * (self.high - self.low)) for s in shares))
        return [float((1.0 - s) * self.low + s * self.high) for s in shares]

    def told(self) -> dict[str, Any]:
        """Return the factor as the manifest of a sweep tells it."""
        span = (
            {"values": list(self.values)} if self.values else {"low": self.low, "high": self.high}
        )
        return {"name": self.name, "key": self.key, "kind": self.kind, "whole": self.whole, **span}


def read_factors(
    levers: Mapping[str, Any], uncertainties: Mapping[str, Any], report: Report, outside: bool
) -> tuple[Factor, ...]:
    """Return what a plan varies; every mistake goes into the report.

    Args:
        levers, uncertainties: the tables of the plan.
        outside: whether assumptions may lie outside their ranges.
    """
    found: dict[str, Factor] = {}
    for name, kind, path, value in _given(levers, uncertainties):
        try:
            factor = _factor(name, _key(name, kind), kind, value)
            _try(factor, outside)
        except MistakeError as mistake:
            report.add(path, mistake.told)
            continue
        if factor.key in found:
            report.add(path, in_both("plan.twice", name=factor.key))
        found[factor.key] = factor
    return tuple(found.values())


def _given(
    levers: Mapping[str, Any], uncertainties: Mapping[str, Any]
) -> Iterator[tuple[str, Kind, KeyPath, Any]]:
    """Yield name, kind, place and value of each factor; a dotted name may stand without quotes."""
    for name, value in levers.items():
        yield name, "lever", ("levers", name), value
    sections = {p.section for p in default_book().parameters.values()}
    for name, value in uncertainties.items():
        if name in sections and isinstance(value, Mapping):
            for inner, own in value.items():
                yield f"{name}.{inner}", "uncertainty", ("uncertainties", name, inner), own
        else:
            yield name, "uncertainty", ("uncertainties", name), value


def _key(name: str, kind: Kind) -> str:
    """Return what a scenario calls a factor.

    Raises:
        MistakeError: if there is no such factor, or more than one, with the nearest name.
    """
    book = default_book().parameters
    paths = [path for path, parameter in book.items() if parameter.name == name]
    uncertain = name in Setting.model_fields or name in book or bool(paths)
    if kind == "lever":
        if name in lever_fields():
            return name
        if uncertain:
            raise MistakeError(in_both("plan.no.lever"))
        raise MistakeError(_unknown("lever", name, list(lever_fields())))
    if name in lever_fields():
        raise MistakeError(in_both("plan.is.lever"))
    if not uncertain:
        names = [*book, *(p.name for p in book.values()), *Setting.model_fields]
        raise MistakeError(_unknown("uncertainty", name, names))
    if name in Setting.model_fields or name in book:
        return name
    if len(paths) > 1:
        raise MistakeError(in_both("plan.several", names=", ".join(paths)))
    return paths[0]


def _unknown(noun: str, name: str, names: list[str]) -> Text:
    near = nearest(name, names)
    if near and not near.startswith(name) and SequenceMatcher(None, near, name).ratio() < ALIKE:
        near = None
    return in_both(f"plan.{noun}.near" if near else f"plan.{noun}", near=near)


def _factor(name: str, key: str, kind: Kind, value: Any) -> Factor:
    """Return a factor of a list, a range or ``true``.

    Raises:
        MistakeError: for anything else, and for what is empty.
    """
    low, high, choices, whole = _schema(key)
    if value is True:
        if choices:
            return Factor(name, key, kind, values=choices)
        if not low < high:
            raise MistakeError(in_both("plan.no.range"))
        return Factor(name, key, kind, low=low, high=high, whole=whole)
    if isinstance(value, list | tuple):
        if not value or not all(isinstance(one, bool | int | float | str) for one in value):
            raise MistakeError(in_both("plan.list"))
        if len(set(value)) < len(value):
            raise MistakeError(in_both("plan.list.twice"))
        return Factor(name, key, kind, values=tuple(value))
    if isinstance(value, Mapping) and set(value) == {"low", "high"} and not choices:
        low, high = value["low"], value["high"]
        if all(type(end) in (int, float) and math.isfinite(end) for end in (low, high)):
            if not low < high:
                raise MistakeError(in_both("plan.range.empty", low=low, high=high))
            return Factor(name, key, kind, low=low, high=high, whole=whole)
    raise MistakeError(in_both("plan.vary.choice" if choices else "plan.vary", value=shown(value)))


def _schema(key: str) -> tuple[float, float, tuple[Value, ...], bool]:
    """Return the range of a key, the choices it has instead, and whether it is a whole number."""
    parameter = default_book().parameters.get(key)
    if parameter is not None:
        return parameter.low, parameter.high, (), False
    field = lever_fields()[key][1] if key in lever_fields() else Setting.model_fields[key]
    if field.annotation is bool:
        return math.nan, math.nan, (False, True), False
    if typing.get_origin(field.annotation) is Literal:
        return math.nan, math.nan, typing.get_args(field.annotation), False
    low = next((float(m.ge) for m in field.metadata if hasattr(m, "ge")), math.nan)
    high = next((float(m.le) for m in field.metadata if hasattr(m, "le")), math.nan)
    return low, high, (), field.annotation is int


def _try(factor: Factor, outside: bool) -> None:
    """Hold every value of a list, or both ends of a range, against the schema of scenarios.

    Raises:
        MistakeError: for the first value that cannot be; whether values go together is seen later.
    """
    home = home_of(factor.key)
    section, _, name = factor.key.partition(".")
    for value in factor.spread(2):
        tables: dict[str, Any] = {"assumptions": {section: {name: value}, "outside": outside}}
        if home is not None:
            tables = {home[0]: {factor.key: value}}
        report = Report("", {})
        check_tables(tables, report)
        if report.problems:
            raise MistakeError(_of_a_plan(report.problems[0].message))


def _of_a_plan(message: str) -> Text:
    """Return a message about a scenario with the flag where a plan has it."""
    english, chinese = str(message), in_language(message, "zh")
    return Text(
        english.replace(" in [assumptions]", " at the top of the plan"),
        chinese.replace("在 [assumptions] 中写", "在计划开头写"),
    )
