"""A calibration as people read it: on the console, and in the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..texts import Language, say

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "PINNED",
    "note_of",
    "print_calibration",
    "rows_of_parameters",
    "rows_of_populations",
    "rows_of_targets",
]

PINNED = 0.5
"""A parameter counts as narrowed if no more of its prior than this is left."""

Table = tuple[list[str], list[list[str]]]


def rows_of_parameters(told: Mapping[str, Any], lang: Language) -> Table:
    """Return heads and cells: a row for each parameter, the most narrowed first."""
    keys = ("parameter", "range", "default", "posterior", "left", "below")
    rows = [
        [
            row["name"],
            f"{row['low']:g} … {row['high']:g}"
            + (f" ({say(lang, 'calibrate.log')})" if row["logarithmic"] else ""),
            f"{row['default']:g}",
            f"{row['median']:.3g} ({row['lower']:.3g} … {row['upper']:.3g})",
            f"{row['left']:.2f}",
            f"{100.0 * row['below']:.0f} %",
        ]
        for row in sorted(told["parameters"], key=lambda row: float(row["left"]))
    ]
    return [say(lang, f"calibrate.{key}") for key in keys], rows


def rows_of_targets(told: Mapping[str, Any], lang: Language) -> Table:
    """Return heads and cells: a row for each target, and the distance."""
    keys = ("target", "data", "prior", "last", "after", "unchanged")
    rows = []
    for row in told["targets"]:
        known = "data" in row
        label = row[lang] if known else say(lang, "calibrate.distance")
        data = say(lang, f"calibrate.{row['side']}", data=f"{row['data']:.4g}") if known else ""
        cells = [_middle(row[kind]) for kind in ("prior", "last", "posterior", "default")]
        rows.append([label, data, *cells])
    return [say(lang, f"calibrate.{key}") for key in keys], rows


def rows_of_populations(told: Mapping[str, Any], lang: Language) -> Table:
    """Return heads and cells: a row for each population."""
    keys = ("population", "allowed", "median", "runs", "accepted", "effective")
    rows = [
        [
            str(row["population"]),
            "-" if row["allowed"] is None else f"{row['allowed']:.2f}",
            f"{row['median']:.2f}",
            str(row["runs"]),
            f"{100.0 * row['accepted']:.0f} %",
            f"{row['effective']:.0f}",
        ]
        for row in told["populations"]
    ]
    return [say(lang, f"calibrate.{key}") for key in keys], rows


def note_of(told: Mapping[str, Any], lang: Language) -> str:
    """Return how the tables are read."""
    left = [row["left"] for row in told["parameters"]]
    pinned = sum(each <= PINNED for each in left)
    runs = told["how"]["runs"]
    return say(lang, "calibrate.note", n=len(left), pinned=pinned, runs=runs)


def print_calibration(told: Mapping[str, Any], console: Console, lang: Language) -> None:
    """Print populations, targets and parameters."""
    from ..telling.tables import print_rows

    for heads, rows in (
        rows_of_populations(told, lang),
        rows_of_targets(told, lang),
        rows_of_parameters(told, lang),
    ):
        print_rows(console, heads, [(cells, "") for cells in rows])
    console.print(note_of(told, lang), markup=False)


def _middle(ends: Sequence[float]) -> str:
    low, middle, high = ends
    return f"{middle:.3f} ({low:.3f} … {high:.3f})"
