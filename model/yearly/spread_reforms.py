"""New year: overloaded streets take up what others try (MECH-16, PROB-33).

A reform of some streets that ``spreads`` may be copied elsewhere, without a plan for the whole city.
A street looks at the others in January: the more of them have the reform and the more of its
committees' time goes to administration, the likelier it follows. It copies the form, and the substance
only as far as it shares one definition of co-governance (``scenarios/reforms.py``).

Reads: who has which reform, load of committees. Writes: what each street took up.
Chance: IMITATION. Levers: clarity.
Holds: nobody takes up what nobody has; what was taken up stays while the reform lasts.
Source: MECH-16, MECH-17, PROB-33.
"""

from __future__ import annotations

import numpy as np

from gongzhi.scenarios import Case

from ..chance import Chance, Purpose

__all__ = ["spread_reforms"]


def spread_reforms(
    month: int,
    case: Case,
    taken_up: list[frozenset[int]],
    busy: np.ndarray,
    chance: Chance,
) -> list[frozenset[int]]:
    """Return the reforms that each street has taken up, those of this January included.

    Args:
        month: number of the month.
        taken_up: numbers of reforms taken up so far, one set a street.
        busy: share of last month's time of each street's committees that went to administration.
    """
    names = case.setting.street_names
    spreading = [
        k for k, reform in enumerate(case.reforms) if reform.spreads > 0 and reform.in_time(month)
    ]
    if not spreading or len(names) == 1:
        return taken_up
    after = list(taken_up)
    for k in spreading:
        has = np.array([case.holds(k, s) or k in taken_up[n] for n, s in enumerate(names)])
        seen = (has.sum() - has) / (len(names) - 1)
        luck = chance.draw(Purpose.IMITATION, month, len(names), k)[:, 0]
        follows = ~has & (luck < case.reforms[k].spreads * seen * busy)
        for n in np.nonzero(follows)[0]:
            after[n] = after[n] | {k}
    return after
