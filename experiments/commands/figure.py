"""The command ``gongzhi figure``: a figure of results, as a picture.

Cyclopts reads the annotations when a command is defined, so they must not be put off: no ``from
__future__ import annotations`` here.
"""

from pathlib import Path
from typing import Annotated, Any

from ..texts import Language, say
from .options import option, whole

__all__ = ["make_figure"]


def make_figure(lang: Language) -> Any:
    """Return the command in one language."""

    def figure(
        name: Annotated[str, option(lang, "figure_name")],
        results: Annotated[Path, option(lang, "results")],
        /,
        *,
        out: Annotated[str | None, option(lang, "figure_out")] = None,
        scenario: Annotated[str | None, option(lang, "figure_scenario", "--scenario")] = None,
        by: Annotated[str | None, option(lang, "by")] = None,
        year: Annotated[int | None, whole(lang, "year")] = None,
        neighbourhood: Annotated[int | None, whole(lang, "neighbourhood")] = None,
        slide: Annotated[bool, option(lang, "slide")] = False,
        force: Annotated[bool, option(lang, "figure_force", "--force")] = False,
        lang_: Annotated[Language | None, option(lang, "lang", "--lang")] = None,
    ) -> int:
        from ..figures.picture import write_figure

        written = write_figure(
            name, results, out, force=force, lang=lang_ or lang, scenario=scenario, by=by, year=year,
            neighbourhood=neighbourhood, slide=slide,
        )  # fmt: skip
        for path in written:
            print(say(lang, "note.figure", out=path))
        return 0

    return figure
