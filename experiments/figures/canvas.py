"""What all figures share: the page, its title and foot, the calendar, labels that do not overlap."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ..texts import Language, say
from .style import settle_layout

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ..kept.source import Source

__all__ = [
    "GREY",
    "finish_page",
    "label_ends",
    "mark_reforms",
    "mark_years",
    "new_page",
    "spread",
    "wrap",
]

WIDTH = 8.3
SLIDE = (6.8, 3.825)
"""Inches of a slide: small, so that type is large once it fills a screen."""
GREY = "#555555"
LATIN = 0.56
"""Mean width of a Latin letter, against the size of the type."""
FIRST_YEAR = 2013


def new_page(height: float, slide: bool) -> Figure:
    """Return an empty figure of report width, or a slide."""
    from matplotlib.figure import Figure

    return Figure(figsize=SLIDE if slide else (WIDTH, height), layout="constrained")


def finish_page(figure: Figure, source: Source, lang: Language, title: str, note: str = "") -> None:
    """Write the title above and, below, what was run and how to read it; settle the layout."""
    inches = figure.get_figwidth() - 0.3
    figure.suptitle(wrap(title, inches, 10), x=0.01, ha="left", fontsize=10)
    foot = [*([wrap(note, inches, 7)] if note else []), wrap(source.about(lang), inches, 7)]
    figure.supxlabel("\n".join(foot), x=0.01, ha="left", fontsize=7, color=GREY, linespacing=1.3)
    settle_layout(figure)


def wrap(text: str, inches: float, points: float) -> str:
    """Break a text into lines of a width; Chinese breaks anywhere but before punctuation."""
    room = inches * 72.0 / points
    lines, line, width = [], "", 0.0
    for piece in _pieces(text):
        size = sum(1.0 if ord(c) > 0x2E80 else LATIN for c in piece)
        if line and width + size - LATIN * piece.endswith(" ") > room:
            lines.append(line.rstrip())
            line, width = "", 0.0
        line, width = line + piece, width + size
    return "\n".join([*lines, line.rstrip()])


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may break; punctuation stays with what it follows."""
    pieces = [""]
    for c in text:
        before = pieces[-1][-1:]
        breaks = before == " " or (ord(c) > 0x2E80 and c not in "，。；：、）”！？》")
        if before and breaks and before not in "（“《":
            pieces.append("")
        pieces[-1] += c
    return pieces


def mark_years(axes: Axes, months: int) -> None:
    """Label the axis by year, or by month where there are few."""
    step = 12 * math.ceil(months / 12 / 10) if months > 24 else max(1, months // 6)
    ticks = list(range(0, months + (months > 24), step))
    names = [
        f"{FIRST_YEAR + m // 12}" if months > 24 else f"{FIRST_YEAR + m // 12}-{m % 12 + 1:02d}"
        for m in ticks
    ]
    axes.set_xticks(ticks, names)
    axes.set_xlim(-1, months)


def mark_reforms(axes: Axes, starts: Iterable[int], lang: Language) -> None:
    """Mark the months in which reforms begin."""
    starts = sorted(set(starts))
    for start in starts:
        axes.axvline(start, color="#777777", lw=0.7, ls=(0, (2, 2)), zorder=0)
    if starts:
        place = ("data", "axes fraction")
        axes.annotate(
            say(lang, "figure.reform"), (starts[0], 1.0), (3, 1), place, "offset points",
            fontsize=7, color=GREY, va="bottom",
        )  # fmt: skip


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Move values apart until neighbours are ``gap`` from each other, as little as may be."""
    order = sorted(range(len(values)), key=lambda k: values[k])
    groups: list[list[float]] = []  # members, and the sum of where their lowest would stand
    for k in order:
        groups.append([1.0, values[k]])
        while len(groups) > 1 and _top(groups[-2], gap) + gap > groups[-1][1] / groups[-1][0]:
            n, total = groups.pop()
            below = groups[-1]
            below[1] += total - n * below[0] * gap
            below[0] += n
    placed = [total / n + j * gap for n, total in groups for j in range(int(n))]
    result = [0.0] * len(values)
    for k, place in zip(order, placed, strict=True):
        result[k] = place
    return result


def _top(group: list[float], gap: float) -> float:
    return group[1] / group[0] + (group[0] - 1.0) * gap


def label_ends(
    axes: Axes, x: float, heights: Sequence[float], texts: Sequence[str], colours: Sequence[str]
) -> None:
    """Write a name beside the end of each line, apart from each other, with a thread to its line."""
    low, high = axes.get_ylim()
    figure: Any = axes.get_figure(root=True)
    gap = 10.5 / (72.0 * figure.get_figheight() * 0.7) * (high - low)
    for y, at, text, colour in zip(heights, spread(heights, gap), texts, colours, strict=True):
        axes.annotate(
            text, (x, y), (1.035, at), "data", axes.get_yaxis_transform(), va="center",
            arrowprops={"arrowstyle": "-", "color": colour, "lw": 0.8, "shrinkA": 1, "shrinkB": 3,
                        "relpos": (0.0, 0.5)},
            annotation_clip=False,
        )  # fmt: skip
