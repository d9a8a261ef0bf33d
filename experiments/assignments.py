"""``--set NAME=VALUE``: values as TOML writes them, and words without quotes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any

from .errors import InputError

__all__ = ["read_assignments"]


def read_assignments(
    texts: Iterable[str] | None, months: int | None = None, outside: bool = False
) -> dict[str, Any]:
    """Return names and values; whether there is such a lever is for the scenario to say.

    Args:
        texts: what ``--set`` was given, each time.
        months: what ``--months`` was given.
        outside: whether ``--outside`` was given.

    Raises:
        InputError: for a text without a name or a value, or a name given twice.
    """
    values: dict[str, Any] = {} if months is None else {"months": months}
    if outside:
        values["outside"] = True
    for text in texts or ():
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign or not value or not all(part.isidentifier() for part in name.split(".")):
            raise InputError("bad.set", text=text)
        if name in values:
            raise InputError("bad.twice", name=name)
        values[name] = _read(value)
    return values


def _read(text: str) -> Any:
    """Return what TOML makes of a value, or the text itself if it makes nothing of it."""
    try:
        table = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return table["value"] if len(table) == 1 else text
