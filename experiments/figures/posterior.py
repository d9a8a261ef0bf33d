"""What a calibration leaves open: the prior of each parameter, its posterior, and the default."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from gongzhi.scenarios import default_book

from ..calibration.priors import place_of, value_at
from ..texts import Language, say
from .canvas import GREY, new_page, wrap
from .style import colour, settle_layout, style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_posterior"]

COLUMNS, BINS = 4, 12
INCHES = 8.0


def draw_posterior(told: Mapping[str, Any], draws: pd.DataFrame, lang: Language = "en") -> Figure:
    """Draw a panel for each parameter, on the scale of its prior.

    Args:
        told: ``Calibration.told``.
        draws: the posterior, one column a parameter.
    """
    rows = told["parameters"]
    lines = math.ceil(len(rows) / COLUMNS)
    with style():
        figure = new_page(0.9 + 1.45 * lines, slide=False)
        grid = figure.subplots(lines, min(COLUMNS, len(rows)), squeeze=False)
        for axes in grid.flat[len(rows) :]:
            axes.set_axis_off()
        for axes, row in zip(grid.flat, rows, strict=False):
            _draw_panel(axes, row, draws[row["name"]].to_numpy(float), lang)
        title = say(lang, "posterior.title", n=len(rows))
        figure.suptitle(wrap(title, INCHES, 10), x=0.01, ha="left", fontsize=10)
        note = wrap(say(lang, "posterior.note", draws=len(draws)), INCHES, 7)
        figure.supxlabel(note, x=0.01, ha="left", fontsize=7, color=GREY, linespacing=1.3)
        settle_layout(figure)
    return figure


def _draw_panel(axes: Axes, row: Mapping[str, Any], values: np.ndarray, lang: Language) -> None:
    mine = default_book().parameters[row["name"]]
    heights, edges = np.histogram(place_of(mine, values), BINS, (0.0, 1.0), density=True)
    top = 1.25 * max(1.0, float(heights.max()))
    axes.fill_between([0.0, 1.0], 1.0, color="#cccccc", lw=0)
    axes.stairs(heights, edges, color=colour(1), lw=1.4)
    lower, upper = (float(place_of(mine, row[key])) for key in ("lower", "upper"))
    axes.plot([lower, upper], [0.93 * top] * 2, color=colour(1), lw=3, solid_capstyle="butt")
    axes.axvline(float(place_of(mine, row["default"])), color=colour(2), ls="--", lw=1.2)
    label = mine.zh if lang == "zh" else mine.en
    axes.set_title(f"{wrap(label, 1.9, 7.5)}\n{row['name']}", fontsize=7)
    ticks = (0.0, 0.5, 1.0)
    axes.set_xticks(ticks, [f"{value_at(mine, at):.3g}" for at in ticks])
    axes.set_yticks([])
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(0.0, top)
