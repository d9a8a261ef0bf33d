"""Records of a run: issues, moves, notes and ties, as tables that can be kept.

A comparison keeps the records of its first seed, for each scenario; a single run keeps its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from gongzhi.model import CommunityModel

__all__ = ["Outcome", "join_records", "record", "record_issues"]


class Outcome(NamedTuple):
    """What a run leaves: the monthly series, and its records by name (none if they were not kept)."""

    series: pd.DataFrame
    records: dict[str, pd.DataFrame]


def record(model: CommunityModel) -> dict[str, pd.DataFrame]:
    """Return the records of a run: issues, moves, notes, and the ties as they stand at its end."""
    from .tie_tables import tables_of_ties

    return record_issues(model) | tables_of_ties(model)


def record_issues(model: CommunityModel) -> dict[str, pd.DataFrame]:
    """Return the issues of a run, their moves and the notes on them."""
    from gongzhi.agents.words import Housing, labels

    from .tie_tables import place_names

    issues = model.issues.table()
    housing = model.places.housing[issues["neighbourhood"]]
    kinds = dict(enumerate(labels(Housing)))
    place = issues.columns.get_loc("neighbourhood") + 1
    names = place_names(model)
    where = issues["neighbourhood"].tolist()
    for column, values in (
        ("housing", [kinds[code] for code in housing.tolist()]),
        ("place", [names[n] for n in where]),
    ):
        issues.insert(place, column, values)
        issues[column] = issues[column].astype("category")
    return {"issues": issues, "moves": model.issues.log(), "notes": model.issues.notes()}


def join_records(outcomes: dict[str, Outcome], seed: int) -> dict[str, pd.DataFrame]:
    """Put the records of several scenarios under one seed together, scenario and seed in front."""
    import pandas as pd

    joined: dict[str, pd.DataFrame] = {}
    names = next(iter(outcomes.values())).records
    for name in names:
        parts = pd.concat(
            {label: outcome.records[name] for label, outcome in outcomes.items()},
            names=["scenario"],
        )
        frame = parts.reset_index("scenario").reset_index(drop=True)
        frame["scenario"] = frame["scenario"].astype("category")
        frame.insert(1, "seed", seed)
        joined[name] = frame
    return joined
