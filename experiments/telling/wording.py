"""How results read: measures with their units, differences with a sign and a verdict."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from gongzhi.agents import words
from gongzhi.scenarios import Case

from ..texts import LANGUAGES, UNITS, Language, say

__all__ = [
    "change",
    "difference_unit",
    "estimate",
    "measure_label",
    "measure_with_unit",
    "number",
    "scale",
    "segment_label",
    "short_titles",
    "title",
    "unit",
    "verdict",
]


def scale(measure: str) -> float:
    """Return what values of a measure are multiplied by for people: shares are shown in per cent."""
    return 100.0 if _measure(measure).unit == "share" else 1.0


def unit(measure: str, lang: Language) -> str:
    """Return the unit in which values of a measure are shown."""
    return _unit(_measure(measure).unit, lang)


def difference_unit(measure: str, lang: Language) -> str:
    """Return the unit in which differences of a measure are shown."""
    own = _measure(measure).unit
    return _unit("points" if own == "share" else own, lang)


def measure_label(measure: str, lang: Language) -> str:
    """Return what a measure is called."""
    return str(getattr(_measure(measure), lang))


def segment_label(segment: str, lang: Language) -> str:
    """Return what a segment of residents is called."""
    if lang == "zh":
        return words.zh(words.Segment[segment.upper()])
    return segment.replace("_", "-")


def measure_with_unit(measure: str, lang: Language) -> str:
    """Return what a measure is called, and its unit."""
    about = {"label": measure_label(measure, lang), "unit": unit(measure, lang)}
    return say(lang, "row.measure", **about)


def number(value: float, measure: str) -> str:
    """Return a value for people, in the unit of ``unit``."""
    if not math.isfinite(value):
        return "-"
    shown = value * scale(measure)
    return f"{shown:,.{_digits(shown)}f}"


def change(value: float, measure: str, digits: int | None = None) -> str:
    """Return a difference for people, with its sign, in the unit of ``difference_unit``."""
    if not math.isfinite(value):
        return "-"
    shown = value * scale(measure)
    text = f"{shown:+,.{_digits(shown) if digits is None else digits}f}"
    return text if any(c in "123456789" for c in text) else text.lstrip("+-")


def estimate(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return a difference and its interval for people, with the same decimals."""
    measure, low, high = row["measure"], row["low"], row["high"]
    if not math.isfinite(low) or not math.isfinite(high):
        return change(row["difference"], measure), "-"
    digits = _digits(max(abs(low), abs(high)) * scale(measure))
    ends = f"[{change(low, measure, digits)}, {change(high, measure, digits)}]"
    return change(row["difference"], measure, digits), ends


def verdict(row: Mapping[str, Any]) -> str:
    """Return the key of what an estimate says, such as better, lower, unclear or absent."""
    low, high = row["low"], row["high"]
    if math.isnan(row["difference"]):
        return "absent"
    if math.isnan(low):
        return "untold"
    if low == high == 0.0:
        return "same"
    if not low * high > 0.0:
        return "unclear"
    up = low > 0.0
    if row["better"] == "none":
        return "higher" if up else "lower"
    return "better" if up == (row["better"] == "up") else "worse"


def title(case: Case, lang: Language) -> str:
    """Return the title of a scenario."""
    return case.title_zh if lang == "zh" else case.title_en


def short_titles(cases: Mapping[str, Case], lang: Language) -> dict[str, str]:
    """Return for each label the part of the title before its colon, or the label if that is no name."""
    colon = "：" if lang == "zh" else ":"
    short = {label: title(case, lang).split(colon)[0].strip() for label, case in cases.items()}
    taken = list(short.values())
    return {label: text if taken.count(text) == 1 else label for label, text in short.items()}


def _measure(name: str) -> Any:
    from gongzhi.model.measures import MEASURES

    return MEASURES[name]


def _unit(name: str, lang: Language) -> str:
    return UNITS[name][LANGUAGES.index(lang)] if name in UNITS else name


def _digits(shown: float) -> int:
    """Return decimals for about three digits that say something, at most three decimals."""
    size = abs(shown)
    if size >= 100.0:
        return 0
    if size >= 10.0:
        return 1
    return 2 if size >= 0.05 or size == 0.0 else 3
