"""The command ``gongzhi run``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from typing import Annotated, Any

from ..texts import Language
from .options import console, option, say_where, whole

__all__ = ["make_run"]


def make_run(lang: Language) -> Any:
    """Return the command in one language."""

    def run(
        scenario: Annotated[str, option(lang, "scenario")],
        /,
        *,
        seed: Annotated[int, whole(lang, "seed")] = 0,
        months: Annotated[int | None, whole(lang, "months")] = None,
        threads: Annotated[int, whole(lang, "threads")] = 1,
        set_: Annotated[list[str] | None, option(lang, "set", "--set")] = None,
        outside: Annotated[bool, option(lang, "outside")] = False,
        out: Annotated[str | None, option(lang, "out")] = None,
        force: Annotated[bool, option(lang, "force")] = False,
        csv: Annotated[bool, option(lang, "csv")] = False,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from gongzhi.scenarios import load_case

        from ..assignments import read_assignments
        from ..running import run as run_scenario
        from ..telling.answers import run_as_json
        from ..telling.tables import print_run

        case = load_case(scenario, **read_assignments(set_, months, outside))
        result = run_scenario(
            case, seed=seed, threads=threads, out=out, force=force, csv=csv,
            progress=not json, lang=lang,
        )  # fmt: skip
        if json:
            print(run_as_json(result))
        else:
            print_run(result, console(), lang)
            say_where(out, lang)
        return 0

    return run
