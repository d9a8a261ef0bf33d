"""What all commands share: how they are grouped, how an option is told, where they print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cyclopts import App, Group, Parameter

from ..helping import OurHelp
from ..texts import Language, say

if TYPE_CHECKING:
    from cyclopts import Token
    from rich.console import Console

__all__ = ["console", "group_of", "option", "say_where", "whole"]


def group_of(lang: Language, name: str, usage: str, **more: Any) -> App:
    """Return a group of commands with its help in one language."""
    help_key = "app" if name == "gongzhi" else f"help.{name}"
    app = App(
        name=name,
        help=say(lang, help_key),
        usage=say(lang, f"usage.{usage}"),
        help_flags=["--help", "-h"],
        help_format="plaintext",
        suppress_keyboard_interrupt=False,  # we say what happened
        help_formatter=OurHelp(lang),
        group_arguments=Group(say(lang, "help.arguments"), sort_key=1),
        group_commands=Group(say(lang, "help.commands"), sort_key=0),
        group_parameters=Group(say(lang, "help.options"), sort_key=2),
        **more,
    )
    app["--help"].help = say(lang, "help.help")
    return app


def option(lang: Language, key: str, *names: str, **more: Any) -> Parameter:
    """Return an option with its help; what it falls back to stands in the help."""
    return Parameter(
        name=names or None,
        help=say(lang, f"help.{key}"),
        show_default=False,
        show_choices=False,
        negative="",
        **more,
    )


def whole(lang: Language, key: str, *names: str) -> Parameter:
    """Return an option that takes a whole number, written as one: cyclopts would round 1.5."""
    return option(lang, key, *names, converter=_whole)


def _whole(_: Any, tokens: Sequence[Token]) -> int:
    """Return the whole number that a word is."""
    word = tokens[0].value
    if not re.fullmatch(r"[+-]?[0-9]+", word):
        raise ValueError(word)
    return int(word)


def console() -> Console:
    """Return the console that tables are printed on."""
    from rich.console import Console

    return Console(highlight=False, emoji=False)


def say_where(out: str | None, lang: Language) -> None:
    """Say where results are; the path stays whole, whatever the width."""
    if out is not None:
        print(say(lang, "note.out", out=out))
