"""What residents' committees do with their hours, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongzhi.agents.words import labels
from gongzhi.model.books import Use

from ..errors import InputError
from ..kept.source import open_source
from ..texts import Language, say
from .canvas import GREY, finish_page, label_ends, mark_reforms, mark_years, new_page
from .style import style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw_hours"]

QUARTER = 3
COLOURS = {
    "administration": ("#4D4D4D", ""),
    "tickets": ("#D55E00", "////"),
    "duties": ("#E69F00", ""),
    "outreach": ("#0072B2", ""),
    "meetings": ("#56B4E9", "\\\\\\\\"),
    "cases": ("#009E73", ""),
    "idle": ("#E4E4E4", "...."),
}
"""Greys and warm colours for what others ask, blues and green for self-governance, pale for rest."""


def draw_hours(
    source: Any, lang: Language = "en", *, scenario: str | None = None, slide: bool = False
) -> Figure:
    """Draw the hours of a committee by use, stacked."""
    origin = open_source(source, scenario, lang)
    uses = labels(Use)
    hours = origin.series(*(f"hours_{use}" for use in uses))
    months = int(hours.index.max()) + 1
    if months < 2:
        raise InputError("figure.short", place=origin.name, months=months, least=2)
    step = QUARTER if months > 24 else 1
    mean = hours.groupby(hours.index // step).mean()
    middle = mean.index.to_numpy() * step + (step - 1) / 2.0
    middle[0], middle[-1] = 0.0, months - 1.0
    with style():
        figure = new_page(4.6, slide)
        axes = figure.add_subplot()
        below = mean.iloc[:, 0] * 0.0
        centres = []
        for use in uses:
            above = below + mean[f"hours_{use}"]
            colour, hatch = COLOURS[use]
            axes.fill_between(
                middle, below, above, facecolor=colour, edgecolor="white", hatch=hatch, lw=0.6
            )
            centres.append(float(below.iloc[-1] + above.iloc[-1]) / 2.0)
            below = above
        axes.set_ylim(0.0, float(below.max()))
        axes.set_ylabel(say(lang, "hours.axis"))
        axes.grid(visible=False)
        mark_years(axes, months)
        axes.set_xlim(middle[0], middle[-1])
        mark_reforms(axes, origin.reforms, lang)
        texts = [say(lang, f"use.{use}") for use in uses]
        texts = [f"{t} {h:.0f}" for t, h in zip(texts, mean.iloc[-1], strict=True)]
        label_ends(axes, middle[-1], centres, texts, [GREY] * len(uses))
        note = say(lang, "hours.note" if step > 1 else "hours.note.month")
        finish_page(figure, origin, lang, say(lang, "hours.title"), note)
    return figure
