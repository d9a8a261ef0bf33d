"""Observing: the month's measures by street and segment, as rows of the series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gongzhi.agents.compiling import kernel, rows_of
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.words import Segment, Stage, labels

from .books import STREET_ACCOUNTS, Hours, Money, Use
from .issues import Issues
from .measures import MEASURES
from .month import month_name
from .organisations import Organisations
from .statistics import gini, kaplan_meier, median_time, restricted_mean

__all__ = ["Series", "count_residents"]

SEGMENTS = int(Segment.MINOR)
FORMS = 6
BINS = 13
MEANS = ("community_tie", "awareness", "efficacy", "power_committee", "trust_committee",
         "trust_street", "satisfaction")  # fmt: skip
WINDOW = 12


@kernel
def count_residents(
    first, last, place_first, place_people, segment, form, history, a, b, c, d, e, f, g,
    forms, months, sums,
):  # fmt: skip
    """Count forms (n, 8, 6), active months of the last twelve (n, 8, 13) and sums (n, 8, 7)."""
    for n in range(first, last):
        for i in rows_of(place_first[n], place_people[n]):
            s = segment[i]
            if s == 7:
                continue
            forms[n, s, form[i]] += 1
            bits = history[i]
            count = 0
            while bits:
                bits &= bits - 1
                count += 1
            months[n, s, count] += 1
            sums[n, s, 0] += a[i]
            sums[n, s, 1] += b[i]
            sums[n, s, 2] += c[i]
            sums[n, s, 3] += d[i]
            sums[n, s, 4] += e[i]
            sums[n, s, 5] += f[i]
            sums[n, s, 6] += g[i]


class Series:
    """The measures of every month, one block (streets, segments + all, measures) a month."""

    def __init__(self, streets: int) -> None:
        self.streets = streets
        self._months: list[int] = []
        self._blocks: list[np.ndarray] = []
        self._spent: list[np.ndarray] = []
        self._pledged = np.zeros(streets)
        self._before = np.zeros(streets)

    def observe(
        self,
        month: int,
        residents: Residents,
        places: Neighbourhoods,
        issues: Issues,
        organisations: Organisations,
        hours: Hours,
        money: Money,
        count: bool,
    ) -> None:
        """Measure the month; outside the counted months only the flows are followed."""
        spent = _by_street(money, places, self.streets)
        self._spent.append(spent - self._before)
        self._before = spent
        pledged: np.ndarray = np.bincount(
            [unit.street for unit in organisations.enterprises],
            [unit.given for unit in organisations.enterprises],
            self.streets,
        )
        flow, self._pledged = pledged - self._pledged, pledged
        if not count:
            return
        block = np.full((self.streets, SEGMENTS + 1, len(MEASURES)), np.nan)
        at = {name: k for k, name in enumerate(MEASURES)}
        _people(block, at, residents, places)
        for street in range(self.streets):
            whole = block[street, SEGMENTS]
            _issues(whole, at, month, issues, street)
            mine = places.street == street
            available = hours.available[mine].sum()
            whole[at["admin_share"]] = hours.used[mine, Use.ADMINISTRATION].sum() / available
            whole[at["self_governance_hours"]] = hours.self_governance()[mine].mean()
            whole[at["volunteer_hours"]] = organisations.sizes[street].volunteer_hours
            whole[at["spending"]] = self._spent[-1][street]
            year = np.sum(self._spent[-WINDOW:], axis=0)[street]
            solved = _count_within(issues.resolved, issues.street == street, month, WINDOW)
            whole[at["spending_per_resolved"]] = year / solved if solved else np.nan
            whole[at["pledged"]] = flow[street]
            alive = [so for so in organisations.social_organizations if so.street == street]
            whole[at["social_organizations"]] = len(alive)
        self._months.append(month)
        self._blocks.append(block)

    @staticmethod
    def latest(model: Any, name: str) -> float:
        """Return last month's value of a measure, over all residents of the first street."""
        block = model.observed._blocks[-1]
        return float(block[0, SEGMENTS, list(MEASURES).index(name)])

    def frame(self) -> pd.DataFrame:
        """Return the tidy series: a row for each month × street × segment."""
        names = [*labels(Segment)[:SEGMENTS], "all"]
        columns = list(MEASURES)
        rows = self.streets * len(names)
        blocks: Any = np.array(self._blocks).reshape(-1, len(columns)) if self._blocks else []
        frame = pd.DataFrame(blocks, columns=columns, dtype=float)
        month = np.repeat(np.array(self._months, int), rows)
        each = len(self._months)
        frame.insert(0, "month", month)
        frame.insert(1, "date", np.repeat([month_name(m) for m in self._months], rows))
        frame.insert(2, "street", np.tile(np.repeat(np.arange(self.streets), len(names)), each))
        frame.insert(3, "segment", pd.Categorical(names * (self.streets * each), names))
        return frame


def _by_street(money: Money, places: Neighbourhoods, streets: int) -> np.ndarray:
    """Add up what all accounts of each street and its neighbourhoods have paid."""
    total = np.zeros(streets)
    for account, spent in money.spent.items():
        own = account in STREET_ACCOUNTS
        total += spent if own else np.bincount(places.street, spent, streets)
    return total


def _people(block: np.ndarray, at: dict[str, int], r: Residents, places: Neighbourhoods) -> None:
    """Fill the measures that are about residents, by street and segment."""
    n = len(places)
    forms = np.zeros((n, 8, FORMS), np.int64)
    months = np.zeros((n, 8, BINS), np.int64)
    sums = np.zeros((n, 8, len(MEANS)))
    count_residents(
        0, n, places.first, places.people, r.segment, r.form, r.history,
        r.community_tie, r.awareness, r.efficacy, r.power_committee, r.trust_committee,
        r.trust_street, r.satisfaction, forms, months, sums,
    )  # fmt: skip

    def gather(values: np.ndarray) -> np.ndarray:
        out = np.zeros((len(block), SEGMENTS + 1, values.shape[2]))
        np.add.at(out[:, :SEGMENTS], places.street, values[:, :SEGMENTS])
        out[:, SEGMENTS] = out[:, :SEGMENTS].sum(axis=1)
        return out

    forms_, months_, sums_ = gather(forms), gather(months), gather(sums)
    adults = forms_.sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = forms_ / adults[:, :, None]
        mean = sums_ / adults[:, :, None]
        unique = months_[:, :, 1:].sum(axis=2) / adults
        ratio = unique / unique[:, -1:]
    block[:, :, at["adults"]] = adults
    block[:, :, at["participation_rate"]] = share[:, :, 2:].sum(axis=2)
    block[:, :, at["unique_participants"]] = unique
    block[:, :SEGMENTS, at["representation"]] = ratio[:, :SEGMENTS]
    block[:, :, at["evenness"]] = np.where(adults > 0, 1.0 - gini(months_), np.nan)
    for name, k in (("voice_rate", 1), ("meeting_rate", 2), ("budget_rate", 3)):
        block[:, :, at[name]] = share[:, :, k]
    block[:, :, at["volunteer_rate"]] = share[:, :, 4:].sum(axis=2)
    for k, name in enumerate(MEANS):
        name = "perceived_power" if name == "power_committee" else name
        block[:, :, at[name]] = mean[:, :, k]


def _count_within(column: np.ndarray, mine: np.ndarray, month: int, window: int) -> int:
    return int((mine & (column > month - window) & (column <= month)).sum())


def _issues(whole: np.ndarray, at: dict[str, int], month: int, issues: Issues, street: int) -> None:
    """Fill the measures that are about issues, for one street."""
    mine = issues.street == street
    whole[at["arisen"]] = (mine & (issues.arose == month)).sum()
    whole[at["solved"]] = (mine & (issues.resolved == month)).sum()
    gone = mine & (issues.stage == Stage.ESCALATED) & (issues.closed == month)
    whole[at["escalations"]] = gone.sum()
    whole[at["backlog"]] = (
        1000.0 * (mine & (issues.stage < Stage.RESOLVED)).sum() / whole[at["adults"]]
    )
    cohort = mine & (issues.arose > month - 2 * WINDOW) & (issues.arose <= month - WINDOW)
    if cohort.any():
        took = issues.resolved[cohort].astype(int) - issues.arose[cohort]
        in_time = (issues.resolved[cohort] > -2000) & (took <= WINDOW)
        whole[at["resolution_rate"]] = in_time.mean()
    then = mine & (issues.resolved > month - 2 * WINDOW) & (issues.resolved <= month - WINDOW)
    if then.any():
        back = issues.relapsed[then].astype(int) - issues.resolved[then]
        lost = (issues.relapsed[then] > -2000) & (back <= WINDOW)
        whole[at["lasting_share"]] = 1.0 - lost.mean()
    heard = mine & (issues.raised > month - 3 * WINDOW) & (issues.raised <= month)
    if heard.any():
        resolved = issues.resolved[heard] > -2000
        stop = np.where(resolved, issues.resolved[heard], month).astype(int)
        given_up = ~resolved & (issues.stage[heard] > Stage.RESOLVED)
        # An issue that was given up will never be resolved: it is not censored, it waits for ever.
        wait = np.where(given_up, 3 * WINDOW + 1, stop - issues.raised[heard])
        curve = kaplan_meier(wait, resolved, 3 * WINDOW)
        whole[at["time_to_resolution"]] = restricted_mean(curve)
        whole[at["median_time"]] = median_time(curve)
