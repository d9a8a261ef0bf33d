"""Observing: the month's measures by street and segment, as rows of the series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gongzhi.agents.compiling import kernel, rows_of
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.words import Segment, Stage, labels

from .books import Hours, Money
from .issues import Issues
from .measures import MEASURES
from .month import month_name
from .neighbours import NeighbourTies
from .organisations import Organisations
from .statistics import gini, kaplan_meier, quantile_time, restricted_mean, theil
from .tallies import Flows, tally

__all__ = ["Series", "count_residents"]

SEGMENTS = int(Segment.MINOR)
FORMS = 6
BINS = 13
MEANS = ("community_tie", "awareness", "efficacy", "power_committee", "trust_committee",
         "trust_street", "satisfaction")  # fmt: skip
WINDOW = 12
AT = {name: k for k, name in enumerate(MEASURES)}


@kernel
def count_residents(
    first, last, place_first, place_people, segment, form, history, a, b, c, d, e, f, g,
    forms, months, stayed, sums,
):  # fmt: skip
    """Count forms (n, 8, 6), active months of the last twelve (n, 8, 13) and sums (n, 8, 7).

    ``stayed`` (n, 8, 2): who was active 7 to 12 months ago, and who of them was so since.
    """
    for n in range(first, last):
        for i in rows_of(place_first[n], place_people[n]):
            s = segment[i]
            if s == 7:
                continue
            forms[n, s, form[i]] += 1
            bits = history[i]
            if bits >> 6:
                stayed[n, s, 0] += 1
                stayed[n, s, 1] += (bits & 63) != 0
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
        self._flows = Flows(streets)

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
        block = np.full((self.streets, SEGMENTS + 1, len(MEASURES)), np.nan)
        _people(block, AT, residents, places)
        for street in range(self.streets):
            whole = block[street, SEGMENTS]
            _issues(whole, AT, month, issues, street)
            values = tally(street, places, issues, organisations, hours, self._flows, ties)
            for name, value in values.items():
                whole[AT[name]] = value
            solved = _count_within(issues.resolved, issues.street == street, month, WINDOW)
            year = self._flows.year()[0][street].sum()
            whole[AT["spending_per_resolved"]] = year / solved if solved else np.nan
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


def _people(block: np.ndarray, at: dict[str, int], r: Residents, places: Neighbourhoods) -> None:
    """Fill the measures that are about residents, by street and segment."""
    n = len(places)
    forms = np.zeros((n, 8, FORMS), np.int64)
    months = np.zeros((n, 8, BINS), np.int64)
    stayed = np.zeros((n, 8, 2), np.int64)
    sums = np.zeros((n, 8, len(MEANS)))
    count_residents(
        0, n, places.first, places.people, r.segment, r.form, r.history,
        r.community_tie, r.awareness, r.efficacy, r.power_committee, r.trust_committee,
        r.trust_street, r.satisfaction, forms, months, stayed, sums,
    )  # fmt: skip

    def gather(values: np.ndarray) -> np.ndarray:
        out = np.zeros((len(block), SEGMENTS + 1, values.shape[2]))
        np.add.at(out[:, :SEGMENTS], places.street, values[:, :SEGMENTS])
        out[:, SEGMENTS] = out[:, :SEGMENTS].sum(axis=1)
        return out

    forms_, months_, sums_, stayed_ = (gather(x) for x in (forms, months, sums, stayed))
    adults = forms_.sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = forms_ / adults[:, :, None]
        mean = sums_ / adults[:, :, None]
        unique = months_[:, :, 1:].sum(axis=2) / adults
        ratio = unique / unique[:, -1:]
        kept = stayed_[:, :, 1] / stayed_[:, :, 0]
    block[:, :, at["adults"]] = adults
    block[:, :, at["participation_rate"]] = share[:, :, 2:].sum(axis=2)
    block[:, :, at["unique_participants"]] = unique
    block[:, :SEGMENTS, at["representation"]] = ratio[:, :SEGMENTS]
    block[:, :, at["evenness"]] = np.where(adults > 0, 1.0 - gini(months_), np.nan)
    block[:, :, at["theil"]] = np.where(adults > 0, theil(months_), np.nan)
    block[:, :, at["retention"]] = kept
    for name, k in (("voice_rate", 1), ("meeting_rate", 2), ("budget_rate", 3), ("lead_rate", 5)):
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
        whole[at["median_time"]] = quantile_time(curve, 0.5)
        whole[at["time_p90"]] = quantile_time(curve, 0.1)
