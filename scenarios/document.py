"""What a scenario file may say: the closed schema of its tables.

A file is a list of differences: from ``extends`` (or from 2013) at the start, and from then on by
dated ``[[reform]]`` tables. The same schema checks files and keywords, and gives editors their JSON
schema.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from .declaring import Group
from .errors import shown
from .levers import GROUPS
from .levers_of_means import Burden, Funding, Mobilisation
from .levers_of_rules import Culture, Empowerment, Information, Platforms, Procedure
from .saying import Text, say
from .setting import Setting

__all__ = ["LONGEST", "Document", "LeverTables", "LookTable", "ReformTable", "json_schema"]

LONGEST = 1200
"""Months that a run may last."""


def names_streets(value: Any) -> Any:
    """Return ``streets`` if it is "all", a share or a list of names; complain in one line if not.

    Whether the names exist is known once the setting is.
    """
    if value == "all" and isinstance(value, str):
        return value
    if isinstance(value, float) and 0.0 < value < 1.0:
        return value
    if isinstance(value, list) and value and all(isinstance(name, str) for name in value):
        return value
    allowed = Text(STREETS, STREETS_ZH)
    raise _complaint("streets", say("streets.none", value=shown(value), allowed=allowed))


def _complaint(kind: str, message: Text) -> PydanticCustomError:
    """Return a complaint that has its Chinese with it, without braces that pydantic would fill in."""
    english, chinese = (t.replace("{", "(").replace("}", ")") for t in (str(message), message.zh))
    return PydanticCustomError(kind, english, {"zh": chinese})


STREETS = (
    '"all", a list of names (["street"] where there is only one, else such as ["street-01"]), or a share'
    " of the streets below 1"
)
STREETS_ZH = (
    '"all"、名称列表（只有一个街道时为 ["street"]，否则如 ["street-01"]），或小于1的街道比例'
)


ROW = r"^(?:(?:CTX|ACT|PLT|MECH|CASE|PROB|REF|CLM|PRIN)-\d\d|S\d)$"
"""A row of the paper's inventory, CASE-19, or one of the named scenarios S0 to S9."""


def rows_of_the_paper(value: Any) -> Any:
    """Return ``rows`` if it is a list of ids; complain in one line if not."""
    allowed = say("rows.allowed")
    if not isinstance(value, list):
        raise _complaint("rows", say("rows.list", value=shown(value), allowed=allowed))
    for row in value:
        if not isinstance(row, str) or not re.fullmatch(ROW, row):
            raise _complaint("rows", say("rows.row", value=shown(row), allowed=allowed))
    return value


Rows = Annotated[
    Any,
    AfterValidator(rows_of_the_paper),
    WithJsonSchema({"type": "array", "items": {"type": "string", "pattern": ROW}}),
]


Streets = Annotated[
    Any,
    AfterValidator(names_streets),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": "all"},
                {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
                {"type": "array", "minItems": 1, "items": {"type": "string"}},
            ]
        }
    ),
]


class Words(Group):
    """A text in English and Chinese."""

    en: str = Field("", max_length=4000)
    zh: str = Field("", max_length=4000)


class LookTable(Group):
    """An ``[[about.look]]``: a measure, and which way it should differ from another scenario."""

    measure: str = Field(max_length=100, description="Name of the measure")
    sign: Literal["+", "-", "0"] = Field(description="Higher, lower, or no difference to speak of")
    against: str = Field("baseline-2013", description="The shipped scenario it is compared with")
    segment: str = Field("all", max_length=100, description="Of which residents, or all")


class About(Group):
    """What a scenario is called and what it is about; never inherited."""

    name: str = Field("", max_length=100, description="Name; the file's own name if absent")
    rows: Rows = Field([], description="Rows of the paper that it stands for, such as CASE-19")
    title: Words = Words()
    note: Words = Words()
    look: list[LookTable] = Field([], description="What one should see in it")


class LeverTables(Group):
    """One table for each group of levers."""

    empowerment: Empowerment = Empowerment()
    funding: Funding = Funding()
    burden: Burden = Burden()
    platforms: Platforms = Platforms()
    mobilisation: Mobilisation = Mobilisation()
    information: Information = Information()
    procedure: Procedure = Procedure()
    culture: Culture = Culture()

    def given(self) -> dict[str, Any]:
        """Return the levers that the tables set, flat: lever name to value."""
        return {
            name: value
            for group in GROUPS
            for name, value in getattr(self, group).model_dump(exclude_unset=True).items()
        }


class ReformTable(LeverTables):
    """A ``[[reform]]``: levers that change at a date, and fall back at another if it says so."""

    from_month: int = Field(
        alias="from",
        ge=0,
        le=LONGEST - 1,
        description="Month at which the levers change; 0 is 2013-01, the first counted month",
        json_schema_extra={"unit": "month"},
    )
    until: int = Field(
        LONGEST,
        ge=1,
        le=LONGEST,
        description="Month at which the levers fall back; without it they stay",
        json_schema_extra={"unit": "month"},
    )
    streets: Streets = "all"
    spreads: float = Field(
        0.0,
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Chance a year that an overloaded street takes the reform up, were all others to"
        " have it",
        json_schema_extra={"unit": "share/year"},
    )


class Document(LeverTables):
    """A whole scenario file."""

    extends: str = Field("", description="A shipped scenario, or a .toml file beside this one")
    months: int = Field(
        120,
        ge=1,
        le=LONGEST,
        description="Length of the run",
        json_schema_extra={"unit": "months"},
    )
    about: About = About()
    setting: Setting = Setting()
    assumptions: Any = Field(
        {},
        description="Numbers of the parameter book, by section; see gongzhi parameters",
        json_schema_extra={
            "type": "object",
            "additionalProperties": {"type": ["object", "boolean"]},
        },
    )
    reform: list[ReformTable] = Field(default_factory=list)


def json_schema() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of scenario files, for editors."""
    schema = Document.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "gongzhi scenario",
    }
