"""Contrasts: one thing low, the same thing high, all else and all luck equal: which way a measure moves.

A contrast changes a lever, a fact of the setting or a parameter of the book. For each seed a community
is founded and lives its spin-up once; each arm goes on from a copy of it, and arms that turn out equal
(the value of 2013 is nearly always one of them) are lived once. A parameter is changed after the
spin-up, so that both arms begin alike; a fact of the setting, or a parameter that only the founding
reads, needs a society of its own.

The difference of the two arms is taken seed by seed. It is as claimed if the whole 95 % interval of its
mean lies on the claimed side of zero, opposite if it lies on the other, and else nothing was seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ..estimates import window_means
from ..intervals import mean_interval
from ..pool import cores, share_out
from ..progress import Tick

if TYPE_CHECKING:
    import pandas as pd

    from gongzhi.scenarios import Case

__all__ = [
    "ALL",
    "PLANS",
    "Contrast",
    "Plan",
    "Seen",
    "Value",
    "founded_with",
    "kind_of",
    "run_contrasts",
]

Value = float | int | bool | str
Verdict = Literal["as claimed", "nothing", "opposite"]

ALL = "all"
FOUNDING = (
    "society_traits", "homophily", "founding", "property_side",
    "pledging.units_per_ten_thousand", "social_life.per_ten_thousand",
)  # fmt: skip
"""What the founding reads, sections of the book or numbers; a change in it needs a society of its own."""


@dataclass(frozen=True)
class Contrast:
    """One thing low and high, and the measure that moves.

    Attributes:
        change: a lever, a fact of the setting, or a parameter as ``section.name``.
        low, high: its two values; of yes/no levers and choices, what one goes from and to.
        sign: which way the measure moves from low to high, "+" or "-".
        segment: of whom the measure is told.
        spread: whether it is the standard deviation between streets that is claimed to move.
        given: other levers, facts or parameters, the same in both arms; a parameter outside its range
            takes a mechanism away.
        size: which of the plans it is run by.
    """

    change: str
    low: Value
    high: Value
    measure: str
    sign: Literal["+", "-"]
    segment: str = ALL
    spread: bool = False
    given: tuple[tuple[str, Value], ...] = ()
    size: Literal["small", "large"] = "small"

    @property
    def arms(self) -> tuple[Arm, Arm]:
        """What is set in the arm that is low and in the one that is high, without what is usual."""
        return _arm(self.given, self.change, self.low), _arm(self.given, self.change, self.high)

    @property
    def outside(self) -> list[str]:
        """The parameters, in either arm, that lie outside their ranges."""
        from gongzhi.scenarios.assuming import outside_of

        told: list[dict[str, Any]] = [
            {name: value for name, value in arm if kind_of(name) == "parameter"}
            for arm in self.arms
        ]
        return sorted({name for values in told for name in outside_of(values)})

    def as_row(self) -> dict[str, Any]:
        """Return the contrast as JSON tells it, without what is usual."""
        row = asdict(self) | {"given": dict(self.given)}
        usual = {"segment": ALL, "spread": False, "given": {}, "size": "small"}
        return {key: value for key, value in row.items() if usual.get(key, ...) != value}


Arm = tuple[tuple[str, Value], ...]
"""What an arm sets, by name; values of 2013 left out, so that equal arms are equal."""


@dataclass(frozen=True)
class Plan:
    """How contrasts are run: a small place, some seeds, and the last months that are averaged."""

    seeds: int
    residents: int
    neighbourhoods: int
    months: int = 36
    window: int = 24
    spin_up: int = 60
    first: int = 400

    @property
    def luck(self) -> range:
        """The seeds: none with which a contrast, its measure or its condition was chosen."""
        return range(self.first, self.first + self.seeds)


PLANS = {
    "small": Plan(seeds=8, residents=4000, neighbourhoods=2),
    "large": Plan(seeds=8, residents=16_000, neighbourhoods=4),
}
"""What moves much is seen in a small place; what is rare (issues, units, organisations) is not."""


@dataclass(frozen=True)
class Seen:
    """What a contrast showed: the mean paired difference, high less low, and its 95 % interval."""

    contrast: Contrast
    reference: float
    difference: float
    low: float
    high: float
    n: int

    @property
    def verdict(self) -> Verdict:
        """Whether the measure moved as claimed, not at all that could be seen, or the other way."""
        up = self.contrast.sign == "+"
        if self.low > 0.0:
            return "as claimed" if up else "opposite"
        if self.high < 0.0:
            return "opposite" if up else "as claimed"
        return "nothing"

    def as_row(self) -> dict[str, Any]:
        """Return what was seen as JSON tells it."""
        own = {key: getattr(self, key) for key in ("reference", "difference", "n", "verdict")}
        return self.contrast.as_row() | own | {"interval": [self.low, self.high]}


def kind_of(name: str) -> Literal["lever", "setting", "parameter"]:
    """Return what a name is the name of.

    Raises:
        KeyError: for an unknown name.
    """
    from gongzhi.scenarios import Setting, default_book, lever_fields

    if name in lever_fields():
        return "lever"
    if name in Setting.model_fields:
        return "setting"
    if name in default_book().parameters:
        return "parameter"
    raise KeyError(f'"{name}" is no lever, no fact of the setting and no parameter')


def run_contrasts(
    contrasts: Sequence[Contrast],
    plans: Mapping[str, Plan] = PLANS,
    workers: int | None = None,
    tick: Tick | None = None,
) -> list[Seen]:
    """Return what each contrast shows, in the order given.

    Raises:
        KeyError, ValueError, ScenarioError: for a name or a value that cannot be.
        WorkerError: if a process died.
    """
    workers = cores() if workers is None else workers
    seen: dict[Contrast, Seen] = {}
    for size, plan in plans.items():
        mine = [contrast for contrast in contrasts if contrast.size == size]
        if mine:
            seen |= zip(mine, _of_plan(mine, plan, workers, tick), strict=True)
    return [seen[contrast] for contrast in contrasts]


def _of_plan(
    contrasts: Sequence[Contrast], plan: Plan, workers: int, tick: Tick | None
) -> list[Seen]:
    """Return what contrasts of one plan show."""
    arms = list(dict.fromkeys(arm for contrast in contrasts for arm in contrast.arms))
    wanted = sorted({(c.measure, c.segment, c.spread) for c in contrasts})
    work = partial(_of_seed, arms, wanted, plan)
    runs = share_out(work, plan.luck, workers, len(arms) * plan.months, tick)
    place = {arm: n for n, arm in enumerate(arms)}
    column = {what: n for n, what in enumerate(wanted)}
    values = np.array(runs).reshape(plan.seeds, len(arms), len(wanted))
    seen = []
    for contrast in contrasts:
        low, high = (values[:, place[arm]] for arm in contrast.arms)
        k = column[contrast.measure, contrast.segment, contrast.spread]
        seen.append(compare(contrast, low[:, k], high[:, k]))
    return seen


def compare(contrast: Contrast, low: np.ndarray, high: np.ndarray) -> Seen:
    """Return what a contrast shows of the values of its two arms, seed by seed.

    Seeds in which an arm has no value (no issue was resolved, say) are left out.
    """
    both = np.isfinite(low) & np.isfinite(high)
    reference = float(low[both].mean()) if both.any() else math.nan
    paired = high[both] - low[both]
    return Seen(contrast, reference, *mean_interval(paired), len(paired))


def _arm(given: tuple[tuple[str, Value], ...], name: str, value: Value) -> Arm:
    values = {**dict(given), name: value}
    return tuple(sorted((key, v) for key, v in values.items() if not _usual(key, v)))


def _usual(name: str, value: Value) -> bool:
    from gongzhi.scenarios import default_book, lever_fields

    kind = kind_of(name)
    if kind == "lever":
        return bool(value == lever_fields()[name][1].default)
    return kind == "parameter" and bool(value == default_book().parameters[name].value)


def _of_seed(
    arms: Sequence[Arm],
    wanted: Sequence[tuple[str, str, bool]],
    plan: Plan,
    seed: int,
    tick: Tick | None,
) -> list[list[float]]:
    """Return the wanted values of every arm under one seed."""
    from gongzhi.model import CommunityModel
    from gongzhi.model.side_by_side import live_side_by_side

    left: dict[int, list[float]] = {}
    while len(left) < len(arms):
        first = next(n for n in range(len(arms)) if n not in left)
        home = founded_with(arms[first])
        case, book = _case(arms[first], plan), _book(home)
        founded = CommunityModel(case, rng=seed, book=book)
        alike: dict[Arm, list[int]] = {}
        for n, arm in enumerate(arms):
            if n not in left and founded_with(arm) == home:
                alike.setdefault(_assumed(arm), []).append(n)
        for company in alike.values():
            founded.book = _book(arms[company[0]])
            series = live_side_by_side(founded, [_case(arms[n], plan) for n in company])
            left |= {
                n: _values(one, wanted, plan.window) for n, one in zip(company, series, strict=True)
            }
            if tick:
                tick(len(left) * plan.months, 0)
    return [left[n] for n in range(len(arms))]


def founded_with(arm: Arm) -> Arm:
    """Return what an arm sets that is there from the founding on."""
    return tuple(
        (name, value)
        for name, value in arm
        if kind_of(name) == "setting" or not {name, name.partition(".")[0]}.isdisjoint(FOUNDING)
    )


def _case(arm: Arm, plan: Plan) -> Case:
    from gongzhi.scenarios import load_case

    size = {
        "residents": plan.residents,
        "neighbourhoods": plan.neighbourhoods,
        "spin_up": plan.spin_up,
        "months": plan.months,
    }
    values: dict[str, Any] = {n: v for n, v in arm if kind_of(n) != "parameter"}
    return load_case("baseline-2013", **(size | values))


def _assumed(arm: Arm) -> Arm:
    """Return the parameters that an arm sets."""
    return tuple((name, value) for name, value in arm if kind_of(name) == "parameter")


def _book(arm: Arm) -> Any:
    from gongzhi.scenarios import default_book

    values: dict[str, Any] = dict(_assumed(arm))
    return default_book().changed(outside=True, **values)


def _values(
    series: pd.DataFrame, wanted: Sequence[tuple[str, str, bool]], window: int
) -> list[float]:
    """Return the mean over the last months of each measure wanted, or its spread between streets."""
    last = series[series["month"] > series["month"].max() - window]
    names = sorted({measure for measure, _, _ in wanted})
    by_street = last.groupby(["segment", "street"], observed=True)[names].mean()
    whole = window_means(series, window, names)
    return [
        float(by_street.loc[segment, measure].std(ddof=0) if spread else whole.at[segment, measure])
        for measure, segment, spread in wanted
    ]
