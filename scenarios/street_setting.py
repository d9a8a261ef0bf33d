"""How a file of neighbourhoods and the rest of a setting go together.

A file decides how many residents and neighbourhoods there are and what housing they have. It stands
in for what was inherited; whoever gives it, or changes a scenario that has one, may not contradict it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from .errors import Problem, ScenarioError
from .saying import say
from .setting import Setting
from .street_table import Neighbourhood, parse_street, read_street, street_of, written_out

__all__ = ["FILE", "TEXT", "WEIGHTS", "lay_over", "told"]

FILE, TEXT = "neighbourhoods_file", "neighbourhoods_csv"
SIZE = ("residents", "neighbourhoods")
WEIGHTS = tuple(n for n in Setting.model_fields if n.endswith(("_lanes", "_estates")))


def lay_over(
    below: dict[str, Any],
    given: dict[str, Any],
    folder: Path | None,
    add: Callable[[str, str], None],
    problems: list[Problem],
) -> dict[str, Any]:
    """Return a setting with values laid over it; a file that they name is read.

    Args:
        folder: where the file is looked for; None if a name of a file makes no sense.
        add: is told the key and the message of what is wrong.
        problems: takes what is wrong in the file itself.
    """
    street = _street(given, folder, add, problems)
    rest = {key: value for key, value in given.items() if key not in (FILE, TEXT)}
    if street is None and not below.get(TEXT):
        return {**below, **rest}
    if street is None:
        street = street_of(below[TEXT])
    kept = {k: v for k, v in below.items() if k not in (TEXT, *SIZE, *WEIGHTS)}
    if not street:  # an empty name or text, or a file with mistakes: as if there were none
        return {**kept, **rest}
    size = dict(zip(SIZE, (sum(one.population for one in street), len(street)), strict=True))
    for key, value in rest.items():
        if key in WEIGHTS:
            add(key, say("own.housing"))
        elif key in SIZE and value != size[key]:
            add(key, say("own.size", value=value, own=size[key]))
    plain = {key: value for key, value in rest.items() if key not in WEIGHTS}
    return {**kept, **plain, **size, TEXT: written_out(street)}


def told(setting: Setting) -> dict[str, Any]:
    """Return a setting as a file that stands alone would hold it."""
    table = setting.model_dump()
    del table[FILE]
    for key in WEIGHTS if setting.neighbourhoods_csv else (TEXT,):
        del table[key]
    return table


def _street(
    given: dict[str, Any],
    folder: Path | None,
    add: Callable[[str, str], None],
    problems: list[Problem],
) -> tuple[Neighbourhood, ...] | None:
    """Return the neighbourhoods that values name or hold; None if they say nothing of them."""
    name, text = given.get(FILE), given.get(TEXT)
    if name and text:
        add(FILE, say("own.both", text=TEXT))
    try:
        if name:
            if folder is None:
                add(FILE, say("own.folder", text=TEXT))
                return ()
            return read_street(folder / name)
        if text:
            return parse_street(text, f"<{TEXT}>")
    except ScenarioError as error:
        problems += error.problems
        return ()
    return None if name is None and text is None else ()
