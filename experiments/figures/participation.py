"""Participation by segment over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..kept.source import open_source
from ..telling.wording import segment_label
from ..texts import Language, say
from .canvas import finish_page, label_ends, mark_reforms, mark_years, new_page
from .style import COLOURS, LINES, MARKERS, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw_participation"]

WINDOW = 12
GREYISH = "#7F7F7F"


def draw_participation(
    source: Any, lang: Language = "en", *, scenario: str | None = None, slide: bool = False
) -> Figure:
    """Draw the participation rate of every segment, as a mean of the last twelve months."""
    origin = open_source(source, scenario, lang)
    rates = origin.series("participation_rate", segments=True)["participation_rate"]
    months = int(rates.index.get_level_values("month").max()) + 1
    if months <= WINDOW:
        raise InputError("figure.short", place=origin.name, months=months, least=WINDOW + 1)
    wide = 100.0 * rates.unstack("segment").rolling(WINDOW).mean().dropna(how="all")
    wide = wide[["all", *(s for s in wide.columns if s != "all")]].dropna(axis=1, how="all")
    with style():
        figure = new_page(4.6, slide)
        axes = figure.add_subplot()
        colours = [*COLOURS, GREYISH][: wide.shape[1]]
        for n, segment in enumerate(wide.columns):
            axes.plot(
                wide.index, wide[segment], color=colours[n], ls=LINES[n % len(LINES)],
                lw=2.4 if n == 0 else 1.3, marker=[*MARKERS, "*"][n], ms=4.5, mec="white", mew=0.4,
                markevery=((len(wide) - 1) % WINDOW, WINDOW),
            )  # fmt: skip
        axes.set_ylim(bottom=0.0)
        axes.set_ylabel(say(lang, "participation.axis"))
        mark_years(axes, months)
        mark_reforms(axes, origin.reforms, lang)
        names = [
            say(lang, "participation.all") if s == "all" else segment_label(str(s), lang)
            for s in wide.columns
        ]
        label_ends(axes, wide.index[-1], wide.iloc[-1].tolist(), names, colours)
        finish_page(figure, origin, lang, say(lang, "participation.title"))
    return figure
