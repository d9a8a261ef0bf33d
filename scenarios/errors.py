"""What is wrong with a scenario: one line for each mistake, and all of them at once.

A line reads ``FILE:LINE: path: what is wrong, what is allowed, the nearest key``. Nobody who writes
a scenario should see a traceback, or mend a file one mistake at a time. ``str`` gives English;
``told`` gives the line in the language of whoever reads it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from .saying import Language, Text, in_language, say

__all__ = ["Problem", "ScenarioError", "nearest", "shortened", "shown"]

LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """One mistake: the file, the line (1-based; 0 if there is none), the key path, the message.

    Path and message are strings in English; those that are a ``Text`` can be told in Chinese too.
    """

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        """Return ``FILE:LINE: path: message`` on one line, in English."""
        return self.told("en")

    def told(self, lang: Language) -> str:
        """Return ``FILE:LINE: path: message`` on one line, in a language."""
        file, path, message = (in_language(t, lang) for t in (self.file, self.path, self.message))
        return _one_line(f"{file}:{self.line}: {path}: {message}")


class ScenarioError(ValueError):
    """A scenario that cannot be used; ``problems`` says why, in the order of the files' lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Return one line for each problem."""
        return "\n".join(str(problem) for problem in self.problems)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of ``words`` most like ``word``, or None if none is near."""
    if len(word) > LONGEST_SHOWN:
        return None
    return next(iter(get_close_matches(word.lower(), list(words), n=1, cutoff=0.6)), None)


def shown(value: Any) -> Text:
    """Return a value as a short phrase: the way TOML writes it, or what kind of thing it is."""
    if isinstance(value, bool):
        return _plain("true" if value else "false")
    if isinstance(value, int):
        return _plain(str(value)) if value.bit_length() <= 64 else say("shown.huge")
    if isinstance(value, str):
        return say("shown.text", value=shortened(value))
    kinds = {dict: "shown.table", list: "shown.array", datetime.time: "shown.time"}
    if isinstance(value, datetime.date):
        return say("shown.date")
    kind = kinds.get(type(value))
    return say(kind) if kind else _plain(shortened(repr(value)))


def shortened(text: str) -> str:
    """Return the text, cut to a length that fits a line of error."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _plain(text: str) -> Text:
    """Return what reads the same in both languages; in Chinese a space parts it from what follows."""
    return Text(text, f"{text} ")


def _one_line(text: str) -> str:
    """Return the text with all that is not printable (line ends too) written as an escape."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
