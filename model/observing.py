"""Observing: the month's measures by street and segment, as rows of the series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.words import Segment, labels
from gongzhi.scenarios.units import MONTHS, THOUSAND

from .books import Hours, Money
from .counting import (
    BINS,
    FORMS,
    MEANS,
    RATES,
    Counted,
    add_up,
    count_issues,
    count_residents,
    rate_people,
)
from .issues import Issues
from .measures import MEASURES
from .month import month_name
from .neighbours import NeighbourTies
from .organisations import Organisations
from .pooling import pool_block
from .statistics import gini, gini_of, quantile_time, restricted_mean, survival, theil
from .tallies import Flows, tally

__all__ = ["Series", "count_residents"]

SEGMENTS = int(Segment.MINOR)
WINDOW = MONTHS
AT = {name: k for k, name in enumerate(MEASURES)}


class Series:
    """The measures of every month, one block (streets, segments + all, measures) a month."""

    def __init__(self, streets: int, worlds: int = 1) -> None:
        self.streets, self.worlds = streets, worlds
        self._months: list[int] = []
        self._blocks: list[np.ndarray] = []
        self._flows = Flows(streets)

    def repeat(self, times: int) -> Series:
        """Return the empty series of as many communities that went the same way so far."""
        series = Series(self.streets * times, times)
        series._flows = self._flows.repeat(times)
        return series

    def observe(
        self,
        month: int,
        residents: Residents,
        places: Neighbourhoods,
        issues: Issues,
        organisations: Organisations,
        hours: Hours,
        money: Money,
        ties: NeighbourTies,
        count: bool,
    ) -> None:
        """Measure the month; outside the counted months only the flows are followed."""
        self._flows.follow(places, organisations, money)
        if not count:
            return
        spent = self._flows.year()[0].sum(axis=1)
        block = np.full((self.streets, SEGMENTS + 1, len(MEASURES)), np.nan)
        _people(block, AT, residents, places)
        told = tally(places, issues, organisations, hours, self._flows, ties, month)
        counted = _count(month, issues, self.streets)
        for street, values in enumerate(told):
            whole = block[street, SEGMENTS]
            solved = _issues(whole, AT, *(counts[street] for counts in counted))
            for name, value in values.items():
                whole[AT[name]] = value
            if solved:
                whole[AT["spending_per_resolved"]] = spent[street] / solved
        heads = np.bincount(places.street, places.people, self.streets)
        per_head = (spent / np.maximum(heads, 1)).reshape(self.worlds, -1)
        block[:, SEGMENTS, AT["spending_gini"]] = np.repeat(
            [gini_of(world) for world in per_head], per_head.shape[1]
        )
        self._months.append(month)
        self._blocks.append(block)

    @staticmethod
    def latest(model: Any, name: str) -> float:
        """Return last month's value of a measure, over all residents of all streets."""
        block = model.observed._blocks[-1]
        return float(pool_block(block)[SEGMENTS, AT[name]])

    def frame(self, world: int = 0) -> pd.DataFrame:
        """Return the tidy series of a world: a row for each month × street × segment."""
        names = [*labels(Segment)[:SEGMENTS], "all"]
        columns = list(MEASURES)
        streets = self.streets // self.worlds
        rows = streets * len(names)
        mine = slice(world * streets, (world + 1) * streets)
        blocks: Any = [block[mine] for block in self._blocks]
        blocks = np.array(blocks).reshape(-1, len(columns)) if blocks else []
        frame = pd.DataFrame(blocks, columns=columns, dtype=float)
        month = np.repeat(np.array(self._months, int), rows)
        each = len(self._months)
        frame.insert(0, "month", month)
        frame.insert(1, "date", np.repeat([month_name(m) for m in self._months], rows))
        frame.insert(2, "street", np.tile(np.repeat(np.arange(streets), len(names)), each))
        frame.insert(3, "segment", pd.Categorical(names * (streets * each), names))
        return frame


def _people(block: np.ndarray, at: dict[str, int], r: Residents, places: Neighbourhoods) -> None:
    """Fill the measures that are about residents, by street and segment."""
    n, groups = len(places), len(Segment)
    forms = np.zeros((n, groups, FORMS), np.int64)
    months = np.zeros((n, groups, BINS), np.int64)
    stayed = np.zeros((n, groups, 2), np.int64)
    sums = np.zeros((n, groups, MEANS))
    count_residents(
        0, n, places.first, places.people, r.segment, r.form, r.history,
        r.community_tie, r.awareness, r.efficacy, r.power_committee, r.trust_committee,
        r.trust_street, r.satisfaction, forms, months, stayed, sums,
    )  # fmt: skip
    counted = np.zeros((len(block), SEGMENTS + 1, FORMS + BINS + 2 + MEANS))
    add_up(places.street, forms, months, stayed, sums, counted)
    rates = np.full((len(block), SEGMENTS + 1, len(RATES)), np.nan)
    rate_people(counted, rates)
    block[:, :, [at[name] for name in RATES]] = rates
    active, anybody = counted[:, :, FORMS : FORMS + BINS], rates[:, :, 0] > 0
    block[:, :, at["evenness"]] = np.where(anybody, 1.0 - gini(active), np.nan)
    block[:, :, at["theil"]] = np.where(anybody, theil(active), np.nan)


def _count(month: int, issues: Issues, streets: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count issues and waits of each street: see ``count_issues``."""
    counts = np.zeros((streets, len(Counted._fields)), np.int64)
    ends, leaves = np.zeros((2, streets, 3 * WINDOW + 2), np.int64)
    count_issues(
        month, WINDOW, issues.street, issues.stage, issues.arose, issues.raised,
        issues.resolved, issues.relapsed, issues.closed, counts, ends, leaves,
    )  # fmt: skip
    return counts, ends, leaves


def _issues(
    whole: np.ndarray, at: dict[str, int], counts: np.ndarray, ends: np.ndarray, leaves: np.ndarray
) -> int:
    """Fill the measures that are about a street's issues; return how many were solved in a year."""
    c = Counted(*counts.tolist())
    whole[at["arisen"]], whole[at["solved"]] = c.arisen, c.solved
    whole[at["escalations"]] = c.escalated
    whole[at["backlog"]] = THOUSAND * c.open / whole[at["adults"]]
    if c.of_last_year:
        whole[at["resolution_rate"]] = c.in_time / c.of_last_year
    if c.solved_last_year:
        whole[at["lasting_share"]] = 1.0 - c.came_back / c.solved_last_year
    if leaves.any():
        curve = survival(ends, leaves)
        whole[at["time_to_resolution"]] = restricted_mean(curve)
        whole[at["median_time"]] = quantile_time(curve, 0.5)
        whole[at["time_p90"]] = quantile_time(curve, 0.1)
    return c.solved_of_year
