"""``--set NAME=VALUE``: values as TOML writes them, and words without quotes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any, NoReturn

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
        ExceptionGroup: for several of them, or with what is wrong with the others.
    """
    wrong: list[Exception] = []
    values: dict[str, Any] = {} if months is None else {"months": months}
    if outside:
        values["outside"] = True
    for text in texts or ():
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign or not value or not all(part.isidentifier() for part in name.split(".")):
            wrong.append(InputError("bad.set", text=text))
        elif name in values:
            wrong.append(InputError("bad.twice", name=name))
        else:
            values[name] = _read(value)
    if wrong:
        _complain(wrong, values)
    return values


def _complain(wrong: list[Exception], values: dict[str, Any]) -> NoReturn:
    """Raise all that is wrong at once, also with the values that could be read."""
    from gongzhi.scenarios import ScenarioError, check_keywords

    problems = check_keywords(values)
    if problems:
        wrong.append(ScenarioError(problems))
    if len(wrong) == 1:
        raise wrong[0]
    raise ExceptionGroup("several things are wrong with --set", wrong)


def _read(text: str) -> Any:
    """Return what TOML makes of a value, or the text itself if it makes nothing of it."""
    try:
        table = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return table["value"] if len(table) == 1 else text
