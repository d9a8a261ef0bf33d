"""Rows of the paper as people read them: a table, one row in full, and what its contrasts showed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..telling.wording import change, difference_unit, measure_label, segment_label
from ..texts import Language, say
from .contrasts import ALL, PLANS, Contrast, Seen
from .covering import Entry
from .measured import measured

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["contrast_in_words", "print_entries", "print_entry", "print_seen", "seen_in_words"]


def contrast_in_words(contrast: Contrast, lang: Language) -> str:
    """Return what is changed, from what to what, and the measure that is looked at."""
    measure = measure_label(contrast.measure, lang)
    if contrast.segment != ALL:
        segment = segment_label(contrast.segment, lang)
        measure = say(lang, "coverage.of", measure=measure, segment=segment)
    if contrast.spread:
        measure = say(lang, "coverage.spread", measure=measure)
    low, high = _written(contrast.low), _written(contrast.high)
    name = contrast.change
    text = say(lang, "coverage.from_to", name=name, low=low, high=high, measure=measure)
    if contrast.given:
        values = ", ".join(f"{key} = {_written(value)}" for key, value in contrast.given)
        text += say(lang, "coverage.given", values=values)
    return text


def print_entries(rows: Sequence[Entry], console: Console, lang: Language) -> None:
    """Print a line for each row: what it says, and the first file to look at."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for key in ("id", "says", "where"):
        table.add_column(say(lang, f"coverage.{key}"), overflow="fold")
    for row in rows:
        table.add_row(row.id, getattr(row, lang), "\n".join(row.where))
    console.print(table)
    console.print(say(lang, "coverage.count", count=len(rows)), markup=False)


def print_entry(row: Entry, console: Console, lang: Language) -> None:
    """Print all that is known of one row."""
    lines = [f"{row.id} ({say(lang, 'coverage.paper')} {row.paper})", f"  {getattr(row, lang)}"]
    parts: dict[str, Sequence[str]] = {
        "where": row.where,
        "shown": _with_what_was_seen(row, False, lang),
        "breaks": _with_what_was_seen(row, True, lang),
        "tests": row.tests,
        "reason": [row.reason[lang]] if row.reason else [],
    }
    for key, items in parts.items():
        if items:
            lines += [
                f"  {say(lang, f'coverage.{key}')}{say(lang, 'coverage.colon')}",
                *(f"    {item}" for item in items),
            ]
    console.print("\n".join(lines), markup=False, soft_wrap=True)


def _with_what_was_seen(row: Entry, breaks: bool, lang: Language) -> list[str]:
    """Return two lines for each contrast: what is claimed, and what was seen when it was last measured."""
    lines = []
    for contrast in row.breaks if breaks else row.change:
        seen = measured()[row.id, breaks, contrast]
        verdict = say(lang, f"coverage.{seen.verdict}")
        told = say(lang, "coverage.measured", seen=seen_in_words(seen, lang), verdict=verdict)
        lines += [_claimed(contrast, lang), f"  {told}"]
    return lines


def print_seen(seen: Sequence[tuple[str, Seen]], console: Console, lang: Language) -> None:
    """Print what contrasts showed, each with the row that it belongs to."""
    for name, one in seen:
        told = say(lang, f"coverage.{one.verdict}")
        words = f"{name}  {_claimed(one.contrast, lang)}"
        console.print(
            f"{words}\n    {seen_in_words(one, lang)}  {told}", markup=False, soft_wrap=True
        )
    plan = PLANS[seen[0][1].contrast.size]
    about = {"seeds": plan.seeds, "window": plan.window, "months": plan.months}
    console.print(say(lang, "coverage.note", **about), markup=False)


def seen_in_words(seen: Seen, lang: Language) -> str:
    """Return the difference with its interval and unit."""
    measure = seen.contrast.measure
    ends = (change(seen.low, measure), change(seen.high, measure))
    return (
        f"{change(seen.difference, measure)} [{', '.join(ends)}] {difference_unit(measure, lang)}"
    )


def _claimed(contrast: Contrast, lang: Language) -> str:
    way = say(lang, "coverage.up" if contrast.sign == "+" else "coverage.down")
    return f"{contrast_in_words(contrast, lang)} → {way}"


def _written(value: float | int | bool | str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else f"{value:g}"
