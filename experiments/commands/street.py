"""The commands ``gongzhi street new`` and ``gongzhi street check``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from pathlib import Path
from typing import Annotated

from cyclopts import App

from ..texts import Language, say
from .options import group_of, option

__all__ = ["make_street"]


def make_street(lang: Language) -> App:
    """Return the commands in one language."""
    app = group_of(lang, "street", "street")

    def new(
        file: Annotated[Path, option(lang, "new_file")],
        /,
        *,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..streets import write_example

        print(write_example(file, lang, json))
        return 0

    def check(
        *file: Annotated[Path, option(lang, "street_files")],
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..streets import check_streets

        return check_streets(file, lang, json)

    app.command(new, name="new", help=say(lang, "help.new"), usage=say(lang, "usage.new"))
    text, usage = say(lang, "help.check_street"), say(lang, "usage.check_street")
    app.command(check, name="check", help=text, usage=usage)
    return app
