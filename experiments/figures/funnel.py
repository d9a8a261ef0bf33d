"""How far issues get, and where they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..kept.source import open_source
from ..texts import Language, say
from .canvas import finish_page, new_page, wrap
from .fates import OUTS, STEPS, fates, funnel_counts
from .groups import counted, group_name, last_month, split, years_of
from .style import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_funnel"]

LOOKS = {
    "faded": ("#BDBDBD", ""),
    "undecided": ("#56B4E9", "////"),
    "stalled": ("#E69F00", ""),
    "escalated": ("#D55E00", "\\\\\\\\"),
    "open": ("#FFFFFF", ""),
    "back": ("#CC79A7", "...."),
    "early": ("#FFFFFF", "xxxx"),
}
BLUE = "#0072B2"


def draw_funnel(
    source: Any,
    lang: Language = "en",
    *,
    scenario: str | None = None,
    by: str | None = None,
    slide: bool = False,
) -> Figure:
    """Draw issues by the furthest step that they reached, overall or in groups."""
    origin = open_source(source, scenario, lang)
    issues = counted(origin, by, "arose", "stage", "resolved", "relapsed")
    moves = origin.table("moves", "issue", "after", "why")
    fate = fates(issues, moves, last_month(origin))
    about: dict[str, Any] = {**years_of(origin), "issues": len(issues)}
    with style():
        if by:
            groups = {label: fate.loc[part.index] for label, part in split(issues, by).items()}
            figure = _draw_groups(groups, by, slide, lang)
            title = say(lang, "funnel.title.by", group=say(lang, f"by.{by}"), **about)
            note = say(lang, "funnel.note.by")
        else:
            figure = _draw_all(funnel_counts(fate), slide, lang)
            title, note = say(lang, "funnel.title", **about), say(lang, "funnel.note")
        finish_page(figure, origin, lang, title, note)
    return figure


def _draw_all(counts: pd.DataFrame, slide: bool, lang: Language) -> Figure:
    """Draw who reached each step on the left, and who went no further on the right."""
    figure = new_page(4.9, slide)
    grid = figure.add_gridspec(2, 2, width_ratios=(1.15, 1.0), height_ratios=(1.0, 0.17))
    left = figure.add_subplot(grid[0, 0])
    right = figure.add_subplot(grid[0, 1], sharey=left)
    foot = figure.add_subplot(grid[1, :])
    total = counts["reached"].iloc[0]
    _draw_reached(left, counts, total, lang)
    start = pd.Series(0.0, counts.index)
    for out in OUTS:
        share = 100.0 * counts[out] / total
        colour, hatch = LOOKS[out]
        right.barh(
            range(len(STEPS)), share, left=start, height=0.7, facecolor=colour, hatch=hatch,
            edgecolor="#333333", lw=0.5, label=say(lang, f"funnel.out.{out}"),
        )  # fmt: skip
        start += share
    for y, (share, number) in enumerate(zip(start, counts[list(OUTS)].sum(axis=1), strict=True)):
        if number:
            text = f"{number:,}"
            right.annotate(text, (share, y), (4, 0), textcoords="offset points", va="center")
    right.set_xlim(0.0, 1.18 * max(float(start.max()), 1.0))
    right.set_title(say(lang, "funnel.left"))
    for axes in (left, right):
        axes.grid(visible=False, axis="y")
        axes.set_axisbelow(True)
        axes.tick_params(axis="y", length=0)
    right.tick_params(labelleft=False)
    handles = [h for axes in (left, right) for h in axes.get_legend_handles_labels()[0]]
    foot.legend(handles=handles, loc="center", ncols=3, handlelength=1.8, fontsize=7.5)
    foot.set_axis_off()
    return figure


def _draw_reached(axes: Axes, counts: pd.DataFrame, total: int, lang: Language) -> None:
    """Draw a bar for each step: those that went through it, and those that skipped it."""
    rows = range(len(STEPS))
    through = 100.0 * counts["through"] / total
    skipped = 100.0 * (counts["reached"] - counts["through"]) / total
    axes.barh(
        rows, through, height=0.7, color=BLUE, lw=0.5, edgecolor="#333333",
        label=say(lang, "funnel.through"),
    )  # fmt: skip
    axes.barh(
        rows, skipped, left=through, height=0.7, facecolor="#DCEAF4", hatch="////", lw=0.5,
        edgecolor="#8AAAC0", label=say(lang, "funnel.skipped"),
    )  # fmt: skip
    for y, (part, number) in enumerate(zip(through + skipped, counts["reached"], strict=True)):
        axes.annotate(
            f"{number:,} ({part:.0f} %)", (part, y), (4, 0), textcoords="offset points", va="center"
        )
    axes.set_yticks(rows, [say(lang, f"funnel.{step}") for step in STEPS])
    axes.set_ylim(len(STEPS) - 0.5, -0.5)
    axes.set_xlim(0.0, 128.0)
    axes.set_xticks(range(0, 101, 20))
    axes.set_title(say(lang, "funnel.reached"))


def _draw_groups(groups: dict[str, pd.DataFrame], by: str, slide: bool, lang: Language) -> Figure:
    """Draw a table of shares, darker where more: a row for each group, steps and outs as columns."""
    figure = new_page(2.0 + 0.3 * len(groups), slide)
    left, right = figure.subplots(1, 2, width_ratios=(len(STEPS) - 1, len(OUTS)))
    counts = {label: funnel_counts(fate) for label, fate in groups.items()}
    totals = {label: len(fate) for label, fate in groups.items()}
    reached = pd.DataFrame({g: c["reached"] / totals[g] for g, c in counts.items()}).T
    outs = pd.DataFrame({g: c[list(OUTS)].sum() / totals[g] for g, c in counts.items()}).T
    steps = [say(lang, f"funnel.{step}") for step in STEPS[1:]]
    ends = [say(lang, f"funnel.out.{out}") for out in OUTS]
    if not slide:  # the columns have room for two lines
        steps, ends = ([wrap(head, 1.05, 8) for head in heads] for heads in (steps, ends))
    _draw_shares(left, reached[list(STEPS[1:])], steps, "Blues", slide)
    _draw_shares(right, outs, ends, "Oranges", slide)
    names = [f"{group_name(by, g, lang)}, n = {totals[g]:,}" for g in groups]
    left.set_yticks(range(len(groups)), names)
    right.set_yticks([])
    return figure


def _draw_shares(
    axes: Axes, shares: pd.DataFrame, heads: list[str], colours: str, slide: bool
) -> None:
    """Draw shares as cells with their per cent in them."""
    values = 100.0 * shares.to_numpy()
    axes.imshow(values, cmap=colours, vmin=0.0, vmax=130.0, aspect="auto")
    for y, row in enumerate(values):
        for x, value in enumerate(row):
            dark = value > 80.0
            axes.text(
                x, y, f"{value:.0f}", ha="center", va="center", color="white" if dark else "black"
            )
    axes.set_xticks(
        range(len(heads)), heads, rotation=60 if slide else 50, ha="left", rotation_mode="anchor",
        linespacing=0.95,
    )  # fmt: skip
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
