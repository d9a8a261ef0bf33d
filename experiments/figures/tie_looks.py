"""How nodes and ties of every kind are drawn in the networks, and their legend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..texts import Language, say

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["NODES", "TIES", "Place", "draw_nodes", "draw_ties", "legend_of", "ties_among"]

Place = tuple[float, float]

NODES: dict[str, tuple[str, str, float]] = {
    "street_office": ("#000000", "s", 150.0),
    "party_organization": ("#D55E00", "*", 190.0),
    "line_department": ("#6E6E6E", "D", 34.0),
    "residents_committee": ("#0072B2", "o", 64.0),
    "owners_committee": ("#E69F00", "^", 30.0),
    "property_company": ("#CC79A7", "v", 30.0),
    "activity_team": ("#56B4E9", "o", 9.0),
    "social_organization": ("#009E73", "P", 30.0),
    "enterprise": ("#A6761D", "X", 26.0),
}
"""Colour, marker and size by kind."""
TIES: dict[str, tuple[str, Any]] = {
    "leadership": ("#000000", "-"),
    "joint work": ("#6E6E6E", (0, (5, 1.5))),
    "guidance": ("#0072B2", "-"),
    "acquaintance": ("#A6761D", (0, (1, 1.5))),
    "platform": ("#D55E00", (0, (6, 1.5, 1, 1.5))),
    "contract": ("#009E73", (0, (3, 1.2))),
    "coordination": ("#CC79A7", (0, (1.5, 1))),
    "support": ("#56B4E9", "-"),
}
"""Colour and line style by kind."""


def ties_among(nodes: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Return the ties among the organisations that exist; a tie without strength is none."""
    there = nodes.loc[nodes["exists"], "organisation"]
    return ties[ties["a"].isin(there) & ties["b"].isin(there) & (ties["strength"] > 0.0)]


def draw_ties(axes: Axes, ties: pd.DataFrame, places: dict[int, Place], scale: float = 1.0) -> None:
    """Draw the ties of every kind, thicker where stronger."""
    from matplotlib.collections import LineCollection

    for kind, (colour, dashes) in TIES.items():
        rows = ties[ties["kind"] == kind]
        if not len(rows):
            continue
        lines = [(places[a], places[b]) for a, b in zip(rows["a"], rows["b"], strict=True)]
        widths = scale * (0.45 + 1.5 * rows["strength"].to_numpy())
        axes.add_collection(
            LineCollection(
                lines, colors=colour, linestyles=[dashes], linewidths=widths, alpha=0.75, zorder=1
            )
        )


def draw_nodes(
    axes: Axes, nodes: pd.DataFrame, tied: set[int], places: dict[int, Place], scale: float = 1.0
) -> None:
    """Draw the organisations of every kind; those without a tie hollow, so that they stand back."""
    for kind, (colour, marker, size) in NODES.items():
        rows = nodes[nodes["kind"] == kind]
        for alone in (False, True):
            chosen = [n for n in rows["organisation"] if (n not in tied) == alone]
            if not chosen:
                continue
            x, y = zip(*(places[n] for n in chosen), strict=True)
            axes.scatter(
                x, y, s=scale * size * (0.5 if alone else 1.0), marker=marker,
                facecolor="white" if alone else colour, edgecolor=colour if alone else "white",
                linewidth=0.7 if alone else 0.5, zorder=3 if kind == "street_office" else 2,
            )  # fmt: skip


def legend_of(nodes: pd.DataFrame, ties: pd.DataFrame, lang: Language) -> list[Any]:
    """Return the handles of a legend: the kinds of organisations, then the kinds of ties."""
    from matplotlib.lines import Line2D

    handles = []
    there = nodes[nodes["exists"]]
    for table, looks, prefix in ((there, NODES, "kind"), (ties, TIES, "tie")):
        counts = table["kind"].value_counts()
        for kind, look in looks.items():
            if not counts.get(kind, 0):
                continue
            about = {"name": say(lang, f"{prefix}.{kind}"), "number": counts[kind]}
            label = say(lang, "network.counted", **about)
            if prefix == "tie" and kind == "contract":
                label = _contracts(nodes, ties, lang)
            if prefix == "kind":
                style: Any = {"ls": "", "marker": look[1], "color": look[0], "mec": "white"}
                handles.append(Line2D([], [], ms=6.5, mew=0.4, label=label, **style))
            else:
                handles.append(Line2D([], [], color=look[0], ls=look[1], lw=1.5, label=label))
    return handles


def _contracts(nodes: pd.DataFrame, ties: pd.DataFrame, lang: Language) -> str:
    """Count contracts for services, which the street gives, apart from those for property."""
    companies = nodes.loc[nodes["kind"] == "property_company", "organisation"]
    rows = ties[ties["kind"] == "contract"]
    estates = int((rows["a"].isin(companies) | rows["b"].isin(companies)).sum())
    services = len(rows) - estates
    if estates and services:
        return say(lang, "network.contracts", services=services, estates=estates)
    name = say(lang, f"tie.contract.{'estates' if estates else 'services'}")
    return say(lang, "network.counted", name=name, number=len(rows))
