"""The command ``gongzhi failures``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from typing import Annotated, Any

from ..texts import Language
from .options import console, option, say_where, whole

__all__ = ["make_failures"]


def make_failures(lang: Language) -> Any:
    """Return the command in one language."""

    def failures(
        *,
        draws: Annotated[int, whole(lang, "draws")] = 200,
        workers: Annotated[int | None, whole(lang, "workers")] = None,
        out: Annotated[str | None, option(lang, "failures.out")] = None,
        force: Annotated[bool, option(lang, "force")] = False,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..robustness.failing import map_failures, print_failures
        from ..telling.answers import as_json

        table = map_failures(
            draws, workers=workers, out=out, force=force, progress=not json, lang=lang
        )
        if json:
            print(as_json(table.to_dict("records")))
        else:
            print_failures(table, console(), lang)
            say_where(out, lang)
        return 0

    return failures
