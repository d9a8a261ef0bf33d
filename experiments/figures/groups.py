"""Issues by domain, housing, arena or reach: which are counted, and what the groups are called."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from gongzhi.agents import words

from ..asking import check_choice
from ..errors import InputError
from ..texts import Language
from .canvas import FIRST_YEAR

if TYPE_CHECKING:
    import pandas as pd

    from ..kept.source import Source

__all__ = ["GROUPINGS", "counted", "group_name", "last_month", "split", "years_of"]

GROUPINGS: dict[str, type[IntEnum]] = {
    "domain": words.Domain,
    "housing": words.Housing,
    "arena": words.Arena,
    "scope": words.Scope,
}
ENGLISH = {
    ("domain", "child_family"): "child and family",
    ("domain", "culture_health"): "culture and health",
    ("domain", "business"): "business services",
    ("housing", "lanes"): "old lanes",
    ("housing", "workers"): "workers' estate",
    ("housing", "commodity"): "commodity estate",
    ("housing", "upscale"): "upscale estate",
    ("housing", "resettlement"): "resettlement estate",
    ("arena", "committee"): "residents' committee",
    ("arena", "street"): "street meeting",
    ("scope", "cross_street"): "across streets",
}


def counted(origin: Source, by: str | None, since: str, *columns: str) -> pd.DataFrame:
    """Return the issues whose month in the column ``since`` is 0 or later: not those of the spin-up.

    Raises:
        InputError: if there are none, or if they cannot be grouped by ``by``.
    """
    group = [check_choice("by", by, list(GROUPINGS))] if by else []
    issues = origin.table("issues", "issue", since, *columns, *group)
    issues = issues[issues[since].notna() & (issues[since].fillna(-1) >= 0)]
    if not len(issues):
        raise InputError("source.nothing", place=origin.name, table="issues")
    return issues


def last_month(origin: Source) -> int:
    """Return the last month that was run."""
    return int(origin.table("series", "month")["month"].max())


def years_of(origin: Source) -> dict[str, int]:
    """Return the first and the last year of a run, for titles."""
    return {"first": FIRST_YEAR, "last": FIRST_YEAR + last_month(origin) // 12}


def split(issues: pd.DataFrame, by: str) -> dict[str, pd.DataFrame]:
    """Return the issues of each group that has any, in the order of the codes."""
    known = words.labels(GROUPINGS[by])
    parts = {label: issues[issues[by] == label] for label in known}
    return {label: part for label, part in parts.items() if len(part)}


def group_name(by: str, label: str, lang: Language) -> str:
    """Return what a group is called."""
    if lang == "zh":
        return words.zh(GROUPINGS[by][label.upper()])
    return ENGLISH.get((by, label), label.replace("_", " "))
