"""What a plan may say: the closed schema of its tables, and what is wrong where one says something else."""

from __future__ import annotations

import typing
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gongzhi.scenarios.checking import Report
from gongzhi.scenarios.describing import WANTED
from gongzhi.scenarios.document import LONGEST
from gongzhi.scenarios.errors import nearest, shown
from gongzhi.scenarios.lines import KeyPath
from gongzhi.scenarios.saying import Text
from gongzhi.scenarios.saying import say as say_of_scenarios

from .mistakes import in_both

__all__ = ["MOST", "Design", "Document", "Kept", "check_schema"]

MOST = 10_000_000
ALLOWED_BY_KIND: dict[str, set[str]] = {
    "grid": {"levels", "draws", "seed"},
    "one-at-a-time": {"levels"},
    "latin-hypercube": {"points", "seed"},
    "sobol": {"points", "seed", "second_order"},
    "morris": {"trajectories", "levels", "seed", "sections"},
    "csv": {"file"},
}


class Table(BaseModel):
    """A table of a plan: closed, frozen, strict about types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Design(Table):
    """How the points of a sweep are chosen; see ``designs``."""

    kind: Literal["grid", "one-at-a-time", "latin-hypercube", "sobol", "morris", "csv"] = "grid"
    levels: int | None = Field(None, ge=2, le=1000)
    draws: int = Field(0, ge=0, le=MOST)
    points: int = Field(128, ge=1, le=MOST)
    trajectories: int = Field(10, ge=2, le=MOST)
    second_order: bool = False
    sections: bool = False
    seed: int = Field(2013, ge=0, le=2**32 - 1)
    file: str = Field("", max_length=4000)


class Kept(Table):
    """What is kept of a run.

    Attributes:
        window: last months over which the measures of a run are averaged.
        series: the monthly measures of all residents, of each segment too, or none.
    """

    window: int = Field(24, ge=1, le=LONGEST)
    series: Literal["all", "segments", "none"] = "all"


class Document(Table):
    """A whole plan."""

    scenario: Any = "baseline-2013"
    months: int | None = Field(None, ge=1, le=LONGEST)
    seeds: Any = 8
    limit: float | None = Field(None, gt=0, le=10_000_000, allow_inf_nan=False)
    outside: bool = False
    design: Design = Design()
    fixed: dict[str, Any] = Field(default_factory=dict)
    levers: dict[str, Any] = Field(default_factory=dict)
    uncertainties: dict[str, Any] = Field(default_factory=dict)
    results: Kept = Kept()


def check_schema(tables: dict[str, Any], report: Report) -> Document:
    """Return the document that the tables make; with every mistake in the report, what is sound of it."""
    try:
        document = Document.model_validate(tables)
    except ValidationError as error:
        wrong = {str(complaint["loc"][0]) for complaint in error.errors()} | {"design", "results"}
        sound = {key: tables[key] for key in tables if key in Document.model_fields}
        document = Document.model_construct(**{k: v for k, v in sound.items() if k not in wrong})
        for complaint in error.errors(include_url=False, include_context=False):
            path = complaint["loc"]
            report.add(path, _message(path, complaint["type"], complaint["input"]))
    _check_design(tables.get("design"), report)
    return document


def _check_design(design: Any, report: Report) -> None:
    """Report keys that a kind of design does not have, and one that it needs."""
    kind = design.get("kind", "grid") if isinstance(design, dict) else "grid"
    if isinstance(design, dict) and isinstance(kind, str) and kind in ALLOWED_BY_KIND:
        for key in design:
            if key in Design.model_fields and key not in {"kind", *ALLOWED_BY_KIND[kind]}:
                kinds = [k for k, keys in ALLOWED_BY_KIND.items() if key in keys]
                about = {"kind": kind, "name": key, "kinds": ", ".join(kinds)}
                report.add(("design", key), in_both("plan.other.kind", **about))
        if kind == "csv" and not design.get("file"):
            report.add(("design", "file"), in_both("plan.file"))


def _message(path: KeyPath, kind: str, value: Any) -> Text:
    """Return what is wrong with one value, what is allowed, and the nearest key."""
    table: type[BaseModel] = Document
    for part in path[:-1]:
        inner = table.model_fields[str(part)].annotation
        table = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else table
    key = str(path[-1])
    if kind == "extra_forbidden":
        near = nearest(key, table.model_fields)
        if near:
            return in_both("plan.key.near", near=near)
        return in_both("plan.key", names=", ".join(table.model_fields))
    field = (
        table.model_fields[key]
        if key in table.model_fields
        else Document.model_fields[str(path[0])]
    )
    choices = typing.get_args(field.annotation)
    if kind == "literal_error":
        near = nearest(value, choices) if isinstance(value, str) else None
        choice = "plan.choice.near" if near else "plan.choice"
        return in_both(choice, value=shown(value), near=near, names=", ".join(choices))
    if kind in ("model_type", "dict_type"):
        return say_of_scenarios("value.table", value=shown(value), table=f"[{key}]")
    bounds = [
        getattr(m, side) for m in field.metadata for side in ("ge", "gt", "le") if hasattr(m, side)
    ]
    named = (WANTED[one] for one in (field.annotation, *choices) if one in WANTED)
    wanted = next(named, in_both("plan.wanted"))
    if len(bounds) == 2:
        wanted = in_both("plan.span", wanted=wanted, low=bounds[0], high=bounds[1])
    return in_both("plan.value", value=shown(value), wanted=wanted)
