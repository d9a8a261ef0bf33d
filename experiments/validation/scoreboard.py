"""The scoreboard as people read it, and as it is held against an earlier one."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ..texts import LANGUAGES, Language, say
from .judging import ENOUGH
from .patterns import patterns

if TYPE_CHECKING:
    from rich.console import Console

    from ..telling.tables import Line

__all__ = [
    "as_rows",
    "changed_verdicts",
    "interval",
    "over_seeds",
    "print_scoreboard",
    "read_verdicts",
    "verdict",
]

HEADS = ("test", "value", "interval", "target", "verdict")
COLOURS = {True: "green", False: "red", None: ""}


def print_scoreboard(rows: Sequence[Mapping[str, Any]], console: Console, lang: Language) -> None:
    """Print each pattern with its tests, and what is left without its mechanism."""
    from ..telling.tables import print_rows

    heads = [say(lang, f"validate.{key}") for key in HEADS]
    print_rows(console, heads, [line for row in rows for line in _lines(row, lang)])
    over_seeds = sum(row["over_seeds"] for row in rows)
    about = {"over_seeds": over_seeds, "all": len(rows), "n": rows[0]["replicates"]}
    console.print(say(lang, "validate.note", **about))
    if rows[0]["share_of_draws"] is None:
        console.print(say(lang, "validate.undrawn"))
    else:
        held = sum(row["holds"] for row in rows)
        told = {"held": held, "draws": rows[0]["draws"], "enough": f"{100.0 * ENOUGH:.0f}"}
        console.print(say(lang, "validate.drawn", **told))


def _lines(row: Mapping[str, Any], lang: Language) -> list[Line]:
    pattern = patterns()[row["id"]]
    label = f"{row['id']}{' ★' if pattern.outside else ''} {pattern.label(lang)}"
    told = say(lang, "validate.label", label=label, kind=say(lang, f"validate.{row['kind']}"))
    lines: list[Line] = [([told, "", "", "", verdict(row["holds"], lang)], "bold")]
    for test in row["tests"]:
        cells = [f"  {test[lang]}", number(test["value"]), interval(test), test["target"]]
        told = say(lang, "validate.passes" if test["passes"] else "validate.fails")
        lines.append(([*cells, told], COLOURS[test["passes"]]))
    if out := row["knock_out"]:
        mechanism = pattern.mechanism[LANGUAGES.index(lang)]
        without = f"  {say(lang, 'validate.without', mechanism=mechanism)}"
        cells = [without, number(out["value"]), interval(out), "", gone(out["gone"], lang)]
        lines.append((cells, ""))
    if row["share_of_draws"] is not None:
        share = f"{100.0 * row['share_of_draws']:.0f} %"
        drawn = f"  {say(lang, 'validate.draws', n=row['draws'])}"
        enough = row["share_of_draws"] >= ENOUGH
        told = say(lang, "validate.passes" if enough else "validate.fails")
        lines.append(([drawn, share, "", f"≥ {100.0 * ENOUGH:.0f} %", told], COLOURS[enough]))
    return lines


def verdict(holds: bool, lang: Language) -> str:
    """Return whether a pattern holds, in words."""
    return say(lang, "validate.holds" if holds else "validate.not")


def gone(is_gone: bool | None, lang: Language) -> str:
    """Return whether a pattern is gone without its mechanism; a dash where it was not there."""
    if is_gone is None:
        return "-"
    return say(lang, "validate.gone" if is_gone else "validate.stays")


def number(value: float | None) -> str:
    """Return a value as people read it; a dash where there is none."""
    return "-" if value is None or value != value else f"{value:.3f}"


def interval(row: Mapping[str, Any]) -> str:
    """Return the two ends of an interval."""
    return f"{number(row['low'])} … {number(row['high'])}"


def as_rows(text: str) -> list[dict[str, Any]]:
    """Return the rows of a scoreboard: a list, or what a table of them keeps under "rows"."""
    told = json.loads(text)
    rows = told["rows"] if isinstance(told, dict) else told
    if not all(isinstance(over_seeds(row), bool) and row["id"] for row in rows):
        raise ValueError("a row without a verdict")
    return list(rows)


def over_seeds(row: Mapping[str, Any]) -> bool:
    """Return the verdict over seeds; scoreboards from before there were draws have no other."""
    verdict_: bool = row["over_seeds"] if "over_seeds" in row else row["holds"]
    return verdict_


def read_verdicts(path: str | os.PathLike[str]) -> dict[str, bool]:
    """Return the verdicts over seeds of an earlier scoreboard by id.

    Raises:
        InputError: if the file is none.
    """
    try:
        rows = as_rows(Path(path).read_text(encoding="utf-8"))
        return {row["id"]: over_seeds(row) for row in rows}
    except OSError as error:
        reason = error.strerror or str(error)
    except json.JSONDecodeError as error:
        reason = f"{error.msg}, line {error.lineno}"
    except (ValueError, KeyError, TypeError):
        reason = 'no list of rows with "id" and "holds"'
    raise InputError("against.unread", file=os.fspath(path), reason=reason)


def changed_verdicts(
    rows: Sequence[Mapping[str, Any]], before: Mapping[str, bool], lang: Language
) -> list[str]:
    """Return a line for each pattern whose verdict is another than before, or that was not there.

    Verdicts are those over seeds: they are quick to have, and every form of the command has them.
    """
    lines = []
    for row in rows:
        was, now_ = before.get(row["id"]), over_seeds(row)
        if was != now_:
            told = "-" if was is None else verdict(was, lang)
            now = verdict(now_, lang)
            lines.append(say(lang, "validate.changed", id=row["id"], before=told, now=now))
    return lines
