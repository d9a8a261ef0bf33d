"""V24: few know their committee, and an information platform raises that before participation."""

from __future__ import annotations

from .pattern import CITY_QUARTER, Pattern, Reading, Readings, Test, World
from .readings import mean

__all__ = ["PATTERN"]

BASE = World(CITY_QUARTER)


def _first(measure: str) -> Reading:
    return mean(measure, window=6, before=BASE.months - 6)


def _last(measure: str) -> Reading:
    return mean(measure, window=12)


def early(r: Readings, what: str) -> float:
    """Return what the platform has added in the first half-year ÷ what it has in the fourth year."""
    platform, base = r["platform"], r["baseline"]
    first = platform[f"{what}, first"] - base[f"{what}, first"]
    return first / (platform[f"{what}, last"] - base[f"{what}, last"])


PATTERN = Pattern(
    id="V24",
    en="Few know their committee; an information platform raises awareness before participation",
    zh="居民知晓度低；信息平台先提高知晓、后提高参与",
    kind="validation",
    outside=True,
    worlds={"baseline": BASE, "platform": BASE.but(information_platform=0.5)},
    readings={
        "awareness": mean("awareness"),
        "awareness, first": _first("awareness"),
        "awareness, last": _last("awareness"),
        "participation, first": _first("participation_rate"),
        "participation, last": _last("participation_rate"),
    },
    tests=(
        Test("awareness", "知晓度", lambda r: r["baseline"]["awareness"], below=0.3, data=0.3),
        Test(
            "awareness gained in all by the platform",
            "信息平台带来的知晓度增量",
            lambda r: r["platform"]["awareness, last"] - r["baseline"]["awareness, last"],
            above=0.0,
        ),
        Test(
            "share of the gain there in the first half-year, awareness less participation",
            "前半年已实现的增益比例：知晓减参与",
            lambda r: early(r, "awareness") - early(r, "participation"),
            above=0.0,
        ),
    ),
    mechanism=("forgetting", "遗忘"),
    without={"awareness.decay": 0.0},
)
