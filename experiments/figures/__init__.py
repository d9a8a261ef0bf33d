"""The figures: one file each, drawn from a result, a comparison, a results folder, or tables.

    from gongzhi.experiments.figures import draw
    draw("funnel", "results", lang="zh", by="domain").savefig("funnel.svg")

Names are imported when they are first used, so that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..asking import check_choice
from ..errors import InputError
from ..texts import LANGUAGES, Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .comparison import draw_comparison
    from .differences import draw_differences
    from .funnel import draw_funnel
    from .hours import draw_hours
    from .money import draw_money
    from .neighbourhood import draw_neighbourhood
    from .network import draw_network
    from .participation import draw_participation
    from .style import save_figure
    from .survival import draw_survival

__all__ = [
    "FIGURES",
    "draw",
    "draw_comparison",
    "draw_differences",
    "draw_funnel",
    "draw_hours",
    "draw_money",
    "draw_neighbourhood",
    "draw_network",
    "draw_participation",
    "draw_survival",
    "save_figure",
]

FIGURES: dict[str, tuple[str, ...]] = {
    "participation": (),
    "funnel": ("by",),
    "survival": ("by",),
    "hours": (),
    "money": ("year",),
    "network": (),
    "neighbourhood": ("neighbourhood",),
    "differences": (),
}
"""Names of the figures, and the options that each has beside ``scenario`` and ``slide``."""


def draw(name: str, source: Any, lang: Language = "en", **options: Any) -> Figure:
    """Draw one of the figures; options that are None are as if not given.

    Args:
        name: one of ``FIGURES``.
        source: a ``Result``, a ``Comparison``, a results folder, or tables by name.
        lang: "en" or "zh".
        **options: ``scenario`` (a label of a comparison), ``slide`` (16:9, large type), and what
            ``FIGURES`` tells for this figure.

    Raises:
        InputError: for an unknown name or option, a table that is missing, or nothing to draw.
    """
    check_choice("NAME", name, list(FIGURES))
    check_choice("lang", lang, LANGUAGES)
    given = {key: value for key, value in options.items() if value is not None}
    for key in given:
        if key not in ("scenario", "slide", *FIGURES[name]):
            raise InputError("figure.option", name=name, option=key)
    function = getattr(import_module(f".{name}", __name__), f"draw_{name}")
    figure: Figure = function(source, lang, **given)
    return figure


def __getattr__(name: str) -> Any:
    """Return a name of this package from the module that defines it."""
    if name == "save_figure":
        return getattr(import_module(".style", __name__), name)
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{name.removeprefix('draw_')}", __name__), name)
