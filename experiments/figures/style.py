"""How the project's figures look.

Colours are those of Okabe and Ito, which colour-blind readers tell apart; markers and line styles
say the same in grey. Numbers and letters are drawn in matplotlib's own font, Chinese in ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "colour",
    "line",
    "marker",
    "points",
    "save_figure",
    "save_picture",
    "settle_layout",
    "style",
]

COLOURS = ("#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
LINES: tuple[Any, ...] = ("-", "--", "-.", (0, (1, 1)), (0, (5, 1, 1, 1, 1, 1)), (0, (7, 2)))
METADATA: dict[str, dict[str, Any]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": None},
}
"""What files say of their making, by kind: nothing, so that equal figures make equal files."""
MARKERS = ("o", "s", "D", "^", "v", "P", "X")
STYLE: dict[Any, Any] = {
    "axes.grid": True,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 8.5,
    "axes.unicode_minus": True,
    "font.size": 8,
    "grid.color": "#dddddd",
    "grid.linewidth": 0.5,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "gongzhi",
}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the style of the project's figures, and leave everybody else's as it was."""
    import matplotlib as mpl

    from ..fonts import use_fonts

    with mpl.rc_context():
        mpl.rcdefaults()
        use_fonts()
        mpl.rcParams.update(STYLE)
        yield


def save_figure(figure: Figure, path: Path) -> None:
    """Write a figure as PNG and SVG; equal figures make equal files."""
    for kind in METADATA:
        save_picture(figure, path.with_suffix(kind))


def save_picture(figure: Figure, path: Path) -> None:
    """Write a figure as the kind of file that its name says."""
    dpi = 200.0 if figure.get_figwidth() > 8.0 else 2000.0 / figure.get_figwidth()
    with style():
        figure.savefig(path, dpi=dpi, metadata=METADATA[path.suffix])


def settle_layout(figure: Figure) -> None:
    """Lay a figure out for good, on whole millionths of its size.

    The layout's solver leaves its last digits to chance, and they would end up in the files.
    """
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for part in figure.subfigs:
        part.bbox_relative.set_points(part.bbox_relative.get_points().round(6))
    parts: list[Any] = list(figure.subfigs) or [figure]
    for part in parts:
        for axes in part.axes:
            left, bottom, width, height = (round(value, 6) for value in axes.get_position().bounds)
            axes.set_position((left, bottom, width, height))


def colour(n: int) -> str:
    """Return the colour of the n-th scenario."""
    return COLOURS[n % len(COLOURS)]


def marker(n: int) -> str:
    """Return the marker of the n-th scenario."""
    return MARKERS[n % len(MARKERS)]


def line(n: int) -> dict[str, Any]:
    """Return how the line of the n-th scenario is drawn."""
    return {"color": colour(n), "ls": LINES[n % len(LINES)], "lw": 1.6}


def points(n: int) -> dict[str, Any]:
    """Return how a point of the n-th scenario is drawn."""
    return {"color": colour(n), "marker": marker(n), "ms": 5, "mec": "white", "mew": 0.5}
