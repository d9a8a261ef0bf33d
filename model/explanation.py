"""Explanations: why somebody did what they did in a month, as terms that add up.

An explanation holds what the model's own functions returned; sentences stand in ``explanations.toml``.
"""

from __future__ import annotations

import math
import tomllib
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from gongzhi.agents.words import zh

from .month import month_name

__all__ = ["Change", "Explanation", "Line", "Term", "Who", "log_odds"]

DIGITS = {"logit": ".2f", "share": ".1%", "hour": ",.1f", "score": ".3f"}
ADDITIVE = ("logit", "hour", "score")


class Who(NamedTuple):
    """Whom an explanation is about: a kind, and the id or row."""

    kind: str
    id: int


class Term(NamedTuple):
    """One part of what decided."""

    name: str
    value: float


class Change(NamedTuple):
    """What the result would have been with one thing changed, and whether the answer flips."""

    name: str
    value: float
    flips: bool | None = None


class Line(NamedTuple):
    """A sentence about the circumstances, with what fills its blanks."""

    key: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Explanation:
    """Why somebody did what they did.

    Attributes:
        who: whom it is about.
        month: months since January 2013.
        question: what is asked, such as "take_part".
        terms: what decided, part by part.
        outcome: what happened, such as "came".
        chance: its probability, if chance had a say; ``draw`` is the luck that decided.
        would_change: each alone, what would have changed the result.
        unit: of the terms: "logit", "share", "hour" or "score".
        lines: circumstances. parts: explanations of what came before.
    """

    who: Who
    month: int
    question: str
    terms: tuple[Term, ...]
    outcome: str
    chance: float | None = None
    draw: float | None = None
    would_change: tuple[Change, ...] = ()
    unit: str = "logit"
    lines: tuple[Line, ...] = ()
    parts: tuple[Explanation, ...] = field(default=(), repr=False)

    @property
    def total(self) -> float:
        """Sum of the terms."""
        return sum(term.value for term in self.terms)

    def text(self, lang: str = "en") -> str:
        """Tell it in English ("en") or Chinese ("zh")."""
        who = _say(f"who.{self.who.kind}", lang, id=self.who.id)
        head = _say("label.head", lang, who=who, month=month_name(self.month))
        told = self._told(lang)
        for part in self.parts:
            told += ["", *part._told(lang)]
        return "\n".join([head, "", *told])

    def to_dict(self) -> dict[str, Any]:
        """Return it for machines."""
        terms = [
            {**term._asdict(), "odds_ratio": math.exp(term.value)}
            if self.unit == "logit"
            else term._asdict()
            for term in self.terms
        ]
        return {
            "who": self.who._asdict(),
            "month": self.month,
            "date": month_name(self.month),
            "question": self.question,
            "outcome": self.outcome,
            "unit": self.unit,
            "terms": terms,
            "total": self.total if self.unit in ADDITIVE else None,
            "chance": self.chance,
            "draw": self.draw,
            "would_change": [change._asdict() for change in self.would_change],
            "circumstances": [
                {"about": line.key, **{k: _plain(v) for k, v in line.values.items()}}
                for line in self.lines
            ],
            "parts": [part.to_dict() for part in self.parts],
        }

    def _repr_html_(self) -> str:
        title, *lines = self.text().splitlines()
        return f"<div><h4>{escape(title)}</h4><pre>{escape(chr(10).join(lines[1:]))}</pre></div>"

    def _told(self, lang: str) -> list[str]:
        """Tell question, outcome, circumstances, terms and changes."""
        outcome = _say(f"outcome.{self.outcome}", lang)
        told = [_say("label.answer", lang, question=_say(f"question.{self.question}", lang),
                     outcome=outcome)]  # fmt: skip
        if self.chance is not None and self.draw is not None:
            told.append(_say("label.chance", lang, chance=self.chance, draw=self.draw))
        for line in self.lines:
            words = {key: _word(value, lang) for key, value in line.values.items()}
            told.append(_say(f"line.{line.key}", lang, **words))
        return told + self._terms(lang) + self._changes(lang)

    def _terms(self, lang: str) -> list[str]:
        """Return the table of terms."""
        if not self.terms:
            return []
        rows = [(_say(f"term.{term.name}", lang), term.value) for term in self.terms]
        if self.unit in ADDITIVE:
            rows.append((_say("label.sum", lang), self.total))
        key = f"label.terms_{self.unit}" if self.unit in ADDITIVE else f"combined.{self.question}"
        given = {name: value for line in self.lines for name, value in line.values.items()}
        return [_say(key, lang, **given), *_table(rows, self.unit)]

    def _changes(self, lang: str) -> list[str]:
        """Return the table of changes."""
        if not self.would_change:
            return []
        names = [_say(f"change.{change.name}", lang) for change in self.would_change]
        width = max(map(_width, names))
        kind = "share" if self.chance is not None else self.unit
        told = [_say(f"changed.{self.question}", lang)]
        for name, change in zip(names, self.would_change, strict=True):
            verdict = ""
            if change.flips is not None:
                verdict = _say("label.flips" if change.flips else "label.stays", lang)
            value = format(change.value, DIGITS[kind])
            told.append(f"  {_pad(name, width)}  {value:>9}  {verdict}".rstrip())
        return told


@cache
def sentences() -> dict[str, Any]:
    """Return the sentences of explanations."""
    text = files(__package__).joinpath("explanations.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def log_odds(p: float) -> float:
    """Log-odds of a probability."""
    return math.log(p) - math.log1p(-p)


def _say(key: str, lang: str, **values: Any) -> str:
    section, _, name = key.partition(".")
    return sentences()[section][name][lang].format(**values)


def _word(value: Any, lang: str) -> Any:
    """Return a code as a word, a number as it is."""
    if isinstance(value, bool | np.bool_):
        return sentences()["label"]["yes" if value else "no"][lang]
    if isinstance(value, IntEnum):
        return zh(value) if lang == "zh" else value.name.lower().replace("_", " ")
    return value


def _plain(value: Any) -> Any:
    """Return a code as its name, anything else as it is."""
    return value.name.lower() if isinstance(value, IntEnum) else value


def _table(rows: list[tuple[str, float]], unit: str) -> list[str]:
    """Return lines of names and values; logits with their odds ratios."""
    width = max(_width(name) for name, _ in rows)
    told = []
    for name, value in rows:
        odds = f"  × {math.exp(value):.3g}" if unit == "logit" else ""
        told.append(f"  {_pad(name, width)}  {format(value, DIGITS[unit]):>9}{odds}")
    return told


def _width(text: str) -> int:
    """Return the columns that a text takes; Chinese characters take two."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
