"""The commands ``gongzhi scenarios list``, ``show``, ``check`` and ``schema``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from cyclopts import App

from ..texts import Language, say
from .options import console, group_of, option

__all__ = ["make_scenarios"]


def make_scenarios(lang: Language) -> App:
    """Return the commands about scenarios."""
    app = group_of(lang, "scenarios", "scenarios")

    def list_(
        *,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        if json:
            from ..telling.answers import list_as_json

            print(list_as_json())
        else:
            from ..telling.case_list import print_list

            print_list(console(), lang)
        return 0

    def show(
        scenario: Annotated[str, option(lang, "scenario")],
        /,
        *,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from gongzhi.scenarios import load_case

        from ..telling.answers import case_as_json
        from ..telling.case_page import case_as_text

        case = load_case(scenario)
        print(case_as_json(case) if json else case_as_text(case, lang), end="\n" if json else "")
        return 0

    def check(
        *file: Annotated[Path, option(lang, "files")],
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..telling.answers import check_files

        return check_files(file, lang)

    def schema(*, lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None) -> int:
        from gongzhi.scenarios import json_schema

        from ..telling.answers import as_json

        print(as_json(json_schema()))
        return 0

    commands: dict[str, Callable[..., int]] = {
        "list": list_,
        "show": show,
        "check": check,
        "schema": schema,
    }
    for name, command in commands.items():
        text, usage = say(lang, f"help.{name}"), say(lang, f"usage.{name}")
        app.command(command, name=name, help=text, usage=usage)
    return app
