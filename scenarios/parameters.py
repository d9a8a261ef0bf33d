"""What is assumed: the parameter book.

``parameters.toml`` holds every number of the model's behaviour: value, unit, range, confidence
(A published, B derived from a published figure, C well known, D guess), source, and labels. A
section of the book is a set of numbers used by one rule or process; code asks for a section by the
class that declares its names, so that a name missing on either side fails at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

__all__ = ["Book", "Parameter", "default_book"]

Section = TypeVar("Section", bound=NamedTuple)


@dataclass(frozen=True)
class Parameter:
    """One assumption: a number with its unit, range, confidence, source and labels."""

    section: str
    name: str
    value: Any
    unit: str
    low: float
    high: float
    confidence: str
    source: str
    en: str
    zh: str

    @property
    def path(self) -> str:
        """``section.name``, the way a plan or a command names it."""
        return f"{self.section}.{self.name}"


class Book:
    """The parameters of one run, by section; immutable, and changed only into another book."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self.parameters = MappingProxyType(dict(parameters))
        self._sections: dict[type, Any] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as a plain dictionary (a mapping proxy cannot be pickled)."""
        return Book, (dict(self.parameters),)

    def section(self, kind: type[Section]) -> Section:
        """Return the section that ``kind`` declares, by its class name in snake case."""
        if kind not in self._sections:
            self._sections[kind] = self._read(kind)
        return self._sections[kind]

    def _read(self, kind: type[Section]) -> Section:
        name = _snake(kind.__name__)
        values = {p.name: p.value for p in self.parameters.values() if p.section == name}
        wanted = set(kind._fields)
        if wanted != set(values):
            missing, unused = sorted(wanted - set(values)), sorted(set(values) - wanted)
            raise KeyError(f"parameters.toml [{name}]: missing {missing}, read by nothing {unused}")
        make: Any = kind
        return make(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})

    def changed(self, *, outside: bool = False, **values: float) -> Book:
        """Return a book with some values changed; keys are ``section.name``.

        Args:
            outside: allow values outside their ranges.

        Raises:
            KeyError: for an unknown parameter.
            ValueError: for a value outside the parameter's range.
        """
        book = dict(self.parameters)
        for path, value in values.items():
            if path not in book:
                raise KeyError(f'parameter "{path}" is not in the book')
            old = book[path]
            if isinstance(old.value, list):
                raise ValueError(f"{path} is a list of numbers; change it in a book of your own")
            if not outside and not old.low <= value <= old.high:
                raise ValueError(f"{path} = {value} is outside {old.low}…{old.high} {old.unit}")
            book[path] = Parameter(**{**old.__dict__, "value": float(value)})
        return Book(book)


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() and i else c.lower() for i, c in enumerate(name))


@cache
def default_book() -> Book:
    """Read the book that ships with the model."""
    text = files(__package__).joinpath("parameters.toml").read_text(encoding="utf-8")
    return Book(
        {
            f"{section}.{name}": Parameter(section=section, name=name, **entry)
            for section, entries in tomllib.loads(text).items()
            for name, entry in entries.items()
        }
    )
