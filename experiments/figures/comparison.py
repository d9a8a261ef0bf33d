"""The figure of a comparison, for a report: what happened month by month, and the differences.

Line, marker and colour stand for the same scenario everywhere in it. Each measure has an axis of its
own, in its own unit, that says which way is better.
"""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from ..estimates import ALL, BY_SEGMENT
from ..intervals import t_quantile
from ..telling.wording import (
    difference_unit,
    measure_label,
    measure_with_unit,
    scale,
    segment_label,
    short_titles,
)
from ..texts import Language, say
from .canvas import mark_reforms, mark_years
from .style import colour, line, marker, points, settle_layout, style

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

    from gongzhi.scenarios import Case

    from ..comparing import Comparison

__all__ = ["draw_comparison", "draw_panels", "without_dust"]

MONTHLY = ("participation_rate", "resolution_rate")
COLUMNS = 3
WIDTH = 8.3
DUST = 1e-9
"""Share of a value below which a difference is what adding up in another order leaves."""


def draw_comparison(result: Comparison, lang: Language) -> Figure:
    """Draw a comparison on one page."""
    with style():
        return _draw(result, lang)


def _draw(result: Comparison, lang: Language) -> Figure:
    from matplotlib.figure import Figure

    measures = [m for m in result.table["measure"].unique() if m not in BY_SEGMENT]
    others = len(result.cases) - 1
    lines = math.ceil(len(measures) / COLUMNS)
    heights = [
        0.3 + 0.25 * math.ceil(len(result.cases) / 4),
        2.6,
        lines * (0.72 + 0.17 * others),
        0.75 + 0.11 * 7 * max(2, others),
        0.4,
    ]
    figure = Figure(figsize=(WIDTH, sum(heights)), layout="constrained")
    parts: Any = figure.subfigures(5, 1, height_ratios=heights)
    head, months, differences, segments, foot = parts
    _draw_head(head, result, lang)
    _draw_months(months, result, lang)
    _draw_differences(differences, result, measures, lang)
    _draw_segments(segments, result, lang)
    _draw_foot(foot, result, lang)
    settle_layout(figure)
    return figure


def _draw_head(part: SubFigure, result: Comparison, lang: Language) -> None:
    """Draw the legend of the whole figure: line and marker of every scenario."""
    from matplotlib.lines import Line2D

    names = short_titles(result.cases, lang)
    handles = [
        Line2D([], [], label=names[label], **line(n), marker=marker(n), markersize=5)
        for n, label in enumerate(result.cases)
    ]
    part.legend(
        handles=handles, loc="center", ncols=min(4, len(handles)), handlelength=4, fontsize=9
    )


def _draw_months(part: SubFigure, result: Comparison, lang: Language) -> None:
    """Draw participation and resolution month by month."""
    part.suptitle(say(lang, "figure.months"), x=0.01, ha="left", fontsize=10)
    starts = {r.from_month for case in result.cases.values() for r in case.reforms}
    every = result.series[result.series["segment"] == ALL]
    for axes, measure in zip(part.subplots(1, len(MONTHLY)), MONTHLY, strict=True):
        for n, label in enumerate(result.cases):
            one = every[every["scenario"] == label]
            wide = one.groupby(["month", "seed"])[measure].mean().unstack("seed") * scale(measure)
            _draw_band(axes, wide.index.to_numpy(), wide.to_numpy(), n)
        axes.set_ylabel(measure_with_unit(measure, lang))
        axes.set_ylim(0.0, min(axes.get_ylim()[1], 102.0))  # both are per cent
        mark_reforms(axes, starts, lang)
        mark_years(axes, result.months)


def _draw_band(axes: Axes, months: np.ndarray, values: np.ndarray, n: int) -> None:
    """Draw the mean over seeds, shape (months, seeds), and its interval."""
    there = np.isfinite(values).all(axis=1)
    if not there.any():
        return
    months, values = months[there], values[there]
    mean, seeds = values.mean(axis=1), values.shape[1]
    axes.plot(months, mean, **line(n))
    if seeds > 1:
        half = t_quantile(0.95, seeds - 1) * values.std(axis=1, ddof=1) / math.sqrt(seeds)
        axes.fill_between(months, mean - half, mean + half, color=colour(n), alpha=0.18, lw=0)


def _draw_differences(
    part: SubFigure, result: Comparison, measures: list[str], lang: Language
) -> None:
    """Draw one panel for each measure: the difference of every scenario, with its interval."""
    baseline = short_titles(result.cases, lang)[result.baseline]
    about = {"baseline": baseline, "window": result.window}
    part.suptitle(say(lang, "figure.differences", **about), x=0.01, ha="left", fontsize=10)
    draw_panels(part, result.table, result.cases, list(result.cases)[1:], measures, lang)


def draw_panels(
    part: Figure | SubFigure,
    table: pd.DataFrame,
    cases: Mapping[str, Case],
    labels: list[str],
    measures: list[str],
    lang: Language,
    columns: int = COLUMNS,
) -> None:
    """Draw a panel for each measure, with a line for each of the scenarios in ``labels``.

    Where panels are small, scenarios are named once, in the empty place at the end.
    """
    names = short_titles(cases, lang)
    once = columns > COLUMNS and len(labels) > 1 and len(measures) % columns > 0
    grid = part.subplots(math.ceil(len(measures) / columns), columns, squeeze=False)
    for place, axes in enumerate(grid.flat):
        if place >= len(measures):
            axes.set_axis_off()
            if once and place == len(measures):
                _name_scenarios(axes, {list(cases).index(one): names[one] for one in labels})
            continue
        measure = measures[place]
        rows = without_dust(table[table["measure"] == measure]).set_index("scenario")
        for y, label in enumerate(labels, start=1):
            n = list(cases).index(label)
            _draw_difference(axes, rows.loc[label], n, float(y), scale(measure))
        _finish_panel(axes, measure, rows["better"].iloc[0], lang, 90 // columns)
        shown = [names[label] for label in labels] if place % columns == 0 and not once else []
        axes.set_yticks(range(1, len(labels) + 1), shown or [""] * len(labels))
        axes.set_ylim(len(labels) + 0.6, 0.4)


def _name_scenarios(axes: Axes, names: Mapping[int, str]) -> None:
    """Write which sign stands for which scenario."""
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], ls="", label=name, **points(n)) for n, name in names.items()]
    axes.legend(handles=handles, loc="center left", fontsize=8)


def without_dust(rows: pd.DataFrame) -> pd.DataFrame:
    """Return differences with zero for what is only the last digits of sums."""
    names = ["difference", "low", "high"]
    size = rows[["mean", "baseline_mean"]].abs().max(axis=1)
    return rows.assign(
        **{name: rows[name].mask(rows[name].abs() <= DUST * size, 0.0) for name in names}
    )


def _draw_difference(axes: Axes, row: Any, n: int, y: float, factor: float) -> None:
    """Draw one difference with its interval."""
    if not math.isfinite(row["difference"]):
        axes.annotate(
            "-", (0.0, y), (4, 0), textcoords="offset points", va="center", color="#555555"
        )
        return
    if math.isfinite(row["low"]):
        ends = [row["low"] * factor, row["high"] * factor]
        axes.plot(ends, [y, y], color=colour(n), lw=1.6, solid_capstyle="butt")
    axes.plot(row["difference"] * factor, y, **points(n))


def _finish_panel(axes: Axes, measure: str, better: str, lang: Language, letters: int) -> None:
    """Give a panel its title, zero line, unit, and the direction that is better."""
    axes.axvline(0.0, color="#000000", lw=0.8, zorder=1)
    axes.set_title(textwrap.fill(measure_label(measure, lang), letters))
    word = say(lang, "figure.better")
    side = {"up": f"   {word} →", "down": f"   ← {word}"}.get(better, "")
    unit = difference_unit(measure, lang)
    wide = len(unit) + len(side) > letters  # two lines, or it runs into the panel beside it
    told = f"{unit}\n{side.strip()}" if wide else f"{unit}{side}"
    axes.set_xlabel(told, fontsize=7, labelpad=1)
    axes.tick_params(axis="x", labelsize=7)
    axes.tick_params(axis="y", length=0)
    axes.locator_params(axis="x", nbins=5 if letters >= 30 else 3)
    axes.grid(visible=False, axis="y")
    _leave_scale_out_if_all_zero(axes)
    low, high = axes.get_xlim()
    room = 0.08 * (high - low)
    axes.set_xlim(min(low, -room), max(high, room))


def _leave_scale_out_if_all_zero(axes: Axes) -> None:
    """Mark only zero where nothing differs: by itself the scale would show its own dust."""
    if not any(np.any(curve.get_xdata()) for curve in axes.lines):
        axes.set_xlim(-1.0, 1.0)
        axes.set_xticks([0.0])


def _draw_segments(part: SubFigure, result: Comparison, lang: Language) -> None:
    """Draw representation: where each segment stands, and what each scenario changes."""
    table = without_dust(result.table[result.table["measure"].isin(BY_SEGMENT)])
    part.suptitle(say(lang, "figure.representation"), x=0.01, ha="left", fontsize=10)
    level, moved = part.subplots(1, 2, sharey=True)
    segments = list(table["segment"].unique())
    others = list(result.cases)[1:]
    for n, label in enumerate(others, start=1):
        rows = table[table["scenario"] == label].set_index("segment")
        shift = 0.6 * (n - (len(others) + 1) / 2) / max(1, len(others))
        for y, segment in enumerate(segments):
            _draw_difference(moved, rows.loc[segment], n, y + shift, 1.0)
            level.plot(rows.at[segment, "mean"], y + shift, **points(n))
            if n == 1:
                level.plot(rows.at[segment, "baseline_mean"], y, **points(0))
    level.axvline(1.0, color="#000000", lw=0.8, zorder=1)
    level.set_xlabel(say(lang, "figure.level"), fontsize=7.5)
    moved.axvline(0.0, color="#000000", lw=0.8, zorder=1)
    _leave_scale_out_if_all_zero(moved)
    moved.set_xlabel(say(lang, "figure.moved"), fontsize=7.5)
    level.set_yticks(range(len(segments)), [segment_label(s, lang) for s in segments])
    level.set_ylim(len(segments) - 0.5, -0.5)


def _draw_foot(part: SubFigure, result: Comparison, lang: Language) -> None:
    """Write how many seeds and residents, and which version."""
    first = result.cases[result.baseline]
    about = {"seeds": len(result.seeds), "residents": first.setting.residents}
    about["version"] = result.manifest["versions"]["gongzhi"]
    part.text(
        0.01,
        0.5,
        say(lang, "figure.caption", **about),
        ha="left",
        va="center",
        fontsize=7.5,
        color="#333333",
    )
