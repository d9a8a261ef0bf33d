"""The command ``gongzhi trace``.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from typing import Annotated, Any

from ..texts import Language
from .options import option, whole

__all__ = ["make_trace"]


def make_trace(lang: Language) -> Any:
    """Return the command in one language."""

    def trace(
        target: Annotated[str, option(lang, "target")],
        issue: Annotated[int | None, whole(lang, "issue")] = None,
        /,
        *,
        pick: Annotated[str | None, option(lang, "pick")] = None,
        scenario: Annotated[str | None, option(lang, "label", "--scenario")] = None,
        seed: Annotated[int | None, whole(lang, "seed_of")] = None,
        months: Annotated[int | None, whole(lang, "months")] = None,
        set_: Annotated[list[str] | None, option(lang, "set", "--set")] = None,
        outside: Annotated[bool, option(lang, "outside")] = False,
        json: Annotated[bool, option(lang, "json")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..assignments import read_assignments
        from ..inside.tracing import trace as follow
        from ..telling.answers import as_json
        from ..telling.wrapping import for_the_window

        levers = read_assignments(set_, months, outside)
        story = follow(
            target, issue, pick=pick, scenario=scenario, seed=seed, progress=not json, lang=lang,
            **levers,
        )  # fmt: skip
        print(as_json(story.to_dict()) if json else for_the_window(story.text(lang)))
        return 0

    return trace
