"""One neighbourhood: its organisations, and the acquaintances between its buildings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..asking import check_choice
from ..kept.source import open_source
from ..texts import Language, say
from .canvas import GREY, finish_page, new_page
from .groups import group_name
from .style import style
from .tie_looks import Place, draw_nodes, draw_ties, legend_of, ties_among

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_neighbourhood"]

MOST = 100
"""Pairs of buildings that are drawn, and at most three a building: more would hide each other."""
RING = 24
"""Buildings that stand in a ring; more fill a disc."""
WIDEST = 3.2
"""Points of the line between the two buildings with most ties."""
BLUE = "#0072B2"


def draw_neighbourhood(
    source: Any,
    lang: Language = "en",
    *,
    scenario: str | None = None,
    neighbourhood: int = 0,
    slide: bool = False,
) -> Figure:
    """Draw the ties of one neighbourhood, by its number from 0."""
    origin = open_source(source, scenario, lang)
    houses = origin.table("buildings", "building", "neighbourhood", "place", "housing", "residents")
    known = [str(n) for n in sorted(houses["neighbourhood"].unique())]
    chosen = int(check_choice("neighbourhood", str(neighbourhood), known))
    houses = houses[houses["neighbourhood"] == chosen]
    blocks = origin.table("blocks", "neighbourhood", "a", "b", "ties")
    blocks = blocks[blocks["neighbourhood"] == chosen]
    nodes = origin.table("organisations", "organisation", "kind", "neighbourhood", "exists")
    nodes = nodes[nodes["neighbourhood"] == chosen]
    ties = ties_among(nodes, origin.table("ties", "a", "b", "kind", "strength"))
    with style():
        figure = new_page(5.2, slide)
        left, right = figure.subplots(1, 2, width_ratios=(1.0, 1.9))
        _draw_organisations(left, nodes, ties, lang)
        between = blocks[blocks["a"] != blocks["b"]]
        shown = between.nlargest(min(MOST, 3 * len(houses)), "ties", keep="first")
        _draw_buildings(right, houses, between, shown, lang)
        about = {
            "place": houses["place"].iloc[0],
            "housing": group_name("housing", str(houses["housing"].iloc[0]), lang),
            "people": int(houses["residents"].sum()),
            "buildings": len(houses),
        }
        note = {
            "shown": len(shown),
            "pairs": len(between),
            "between": int(between["ties"].sum()),
            "inside": int(blocks["ties"].sum() - between["ties"].sum()),
        }
        alone = ".one" if len(houses) == 1 else ""
        part = alone or (".all" if len(shown) == len(between) else "")
        title = say(lang, f"neighbourhood.title{alone}", **about)
        finish_page(figure, origin, lang, title, say(lang, f"neighbourhood.note{part}", **note))
    return figure


def _draw_organisations(
    axes: Axes, nodes: pd.DataFrame, ties: pd.DataFrame, lang: Language
) -> None:
    """Draw the committee in the middle, owners and company above it, the teams below."""
    places: dict[int, Place] = {}
    fixed = {"owners_committee": (-0.7, 0.8), "property_company": (0.7, 0.8)}
    teams = nodes[nodes["kind"] == "activity_team"]
    for n, kind in zip(nodes["organisation"], nodes["kind"], strict=True):
        places[n] = fixed.get(kind, (0.0, 0.0))
    for k, n in enumerate(teams["organisation"]):
        angle = math.pi * (k + 0.5) / len(teams)
        places[n] = (-0.95 * math.cos(angle), -0.85 * math.sin(angle))
    draw_ties(axes, ties, places, 1.6)
    draw_nodes(axes, nodes, set(ties["a"]) | set(ties["b"]), places, 2.4)
    for n, exists in zip(nodes["organisation"], nodes["exists"], strict=True):
        if not exists:
            text = say(lang, "neighbourhood.absent")
            axes.annotate(
                text, places[n], (0, 9), textcoords="offset points", ha="center", color=GREY
            )
    axes.set_xlim(-1.25, 1.25)
    axes.set_ylim(-2.6, 1.15)
    axes.set_axis_off()
    axes.legend(
        handles=legend_of(nodes, ties, lang), loc="lower left", handlelength=2.6, fontsize=7.5
    )


def _draw_buildings(
    axes: Axes, houses: pd.DataFrame, between: pd.DataFrame, shown: pd.DataFrame, lang: Language
) -> None:
    """Draw the buildings by their residents, and lines by how many know each other."""
    from matplotlib.collections import LineCollection

    places = _places(houses, between)
    most = int(shown["ties"].max()) if len(shown) else 0
    width = WIDEST if len(houses) <= RING else WIDEST / 2.0
    rows = shown.sort_values("ties", kind="stable")
    share = rows["ties"].to_numpy() / max(1, most)
    axes.add_collection(
        LineCollection(
            [(places[a], places[b]) for a, b in zip(rows["a"], rows["b"], strict=True)],
            linewidths=width * share, colors=[(0.25, 0.25, 0.25, 0.15 + 0.5 * s) for s in share],
            zorder=1,
        )
    )  # fmt: skip
    east, north = zip(*(places[n] for n in houses["building"]), strict=True)
    figure: Any = axes.get_figure(root=True)
    room = (figure.get_figheight() / 5.2) ** 2
    size = (
        room * 3600.0 / (len(houses) + 2) * houses["residents"] / max(1, houses["residents"].max())
    )
    axes.scatter(east, north, s=size, color=BLUE, edgecolor="white", linewidth=0.6, zorder=2)
    if len(houses) <= RING:
        for n, people, area in zip(houses["building"], houses["residents"], size, strict=True):
            away = 8.0 + math.sqrt(area) / 2.0
            x, y = places[n] if len(houses) > 1 else (0.0, 1.0)
            axes.annotate(
                f"{people}", places[n], (away * x, away * y), ha="center",
                textcoords="offset points", va="center", color=GREY, fontsize=7,
            )  # fmt: skip
    axes.set_aspect("equal")
    axes.set_xlim(-1.25, 1.25)
    axes.set_ylim(-1.25, 1.25)
    axes.set_axis_off()
    _draw_key(axes, most, width, lang)


def _places(houses: pd.DataFrame, between: pd.DataFrame) -> dict[int, Place]:
    """Return a ring in the order of the buildings, or a disc with the best-connected in its middle."""
    count = len(houses)
    if count == 1:
        return {int(houses["building"].iloc[0]): (0.0, 0.0)}
    if count <= RING:
        turns = [2.0 * math.pi * k / count for k in range(count)]
        return {
            n: (math.sin(t), math.cos(t)) for n, t in zip(houses["building"], turns, strict=True)
        }
    ends = pd.concat([between.set_index("a")["ties"], between.set_index("b")["ties"]])
    ties = ends.groupby(level=0).sum().reindex(houses["building"], fill_value=0)
    order = ties.sort_values(ascending=False, kind="stable").index
    golden = math.pi * (3.0 - math.sqrt(5.0))
    return {
        n: (
            1.15 * math.sqrt((k + 0.5) / count) * math.sin(k * golden),
            1.15 * math.sqrt((k + 0.5) / count) * math.cos(k * golden),
        )
        for k, n in enumerate(order)
    }


def _draw_key(axes: Axes, most: int, width: float, lang: Language) -> None:
    """Explain the dots, and the width of the lines if there are any."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [], [], ls="", marker="o", color=BLUE, ms=8, label=say(lang, "neighbourhood.building")
        )
    ]
    for ties in sorted({most, max(1, round(most / 2))}) if most else ():
        label = say(lang, f"neighbourhood.key{'.one' if ties == 1 else ''}", ties=ties)
        grey = (0.25, 0.25, 0.25, 0.15 + 0.5 * ties / most)
        handles.append(Line2D([], [], color=grey, lw=width * ties / most, label=label))
    axes.legend(
        handles=handles,
        loc="upper center",
        bbox_to_anchor=(0.45, 0.02),
        ncols=3,
        fontsize=7.5,
        columnspacing=1.2,
    )
