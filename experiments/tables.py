"""Results as tables that people read, in a terminal and in a notebook."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from .estimates import year_or_half
from .language import can_write
from .texts import Language, say
from .wording import change, estimate, number, row_label, short_titles, title, verdict

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod

    from .comparing import Comparison
    from .running import Result

__all__ = ["comparison_html", "print_comparison", "print_rows", "print_run", "run_html"]

WIDEST = 100
COLOURS = {"better": "green", "worse": "red"}
RUN_HEADS = ("measure", "value.first", "value.last", "value.change")
HEADS = ("measure", "value.baseline", "value.difference", "value.interval", "value.verdict")

Rows = list[list[str]]


def print_comparison(result: Comparison, console: Console, lang: Language) -> None:
    """Print one table of differences for each scenario, and how to read them."""
    plain = not can_write("↑↓", console.encoding)
    names = short_titles(result.cases, lang)
    heads = [say(lang, key) for key in HEADS]
    for label in list(result.cases)[1:]:
        about = say(lang, "versus", reform=names[label], baseline=names[result.baseline])
        rows = _difference_rows(result, label, lang, plain)
        print_rows(console, heads, rows, about, _styles(result, label))
        console.print(_pairing(result, label, lang), highlight=False, markup=False)
        console.print()
    for line in _notes(result, lang):
        console.print(line, highlight=False, markup=False)


def print_run(result: Result, console: Console, lang: Language) -> None:
    """Print the headline measures of a run, at its start and at its end."""
    print_rows(console, _run_heads(result, lang), _run_rows(result, lang), _run_note(result, lang))


def print_rows(
    console: Console,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    title: str = "",
    styles: Sequence[str] = (),
    numbers: bool = True,
) -> None:
    """Print a table; all columns but the first hold numbers, on the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if title:
        console.print(Text(title, style="bold"), soft_wrap=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, width=min(console.width, WIDEST))
    for n, head in enumerate(heads):
        right = numbers and n > 0
        justify: JustifyMethod = "right" if right else "left"
        table.add_column(Text(head), justify=justify, no_wrap=right, overflow="fold")
    for n, row in enumerate(rows):
        style = styles[n] if n < len(styles) else ""
        table.add_row(*(Text(cell) for cell in row), style=style)
    console.print(table)


def comparison_html(result: Comparison, lang: Language) -> str:
    """Return the differences as HTML, for notebooks."""
    names = short_titles(result.cases, lang)
    heads = [say(lang, key) for key in HEADS]
    parts = []
    for label in list(result.cases)[1:]:
        about = say(lang, "versus", reform=names[label], baseline=names[result.baseline])
        parts.append(_html(about, heads, _difference_rows(result, label, lang)))
        parts.append(f"<p>{escape(_pairing(result, label, lang))}</p>")
    return "".join(parts) + "".join(f"<p>{escape(line)}</p>" for line in _notes(result, lang))


def run_html(result: Result, lang: Language) -> str:
    """Return the headline measures of a run as HTML, for notebooks."""
    return _html(_run_note(result, lang), _run_heads(result, lang), _run_rows(result, lang))


def _difference_rows(
    result: Comparison, label: str, lang: Language, plain: bool = False
) -> Rows:
    """Return the rows of one scenario: label, baseline, difference, interval, verdict."""
    return [
        [
            row_label(row["measure"], row["segment"], lang),
            number(row["baseline_mean"], row["measure"]),
            *estimate(row),
            _told(row, lang, plain),
        ]
        for row in _rows_of(result, label)
    ]


def _pairing(result: Comparison, label: str, lang: Language) -> str:
    """Return what pairing saved for one scenario, over its measures."""
    gains = [row["pairing_gain"] for row in _rows_of(result, label)]
    finite = sorted(gain for gain in gains if math.isfinite(gain))
    if not finite:
        return say(lang, "note.unpaired")
    about = {"low": finite[0], "middle": statistics.median(finite), "high": finite[-1]}
    return say(lang, "note.pairing", **about)


def _told(row: dict[str, Any], lang: Language, plain: bool) -> str:
    """Return the verdict, after an arrow that says which way the measure moved."""
    key = verdict(row)
    arrow = "" if key in ("unclear", "same") else _arrow(row["difference"], plain)
    return f"{arrow}{say(lang, key)}"


def _arrow(difference: float, plain: bool) -> str:
    if plain:
        return "+ " if difference > 0.0 else "- "
    return "↑ " if difference > 0.0 else "↓ "


def _styles(result: Comparison, label: str) -> list[str]:
    return [COLOURS.get(verdict(row), "") for row in _rows_of(result, label)]


def _rows_of(result: Comparison, label: str) -> list[dict[str, Any]]:
    table = result.table
    return list(table[table["scenario"] == label].to_dict("records"))


def _notes(result: Comparison, lang: Language) -> list[str]:
    """Return what must be known to read a comparison."""
    names = short_titles(result.cases, lang)
    months = result.months
    notes = [say(lang, "note.same", reform=names[name], months=months) for name in result.idle]
    first = result.cases[result.baseline]
    about = {"window": result.window, "months": months, "seeds": len(result.seeds)}
    return [*notes, say(lang, "note.compare", **about, residents=first.setting.residents)]


def _run_heads(result: Result, lang: Language) -> list[str]:
    n = year_or_half(result.case.months)
    return [say(lang, key, n=n) for key in RUN_HEADS]


def _run_rows(result: Result, lang: Language) -> Rows:
    """Return the rows of a run: label, first months, last months, change."""
    return [
        [
            row_label(row["measure"], row["segment"], lang),
            number(row["first"], row["measure"]),
            number(row["last"], row["measure"]),
            change(row["change"], row["measure"]),
        ]
        for row in result.summary.to_dict("records")
    ]


def _run_note(result: Result, lang: Language) -> str:
    case = result.case
    about = {"title": title(case, lang), "months": case.months, "seed": result.seed}
    return say(lang, "note.run", **about, residents=case.setting.residents)


def _html(caption: str, heads: Sequence[str], rows: Rows) -> str:
    """Return an HTML table."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join(
        f"<tr><th>{escape(row[0])}</th>{''.join(f'<td>{escape(c)}</td>' for c in row[1:])}</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
