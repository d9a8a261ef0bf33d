"""The command ``gongzhi explain``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

import sys
import warnings
from typing import Annotated, Any

from ..texts import Language
from .options import option, whole

__all__ = ["make_explain"]


def make_explain(lang: Language) -> Any:
    """Return the command in one language."""

    def explain(
        target: Annotated[str, option(lang, "target")],
        kind: Annotated[str, option(lang, "kind")],
        id: Annotated[int | None, whole(lang, "id")] = None,
        /,
        *,
        month: Annotated[str | None, option(lang, "month")] = None,
        pick: Annotated[str | None, option(lang, "pick_resident", "--pick")] = None,
        scenario: Annotated[str | None, option(lang, "label", "--scenario")] = None,
        seed: Annotated[int | None, whole(lang, "seed_of")] = None,
        set_: Annotated[list[str] | None, option(lang, "set", "--set")] = None,
        outside: Annotated[bool, option(lang, "outside")] = False,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..assignments import read_assignments
        from ..inside.explaining import explain as ask
        from ..telling.answers import as_json
        from ..telling.wrapping import for_the_window

        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            told = ask(
                target, kind, id, month=month, pick=pick, scenario=scenario, seed=seed,
                progress=not json, lang=lang, **read_assignments(set_, None, outside),
            )  # fmt: skip
        for one in caught:
            if one.category is UserWarning:
                print(f"gongzhi: {one.message}", file=sys.stderr)
        print(as_json(told.to_dict()) if json else for_the_window(told.text(lang)))
        return 0

    return explain
