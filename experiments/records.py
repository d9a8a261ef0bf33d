"""Records of a run: issues, moves, notes and ties, as tables that can be kept and read.

A comparison keeps the records of its first seed, for each scenario; a single run keeps its own.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .errors import InputError
from .writing import MANIFEST

if TYPE_CHECKING:
    import pandas as pd

    from gongzhi.model import CommunityModel

__all__ = ["Outcome", "is_results", "join_records", "read_records", "record"]


class Outcome(NamedTuple):
    """What a run leaves: the monthly series, and its records by name (none if they were not kept)."""

    series: pd.DataFrame
    records: dict[str, pd.DataFrame]


def record(model: CommunityModel) -> dict[str, pd.DataFrame]:
    """Return the records of a run: issues, moves, notes, and the ties as they stand at its end."""
    from gongzhi.agents.words import Housing, labels

    from .tie_tables import tables_of_ties

    issues = model.issues.table()
    housing = model.places.housing[issues["neighbourhood"]]
    kinds = dict(enumerate(labels(Housing)))
    place = issues.columns.get_loc("neighbourhood") + 1
    issues.insert(place, "housing", [kinds[code] for code in housing.tolist()])
    issues["housing"] = issues["housing"].astype("category")
    told = {"issues": issues, "moves": model.issues.log(), "notes": model.issues.notes()}
    return told | tables_of_ties(model)


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


def is_results(target: str | os.PathLike[str]) -> bool:
    """Tell whether something is a folder of results."""
    return Path(target, MANIFEST).is_file()


def read_records(
    folder: str | os.PathLike[str], *names: str, scenario: str | None = None
) -> tuple[str, dict[str, pd.DataFrame]]:
    """Read records from a folder of results; a comparison has those of each scenario.

    Args:
        folder: a folder of ``run`` or ``compare``.
        *names: "issues", "moves", "notes", "organisations", "ties", "buildings", "blocks".
        scenario: label of the scenario; the first if not given.

    Returns:
        The label, and the tables of that scenario.

    Raises:
        InputError: if it is no such folder, a table is missing, or it has no such scenario.
    """
    import pandas as pd

    labels = _labels(Path(folder))
    label = labels[0] if scenario is None else scenario
    if label not in labels:
        raise InputError("records.scenario", name=label, known=", ".join(labels))
    tables = {}
    for name in names:
        path = Path(folder, f"{name}.parquet")
        try:
            frame = pd.read_parquet(path)
        except (OSError, ValueError) as error:
            raise InputError("records.table", path=os.fspath(path)) from error
        if "scenario" in frame.columns:
            frame = frame[frame["scenario"] == label].drop(columns=["scenario", "seed"])
        tables[name] = frame.reset_index(drop=True)
    return label, tables


def _labels(folder: Path) -> list[str]:
    """Read the labels of the scenarios from the manifest of a folder of results."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        labels = [entry["label"] for entry in manifest["scenarios"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError("records.folder", folder=os.fspath(folder)) from None
    return labels
