"""Results as tables that people read, in a terminal and in a notebook."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from ..estimates import ALL, year_or_half
from ..language import can_write
from ..texts import Language, say
from .wording import (
    change,
    estimate,
    measure_with_unit,
    number,
    segment_label,
    short_titles,
    title,
    verdict,
)

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod

    from gongzhi.scenarios import Case

    from ..comparing import Comparison
    from ..running import Result

__all__ = ["comparison_html", "print_comparison", "print_rows", "print_run", "run_html"]

WIDEST = 100
COLOURS = {"better": "green", "worse": "red"}
RUN_HEADS = ("measure", "value.first", "value.last", "value.change")
HEADS = ("measure", "value.baseline", "value.difference", "value.interval", "value.verdict")

Line = tuple[list[str], str]
"""The cells of a row, and the colour it is shown in."""


def print_comparison(result: Comparison, console: Console, lang: Language) -> None:
    """Print one table of differences for each scenario, and how to read them."""
    plain = not can_write("↑↓", console.encoding)
    for label in list(result.cases)[1:]:
        lines = _difference_lines(result, label, lang, plain)
        print_rows(console, _heads(lang), lines, _versus(result, label, lang))
        console.print(_pairing(result, label, lang), highlight=False, markup=False)
        console.print()
    for note in _notes(result, lang):
        console.print(note, highlight=False, markup=False)


def print_run(result: Result, console: Console, lang: Language) -> None:
    """Print the headline measures of a run, at its start and at its end."""
    print_rows(console, _run_heads(result, lang), _run_lines(result, lang), _run_note(result, lang))


def print_rows(
    console: Console,
    heads: Sequence[str],
    lines: Iterable[Line],
    title: str = "",
    numbers: bool = True,
) -> None:
    """Print a table; columns of numbers, which are all but the first, stand on the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if title:
        console.print(Text(title, style="bold"))
    width = min(console.width, WIDEST)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, width=width)
    for n, head in enumerate(heads):
        right = numbers and n > 0
        justify: JustifyMethod = "right" if right else "left"
        table.add_column(Text(head), justify=justify, no_wrap=right, overflow="fold")
    for cells, style in lines:
        table.add_row(*(Text(cell) for cell in cells), style=style)
    console.print(table)


def comparison_html(result: Comparison, lang: Language) -> str:
    """Return the differences as HTML, for notebooks."""
    parts = []
    for label in list(result.cases)[1:]:
        lines = _difference_lines(result, label, lang)
        parts.append(_html(_versus(result, label, lang), _heads(lang), lines))
        parts.append(f"<p>{escape(_pairing(result, label, lang))}</p>")
    return "".join(parts) + "".join(f"<p>{escape(note)}</p>" for note in _notes(result, lang))


def run_html(result: Result, lang: Language) -> str:
    """Return the headline measures of a run as HTML, for notebooks."""
    return _html(_run_note(result, lang), _run_heads(result, lang), _run_lines(result, lang))


def _heads(lang: Language) -> list[str]:
    return [say(lang, key) for key in HEADS]


def _run_heads(result: Result, lang: Language) -> list[str]:
    n = year_or_half(result.case.months)
    return [say(lang, key, n=n) for key in RUN_HEADS]


def _difference_lines(
    result: Comparison, label: str, lang: Language, plain: bool = False
) -> list[Line]:
    """Return the lines of one scenario: baseline, difference, interval, verdict."""

    def cells(row: dict[str, Any]) -> list[str]:
        base = number(row["baseline_mean"], row["measure"])
        return [base, *estimate(row), _told(row, lang, plain)]

    def colour(row: dict[str, Any]) -> str:
        return COLOURS.get(verdict(row), "")

    return _grouped(_rows_of(result, label), cells, colour, lang)


def _run_lines(result: Result, lang: Language) -> list[Line]:
    """Return the lines of a run: at the start, at the end, change."""

    def cells(row: dict[str, Any]) -> list[str]:
        measure = row["measure"]
        values = [number(row[key], measure) for key in ("first", "last")]
        return [*values, change(row["change"], measure)]

    return _grouped(result.summary.to_dict("records"), cells, lambda row: "", lang)


def _grouped(
    rows: Iterable[dict[str, Any]],
    cells: Callable[[dict[str, Any]], list[str]],
    colour: Callable[[dict[str, Any]], str],
    lang: Language,
) -> list[Line]:
    """Return lines with their labels; segments stand under the measure that they are told of."""
    lines: list[Line] = []
    group = None
    for row in rows:
        label = measure_with_unit(row["measure"], lang)
        if row["segment"] != ALL:
            if row["measure"] != group:
                lines.append(([label, *[""] * len(cells(row))], ""))
            group = row["measure"]
            label = f"  {segment_label(row['segment'], lang)}"
        lines.append(([label, *cells(row)], colour(row)))
    return lines


def _told(row: dict[str, Any], lang: Language, plain: bool) -> str:
    """Return the verdict, after an arrow that says which way the measure moved."""
    key = verdict(row)
    if key in ("unclear", "same", "absent"):
        return say(lang, key)
    up, down = ("+ ", "- ") if plain else ("↑ ", "↓ ")
    return f"{up if row['difference'] > 0.0 else down}{say(lang, key)}"


def _rows_of(result: Comparison, label: str) -> list[dict[str, Any]]:
    table = result.table
    return list(table[table["scenario"] == label].to_dict("records"))


def _versus(result: Comparison, label: str, lang: Language) -> str:
    names = short_titles(result.cases, lang)
    return say(lang, "versus", reform=names[label], baseline=names[result.baseline])


def _pairing(result: Comparison, label: str, lang: Language) -> str:
    """Return what pairing saved for one scenario, over its measures."""
    gains = [row["pairing_gain"] for row in _rows_of(result, label)]
    finite = sorted(gain for gain in gains if math.isfinite(gain))
    if not finite:
        return say(lang, "note.unpaired")
    about = {"low": finite[0], "middle": statistics.median(finite), "high": finite[-1]}
    return say(lang, "note.pairing", **about)


def _notes(result: Comparison, lang: Language) -> list[str]:
    """Return what must be known to read a comparison."""
    names = short_titles(result.cases, lang)
    months = result.months
    notes = [say(lang, "note.same", reform=names[name], months=months) for name in result.idle]
    first = result.cases[result.baseline]
    notes += [
        say(lang, "note.elsewhere", reform=names[label], facts=facts)
        for label, case in result.cases.items()
        if (facts := _other_facts(first, case))
    ]
    about = {"window": result.window, "months": months, "seeds": len(result.seeds)}
    return [*notes, say(lang, "note.compare", **about, residents=first.setting.residents)]


def _other_facts(baseline: Case, case: Case) -> str:
    """Return in what the place of a scenario differs from that of the baseline."""
    facts = baseline.setting.model_dump().items()
    return ", ".join(
        f"{name} = {getattr(case.setting, name)} ({value})"
        for name, value in facts
        if getattr(case.setting, name) != value
    )


def _run_note(result: Result, lang: Language) -> str:
    case = result.case
    about = {"title": title(case, lang), "months": case.months, "seed": result.seed}
    return say(lang, "note.run", **about, residents=case.setting.residents)


def _html(caption: str, heads: Sequence[str], lines: Iterable[Line]) -> str:
    """Return an HTML table."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join(
        f"<tr><th>{escape(cells[0])}</th>{''.join(f'<td>{escape(c)}</td>' for c in cells[1:])}</tr>"
        for cells, _ in lines
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
