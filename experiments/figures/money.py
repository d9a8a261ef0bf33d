"""Where the money of a year came from, and what it paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..asking import check_choice
from ..kept.source import open_source
from ..texts import Language, say
from .canvas import FIRST_YEAR, GREY, finish_page, new_page
from .style import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_money", "money_of_a_year", "unit_of"]

GIVERS = {
    "street": ("spent_projects", "spent_reserve", "spent_purchase", "spent_services",
               "spent_running", "spent_autonomy"),
    "owners": ("spent_maintenance",),
    "units": ("pledged",),
}  # fmt: skip
UNITS: dict[Language, tuple[tuple[str, float, int], ...]] = {
    "en": (("million", 1e6, 2), ("thousand", 1e3, 1), ("yuan", 1.0, 0)),
    "zh": (("wan", 1e4, 1), ("yuan", 1.0, 0)),
}
"""Units of money by language, the largest first: name, yuan and decimals."""
LOOKS = {"street": ("#0072B2", ""), "owners": ("#E69F00", "////"), "units": ("#009E73", "....")}


def money_of_a_year(series: pd.DataFrame, year: int) -> dict[str, dict[str, float]]:
    """Return yuan by giver and account; the largest first within each giver."""
    months = series.index // 12 + FIRST_YEAR == year
    total = series.loc[months, [name for accounts in GIVERS.values() for name in accounts]].sum()
    return {
        giver: dict(
            sorted(
                ((name.removeprefix("spent_"), float(total[name])) for name in accounts),
                key=lambda pair: -pair[1],
            )
        )
        for giver, accounts in GIVERS.items()
    }


def unit_of(money: dict[str, dict[str, float]], lang: Language) -> tuple[str, float, int]:
    """Return the largest unit of which the largest amount holds one or more."""
    most = max(yuan for accounts in money.values() for yuan in accounts.values())
    return next((one for one in UNITS[lang] if most >= one[1]), UNITS[lang][-1])


def draw_money(
    source: Any,
    lang: Language = "en",
    *,
    scenario: str | None = None,
    year: int | None = None,
    slide: bool = False,
) -> Figure:
    """Draw what each account paid in a year, by who filled it; the last whole year if not given."""
    origin = open_source(source, scenario, lang)
    series = origin.series(*(name for names in GIVERS.values() for name in names))
    whole = (int(series.index.max()) + 1) // 12
    years = [str(FIRST_YEAR + n) for n in range(max(whole, 1))]
    chosen = int(check_choice("year", str(year or years[-1]), years))
    money = money_of_a_year(series, chosen)
    with style():
        figure = new_page(3.9, slide)
        axes = figure.add_subplot()
        _draw_bars(axes, money, lang)
        title = say(lang, "money.title", year=chosen)
        finish_page(figure, origin, lang, title, say(lang, "money.note"))
    return figure


def _draw_bars(axes: Axes, money: dict[str, dict[str, float]], lang: Language) -> None:
    """Draw a bar for each account, in groups by giver, and write every amount."""
    total = sum(sum(accounts.values()) for accounts in money.values())
    name, unit, digits = unit_of(money, lang)
    names, places, y = [], [], 0.0
    for giver, accounts in money.items():
        given = sum(accounts.values())
        about = {"amount": f"{given / unit:,.{digits}f}", "share": 100.0 * given / max(total, 1.0)}
        about["unit"] = say(lang, f"money.{name}")
        head = say(lang, "money.given", giver=say(lang, f"giver.{giver}"), **about)
        axes.text(0.005, y, head, transform=axes.get_yaxis_transform(), va="center", color=GREY)
        y += 1.0
        colour, hatch = LOOKS[giver]
        for account, yuan in accounts.items():
            size = yuan / unit
            axes.barh(y, size, height=0.72, facecolor=colour, edgecolor="white", hatch=hatch, lw=0)
            least = 10.0**-digits
            text = f"{size:,.{digits}f}" if size >= least / 2 else f"<{least:g}" if yuan else "0"
            axes.annotate(text, (size, y), (4, 0), textcoords="offset points", va="center")
            names.append(say(lang, f"account.{account}"))
            places.append(y)
            y += 1.0
        y += 0.25
    axes.set_yticks(places, names)
    axes.set_ylim(y - 0.4, -0.7)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")
    axes.set_axisbelow(True)
    axes.set_xlabel(say(lang, "money.axis", unit=say(lang, f"money.{name}")))
    axes.set_xlim(0.0, 1.08 * max(axes.get_xlim()[1], 1e-3))
