"""The networks of a model as plain tables: organisations and their ties, buildings and theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gongzhi.agents.words import Housing, labels
from gongzhi.scenarios.street_table import street_of

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel

__all__ = ["KINDS", "place_names", "tables_of_ties"]

KINDS = (
    "street_office",
    "party_organization",
    "line_department",
    "residents_committee",
    "owners_committee",
    "property_company",
    "activity_team",
    "social_organization",
    "enterprise",
)
TIES = (
    "leadership",
    "joint work",
    "guidance",
    "acquaintance",
    "platform",
    "contract",
    "coordination",
    "support",
)


def place_names(model: CommunityModel) -> list[str]:
    """Return the names of the neighbourhoods: those of one's own street, or their numbers."""
    own = street_of(model.case.setting.neighbourhoods_csv)
    return [one.name for one in own] or [str(n) for n in range(len(model.places))]


def tables_of_ties(model: CommunityModel) -> dict[str, pd.DataFrame]:
    """Return the ties as they stand now.

    Returns:
        organisations: organisation (a number in this table), kind, row (its number among its kind),
            street, neighbourhood (-1: the whole street), exists (an owners' committee may not).
        ties: a and b (numbers of organisations), kind, strength.
        buildings: building, neighbourhood, place (its name), housing, residents.
        blocks: neighbourhood, buildings a and b of it (a = b within one), ties among their residents,
            and the sum of their strength.
    """
    graph = model.ties.graph()
    number = {organisation: n for n, organisation in enumerate(graph)}
    organisations = pd.DataFrame(
        {
            "organisation": range(len(number)),
            "kind": pd.Categorical([_words(type(o).__name__) for o in graph], KINDS),
            "row": np.array([o.row for o in graph], np.int32),
            "street": np.array([o.street for o in graph], np.int32),
            "neighbourhood": np.array([o.neighbourhood for o in graph], np.int32),
            "exists": [bool(getattr(o, "exists", True)) for o in graph],
        }
    )
    edges = [
        (number[a], number[b], kind, strength)
        for a, b, kind, strength in graph.edges(keys=True, data="strength")
    ]
    ties = pd.DataFrame(edges, columns=["a", "b", "kind", "strength"])
    ties = ties.astype({"a": "int32", "b": "int32", "strength": "float32"})
    ties["kind"] = pd.Categorical(ties["kind"], TIES)
    return {
        "organisations": organisations,
        "ties": ties,
        "buildings": _buildings(model),
        "blocks": _blocks(model),
    }


def _buildings(model: CommunityModel) -> pd.DataFrame:
    houses, names = model.buildings, place_names(model)
    housing = model.places.housing[houses.neighbourhood].astype(int)
    return pd.DataFrame(
        {
            "building": np.arange(len(houses), dtype=np.int32),
            "neighbourhood": houses.neighbourhood.copy(),
            "place": pd.Categorical([names[n] for n in houses.neighbourhood.tolist()]),
            "housing": pd.Categorical.from_codes(housing, list(labels(Housing))),
            "residents": houses.people.copy(),
        }
    )


def _blocks(model: CommunityModel) -> pd.DataFrame:
    """Count the ties of residents by pair of buildings in the same neighbourhood."""
    a, b, strength = model.neighbour_ties.pairs()
    home = model.people.building
    place = model.buildings.neighbourhood
    one, other = np.minimum(home[a], home[b]), np.maximum(home[a], home[b])
    inside = place[one] == place[other]
    size = len(place)
    pair = one[inside].astype(np.int64) * size + other[inside]
    pairs, which = np.unique(pair, return_inverse=True)
    first = (pairs // size).astype(np.int32)
    return pd.DataFrame(
        {
            "neighbourhood": place[first],
            "a": first,
            "b": (pairs % size).astype(np.int32),
            "ties": np.bincount(which, minlength=len(pairs)).astype(np.int32),
            "strength": np.bincount(which, strength[inside], len(pairs)).astype(np.float32),
        }
    )


def _words(name: str) -> str:
    """Return a name of a class in lower case, its words joined by underscores."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
