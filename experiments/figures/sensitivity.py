"""What the headline results hang on: total Sobol indices, and whether they have settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from gongzhi.scenarios import default_book

from ..telling.wording import measure_label
from ..texts import Language, say
from .canvas import GREY, new_page, wrap
from .style import colour, line, settle_layout, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_sensitivity", "output_label"]

INCHES = 8.0
FOLLOWED = 3
"""Numbers whose indices are followed over growing designs, in each panel."""


def output_label(output: str, lang: Language) -> str:
    """Return an output in words, such as "difference participation_rate"."""
    what, measure = output.split(" ")
    return say(lang, f"sensitivity.{what}", measure=measure_label(measure, lang))


def draw_sensitivity(told: Mapping[str, Any], lang: Language = "en") -> Figure:
    """Draw the total indices of each output, and below them how they grew with the design.

    Args:
        told: the numbers of ``docs/sensitivity.json``.
    """
    names, outputs = told["chosen"]["numbers"], told["sobol"]
    with style():
        figure = new_page(6.0, slide=False)
        grid = figure.subplots(2, len(outputs), squeeze=False, height_ratios=[1.6, 1.0])
        for k, (output, sizes) in enumerate(outputs.items()):
            _draw_indices(grid[0, k], names, sizes[-1], lang, named=k == 0)
            grid[0, k].set_title(wrap(output_label(output, lang), 1.7, 8.5))
            _draw_growth(grid[1, k], names, sizes, lang)
        grid[1, 0].set_ylabel(say(lang, "sensitivity.total"))
        figure.suptitle(say(lang, "sensitivity.title"), x=0.01, ha="left", fontsize=10)
        note = wrap(say(lang, "sensitivity.note"), INCHES, 7)
        figure.supxlabel(note, x=0.01, ha="left", fontsize=7, color=GREY, linespacing=1.3)
        settle_layout(figure)
    return figure


def _draw_indices(
    axes: Axes, names: Sequence[str], row: Mapping[str, Any], lang: Language, named: bool
) -> None:
    """Draw first-order and total indices of each number, with their intervals."""
    height = np.arange(len(names))[::-1]
    for shift, key, shade in ((0.17, "total", colour(1)), (-0.17, "first", colour(2))):
        axes.barh(
            height + shift, row[key], 0.32, xerr=row[f"{key}_confidence"], color=shade,
            error_kw={"lw": 0.8}, label=say(lang, f"sensitivity.{key}"),
        )  # fmt: skip
    labels = [wrap(_label(name, lang), 1.5, 7) for name in names]
    axes.set_yticks(height, labels if named else [""] * len(names), fontsize=6.5)
    axes.set_xlim(-0.3, 1.25)
    axes.grid(axis="y", visible=False)
    if named:
        axes.legend(loc="lower right", fontsize=6.5)


def _label(name: str, lang: Language) -> str:
    """Return what a number of the book is called."""
    number = default_book().parameters[name]
    return number.zh if lang == "zh" else number.en


def _draw_growth(
    axes: Axes, names: Sequence[str], sizes: Sequence[Mapping[str, Any]], lang: Language
) -> None:
    """Draw the total indices of the strongest numbers over growing designs."""
    order = np.argsort(sizes[-1]["total"])[::-1][:FOLLOWED]
    x = [row["blocks"] for row in sizes]
    for n, k in enumerate(order):
        y = np.array([row["total"][k] for row in sizes])
        half = np.array([row["total_confidence"][k] for row in sizes])
        axes.fill_between(x, y - half, y + half, color=colour(n), alpha=0.15, lw=0)
        axes.plot(x, y, label=_label(names[k], lang), **line(n))
    axes.set_xscale("log", base=2)
    axes.set_xticks(x, [str(blocks) for blocks in x])
    axes.set_xlabel(say(lang, "sensitivity.design"))
    axes.set_ylim(-0.1, 2.1)  # the legend stands above the bands
    axes.set_yticks([0.0, 0.5, 1.0])
    axes.legend(fontsize=5.5, loc="upper right")
