"""A street of one's own: the neighbourhoods of a file, in place of a share-out of people and housing.

What a row leaves open is as everywhere: the households of its kind of housing, the posts of the levers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.residents_committee import ResidentsCommittee
from gongzhi.scenarios.society import SocietyFacts
from gongzhi.scenarios.street_shares import SHARES, facts_for
from gongzhi.scenarios.street_table import HOUSING, Neighbourhood

__all__ = ["facts_of_each", "give_posts", "own_places"]


def own_places(street: Sequence[Neighbourhood], facts: SocietyFacts) -> Neighbourhoods:
    """Return the neighbourhoods of a street, with the people and the housing of its rows."""
    places = Neighbourhoods(len(street))
    places.housing[:] = [list(HOUSING).index(one.housing) for one in street]
    places.people[:] = places.planned_people[:] = np.array([one.population for one in street])
    places.crowding[:] = facts.crowding[places.housing]
    return places


def facts_of_each(street: Sequence[Neighbourhood], facts: SocietyFacts) -> list[SocietyFacts]:
    """Return for each neighbourhood facts under which its households have the shares of its row."""
    return [_facts_of(one, facts) for one in street]


def give_posts(
    street: Sequence[Neighbourhood], committees: Sequence[ResidentsCommittee], usual: float
) -> None:
    """Give committees the staff of their rows; levers that add posts add them to these.

    Args:
        usual: posts of a committee that are paid for without any lever.
    """
    for one, committee in zip(street, committees, strict=True):
        if one.committee_staff is not None:
            committee.more_posts = one.committee_staff - usual


def _facts_of(one: Neighbourhood, facts: SocietyFacts) -> SocietyFacts:
    shares = {name: getattr(one, name) for name in SHARES}
    own = facts_for(facts, list(HOUSING).index(one.housing), **shares)
    if own is None:
        raise ValueError(f"{one.name}: shares that no households have")
    return own
