"""Every third January: residents' committees are elected (PLT-16; V01a, V08).

Those with local registration may vote; households cast proxies. Own votes and ballots are recorded
apart.

Reads: age, party, contact, awareness, trust, habit, identity, perceived power. Writes: legitimacy of
committees; the record of the election. Chance: ELECTION.
Levers: direct_election_share.
Holds: only those with local registration vote; nobody who voted is without a ballot.
Source: T10, T11; CLM-23.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from gongzhi.agents.compiling import kernel
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import (
    ADULT_AGE,
    Residents,
)
from gongzhi.agents.resident_rules import (
    Identity,
    identity,
)
from gongzhi.agents.resident_voting import (
    Voting,
    vote_chance,
)
from gongzhi.agents.residents_committee import ResidentsCommittee
from gongzhi.agents.words import Hukou

from ..chance import Purpose, luck
from ..month import Month

__all__ = ["hold_elections"]

AGES = (18, 30, 40, 50, 60, 70, 80, 121)  # groups of the record; those of the survey (SUNS)


@kernel
def cast_votes(
    first, last, place_first, place_people, ident, household, age, hukou, work, owner, party,
    contact, awareness, trust, habit, power, direct, month, k0, k1, purpose, w, b, own, ballot,
):  # fmt: skip
    """Let those entitled vote themselves (``own``), or by proxy once somebody of the household went.

    ``ballot`` counts both; rows of a household stand together.
    """
    for n in range(first, last):
        stop = place_first[n] + place_people[n]
        i = place_first[n]
        while i < stop:
            j = i
            anybody = False
            while j < stop and household[j] == household[i]:
                if age[j] >= ADULT_AGE and hukou[j] == 0:
                    belonging = identity(contact[j], trust[j], True, owner[j], b)
                    at_home = w.home_none if work[j] == 0 else w.home_work
                    p = vote_chance(
                        age[j],
                        party[j],
                        at_home,
                        contact[j],
                        awareness[j],
                        trust[j],
                        habit[j],
                        belonging,
                        power[j],
                        direct[n],
                        w,
                    )
                    own[j] = luck(ident[j], purpose, month, 0, k0, k1)[0] < p
                    anybody = anybody or own[j]
                j += 1
            for k in range(i, j):
                if age[k] >= ADULT_AGE and hukou[k] == 0:
                    by_proxy = luck(ident[k], purpose, month, 1, k0, k1)[0] < w.proxy
                    ballot[k] = own[k] or (anybody and by_proxy)
            i = j


def hold_elections(
    month: Month,
    residents: Residents,
    places: Neighbourhoods,
    committees: list[ResidentsCommittee],
) -> pd.DataFrame:
    """Elect all committees; return one row an age group: entitled, own votes, ballots."""
    luck_ = month.draw(Purpose.ELECTION, len(places), 2)[:, 0]
    direct = luck_ < month.lever("direct_election_share", places.street)
    r, w = residents, month.weights(Voting)
    own, ballot = np.zeros(len(r), np.bool_), np.zeros(len(r), np.bool_)
    month.for_all_neighbourhoods(
        cast_votes, len(places), places.first, places.people, r.id, r.household, r.age, r.hukou,
        r.work, r.owner, r.party, r.contact, r.awareness, r.trust_committee, r.habit,
        r.power_committee, direct, month.number, *month.key, int(Purpose.ELECTION),
        w, month.weights(Identity), own, ballot,
    )  # fmt: skip
    entitled = (r.age >= ADULT_AGE) & (r.hukou == Hukou.LOCAL)
    for n, committee in enumerate(committees):
        mine = slice(int(places.first[n]), int(places.first[n] + places.people[n]))
        turnout = ballot[mine].sum() / max(entitled[mine].sum(), 1)
        committee.elected_directly = bool(direct[n])
        seen = turnout * (1.0 if direct[n] else w.legitimacy_indirect)
        committee.legitimacy += w.legitimacy_pace * (seen - committee.legitimacy)
    return _record(month.number, r, entitled, own, ballot)


def _record(
    month: int, r: Residents, entitled: np.ndarray, own: np.ndarray, ballot: np.ndarray
) -> pd.DataFrame:
    """Count an election by age group and party: entitled, own votes, ballots."""
    groups = len(AGES) - 1
    of_year = np.digitize(np.arange(AGES[-1]), AGES) - 1  # group of each year of age
    code = of_year[r.age.astype(np.int64)] + groups * r.party
    names = [f"{a}-{b - 1}" for a, b in pairwise(AGES)]
    frame = pd.DataFrame(
        {
            "month": month,
            "age": pd.Categorical(names * 2, names),
            "party": np.repeat([False, True], groups),
        }
    )
    for name, who in (("entitled", entitled), ("own", own), ("ballot", ballot)):
        frame[name] = np.bincount(code[who], minlength=2 * groups)
    return frame
