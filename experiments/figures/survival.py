"""How long issues wait for a resolution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from gongzhi.model.statistics import quantile_time

from ..kept.source import open_source
from ..texts import Language, say
from .canvas import finish_page, new_page
from .groups import counted, group_name, last_month, split, years_of
from .style import colour, line, style
from .waiting_times import Waiting, waiting_curve

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_survival", "waits"]

HORIZON = 60
TOGETHER = 3
"""Curves that one panel holds; more get a panel each."""


def waits(issues: pd.DataFrame, last: int) -> tuple[np.ndarray, np.ndarray]:
    """Return months from raised to first resolved, or to the last month, and whether resolved."""
    resolved = issues["resolved"].notna().to_numpy()
    stop = issues["resolved"].fillna(last).to_numpy(dtype=int)
    return stop - issues["raised"].to_numpy(dtype=int), resolved


def draw_survival(
    source: Any,
    lang: Language = "en",
    *,
    scenario: str | None = None,
    by: str | None = None,
    slide: bool = False,
) -> Figure:
    """Draw the share of issues still unresolved by months since they were raised."""
    origin = open_source(source, scenario, lang)
    issues = counted(origin, by, "raised", "resolved")
    last = last_month(origin)
    horizon = min(HORIZON, last)
    parts = split(issues, by) if by else {"all": issues}
    curves = {label: waiting_curve(*waits(part, last), horizon) for label, part in parts.items()}
    names = {
        label: group_name(by, label, lang) if by else say(lang, "survival.all") for label in parts
    }
    with style():
        if len(parts) <= TOGETHER:
            figure = new_page(4.4, slide)
            _draw_together(figure.add_subplot(), curves, names, lang)
        else:
            figure = _draw_panels(curves, names, slide, lang)
        about: dict[str, Any] = {**years_of(origin), "issues": len(issues)}
        if by:
            title = say(lang, "survival.title.by", group=say(lang, f"by.{by}"), **about)
        else:
            title = say(lang, "survival.title", **about)
        finish_page(figure, origin, lang, title, say(lang, "survival.note"))
    return figure


def _draw_together(
    axes: Axes, curves: dict[str, Waiting], names: dict[str, str], lang: Language
) -> None:
    """Draw few curves in one panel, with how many still wait below it."""
    for n, (label, curve) in enumerate(curves.items()):
        text = say(lang, "figure.pair", name=names[label], value=_half(curve, lang))
        _draw_curve(axes, curve, n, label=text)
    axes.legend(loc="best", handlelength=4)
    _finish_axes(axes, len(next(iter(curves.values())).share) - 1)
    axes.set_xlabel(say(lang, "survival.x"))
    axes.set_ylabel(say(lang, "survival.y"))
    ticks = [t for t in axes.get_xticks() if 0 <= t <= axes.get_xlim()[1]]
    below = [
        "\n".join([f"{t:.0f}", *(f"{curve.risk[int(t)]:,.0f}" for curve in curves.values())])
        for t in ticks
    ]
    axes.set_xticks(ticks, below, linespacing=1.35)
    waiting = say(lang, "survival.risk")
    heads = "\n".join(
        ["", *(say(lang, "figure.pair", name=waiting, value=names[label]) for label in curves)]
    )
    axes.annotate(
        heads, (0.0, 0.0), (-24, -7), "axes fraction", "offset points", ha="right", va="top",
        linespacing=1.35,
    )  # fmt: skip


def _draw_panels(
    curves: dict[str, Waiting], names: dict[str, str], slide: bool, lang: Language
) -> Figure:
    """Draw a panel for each curve, with all the others in grey behind it."""
    columns = 4 if len(curves) > 6 else 3
    lines = math.ceil(len(curves) / columns)
    figure = new_page(1.2 + 1.75 * lines, slide)
    grid = figure.subplots(lines, columns, squeeze=False, sharex=True, sharey=True)
    for axes in grid.flat[len(curves) :]:
        axes.set_axis_off()
    for place, (label, curve) in enumerate(curves.items()):
        axes = grid.flat[place]
        for other in curves.values():
            axes.plot(*_steps(other), color="#c8c8c8", lw=0.7, drawstyle="steps-post")
        _draw_curve(axes, curve, 1)
        axes.set_title(f"{names[label]}, n = {curve.risk[0]:,.0f}")
        axes.text(
            0.98,
            0.97,
            _half(curve, lang),
            transform=axes.transAxes,
            ha="right",
            va="top",
            fontsize=6.5,
            bbox={"boxstyle": "square,pad=0.15", "fc": "white", "ec": "none", "alpha": 0.85},
            zorder=4,
        )
        _finish_axes(axes, len(curve.share) - 1)
        if place + columns >= len(curves):
            axes.tick_params(labelbottom=True)
    figure.supylabel(say(lang, "survival.y"), fontsize=8)
    grid.flat[(lines - 1) * columns].set_xlabel(say(lang, "survival.x"))
    return figure


def _draw_curve(axes: Axes, curve: Waiting, n: int, label: str = "") -> None:
    """Draw one curve with its band."""
    months = np.arange(len(curve.share))
    axes.fill_between(
        months, 100.0 * curve.low, 100.0 * curve.high, step="post", color=colour(n), alpha=0.2, lw=0
    )
    axes.plot(*_steps(curve), drawstyle="steps-post", label=label, **line(n))


def _steps(curve: Waiting) -> tuple[np.ndarray, np.ndarray]:
    """Return months and per cent of a curve, which begins with all of them waiting."""
    months = np.arange(len(curve.share))
    return np.concatenate([[0], months]), np.concatenate([[100.0], 100.0 * curve.share])


def _finish_axes(axes: Axes, horizon: int) -> None:
    axes.set_ylim(0.0, 102.0)
    axes.set_xlim(0.0, horizon)
    axes.set_xticks(range(0, horizon + 1, 12 if horizon >= 24 else max(1, horizon // 4)))


def _half(curve: Waiting, lang: Language) -> str:
    """Say after how many months half are resolved."""
    months = quantile_time(curve.share, 0.5)
    if math.isnan(months):
        return say(lang, "survival.never")
    return say(lang, "survival.half", months=months)
