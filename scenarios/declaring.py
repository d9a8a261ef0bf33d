"""How a lever, or a fact of the setting, is declared: value, unit, range, labels, rows of the paper."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Group", "lever"]


def lever(
    default: Any,
    unit: str,
    en: str,
    zh: str,
    *,
    low: float | None = None,
    high: float | None = None,
    rows: str = "",
    moves: str = "",
    given: dict[str, Any] | None = None,
) -> Any:
    """Declare a lever: its 2013 value, unit, labels, range and the rows of the paper it carries.

    Args:
        moves: the measure that the lever moves from one end of its range to the other, with its sign:
            "-admin_share"; "@" names a segment, "~" the spread between streets.
        given: what must hold beside it for the measure to move.
    """
    extra: dict[str, Any] = {"unit": unit, "zh": zh, "rows": rows.split()}
    extra |= {"moves": moves, "given": given or {}}
    return Field(
        default,
        ge=low,
        le=high,
        allow_inf_nan=None if isinstance(default, bool | str | int) else False,
        description=en,
        json_schema_extra=extra,
    )


class Group(BaseModel):
    """A group of levers: closed (no unknown keys), frozen, strict about types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
