"""What may be chosen and what is assumed.

* ``levers``: what somebody could decide, and the setting in which it is decided.
* ``parameters``: the parameter book, every number of the model's behaviour with its source.
* ``cases/``: the scenarios that come with the model, each saying only how it differs from another.
* ``load_case``: from a name, a file or keywords to a ``Case``, which says what holds in a month.

A scenario file is checked against a closed schema, and all that is wrong with it is said at once,
one line for each mistake: ``FILE:LINE: path: what is wrong, what is allowed, the nearest key``.

    from gongzhi.scenarios import load_case
    case = load_case("burden-relief", residents=4_000, neighbourhoods=1, reserve_share=0.2)
    case.levers_at(12).assisted_tasks
"""

from .case import Case, Look
from .document import json_schema
from .errors import Problem, ScenarioError
from .levers import GROUPS, Levers, lever_fields
from .loading import check_file, check_keywords, load_case, load_text
from .parameters import Book, Parameter, default_book
from .setting import Setting
from .shipped import shipped_cases

__all__ = [
    "GROUPS",
    "Book",
    "Case",
    "Levers",
    "Look",
    "Parameter",
    "Problem",
    "ScenarioError",
    "Setting",
    "check_file",
    "check_keywords",
    "default_book",
    "json_schema",
    "lever_fields",
    "load_case",
    "load_text",
    "shipped_cases",
]
