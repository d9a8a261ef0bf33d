"""What can go wrong in an experiment, said in the language of whoever reads it.

An error carries the key of its text and the values in it. ``str`` gives English; the command line
asks for its own language. Errors of a scenario are ``gongzhi.scenarios.ScenarioError``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .texts import Language, say

__all__ = [
    "ExperimentError",
    "InputError",
    "InterruptedWork",
    "Named",
    "OutputError",
    "WorkerError",
]


class Named(NamedTuple):
    """A value of an error that is called differently in English and Chinese."""

    en: str
    zh: str


class ExperimentError(Exception):
    """An experiment that cannot go on, with a reason that people can act on."""

    def __init__(self, key: str, **values: Any) -> None:
        self.key, self.values = key, values
        super().__init__(key, values)

    def __str__(self) -> str:
        """Return the reason in English."""
        return self.told("en")

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes with all that the error says."""
        return _remake, (type(self), self.key, self.values)

    def told(self, lang: Language) -> str:
        """Return the reason in a language, on one line."""
        values = {
            key: getattr(value, lang) if isinstance(value, Named) else value
            for key, value in self.values.items()
        }
        return say(lang, self.key, **values)


class InputError(ExperimentError, ValueError):
    """Something asked for cannot be: a number out of range, a wrong option."""


class OutputError(ExperimentError, OSError):
    """Results cannot be written where they were wanted."""


class WorkerError(ExperimentError, RuntimeError):
    """A process that was running the model is gone."""


class InterruptedWork(ExperimentError, KeyboardInterrupt):  # noqa: N818
    """Work that Ctrl-C ended, and of which something is kept."""


def _remake(kind: type[ExperimentError], key: str, values: dict[str, Any]) -> ExperimentError:
    return kind(key, **values)
