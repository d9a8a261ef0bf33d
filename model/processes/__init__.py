"""The month: ten processes, one file each, in the order of the model description."""

from .arise import arise
from .carry_out import carry_out
from .decide import decide
from .learn import learn
from .raise_issues import raise_issues
from .reach import reach
from .resource import resource
from .set_agenda import set_agenda
from .take_part import take_part
from .task import task

__all__ = [
    "arise",
    "carry_out",
    "decide",
    "learn",
    "raise_issues",
    "reach",
    "resource",
    "set_agenda",
    "take_part",
    "task",
]
