"""What each scenario of a comparison changes, with its interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ..asking import check_choice
from ..errors import InputError
from ..estimates import BY_SEGMENT
from ..kept.source import Source, open_source
from ..telling.wording import short_titles
from ..texts import Language, say
from .canvas import finish_page, new_page
from .comparison import draw_panels
from .style import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["draw_differences"]


def draw_differences(
    source: Any, lang: Language = "en", *, scenario: str | None = None, slide: bool = False
) -> Figure:
    """Draw the difference of every scenario, or of one, from the first: a panel for each measure."""
    origin = open_source(source, None, lang)
    table = _table(origin)
    labels = list(origin.cases)[1:]
    if scenario is not None:
        labels = [check_choice("scenario", scenario, labels)]
    measures = [m for m in table["measure"].unique() if m not in BY_SEGMENT]
    columns = 4 if slide else 3
    height = 1.1 + math.ceil(len(measures) / columns) * (0.72 + 0.17 * len(labels))
    with style():
        figure = new_page(height, slide)
        draw_panels(figure, table, origin.cases, labels, measures, lang, columns)
        baseline = next(iter(short_titles(origin.cases, lang).values()))
        about = {"baseline": baseline, "window": origin.manifest["window"]}
        finish_page(
            figure, origin, lang, say(lang, "figure.differences", **about),
            say(lang, "differences.note"),
        )  # fmt: skip
    return figure


def _table(origin: Source) -> pd.DataFrame:
    """Return the table of differences.

    Raises:
        InputError: if the source is no comparison.
    """
    if origin.manifest.get("kind") != "comparison":
        raise InputError("figure.alone", place=origin.name)
    origin.averaged = True
    return origin.whole("differences")
