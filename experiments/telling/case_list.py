"""The scenarios that come with the model, as a list that people read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gongzhi.scenarios import Case, load_case, shipped_cases

from ..texts import Language, say
from .tables import print_rows
from .wording import title

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["grouped_cases", "print_list"]

GROUPS = ("scenario.named", "scenario.cases", "scenario.others")


def grouped_cases() -> list[tuple[str, list[Case]]]:
    """Return the shipped scenarios in groups, each with the key of what it is called.

    The named scenarios S0 to S9 come first, then the cases of the paper by the number of their row,
    then the rest.
    """
    cases = sorted((load_case(name) for name in shipped_cases()), key=_place)
    return [(GROUPS[group], list(some)) for group, some in groupby(cases, lambda c: _place(c)[0])]


def print_list(console: Console, lang: Language) -> None:
    """Print the shipped scenarios in their groups."""
    heads = [say(lang, f"scenario.{key}") for key in ("name", "rows", "title")]
    for group, cases in grouped_cases():
        lines = [([case.name, " ".join(case.rows), title(case, lang)], "") for case in cases]
        print_rows(console, heads, lines, say(lang, group), numbers=False)
        console.print()
    console.print(say(lang, "scenario.more"), highlight=False, markup=False)


def _place(case: Case) -> tuple[int, str, str]:
    """Return the group of a scenario and its place in it."""
    for group, kind in enumerate(("S", "CASE-")):
        rows = sorted(row for row in case.rows if row.rstrip("0123456789") == kind)
        if rows:
            return group, rows[0], case.name
    return len(GROUPS) - 1, "", case.name
