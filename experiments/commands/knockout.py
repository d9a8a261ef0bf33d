"""The command ``gongzhi knockout``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from typing import Annotated, Any

from ..texts import Language
from .options import console, option, whole

__all__ = ["make_knockout"]


def make_knockout(lang: Language) -> Any:
    """Return the command in one language."""

    def knockout(
        *scenario: Annotated[str, option(lang, "scenario")],
        link: Annotated[list[str] | None, option(lang, "link")] = None,
        seeds: Annotated[int, whole(lang, "seeds")] = 8,
        months: Annotated[int | None, whole(lang, "months")] = None,
        window: Annotated[int, whole(lang, "window")] = 24,
        workers: Annotated[int | None, whole(lang, "workers")] = None,
        set_: Annotated[list[str] | None, option(lang, "set", "--set")] = None,
        outside: Annotated[bool, option(lang, "outside")] = False,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..assignments import read_assignments
        from ..robustness.knocking_out import LINKS, knock_out, print_knockouts
        from ..telling.answers import as_json

        table = knock_out(
            *scenario, links=link or LINKS, seeds=seeds, window=window, workers=workers,
            progress=not json, lang=lang, **read_assignments(set_, months, outside),
        )  # fmt: skip
        if json:
            print(as_json(table.to_dict("records")))
        else:
            print_knockouts(table, console(), lang)
        return 0

    return knockout
