"""Measures: each defined once, in ``measures.toml``, with unit, labels, formula and direction."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

__all__ = ["MEASURES", "Measure"]


@dataclass(frozen=True)
class Measure:
    """One measure of the series.

    Attributes:
        formula: what it counts, in English; formula_zh: the same in Chinese.
        group: participation, issues, capacity, ties, money or mind.
        source: a work, rows of the paper's inventory or of the theories, or "definition".
        better: "up", "down" or "none" (no verdict).
        by_segment: whether it is reported for each segment of residents.
        headline: whether the main comparison shows it.
        adds_up: whether the values of several streets are summed; else their mean is taken.
    """

    name: str
    unit: str
    en: str
    zh: str
    formula: str
    formula_zh: str
    group: str
    source: str
    better: str = "none"
    by_segment: bool = False
    headline: bool = False
    adds_up: bool = False


def _measures() -> dict[str, Measure]:
    text = files(__package__).joinpath("measures.toml").read_text(encoding="utf-8")
    return {name: Measure(name, **entry) for name, entry in tomllib.loads(text).items()}


MEASURES = _measures()
