"""Assumptions that a scenario changes: numbers of the parameter book, by section and name.

    [assumptions]
    outside = true            # needed for a value outside its range

    [assumptions.learning]
    efficacy_step_up = 0.2

They hold from the founding on, spin-up included. What lies outside its range is marked in the manifest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from .errors import nearest, shown
from .parameters import Parameter, default_book
from .saying import Text, say
from .unit_labels import span

__all__ = ["OUTSIDE", "check_assumptions", "is_assumption", "outside_of"]

OUTSIDE = "outside"
"""The key that allows values outside their ranges."""

Add = Callable[[Sequence[str | int], str], None]


def is_assumption(key: str) -> bool:
    """Return whether a keyword names a parameter, section and name with a dot, or the flag."""
    return "." in key or key == OUTSIDE


def check_assumptions(tables: Any, add: Add) -> dict[str, float]:
    """Return what a scenario assumes, by ``section.name``; tell ``add`` of every mistake and its path."""
    if not isinstance(tables, Mapping):
        table = "[assumptions.SECTION]"
        add(("assumptions",), say("value.table", value=shown(tables), table=table))
        return {}
    flag = tables.get(OUTSIDE, False)
    if not isinstance(flag, bool):
        about = {"wanted": say("wanted.other"), "allowed": say("wanted.bool")}
        add(("assumptions", OUTSIDE), say("value.kind", value=shown(flag), **about))
    values: dict[str, float] = {}
    for path, value in _given(tables, add):
        wrong = _wrong(path, value, flag is True)
        if wrong:
            add(("assumptions", *path.split(".")), wrong)
        else:
            values[path] = float(value)
    return values


def outside_of(values: Mapping[str, float]) -> list[str]:
    """Return the paths of those values that lie outside the range of their parameter."""
    book = default_book().parameters
    return [path for path, v in values.items() if not book[path].low <= v <= book[path].high]


def _given(tables: Mapping[str, Any], add: Add) -> Iterator[tuple[str, Any]]:
    """Yield the paths and values of all sections; complain of sections that there are not."""
    sections = list(dict.fromkeys(p.section for p in default_book().parameters.values()))
    for section, names in tables.items():
        if section == OUTSIDE:
            continue
        if section not in sections:
            near = nearest(section, sections)
            key = "assume.section.near" if near else "assume.section"
            add(("assumptions", section), say(key, near=near))
        elif not isinstance(names, Mapping):
            about = {"value": shown(names), "table": f"[assumptions.{section}]"}
            add(("assumptions", section), say("value.table", **about))
        else:
            yield from ((f"{section}.{name}", value) for name, value in names.items())


def _wrong(path: str, value: Any, anywhere: bool) -> Text | None:
    """Return what is wrong with one assumption, or None."""
    book = default_book().parameters
    if path not in book:
        section = path.partition(".")[0]
        names = [p.name for p in book.values() if p.section == section]
        near = nearest(path.partition(".")[2], names)
        if near is None:
            return say("assume.unknown", section=section)
        allowed = _allowed(book[f"{section}.{near}"])
        return say("unknown.near", noun=say("noun.parameter"), near=near, allowed=allowed)
    parameter = book[path]
    if isinstance(parameter.value, list):
        return say("assume.list")
    about = {"value": shown(value), "allowed": _allowed(parameter)}
    if isinstance(value, bool) or not isinstance(value, int | float):
        return say("value.kind", wanted=say("wanted.float"), **about)
    if not math.isfinite(value):
        return say("value.finite", **about)
    if not anywhere and not parameter.low <= value <= parameter.high:
        return say("assume.range", **about)
    return None


def _allowed(parameter: Parameter) -> Text:
    if isinstance(parameter.value, list):
        return say("wanted.list")
    return span(parameter.unit, parameter.low, parameter.high)
