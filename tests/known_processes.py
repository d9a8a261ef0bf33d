"""The processes of the month and of the year, by name, for tests that hold for all of them."""

import sys

import pytest

from gongzhi.model import yearly
from gongzhi.scenarios import lever_fields

LEVERS = lever_fields()
MONTHLY = [
    "arise", "task", "reach", "raise_issues", "set_agenda", "take_part", "decide", "resource",
    "carry_out", "learn",
]  # fmt: skip
YEARLY = list(yearly.__all__)
MODULES = {
    name: sys.modules[f"gongzhi.model.{'processes' if name in MONTHLY else 'yearly'}.{name}"]
    for name in MONTHLY + YEARLY
}


def every(names):
    """Parametrise over processes."""
    return pytest.mark.parametrize("name", names)
