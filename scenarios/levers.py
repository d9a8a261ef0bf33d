"""What may be chosen: the levers of a scenario, in groups.

A lever is a decision that somebody could take (a street, a district, the city); a parameter is a
belief about how people behave and stands in the parameter book. Every lever has a unit, a range, the
value of 2013, a label in English and Chinese, and the rows of the source paper that it stands for
(ids such as REF-24 are explained in ``docs/odd.md``). Lever names are unique across groups, so that
``CommunityModel(reserve_share=0.2)`` needs no group. The groups stand in ``levers_of_rules`` and
``levers_of_means``.
"""

from __future__ import annotations

from typing import Any

from .declaring import Group
from .levers_of_means import Burden, Funding, Mobilisation
from .levers_of_rules import Culture, Empowerment, Information, Platforms, Procedure

__all__ = ["GROUPS", "Levers", "lever_fields"]

GROUPS: dict[str, type[Group]] = {
    "empowerment": Empowerment,
    "funding": Funding,
    "burden": Burden,
    "platforms": Platforms,
    "mobilisation": Mobilisation,
    "information": Information,
    "procedure": Procedure,
    "culture": Culture,
}


class Levers(
    Empowerment, Funding, Burden, Platforms, Mobilisation, Information, Procedure, Culture
):
    """All levers of one street in one month, flat: ``levers.reserve_share``."""

    def changed(self, **values: Any) -> Levers:
        """Return these levers with some set to other values, checked like any scenario."""
        return Levers(**{**dict(self), **values})


def lever_fields() -> dict[str, tuple[str, Any]]:
    """Map each lever's name to its group and its pydantic field (unit, range, labels, rows)."""
    return {
        name: (group, field)
        for group, schema in GROUPS.items()
        for name, field in schema.model_fields.items()
    }
