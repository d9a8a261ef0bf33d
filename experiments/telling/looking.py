"""What a scenario says one should see, in words, and held against what a comparison shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongzhi.scenarios import Look

from ..texts import Language, say
from .wording import change, difference_unit, measure_label, segment_label

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ALL", "SMALL", "Seen", "known_measures", "look_at", "look_in_words"]

ALL = "all"

SMALL = 0.02
"""A difference is small if its whole interval lies within this share of what it is compared with."""

SIGNS = {"+": "look.higher", "-": "look.lower", "0": "look.same"}


@dataclass(frozen=True)
class Seen:
    """What a comparison shows of one look.

    Attributes:
        reference: mean of the measure in the scenario that is compared with.
        difference: the paired difference from it; low and high are the ends of its 95 % interval.
    """

    look: Look
    reference: float
    difference: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        """Whether it shows what was said: "+" and "-" need the whole interval on their side.

        "0" holds if the interval holds zero, or if all of it is small; NaN holds nothing.
        """
        if self.look.sign == "+":
            return self.low > 0.0
        if self.look.sign == "-":
            return self.high < 0.0
        widest = max(abs(self.low), abs(self.high))
        return self.low <= 0.0 <= self.high or widest <= SMALL * abs(self.reference)

    def in_words(self, lang: Language) -> str:
        """Return the difference with its interval and unit."""
        measure = self.look.measure
        ends = (change(self.low, measure), change(self.high, measure))
        unit = difference_unit(measure, lang)
        return f"{change(self.difference, measure)} [{', '.join(ends)}] {unit}"


def known_measures() -> dict[str, tuple[str, ...]]:
    """Return the measures, each with the segments that it is reported for."""
    from gongzhi.agents.words import Segment, labels
    from gongzhi.model.measures import MEASURES

    adults = tuple(labels(Segment)[: int(Segment.MINOR)])
    return {name: (ALL, *adults) if m.by_segment else (ALL,) for name, m in MEASURES.items()}


def look_at(series: pd.DataFrame, scenario: str, look: Look, window: int = 24) -> Seen:
    """Return what the series of a comparison show of one look at one of its scenarios.

    Args:
        series: ``Comparison.series``, which must hold the scenario that the look compares with.
        scenario: label of the scenario.
        look: what to look at.
        window: the last months that are averaged.
    """
    from gongzhi.model.pooling import pool_streets

    from ..intervals import mean_interval

    last = series["month"] > series["month"].max() - window
    mine = series[last & (series["segment"] == look.segment)]
    if mine["street"].nunique() > 1:
        mine = pool_streets(mine, ["scenario", "seed", "month"], [look.measure]).reset_index()
    means = mine.groupby(["scenario", "seed"], observed=True)[look.measure].mean()
    paired = (means.loc[scenario] - means.loc[look.against]).dropna()
    return Seen(look, float(means.loc[look.against].mean()), *mean_interval(paired.to_numpy()))


def look_in_words(look: Look, lang: Language) -> str:
    """Return what one should see, in words."""
    name = look.measure
    if name in known_measures():
        name = measure_label(name, lang)
    if look.segment != ALL:
        segment = look.segment
        if segment in known_measures().get(look.measure, ()):
            segment = segment_label(segment, lang)
        name = say(lang, "look.of", measure=name, segment=segment)
    sign = say(lang, SIGNS[look.sign])
    return say(lang, "look.words", measure=name, sign=sign, against=look.against)
