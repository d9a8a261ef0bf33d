"""The organisations of a street and their ties, each kind in its own part of a wheel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..kept.source import open_source
from ..texts import Language, say
from .canvas import finish_page, new_page
from .style import style
from .tie_looks import Place, draw_nodes, draw_ties, legend_of, ties_among

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_network", "places_of"]

SECTORS = {
    "line_department": (20.0, -20.0),
    "enterprise": (80.0, 28.0),
    "residents_committee": (90.0, 270.0),
    "social_organization": (332.0, 280.0),
}
"""Degrees clockwise from the top, where each kind begins and ends."""
NEIGHBOURHOOD = ("owners_committee", "property_company", "activity_team")


def draw_network(
    source: Any, lang: Language = "en", *, scenario: str | None = None, slide: bool = False
) -> Figure:
    """Draw the organisations of a street and their ties."""
    origin = open_source(source, scenario, lang)
    nodes = origin.table(
        "organisations", "organisation", "kind", "street", "neighbourhood", "exists"
    )
    nodes = nodes[nodes["street"] == nodes["street"].min()]
    ties = ties_among(nodes, origin.table("ties", "a", "b", "kind", "strength"))
    if not len(nodes):
        raise InputError("source.nothing", place=origin.name, table="organisations")
    places = places_of(nodes)
    with style():
        figure = new_page(5.9, slide)
        axes, beside = figure.subplots(1, 2, width_ratios=(3.0, 1.0))
        scale = 0.55 if slide else 1.0
        draw_ties(axes, ties, places, 0.8 if slide else 1.0)
        draw_nodes(axes, nodes, set(ties["a"]) | set(ties["b"]), places, scale)
        _label_hubs(axes, nodes, places, slide, lang)
        axes.set_xlim(-2.32, 2.32)
        axes.set_ylim(-2.2, 2.2)
        if not slide:
            axes.set_aspect("equal")
        axes.set_axis_off()
        handles = legend_of(nodes, ties, lang)
        beside.legend(handles=handles, loc="center left", handlelength=2.6, fontsize=7.5)
        beside.set_axis_off()
        title = say(lang, "network.title", nodes=int(nodes["exists"].sum()), ties=len(ties))
        finish_page(figure, origin, lang, title, say(lang, "network.note"))
    return figure


def places_of(nodes: pd.DataFrame) -> dict[int, Place]:
    """Return where every organisation stands: the office in the middle, the others around it."""
    places: dict[int, Place] = {}
    angles: dict[int, float] = {}
    for kind, rows in nodes.groupby("kind", observed=True):
        numbers = list(rows["organisation"])
        if kind == "street_office":
            places.update(dict.fromkeys(numbers, (0.0, 0.0)))
        elif kind == "party_organization":
            places.update(dict.fromkeys(numbers, (0.27, 0.33)))
        elif kind in ("line_department", "residents_committee"):
            first, last = SECTORS[str(kind)]
            radius = 0.98 if kind == "residents_committee" else 1.25
            for n, hood, angle in zip(
                numbers, rows["neighbourhood"], _steps(first, last, len(rows)), strict=True
            ):
                places[n] = _around(angle, radius)
                angles[hood] = angle
        elif kind in SECTORS:
            places.update(_arcs(numbers, *SECTORS[str(kind)]))
    width = 180.0 / max(1, len(nodes[nodes["kind"] == "residents_committee"]))
    for kind in NEIGHBOURHOOD:
        for hood, rows in nodes[nodes["kind"] == kind].groupby("neighbourhood"):
            places.update(
                _fan(kind, list(rows["organisation"]), angles[int(hood)], min(width, 40.0))
            )
    return places


def _fan(kind: str, numbers: list[int], angle: float, width: float) -> dict[int, Place]:
    """Return places beyond a committee: owners left, company right, teams farther out."""
    if kind == "activity_team":
        turns = _steps(angle - 0.36 * width, angle + 0.36 * width, len(numbers))
        return {
            n: _around(turn, 1.92 + 0.16 * (k % 2))
            for k, (n, turn) in enumerate(zip(numbers, turns, strict=True))
        }
    side = -0.25 if kind == "owners_committee" else 0.25
    return {n: _around(angle + side * width, 1.5) for n in numbers}


def _arcs(numbers: list[int], first: float, last: float) -> dict[int, Place]:
    """Return places on arcs behind each other, filled from the inside."""
    rows = max(1, min(6, math.ceil(len(numbers) / 8)))
    each = math.ceil(len(numbers) / rows)
    places = {}
    for row in range(rows):
        part = numbers[row * each : (row + 1) * each]
        for n, angle in zip(part, _steps(first, last, len(part)), strict=True):
            places[n] = _around(angle, 1.15 + 0.95 * row / max(1, rows - 1))
    return places


def _steps(first: float, last: float, count: int) -> list[float]:
    """Return angles in the middle of equal parts of a sector."""
    return [first + (last - first) * (k + 0.5) / count for k in range(count)]


def _around(degrees: float, radius: float) -> Place:
    """Return the place at an angle clockwise from the top."""
    angle = math.radians(degrees)
    return radius * math.sin(angle), radius * math.cos(angle)


def _label_hubs(
    axes: Axes, nodes: pd.DataFrame, places: dict[int, Place], slide: bool, lang: Language
) -> None:
    """Name the office and the party, and number the committees by neighbourhood."""
    boxed = {"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none", "alpha": 0.8}
    names = {"street_office": (-9, 0, "right"), "party_organization": (9, 0, "left")}
    if slide:  # beside it, the name would cover a unit
        names["party_organization"] = (0, 11, "center")
    for n, kind, hood in zip(
        nodes["organisation"], nodes["kind"], nodes["neighbourhood"], strict=True
    ):
        if kind in names:
            x, y, side = names[kind]
            axes.annotate(
                say(lang, f"kind.{kind}"), places[n], (x, y), textcoords="offset points", ha=side,
                va="center", bbox=boxed, zorder=4,
            )  # fmt: skip
        elif kind == "residents_committee":
            axes.annotate(
                f"{hood}", places[n], ha="center", va="center", color="white", zorder=4,
                fontsize=4.5 if slide else 5.5,
            )  # fmt: skip
