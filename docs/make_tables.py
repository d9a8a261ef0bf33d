"""Tables of ``odd.md``, made from what the code declares.

    python docs/make_tables.py            rewrite the tables
    python docs/make_tables.py --check    exit code 1 if one of them is stale

A table stands between ``<!-- table: NAME -->`` and ``<!-- end -->``; what is between them is replaced.
``NAME`` is a key of ``TABLES``, such as ``residents``, ``levers.funding`` or ``parameters.learning``.
"""

from __future__ import annotations

import inspect
import re
import sys
import typing
from collections.abc import Callable, Iterable
from enum import IntEnum
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from pages import grid, make

from gongzhi.agents import words
from gongzhi.agents.columns import Table
from gongzhi.agents.line_department import MANDATES
from gongzhi.agents.organisation import Organisation
from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.words import Domain, Segment, labels
from gongzhi.model import processes, yearly
from gongzhi.model.chance import Purpose
from gongzhi.model.community import CommunityModel
from gongzhi.model.issues import Issues
from gongzhi.model.measures import MEASURES
from gongzhi.scenarios.declaring import Group
from gongzhi.scenarios.levers import GROUPS
from gongzhi.scenarios.parameters import default_book
from gongzhi.scenarios.setting import Setting
from gongzhi.scenarios.society import SocietyFacts, society_facts

__all__ = ["TABLES", "main", "months_order", "rewritten"]

PAGE = Path(__file__).with_name("odd.md")
BLOCK = re.compile(r"(<!-- table: ([\w.]+) -->\n).*?(<!-- end -->)", re.DOTALL)
FIELDS = ("Reads", "Writes", "Chance", "Levers")


def number(value: float) -> str:
    """Return a number without needless digits."""
    return f"{value:,.10g}"


def span(low: float | None, high: float | None) -> str:
    """Return a range as readers write it."""
    low = None if low is None or low == float("-inf") else low
    high = None if high is None or high == float("inf") else high
    if low is None and high is None:
        return "any"
    if high is None:
        return f"from {number(low or 0)}"
    return f"{number(low)}–{number(high)}" if low is not None else f"to {number(high)}"


def value_of(value: Any) -> str:
    """Return a value of a lever or parameter."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return " ".join(number(v) for v in value)
    return value if isinstance(value, str) else number(value)


def columns_of(table: type[Table]) -> str:
    """Tabulate the columns of a table."""
    rows = []
    for name, c in table.columns.items():
        allowed = ", ".join(c.labels) if c.labels else span(c.low, c.high)
        many = f" ({c.width} values)" if c.width > 1 else ""
        rows.append((f"`{name}`", c.unit, allowed, c.meaning + many))
    return grid(("column", "unit", "range", "meaning"), rows)


def codes() -> str:
    """Tabulate the enumerations that columns of codes refer to."""
    rows = []
    for kind in vars(words).values():
        if isinstance(kind, type) and issubclass(kind, IntEnum) and len(kind):
            meaning = (kind.__doc__ or "").splitlines()[0].replace("``", "`")
            named = ", ".join(f"{int(word)} {word.name.lower()}" for word in kind)
            rows.append((f"`{kind.__name__}`", named, meaning))
    return grid(("code", "values", "meaning"), rows)


def parameters_of(section: str) -> str:
    """Tabulate a section of the parameter book."""
    rows = [
        (
            f"`{p.name}`",
            value_of(p.value),
            p.unit,
            span(p.low, p.high),
            p.confidence,
            p.en,
            p.source,
        )
        for p in default_book().parameters.values()
        if p.section == section
    ]
    head = ("name", "value", "unit", "range", "confidence", "meaning", "source")
    return grid(head, rows)


def levers_of(group: type[Group]) -> str:
    """Tabulate a group of levers, or the setting."""
    rows = []
    for name, field in group.model_fields.items():
        extra: Any = field.json_schema_extra
        low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
        high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
        if field.annotation is bool:
            allowed = "yes, no"
        elif typing.get_origin(field.annotation) is typing.Literal:
            allowed = ", ".join(typing.get_args(field.annotation))
        else:
            allowed = span(low, high)
        label = f"{field.description} · {extra['zh']}"
        rows.append(
            (f"`{name}`", extra["unit"], allowed, value_of(field.default), label,
             ", ".join(extra["rows"]))
        )  # fmt: skip
    return grid(("lever", "unit", "range", "2013", "label", "stands for"), rows)


def measures() -> str:
    """Tabulate the measures; those that the main comparison shows are in bold."""
    rows = []
    for m in MEASURES.values():
        name = f"**`{m.name}`**" if m.headline else f"`{m.name}`"
        by = "yes" if m.by_segment else ""
        label = f"{m.en} · {m.zh}"
        rows.append((m.group, name, m.unit, label, m.formula, m.better, by, m.source))
    head = ("group", "measure", "unit", "label", "formula", "better", "by segment", "source")
    return grid(head, rows)


def months_order() -> list[str]:
    """Name the ten processes in the order in which a month calls them."""
    called = re.findall(r"\b([a-z_]+)\(month\b", inspect.getsource(CommunityModel.step))
    return [name for name in called if name in processes.__all__]


def told(folder: str, names: Iterable[str]) -> str:
    """Tabulate what the docstrings of processes say they read, write, draw and depend on."""
    rows = []
    for name in names:
        module = import_module(f"gongzhi.model.{folder}.{name}")
        text = " ".join((module.__doc__ or "").replace("``", "`").split())
        parts = re.split(rf"\b({'|'.join((*FIELDS, 'Holds', 'Source'))}): ", text)
        said = {k: v.rstrip(". ") for k, v in zip(parts[1::2], parts[2::2], strict=True)}
        link = f"[`{name}`](../model/{folder}/{name}.py)"
        rows.append((link, *(said.get(field, "—") for field in FIELDS)))
    return grid(("process", "reads", "writes", "chance", "levers"), rows)


def households(facts: SocietyFacts) -> str:
    """Tabulate the kinds of household."""
    rows = []
    for k, name in enumerate(facts.household_names):
        members = [
            f"{young:g}–{old:g} ({chance:g})"
            for (young, old), chance in zip(
                facts.member_age[k], facts.member_chance[k], strict=True
            )
            if chance > 0
        ]
        shares = (facts.local[k], facts.white_collar[k], facts.owner_factor[k])
        rows.append((f"`{name}`", ", ".join(members), *(number(s) for s in shares)))
    head = ("kind", "members: ages (chance to be there)", "local", "white-collar", "owner factor")
    return grid(head, rows)


def housing(facts: SocietyFacts) -> str:
    """Tabulate the kinds of housing."""
    names = ("building_size", "owner", "hardship", "door", "contact", "crowding", "issue_rate",
             "service")  # fmt: skip
    rows = []
    for h, kind in enumerate(words.Housing):
        values = [number(getattr(facts, name)[h]) for name in names]
        mix = " ".join(f"{share:.2f}" for share in facts.household_mix[h])
        moves = " / ".join(number(share) for share in facts.moves[h])
        rows.append((kind.name.lower(), mix, *values, moves))
    head = ("housing", "household mix", "households a building", "owner share", "hardship",
            "doors that open", "contact, logit", "crowding", "issues", "property service",
            "moves a year, owners / tenants")  # fmt: skip
    return grid(head, rows)


def by_domain(kinds: Iterable[IntEnum], values: Any) -> str:
    """Tabulate values by some kind (rows) and domain (columns)."""
    rows = [
        (kind.name.lower(), *(f"{v:.2f}" for v in row))
        for kind, row in zip(kinds, values, strict=False)
    ]
    return grid(("", *labels(Domain)), rows)


def organisations() -> str:
    """Tabulate the agents: what each is called in Chinese, and the names of its state."""
    rows = []
    for kind in sorted(Organisation.__subclasses__(), key=lambda kind: kind.__name__):
        if not kind.__module__.startswith("gongzhi."):  # one that a test has made
            continue
        named = re.findall(
            r"^\s+self\.([a-z]\w*)(?:: .+)? = ", inspect.getsource(kind), re.MULTILINE
        )
        state = ", ".join(f"`{name}`" for name in dict.fromkeys(named))
        file = f"../{kind.__module__.removeprefix('gongzhi.').replace('.', '/')}.py"
        rows.append((f"[`{kind.__name__}`]({file})", kind.zh, state))
    return grid(("agent", "中文", "state"), rows)


def purposes() -> str:
    """Tabulate what draws are for, and the files that draw."""
    model = PAGE.parents[1] / "model"
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(model.rglob("*.py"))}
    rows = []
    for purpose in Purpose:
        word = re.compile(rf"\bPurpose\.{purpose.name}\b")
        by = [f"`{path.stem}`" for path, text in sources.items() if word.search(text)]
        rows.append((f"`{purpose.name}`", int(purpose), ", ".join(by) or "—"))
    return grid(("purpose", "number", "drawn in"), rows)


def needs() -> str:
    """Tabulate what issues of each domain need, and which departments answer for it."""
    rows = []
    for domain in Domain:
        who = ", ".join(name for name, mandate in MANDATES.items() if domain in mandate)
        rows.append((domain.name.lower(), *map(number, FACTS.needs[domain]), who))
    return grid(("domain", "authority", "expertise", "venue", "departments"), rows)


FACTS = society_facts()
TABLES: dict[str, Callable[[], str]] = {
    "processes": lambda: told("processes", months_order()),
    "yearly": lambda: told("yearly", yearly.__all__),
    "residents": partial(columns_of, Residents),
    "neighbourhoods": partial(columns_of, Neighbourhoods),
    "buildings": partial(columns_of, Buildings),
    "issues": partial(columns_of, Issues),
    "codes": codes,
    "measures": measures,
    "setting": partial(levers_of, Setting),
    "needs": needs,
    "organisations": organisations,
    "purposes": purposes,
    "society.households": partial(households, FACTS),
    "society.housing": partial(housing, FACTS),
    "society.demand": partial(by_domain, list(Segment)[:-1], FACTS.demand),
    "society.issue_mix": partial(by_domain, words.Housing, FACTS.issue_mix),
    **{f"levers.{name}": partial(levers_of, group) for name, group in GROUPS.items()},
    **{
        f"parameters.{section}": partial(parameters_of, section)
        for section in dict.fromkeys(p.section for p in default_book().parameters.values())
    },
}


def rewritten(text: str) -> str:
    """Return a page with every table made anew.

    Raises:
        KeyError: for a table that nobody makes.
    """
    return BLOCK.sub(lambda block: f"{block[1]}{TABLES[block[2]]()}\n{block[3]}", text)


def main(arguments: list[str]) -> int:
    """Rewrite the page, or only tell whether it is up to date."""
    return make(
        Path(__file__).name, arguments, lambda: {PAGE: rewritten(PAGE.read_text(encoding="utf-8"))}
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
