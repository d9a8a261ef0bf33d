"""The command ``gongzhi compare``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from typing import Annotated, Any

from ..texts import Language
from .options import console, option, say_where, whole

__all__ = ["make_compare"]


def make_compare(lang: Language) -> Any:
    """Return the command in one language."""

    def compare(
        *scenario: Annotated[str, option(lang, "scenario")],
        seeds: Annotated[int, whole(lang, "seeds")] = 8,
        months: Annotated[int | None, whole(lang, "months")] = None,
        window: Annotated[int, whole(lang, "window")] = 24,
        workers: Annotated[int | None, whole(lang, "workers")] = None,
        set_: Annotated[list[str] | None, option(lang, "set", "--set")] = None,
        outside: Annotated[bool, option(lang, "outside")] = False,
        out: Annotated[str | None, option(lang, "out")] = None,
        force: Annotated[bool, option(lang, "force")] = False,
        csv: Annotated[bool, option(lang, "csv")] = False,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..asking import load_cases
        from ..assignments import read_assignments
        from ..comparing import compare as compare_scenarios
        from ..telling.answers import comparison_as_json
        from ..telling.tables import print_comparison

        cases = load_cases(scenario, **read_assignments(set_, months, outside)).values()
        result = compare_scenarios(
            *cases, seeds=seeds, window=window, workers=workers, out=out, force=force,
            csv=csv, progress=not json, lang=lang,
        )  # fmt: skip
        if json:
            print(comparison_as_json(result))
        else:
            print_comparison(result, console(), lang)
            say_where(out, lang)
        return 0

    return compare
