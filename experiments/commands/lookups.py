"""The commands ``gongzhi levers``, ``gongzhi parameters`` and ``gongzhi measures``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from typing import Annotated, Any

from ..texts import Language
from .options import option

__all__ = ["LOOKUPS", "make_lookup"]

LOOKUPS = ("levers", "parameters", "measures")


def make_lookup(kind: str, lang: Language) -> Any:
    """Return one lookup as a command."""

    def command(
        *words: Annotated[str, option(lang, "words")],
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..telling.lookups import look_up

        rows = look_up(kind, words)
        if json:
            from ..telling.answers import as_json

            print(as_json(rows))
        else:
            from ..telling.lookup_pages import page

            print(page(rows, lang))
        return 0

    return command
