"""What a pattern is: worlds that are lived, readings taken in each, and tests of what they come to.

A world is the baseline of 2013 with some things changed. In each replicate a society is founded and
given its luck by one seed, and every world of a pattern is lived by that society. Readings are
numbers read from a world at its end. A test is a formula of the readings, meaned over replicates, and
the range that its whole 95 % interval must lie in.

A pattern also names the mechanism that makes it and what takes that mechanism away: the pattern must
then be gone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel

__all__ = [
    "CITY_QUARTER",
    "TWO_NEIGHBOURHOODS",
    "Formula",
    "Pattern",
    "Place",
    "Reading",
    "Readings",
    "Test",
    "World",
]

Value = float | int | bool | str
Act = Callable[["CommunityModel"], None]
Reading = Callable[["CommunityModel"], float]
Readings = Mapping[str, Mapping[str, float]]
"""Values by world and name, such as ``readings["baseline"]["awareness"]``."""

Formula = Callable[[Readings], float]
Kind = Literal["validation", "verification"]


@dataclass(frozen=True)
class Place:
    """How many people live where a pattern is looked for."""

    residents: int
    neighbourhoods: int


TWO_NEIGHBOURHOODS = Place(4_000, 2)
CITY_QUARTER = Place(20_000, 5)
"""Five neighbourhoods have lanes, workers' and commodity estates; two have not."""


@dataclass(frozen=True)
class World:
    """The baseline of 2013 with some things changed.

    Attributes:
        place: how large it is.
        months: how long it is lived, after the spin-up.
        changes: levers, facts of the setting and parameters (``section.name``) with their values.
        act: done before every month; what no lever or parameter can do.
    """

    place: Place = TWO_NEIGHBOURHOODS
    months: int = 48
    changes: tuple[tuple[str, Value], ...] = ()
    act: Act | None = None

    def but(self, act: Act | None = None, /, **changes: Value) -> World:
        """Return the same world with more changed."""
        both = {**dict(self.changes), **changes}
        return replace(self, changes=tuple(sorted(both.items())), act=act or self.act)


@dataclass(frozen=True)
class Test:
    """What must be true of the readings, and how it is told.

    Attributes:
        en, zh: what the value is.
        formula: the value, from the readings.
        above, below: the whole interval of the value must lie between.
        data: what was observed in the city, where there is such a figure.
    """

    en: str
    zh: str
    formula: Formula
    above: float = -math.inf
    below: float = math.inf
    data: float | None = None

    __test__ = False  # pytest: this is no class of tests

    def passes(self, low: float, high: float) -> bool:
        """Whether an interval lies within the range as a whole; never if there is none."""
        return low > self.above and high < self.below

    @property
    def target(self) -> str:
        """The range as people write it."""
        if math.isinf(self.below):
            return f"> {self.above:g}"
        if math.isinf(self.above):
            return f"< {self.below:g}"
        return f"{self.above:g} … {self.below:g}"


@dataclass(frozen=True, eq=False)
class Pattern:
    """A pattern of the city that the model is held against.

    Attributes:
        id: its name in the list of patterns.
        en, zh: what is known.
        kind: "verification" where a table, a rule or a number was chosen with the pattern in view.
        worlds: the worlds that are lived, by name.
        readings: what is read from each, by name.
        tests: what must be true; the first is the one that is told where there is room for one.
        mechanism: what makes it, in English and Chinese.
        without: what takes the mechanism away.
        gone: the range of the first test's value without it; if not given, that test must fail.
        in_view: parameters that were set with the pattern in view, and tables that say it.
        outside: whether the figure comes from outside the source paper.
    """

    id: str
    en: str
    zh: str
    kind: Kind
    worlds: Mapping[str, World]
    readings: Mapping[str, Reading]
    tests: tuple[Test, ...]
    mechanism: tuple[str, str]
    without: Mapping[str, Value]
    gone: tuple[float, float] | None = None
    in_view: tuple[str, ...] = ()
    outside: bool = False

    def label(self, lang: str) -> str:
        """Return what is known, in a language."""
        return self.zh if lang == "zh" else self.en

    def read(self, model: CommunityModel) -> dict[str, float]:
        """Return all readings of one world."""
        return {name: float(reading(model)) for name, reading in self.readings.items()}

    def knocked_out(self) -> dict[str, World]:
        """Return the worlds without the mechanism."""
        changes: dict[str, Any] = dict(self.without)
        return {name: world.but(**changes) for name, world in self.worlds.items()}
